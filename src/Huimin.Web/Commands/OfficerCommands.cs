using System.CommandLine;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Web.Commands;

/// <summary><c>huimin officers add|list|disable|reset</c>: who signs in to draft and publish policies.</summary>
internal static class OfficerCommands
{
    public static Command Create() => new("officers", Texts.Of($"登录的工作人员：起草和公布政策。")) { Add(), List(), Disable(), Reset() };

    private static Command Add() => OnOne("add", Texts.Of($"添加一位政策管理人员，密码只显示这一次。"), async (context, name, json, cancellation) =>
    {
        var (officer, password) = await new AddOfficer(context).RunAsync(name, cancellation: cancellation);
        Tell(officer.Name, password, json);
    });

    private static Command Reset() => OnOne("reset", Texts.Of($"重设密码并恢复登录，密码只显示这一次。"), async (context, name, json, cancellation) =>
        Tell(name, await new ResetOfficer(context).RunAsync(name, cancellation), json));

    private static Command Disable() => OnOne("disable", Texts.Of($"停用，已登录的立即退出。"), async (context, name, json, cancellation) =>
    {
        await new DisableOfficer(context).RunAsync(name, cancellation);
        if (json)
            Terminal.WriteJson(new { name, disabled = true });
        else
            Terminal.Say($"{name}已停用。");
    });

    private static Command List()
    {
        var command = new Command("list", Texts.Of($"列出工作人员。"));
        var city = new CityOptions().AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            await using var context = database.CreateContext();
            var officers = await context.Officers.AsNoTracking().OrderBy(o => o.Id).ToListAsync(cancellation);
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { officers = officers.Select(o => new { o.Id, o.Name, duty = "policy_officer", o.Disabled, demo = o.IsDemo }) });
            else
                officers.ForEach(o => Console.WriteLine($"{o.Id,4}  {Terminal.Left(o.Name, 24)} {(o.Disabled ? Texts.Of($"已停用") : o.IsDemo ? Texts.Of($"演示") : "")}"));
            return Cli.Done;
        }));
        return command;
    }

    private static Command OnOne(string verb, string description, Func<AppDbContext, string, bool, CancellationToken, Task> act)
    {
        var command = new Command(verb, description);
        var name = new Argument<string>("NAME") { Description = Texts.Of($"姓名。") };
        command.Arguments.Add(name);
        var city = new CityOptions().AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            await using var context = database.CreateContext();
            await act(context, parsed.GetRequiredValue(name), parsed.GetValue(json), cancellation);
            return Cli.Done;
        }));
        return command;
    }

    private static void Tell(string name, string password, bool json)
    {
        if (json)
            Terminal.WriteJson(new { name, password });
        else
            Terminal.Say($"{name}的密码：{password}（只显示这一次）");
    }
}
