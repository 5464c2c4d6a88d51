using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huimin.Platform.Accounts;
using Huimin.Tests.Platform.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Guarding;

/// <summary>SQL, HTML, formulas, templates and headers through every text field and address: nothing runs, nothing is lost.</summary>
public sealed class InjectionTests
{
    private static readonly string[] Attacks =
    [
        "'; DROP TABLE person; --", "' OR '1'='1", "1; DELETE FROM household", "\\'; --", "%' OR 1=1 --", "_%_%", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
        "'><svg/onload=alert(1)>", "javascript:alert(1)", "</textarea><script>alert(1)</script>", "{{7*7}}", "@(7*7)", "${jndi:ldap://x}", "=cmd|' /C calc'!A0", "@SUM(1)",
        "a\r\nX-Injected: 1", "a\nSet-Cookie: hm-session=1", "../../etc/passwd", "\u202Eevil", "𠮷\u0301", "{0} {1}", "%s%n", "\u0001\u0008",
    ];

    [Theory, OnEveryDatabase]
    public async Task Addresses_WithAttacks_RunNothing(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.SignInWithEverythingAsync();
        await EveryPage.StartDraftAsync(officer);
        var before = await CountAsync(web);
        foreach (var attack in Attacks)
        {
            var text = Uri.EscapeDataString(attack);
            foreach (var path in (string[])[
                $"/people?q={text}", $"/people?q=x&region={text}", $"/people?after={text}", $"/regions?q={text}", $"/regions/{SmallCity.Code}/{text}", $"/programmes/{text}", $"/?month={text}", $"/?lang={text}",
                $"/what-if?v={text}", $"/what-if?v=dibao.standard%3D%2B30&map={text}&county={text}&p={text}", $"/what-if?p=dibao&e=1&do=set&dibao.standard={text}", $"/what-if/export.csv?v={text}",
                $"/policies/drafts/1/file?path={text}", $"/policies/drafts/1/value?programme={text}&parameter={text}", $"/sign-in?return={text}", $"/{text}",
                $"/registers/{text}", $"/registers/assistance_stations?name={text}&on={text}&region={text}&state={text}&category={text}&show={text}&after={text}", $"/registers/assistance_stations/export.csv?name={text}",
                $"/registers/assistance_stations/new?place={text}&succeeds={text}", $"/registers/care_agreements/new?person={text}", $"/registers/assistance_stations/1/records/{text}"])
            {
                using var answer = await officer.GetAsync(new Uri(path, UriKind.Relative));
                ((int)answer.StatusCode).ShouldBeLessThan(500, path);
                await ShouldRunNothingAsync(answer, path);
            }
        }

        (await CountAsync(web)).ShouldBe(before);
    }

    [Theory, OnEveryDatabase]
    public async Task Fields_WithAttacks_AreKeptAndShownAsTheyWereTyped(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.SignInWithEverythingAsync();
        var before = await CountAsync(web);
        var titles = Attacks.Where(a => !a.Any(char.IsControl)).ToList();
        foreach (var title in titles)
        {
            using var answer = await WebCity.PostAsync(officer, "/policies/drafts/new", "form:has(#title)", new() { ["title"] = title, ["way"] = "text" });
            await ShouldRunNothingAsync(answer, title);
            var draft = answer.RequestMessage!.RequestUri!.AbsolutePath.Replace("/files", "", StringComparison.Ordinal);
            using var described = await WebCity.PostAsync(officer, draft, "form:has(#reason)", new() { ["title"] = title, ["reason"] = title });
            var page = await ShouldRunNothingAsync(described, title);
            ((IHtmlTextAreaElement)page.QuerySelector("#reason")!).Value.ShouldBe(title);
            ((IHtmlInputElement)page.QuerySelector("#title")!).Value.ShouldBe(title);
        }

        await using (var context = web.Database.CreateContext())
            (await context.PolicyDrafts.OrderBy(d => d.Id).Select(d => d.Title).ToListAsync()).ShouldBe(titles);
        using var list = await officer.GetAsync(new Uri("/policies/drafts", UriKind.Relative));
        (await ShouldRunNothingAsync(list, "the list")).QuerySelector("main")!.TextContent.ShouldContain("<script>alert(1)</script>");

        using (var reader = web.NewReader())
        {
            foreach (var attack in Attacks)
            {
                using var answer = await WebCity.PostAsync(reader, "/sign-in", "form:has(#password)", new() { ["name"] = attack, ["password"] = attack });
                (await ShouldRunNothingAsync(answer, attack)).Body!.TextContent.ShouldContain("没有登录成功");
            }
        }

        (await CountAsync(web)).ShouldBe(before);
    }

    [Theory]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n//evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/a\r\nX-Injected: 1")]
    [InlineData("javascript:alert(1)")]
    public async Task Return_LeadingElsewhere_LeadsToTheStart(string address)
    {
        AccountServices.SafeReturn(address).ShouldBe("/");
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (_, password) = await web.Database.AddAccountAsync("甲");
        using var reader = web.NewReader();
        var path = $"/sign-in?return={Uri.EscapeDataString(address)}";
        var page = await (await reader.GetAsync(new Uri(path, UriKind.Relative))).PageAsync();
        var fields = page.QuerySelector("form:has(#password)")!.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        (fields["name"], fields["password"]) = ("甲", password);
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await reader.PostAsync(new Uri(path, UriKind.Relative), form);
        answer.RequestMessage!.RequestUri!.Authority.ShouldBe(reader.BaseAddress!.Authority);
        answer.RequestMessage.RequestUri.AbsolutePath.ShouldBe("/");
    }

    private static async Task<IHtmlDocument> ShouldRunNothingAsync(HttpResponseMessage answer, string what)
    {
        answer.Headers.Contains("X-Injected").ShouldBeFalse(what);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
            cookies.ShouldAllBe(c => !c.StartsWith("hm-session=1", StringComparison.Ordinal), what);
        // A refusal in plain text is no page, and no browser makes one of it.
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], what);
        var isPage = answer.Content.Headers.ContentType?.MediaType == "text/html";
        var page = new HtmlParser().ParseDocument(isPage ? await answer.Content.ReadAsStringAsync() : "");
        page.QuerySelectorAll("script:not([src]), img, svg[onload], [onerror], [onload], a[href^='javascript:'], iframe").Select(e => e.OuterHtml).ShouldBeEmpty(what);
        page.QuerySelectorAll("script[src]").ShouldAllBe(s => s.GetAttribute("src")!.StartsWith("/ui/") || s.GetAttribute("src")!.StartsWith("/lib/echarts."), what);
        return page;
    }

    private static async Task<(int People, int Households, int Entitlements, int Accounts)> CountAsync(WebCity web)
    {
        await using var context = web.Database.CreateContext();
        return (await context.People.CountAsync(), await context.Households.CountAsync(), await context.Entitlements.CountAsync(), await context.Accounts.CountAsync());
    }
}
