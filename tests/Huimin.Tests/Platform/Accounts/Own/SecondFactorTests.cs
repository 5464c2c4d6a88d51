using Huimin.Platform.Accounts.Own;
using Huimin.Tests.Platform.Accounts.SigningIn;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Accounts.Own;

/// <summary>The time-based second factor, from its setting up to the last recovery code.</summary>
public sealed class SecondFactorTests
{
    private const string Page = "/account/second-factor";

    [Theory, OnEveryDatabase]
    public async Task SecondFactor_SetUp_IsAskedForAtEverySignIn(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        using var reader = await web.SignInAsync("甲", password);
        using var before = await web.SignInAsync("甲", password);
        var (key, codes) = await SetUpAsync(web, reader, account.Id);
        codes.Count.ShouldBe(SetUpSecondFactor.RecoveryCodes);
        (await SignInTests.OpensAsync(reader)).ShouldBeTrue();
        (await SignInTests.OpensAsync(before)).ShouldBeFalse();

        // Password alone is not enough, and neither are wrong codes, the code that was used for setting up, or the page itself.
        using var other = web.NewReader();
        (await other.GetStringAsync(new Uri("/sign-in/code", UriKind.Relative))).ShouldContain("等得太久");
        await PasswordAsync(other, "甲", password);
        (await SignInTests.OpensAsync(other)).ShouldBeFalse();
        await PasswordAsync(other, "甲", password);
        foreach (var wrong in (string[])["000000", Totp.Code(key, 20), "AAAAA-BBBBB"])
            (await CodeAsync(other, wrong)).ShouldContain("没有登录成功");
        (await SignInTests.OpensAsync(other)).ShouldBeFalse();
        await UnlockAsync(web, account.Id);

        await PasswordAsync(other, "甲", password);
        var code = await UnusedAsync(web, account.Id, key);
        (await CodeAsync(other, code)).ShouldNotContain("没有登录成功");
        (await SignInTests.OpensAsync(other)).ShouldBeTrue();
        using var watcher = web.NewReader();
        await PasswordAsync(watcher, "甲", password);
        (await CodeAsync(watcher, code)).ShouldContain("没有登录成功", customMessage: "somebody watched the code being typed");

        // A recovery code works once, however it is typed.
        await UnlockAsync(web, account.Id);
        (await CodeAsync(watcher, codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))).ShouldNotContain("没有登录成功");
        (await SignInTests.OpensAsync(watcher)).ShouldBeTrue();
        using var again = web.NewReader();
        await PasswordAsync(again, "甲", password);
        (await CodeAsync(again, codes[0])).ShouldContain("没有登录成功");
        await using var context = web.Database.CreateContext();
        (await context.RecoveryCodes.CountAsync(c => c.AccountId == account.Id)).ShouldBe(9);
        (await context.RecoveryCodes.Select(c => c.Hash).ToListAsync()).ShouldNotContain(hash => codes.Any(c => hash.Contains(c, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Codes_Guessed_LockTheAccount()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        using var reader = await web.SignInAsync("甲", password);
        var (key, _) = await SetUpAsync(web, reader, account.Id);
        using var guesser = web.NewReader();
        await PasswordAsync(guesser, "甲", password);
        for (var i = 0; i < 5; i++)
            (await CodeAsync(guesser, $"00000{i}")).ShouldContain("没有登录成功");
        (await CodeAsync(guesser, await UnusedAsync(web, account.Id, key))).ShouldContain("没有登录成功");
        (await web.Database.AccountAsync(account.Id)).IsLocked(TimeProvider.System.GetUtcNow().UtcDateTime).ShouldBeTrue();
    }

    [Fact]
    public async Task SecondFactor_TurnedOff_NeedsThePassword()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        using var reader = await web.SignInAsync("甲", password);
        await SetUpAsync(web, reader, account.Id);
        using (var refused = await WebCity.PostAsync(reader, Page, "form:has(#codes-password)", new() { ["password"] = "wrong", ["off"] = "1" }))
            (await refused.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain("现在的密码不对");
        (await web.Database.AccountAsync(account.Id)).TwoFactorEnabled.ShouldBeTrue();
        using (var renewed = await WebCity.PostAsync(reader, Page, "form:has(#codes-password)", new() { ["password"] = password }))
            (await renewed.PageAsync()).QuerySelectorAll(".hm-codes code").Length.ShouldBe(10);
        using (await WebCity.PostAsync(reader, Page, "form:has(#codes-password)", new() { ["password"] = password, ["off"] = "1" }))
            (await web.Database.AccountAsync(account.Id)).TwoFactorEnabled.ShouldBeFalse();
        using var plain = await web.SignInAsync("甲", password);
    }

    [Fact]
    public async Task Role_ThatNeedsASecondFactor_OpensNothingWithoutIt()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        await using (var context = web.Database.CreateContext())
            await context.Roles.Where(r => r.Code == "policy_officer").ExecuteUpdateAsync(set => set.SetProperty(r => r.NeedsSecondFactor, true));
        var (account, password) = await web.Database.AddAccountAsync("甲");
        using var reader = web.NewReader();
        await PasswordAsync(reader, "甲", password, expect: Page);
        foreach (var path in (string[])["/", "/people", "/account/sessions", "/account"])
            (await reader.GetAsync(new Uri(path, UriKind.Relative))).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe(Page, path);
        await SetUpAsync(web, reader, account.Id);
        (await reader.GetAsync(new Uri("/people", UriKind.Relative))).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/people");
    }

    /// <returns>The key and the recovery codes.</returns>
    private static async Task<(string Key, List<string> Codes)> SetUpAsync(WebCity web, HttpClient reader, long account)
    {
        using (var begun = await WebCity.PostAsync(reader, Page, "form:has(input[name=do][value=begin])", []))
        {
            var page = await begun.PageAsync();
            page.QuerySelector("svg.hm-qr path").ShouldNotBeNull();
            page.QuerySelector(".hm-key")!.TextContent.Replace(" ", "", StringComparison.Ordinal).ShouldBe((await web.Database.AccountAsync(account)).OpenAuthenticatorKey(web.Database.Keyring));
        }

        var key = (await web.Database.AccountAsync(account)).OpenAuthenticatorKey(web.Database.Keyring)!;
        using (var wrong = await WebCity.PostAsync(reader, Page, "form:has(#code)", new() { ["code"] = Totp.Code(key, 30) }))
            (await wrong.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain("验证码不对");
        using var done = await WebCity.PostAsync(reader, Page, "form:has(#code)", new() { ["code"] = Totp.Code(key) });
        return (key, [.. (await done.PageAsync()).QuerySelectorAll(".hm-codes code").Select(c => c.TextContent)]);
    }

    private static async Task PasswordAsync(HttpClient reader, string name, string password, string expect = "/sign-in/code")
    {
        using var answer = await WebCity.PostAsync(reader, "/sign-in", "form:has(#password)", new() { ["name"] = name, ["password"] = password });
        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe(expect);
    }

    private static async Task<string> CodeAsync(HttpClient reader, string code)
    {
        using var answer = await WebCity.PostAsync(reader, "/sign-in/code", "form:has(#code)", new() { ["code"] = code });
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>A code that holds now and was not used.</summary>
    private static async Task<string> UnusedAsync(WebCity web, long account, string key)
    {
        var used = (await web.Database.AccountAsync(account)).LastCode;
        return Totp.Code(key) != used ? Totp.Code(key) : Totp.Code(key, 1);
    }

    private static async Task UnlockAsync(WebCity web, long account)
    {
        await using var context = web.Database.CreateContext();
        await context.Accounts.Where(a => a.Id == account).ExecuteUpdateAsync(set => set.SetProperty(a => a.LockoutEnd, (DateTime?)null).SetProperty(a => a.AccessFailedCount, 0));
    }
}
