using Huimin.Platform.Accounts;
using Huimin.Tests.Platform.Accounts.SigningIn;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Accounts.Own;

/// <summary>Passkeys against a device made of software.</summary>
public sealed class PasskeyTests
{
    [Theory, OnEveryDatabase]
    public async Task Passkey_Registered_SignsInWithoutAName(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        using var reader = await web.SignInAsync("甲", password);
        using var device = new SoftwareAuthenticator(OriginOf(reader));
        await RegisterAsync(reader, device, "办公电脑");
        var passkey = (await PasskeysAsync(web, account.Id)).Single();
        (passkey.Name, passkey.IsUserVerified).ShouldBe(("办公电脑", true));

        using var other = web.NewReader();
        await SignInAsync(other, device);
        (await SignInTests.OpensAsync(other)).ShouldBeTrue();
        await using var context = web.Database.CreateContext();
        (await context.AccountSessions.Where(s => s.AccountId == account.Id).OrderByDescending(s => s.CreatedAt).FirstAsync()).IsStrong.ShouldBeTrue();
        (await PasskeysAsync(web, account.Id)).Single().SignCount.ShouldBeGreaterThan(passkey.SignCount);

        // The owner renames and removes it; then it opens nothing.
        using (await WebCity.PostAsync(other, "/account/passkeys", "form:has(input[name=id])", new() { ["name"] = "旧电脑" }))
            (await PasskeysAsync(web, account.Id)).Single().Name.ShouldBe("旧电脑");
        using (await WebCity.PostAsync(other, "/account/passkeys", "form:has(input[name=id])", new() { ["remove"] = "1" }))
            (await PasskeysAsync(web, account.Id)).ShouldBeEmpty();
        using var late = web.NewReader();
        (await SignInAsync(late, device)).ShouldContain("没有登录成功");
    }

    [Fact]
    public async Task Passkey_WrongAnswers_AreRefused()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        using var reader = await web.SignInAsync("甲", password);
        using var device = new SoftwareAuthenticator(OriginOf(reader));
        await RegisterAsync(reader, device, "办公电脑");
        using var other = web.NewReader();

        // Without having been asked; from another site; without finger, face or number; an answer of before.
        using (var unasked = await WebCity.PostAsync(other, "/sign-in", "form:has(#password)", new() { ["do"] = "passkey", ["credential"] = "{}" }))
            (await unasked.Content.ReadAsStringAsync()).ShouldContain("没有登录成功");
        var right = device.Origin;
        device.Origin = "https://evil.example";
        (await SignInAsync(other, device)).ShouldContain("没有登录成功");
        (device.Origin, device.Verifies) = (right, false);
        (await SignInAsync(other, device)).ShouldContain("没有登录成功");
        device.Verifies = true;
        var old = device.Get(await OptionsAsync(other, "/sign-in", "/sign-in/passkey"));
        await OptionsAsync(other, "/sign-in", "/sign-in/passkey");
        (await SendAsync(other, old)).ShouldContain("没有登录成功");
        (await SignInTests.OpensAsync(other)).ShouldBeFalse();

        await using (var context = web.Database.CreateContext())
            await new AccountWork(context).Disable.RunAsync(account.Id, null);
        (await SignInAsync(other, device)).ShouldContain("没有登录成功");
        (await SignInTests.OpensAsync(other)).ShouldBeFalse();
    }

    /// <summary>A stolen password of an account with a passkey brings no second factor of the thief's.</summary>
    [Theory, OnEveryDatabase]
    public async Task Password_OfAnAccountWithAPasskey_SetsUpNothing(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        using var owner = await web.SignInAsync("甲", password);
        using var device = new SoftwareAuthenticator(OriginOf(owner));
        await RegisterAsync(owner, device, "办公电脑");

        using var thief = await web.SignInAsync("甲", password);
        using (var begun = await WebCity.PostAsync(thief, "/account/second-factor", "form:has(input[name=do][value=begin])", []))
            (await begun.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain("用通行密钥登录");
        (await web.Database.AccountAsync(account.Id)).AuthenticatorKey.ShouldBeNull();
        using var other = new SoftwareAuthenticator(OriginOf(thief));
        var credential = other.Create(await OptionsAsync(thief, "/account/passkeys", "/account/passkeys/options"));
        using (var refused = await WebCity.PostAsync(thief, "/account/passkeys", "form[data-passkey]", new() { ["credential"] = credential, ["name"] = "贼" }))
            (await refused.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain("用通行密钥登录");
        using (await WebCity.PostAsync(thief, "/account/passkeys", "form:has(input[name=id])", new() { ["remove"] = "1" }))
            (await PasskeysAsync(web, account.Id)).Single().Name.ShouldBe("办公电脑");

        // With the passkey the owner goes on.
        await SignInAsync(owner, device);
        using (await WebCity.PostAsync(owner, "/account/second-factor", "form:has(input[name=do][value=begin])", []))
            (await web.Database.AccountAsync(account.Id)).AuthenticatorKey.ShouldNotBeNull();
    }

    private static string OriginOf(HttpClient reader) => reader.BaseAddress!.ToString().TrimEnd('/');

    private static async Task RegisterAsync(HttpClient reader, SoftwareAuthenticator device, string name)
    {
        var credential = device.Create(await OptionsAsync(reader, "/account/passkeys", "/account/passkeys/options"));
        using var answer = await WebCity.PostAsync(reader, "/account/passkeys", "form[data-passkey]", new() { ["credential"] = credential, ["name"] = name });
        (await answer.PageAsync()).QuerySelector(".hm-errors").ShouldBeNull();
    }

    private static async Task<string> SignInAsync(HttpClient reader, SoftwareAuthenticator device) => await SendAsync(reader, device.Get(await OptionsAsync(reader, "/sign-in", "/sign-in/passkey")));

    private static async Task<string> SendAsync(HttpClient reader, string credential)
    {
        using var answer = await WebCity.PostAsync(reader, "/sign-in", "form[data-passkey]", new() { ["credential"] = credential });
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>As the page's script asks.</summary>
    private static async Task<string> OptionsAsync(HttpClient reader, string page, string address)
    {
        var form = (await (await reader.GetAsync(new Uri(page, UriKind.Relative))).PageAsync()).QuerySelector($"form[data-passkey='{address}'] input[name=__RequestVerificationToken]")!;
        using var body = new MultipartFormDataContent { { new StringContent(form.GetAttribute("value")!), "__RequestVerificationToken" } };
        using var answer = await reader.PostAsync(new Uri(address, UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<List<AccountPasskey>> PasskeysAsync(WebCity web, long account)
    {
        await using var context = web.Database.CreateContext();
        return await context.AccountPasskeys.AsNoTracking().Where(p => p.AccountId == account).ToListAsync();
    }
}
