using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.Disability;

/// <summary>Care visits to disabled people in need 残疾人关爱探访.</summary>
internal static class CareVisits
{
    public static RegisterType Register { get; } = new("disability_care", RegionLevel.Village, $"残疾人关爱探访", $"独居、一户多残等困难残疾人按期探访，发现需要及时转介。")
    {
        Subject = RegisterSubject.Person,
        Fields =
        [
            Field.Choice("situation", $"困难情形", new Choice("alone", $"独居"), new Choice("several", $"一户多残"), new Choice("elder_cared", $"老残一体"), new Choice("severe", $"重度残疾")) with { IsRequired = true },
            Field.Text("visitor", $"探访人") with { IsRequired = true, InList = true },
            Field.Phone("contact_phone", $"联系人电话"),
        ],
        Category = "situation",
        OnlyOne = OnlyOne.PerPerson,
        // How often is the bureau's to set; somebody alone is seen most often.
        Interval = new RecordInterval("visit", "situation", new Dictionary<string, int> { ["alone"] = 7, ["several"] = 30, ["elder_cared"] = 15, ["severe"] = 30 }),
        Records =
        [
            new RecordKind("visit", $"探访")
            {
                Fields =
                [
                    Field.Choice("condition", $"状况", new Choice("good", $"良好"), new Choice("fair", $"一般"), new Choice("urgent", $"需要帮助")) with { IsRequired = true },
                    Field.LongText("notes", $"探访记录"),
                ],
                Category = "condition",
            },
            new RecordKind("referral", $"转介")
            {
                Fields = [Field.Text("need", $"需求") with { IsRequired = true }, Field.Text("receiver", $"转介单位") with { IsRequired = true }],
                HasDueDate = true,
                Outcomes = [new Choice("met", $"已解决"), new Choice("unmet", $"未解决")],
                ClosingFields = [Field.Text("reply", $"办理情况") with { IsRequired = true }],
            },
        ],
        Sample = RegisterSamples.CareVisits,
    };
}
