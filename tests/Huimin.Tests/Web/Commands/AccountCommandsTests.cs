using System.Text.Json;
using Huimin.Platform;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Web.Commands;

/// <summary><c>huimin accounts</c> as administrators of the machine use it.</summary>
public sealed class AccountCommandsTests
{
    [Fact]
    public async Task RealCity_FirstAdministratorAndAccounts_AreMadeOnce()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        string[] where = ["--database", city.Connection];
        var import = await Program.RunAsync(["regions", "import", ContentFiles.Data("regions-linyi.csv"), .. where]);
        import.Code.ShouldBe(0, import.Error);
        import.Error.ShouldContain("admin, password:");
        (await Program.RunAsync(["regions", "import", ContentFiles.Data("regions-linyi.csv"), .. where])).Error.ShouldNotContain("password");

        var added = await RunAsync("add", "wang", "--role", "township_clerk", "--region", "371323102", "--line", "elder_care", "--display", "王小明");
        added.GetProperty("password").GetString()!.Length.ShouldBe(14);
        (await Program.RunAsync(["accounts", "add", "WANG", "--role", "township_clerk", "--region", "371323102", .. where])).Error.ShouldContain("already");
        (await Program.RunAsync(["accounts", "add", "li", "--role", "township_clerk", .. where])).Error.ShouldContain("level is wrong");
        (await Program.RunAsync(["accounts", "add", "li", "--role", "finance", "--line", "nonsense", .. where])).Code.ShouldBe(2);
        (await RunAsync("post", "add", "wang", "--role", "statistician", "--region", "371323")).GetProperty("posts").GetArrayLength().ShouldBe(2);
        (await RunAsync("post", "remove", "wang", "--role", "statistician", "--region", "371323")).GetProperty("posts").GetArrayLength().ShouldBe(1);
        (await RunAsync("reset", "wang", "--second-factor")).GetProperty("password").GetString().ShouldNotBe(added.GetProperty("password").GetString());
        (await RunAsync("disable", "wang")).GetProperty("disabled").GetBoolean().ShouldBeTrue();
        (await Program.RunAsync(["accounts", "disable", "nobody", .. where])).Code.ShouldBe(2);

        var list = (await RunAsync("list")).GetProperty("accounts").EnumerateArray().ToList();
        list.Select(a => a.GetProperty("name").GetString()).ShouldBe(["admin", "wang"]);
        (list[1].GetProperty("disabled").GetBoolean(), list[1].GetProperty("posts")[0].GetProperty("region").GetString(), list[1].GetProperty("posts")[0].GetProperty("line").GetString()).ShouldBe((true, "371323102000", "elder_care"));
        await using var context = city.Database.CreateContext();
        (await context.Accounts.AllAsync(a => a.MustChangePassword && !a.IsDemo)).ShouldBeTrue();

        async Task<JsonElement> RunAsync(params string[] args)
        {
            var run = await Program.RunAsync(["accounts", .. args, "--json", .. where]);
            run.Code.ShouldBe(0, run.Error);
            return JsonDocument.Parse(run.Output).RootElement;
        }
    }

    [Fact]
    public async Task Demo_HasAnAccountOfEveryRoleAndNoAdministratorWithAPassword()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync(migrate: false);
        var demo = await Program.RunAsync("demo", "--scale", "0.0003", "--month", "2026-11", "--database", city.Connection);
        demo.Code.ShouldBe(0, demo.Error);
        demo.Error.ShouldNotContain("password");
        await using var context = city.Database.CreateContext();
        (await context.Accounts.AllAsync(a => a.IsDemo)).ShouldBeTrue();
        var posts = await context.Posts.GroupBy(p => p.Role).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        posts.Keys.ShouldBe(await context.Roles.Select(r => r.Code).ToListAsync(), ignoreOrder: true);
        posts.Where(p => p.Value > 1).Select(p => (p.Key, p.Value)).ShouldBe([("policy_officer", 2), ("county_approver", 3)], ignoreOrder: true);
    }
}
