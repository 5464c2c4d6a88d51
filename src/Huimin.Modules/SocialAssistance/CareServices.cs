using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.SocialAssistance;

/// <summary>Assistance that somebody gives with hands and time 照料和服务类救助.</summary>
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

    public static RegisterType Plans { get; } = new("service_plans", RegionLevel.Village, $"服务类救助", $"“物质+服务”：评估需求、制定服务计划，每次服务记时长并由本人或家属确认。")
    {
        Subject = RegisterSubject.Person,
        Validity = Validity.MayExpire,
        Fields =
        [
            Field.Choices("needs", $"服务需求", new Choice("visit", $"探访照料"), new Choice("nursing", $"护理"), new Choice("counsel", $"心理疏导"), new Choice("inclusion", $"社会融入"), new Choice("study", $"学业辅导")) with { IsRequired = true, InList = true },
            Field.Text("provider", $"服务机构") with { IsRequired = true, InList = true },
            Field.Number("planned_hours", $"计划时长（小时）", 10_000) with { Decimals = 1 },
            Field.LongText("plan", $"服务计划"),
        ],
        Quantity = "planned_hours",
        States = EntryStates.Running,
        Records =
        [
            new RecordKind("service", $"服务")
            {
                Fields =
                [
                    Field.Choice("item", $"服务项目", new Choice("visit", $"探访照料"), new Choice("nursing", $"护理"), new Choice("counsel", $"心理疏导"), new Choice("inclusion", $"社会融入"), new Choice("study", $"学业辅导")) with { IsRequired = true },
                    Field.Number("hours", $"时长（小时）", 240) with { Decimals = 1, IsRequired = true },
                    Field.Text("worker", $"服务人员") with { IsRequired = true },
                    Field.Choice("confirmed", $"确认方式", new Choice("signed", $"本人签字"), new Choice("family", $"家属确认"), new Choice("witness", $"村（居）见证")) with { IsRequired = true },
                    Field.LongText("notes", $"服务记录"),
                ],
                Category = "item",
                Quantity = "hours",
            },
        ],
        Sample = RegisterSamples.Plans,
    };

    public static RegisterType CharityReferrals { get; } = new("charity_referrals", RegionLevel.Village, $"转介慈善帮扶", $"政策不能完全解决的，转介给慈善项目，结果回到这里。")
    {
        Subject = RegisterSubject.Person,
        Fields =
        [
            Field.Text("need", $"困难和需求") with { IsRequired = true },
            Field.Text("organisation", $"接收组织") with { IsRequired = true, InList = true },
            Field.Entry("project", $"慈善项目", "charity_projects"),
            Field.Money("asked", $"请求金额"),
            Field.Money("granted", $"帮扶金额") with { InList = true },
            Field.LongText("result", $"办理结果"),
        ],
        Amount = "granted",
        States =
        [
            new EntryState("referred", $"已转介") { Next = ["accepted", "declined"], Days = 10 },
            new EntryState("accepted", $"已接受") { Next = ["completed", "declined"], Days = 30 },
            new EntryState("completed", $"已帮扶") { IsInForce = false, IsEnd = true, Needs = ["granted", "result"] },
            new EntryState("declined", $"未接受") { IsInForce = false, IsEnd = true, Needs = ["result"] },
        ],
        Sample = RegisterSamples.CharityReferrals,
    };
}
