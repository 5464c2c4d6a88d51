using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Counting;

namespace Huimin.Modules.Disability;

/// <summary>What the welfare of disabled people counts 残疾人福利指标.</summary>
internal static class DisabilityIndicators
{
    private const string Living = "disability_living";
    private const string Nursing = "disability_nursing";

    public static IReadOnlyList<Indicator> All { get; } = [.. Allowances(), .. Rehabilitation()];

    /// <summary>The two allowances are counted separately; a person may have both.</summary>
    private static IEnumerable<Indicator> Allowances() =>
    [
        Indicator.Stock("hardship_disabled_allowance_recipients", RecordSource.Awards, $"期末当月在享困难残疾人生活补贴的人数", static asked => asked.Awards(Living).People()),
        Indicator.Stock("severe_disabled_allowance_recipients", RecordSource.Awards, $"期末当月在享重度残疾人护理补贴的人数", static asked => asked.Awards(Nursing).People()),
        Indicator.Money("disability_subsidy_expenditure", RecordSource.Awards, $"本期各月两项补贴的应发金额之和", static asked => asked.AwardMonths(Living, Nursing).Due()),
        Indicator.Money("disability_subsidy_living_expenditure", RecordSource.Awards, $"本期各月困难残疾人生活补贴的应发金额之和", static asked => asked.AwardMonths(Living).Due()),
        Indicator.Money("disability_subsidy_care_expenditure", RecordSource.Awards, $"本期各月重度残疾人护理补贴的应发金额之和", static asked => asked.AwardMonths(Nursing).Due()),
        Indicator.Different("disability_subsidy_recipients", RecordSource.Awards, $"本期享受过两项补贴之一的人数，同一人只算一次", static asked => asked.AwardMonths(Living, Nursing).Units()),
        Indicator.Flow("disability_subsidy_person_times", RecordSource.Awards, $"本期各月享受两项补贴的人次之和，两项各算一次", static asked => asked.AwardMonths(Living, Nursing).People()),
        Indicator.Standard("hardship_disabled_allowance_standard", $"政策库中期末当月有效的困难残疾人生活补贴标准，元/月", static (asked, county) => asked.Standard(Living, "standard", county)),
        Indicator.Standard("severe_disabled_allowance_standard", $"政策库中期末当月有效的重度残疾人护理补贴标准，元/月", static (asked, county) => asked.Standard(Nursing, "standard", county)),
    ];

    private static IEnumerable<Indicator> Rehabilitation() =>
    [
        Indicator.Stock("mental_rehab_stations", RecordSource.Of(MentalRehabilitation.Points), $"期末在册的精神障碍社区康复服务点", static asked => asked.InForce(MentalRehabilitation.Points).Counted()),
        Indicator.Stock("mental_rehab_counties", RecordSource.Divisions with { BeginsAsync = RecordSource.Of(MentalRehabilitation.Points).BeginsAsync }, $"期末有在册服务点的县（市、区）", static asked =>
            asked.InForce(MentalRehabilitation.Points).Select(e => e.Region / 1000000 * 1000000).Distinct().Select(county => new Counted { Record = county, Region = county, Day = 0, Quantity = 1, Who = county }))
            .Named("开展精神障碍社区康复服务的县（市、区）数", "Counties with community mental rehabilitation", "county", "disability"),
        Indicator.Share("mental_rehab_county_coverage_rate", "mental_rehab_counties", "county_level_divisions", $"有在册服务点的县（市、区）÷ 全部县（市、区）"),
        Indicator.Stock("mental_rehab_service_persons", RecordSource.Of(MentalRehabilitation.Clients), $"期末在册的社区康复对象", static asked => asked.InForce(MentalRehabilitation.Clients).Counted()),
        Indicator.Stock("mental_rehab_persons_in_service", RecordSource.Of(MentalRehabilitation.Clients), $"期末已经评估、有计划和服务点、正在服务的社区康复对象", static asked =>
            asked.InForce(MentalRehabilitation.Clients).Where(e => e.State == "in_service").Counted())
            .Named("接受规范服务的精神障碍社区康复对象人数", "Persons with standard service in mental rehabilitation", "person", "disability"),
        Indicator.Share("mental_rehab_standard_service_rate", "mental_rehab_persons_in_service", "mental_rehab_service_persons", $"正在接受规范服务的对象 ÷ 在册对象"),
    ];
}
