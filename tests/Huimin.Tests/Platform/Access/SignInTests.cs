using System.Net;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Access;

public sealed class SignInTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 4, 0, 0, TimeSpan.Zero);

    [Theory, OnEveryDatabase]
    public async Task SignIn_WrongPasswordAgainAndAgain_IsLockedForAWhile(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        var password = await AddAsync(city.Database, "甲");
        (await SignInAsync(city.Database, "甲", password, Now)).Name.ShouldBe("甲");
        for (var i = 1; i < Officer.FailuresBeforeLock; i++)
            (await RefusalAsync(city.Database, "甲", "wrong", Now)).ShouldBe("姓名或密码不对。");
        (await RefusalAsync(city.Database, "甲", "wrong", Now)).ShouldContain("暂停登录15分钟");
        (await RefusalAsync(city.Database, "甲", password, Now.AddMinutes(14))).ShouldContain("暂停登录");
        (await SignInAsync(city.Database, "甲", password, Now.AddMinutes(16))).Name.ShouldBe("甲");
    }

    [Fact]
    public async Task SignIn_UnknownName_IsRefusedInTheSameWords()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        await AddAsync(city.Database, "甲");
        (await RefusalAsync(city.Database, "乙", "x", Now)).ShouldBe(await RefusalAsync(city.Database, "甲", "x", Now));
    }

    [Fact]
    public async Task Officers_DisabledOrReset_NeedANewSignIn()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        var password = await AddAsync(city.Database, "甲");
        var before = await SignInAsync(city.Database, "甲", password, Now);
        await using (var context = city.Database.CreateContext())
            await new DisableOfficer(context).RunAsync("甲");
        (await RefusalAsync(city.Database, "甲", password, Now)).ShouldBe("姓名或密码不对。");
        string again;
        await using (var context = city.Database.CreateContext())
            again = await new ResetOfficer(context).RunAsync("甲");
        again.ShouldNotBe(password);
        (await SignInAsync(city.Database, "甲", again, Now)).Stamp.ShouldBeGreaterThan(before.Stamp);
        await using var check = city.Database.CreateContext();
        (await check.Officers.SingleAsync()).PasswordHash.ShouldNotContain(again);
    }

    [Fact]
    public async Task DemoOfficers_OnlyInADemoCity()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        await using var context = city.Database.CreateContext();
        await new AddDemoOfficers(context).RunAsync();
        (await context.Officers.CountAsync()).ShouldBe(0);
        var (officer, _) = await new AddOfficer(context).RunAsync("甲", demo: true);
        (await Should.ThrowAsync<CannotRunException>(() => new SignIn(context, TimeProvider.System).RunDemoAsync(officer.Id))).Message.ShouldContain("演示城市");

        await context.Cities.ExecuteUpdateAsync(set => set.SetProperty(c => c.Demo, "scale 1"));
        (await new SignIn(context, TimeProvider.System).RunDemoAsync(officer.Id)).Name.ShouldBe("甲");
    }

    [Fact]
    public async Task Pages_Drafts_NeedASignInThatEndsAtOnceWhenDisabled()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using (var stranger = web.NewReader())
        {
            foreach (var page in (string[])["/policies/drafts", "/policies/drafts/new", "/policies/drafts/1", "/policies/drafts/1/files"])
                (await stranger.GetAsync(new Uri(page, UriKind.Relative))).RequestMessage!.RequestUri!.PathAndQuery.ShouldStartWith("/sign-in?return=%2Fpolicies%2Fdrafts");
            (await stranger.GetAsync(new Uri("/policies/versions", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
            using var check = await stranger.PostAsync(new Uri("/policies/drafts/1/check?path=linyi/dibao.yaml", UriKind.Relative), new StringContent("x"));
            check.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/sign-in");
            (await stranger.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).ShouldNotContain("演示城市");
        }

        var password = await AddAsync(web.Database, "甲");
        using var officer = await web.SignInAsync("甲", password);
        (await officer.GetStringAsync(new Uri("/policies/drafts", UriKind.Relative))).ShouldContain("甲</span>");
        await using (var context = web.Database.CreateContext())
            await new DisableOfficer(context).RunAsync("甲");
        (await officer.GetAsync(new Uri("/policies/drafts", UriKind.Relative))).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task Forms_WithoutTheirToken_AreRefused()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var officer = await web.SignInAsync("甲", await AddAsync(web.Database, "甲"));
        foreach (var path in (string[])["/policies/drafts/new", "/sign-out"])
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "act", ["do"] = "start", ["title"] = "x" });
            (await officer.PostAsync(new Uri(path, UriKind.Relative), form)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        await using var context = web.Database.CreateContext();
        (await context.PolicyDrafts.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task SignOut_EndsTheSignIn()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var officer = await web.SignInAsync("甲", await AddAsync(web.Database, "甲"));
        var page = await (await officer.GetAsync(new Uri("/policies/drafts", UriKind.Relative))).PageAsync();
        using var answer = await WebCity.PostAsync(officer, page, "/sign-out", "form[action='/sign-out']", []);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await officer.GetAsync(new Uri("/policies/drafts", UriKind.Relative))).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/sign-in");
    }

    [Theory]
    [InlineData("/policies/drafts?month=2026-12", "/policies/drafts?month=2026-12")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData(null, "/")]
    public void SafeReturn_AddressElsewhere_IsTheStart(string? asked, string expected) => AccessServices.SafeReturn(asked).ShouldBe(expected);

    private static async Task<string> AddAsync(Database database, string name)
    {
        await using var context = database.CreateContext();
        return (await new AddOfficer(context).RunAsync(name)).Password;
    }

    private static async Task<SignedInOfficer> SignInAsync(Database database, string name, string password, DateTimeOffset now)
    {
        await using var context = database.CreateContext();
        return await new SignIn(context, new Clock(now)).RunAsync(name, password);
    }

    private static async Task<string> RefusalAsync(Database database, string name, string password, DateTimeOffset now) =>
        (await Should.ThrowAsync<CannotRunException>(() => SignInAsync(database, name, password, now))).In(english: false);

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
