using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Huimin.Platform;
using Huimin.Web.Serving;

namespace Huimin.Tests.Platform.Ui;

/// <summary>What holds on every page: language, type, landmarks, no inline code, no dead links.</summary>
public sealed class ShellTests
{
    public static readonly string[] Pages =
    [
        "/", "/?figure=entitled:dibao&region=371323000000", "/?figure=elder_population_share_60&sort=change", "/cockpit/headlines", "/people", "/people?q=%E5%BC%A0", $"/people?region={SmallCity.Village}", "/people/households/104882", "/people/households/104882/members",
        "/people/households/104882/facts", "/people/households/104882/history", "/people/persons/500001", "/people/persons/500003", "/regions", "/regions?q=x",
        $"/regions/{SmallCity.Code}", $"/regions/{SmallCity.Village}", $"/regions/{SmallCity.Code}/dibao", "/programmes", "/programmes/dibao", "/programmes/old_age_allowance",
    ];

    [Theory, OnEveryDatabase]
    public async Task Pages_InEnglish_HoldChineseOnlyWhereItIsMarked(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var reader = await web.ReaderAsync();
        foreach (var path in Pages)
        {
            var html = await reader.GetStringAsync(new Uri(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en", UriKind.Relative));
            var page = new HtmlParser().ParseDocument(html);
            page.DocumentElement.GetAttribute("lang").ShouldBe("en");
            var left = page.Body!.Descendants<IText>().Where(t => Regex.IsMatch(t.Text, @"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, TimeSpan.FromSeconds(1)))
                .Where(t => t.ParentElement!.Closest("[lang^=zh]") is null).Select(t => t.Text.Trim());
            left.ShouldBeEmpty(path);
            foreach (var label in page.QuerySelectorAll("[aria-label],[placeholder]").Where(e => e.Closest("svg") is null && !e.ClassList.Contains("x")))
                (label.GetAttribute("aria-label") + label.GetAttribute("placeholder")).ShouldNotMatch(@"\p{IsCJKUnifiedIdeographs}", path);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Pages_Frame_IsAccessible(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        foreach (var path in Pages)
        {
            var page = await web.GetAsync(path);
            page.QuerySelectorAll("h1").Length.ShouldBe(1, path);
            page.QuerySelectorAll("main").Length.ShouldBe(1, path);
            page.QuerySelector(".hm-skip")!.GetAttribute("href").ShouldEndWith("#main", customMessage: path);
            page.Title.ShouldNotBeNullOrWhiteSpace(path);
            page.QuerySelectorAll("script:not([src]), [style], [onclick]").ShouldBeEmpty(path);
            page.QuerySelectorAll("table").ShouldAllBe(t => t.QuerySelector("caption") != null && t.QuerySelectorAll("thead th[scope=col]").Length > 0, path);
            page.QuerySelectorAll("option").Length.ShouldBeLessThanOrEqualTo(200);
            page.QuerySelectorAll("input:not([type=hidden])").ShouldAllBe(i => page.QuerySelector($"label[for={i.Id}]") != null, path);
            var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
            ids.Distinct().Count().ShouldBe(ids.Count, path);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Preferences_OnceChosen_AreRememberedWithoutScript(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var reader = await web.ReaderAsync();
        async Task<IElement> HtmlAsync(string path) =>
            new HtmlParser().ParseDocument(await reader.GetStringAsync(new Uri(path, UriKind.Relative))).DocumentElement;

        (await HtmlAsync("/people")).GetAttribute("lang").ShouldBe("zh-CN");
        (await HtmlAsync("/people?lang=en&text=large")).ClassList.ShouldContain("hm-large");
        var again = await HtmlAsync("/regions");
        again.GetAttribute("lang").ShouldBe("en");
        again.ClassList.ShouldContain("hm-large");
        (await HtmlAsync("/regions?text=normal&lang=zh")).ClassList.ShouldNotContain("hm-large");
        (await HtmlAsync("/regions?lang=xx%22%3E")).GetAttribute("lang").ShouldBe("zh-CN");
    }

    [Fact]
    public async Task Language_WithoutAChoice_IsTheBrowsers()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var reader = await web.ReaderAsync();
        reader.DefaultRequestHeaders.AcceptLanguage.Clear();
        reader.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("en-GB"));
        (await reader.GetStringAsync(new Uri("/people", UriKind.Relative))).ShouldContain("<html lang=\"en\"");
    }

    [Fact]
    public async Task Pages_Links_AllLeadSomewhere()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(["/"]);
        while (open.TryDequeue(out var path) && seen.Count < 400)
        {
            if (!seen.Add(path))
                continue;
            var page = await web.GetAsync(path);
            foreach (var link in page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!.Split('#')[0]).Where(h => h.StartsWith('/')))
                open.Enqueue(link);
        }

        seen.Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task StyleSheets_OfAPage_AreThereAndFingerprinted()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await web.GetAsync("/");
        foreach (var sheet in page.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")!).Where(h => h.StartsWith("/ui/", StringComparison.Ordinal)))
        {
            using var response = await web.SendAsync(sheet);
            response.EnsureSuccessStatusCode();
            sheet.ShouldMatch(@"^/ui/[\w-]+\.\w{10}\.css$");
            response.Headers.CacheControl!.ToString().ShouldContain("immutable");
        }
    }

    [Fact]
    public async Task Start_PortInUse_IsOneClearMessage()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        ServerOptions Options(string url) => new() { Url = url, City = "linyi", PoliciesFolder = ContentFiles.PoliciesFolder };
        await using var first = Server.Build(city.Database, Options("http://127.0.0.1:0"));
        await Server.StartAsync(first);
        await using var second = Server.Build(city.Database, Options(first.Urls.First()));
        (await Should.ThrowAsync<CannotRunException>(() => Server.StartAsync(second))).Message.ShouldBe($"{first.Urls.First()} 的端口已被占用。请停止占用它的程序，或换一个端口。");
    }
}
