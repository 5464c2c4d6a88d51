using System.CommandLine;
using Huimin.Platform;
using Huimin.Platform.Accounts;
using Huimin.Platform.Accounts.Administration;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Web.Commands;

/// <summary><c>huimin accounts add|list|disable|enable|reset|post</c>: who signs in, and as what.</summary>
internal static class AccountCommands
{
    public static Command Create() => new("accounts", Texts.Of($"登录的账号和岗位。")) { Add(), List(), Disable(), Enable(), Reset(), Post() };

    private static Command Add()
    {
        var role = new Option<string>("--role") { Description = Texts.Of($"角色代号，如 township_clerk。"), Required = true };
        var line = Line();
        var display = new Option<string?>("--display") { Description = Texts.Of($"姓名，默认与登录名相同。") };
        var command = new Command("add", Texts.Of($"添加一个账号和它的岗位，密码只显示这一次。"));
        var region = RegionOption.AddTo(command, Texts.Of($"岗位的区划，默认全市。"));
        return OnOne(command, [role, line, display], async (context, name, parsed, cancellation) =>
        {
            var place = parsed.GetValue(region)?.Value ?? await CityAsync(context, cancellation);
            var (account, password) = await new AccountWork(context).Add.RunAsync(
                new NewAccount(name, parsed.GetValue(display) ?? name, parsed.GetRequiredValue(role), place, parsed.GetValue(line)), cancellation: cancellation);
            return Told(account.Name, password);
        });
    }

    private static Command Reset()
    {
        var all = new Option<bool>("--second-factor") { Description = Texts.Of($"连动态验证码和通行密钥一起去掉。") };
        return OnOne(new Command("reset", Texts.Of($"重设密码并恢复登录，密码只显示这一次。")), [all], async (context, name, parsed, cancellation) =>
        {
            var work = new AccountWork(context);
            var account = await work.Managed.RequireAsync(name, cancellation);
            return Told(account.Name, await work.Reset.RunAsync(account.Id, null, parsed.GetValue(all), cancellation));
        });
    }

    private static Command Disable() => OnOne(new Command("disable", Texts.Of($"停用，已登录的立即退出。")), [], async (context, name, _, cancellation) =>
    {
        var work = new AccountWork(context);
        await work.Disable.RunAsync((await work.Managed.RequireAsync(name, cancellation)).Id, null, cancellation);
        return (new { name, disabled = true }, Texts.Of($"{name}已停用。"));
    });

    private static Command Enable() => OnOne(new Command("enable", Texts.Of($"恢复登录。")), [], async (context, name, _, cancellation) =>
    {
        var work = new AccountWork(context);
        await work.Enable.RunAsync((await work.Managed.RequireAsync(name, cancellation)).Id, null, cancellation);
        return (new { name, disabled = false }, Texts.Of($"{name}可以登录了。"));
    });

    private static Command Post() => new("post", Texts.Of($"账号的岗位。")) { ChangePost("add", Texts.Of($"加一个岗位。")), ChangePost("remove", Texts.Of($"结束一个岗位。")) };

    private static Command ChangePost(string verb, string description)
    {
        var role = new Option<string>("--role") { Description = Texts.Of($"角色代号，如 township_clerk。"), Required = true };
        var line = Line();
        var command = new Command(verb, description);
        var region = RegionOption.AddTo(command, Texts.Of($"岗位的区划，默认全市。"));
        return OnOne(command, [role, line], async (context, name, parsed, cancellation) =>
        {
            var work = new AccountWork(context);
            var account = await work.Managed.RequireAsync(name, cancellation);
            var place = parsed.GetValue(region)?.Value ?? await CityAsync(context, cancellation);
            var (code, part) = (parsed.GetRequiredValue(role), parsed.GetValue(line));
            if (verb == "add")
            {
                await work.AddPost.RunAsync(account.Id, null, code, place, part, cancellation);
            }
            else
            {
                var held = await context.Posts.AsNoTracking().FirstOrDefaultAsync(p => p.AccountId == account.Id && p.EndedAt == null && p.Role == code && p.Region == place && p.Line == part, cancellation)
                    ?? throw new CannotRunException($"{name}没有这个岗位。");
                await work.EndPost.RunAsync(account.Id, null, held.Id, cancellation);
            }

            var posts = (await PostsAsync(context, cancellation))[account.Id].ToList();
            return (new { name, posts = posts.ConvertAll(Json) }, Texts.Of($"{name}现在有{posts.Count}个岗位。"));
        });
    }

    private static Command List()
    {
        var command = new Command("list", Texts.Of($"列出账号和岗位。"));
        var city = new CityOptions().AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            await using var context = database.CreateContext();
            var accounts = await context.Accounts.AsNoTracking().OrderBy(a => a.Id).ToListAsync(cancellation);
            var posts = await PostsAsync(context, cancellation);
            if (parsed.GetValue(json))
            {
                Terminal.WriteJson(new
                {
                    accounts = accounts.Select(a => new { a.Id, a.Name, display = a.DisplayName, a.Disabled, demo = a.IsDemo, second_factor = a.TwoFactorEnabled, posts = posts[a.Id].Select(Json) }),
                });
            }
            else
            {
                foreach (var account in accounts)
                {
                    var what = string.Join("; ", posts[account.Id].Select(p => $"{p.Role} {p.Region}{(p.Line is null ? "" : " " + p.Line)}"));
                    Console.WriteLine($"{account.Id,4}  {Terminal.Left(account.Name, 24)} {Terminal.Left(account.DisplayName, 24)} {what} {(account.Disabled ? Texts.Of($"已停用") : account.IsDemo ? Texts.Of($"演示") : "")}".TrimEnd());
                }
            }

            return Cli.Done;
        }));
        return command;
    }

    /// <summary>A command on the account of one name; <paramref name="act"/> says what is printed, as JSON and in words.</summary>
    private static Command OnOne(Command command, Option[] options, Func<AppDbContext, string, ParseResult, CancellationToken, Task<(object Json, string Words)>> act)
    {
        var name = new Argument<string>("NAME") { Description = Texts.Of($"登录名。") };
        command.Arguments.Add(name);
        foreach (var option in options)
            command.Options.Add(option);
        var city = new CityOptions().AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            await using var context = database.CreateContext();
            var done = await act(context, parsed.GetRequiredValue(name), parsed, cancellation);
            if (parsed.GetValue(json))
                Terminal.WriteJson(done.Json);
            else
                Console.WriteLine(done.Words);
            return Cli.Done;
        }));
        return command;
    }

    private static Option<string?> Line() => new("--line") { Description = Texts.Of($"业务条线，默认全部。") };

    private static (object Json, string Words) Told(string name, string password) => (new { name, password }, Texts.Of($"{name}的密码：{password}（只显示这一次，第一次登录要换掉）"));

    private static async Task<long> CityAsync(AppDbContext context, CancellationToken cancellation) =>
        await context.Cities.Select(c => (long?)c.Code).FirstOrDefaultAsync(cancellation)
        ?? throw new CannotRunException($"库中还没有城市。请用 huimin demo 生成演示城市，或用 huimin regions import 导入区划。");

    private static async Task<ILookup<long, Huimin.Platform.Access.Post>> PostsAsync(AppDbContext context, CancellationToken cancellation) =>
        (await context.Posts.AsNoTracking().Where(p => p.EndedAt == null).OrderBy(p => p.Id).ToListAsync(cancellation)).ToLookup(p => p.AccountId);

    private static object Json(Huimin.Platform.Access.Post post) => new { post.Role, post.Line, region = new DivisionCode(post.Region).ToString() };
}
