using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Huimin.EndToEnd;

/// <summary>An administrator makes an account and its owner works with it, in a real browser.</summary>
public sealed class AccountsTests(DemoProgram program) : IClassFixture<DemoProgram>
{
    private const string Township = "兰山街道";
    private const string TownshipCode = "371302001000";
    private const string SisterCode = "371302002000";
    private const string OwnPassword = "Qing-Shan-Lv-Shui-7";

    [Fact]
    public async Task TownshipClerk_MadeByAnAdministrator_SeesExactlyOneTownship()
    {
        var administrator = await program.NewReaderAsync();
        var broken = await administrator.BrokenPoliciesAsync();
        var password = await MakeClerkAsync(administrator, "wangjb");

        var clerk = await program.NewReaderAsync();
        var brokenAtTheClerk = await clerk.BrokenPoliciesAsync();
        await SignInAsync(clerk, "wangjb", password);
        await TakeOwnPasswordAsync(clerk, password);

        // The cockpit is of the township and nothing else; somebody of the city reads the same number of its people.
        var officer = await program.NewOfficerAsync();
        await officer.GotoAsync($"/regions/{TownshipCode}");
        var persons = PersonsOf(await officer.TextContentAsync(".hm-sub"));
        await clerk.GotoAsync("/");
        (await clerk.TextContentAsync(".hm-sub"))!.ShouldContain(Township);
        await clerk.GotoAsync($"/regions/{TownshipCode}");
        PersonsOf(await clerk.TextContentAsync(".hm-sub")).ShouldBe(persons);
        (await clerk.TextContentAsync(".hm-who-am-i"))!.ShouldContain("乡镇经办员");

        // The search finds the people of the township, and the city has others of the name.
        (await AddressesAsync(officer, "")).ShouldContain(a => !a.Contains(Township, StringComparison.Ordinal));
        var ofTownship = await AddressesAsync(officer, $"&region={TownshipCode}");
        var found = await AddressesAsync(clerk, "");
        found.ShouldNotBeEmpty();
        found.ShouldAllBe(a => a.Contains(Township, StringComparison.Ordinal));
        found.ShouldBe(ofTownship, ignoreOrder: true);

        // What lies outside does not open by its address.
        await officer.GotoAsync($"/people?region={SisterCode}");
        var household = await officer.GetAttributeAsync("main tbody a[href^='/people/households/']", "href");
        (await clerk.GotoAsync(household!))!.Status.ShouldBe(404);
        (await clerk.GotoAsync($"/regions/{SisterCode}"))!.Status.ShouldBe(403);
        (await clerk.GotoAsync("/accounts"))!.Status.ShouldBe(403);

        broken.ShouldBeEmpty();
        brokenAtTheClerk.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("系统管理员", false)]
    [InlineData("系统管理员", true)]
    [InlineData("审计员", false)]
    [InlineData("审计员", true)]
    public async Task Phone_AdministrationPages_HaveNoScrollSideways(string role, bool largeType)
    {
        var page = await program.NewOfficerAsync(360, 740, role: role);
        string[] own = ["/account", "/account/password", "/account/second-factor", "/account/passkeys", "/account/sessions", "/system"];
        string[] administration = role == "审计员" ? ["/audit", "/audit?action=sign_in"] : ["/accounts", "/accounts/new", "/accounts/1", "/roles", "/roles/township_clerk"];
        foreach (var path in own.Concat(administration))
        {
            var response = await page.GotoAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + (largeType ? "text=large" : "text=normal"));
            response!.Status.ShouldBe(200, path);
            (await page.TooWideAsync()).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task WithoutScript_SignInAndOut_Work()
    {
        var page = await program.NewReaderAsync(script: false);
        await page.GotoAsync("/people?q=%E7%8E%8B");
        new Uri(page.Url).AbsolutePath.ShouldBe("/sign-in");
        await DemoProgram.ChooseAsync(page, DemoProgram.PolicyOfficer);
        // Back to what was asked for.
        new Uri(page.Url).PathAndQuery.ShouldBe("/people?q=%E7%8E%8B");
        await page.ClickAsync("form[action='/sign-out'] button >> nth=0");
        await page.GotoAsync("/people");
        new Uri(page.Url).AbsolutePath.ShouldBe("/sign-in");
    }

    private static async Task<string> MakeClerkAsync(IPage administrator, string name)
    {
        await administrator.GotoAsync("/sign-in?return=/accounts/new");
        await DemoProgram.ChooseAsync(administrator, "系统管理员");
        await administrator.FillAsync("#display", "王经办");
        await administrator.FillAsync("#name", name);
        await administrator.SelectOptionAsync("#role", "township_clerk");
        await administrator.FillAsync("#region", Township);
        await administrator.ClickAsync("form:has(#display) button");
        var password = (await administrator.TextContentAsync("code.hm-key"))!.Trim();
        await administrator.ClickAsync("main a:has-text('打开这个账号')");
        (await administrator.TextContentAsync("main .hm-paths"))!.ShouldContain($"乡镇经办员 · 兰山区{Township}");
        return password;
    }

    private static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.GotoAsync("/");
        new Uri(page.Url).AbsolutePath.ShouldBe("/sign-in");
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", password);
        await page.ClickAsync("form:has(#password) button");
    }

    /// <summary>No other page opens before the password is the person's own.</summary>
    private static async Task TakeOwnPasswordAsync(IPage page, string given)
    {
        await page.GotoAsync("/people");
        new Uri(page.Url).AbsolutePath.ShouldBe("/account/password");
        await page.FillAsync("#present", given);
        await page.FillAsync("#wanted", OwnPassword);
        await page.FillAsync("#again", OwnPassword);
        await page.ClickAsync("form:has(#present) button");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    /// <summary>Of a sentence such as “12户，34人”.</summary>
    private static string PersonsOf(string? sentence) =>
        Regex.Match(sentence ?? "", "[\\d,]+\\s*人", RegexOptions.None, TimeSpan.FromSeconds(1)).Value.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Of those whose names begin with 王, on the first page.</summary>
    private static async Task<IReadOnlyList<string>> AddressesAsync(IPage page, string filter)
    {
        await page.GotoAsync($"/people?q=%E7%8E%8B{filter}");
        return await page.Locator("main td[data-label='住址']").AllTextContentsAsync();
    }
}
