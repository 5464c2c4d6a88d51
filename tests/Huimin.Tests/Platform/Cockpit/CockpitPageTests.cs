using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Cockpit;

public sealed class CockpitPageTests
{
    [Theory, OnEveryDatabase]
    public async Task Cockpit_SweptCity_StatesTheFindingAndOpensEveryFigure(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var page = await web.GetAsync("/");

        // 130 people living alone without income and the Zhaos in October; ten of them earn 9,000 yuan from November on.
        page.QuerySelector("h1")!.Words.ShouldBe("11月，123人应享最低生活保障，比上月少10人");
        page.QuerySelector(".hm-sub")!.Words.ShouldContain("全市 133 人、131 户");
        var figures = page.QuerySelectorAll("a.hm-kpi");
        figures.Length.ShouldBeInRange(3, 6);
        figures[0].Words.ShouldBe("最低生活保障 123 人 ▼比上月少10 (−7.52%)");
        foreach (var link in page.QuerySelectorAll("main a[href]").Select(a => a.GetAttribute("href")!).Distinct())
            await web.GetAsync(link);
    }

    [Theory, OnEveryDatabase]
    public async Task Cockpit_Map_ShowsTheSameNumbersAsTheTableBesideIt(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var page = await web.GetAsync("/?map=disability_living");

        var table = page.QuerySelectorAll("table").First(t => t.TextContent.Contains("每千人", StringComparison.Ordinal));
        var yishui = table.QuerySelectorAll("tr").Single(r => r.TextContent.Contains("沂水县", StringComparison.Ordinal));
        yishui.Children.Select(c => c.Words).ShouldBe(["沂水县", "1", "7.5", "145.00"]);
        if (page.QuerySelector("svg.hm-map") is { } map) // made by the front-end build; without it the table stands alone
        {
            map.QuerySelectorAll("a").Single(a => a.GetAttribute("href") == "/regions/371323000000/disability_living").GetAttribute("aria-label").ShouldBe("沂水县 7.5");
            page.QuerySelector(".hm-note")!.Words.ShouldContain("临沂高新技术产业开发区");
        }
    }

    [Fact]
    public async Task Cockpit_AmountOfTheMonth_NamesWhatIsPaidOnceAndMarksPlaceholders()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        await using var context = web.Database.CreateContext();
        var pack = TestPolicies.Linyi;
        var totals = await context.SweepTotals.Where(t => t.Month == 202611 && t.Region == SmallCity.Code).ToListAsync();
        var once = new Money(totals.Where(t => pack.Find(t.Programme) is { Grant: Grant.OneOff }).Sum(t => t.Amount));
        once.Fen.ShouldBeGreaterThan(0); // the heating subsidy is paid in November
        var page = await web.GetAsync("/");
        var figure = page.QuerySelectorAll("a.hm-kpi").Single(k => k.TextContent.Contains("本月应享金额", StringComparison.Ordinal));
        figure.Words.ShouldContain($"其中一次性{once.ToDisplay()}元");
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
        var page = await web.GetAsync("/?month=2026-10");

        page.QuerySelector("h1")!.Words.ShouldBe("10月，133人应享最低生活保障");
        page.QuerySelector("a.hm-kpi")!.GetAttribute("href").ShouldBe("/regions/371300000000/dibao?month=2026-10");
        page.QuerySelector(".hm-nav a[href='/people?month=2026-10']").ShouldNotBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task Cockpit_MonthNotSwept_SaysSoAndWhatToDo(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        (await web.GetAsync("/?month=2031-01")).QuerySelector("h1")!.Words.ShouldBe("2031年1月还没有比对结果");
        foreach (var month in (string[])["nonsense", "2026-13", "0001-01", "9999-12", "2101-01", "1948-12", "2026-10&month=2026-11"])
            (await web.GetAsync($"/?month={month}", System.Net.HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这个月份", month);
        foreach (var month in (string[])["1949-01", "2100-12"])
            await web.GetAsync($"/people/households/104882?month={month}");
        (await web.GetAsync("/regions/371323102201?month=2031-01")).QuerySelector(".hm-sub")!.Words.ShouldStartWith("2031年1月还没有比对结果");
    }

    [Theory, OnEveryDatabase]
    public async Task Cockpit_EmptyDatabase_SaysHowToMakeACity(TestDatabase kind)
    {
        await using var web = await WebCity.StartAsync(await kind.CreateAsync());
        var page = await web.GetAsync("/", System.Net.HttpStatusCode.InternalServerError);
        page.Body!.Words.ShouldContain("还没有城市。请用 huimin demo");
        (await web.GetAsync("/?lang=en", System.Net.HttpStatusCode.InternalServerError)).Body!.Words.ShouldContain("There is no city in this database.");
    }
}
