using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Huimin.EndToEnd;

/// <summary>One officer raises a standard and sees what it costs by county, another publishes it: in a real browser, without help.</summary>
public sealed class PublishingTests(DemoProgram program) : IClassFixture<DemoProgram>
{
    [Fact]
    public async Task TwoOfficers_RaiseTheDibaoStandard_AndItHoldsFromItsMonth()
    {
        var author = await program.NewReaderAsync();
        await author.GotoAsync("/policies/drafts");
        await DemoProgram.ChooseAsync(author, DemoProgram.PolicyOfficer);
        await author.ClickAsync("text=起草一项改动");
        await author.FillAsync("#title", "提高城乡低保标准");
        await author.ClickAsync("button[value=value]");
        await author.ClickAsync("main a:has-text('最低生活保障')");
        await author.ClickAsync("main tbody a:has-text('低保标准')");
        var month = await author.InputValueAsync("#from");
        await author.FillAsync("input[name='v:urban']", "631");
        await author.FillAsync("input[name='v:rural']", "473");
        await author.FillAsync("#law", "城乡低保标准（演示文件）");
        await author.ClickAsync("text=写进草案");
        (await author.TextContentAsync("#changes"))!.ShouldContain("631");
        (await author.TextContentAsync("#check"))!.ShouldContain("全部通过");

        await author.FillAsync("#reason", "按年度提标文件");
        await author.ClickAsync("text=保存说明");
        await author.ClickAsync("text=测算影响");
        (await author.TextContentAsync("#effect .hm-verdict"))!.ShouldContain("每月多支出");
        (await author.Locator("#effect table:has-text('兰山区') tbody tr").CountAsync()).ShouldBeGreaterThan(5);
        if (await author.Locator("#alarm").IsVisibleAsync())
            await author.FillAsync("#alarm", "已核对");
        await author.ClickAsync("#decide button:has-text('送审')");
        (await author.TextContentAsync("#decide"))!.ShouldContain("您自己不能批准");
        var draft = new Uri(author.Url).AbsolutePath;

        var second = await program.NewReaderAsync();
        await second.GotoAsync(draft);
        await DemoProgram.ChooseAsync(second, DemoProgram.PolicyOfficer, 1);
        await Assertions.Expect(second).ToHaveURLAsync(new Regex(Regex.Escape(draft), RegexOptions.None, TimeSpan.FromSeconds(1)));
        await second.FillAsync("#note", "同意");
        await second.ClickAsync("#decide button:has-text('批准')");
        (await second.TextContentAsync("#decide"))!.ShouldContain("已作为第1版公布");

        var reader = await program.NewOfficerAsync();
        await reader.GotoAsync($"/programmes/dibao?month={month}");
        (await reader.TextContentAsync("table.params"))!.ShouldContain("631元/月");
        await reader.GotoAsync("/programmes/dibao");
        (await reader.TextContentAsync("table.params"))!.ShouldNotContain("631元/月");
    }

    [Fact]
    public async Task Editor_WhileTyping_MarksTheLineOfAMistake()
    {
        var page = await program.NewReaderAsync();
        await page.GotoAsync("/policies/drafts/new");
        await DemoProgram.ChooseAsync(page, DemoProgram.PolicyOfficer);
        await page.FillAsync("#title", "试改条文");
        await page.ClickAsync("button[value=text]");
        await page.ClickAsync("main a:has-text('linyi/dibao.yaml')");
        var text = await page.InputValueAsync("#text");
        await page.FillAsync("#text", text.Replace("urban: 520", "urbn: 520", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("#findings")).ToContainTextAsync("did you mean 'urban'?");
        await Assertions.Expect(page.Locator(".hm-code .lines .bad")).ToHaveCountAsync(1);
        await page.FillAsync("#text", text);
        await Assertions.Expect(page.Locator("#findings")).ToContainTextAsync("全部通过");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Phone_DraftPages_HaveNoScrollSideways(bool largeType)
    {
        var page = await program.NewReaderAsync(360, 740);
        await page.GotoAsync("/policies/drafts/new");
        await DemoProgram.ChooseAsync(page, DemoProgram.PolicyOfficer, 1);
        await page.FillAsync("#title", "手机上看");
        await page.ClickAsync("button[value=text]");
        var draft = new Uri(page.Url).AbsolutePath.Replace("/files", "", StringComparison.Ordinal);
        foreach (var path in (string[])["/policies/drafts", "/policies/drafts/new", "/policies/versions", "/sign-in", draft, $"{draft}/files", $"{draft}/file?path=linyi/dibao.yaml", $"{draft}/value?programme=dibao", $"{draft}/value?programme=dibao&parameter=standard"])
        {
            await page.GotoAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + (largeType ? "text=large" : "text=normal"));
            (await page.TooWideAsync()).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task Pages_ContentPolicy_IsKeptEverywhere()
    {
        var page = await program.NewReaderAsync();
        var broken = await page.BrokenPoliciesAsync();
        await page.GotoAsync("/policies/drafts/new");
        await DemoProgram.ChooseAsync(page, DemoProgram.PolicyOfficer);
        await page.FillAsync("#title", "看每一页");
        await page.ClickAsync("button[value=text]");
        var draft = new Uri(page.Url).AbsolutePath.Replace("/files", "", StringComparison.Ordinal);
        foreach (var path in (string[])["/", "/people?q=%E7%8E%8B", "/people/households/1", "/people/persons/1", "/regions", "/regions/371323000000", "/programmes", "/programmes/dibao", "/programmes/matrix",
            "/what-if?v=dibao.standard%3D%2B30", "/policies/drafts", "/policies/versions", draft, $"{draft}/files", $"{draft}/file?path=linyi/dibao.yaml", $"{draft}/value?programme=dibao&parameter=standard", "/nowhere", "/system"])
        {
            await page.GotoAsync(path);
            await page.WaitForLoadStateAsync();
        }

        // The test can fail: an inline script is refused and told.
        broken.ShouldBeEmpty();
        await page.EvaluateAsync("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))");
        (await page.EvaluateAsync<bool>("window.ran === true")).ShouldBeFalse();
        broken.ShouldNotBeEmpty();
    }
}
