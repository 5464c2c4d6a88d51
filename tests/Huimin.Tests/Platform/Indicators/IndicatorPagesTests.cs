using System.Net;
using Huimin.Platform.Indicators;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Indicators;

public sealed class IndicatorPagesTests
{
    [Theory, OnEveryDatabase]
    public async Task Indicators_AfterARebuild_ShowValuesThatOpenTheirLists(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        await city.Rebuild().RunAsync(FigureCity.Today);
        var persons = (await city.FindAsync("dibao_recipients", FigureCity.City, Period.Of(FigureCity.November))).Value!.Value;
        var page = await city.Web.GetAsync("/indicators?domain=social_assistance");
        var row = page.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th a")?.GetAttribute("href")?.Contains("/dibao_recipients?", StringComparison.Ordinal) == true);
        row.QuerySelector(".hm-figure-value")!.Words.ShouldBe(persons.ToString("#,##0", System.Globalization.CultureInfo.InvariantCulture));

        var one = await city.Web.GetAsync("/indicators/dibao_recipients");
        one.QuerySelector("h1 a")!.GetAttribute("href")!.ShouldStartWith("/indicators/dibao_recipients/records");
        var list = await city.Web.GetAsync("/indicators/dibao_recipients/records?region=371323102201");
        list.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")).ShouldAllBe(h => h!.StartsWith("/awards/", StringComparison.Ordinal));
        list.QuerySelector("main")!.Words.ShouldContain("南里庄");
        (await city.Web.GetAsync("/indicators/dibao_recipients?period=nonsense")).QuerySelector("[role=alert]")!.Words.ShouldContain("nonsense");
        await city.Web.GetAsync("/indicators/no_such", HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Enter_ByTheStatistician_IsCheckedAndMarked(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        using var statistician = await city.SignInAsync("statistician", SmallCity.Code);
        const string Path = "/indicators/lottery_sales/enter";
        using (var wrong = await WebCity.PostAsync(statistician, Path, "form#form", new() { ["kind"] = "reported", ["period"] = "2025", ["value"] = "4.7亿", ["source"] = "" }))
            (await wrong.PageAsync()).QuerySelectorAll(".hm-errors li").Length.ShouldBe(2);
        using (var right = await WebCity.PostAsync(statistician, Path, "form#form", new() { ["kind"] = "reported", ["period"] = "2025", ["value"] = "470000000", ["source"] = "福彩中心" }))
            (await right.PageAsync()).QuerySelector("main")!.Words.ShouldContain("福彩中心");
        using (var target = await WebCity.PostAsync(statistician, Path, "form#form", new() { ["kind"] = "target", ["period"] = "2025", ["value"] = "500000000", ["source"] = "计划" }))
            (await target.PageAsync()).QuerySelector("main")!.Words.ShouldContain("94%");
        // Another value of what stands needs a reason.
        using (var again = await WebCity.PostAsync(statistician, Path, "form#form", new() { ["kind"] = "reported", ["period"] = "2025", ["value"] = "1", ["source"] = "福彩中心" }))
            (await again.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("原因");
        var compared = await city.Ledger().CompareAsync("lottery_sales", FigureCity.City, Period.Year(2025));
        (compared.Now.Kind, compared.OfTarget).ShouldBe((FigureKind.Reported, 0.94m));
    }

    [Theory, OnEveryDatabase]
    public async Task Freeze_AndRestate_ByTheStatistician(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        using var statistician = await city.SignInAsync("statistician", SmallCity.Code);
        using (var running = await WebCity.PostAsync(statistician, "/indicators/frozen", "form#form", new() { ["period"] = "2026-11" }))
            (await running.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("还没有结束");
        using (var frozen = await WebCity.PostAsync(statistician, "/indicators/frozen", "form#form", new() { ["period"] = "2026-10" }))
            (await frozen.PageAsync()).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        using (var restated = await WebCity.PostAsync(statistician, "/indicators/dibao_recipients/restate?period=2026-10", "form#form", new() { ["reason"] = "核对以后" }))
            (await restated.PageAsync()).QuerySelector("main")!.Words.ShouldContain("核对以后");
        await using var context = city.Database.CreateContext();
        (await context.FigureFreezes.CountAsync()).ShouldBe(2);
        // Whoever does not answer for the figures has no such page.
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        using var refused = await clerk.GetAsync(new Uri("/indicators/frozen", UriKind.Relative));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
