using Huimin.Modules.SocialAssistance.Relief;
using Huimin.Modules.SocialAssistance.Services;
using Huimin.Platform.Cases;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Counting;
using Huimin.Platform.Tasks;

namespace Huimin.Modules.SocialAssistance;

/// <summary>What social assistance counts 社会救助指标; law: 民政事业统计 and the identities of its forms.</summary>
internal static class AssistanceIndicators
{
    /// <summary>From this number of failed items on, somebody is unable to care for oneself 全护理 (民发〔2021〕43号).</summary>
    private const int UnableFrom = 4;
    private const int Items = 6;

    private const int MinutesAnHour = 60;

    /// <summary>What the projects of 慈善救急难 have in their names.</summary>
    private const string Urgent = "急难";

    /// <summary>Codes of divisions that a county holds.</summary>
    private const long County = 1_000_000;

    /// <summary>Layers of the low-income population that are families.</summary>
    private static readonly string[] Families = ["dibao", "dibao_marginal", "rigid_expense_family"];

    /// <summary>Warnings that somebody may fall into poverty; found income is none.</summary>
    private static readonly string[] Warnings =
    [
        "warn_accident", "warn_alone_without_benefit", "warn_child_unattended", "warn_dibao_ended", "warn_earner_unemployed", "warn_medical_expense", "warn_member_died", "warn_new_disability", "warn_new_student",
    ];

    /// <summary>Outcomes of a warning that are help, or lead to it.</summary>
    private static readonly string[] Helped = ["assisted", "apply_dibao", "apply_temporary", TaskKinds.BecameCase];

    /// <summary>How an answer that is not empty stands in the visit: empty ones are not kept.</summary>
    private const string ReunitedField = "\"reunited\":";

    /// <summary>The standards whose rise is reported together; town and country are categories of their own.</summary>
    private static readonly (string Programme, string Parameter)[] Standards =
    [
        ("dibao", "standard"), ("tekun", "standard"), ("orphan_living", "institution"), ("orphan_living", "dispersed"), ("disability_living", "standard"), ("disability_nursing", "standard"),
    ];

    private static readonly RecordSource ServiceCases = RecordSource.CasesOf(ServicesAndReferrals.ServiceCode);

    public static IReadOnlyList<Indicator> All { get; } = [.. Dibao(), .. Tekun(), .. Layers(), .. Temporary(), .. Services(), .. GrassRootsWork()];

    private static IEnumerable<Indicator> Dibao() =>
    [
        Indicator.Stock("dibao_recipients", RecordSource.Awards, $"期末当月在享低保的家庭成员数", static asked => asked.Awards("dibao").People()),
        Indicator.Stock("dibao_recipients_urban", RecordSource.Awards, $"期末当月在享低保的城镇户籍家庭的成员数", static asked => asked.Awards("dibao").Urban().People()),
        Indicator.Stock("dibao_recipients_rural", RecordSource.Awards, $"期末当月在享低保的农村户籍家庭的成员数", static asked => asked.Awards("dibao").Rural().People()),
        Indicator.Stock("dibao_households", RecordSource.Awards, $"期末当月在享低保的家庭户数", static asked => asked.Awards("dibao").Units()),
        Indicator.Stock("dibao_households_urban", RecordSource.Awards, $"期末当月在享低保的城镇户籍家庭户数", static asked => asked.Awards("dibao").Urban().Units()),
        Indicator.Stock("dibao_households_rural", RecordSource.Awards, $"期末当月在享低保的农村户籍家庭户数", static asked => asked.Awards("dibao").Rural().Units()),
        Indicator.Flow("dibao_new_households", RecordSource.Awards, $"本期起享低保、以前没有享受过的家庭户数", static asked => asked.AwardsBegun("dibao").Units()),
        Indicator.Flow("dibao_new_recipients", RecordSource.Awards, $"本期起享低保、以前没有享受过的家庭的成员数", static asked => asked.AwardsBegun("dibao").People()),
        Indicator.Flow("dibao_stopped_households", RecordSource.Awards, $"本期起不再享受低保的家庭户数", static asked => asked.AwardsEnded("dibao").Units()),
        Indicator.Flow("dibao_stopped_persons", RecordSource.Awards, $"本期起不再享受低保的家庭的成员数", static asked => asked.AwardsEnded("dibao").People()),
        Indicator.Money("dibao_expenditure", RecordSource.Awards, $"本期各月在享低保家庭的应发金额之和", static asked => asked.AwardMonths("dibao").Due()),
        Indicator.Flow("dibao_person_months", RecordSource.Awards, $"本期各月在享低保的人数之和", static asked => asked.AwardMonths("dibao").People()).Named("低保人月数", "Dibao person-months", "person_time", "social_assistance"),
        Indicator.Share("dibao_average_top_up", "dibao_expenditure", "dibao_person_months", $"各月应发金额之和 ÷ 各月人数之和"),
        Indicator.Standard("dibao_standard_monthly", $"政策库中期末当月有效的低保标准，元/月", static (asked, county) => asked.Standard("dibao", "standard", county)),
        Indicator.Standard("dibao_standard_yearly", $"政策库中期末当月有效的低保标准，元/年", static (asked, county) => asked.Standard("dibao", "standard", county, 12)),
        Indicator.Standard("dibao_standard_increase_rate", $"低保标准期末比期初提高的幅度，各类平均", static (asked, county) => asked.MeanRise([("dibao", "standard")], county)),
        Indicator.Standard("social_assistance_standard_increase_rate", $"各类救助标准期末比期初提高的幅度，各类平均；有一类标准不明就不算", static (asked, county) => asked.MeanRise(Standards, county)),
        Indicator.Standard("social_assistance_standard_categories", $"本期提高了标准的类别数；有一类标准不明就不算", static (asked, county) => asked.Risen(Standards, county)),
    ];

    private static IEnumerable<Indicator> Tekun() =>
    [
        Indicator.Stock("tekun_recipients", RecordSource.Awards, $"期末当月在享特困供养的人数", static asked => asked.Awards("tekun").People()),
        Indicator.Stock("tekun_recipients_urban", RecordSource.Awards, $"期末当月在享特困供养的城镇户籍人数", static asked => asked.Awards("tekun").Urban().People()),
        Indicator.Stock("tekun_recipients_rural", RecordSource.Awards, $"期末当月在享特困供养的农村户籍人数", static asked => asked.Awards("tekun").Rural().People()),
        Indicator.Stock("tekun_centralised", RecordSource.Awards, $"期末当月在享特困供养、登记为机构供养的人数", static asked => asked.Awards("tekun").WithFact(asked, "placement", "institution").People()),
        Indicator.Stock("tekun_dispersed", RecordSource.Awards, $"期末当月在享特困供养、没有登记为机构供养的人数", static asked => asked.Awards("tekun").WithoutFact(asked, "placement", "institution").People()),
        Indicator.Stock("tekun_households", RecordSource.AwardedHouseholds, $"期末当月有人在享特困供养的家庭户数", static asked => asked.Awards("tekun").Where(a => a.HouseholdId != null)
            .Select(a => new { a.Region, a.HouseholdId }).Distinct().Select(h => new Counted { Record = h.HouseholdId!.Value, Region = h.Region, Day = 0, Quantity = 1, Who = h.HouseholdId })),
        Indicator.Flow("tekun_new_recipients", RecordSource.Awards, $"本期起享特困供养、以前没有享受过的人数", static asked => asked.AwardsBegun("tekun").People()),
        Indicator.Money("tekun_expenditure", RecordSource.Awards, $"本期各月在享特困供养人员的应发金额之和", static asked => asked.AwardMonths("tekun").Due()),
        Indicator.Stock("tekun_unable_selfcare", RecordSource.Awards, $"期末在享特困供养、登记为六项中四项以上不能自理的人数", static asked => asked.Awards("tekun").WithFact(asked, "self_care_failed", UnableFrom, Items).People())
            .Named("生活不能自理特困人员人数", "Tekun recipients unable to care for themselves", "person", "social_assistance"),
        Indicator.Stock("tekun_unable_selfcare_centralised", RecordSource.Awards, $"其中登记为机构供养的人数", static asked =>
            asked.Awards("tekun").WithFact(asked, "self_care_failed", UnableFrom, Items).WithFact(asked, "placement", "institution").People())
            .Named("集中供养的生活不能自理特困人员人数", "Tekun recipients unable to care for themselves in centralised care", "person", "social_assistance"),
        Indicator.Share("tekun_unable_selfcare_centralised_rate", "tekun_unable_selfcare_centralised", "tekun_unable_selfcare", $"集中供养的生活不能自理特困人员 ÷ 全部生活不能自理特困人员"),
        Indicator.Stock("tekun_dispersed_with_care_agreement", RecordSource.Of(CareServices.Agreements), $"期末有效的照料服务协议数，每人一份", static asked => asked.InForce(CareServices.Agreements).Counted()),
        Indicator.Standard("tekun_standard_monthly", $"政策库中期末当月有效的特困基本生活标准，元/月", static (asked, county) => asked.Standard("tekun", "standard", county)),
        Indicator.Standard("tekun_standard_yearly", $"政策库中期末当月有效的特困基本生活标准，元/年", static (asked, county) => asked.Standard("tekun", "standard", county, 12)),
        Indicator.Standard("tekun_minor_age_limit", $"政策库中期末当月有效的特困供养未成年人年龄上限", static (asked, county) => asked.Standard("tekun", "minor_until", county)),
    ];

    private static IEnumerable<Indicator> Layers() =>
    [
        Indicator.Stock("dibao_marginal_persons", RecordSource.Awards, $"期末当月有效的低保边缘家庭的成员数", static asked => asked.Awards("dibao_marginal").People()),
        Indicator.Flow("dibao_marginal_new_households", RecordSource.Awards, $"本期起认定为低保边缘、以前没有认定过的家庭户数", static asked => asked.AwardsBegun("dibao_marginal").Units()),
        Indicator.Flow("dibao_marginal_new_persons", RecordSource.Awards, $"本期起认定为低保边缘、以前没有认定过的家庭的成员数", static asked => asked.AwardsBegun("dibao_marginal").People()),
        Indicator.Stock("rigid_expenditure_families_persons", RecordSource.Awards, $"期末当月有效的刚性支出困难家庭的成员数", static asked => asked.Awards("rigid_expense_family").People()),
        // Whoever is tekun in a family of another layer is counted with the family.
        Indicator.Stock("low_income_population", RecordSource.Awards, $"期末低保、低保边缘、刚性支出困难家庭的成员和特困人员，同一家庭只算一层", static asked => LowIncome(asked)),
        Indicator.Share("low_income_monitoring_coverage_rate", "low_income_population", "resident_population", $"低收入人口 ÷ 在册居民"),
        Indicator.Different("poverty_risk_warned_persons", RecordSource.Households, $"本期各月全员比对中触发致贫返贫预警的人和家庭的现有成员，同一人只算一次", static asked => Warned(asked)),
        Indicator.Different("poverty_risk_assisted_persons", RecordSource.Tasks, $"本期办结的预警任务中已有救助、申请救助或者转为案件的人和家庭的现有成员，同一人只算一次", static asked => Assisted(asked)),
        // Still open when the period ends: whoever was helped, or refused, is none any more.
        Indicator.Stock("poverty_fallback_persons", RecordSource.TasksOf(TaskKinds.Unserved.Code), $"期末触发过致贫返贫预警、按登记的情况低于低保标准而应享未享任务还没有办结的家庭的现有成员", static asked => FallenBack(asked))
            .Named("返贫致贫未消除人数", "Persons fallen into poverty and not helped yet", "person", "social_assistance"),
    ];

    private static IEnumerable<Indicator> Temporary() =>
    [
        Indicator.Flow("temporary_assistance_person_times", RecordSource.Cases, $"本期决定给予的临时救助的受助人次", static asked => asked.Granted("temporary_assistance").People()),
        Indicator.Flow("temporary_assistance_households", RecordSource.Cases, $"本期决定给予的临时救助次数", static asked => asked.Granted("temporary_assistance").Units()),
        Indicator.Money("temporary_assistance_expenditure", RecordSource.Cases, $"本期决定给予的临时救助金额", static asked => asked.Granted("temporary_assistance").Sums()),
        Indicator.Money("price_subsidy_expenditure", RecordSource.Awards, $"本期各月价格临时补贴的应发金额之和", static asked => asked.AwardMonths("price_subsidy").Due()),
        Indicator.Flow("escalated_review_cases", RecordSource.Cases, $"本期受理的提级复审案件数", static asked => asked.CasesAccepted(EscalatedReview.ByCounty, EscalatedReview.ByCity).Counted()),
        Indicator.Different("vagrant_family_reunions", RecordSource.Cases, $"本期寻亲记录写明与亲属团聚的救助对象，同一件只算一次", static asked => Reunited(asked)),
        Indicator.Flow("vagrant_assistance_person_times", RecordSource.Cases, $"本期接待的流浪乞讨人员救助人次", static asked => asked.CasesAccepted(HomelessRelief.Code).Counted()),
    ];

    private static IEnumerable<Indicator> Services() =>
    [
        Indicator.Different("service_assistance_beneficiaries", ServiceCases, $"本期有服务记录的服务类社会救助对象，同一人只算一次", static asked => Served(asked)),
        Indicator.Flow("service_assistance_hours", ServiceCases, $"本期服务类社会救助各次服务记录的时长之和", static asked => Served(asked)) with { Scale = MinutesAnHour },
    ];

    private static IEnumerable<Indicator> GrassRootsWork() =>
    [
        Indicator.Stock("social_assistance_assistants", RecordSource.Of(GrassRoots.Assistants), $"期末在岗的社会救助协理员", static asked => asked.InForce(GrassRoots.Assistants).Counted()),
        Indicator.Stock("urgent_need_response_teams", RecordSource.Of(GrassRoots.ResponseTeams), $"期末在册的急难问题快速响应服务队", static asked => asked.InForce(GrassRoots.ResponseTeams).Counted()),
        Indicator.Stock("assistance_service_stations", RecordSource.Of(GrassRoots.Stations), $"期末在册的救助服务站点", static asked => asked.InForce(GrassRoots.Stations).Counted()),
        Indicator.Stock("social_assistance_brands", RecordSource.Of(Reforms.Brands), $"期末在册的社会救助品牌", static asked => asked.InForce(Reforms.Brands).Counted()),
        Indicator.Flow("social_assistance_reform_pilot_counties", RecordSource.Of(Reforms.Pilots), $"本期授予、仍然有效的省级救助改革试点", static asked =>
            asked.Entered(Reforms.Pilots, "granted").Where(e => e.Category == "provincial").Counted()),
        Indicator.Stock("counties_with_urgent_charity_project", RecordSource.Of(Reforms.Projects), $"期末有在办的名称含“急难”的慈善项目的县（市、区），每县只算一次", static asked => UrgentCharity(asked)),
        Indicator.Flow("dibao_special_rectification_issues", RecordSource.Of(Campaigns.Rectification), $"本期农村低保专项整治登记的问题数", static asked => DibaoIssues(asked)),
    ];

    private static IQueryable<Counted> LowIncome(Asked asked)
    {
        var families = asked.Awards(Families);
        return asked.Awards([.. Families, "tekun"]).Where(a => a.Programme != "tekun" || !families.Any(f => f.HouseholdId != null && f.HouseholdId == a.HouseholdId)).People();
    }

    /// <summary>A person's warning counts the person, a family's everybody in it.</summary>
    private static IQueryable<Counted> Warned(Asked asked)
    {
        var context = asked.Context;
        return
            from e in asked.Found(Warnings)
            from p in context.People
            where p.HouseholdId == e.HouseholdId && (e.PersonId == 0 || p.Id == e.PersonId) && p.DiedOn == null && p.DepartedOn == null
            select new Counted { Record = e.HouseholdId, Region = e.Region, Day = (e.Month * 100) + 1, Quantity = 1, Who = p.Id };
    }

    /// <summary>Warnings that were looked at and led to help.</summary>
    private static IQueryable<Counted> Assisted(Asked asked)
    {
        var (context, first, last) = (asked.Context, asked.From, asked.To);
        return
            from t in context.WorkTasks
            where t.Programme != null && Warnings.Contains(t.Programme) && t.DoneOn >= first && t.DoneOn <= last && Helped.Contains(t.Outcome)
            from p in context.People
            where p.HouseholdId == t.HouseholdId && (t.PersonId == null || p.Id == t.PersonId) && p.DiedOn == null && p.DepartedOn == null
            select new Counted { Record = t.Id, Region = t.Region, Day = (t.DoneOn!.Value.Year * 10000) + (t.DoneOn!.Value.Month * 100) + t.DoneOn!.Value.Day, Quantity = 1, Who = p.Id };
    }

    /// <summary>Of families that a warning stood for and a pass found below the standard of dibao, while nobody has looked after it.</summary>
    private static IQueryable<Counted> FallenBack(Asked asked)
    {
        var (context, day, kind) = (asked.Context, asked.To, TaskKinds.Unserved.Code);
        return
            from t in context.WorkTasks
            where t.Kind == kind && t.Programme == "dibao" && t.CreatedOn <= day && (t.DoneOn == null || t.DoneOn > day)
                && context.WorkTasks.Any(w => w.HouseholdId == t.HouseholdId && w.Programme != null && Warnings.Contains(w.Programme) && w.CreatedOn <= day)
            from p in context.People
            where p.HouseholdId == t.HouseholdId && p.DiedOn == null && p.DepartedOn == null
            select new Counted { Record = t.Id, Region = t.Region, Day = (t.CreatedOn.Year * 10000) + (t.CreatedOn.Month * 100) + t.CreatedOn.Day, Quantity = 1, Who = p.Id };
    }

    private static IQueryable<Counted> Reunited(Asked asked)
    {
        var (context, first, last) = (asked.Context, asked.From, asked.To);
        return
            from v in context.CaseVisits
            join c in context.Cases on v.CaseId equals c.Id
            where c.Type == HomelessRelief.Code && v.Step == HomelessRelief.Tracing && v.VisitedOn >= first && v.VisitedOn <= last && v.Answers.Contains(ReunitedField)
            select new Counted { Record = c.Id, Region = c.Region, Day = (v.VisitedOn.Year * 10000) + (v.VisitedOn.Month * 100) + v.VisitedOn.Day, Quantity = 1, Who = c.Id };
    }

    /// <summary>One for each service, with its minutes.</summary>
    private static IQueryable<Counted> Served(Asked asked)
    {
        var (context, first, last) = (asked.Context, asked.From, asked.To);
        return
            from v in context.CaseVisits
            join c in context.Cases on v.CaseId equals c.Id
            where c.Type == ServicesAndReferrals.ServiceCode && v.Step == ServicesAndReferrals.Serve && v.Quantity != null && v.VisitedOn >= first && v.VisitedOn <= last
            select new Counted { Record = c.Id, Region = c.Region, Day = (v.VisitedOn.Year * 10000) + (v.VisitedOn.Month * 100) + v.VisitedOn.Day, Quantity = v.Quantity!.Value, Who = c.PersonId ?? c.Id };
    }

    /// <summary>One a county, which opens its first project; a project of the city itself is no county's.</summary>
    private static IQueryable<Counted> UrgentCharity(Asked asked) => asked.InForce(Reforms.Projects)
        .Where(e => e.Category == "charity" && e.Name.Contains(Urgent) && e.Region / County % 100 != 0)
        .GroupBy(e => e.Region / County)
        .Select(g => new Counted { Record = g.Min(e => e.EntryId), Region = g.Key * County, Day = 0, Quantity = 1, Who = g.Key });

    private static IQueryable<Counted> DibaoIssues(Asked asked)
    {
        var (context, type) = (asked.Context, Campaigns.Rectification.Code);
        return asked.Happened(Campaigns.Rectification, "issue").Where(r => context.RegisterEntries.Any(e => e.Id == r.EntryId && e.Type == type && e.Category == "dibao")).Counted();
    }
}
