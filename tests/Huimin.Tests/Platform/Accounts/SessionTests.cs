using System.Net;
using Huimin.Platform.Accounts;
using Huimin.Platform.Data;
using Huimin.Tests.Platform.Accounts.SigningIn;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Accounts;

/// <summary>A session counts on the server, whatever cookie is sent.</summary>
public sealed class SessionTests
{
    [Theory, OnEveryDatabase]
    public async Task Cookie_ReplayedAfterSigningOut_IsRefused(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        var cookies = new CookieContainer();
        using var reader = web.NewReader(cookies, follow: true);
        await SignInAsync(reader, "甲", password);
        var stolen = cookies.GetCookies(reader.BaseAddress!)["hm-session"]!.Value;
        using (var thief = Thief(web, stolen))
            (await SignInTests.OpensAsync(thief)).ShouldBeTrue("the cookie itself is good");
        var page = await (await reader.GetAsync(new Uri("/account", UriKind.Relative))).PageAsync();
        using (var left = await WebCity.PostAsync(reader, page, "/sign-out", "form[action='/sign-out']", []))
            left.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/sign-in");
        using (var thief = Thief(web, stolen))
            (await SignInTests.OpensAsync(thief)).ShouldBeFalse();
        (await SessionsAsync(web.Database, account.Id)).Single().EndedBy.ShouldBe(SessionEnd.SignedOut);

        foreach (var forged in (string[])["x", stolen[..^10] + "AAAAAAAAAA", stolen[5..]])
        {
            using var thief = Thief(web, forged);
            (await SignInTests.OpensAsync(thief)).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task SignIn_Again_HasANewIdAndEndsTheOneBefore()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        var cookies = new CookieContainer();
        using var reader = web.NewReader(cookies, follow: true);
        await SignInAsync(reader, "甲", password);
        var first = cookies.GetCookies(reader.BaseAddress!)["hm-session"]!.Value;
        await SignInAsync(reader, "甲", password);
        cookies.GetCookies(reader.BaseAddress!)["hm-session"]!.Value.ShouldNotBe(first);
        using var thief = Thief(web, first);
        (await SignInTests.OpensAsync(thief)).ShouldBeFalse();
        var sessions = await SessionsAsync(web.Database, account.Id);
        sessions.Select(s => s.Id).Distinct().Count().ShouldBe(2);
        sessions.Count(s => s.EndedBy == SessionEnd.Replaced).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Session_IdleTooLongOrDisabled_EndsAtItsNextRequest(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲");
        foreach (var (age, idle, why) in ((TimeSpan, TimeSpan, SessionEnd?)[])[
            (TimeSpan.FromHours(1), TimeSpan.FromMinutes(29), null), (TimeSpan.FromHours(1), TimeSpan.FromMinutes(31), SessionEnd.Idle), (TimeSpan.FromHours(12.1), TimeSpan.Zero, SessionEnd.TooLong)])
        {
            using var reader = await web.SignInAsync("甲", password);
            await using var context = web.Database.CreateContext();
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            await context.AccountSessions.Where(s => s.AccountId == account.Id && s.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.CreatedAt, now - age).SetProperty(s => s.LastSeenAt, now - idle));
            (await SignInTests.OpensAsync(reader)).ShouldBe(why is null);
            var session = (await SessionsAsync(web.Database, account.Id)).MaxBy(s => s.EndedAt ?? DateTime.MaxValue)!;
            session.EndedBy.ShouldBe(why);
            if (why is null)
                session.LastSeenAt.ShouldBe(now, TimeSpan.FromSeconds(30));
            await context.AccountSessions.Where(s => s.AccountId == account.Id).ExecuteDeleteAsync();
        }

        using var other = await web.SignInAsync("甲", password);
        await using (var context = web.Database.CreateContext())
            await new AccountWork(context).Disable.RunAsync(account.Id, null);
        (await SignInTests.OpensAsync(other)).ShouldBeFalse();
        (await SessionsAsync(web.Database, account.Id)).Single().EndedBy.ShouldBe(SessionEnd.Disabled);
    }

    [Fact]
    public async Task Sessions_AreListedAndEndedByTheirOwnerOnly()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (_, password) = await web.Database.AddAccountAsync("甲");
        var (_, otherPassword) = await web.Database.AddAccountAsync("乙");
        using var here = await web.SignInAsync("甲", password);
        using var there = await web.SignInAsync("甲", password);
        using var somebody = await web.SignInAsync("乙", otherPassword);
        var page = await (await here.GetAsync(new Uri("/account/sessions", UriKind.Relative))).PageAsync();
        page.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        var handle = page.QuerySelector("input[name=session]")!.GetAttribute("value")!;
        // Somebody else sends the handle of a session that is not theirs.
        using (await WebCity.PostAsync(somebody, "/account/sessions", "form:has(input[name=do][value=all])", new() { ["do"] = "end", ["session"] = handle }))
            (await SignInTests.OpensAsync(there)).ShouldBeTrue();
        using (await WebCity.PostAsync(here, page, "/account/sessions", "form:has(input[name=session])", []))
            (await SignInTests.OpensAsync(there)).ShouldBeFalse();
        (await SignInTests.OpensAsync(here)).ShouldBeTrue();
        using (await WebCity.PostAsync(here, "/account/sessions", "form:has(input[name=do][value=all])", []))
            (await SignInTests.OpensAsync(here)).ShouldBeFalse();
        (await SignInTests.OpensAsync(somebody)).ShouldBeTrue();
    }

    [Fact]
    public async Task Posts_Several_AreChosenOneAtATime()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var (account, password) = await web.Database.AddAccountAsync("甲", "township_clerk", SmallCity.Gaoqiao);
        var (other, _) = await web.Database.AddAccountAsync("乙");
        await using var context = web.Database.CreateContext();
        await new AccountWork(context).AddPost.RunAsync(account.Id, null, "policy_officer", SmallCity.Code, null);
        var policy = await context.Posts.SingleAsync(p => p.AccountId == account.Id && p.Role == "policy_officer");
        var foreign = await context.Posts.SingleAsync(p => p.AccountId == other.Id);
        using var reader = web.NewReader();
        await SignInAsync(reader, "甲", password);
        (await StatusAsync(reader, "/policies/drafts")).ShouldBe(HttpStatusCode.Forbidden);
        (await SwitchAsync(reader, foreign.Id)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SwitchAsync(reader, policy.Id)).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/");
        (await StatusAsync(reader, "/policies/drafts")).ShouldBe(HttpStatusCode.OK);
        // A post that ends while it is used: the account acts under the one that is left.
        await new AccountWork(context).EndPost.RunAsync(account.Id, null, policy.Id);
        (await StatusAsync(reader, "/policies/drafts")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(reader, "/people")).ShouldBe(HttpStatusCode.OK);

        static async Task<HttpResponseMessage> SwitchAsync(HttpClient reader, long post)
        {
            var page = await (await reader.GetAsync(new Uri("/account", UriKind.Relative))).PageAsync();
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = page.QuerySelector("form[action='/account/post'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
                ["post"] = post.ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
            return await reader.PostAsync(new Uri("/account/post", UriKind.Relative), form);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient reader, string path)
    {
        using var answer = await reader.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task SignInAsync(HttpClient reader, string name, string password)
    {
        using var answer = await WebCity.PostAsync(reader, "/sign-in?return=/account", "form:has(#password)", new() { ["name"] = name, ["password"] = password });
        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/account");
    }

    private static HttpClient Thief(WebCity web, string cookie)
    {
        var thief = web.NewReader(new CookieContainer(), follow: true);
        thief.DefaultRequestHeaders.Add("Cookie", $"hm-session={cookie}");
        return thief;
    }

    private static async Task<List<AccountSession>> SessionsAsync(Database database, long account)
    {
        await using var context = database.CreateContext();
        return await context.AccountSessions.AsNoTracking().Where(s => s.AccountId == account).ToListAsync();
    }
}
