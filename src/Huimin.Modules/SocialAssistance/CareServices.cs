using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.SocialAssistance;

/// <summary>Care for those who receive support at home 照料.</summary>
internal static class CareServices
{
    /// <summary>特困人员认定办法: dispersed tekun persons have a written agreement with who cares for them. How often to look in is the county's to set.</summary>
    public static RegisterType Agreements { get; } = new("care_agreements", RegionLevel.Village, $"照料服务协议", $"分散供养特困人员每人一份照料服务协议，写明照料人、服务内容和期限。")
    {
        Subject = RegisterSubject.Person,
        Validity = Validity.Expires,
        Fields =
        [
            Field.Choice("self_care", $"生活自理能力", new Choice("able", $"全自理"), new Choice("partial", $"半自理"), new Choice("none", $"全护理")) with { IsRequired = true, InList = true },
            Field.Text("carer", $"照料人") with { IsRequired = true, InList = true },
            Field.Choice("relation", $"照料人身份", new Choice("relative", $"亲属"), new Choice("neighbour", $"邻居"), new Choice("cadre", $"村（居）干部"), new Choice("institution", $"服务机构")) with { IsRequired = true },
            Field.Phone("carer_phone", $"照料人电话"),
            Field.Choices("duties", $"照料内容", new Choice("daily", $"日常看护"), new Choice("meals", $"送餐做饭"), new Choice("hygiene", $"卫生洗浴"), new Choice("clinic", $"陪同就医"), new Choice("hospital", $"住院护理")) with { IsRequired = true },
            Field.Text("document", $"协议编号"),
        ],
        Category = "self_care",
        OnlyOne = OnlyOne.PerPerson,
        Coverage = Coverage.EveryRecipient("tekun", ("placement", "institution")),
        Interval = new RecordInterval("visit", "self_care", new Dictionary<string, int> { ["able"] = 30, ["partial"] = 15, ["none"] = 7 }),
        Records =
        [
            new RecordKind("visit", $"照料探访")
            {
                Fields =
                [
                    Field.Choice("condition", $"身体和生活状况", new Choice("good", $"良好"), new Choice("fair", $"一般"), new Choice("poor", $"较差")) with { IsRequired = true },
                    Field.YesNo("duties_done", $"照料到位") with { IsRequired = true },
                    Field.LongText("notes", $"探访记录"),
                ],
                Category = "condition",
            },
        ],
        Sample = RegisterSamples.Agreements,
    };
}
