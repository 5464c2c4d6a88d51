using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Simulations;

public sealed class WhatIfPageTests
{
    private const string Raised = "/what-if?v=dibao.standard%3D%2B30";

    [Theory, OnEveryDatabase]
    public async Task Page_Empty_OffersEveryParameterWithItsValueAndLaw(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var page = await web.GetAsync("/what-if?p=dibao");
        var row = page.QuerySelectorAll("table.params tbody tr").First(r => r.QuerySelector("input[name='dibao.standard']") is not null);
        row.Words.ShouldContain("城镇 600元/月 农村 450元/月");
        row.Words.ShouldContain("占位值");
        page.QuerySelector("input[name='dibao.standard.urban']").ShouldNotBeNull();
        page.QuerySelector(".hm-nav a[href='/what-if']")!.Words.ShouldBe("测算");
        foreach (var link in page.QuerySelectorAll("main a[href]").Select(a => a.GetAttribute("href")!).Distinct())
            await web.GetAsync(link);
    }

    [Theory, OnEveryDatabase]
    public async Task Page_Change_StatesTheFindingAndEveryLinkOpens(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var page = await SettledAsync(web, Raised);
        page.QuerySelector("h1")!.Words.ShouldBe("最低生活保障的低保标准提高30元：每月多支出3,690.00元，没有人进入或退出");
        page.QuerySelector(".hm-kpi")!.Words.ShouldStartWith("每月多支出3,690.00 元");
        var places = page.QuerySelectorAll("#places table tbody tr").Single();
        places.Children.Select(c => c.Words).Take(3).ShouldBe(["沂水县", "54,450.00", "+3,690.00"]);
        page.Body!.Words.ShouldContain("赵德福家庭");
        foreach (var link in page.QuerySelectorAll("main a[href]").Select(a => a.GetAttribute("href")!).Distinct())
        {
            using var response = await web.SendAsync(link);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, link);
        }

        (await SettledAsync(web, Raised + "&county=371323000000")).QuerySelector("#places")!.TextContent.ShouldContain("高桥镇");
        (await SettledAsync(web, Raised + "&lang=en")).QuerySelector("h1")!.Words.ShouldContain("raised by ¥30 — ¥3,690 more a month, nobody enters or leaves");
    }

    [Fact]
    public async Task Page_OneOffPayment_IsNotCalledMonthly()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await SettledAsync(web, "/what-if?v=heating_subsidy.of_household%3D%2B100");
        page.QuerySelector("h1")!.Words.ShouldContain("一次性多支出");
        page.QuerySelector("h1")!.Words.ShouldNotContain("每月");
        page.QuerySelector(".hm-kpis")!.Words.ShouldNotContain("每月");
        page.QuerySelector("#places table thead")!.Words.ShouldContain("一次性增减（元）");
        page.QuerySelector("#places table thead")!.Words.ShouldNotContain("现每月");
    }

    [Fact]
    public async Task Page_ProgrammeDecidedAtAnApplication_SaysSoAndShowsNoOther()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await web.GetAsync("/what-if?p=temporary_assistance");
        page.QuerySelector("#not-here")!.Words.ShouldStartWith("临时救助只在申请时逐件决定");
        page.QuerySelector("table.params").ShouldBeNull();
        await web.GetAsync(page.QuerySelector("#not-here a")!.GetAttribute("href")!);
    }

    [Fact]
    public async Task Page_FilledForm_BecomesAnAddress()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var reader = await web.ReaderAsync(follow: false);
        var one = await reader.GetAsync(new Uri("/what-if?p=dibao&e=1&do=set&dibao.standard=%EF%BC%8B30&dibao.vehicles_at_most=", UriKind.Relative));
        one.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        one.Headers.Location!.ToString().ShouldEndWith("/what-if?v=dibao.standard%3D%2B30&p=dibao");
        var two = await reader.GetAsync(new Uri("/what-if?v=dibao.standard%3D%2B30&p=dibao&e=1&do=add&dibao.standard=1%2C000", UriKind.Relative));
        two.Headers.Location!.ToString().ShouldContain("v=dibao.standard%3D%2B30&v=dibao.standard%3D1000&d=2");
    }

    [Fact]
    public async Task Page_WrongValue_IsSaidAtItsFieldAndKept()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await web.GetAsync("/what-if?p=dibao&e=1&do=set&dibao.standard=viel");
        page.QuerySelector(".hm-errors a")!.GetAttribute("href").ShouldBe("#dibao.standard");
        page.QuerySelector(".hm-errors a")!.Words.ShouldStartWith("“viel”不能这样写");
        var field = (IHtmlInputElement)page.GetElementById("dibao.standard")!;
        (field.Value, field.GetAttribute("aria-invalid")).ShouldBe(("viel", "true"));
        foreach (var address in (string[])["/what-if?v=nonsense", "/what-if?v=dibao.standrad%3D1", "/what-if?v=@0123456789abcdef", "/what-if?month=2031-01&v=dibao.standard%3D1", "/what-if?v=dibao.standard%3D-5000"])
            (await SettledAsync(web, address)).QuerySelectorAll(".hm-errors li").Length.ShouldBe(1, address);
    }

    [Fact]
    public async Task Page_TwoVariants_StandSideBySide()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await SettledAsync(web, Raised + "&v=dibao.standard%3D-10%25&d=2");
        var rows = page.QuerySelectorAll("main table").First().QuerySelectorAll("tbody tr");
        rows.Length.ShouldBe(2);
        rows[0].Words.ShouldContain("+3,690.00");
        rows[1].Words.ShouldContain("−");
        page.QuerySelector("h1")!.Words.ShouldContain("降低10%");
    }

    [Fact]
    public async Task Page_Year_GivesTwelveMonths()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await SettledAsync(web, Raised + "&year=1");
        page.Body!.Words.ShouldContain("12个月多支出4.43万元");
        page.QuerySelectorAll("table").Count(t => t.QuerySelectorAll("tbody tr").Length == 12).ShouldBe(1);
    }

    [Fact]
    public async Task Export_IsCsvThatASpreadsheetOpens()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var response = await web.SendAsync("/what-if/export.csv?v=dibao.standard%3D%2B30");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("方案,月份,区划代码");
        lines.Single(l => l.Contains(",371300000000,临沂市,dibao,", StringComparison.Ordinal)).ShouldContain(",121,123,54450.00,121,123,58140.00,3690.00,");
        lines.ShouldContain(l => l.Contains("高桥镇", StringComparison.Ordinal));
        (await web.SendAsync("/what-if/export.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await web.SendAsync("/what-if/export.csv?v=dibao.standrad%3D1")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Upload_ChangedPolicy_IsSimulatedAndNothingIsWritten()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        await using var context = web.Database.CreateContext();
        var before = await context.Entitlements.SumAsync(e => e.Amount);
        var text = TestPolicies.Linyi.Files["linyi/dibao.yaml"].Replace("rural: 450", "rural: 480", StringComparison.Ordinal);
        var page = await UploadAsync(web, "dibao.yaml", Encoding.UTF8.GetBytes(text));
        page.QuerySelector("h1")!.Words.ShouldBe("换用上传的政策：每月多支出3,690.00元，没有人进入或退出");
        page.QuerySelectorAll("ul.hm-changes li").Select(l => l.Words).ShouldContain(l => l.Contains("450", StringComparison.Ordinal) && l.Contains("480", StringComparison.Ordinal));
        (await context.Entitlements.SumAsync(e => e.Amount)).ShouldBe(before);

        (await UploadAsync(web, "dibao.yaml", Encoding.UTF8.GetBytes(TestPolicies.Linyi.Files["linyi/dibao.yaml"]))).QuerySelector(".hm-errors")!.Words.ShouldContain("与现行的相同");
        (await UploadAsync(web, "a.png", [1, 2, 3])).QuerySelector(".hm-errors")!.Words.ShouldContain("这不是政策包");
        var wrong = await UploadAsync(web, "dibao.yaml", Encoding.UTF8.GetBytes(text.Replace("rural: 480", "rurall: 480", StringComparison.Ordinal)));
        wrong.QuerySelector(".hm-errors")!.Words.ShouldContain("linyi/dibao.yaml");
    }

    /// <summary>The page after its run, as a browser that follows the refresh shows it.</summary>
    private static async Task<IHtmlDocument> SettledAsync(WebCity web, string address)
    {
        for (var i = 0; i < 300; i++)
        {
            var page = await web.GetAsync(address);
            if (page.QuerySelector("meta[http-equiv=refresh]") is null)
                return page;
            await Task.Delay(100);
        }

        throw new TimeoutException(address);
    }

    private static async Task<IHtmlDocument> UploadAsync(WebCity web, string name, byte[] content)
    {
        using var reader = await web.ReaderAsync();
        var form = new HtmlParser().ParseDocument(await reader.GetStringAsync(new Uri("/what-if", UriKind.Relative))).QuerySelector("form[enctype]")!;
        using var body = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll("input[type=hidden]"))
            body.Add(new StringContent(input.GetAttribute("value") ?? ""), input.GetAttribute("name")!);
        body.Add(new ByteArrayContent(content), "file", name);
        using var response = await reader.PostAsync(new Uri(form.GetAttribute("action")!, UriKind.Relative), body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return response.RequestMessage!.Method == HttpMethod.Get
            ? await SettledAsync(web, response.RequestMessage.RequestUri!.PathAndQuery)
            : new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
    }
}
