using System.Net;
using Huimin.Platform.Access;
using Huimin.Platform.Accounts;
using Huimin.Tests.Platform.Access;
using Huimin.Tests.Platform.Accounts.SigningIn;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Accounts.Administration;

/// <summary>Administrators at their pages: what they can give, to whom, and what they cannot.</summary>
public sealed class AccountsPagesTests
{
    private const string Administrator = "city_administrator";

    /// <summary>The bar of the whole issue: a new user can create a township clerk who sees exactly one township.</summary>
    [Theory, OnEveryDatabase]
    public async Task TownshipClerk_CreatedByAnAdministrator_SeesExactlyOneTownship(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var admin = await web.SignInAsync("管理员", (await web.Database.AddAccountAsync("管理员", Administrator)).Password);
        string password;
        using (var made = await WebCity.PostAsync(admin, "/accounts/new", "form:has(#role)", new() { ["name"] = "gaoqiao", ["display"] = "王小明", ["role"] = "township_clerk", ["region"] = "高桥镇", ["line"] = "" }))
            password = (await made.PageAsync()).QuerySelector(".hm-key")!.TextContent;
        (await admin.GetStringAsync(new Uri("/accounts", UriKind.Relative))).ShouldContain("王小明");
        (await admin.GetStringAsync(new Uri("/accounts?q=" + Uri.EscapeDataString("王小"), UriKind.Relative))).ShouldContain("王小明");
        (await admin.GetStringAsync(new Uri("/accounts?q=GAO", UriKind.Relative))).ShouldContain("王小明");
        (await admin.GetStringAsync(new Uri("/accounts?q=zzz", UriKind.Relative))).ShouldNotContain("王小明");

        using var clerk = web.NewReader();
        using (var first = await WebCity.PostAsync(clerk, "/sign-in", "form:has(#password)", new() { ["name"] = "gaoqiao", ["password"] = password }))
            first.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/account/password");
        using (await SignInTests.ChangeAsync(clerk, password, "Korn-blume42", "Korn-blume42"))
        {
            (await clerk.GetStringAsync(new Uri("/people?q=" + Uri.EscapeDataString("赵德福"), UriKind.Relative))).ShouldContain("500001");
            (await clerk.GetStringAsync(new Uri("/people?q=" + Uri.EscapeDataString("妹镇人"), UriKind.Relative))).ShouldNotContain("妹镇人家");
        }

        foreach (var (path, status) in ((string, HttpStatusCode)[])[
            ($"/regions/{SmallCity.Gaoqiao}", HttpStatusCode.OK), ($"/regions/{MatrixCity.SisterTownship}", HttpStatusCode.Forbidden), ($"/regions/{SmallCity.Yishui}", HttpStatusCode.Forbidden),
            ($"/people/households/{MatrixCity.SisterHousehold}", HttpStatusCode.NotFound), ("/accounts", HttpStatusCode.Forbidden)])
            (await clerk.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(status, path);
    }

    [Fact]
    public async Task CountyAdministrator_StaysInsideTheCounty()
    {
        await using var web = await MatrixCity.StartAsync(TestDatabase.Sqlite);
        await CountyRoleAsync(web);
        var (self, password) = await web.Database.AddAccountAsync("县管理员", "county_administrator", SmallCity.Yishui);
        var (colleague, _) = await web.Database.AddAccountAsync("另一县管理员", "county_administrator", SmallCity.Yishui);
        var (inside, _) = await web.Database.AddAccountAsync("里面", "township_clerk", SmallCity.Gaoqiao);
        var (outside, _) = await web.Database.AddAccountAsync("外面", "county_officer", MatrixCity.SisterCounty);
        var (city, _) = await web.Database.AddAccountAsync("市里", "county_officer");
        var (both, _) = await web.Database.AddAccountAsync("两头", "township_clerk", SmallCity.Gaoqiao);
        await using (var context = web.Database.CreateContext())
            await new AccountWork(context).AddPost.RunAsync(both.Id, null, "county_officer", MatrixCity.SisterCounty, null);
        using var admin = await web.SignInAsync("县管理员", password);
        var list = (await (await admin.GetAsync(new Uri("/accounts", UriKind.Relative))).PageAsync()).QuerySelectorAll("tbody th").Select(t => t.TextContent.Trim());
        list.ShouldBe(["里面"]);
        foreach (var hidden in (long[])[self.Id, colleague.Id, outside.Id, city.Id, both.Id])
        {
            (await admin.GetAsync(new Uri($"/accounts/{hidden}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            // The form of one account, sent to another's address.
            using var page = await admin.GetAsync(new Uri($"/accounts/{inside.Id}", UriKind.Relative));
            using var sent = await SendAsync(admin, $"/accounts/{hidden}", await page.PageAsync(), new() { ["do"] = "sign-in", ["what"] = "disable", ["seen"] = (await web.Database.AccountAsync(hidden)).ConcurrencyStamp });
            (await web.Database.AccountAsync(hidden)).Disabled.ShouldBeFalse();
        }

        foreach (var (role, region, problem) in ((string, string, string)[])[
            ("township_clerk", MatrixCity.SisterCounty.ToString(System.Globalization.CultureInfo.InvariantCulture), "没有"), ("county_administrator", "沂水县", "市级管理员"),
            ("city_administrator", "沂水县", "级别不对"), ("township_clerk", "沂水县", "级别不对"), ("nonsense", "沂水县", "没有角色")])
        {
            using var refused = await WebCity.PostAsync(admin, $"/accounts/{inside.Id}", "form:has(#role)", new() { ["role"] = role, ["region"] = region, ["line"] = "" });
            (await refused.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain(problem, customMessage: role);
        }

        await using var check = web.Database.CreateContext();
        (await check.Posts.CountAsync(p => p.AccountId == inside.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task Administrators_TwoAtTheSameTime_TheSecondIsTold()
    {
        await using var web = await MatrixCity.StartAsync(TestDatabase.Sqlite);
        using var one = await web.SignInAsync("管理员", (await web.Database.AddAccountAsync("管理员", Administrator)).Password);
        using var two = await web.SignInAsync("管理员二", (await web.Database.AddAccountAsync("管理员二", Administrator)).Password);
        var (account, _) = await web.Database.AddAccountAsync("甲", "township_clerk", SmallCity.Gaoqiao);
        var path = $"/accounts/{account.Id}";
        var (first, second) = (await (await one.GetAsync(new Uri(path, UriKind.Relative))).PageAsync(), await (await two.GetAsync(new Uri(path, UriKind.Relative))).PageAsync());
        using (var done = await WebCity.PostAsync(one, first, path, "form:has(#role)", new() { ["role"] = "statistician", ["region"] = "沂水县", ["line"] = "" }))
            (await done.PageAsync()).QuerySelector(".hm-errors").ShouldBeNull();
        using (var late = await WebCity.PostAsync(two, second, path, "form:has(input[name=post])", []))
            (await late.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain("另一位管理员刚刚改过");
        await using var context = web.Database.CreateContext();
        (await context.Posts.Where(p => p.AccountId == account.Id && p.EndedAt == null).Select(p => p.Role).ToListAsync()).ShouldBe(["township_clerk", "statistician"], ignoreOrder: true);
    }

    [Fact]
    public async Task Posts_IncompatibleOrOnesOwn_AreRefused()
    {
        await using var web = await MatrixCity.StartAsync(TestDatabase.Sqlite);
        var (self, password) = await web.Database.AddAccountAsync("管理员", Administrator);
        var (auditor, _) = await web.Database.AddAccountAsync("审计", "auditor");
        using var admin = await web.SignInAsync("管理员", password);
        using (var refused = await WebCity.PostAsync(admin, $"/accounts/{auditor.Id}", "form:has(#role)", new() { ["role"] = Administrator, ["region"] = "临沂市", ["line"] = "" }))
            (await refused.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain("审计员的账号只能");
        using (var page = await admin.GetAsync(new Uri($"/accounts/{auditor.Id}", UriKind.Relative)))
        using (var own = await SendAsync(admin, $"/accounts/{self.Id}", await page.PageAsync(), new() { ["do"] = "add-post", ["role"] = "policy_officer", ["region"] = "临沂市" }))
            (await own.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain("不能管理自己的账号");
        var (clerk, _) = await web.Database.AddAccountAsync("统计");
        // A name that several places have is asked back.
        using var several = await WebCity.PostAsync(admin, $"/accounts/{clerk.Id}", "form:has(#role)", new() { ["role"] = "statistician", ["region"] = "兰", ["line"] = "" });
        var choices = (await several.PageAsync()).QuerySelectorAll("input[name=picked]").Select(i => i.GetAttribute("value")).ToList();
        choices.ShouldBe(["371302000000", "371324000000"]);
        using (await WebCity.PostAsync(admin, $"/accounts/{clerk.Id}", "form:has(#role)", new() { ["role"] = "statistician", ["region"] = "兰", ["picked"] = "371324000000", ["line"] = "elder_care" }))
        {
            await using var context = web.Database.CreateContext();
            var post = await context.Posts.SingleAsync(p => p.AccountId == clerk.Id && p.Role == "statistician");
            (post.Region, post.Line).ShouldBe((371324000000, "elder_care"));
        }
    }

    [Fact]
    public async Task Account_ResetLockedSessions_AreManagedAtItsPage()
    {
        await using var web = await MatrixCity.StartAsync(TestDatabase.Sqlite);
        using var admin = await web.SignInAsync("管理员", (await web.Database.AddAccountAsync("管理员", Administrator)).Password);
        var (account, password) = await web.Database.AddAccountAsync("甲", "township_clerk", SmallCity.Gaoqiao);
        var path = $"/accounts/{account.Id}";
        using var reader = await web.SignInAsync("甲", password);
        using (await WebCity.PostAsync(admin, path, "form:has(button[name=what])", new() { ["what"] = "sessions" }))
            (await SignInTests.OpensAsync(reader)).ShouldBeFalse();
        using var again = await web.SignInAsync("甲", password);
        using (var reset = await WebCity.PostAsync(admin, path, "form:has(button[name=what])", new() { ["what"] = "reset" }))
        {
            var fresh = (await reset.PageAsync()).QuerySelector(".hm-key")!.TextContent;
            (fresh.Length == 14 && fresh.All(char.IsAsciiLetterOrDigit)).ShouldBeTrue(fresh);
            (await SignInTests.OpensAsync(again)).ShouldBeFalse();
            (await admin.GetStringAsync(new Uri(path, UriKind.Relative))).ShouldNotContain(fresh);
            using var entered = await WebCity.PostAsync(again, "/sign-in", "form:has(#password)", new() { ["name"] = "甲", ["password"] = fresh });
            entered.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/account/password");
        }

        using (await WebCity.PostAsync(admin, path, "form:has(button[name=what])", new() { ["what"] = "disable" }))
            (await web.Database.AccountAsync(account.Id)).Disabled.ShouldBeTrue();
        using (await WebCity.PostAsync(admin, path, "form:has(button[name=what])", new() { ["what"] = "enable" }))
            (await web.Database.AccountAsync(account.Id)).Disabled.ShouldBeFalse();
    }

    /// <summary>A role that administers accounts in a county, as the city may define one.</summary>
    private static async Task CountyRoleAsync(WebCity web)
    {
        await using var context = web.Database.CreateContext();
        context.Add(new Role
        {
            Code = "county_administrator",
            Name = "县管理员",
            NameEn = "County administrator",
            Highest = Huimin.Platform.Regions.RegionLevel.County,
            Lowest = Huimin.Platform.Regions.RegionLevel.County,
            Revision = 1,
            Permissions = [.. new[] { Permissions.ManageAccounts, Permissions.ViewPolicies }.Select(p => new RolePermission { Role = "county_administrator", Permission = p })],
        });
        await context.SaveChangesAsync();
    }

    /// <summary>Sends what no form of that page would.</summary>
    private static async Task<HttpResponseMessage> SendAsync(HttpClient reader, string path, AngleSharp.Html.Dom.IHtmlDocument page, Dictionary<string, string> values)
    {
        values["_handler"] = "act";
        values["__RequestVerificationToken"] = page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent(values);
        return await reader.PostAsync(new Uri(path, UriKind.Relative), form);
    }
}
