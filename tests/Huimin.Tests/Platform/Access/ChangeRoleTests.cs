using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Access.Roles;
using Huimin.Platform.Accounts;
using Huimin.Tests.Platform.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Access;

/// <summary>Roles change under rules: by somebody else, one editor at a time, and never to incompatible duties.</summary>
public sealed class ChangeRoleTests
{
    private static readonly string[] Clerk = ["totals.view", "people.view", "policies.view", "cases.propose"];

    [Theory, OnEveryDatabase]
    public async Task Change_TakesEffectAtTheNextPage_AndIsOnTheTrail(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        (await clerk.GetAsync(new Uri("/people", UriKind.Relative))).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        using var administrator = await MatrixCity.ReaderAsync(web, "city_administrator", SmallCity.Code);

        await PostAsync(administrator, "township_clerk", ["totals.view", "policies.view"]);

        (await clerk.GetAsync(new Uri("/people", UriKind.Relative))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        (await clerk.GetAsync(new Uri("/regions", UriKind.Relative))).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        await using var context = web.Database.CreateContext();
        var records = await context.AuditRecords.Where(r => r.Subject == "role:township_clerk" && r.Before != null).ToListAsync();
        var record = records.First(r => r.Before!.Contains("people.view", StringComparison.Ordinal));
        record.Account.ShouldBe($"city_administrator-{SmallCity.Code}-");
    }

    [Theory, OnEveryDatabase]
    public async Task Change_TwoEditorsAtOnce_KeepsTheFirstAndTellsTheSecond(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var seen = await RevisionAsync(city, "township_clerk");
        await ChangeAsync(city, "township_clerk", seen, Clerk);
        (await RefusalAsync(() => ChangeAsync(city, "township_clerk", seen, ["policies.view"]))).ShouldContain("别人刚刚改过");
        await using var context = city.Database.CreateContext();
        (await context.RolePermissions.Where(p => p.Role == "township_clerk").Select(p => p.Permission).ToListAsync()).ShouldBe(Clerk, ignoreOrder: true);

        // Both read before either saves.
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Run(() => SucceedsAsync(() => ChangeAsync(city, "township_clerk", seen + 1, i == 0 ? Clerk[..2] : Clerk[..3])))));
        both.Count(b => b).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Change_IncompatibleOrUnknown_IsRefused(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        (await RefusalAsync(() => ChangeAsync(city, "finance", null, ["payments.prepare", "payments.approve"]))).ShouldContain("互不相容");
        (await RefusalAsync(() => ChangeAsync(city, "inspector", null, ["registers.register", "registers.inspect"]))).ShouldContain("互不相容");
        (await RefusalAsync(() => ChangeAsync(city, "auditor", null, ["audit.view", "accounts.manage"]))).ShouldContain("互不相容");
        (await RefusalAsync(() => ChangeAsync(city, "finance", null, ["payments.steal"]))).ShouldContain("没有权限");
        (await RefusalAsync(() => ChangeAsync(city, "kaiser", null, []))).ShouldContain("没有角色");
        (await RefusalAsync(() => ChangeAsync(city, "finance", null, ["policies.view"], name: "  "))).ShouldContain("角色名称");
    }

    [Theory, OnEveryDatabase]
    public async Task Change_OfAHolderOfTwoPosts_MayNotJoinWhatIsKeptApart(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var (account, _) = await city.Database.AddAccountAsync("两岗", "auditor");
        await using (var context = city.Database.CreateContext())
        {
            context.Add(new Post { Id = 900, AccountId = account.Id, Role = "statistician", Region = SmallCity.Code, StartedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
            await context.SaveChangesAsync();
        }

        (await RefusalAsync(() => ChangeAsync(city, "statistician", null, ["totals.view", "accounts.manage"]))).ShouldContain("同时担任");
    }

    [Theory, OnEveryDatabase]
    public async Task Change_WhileAPostOfIncompatibleDutyIsGiven_OnlyOneOfThemHappens(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var (account, _) = await city.Database.AddAccountAsync("两岗", "auditor");
        var done = await Task.WhenAll(
            Task.Run(() => SucceedsAsync(() => ChangeAsync(city, "statistician", null, ["totals.view", "accounts.manage"]))),
            Task.Run(() => SucceedsAsync(async () =>
            {
                await using var context = city.Database.CreateContext();
                await new AccountWork(context).AddPost.RunAsync(account.Id, null, "statistician", SmallCity.Code, null);
            })));
        done.Count(d => d).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Change_OfTheOwnRole_IsRefused(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var administrator = await MatrixCity.ReaderAsync(web, "city_administrator", SmallCity.Code);
        (await PostAsync(administrator, "city_administrator", ["accounts.manage", "roles.manage", "people.view"])).ShouldContain("不能改自己担任的角色");
    }

    [Theory, OnEveryDatabase]
    public async Task Separation_SameAccountOnBothSidesOfAnItem_IsRefused(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await UseAsync(city, 1, Permissions.PreparePayments, "payment_run:202611/dibao");
        await UseAsync(city, 1, Permissions.PreparePayments, "payment_run:202611/dibao");
        (await RefusalAsync(() => UseAsync(city, 1, Permissions.ApprovePayments, "payment_run:202611/dibao"))).ShouldContain("另一位工作人员");
        await UseAsync(city, 1, Permissions.ApprovePayments, "payment_run:202611/tekun");
        await UseAsync(city, 2, Permissions.ApprovePayments, "payment_run:202611/dibao");
    }

    private static async Task<TestCity> CityAsync(TestDatabase kind)
    {
        var city = await kind.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        return city;
    }

    private static async Task UseAsync(TestCity city, long account, string permission, string subject)
    {
        await using var context = city.Database.CreateContext();
        await new Separation(context, TimeProvider.System).UseAsync(account, permission, subject);
        await context.SaveChangesAsync();
    }

    /// <summary>Migrations give roles new permissions and count as changes, too.</summary>
    private static async Task<long> RevisionAsync(TestCity city, string role)
    {
        await using var context = city.Database.CreateContext();
        return await context.Roles.Where(r => r.Code == role).Select(r => r.Revision).SingleOrDefaultAsync();
    }

    /// <param name="seen">Revision that the form showed; null for the present one.</param>
    private static async Task ChangeAsync(TestCity city, string role, long? seen, string[] permissions, string name = "名称")
    {
        seen ??= await RevisionAsync(city, role);
        await using var context = city.Database.CreateContext();
        await new ChangeRole(context).RunAsync(role, seen.Value, name, "Name", permissions, needsSecondFactor: false);
    }

    private static async Task<bool> SucceedsAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (CannotRunException)
        {
            return false;
        }
    }

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Should.ThrowAsync<CannotRunException>(act)).Message;

    /// <summary>Fills in the form by hand, as boxes that repeat a name need.</summary>
    private static async Task<string> PostAsync(HttpClient reader, string role, string[] permissions)
    {
        var page = await (await reader.GetAsync(new Uri($"/roles/{role}", UriKind.Relative))).PageAsync();
        var form = page.QuerySelector("form:has(#permissions)")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!)).ToList();
        fields.AddRange([new("name", "名称"), new("name_en", "Name"), .. permissions.Select(p => KeyValuePair.Create("permission", p))]);
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await reader.PostAsync(new Uri($"/roles/{role}", UriKind.Relative), content);
        return await answer.Content.ReadAsStringAsync();
    }
}
