using System.Globalization;
using System.Net;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Cockpit;

/// <summary>The cockpit before the first night counted anything: what the passes found, and what is not known.</summary>
public sealed class CockpitPageTests
{
    [Theory, OnEveryDatabase]
    public async Task Cockpit_SweptCity_StatesTheFindingAndOpensEveryFigure(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var page = await web.GetAsync("/");

        // 130 people living alone without income and the Zhaos in October; ten of them earn 9,000 yuan from November on.
        page.QuerySelector("h1")!.Words.ShouldBe("11月，123人应享最低生活保障，比上月少10");
        page.QuerySelector(".hm-sub")!.Words.ShouldContain("全市 133 人、131 户");
        // The ledger knows nothing yet, which is not none.
        var figures = page.QuerySelectorAll("a.hm-kpi");
        figures.Length.ShouldBe(6);
        figures.Select(f => f.QuerySelector(".n")!.Words).ShouldAllBe(n => n == "—");
        figures.Select(f => f.QuerySelector(".d")!.Words.Length).ShouldAllBe(l => l > 5);
        foreach (var link in page.QuerySelectorAll("main a[href]").Where(a => !a.HasAttribute("download")).Select(a => a.GetAttribute("href")!).Distinct())
            await web.GetAsync(link);
    }

    [Theory, OnEveryDatabase]
    public async Task Cockpit_OfAProgramme_ShowsTheSameNumbersInTableAndMap(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var page = await web.GetAsync("/?map=disability_living");

        var yishui = page.QuerySelectorAll(".hm-ranking tbody tr").Single(r => r.TextContent.Contains("沂水县", StringComparison.Ordinal));
        yishui.Children.Take(5).Select(c => c.Words).ShouldBe(["1", "沂水县", "1", "75.2", "0"]);
        yishui.QuerySelector("td a")!.GetAttribute("href").ShouldBe("/regions/371323000000/disability_living");
        var drill = yishui.QuerySelector("th a")!.GetAttribute("href")!;
        drill.ShouldBe("/?figure=entitled%3Adisability_living&region=371323000000");
        if (page.QuerySelector("svg.hm-map") is { } map) // made by the front-end build; without it the table stands alone
        {
            map.QuerySelectorAll("a").Single(a => a.GetAttribute("href") == drill).GetAttribute("aria-label").ShouldBe("沂水县 75.2");
            page.QuerySelector(".hm-note")!.Words.ShouldContain("临沂高新技术产业开发区");
        }

        // County, township, village, list.
        var county = await web.GetAsync(drill);
        var township = await web.GetAsync(county.QuerySelector(".hm-ranking tbody th a")!.GetAttribute("href")!);
        township.QuerySelectorAll(".hm-crumbs a").Select(a => a.Words).ShouldBe(["临沂市", "沂水县"]);
        var village = township.QuerySelectorAll(".hm-ranking tbody tr").Single(r => r.TextContent.Contains("南里庄", StringComparison.Ordinal));
        village.QuerySelector("th a")!.GetAttribute("href").ShouldBe("/regions/371323102201/disability_living");
    }

    [Fact]
    public async Task Map_AsAFile_IsAPictureOfItsOwnWithTheNumbers()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var isDrawn = (await web.GetAsync("/?figure=entitled:dibao")).QuerySelector("svg.hm-map") is not null;
        using var answer = await web.SendAsync("/cockpit/map.svg?figure=entitled:disability_living");
        answer.StatusCode.ShouldBe(isDrawn ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        if (!isDrawn) // made by the front-end build
            return;
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        var picture = System.Xml.Linq.XDocument.Parse(await answer.Content.ReadAsStringAsync());
        picture.Root!.Name.ShouldBe(System.Xml.Linq.XName.Get("svg", "http://www.w3.org/2000/svg"));
        picture.Descendants().Select(e => e.Attribute("aria-label")?.Value).ShouldContain("沂水县 75.2");
        picture.Descendants().SelectMany(e => e.Attributes("href")).ShouldBeEmpty();
        (await web.SendAsync("/cockpit/map.svg?region=371323000000")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Cockpit_OfAProgramme_NamesWhatIsPaidOnceAndMarksPlaceholders()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        await using var context = web.Database.CreateContext();
        var pack = TestPolicies.Linyi;
        var totals = await context.SweepTotals.Where(t => t.Month == 202611 && t.Region == SmallCity.Code).ToListAsync();
        var once = new Money(totals.Where(t => pack.Find(t.Programme) is { Grant: Grant.OneOff }).Sum(t => t.Amount));
        once.Fen.ShouldBeGreaterThan(0); // the heating subsidy is paid in November
        var page = await web.GetAsync("/?figure=entitled:dibao");
        page.QuerySelectorAll("h2").Select(h => h.Words).ShouldContain(h => h.EndsWith($"其中一次性{once.ToDisplay()}元", StringComparison.Ordinal));
        page.Body!.TextContent.ShouldNotContain("元/月");

        var rows = page.QuerySelectorAll("table").Last().QuerySelectorAll("tbody tr");
        var heating = rows.Single(r => r.QuerySelector("a")!.GetAttribute("href")!.EndsWith("/heating_subsidy", StringComparison.Ordinal));
        heating.QuerySelector("th")!.Words.ShouldContain("（一次性）");
        heating.QuerySelector("th")!.Words.ShouldContain("占位值");
        rows.Single(r => r.QuerySelector("a")!.GetAttribute("href")!.EndsWith("/dibao", StringComparison.Ordinal)).QuerySelector("th")!.Words.ShouldNotContain("（一次性）");
        foreach (var row in rows)
        {
            var code = row.QuerySelector("a")!.GetAttribute("href")!.Split('/')[^1];
            (row.QuerySelectorAll("td")[1].Words == "—").ShouldBe(pack.Find(code)!.Kind != ProgrammeKind.Benefit, code);
        }

        (await web.GetAsync("/?map=heating_subsidy&lang=en")).Body!.Words.ShouldContain("paid once");
    }

    [Theory, OnEveryDatabase]
    public async Task Cockpit_MonthBefore_IsAnAddressAndKeptByLinks(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var page = await web.GetAsync("/?month=2026-10&figure=entitled:dibao");

        page.QuerySelector("h1")!.Words.ShouldBe("10月，133人应享最低生活保障");
        page.QuerySelectorAll(".hm-ranking td a").Select(a => a.GetAttribute("href")).ShouldContain("/regions/371300000000/dibao?month=2026-10");
        page.QuerySelector(".hm-nav a[href='/people?month=2026-10']").ShouldNotBeNull();
        page.QuerySelectorAll(".hm-ranking tbody tr").ShouldAllBe(r => r.Children[4].TextContent.StartsWith('—'));
    }

    [Theory, OnEveryDatabase]
    public async Task Cockpit_MonthNotSwept_SaysSoAndWhatToDo(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        (await web.GetAsync("/?month=2031-01")).QuerySelector("h1")!.Words.ShouldBe("2031年1月还没有比对结果");
        foreach (var month in (string[])["nonsense", "2026-13", "0001-01", "9999-12", "2101-01", "1948-12", "2026-10&month=2026-11"])
        {
            (await web.GetAsync($"/?month={month}", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这个月份", month);
            (await web.GetAsync($"/cockpit/wall?month={month}", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这个月份", month);
        }

        foreach (var month in (string[])["1949-01", "2100-12"])
            await web.GetAsync($"/people/households/104882?month={month}");
        (await web.GetAsync("/regions/371323102201?month=2031-01")).QuerySelector(".hm-sub")!.Words.ShouldStartWith("2031年1月还没有比对结果");
    }

    [Theory, OnEveryDatabase]
    public async Task Cockpit_EmptyDatabase_SaysHowToMakeACity(TestDatabase kind)
    {
        await using var web = await WebCity.StartAsync(await kind.CreateAsync());
        var page = await web.GetAsync("/", HttpStatusCode.InternalServerError);
        page.Body!.Words.ShouldContain("还没有城市。请用 huimin demo");
        (await web.GetAsync("/?lang=en", HttpStatusCode.InternalServerError)).Body!.Words.ShouldContain("There is no city in this database.");
    }

    [Theory, OnEveryDatabase]
    public async Task Headlines_AReaderChose_AreRememberedAndTakenBack(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var usual = Codes(await web.GetAsync("/"));
        Codes(await web.GetAsync("/?show=orphans&show=no_such&show=dibao_households")).ShouldBe(["orphans", "dibao_households"]);
        Codes(await web.GetAsync("/")).ShouldBe(["orphans", "dibao_households"]);
        (await web.GetAsync("/cockpit/headlines")).QuerySelectorAll("input[checked]").Select(i => i.GetAttribute("value")).ShouldBe(["dibao_households", "orphans"], ignoreOrder: true);
        Codes(await web.GetAsync("/?show=" + string.Join("&show=", "dibao_recipients dibao_households tekun_recipients tekun_centralised tekun_dispersed orphans hardship_children".Split(' ')))).Length.ShouldBe(6);
        Codes(await web.GetAsync("/?show=usual")).ShouldBe(usual);
        Codes(await web.GetAsync("/")).ShouldBe(usual);

        static string[] Codes(AngleSharp.Html.Dom.IHtmlDocument page) => [.. page.QuerySelectorAll("a.hm-kpi").Select(a => a.GetAttribute("href")!.Split('/', '?')[2])];
    }

    [Theory, OnEveryDatabase]
    public async Task Region_OfTheAddress_OutsideThePost_IsRefused(TestDatabase kind)
    {
        await using var web = await Access.MatrixCity.StartAsync(kind);
        using var clerk = await Access.MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        foreach (var region in new[] { Access.MatrixCity.SisterTownship, SmallCity.Yishui, SmallCity.Code })
        {
            foreach (var path in new[] { "/", "/cockpit/wall", "/cockpit/ranking.xlsx", "/cockpit/trend.xlsx" })
            {
                using var answer = await clerk.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"{path}?region={region}"), UriKind.Relative));
                answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{path} {region}");
            }
        }

        using var own = await clerk.GetAsync(new Uri("/", UriKind.Relative));
        var page = (await own.PageAsync()).QuerySelector("main")!.Words;
        page.ShouldContain("北里庄");
        foreach (var elsewhere in new[] { "姊妹", "远方", "兰山区" })
            page.ShouldNotContain(elsewhere);
    }
}
