using System.Globalization;
using Huimin.Modules;
using Huimin.Platform.Access;
using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
using Huimin.Platform.Demo;
using Huimin.Platform.Demo.History;
using Huimin.Platform.Indicators;
using Huimin.Platform.Modules;
using Huimin.Platform.Programmes;
using Huimin.Platform.Registers;
using Huimin.Platform.Reports.Verifying;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Tasks;
using Huimin.Platform.Values;
using Huimin.Policies;
using Huimin.Reports.Documents;
using Huimin.Tests.Reports;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Demo;

/// <summary>
/// Each demo city in proportion proves the report that its bureau published, figure by figure. What cannot be proved says why: nothing is made up
/// to fit.
/// </summary>
public sealed class DemoHistoryTests
{
    private const double Scale = 0.004;

    private static readonly Month Month = new(2026, 11);
    private static readonly IndicatorLibrary Library = IndicatorLibrary.Load(AllModules.List);

    /// <summary>Figures whose line exists and that the demo does not prove, with the reason.</summary>
    private static readonly Dictionary<string, string> NotReached = new(StringComparer.Ordinal)
    {
        ["social_assistance_standard_increase_rate"] = "the standards of Linyi after July 2020 and of Zaozhuang are placeholders: no document was found",
        ["social_assistance_standard_categories"] = "likewise",
        ["dibao_standard_monthly"] = "no document on Chengdu's standards before 2022 was found; the report cannot prove itself",
        ["eco_burial_reward_standard"] = "a placeholder: no document was found",
        ["land_saving_burial_reward_standard"] = "likewise",
        ["eco_burial_reward_increase_rate"] = "likewise",
        ["land_saving_burial_reward_increase_rate"] = "likewise",
        ["service_assistance_beneficiaries"] = "services are recorded since they are cases; the demo has none of earlier years",
        ["service_assistance_hours"] = "likewise",
        ["low_income_monitoring_coverage_rate"] = "the demo has no residents on record before 2026",
    };

    public static TheoryData<string, string[]> Cities { get; } = new()
    {
        { "linyi", ["linyi-2021", "linyi-2024h1"] }, { "zaozhuang", ["zaozhuang-2024"] }, { "ankang", ["ankang-2023"] }, { "chengdu", ["chengdu-2021"] },
    };

    [Theory, MemberData(nameof(Cities))]
    public async Task Demo_ItsPublishedReports_EveryFigureWhoseLineExistsIsProved(string key, string[] reports)
    {
        if (LabelledReport.All.Count == 0)
            return;
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        using var policies = await MakeAsync(city, key, Scale);
        foreach (var name in reports)
            await VerifyAllAsync(city, policies, name);
    }

    [Theory, OnEveryDatabase]
    public async Task Demo_ReportWithTenFiguresFalsified_IsContradictedInExactlyThose(TestDatabase kind)
    {
        if (LabelledReport.All.Count == 0)
            return;
        await using var city = await kind.CreateAsync();
        using var policies = await MakeAsync(city, "linyi", Scale);
        await VerifyAllAsync(city, policies, "linyi-2024h1");
        (string True, string False)[] ten =
        [
            ("城乡低保18.8万人", "城乡低保23.8万人"), ("特困人员3.8万人", "特困人员5.8万人"), ("临时救助7201人次", "临时救助9201人次"), ("流浪乞讨人员426人次", "流浪乞讨人员1426人次"), ("6333名孤困儿童", "8333名孤困儿童"),
            ("基金200万元", "基金300万元"), ("困难残疾人8.2万名", "困难残疾人9.2万名"), ("经济困难老年人10.4万名", "经济困难老年人14.4万名"), ("整改问题22条", "整改问题122条"), ("65%以上的县区", "85%以上的县区"),
        ];
        var falsified = Text("linyi-2024h1");
        foreach (var (real, made) in ten)
        {
            falsified.ShouldContain(real);
            falsified = falsified.Replace(real, made, StringComparison.Ordinal);
        }

        var report = await VerifyAsync(city, policies, falsified, "linyi-2024h1.txt");
        var contradicted = report.Figures.Where(f => f.Standing == FigureStanding.Contradicted).ToList();
        contradicted.Select(f => f.Read.Indicator).ShouldBe(
            [
                "dibao_special_rectification_issues", "dibao_recipients", "tekun_recipients", "temporary_assistance_person_times", "vagrant_assistance_person_times", "orphan_hardship_children_supported",
                "child_protection_fund_amount", "hardship_disabled_allowance_recipients", "mental_rehab_county_coverage_rate", "hardship_elder_subsidy_recipients",
            ], ignoreOrder: true);
        report.Figures.Single(f => f.Read.Quote.Contains("14.3名", StringComparison.Ordinal)).Standing.ShouldBe(FigureStanding.Doubtful);
        report.Scale.ShouldBe(0.004m);
    }

    /// <summary>What is received now is what the last pass found: history lies before it.</summary>
    [Theory, OnEveryDatabase]
    public async Task History_PresentMonth_AgreesWithThePass(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        using var policies = await MakeAsync(city, "ankang", 0.002);
        await using var context = city.Database.CreateContext();
        var before = Month.AddMonths(-1);
        var codes = policies.Require(before).Programmes.Where(p => p.Kind != ProgrammeKind.Warning && p.Grant != Grant.OneOff && !p.OnlyOnApplication).Select(p => p.Code).ToList();
        var found = await context.Entitlements.Where(e => e.Month == before.Code && codes.Contains(e.Programme)).Select(e => new { e.Programme, e.HouseholdId, Person = e.PersonId, e.Amount, e.Region }).ToListAsync();
        var awarded = await context.VersionsIn(before.Code).Join(context.Awards, v => v.AwardId, a => a.Id, (v, a) => new { a.Programme, HouseholdId = a.HouseholdId ?? 0, Person = a.PersonId ?? 0, v.Amount, v.Region }).ToListAsync();
        awarded.Count.ShouldBeGreaterThan(300);
        awarded.ShouldBe(found, ignoreOrder: true);
        // Nobody is asked about what only ended or began earlier.
        var tasks = new MakeTasks(city.Database, policies, new CaseCatalogue(new ModuleCatalogue(AllModules.List)), DeadlineCalendar.Load(), new SetClock(before.Year, before.Number, 31));
        (await tasks.RunAsync(new TaskCatalogue(new ModuleCatalogue(AllModules.List)).Differences, before)).Found.ShouldBe(await context.Entitlements.CountAsync(e => e.Month == before.Code && e.Programme.StartsWith("warn_")));
        // Every award that began by a case has its decision; every case is over, with its events.
        (await context.Awards.CountAsync(a => a.CaseId != 0)).ShouldBeGreaterThan(10);
        (await context.Awards.CountAsync(a => a.CaseId != 0 && !context.Decisions.Any(d => d.CaseId == a.CaseId && d.Outcome == CaseOutcome.Granted))).ShouldBe(0);
        (await context.Cases.CountAsync(c => c.State != CaseState.Closed || c.ClosedOn == null || c.NextDue != null)).ShouldBe(0);
        (await context.Cases.CountAsync(c => c.LastEvent != context.CaseEvents.Count(e => e.CaseId == c.Id))).ShouldBe(0);
        (await context.RegisterEntries.CountAsync(e => e.Since < e.OpenedOn || e.StateSince < e.OpenedOn)).ShouldBe(0);
        // A number is given out once, and the next one is known.
        var last = await context.Cases.GroupBy(c => c.Number.Substring(0, c.Number.Length - 6)).CountAsync();
        (await context.Set<Huimin.Platform.Data.NumberSeries>().CountAsync(s => s.Kind == "case")).ShouldBe(last);
    }

    private static async Task VerifyAllAsync(TestCity city, PolicyLibrary policies, string name)
    {
        var report = await VerifyAsync(city, policies, Text(name), name + ".txt");
        var counted = report.Figures.Where(f => f.Indicator?.Declared is not null).ToList();
        foreach (var figure in counted)
        {
            var what = $"{name} {figure.Read.Indicator}: {figure.Read.Value.ToString(CultureInfo.InvariantCulture)}, {Texts(figure)}";
            if (figure.Read.Suspect is not null)
                figure.Standing.ShouldBe(FigureStanding.Doubtful, what);
            else if (NotReached.ContainsKey(figure.Read.Indicator!))
                figure.Standing.ShouldBe(FigureStanding.NotInLedger, what);
            else
                figure.Standing.ShouldBe(FigureStanding.Proved, what);
        }

        report.Figures.ShouldNotContain(f => f.Standing == FigureStanding.Contradicted);
        counted.Count(f => f.Standing == FigureStanding.Proved).ShouldBe(Proved[name]);
    }

    /// <summary>How many figures of each report are proved.</summary>
    private static readonly Dictionary<string, int> Proved = new(StringComparer.Ordinal)
    {
        ["linyi-2021"] = 6,
        ["linyi-2024h1"] = 12,
        ["zaozhuang-2024"] = 12,
        ["ankang-2023"] = 17,
        ["chengdu-2021"] = 15,
    };

    private static string Text(string name) => LabelledReport.All.Single(r => r.Name == name + ".txt").Text;

    private static string Texts(VerifiedFigure figure) => Huimin.Platform.Texts.In(false, figure.Reason);

    private static Task<VerifiedReport> VerifyAsync(TestCity city, PolicyLibrary policies, string text, string name) =>
        new VerifyReport(city.Database, new Ledger(city.Database, Library, policies, Acting.Command(), TimeProvider.System)).RunAsync(new ReportText(text), name);

    /// <summary>As <c>huimin demo</c> makes it.</summary>
    private static async Task<PolicyLibrary> MakeAsync(TestCity city, string key, double scale)
    {
        var (pack, registers, clock, before) = (TestPolicies.Of(key), new RegisterCatalogue(AllModules.List), TimeProvider.System, Month.AddMonths(-1));
        await new DemoCity(city.Database, pack, clock, registers).CreateAsync(new DemoOptions(key, scale, Month), null);
        await new RunSweep(city.Database, pack, clock).RunAsync(before);
        var policies = new PolicyLibrary(Huimin.Platform.ContentFiles.PoliciesFolder, key);
        await new DemoHistory(city.Database, policies, Library, new CaseCatalogue(new ModuleCatalogue(AllModules.List)), registers, clock).RunAsync(before);
        await new TakeOverAwards(city.Database, pack).RunAsync(before);
        return policies;
    }
}
