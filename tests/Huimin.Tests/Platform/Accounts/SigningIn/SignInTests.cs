using System.Net;
using Huimin.Platform.Accounts;
using Huimin.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Accounts.SigningIn;

/// <summary>Signing in by name and password, as browsers and attackers do it.</summary>
public sealed class SignInTests
{
    private const string Form = "form:has(#password)";

    [Theory, OnEveryDatabase]
    public async Task SignIn_WrongPasswordAgainAndAgain_IsLockedForAWhileInTheSameWords(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        using var reader = web.NewReader();
        var unknown = await RefusalAsync(reader, "无此人", "wrong");
        unknown.ShouldContain("没有登录成功");
        for (var i = 0; i < 5; i++)
            (await RefusalAsync(reader, "甲", "wrong")).ShouldBe(unknown);
        (await RefusalAsync(reader, "甲", password)).ShouldBe(unknown);
        (await web.Database.AccountAsync(account.Id)).IsLocked(TimeProvider.System.GetUtcNow().UtcDateTime).ShouldBeTrue();

        await using (var context = web.Database.CreateContext())
            await context.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.LockoutEnd, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-1)));
        using var again = await web.SignInAsync("甲", password);
        var open = await web.Database.AccountAsync(account.Id);
        (open.AccessFailedCount, open.LockoutEnd).ShouldBe((0, null));
        open.PasswordHash.ShouldNotContain(password);
    }

    [Theory, OnEveryDatabase]
    public async Task SignIn_ManyTriesAtOnce_AreCountedEach(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        using var reader = web.NewReader();
        var page = await (await reader.GetAsync(new Uri("/sign-in", UriKind.Relative))).PageAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => WebCity.PostAsync(reader, page, "/sign-in", Form, new() { ["name"] = "甲", ["password"] = $"guess{i}" })));
        (await web.Database.AccountAsync(account.Id)).IsLocked(TimeProvider.System.GetUtcNow().UtcDateTime).ShouldBeTrue();
        (await RefusalAsync(reader, "甲", password)).ShouldContain("没有登录成功");
    }

    [Theory]
    [InlineData("\ud800")]
    [InlineData("' OR 1=1 --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("甲\r\nSet-Cookie: x=y")]
    public async Task SignIn_StrangeNames_AreRefusedInTheSameWords(string name)
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var reader = web.NewReader();
        using var answer = await WebCity.PostAsync(reader, "/sign-in", Form, new() { ["name"] = name, ["password"] = name });
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("没有登录成功");
        html.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task SignIn_ReturnAddressElsewhere_StaysInside()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (_, password) = await web.Database.AddAccountAsync("甲");
        foreach (var evil in (string[])["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example"])
        {
            using var reader = web.NewReader();
            using var answer = await WebCity.PostAsync(reader, $"/sign-in?return={Uri.EscapeDataString(evil)}", Form, new() { ["name"] = "甲", ["password"] = password });
            answer.RequestMessage!.RequestUri!.ToString().ShouldBe(reader.BaseAddress!.ToString(), evil);
        }
    }

    [Theory]
    [InlineData("/policies/drafts?month=2026-12", "/policies/drafts?month=2026-12")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\n/evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData(null, "/")]
    public void SafeReturn_AddressElsewhere_IsTheStart(string? asked, string expected) => AccountServices.SafeReturn(asked).ShouldBe(expected);

    [Fact]
    public async Task Forms_WithoutTheirToken_AreRefused()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (_, password) = await web.Database.AddAccountAsync("甲");
        using var reader = await web.SignInAsync("甲", password);
        using var stranger = web.NewReader();
        foreach (var (who, path) in ((HttpClient, string)[])[(stranger, "/sign-in"), (stranger, "/sign-in/code"), (stranger, "/sign-in/passkey"), (reader, "/sign-out"), (reader, "/account/post"),
            (reader, "/account/password"), (reader, "/account/sessions"), (reader, "/account/passkeys/options"), (reader, "/policies/drafts/new")])
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "act", ["do"] = "password", ["name"] = "甲", ["password"] = password });
            (await who.PostAsync(new Uri(path, UriKind.Relative), form)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }

        (await OpensAsync(reader)).ShouldBeTrue();
    }

    [Fact]
    public async Task FirstPassword_MustBeChangedBeforeAnythingElse()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲", mustChange: true);
        using var reader = web.NewReader();
        using (var answer = await WebCity.PostAsync(reader, "/sign-in", Form, new() { ["name"] = "甲", ["password"] = password }))
            answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/account/password");
        foreach (var path in (string[])["/", "/people", "/account", "/account/sessions", "/policies/drafts"])
            (await reader.GetAsync(new Uri(path, UriKind.Relative))).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/account/password", path);

        foreach (var (wanted, again, problem) in ((string, string, string)[])[
            ("short1A", "short1A", "10到"), ("abcdefghijkl1", "abcdefghijkl1", "三种"), ("甲Abcdefgh123", "甲Abcdefgh123", "登录名"), ("P@ssw0rd2026!", "P@ssw0rd2026!", "常用"),
            (password, password, "最近3次"), ("Korn-blume42", "Korn-blume43", "不一样")])
        {
            using var refused = await ChangeAsync(reader, password, wanted, again);
            (await refused.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain(problem);
        }

        using (var done = await ChangeAsync(reader, password, "Korn-blume42", "Korn-blume42"))
            done.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/");
        (await OpensAsync(reader)).ShouldBeTrue();
        (await web.Database.AccountAsync(account.Id)).MustChangePassword.ShouldBeFalse();
        using var later = await web.SignInAsync("甲", "Korn-blume42");
    }

    [Fact]
    public async Task Password_Changed_EndsTheOtherSessionsAndNotThisOne()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (_, password) = await web.Database.AddAccountAsync("甲");
        using var one = await web.SignInAsync("甲", password);
        using var other = await web.SignInAsync("甲", password);
        // Fields that no form has change nothing.
        using (var refused = await WebCity.PostAsync(one, "/account/password", "form:has(#wanted)", new() { ["present"] = "wrong", ["wanted"] = "Korn-blume42", ["again"] = "Korn-blume42", ["IsDemo"] = "true", ["account.Disabled"] = "true" }))
            (await refused.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain("现在的密码不对");
        using (await ChangeAsync(one, password, "Korn-blume42", "Korn-blume42"))
        {
            (await OpensAsync(one)).ShouldBeTrue();
            (await OpensAsync(other)).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task PresentPassword_GuessedInASession_LocksLikeSigningIn_AndIsOnTheTrail()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        using var reader = await web.SignInAsync("甲", password);
        // The right one opens all tries again, also where the new password breaks a rule.
        for (var i = 0; i < 6; i++)
        {
            using var refused = await ChangeAsync(reader, i % 3 == 2 ? password : "wrong", "short1A", "short1A");
            (await refused.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain(i % 3 == 2 ? "10到" : "现在的密码不对");
        }

        for (var i = 0; i < 5; i++)
            (await ChangeAsync(reader, "wrong", "Korn-blume42", "Korn-blume42")).Dispose();
        using (var late = await ChangeAsync(reader, password, "Korn-blume42", "Korn-blume42"))
            (await late.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain("15分钟");
        (await web.Database.AccountAsync(account.Id)).IsLocked(TimeProvider.System.GetUtcNow().UtcDateTime).ShouldBeTrue();
        await using var context = web.Database.CreateContext();
        (await context.AuditRecords.CountAsync(r => r.Action == AuditAction.SignIn && r.Outcome == AuditOutcome.Failed && r.Subject == $"account:{account.Id}")).ShouldBe(10);
        (await OpensAsync(reader)).ShouldBeTrue();
    }

    [Fact]
    public async Task Demo_OneClick_OnlyInADemoCity()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (demo, _) = await web.Database.AddAccountAsync("演示甲", demo: true);
        var (real, _) = await web.Database.AddAccountAsync("甲");
        using var reader = web.NewReader();
        (await reader.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).ShouldNotContain("演示城市");
        using (var refused = await ClickAsync(reader, demo.Id))
            (await refused.Content.ReadAsStringAsync()).ShouldContain("只有演示城市");

        await using (var context = web.Database.CreateContext())
            await context.Cities.ExecuteUpdateAsync(set => set.SetProperty(c => c.Demo, "scale 1"));
        (await reader.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).ShouldContain("演示城市");
        using (var refused = await ClickAsync(reader, real.Id))
            (await refused.Content.ReadAsStringAsync()).ShouldContain("只有演示城市");
        using var entered = await ClickAsync(reader, demo.Id);
        (await OpensAsync(reader)).ShouldBeTrue();

        // As somebody would who knows the form from a demo city.
        static Task<HttpResponseMessage> ClickAsync(HttpClient reader, long id) =>
            WebCity.PostAsync(reader, "/sign-in", Form, new() { ["do"] = "demo", ["account"] = id.ToString(System.Globalization.CultureInfo.InvariantCulture) });
    }

    internal static async Task<bool> OpensAsync(HttpClient reader)
    {
        using var answer = await reader.GetAsync(new Uri("/account", UriKind.Relative));
        return answer.RequestMessage!.RequestUri!.AbsolutePath == "/account";
    }

    internal static Task<HttpResponseMessage> ChangeAsync(HttpClient reader, string present, string wanted, string again) =>
        WebCity.PostAsync(reader, "/account/password", "form:has(#wanted)", new() { ["present"] = present, ["wanted"] = wanted, ["again"] = again });

    private static async Task<string> RefusalAsync(HttpClient reader, string name, string password)
    {
        using var answer = await WebCity.PostAsync(reader, "/sign-in", Form, new() { ["name"] = name, ["password"] = password });
        return (await answer.PageAsync()).QuerySelector(".hm-errors")!.Words;
    }
}
