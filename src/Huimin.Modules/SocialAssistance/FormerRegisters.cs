using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.SocialAssistance;

/// <summary>Registers that were kept before such matters became cases: what was entered then stays readable.</summary>
internal static class FormerRegisters
{
    public static RegisterType Plans { get; } = new("service_plans", RegionLevel.Village, $"服务类救助", $"改为案件“服务类社会救助”以前的登记。")
    {
        NowCases = "service_assistance",
        Subject = RegisterSubject.Person,
        Validity = Validity.MayExpire,
        Fields =
        [
            Field.Choices("needs", $"服务需求", Services) with { InList = true },
            Field.Text("provider", $"服务机构") with { InList = true },
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
                    Field.Choice("item", $"服务项目", Services),
                    Field.Number("hours", $"时长（小时）", 240) with { Decimals = 1 },
                    Field.Text("worker", $"服务人员"),
                    Field.Choice("confirmed", $"确认方式", new Choice("signed", $"本人签字"), new Choice("family", $"家属确认"), new Choice("witness", $"村（居）见证")),
                    Field.LongText("notes", $"服务记录"),
                ],
                Category = "item",
                Quantity = "hours",
            },
        ],
    };

    public static RegisterType CharityReferrals { get; } = new("charity_referrals", RegionLevel.Village, $"转介慈善帮扶", $"改为案件“转介慈善帮扶”以前的登记。")
    {
        NowCases = "charity_referral",
        Subject = RegisterSubject.Person,
        Fields =
        [
            Field.Text("need", $"困难和需求"),
            Field.Text("organisation", $"接收组织") with { InList = true },
            Field.Entry("project", $"慈善项目", "charity_projects"),
            Field.Money("asked", $"请求金额"),
            Field.Money("granted", $"帮扶金额") with { InList = true },
            Field.LongText("result", $"办理结果"),
        ],
        Amount = "granted",
        States =
        [
            new EntryState("referred", $"已转介"), new EntryState("accepted", $"已接受"),
            new EntryState("completed", $"已帮扶") { IsInForce = false, IsEnd = true }, new EntryState("declined", $"未接受") { IsInForce = false, IsEnd = true },
        ],
    };

    private static IReadOnlyList<Choice> Services =>
        [new Choice("visit", $"探访照料"), new Choice("nursing", $"护理"), new Choice("counsel", $"心理疏导"), new Choice("inclusion", $"社会融入"), new Choice("study", $"学业辅导")];
}
