using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.Disability;

/// <summary>Community rehabilitation for mental disorders 精康融合行动 (民发〔2022〕104号): clients and the points that serve them.</summary>
internal static class MentalRehabilitation
{
    /// <summary>Days from the registration to the assessment, and from there to the plan. Practice of the bureau; no law sets them.</summary>
    private const int AssessmentDays = 15;
    private const int PlanDays = 10;
    private const int ServiceDays = 30;

    public static RegisterType Clients { get; } = new("mental_rehab_clients", RegionLevel.Village, $"精神障碍社区康复对象", $"登记、评估、制定计划，按计划提供社区康复服务并记录。")
    {
        Subject = RegisterSubject.Person,
        Named = new EntryName($"姓名") { IsMasked = true },
        Fields =
        [
            Field.Choice("source", $"转介来源", new Choice("hospital", $"精神卫生医疗机构"), new Choice("community", $"村（居）"), new Choice("federation", $"残联"), new Choice("self", $"本人或家属申请")) with { IsRequired = true },
            Field.Entry("point", $"服务点", "mental_rehab_points") with { InList = true },
            Field.Text("guardian", $"监护人") with { IsSecret = true },
            Field.Phone("guardian_phone", $"监护人电话"),
            Field.Choice("need", $"评估结果", new Choice("high", $"需求高"), new Choice("medium", $"需求中"), new Choice("low", $"需求低")),
            Field.Day("planned", $"计划制定日期"),
            Field.LongText("plan", $"康复计划") with { IsSecret = true },
        ],
        Category = "source",
        OnlyOne = OnlyOne.PerPerson,
        States =
        [
            new EntryState("registered", $"已登记") { Next = ["assessed", "ended"], Days = AssessmentDays },
            new EntryState("assessed", $"已评估") { Next = ["in_service", "ended"], Needs = ["need"], Days = PlanDays },
            new EntryState("in_service", $"服务中") { Next = ["ended"], Needs = ["planned", "point"] },
            new EntryState("ended", $"已结案") { IsInForce = false, IsEnd = true },
        ],
        Interval = new RecordInterval("service", null, new Dictionary<string, int> { [""] = ServiceDays }),
        Records =
        [
            new RecordKind("assessment", $"评估")
            {
                Fields =
                [
                    Field.Text("assessor", $"评估人") with { IsRequired = true },
                    Field.Choice("result", $"评估结果", new Choice("improved", $"好转"), new Choice("stable", $"稳定"), new Choice("worse", $"加重")) with { IsRequired = true },
                    Field.LongText("notes", $"评估记录") with { IsSecret = true },
                ],
                Category = "result",
            },
            new RecordKind("service", $"康复服务")
            {
                Fields =
                [
                    Field.Choice("item", $"服务项目", new Choice("medication", $"服药训练"), new Choice("daily", $"生活技能训练"), new Choice("social", $"社交技能训练"), new Choice("work", $"职业能力训练"), new Choice("counsel", $"心理疏导"), new Choice("peer", $"同伴支持")) with { IsRequired = true },
                    Field.Number("hours", $"时长（小时）", 240) with { Decimals = 1, IsRequired = true },
                    Field.Text("worker", $"服务人员") with { IsRequired = true },
                ],
                Category = "item",
                Quantity = "hours",
            },
        ],
        Sample = RegisterSamples.Clients,
    };

    public static RegisterType Points { get; } = new("mental_rehab_points", RegionLevel.Township, $"精神障碍社区康复服务点", $"每个县区都要有服务点：地址、运营机构、能服务的人数和是否达到规范。")
    {
        Named = new EntryName($"服务点名称"),
        Fields =
        [
            Field.Text("operator", $"运营机构") with { IsRequired = true, InList = true },
            Field.Text("address", $"地址") with { IsRequired = true },
            Field.Number("capacity", $"可服务人数", 10_000) with { IsRequired = true },
            Field.YesNo("meets_standard", $"达到服务规范") with { IsRequired = true, InList = true },
            Field.Phone("duty_phone", $"联系电话") with { IsSecret = false },
        ],
        Quantity = "capacity",
        Coverage = Coverage.Every(RegionLevel.County),
        OnlyOne = OnlyOne.PerNameAndRegion,
        Sample = RegisterSamples.Points,
    };
}
