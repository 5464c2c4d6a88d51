using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huimin.Platform.Guarding;

namespace Huimin.Tests.Platform.Guarding;

/// <summary>What a browser is told of every answer, and that the pages keep to it.</summary>
public sealed class SecureHeadersTests
{
    [Theory, OnEveryDatabase]
    public async Task Pages_All_HoldNothingInlineAndLoadOnlyOurFiles(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.SignInWithEverythingAsync();
        await EveryPage.StartDraftAsync(officer);
        var pages = EveryPage.Pages(web);
        pages.Count.ShouldBeGreaterThan(25);
        pages.ShouldContain("/system");
        foreach (var path in pages)
        {
            using var answer = await officer.GetAsync(new Uri(path, UriKind.Relative));
            ShouldBeGuarded(answer, path);
            ((int)answer.StatusCode).ShouldBeLessThan(500, path);
            answer.StatusCode.ShouldNotBe(HttpStatusCode.Forbidden, path);
            ShouldHoldNothingInline(new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()), path);
        }
    }

    [Fact]
    public async Task Answers_OfEveryKind_CarryTheHeaders()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var still = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = web.NewReader().BaseAddress };
        var sheet = (await web.GetAsync("/sign-in")).QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        foreach (var path in (string[])["/sign-in", "/people", "/nowhere", "/health/live", "/error", sheet, "/sign-out", "/people?q=%00"])
        {
            using var answer = await still.GetAsync(new Uri(path, UriKind.Relative));
            ShouldBeGuarded(answer, path);
        }

        using var form = new FormUrlEncodedContent([]);
        using var refused = await still.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ShouldBeGuarded(refused, "a refusal");
    }

    [Fact]
    public async Task Caching_FilesForeverPagesNever()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var sheet = (await web.GetAsync("/sign-in")).QuerySelector("link[href*='ui/tokens']")!.GetAttribute("href")!;
        using var file = await web.SendAsync(sheet);
        file.Headers.CacheControl!.ToString().ShouldContain("immutable");
        foreach (var path in (string[])["/sign-in", "/nowhere", "/health/ready", "/people?q=%00"])
        {
            using var page = await web.SendAsync(path);
            page.Headers.CacheControl.ShouldNotBeNull(path);
            (page.Headers.CacheControl.NoCache || page.Headers.CacheControl.NoStore).ShouldBeTrue(path);
            page.Headers.CacheControl.Public.ShouldBeFalse(path);
        }
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task StrictTransport_OnlyOverHttps(string scheme, bool expected)
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync(change: o => o with { Proxies = "127.0.0.1" });
        using var reader = web.NewReader();
        reader.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        using var answer = await reader.GetAsync(new Uri("/sign-in", UriKind.Relative));
        answer.Headers.Contains("Strict-Transport-Security").ShouldBe(expected);
        var cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.ToList() : [];
        cookies.ShouldNotBeEmpty();
        cookies.ShouldAllBe(c => c.Contains("; secure", StringComparison.OrdinalIgnoreCase) == expected);
        cookies.ShouldAllBe(c => c.Contains("httponly", StringComparison.OrdinalIgnoreCase));
    }

    private static void ShouldBeGuarded(HttpResponseMessage answer, string what)
    {
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
        var policy = Header("Content-Security-Policy");
        policy.ShouldBe(SecureHeaders.ContentPolicy, what);
        policy.ShouldNotContain("unsafe");
        foreach (var part in (string[])["default-src 'none'", "script-src 'self';", "style-src 'self';", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"])
            policy.ShouldContain(part);
        Header("X-Content-Type-Options").ShouldBe("nosniff", what);
        Header("Referrer-Policy").ShouldBe("same-origin", what);
        Header("Permissions-Policy").ShouldContain("camera=()", customMessage: what);
        Header("Cross-Origin-Opener-Policy").ShouldBe("same-origin", what);
        Header("Cross-Origin-Resource-Policy").ShouldBe("same-origin", what);
        Header("X-Frame-Options").ShouldBe("DENY", what);
        Header("Server").ShouldBe("", what);
        Header("X-Powered-By").ShouldBe("", what);
    }

    private static void ShouldHoldNothingInline(IHtmlDocument page, string path)
    {
        page.QuerySelectorAll("script:not([src]), style, [style], base, iframe, object, embed").Select(e => e.OuterHtml).ShouldBeEmpty(path);
        page.All.SelectMany(e => e.Attributes).Where(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)).Select(a => a.Name).ShouldBeEmpty(path);
        page.QuerySelectorAll("script[src], link[href], img[src]").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href")!).ShouldAllBe(a => a.StartsWith('/'), path);
        page.QuerySelectorAll("a[href], form[action]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("action")!)
            .ShouldAllBe(a => a.StartsWith('/') || a.StartsWith('#') || a.StartsWith('?') || a.StartsWith("https://"), path);
    }
}
