using System.Globalization;
using System.Text.Json;
using AngleSharp.Html.Dom;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Regions;
using Huimin.Platform.Tasks;
using Huimin.Tests.Platform.Awards;
using Huimin.Tests.Platform.Indicators;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Cockpit;

/// <summary>The cockpit over the ledger: awards of October were taken over, and the nights of October and November counted.</summary>
public sealed class CockpitLedgerTests
{
    private const long Lanshan = 371302000000;
    private const long Zone = 371371000000;

    [Theory, OnEveryDatabase]
    public async Task Headlines_AfterANight_EqualTheLedger(TestDatabase kind)
    {
        await using var city = await CountedAsync(kind);
        var page = await city.Web.GetAsync("/");
        var ledger = city.Ledger();
        foreach (var tile in page.QuerySelectorAll("a.hm-kpi"))
        {
            var href = tile.GetAttribute("href")!;
            var (code, period) = (href.Split('/', '?')[2], href.Split("period=")[1].Split('&')[0]);
            Period.TryParse(Uri.UnescapeDataString(period), out var asked).ShouldBeTrue(href);
            var figure = await ledger.FindAsync(code, FigureCity.City, asked, FigureSource.Facts);
            if (figure.Value is { } value && figure.Unit != "yuan")
                tile.QuerySelector(".n")!.Words.ShouldStartWith(value.ToString("#,##0", CultureInfo.InvariantCulture), customMessage: code);
            else if (figure.Value is null)
                tile.QuerySelector(".n")!.Words.ShouldBe("—", code);
            await city.Web.GetAsync(href);
        }

        var dibao = Tile(page, "dibao_recipients");
        var (now, before) = (await ValueAsync(ledger, FigureCity.November), await ValueAsync(ledger, FigureCity.October));
        page.QuerySelector("h1")!.Words.ShouldStartWith(string.Create(CultureInfo.InvariantCulture, $"11月，城乡低保对象人数{now:#,##0}人"));
        dibao.ShouldContain(now == before ? "与上月相同" : "比上月");
        dibao.ShouldContain("同比：记录从");
        // Cases were never handled here: what was granted this year is not known, and not none.
        Tile(page, "temporary_assistance_person_times").ShouldContain("— 还没有任何这类记录，不等于没有发生。");

        static async Task<decimal> ValueAsync(Ledger ledger, Huimin.Policies.Month month) => (await ledger.FindAsync("dibao_recipients", FigureCity.City, Period.Of(month), FigureSource.Facts)).Value!.Value;
    }

    [Theory, OnEveryDatabase]
    public async Task Target_OfTheYear_IsToldWhereItIsComparable(TestDatabase kind)
    {
        await using var city = await CountedAsync(kind);
        var now = (await city.Ledger().FindAsync("dibao_recipients", FigureCity.City, Period.Of(FigureCity.November), FigureSource.Facts)).Value!.Value;
        await TargetAsync(city.Database, 1, "dibao_recipients", now * 2);
        await TargetAsync(city.Database, 2, "awards_due", 1_000_000);
        var page = await city.Web.GetAsync("/");
        Tile(page, "dibao_recipients").ShouldContain("，完成50%");
        // What is to be paid in a year is no target of a month.
        Tile(page, "awards_due").ShouldNotContain("目标");
        using var chart = JsonDocument.Parse(page.QuerySelector("[data-chart]")!.GetAttribute("data-chart")!);
        chart.RootElement.GetProperty("target").GetProperty("value").GetDecimal().ShouldBe(now * 2);
    }

    [Theory, OnEveryDatabase]
    public async Task Ranking_EveryCounty_EqualsTheLedgerAndItsExport(TestDatabase kind)
    {
        await using var city = await CountedAsync(kind);
        const string Query = "?figure=dibao_recipients&by=total";
        var page = await city.Web.GetAsync("/" + Query);
        var rows = page.QuerySelectorAll(".hm-ranking tbody tr");
        rows.Length.ShouldBe(13);
        foreach (var row in rows)
        {
            var region = long.Parse(row.QuerySelector("th a")!.GetAttribute("href")!.Split("region=")[1].Split('&')[0], CultureInfo.InvariantCulture);
            var figure = await city.FindAsync("dibao_recipients", new DivisionCode(region), Period.Of(FigureCity.November), FigureSource.Facts);
            row.Children[2].Words.ShouldBe(figure.Value!.Value.ToString("#,##0", CultureInfo.InvariantCulture));
        }

        // The twelve without any are all second.
        rows.Select(r => r.Children[0].Words).ShouldBe(["1", .. Enumerable.Repeat("2", 12)]);
        rows[0].Children[1].Words.ShouldBe("沂水县");
        using var answer = await city.Web.SendAsync("/cockpit/ranking.xlsx" + Query);
        var sheet = Sheet(await answer.Content.ReadAsByteArrayAsync());
        sheet.Skip(1).SkipLast(1).Select(r => (r["C"], r["D"])).ShouldBe(rows.Select(r => (r.Children[1].Words, r.Children[2].Words)));
        sheet[^1]["D"].ShouldBe(page.QuerySelector(".hm-ranking tfoot tr:last-child td:nth-child(3)")!.Words);

        using var trend = await city.Web.SendAsync("/cockpit/trend.xlsx" + Query);
        var months = Sheet(await trend.Content.ReadAsByteArrayAsync()).Skip(1).ToList();
        months.Select(m => m["A"]).ShouldBe(Enumerable.Range(0, 12).Select(i => FigureCity.November.AddMonths(i - 11).ToString()));
        var shown = page.QuerySelectorAll(".hm-chart-data tbody tr").Reverse().Select(r => r.Children[1].Words).ToList();
        shown.Count(s => !s.StartsWith('—')).ShouldBe(2);
        months.Select(m => m.GetValueOrDefault("C", "—")).ShouldBe(shown.Select(s => s[..1] == "—" ? "—" : s));
        await using var context = city.Database.CreateContext();
        (await context.AuditRecords.CountAsync(r => r.Action == "export" && r.Subject.StartsWith("page:/cockpit/"))).ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task Drill_ToAVillage_EndsAtItsRecords(TestDatabase kind)
    {
        await using var city = await CountedAsync(kind);
        using var leader = await city.SignInAsync("county_approver", SmallCity.Code);
        var county = await PageAsync("/?figure=dibao_recipients&region=371323000000");
        county.QuerySelector(".hm-kpi")!.GetAttribute("href")!.ShouldContain("region=371323000000");
        var township = await PageAsync(county.QuerySelector(".hm-ranking tbody th a")!.GetAttribute("href")!);
        var village = township.QuerySelectorAll(".hm-ranking tbody tr").Single(r => r.TextContent.Contains("南里庄", StringComparison.Ordinal));
        var persons = await city.FindAsync("dibao_recipients", FigureCity.Village, Period.Of(FigureCity.November));
        village.Children[2].Words.ShouldBe(persons.Value!.Value.ToString("#,##0", CultureInfo.InvariantCulture));
        var list = await PageAsync(village.QuerySelector("th a")!.GetAttribute("href")!);
        list.QuerySelectorAll("tbody a").Length.ShouldBeGreaterThan(0);
        // A village itself has its figures, and no month-by-month trend.
        (await PageAsync("/?figure=dibao_recipients&region=371323102201")).QuerySelector(".hm-over-time")!.Words.ShouldContain("不逐月汇总");

        async Task<IHtmlDocument> PageAsync(string path)
        {
            using var answer = await leader.GetAsync(new Uri(path, UriKind.Relative));
            return await answer.PageAsync();
        }
    }

    /// <summary>Divisions as they stood in the month, under the names of then; a new one has no change, and what is gone is told apart.</summary>
    [Theory, OnEveryDatabase]
    public async Task Divisions_RenamedSplitAndAbolished_StandAsOfTheMonth(TestDatabase kind)
    {
        const long New = 371372000000;
        var day = new DateOnly(2026, 11, 1);
        await using var city = await CountedAsync(kind, c =>
        {
            c.Regions.Single(r => r.Code == Lanshan).ValidTo = day;
            c.Regions.Single(r => r.Code == Zone).ValidTo = day;
            c.Regions.Add(new Region { Code = Lanshan, ValidFrom = day, Level = RegionLevel.County, Name = "兰山新区", Parent = SmallCity.Code });
            c.Regions.Add(new Region { Code = New, ValidFrom = day, Level = RegionLevel.County, Name = "析置区", Parent = SmallCity.Code });
        });
        var october = Names(await city.Web.GetAsync("/?month=2026-10&figure=dibao_recipients"));
        october.ShouldContain("兰山区");
        october.ShouldContain("临沂高新技术产业开发区");
        october.ShouldNotContain("析置区");
        var november = await city.Web.GetAsync("/?figure=dibao_recipients");
        Names(november).ShouldContain("兰山新区");
        Names(november).ShouldNotContain("兰山区");
        Names(november).ShouldNotContain("临沂高新技术产业开发区");
        var split = november.QuerySelectorAll(".hm-ranking tbody tr").Single(r => r.TextContent.Contains("析置区", StringComparison.Ordinal));
        split.Children[2].Words.ShouldBe("0");
        split.Children[4].QuerySelector("[title]")!.GetAttribute("title").ShouldBe("析置区自2026-11-01起才设立。");

        static List<string> Names(IHtmlDocument page) => [.. page.QuerySelectorAll(".hm-ranking tbody th").Select(t => t.Words)];
    }

    [Theory, OnEveryDatabase]
    public async Task Findings_OfThePass_AreCountedByKindWithWhatIsDone(TestDatabase kind)
    {
        await using var city = await CountedAsync(kind);
        await city.DifferencesAsync(FigureCity.November);
        await using var context = city.Database.CreateContext();
        // Two were found in October already, one of them no more since.
        var ids = await context.WorkTasks.OrderBy(t => t.Id).Select(t => t.Id).ToListAsync();
        var (first, last) = (ids[0], ids[^1]);
        await context.WorkTasks.Where(t => t.Id == first).ExecuteUpdateAsync(t => t.SetProperty(x => x.Month, 202610));
        await context.WorkTasks.Where(t => t.Id == last).ExecuteUpdateAsync(t => t.SetProperty(x => x.Month, 202610).SetProperty(x => x.LastFound, 202610));
        var tasks = await context.WorkTasks.AsNoTracking().ToListAsync();
        using var leader = await city.SignInAsync("county_approver", SmallCity.Code);
        using var now = await leader.GetAsync(new Uri("/", UriKind.Relative));
        var page = await now.PageAsync();
        var rows = page.QuerySelectorAll("table").Single(t => t.QuerySelector("caption")!.Words == "比对的发现").QuerySelectorAll("tbody tr");
        foreach (var row in rows)
        {
            var kindOfTask = row.QuerySelector("th a")!.GetAttribute("href")!.Split("kind=")[1].Split('&')[0];
            var november = tasks.Where(t => t.Kind == kindOfTask && t.LastFound == 202611).ToList();
            var october = tasks.Count(t => t.Kind == kindOfTask && t.Month == 202610);
            row.Children[1].Words.ShouldBe(november.Count.ToString("#,##0", CultureInfo.InvariantCulture), kindOfTask);
            row.Children[2].Words.ShouldBe((november.Count - october).ToString("+#,##0;−#,##0;0", CultureInfo.InvariantCulture), kindOfTask);
            row.Children[3].Words.ShouldStartWith(november.Count(t => t.State == TaskState.Done).ToString(CultureInfo.InvariantCulture));
        }

        tasks.ShouldContain(t => t.LastFound == 202611);
        // The day passes by which they were to be looked at.
        city.Clock.Today = new DateOnly(2026, 12, 20);
        using var later = await city.SignInAsync("county_approver", SmallCity.Yishui);
        using var answer = await later.GetAsync(new Uri("/", UriKind.Relative));
        var then = await answer.PageAsync();
        then.QuerySelectorAll("h2").Select(h => h.Words).ShouldContain(h => h.StartsWith("逾期案件0件、任务", StringComparison.Ordinal));
        // The nights since then did not run.
        then.QuerySelector(".hm-stale")!.Words.ShouldContain("台账只汇总到2026年11月20日");
    }

    [Theory, OnEveryDatabase]
    public async Task Wall_ShowsTheSameFigures_WithoutNavigation(TestDatabase kind)
    {
        await using var city = await CountedAsync(kind);
        var (page, wall) = (await city.Web.GetAsync("/"), await city.Web.GetAsync("/cockpit/wall"));
        wall.QuerySelector("h1")!.Words.ShouldBe(page.QuerySelector("h1")!.Words);
        wall.QuerySelectorAll("a.hm-kpi .n").Select(n => n.Words).ShouldBe(page.QuerySelectorAll("a.hm-kpi .n").Select(n => n.Words));
        wall.QuerySelectorAll(".hm-ranking tbody tr").Select(r => r.Words).ShouldBe(page.QuerySelectorAll(".hm-ranking tbody tr").Select(r => r.Words));
        wall.QuerySelector("nav").ShouldBeNull();
        wall.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content").ShouldBe("300");
    }

    /// <summary>How many statements a page sends does not depend on how many places and figures it shows.</summary>
    [Fact]
    public async Task Cockpit_Statements_AreAHandfulHoweverManyPlaces()
    {
        await using var city = await CountedAsync(TestDatabase.Sqlite);
        using var queries = new CountQueries(city.Database);
        string[] paths = ["/", "/?region=371323000000", "/?figure=temporary_assistance_person_times&trend=quarter", "/?show=dibao_recipients"];
        foreach (var path in paths)
            await CountAsync(path); // alarms are computed once a night and place
        foreach (var path in paths)
            (await CountAsync(path)).ShouldBeInRange(10, 40, path);

        async Task<int> CountAsync(string path)
        {
            var before = queries.Count;
            await city.Web.GetAsync(path);
            return queries.Count - before;
        }
    }

    private static async Task<AwardCity> CountedAsync(TestDatabase kind, Action<SmallCity>? change = null)
    {
        var city = await kind.FiguresAsync(change);
        await city.Rebuild().RunAsync([FigureCity.October.LastDay, FigureCity.Today], new Period(new DateOnly(2026, 1, 1), FigureCity.Today), null, default);
        return city;
    }

    /// <summary>Rows by the letter of the column; a cell without anything is not there.</summary>
    private static List<Dictionary<string, string>> Sheet(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        return [.. document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Select(row => row.Elements<Cell>().ToDictionary(c => c.CellReference!.Value!.TrimEnd("0123456789".ToCharArray()), c => c.InnerText))];
    }

    private static string Tile(IHtmlDocument page, string code) => page.QuerySelectorAll("a.hm-kpi").Single(a => a.GetAttribute("href")!.StartsWith($"/indicators/{code}?", StringComparison.Ordinal)).Words;

    private static async Task TargetAsync(Database database, long id, string code, decimal value)
    {
        await using var context = database.CreateContext();
        context.Add(new EnteredFigure
        {
            Id = id,
            Kind = EnteredKind.Target,
            Indicator = code,
            Region = SmallCity.Code,
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 12, 31),
            Millionths = (long)(value * EnteredFigure.Unit),
            Source = "年度计划",
        });
        await context.SaveChangesAsync();
    }
}
