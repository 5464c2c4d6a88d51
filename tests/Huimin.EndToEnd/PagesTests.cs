using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Huimin.EndToEnd;

/// <summary>What a person does with the pages, in a real browser against the real program.</summary>
public sealed class PagesTests(DemoProgram program) : IClassFixture<DemoProgram>
{
    private static readonly string[] Pages =
        ["/", "/?figure=entitled%3Adibao&region=371323000000", "/cockpit/headlines", "/people?q=%E7%8E%8B", "/people/households/1", "/people/households/1/members", "/people/households/1/facts", "/people/households/1/history", "/people/persons/1", "/account", "/account/sessions", "/regions", "/regions/371323000000", "/regions/371300000000/dibao", "/programmes", "/programmes/dibao", "/registers", "/registers/children", "/registers/child_directors?show=missing", "/registers/assistance_assistants/1"];

    [Fact]
    public async Task NewUser_FromTheCockpit_ReadsAnExplanationInThreeClicks()
    {
        var page = await program.NewOfficerAsync();
        await page.GotoAsync("/?figure=entitled%3Adibao");
        (await page.TextContentAsync("h1"))!.ShouldContain("应享最低生活保障");
        await page.ClickAsync(".hm-ranking tbody td a >> nth=0");
        await page.ClickAsync("tbody th a >> nth=0");
        (await page.TextContentAsync(".hm-why h2"))!.ShouldContain("最低生活保障为什么是");
        (await page.Locator(".hm-step").CountAsync()).ShouldBeGreaterThan(3);
        await page.ClickAsync(".hm-full > summary");
        (await page.Locator(".hm-tree > li").IsVisibleAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Keyboard_Alone_SearchesAndOpensAFile()
    {
        var page = await program.NewOfficerAsync();
        await page.GotoAsync("/");
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("hm-skip");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("王");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/people\\?q=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.WaitForLoadStateAsync();
        await TabToAsync(page, "main tbody th a");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/people/persons/\\d+", RegexOptions.None, TimeSpan.FromSeconds(1)));
        (await page.TextContentAsync("h1"))!.ShouldStartWith("王");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Phone_EveryPage_HasNoScrollSidewaysAndLargeTargets(bool largeType)
    {
        var page = await program.NewOfficerAsync(360, 740);
        foreach (var path in Pages)
        {
            await page.GotoAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + (largeType ? "text=large" : "text=normal"));
            (await page.TooWideAsync()).ShouldBeEmpty(path);
            (await page.EvaluateAsync<string[]>(
                """
                [...document.querySelectorAll('.hm-top a, .hm-top summary, .hm-tabs a, .hm-pager a, .hm-filters a, button, main tbody a')]
                  .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.textContent.trim() + ' ' + e.getBoundingClientRect().height)
                """)).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task Phone_Menu_OpensByItsAddressAndBackCloses()
    {
        var page = await program.NewOfficerAsync(360, 740, script: false);
        await page.GotoAsync("/");
        (await page.Locator(".hm-nav").IsVisibleAsync()).ShouldBeFalse();
        await page.ClickAsync(".hm-menu-open");
        (await page.Locator(".hm-nav").IsVisibleAsync()).ShouldBeTrue();
        await page.ClickAsync(".hm-nav a[href='/regions']");
        (await page.TextContentAsync("h1")).ShouldBe("区划");
    }

    [Fact]
    public async Task WithoutScript_EverythingWorks()
    {
        var page = await program.NewOfficerAsync(script: false);
        await page.GotoAsync("/");
        (await page.Locator("svg.hm-map path").CountAsync()).ShouldBe(12);
        await page.FillAsync("#search", "沂水");
        await page.Keyboard.PressAsync("Enter");
        await page.ClickAsync(".hm-links a >> nth=0");
        (await page.TextContentAsync("h1")).ShouldBe("沂水县");
        await page.ClickAsync(".hm-choices >> text=长辈版");
        (await page.GetAttributeAsync("html", "class")).ShouldBe("hm-large");
        await page.ClickAsync(".hm-choices >> text=EN");
        (await page.GetAttributeAsync("html", "lang")).ShouldBe("en");
        await page.ClickAsync(".hm-choices details summary");
        await page.ClickAsync(".hm-choices details a >> nth=1");
        page.Url.ShouldMatch("month=\\d{4}-\\d{2}$");
        (await page.GetAttributeAsync("html", "lang")).ShouldBe("en");
    }

    [Fact]
    public async Task LargeType_IsLargerAndRemembered()
    {
        var page = await program.NewOfficerAsync();
        await page.GotoAsync("/people");
        var normal = await FontSizeAsync(page);
        await page.ClickAsync("text=长辈版");
        await page.GotoAsync("/regions");
        (await FontSizeAsync(page)).ShouldBeGreaterThan(normal * 1.3);
    }

    [Fact]
    public async Task Print_HouseholdFile_IsWithoutNavigation()
    {
        var page = await program.NewOfficerAsync();
        await page.GotoAsync("/people/households/1");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        foreach (var hidden in (string[])[".hm-nav", ".hm-top", ".hm-tabs"])
            (await page.Locator(hidden).IsVisibleAsync()).ShouldBeFalse(hidden);
        (await page.Locator(".hm-why").IsVisibleAsync()).ShouldBeTrue();
        (await page.PdfAsync(new PagePdfOptions { Format = "A4" })).Length.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public async Task English_Reader_GetsEnglishFromTheBrowserAlone()
    {
        var page = await program.NewOfficerAsync(locale: "en-GB");
        await page.GotoAsync("/");
        (await page.TextContentAsync("h1"))!.ShouldContain("Dibao recipients");
    }

    [Fact]
    public async Task Pages_Browser_ReportsNoErrors()
    {
        var page = await program.NewOfficerAsync();
        var problems = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                problems.Add($"{page.Url} {message.Text}");
        };
        page.RequestFailed += (_, request) => problems.Add($"{request.Url} failed");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                problems.Add($"{response.Url} {response.Status}");
        };
        foreach (var path in Pages)
            await page.GotoAsync(path);
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_OnEveryPage_HasEnoughContrast()
    {
        var page = await program.NewOfficerAsync();
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            (await page.EvaluateAsync<string[]>(Contrast)).ShouldBeEmpty(path);
        }
    }

    /// <summary>WCAG 2.2, 1.4.3: every text against the first opaque ground behind it; maps carry their numbers in a table.</summary>
    private const string Contrast =
        """
        (() => {
          const rgb = c => c.match(/[\d.]+/g).map(Number);
          const light = c => { const [r, g, b] = rgb(c).map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
          const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; const a = rgb(c); if (a.length < 4 || a[3] === 1) return c; } return 'rgb(255,255,255)'; };
          const bad = [];
          for (const e of document.querySelectorAll('body *')) {
            if (e.closest('svg') || !e.offsetParent || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
            const style = getComputedStyle(e), a = light(style.color), b = light(ground(e));
            const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            if (ratio < 4.5) bad.push(`${e.className} ${e.textContent.trim().slice(0, 20)} ${ratio.toFixed(2)}`);
          }
          return bad;
        })()
        """;

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return;
        }

        throw new InvalidOperationException($"{selector} is not reached by the keyboard.");
    }

    private static Task<double> FontSizeAsync(IPage page) => page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.body).fontSize)");
}
