using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Counting;

namespace Huimin.Modules.ChildWelfare;

/// <summary>What child welfare counts 儿童福利指标.</summary>
internal static class ChildIndicators
{
    private const string Granted = "granted";

    public static IReadOnlyList<Indicator> All { get; } = [.. Benefits(), .. Files(), .. Titles()];

    private static IEnumerable<Indicator> Benefits() =>
    [
        Indicator.Stock("orphans", RecordSource.Awards, $"期末当月在享孤儿基本生活费的人数", static asked => asked.Awards("orphan_living").People()),
        Indicator.Stock("de_facto_unattended_children", RecordSource.Awards, $"期末当月在享事实无人抚养儿童基本生活补贴的人数", static asked => asked.Awards("de_facto_orphan_living").People()),
        Indicator.Stock("orphan_hardship_children_supported", RecordSource.Awards, $"期末当月在享孤儿基本生活费、事实无人抚养儿童基本生活补贴的人数", static asked =>
            asked.Awards("orphan_living", "de_facto_orphan_living").People()),
        Indicator.Money("child_living_subsidy_expenditure", RecordSource.Awards, $"本期各月孤儿基本生活费、事实无人抚养儿童基本生活补贴的应发金额之和", static asked =>
            asked.AwardMonths("orphan_living", "de_facto_orphan_living").Due()),
        Indicator.Money("orphan_education_grant_expenditure", RecordSource.Cases, $"本期决定给予的孤儿助学金额", static asked => asked.Granted("orphan_study_aid").Sums()),
        Indicator.Standard("orphan_standard_monthly", $"政策库中期末当月有效的孤儿基本生活费标准：散居、机构养育", static (asked, county) =>
            [.. asked.Standard("orphan_living", "dispersed", county).Select(v => v with { Path = "dispersed", Name = "散居", NameEn = "with families" }), .. asked.Standard("orphan_living", "institution", county).Select(v => v with { Path = "institution", Name = "机构养育", NameEn = "in institutions" })]),
    ];

    private static IEnumerable<Indicator> Files() =>
    [
        Indicator.Stock("special_group_children", RecordSource.Of(ChildFiles.Children), $"期末在册的儿童档案", static asked => asked.InForce(ChildFiles.Children).Counted()),
        Indicator.Stock("left_behind_children", RecordSource.Of(ChildFiles.Children), $"期末在册的留守儿童档案", static asked => asked.InForce(ChildFiles.Children).Where(e => e.Category == "left_behind").Counted()),
        Indicator.Stock("hardship_children", RecordSource.Of(ChildFiles.Children), $"期末在册的困境儿童档案", static asked => asked.InForce(ChildFiles.Children).Where(e => e.Category == "hardship").Counted()),
        Indicator.Flow("child_visits", RecordSource.Of(ChildFiles.Children), $"本期登记的走访次数，每次一名儿童", static asked => asked.Happened(ChildFiles.Children, "visit").Counted()),
        Indicator.Stock("child_directors", RecordSource.Of(ProtectionStaff.Directors), $"期末在岗的儿童主任", static asked => asked.InForce(ProtectionStaff.Directors).Counted()),
        Indicator.Stock("child_supervisors", RecordSource.Of(ProtectionStaff.Supervisors), $"期末在岗的儿童督导员", static asked => asked.InForce(ProtectionStaff.Supervisors).Counted()),
        Indicator.Money("child_protection_fund_amount", RecordSource.Of(CareFund.Register), $"本期关爱保护基金的收入", static asked => asked.Happened(CareFund.Register, "income").Sums()),
        Indicator.Money("child_protection_fund_expenditure", RecordSource.Of(CareFund.Register), $"本期关爱保护基金的资助金额", static asked => asked.Happened(CareFund.Register, "grant").Sums()),
        Indicator.Different("child_protection_fund_beneficiaries", RecordSource.Of(CareFund.Register), $"本期受关爱保护基金资助的儿童，同一儿童只算一次", static asked =>
            asked.Happened(CareFund.Register, "grant").Where(r => r.PersonId != null).Counted()),
    ];

    private static IEnumerable<Indicator> Titles() =>
    [
        Title("national_child_care_service_pilots", "care_pilot", "national", $"本期授予、仍然有效的国家级儿童关爱服务试点"),
        Title("child_friendly_pilot_communities_municipal", "friendly_community", "municipal", $"本期授予、仍然有效的市级儿童友好社区"),
        Title("child_friendly_pilot_communities_county", "friendly_community", "county", $"本期授予、仍然有效的县级儿童友好社区"),
        Indicator.Flow("child_friendly_scenes", RecordSource.Of(ChildProgrammes.Titles), $"本期授予、仍然有效的儿童友好场景", static asked => asked.Entered(ChildProgrammes.Titles, Granted).Where(e => e.Category == "friendly_scene").Counted()),
    ];

    private static Indicator Title(string code, string kind, string level, FormattableString text)
    {
        var written = RegisterCounting.Written("level", level);
        return Indicator.Flow(code, RecordSource.Of(ChildProgrammes.Titles), text, asked =>
            asked.Entered(ChildProgrammes.Titles, Granted).Where(e => e.Category == kind && e.Fields.Contains(written)).Counted());
    }
}
