using System.CommandLine;
using Huimin.Platform;
using Huimin.Platform.Audit;

namespace Huimin.Web.Commands;

/// <summary><c>huimin migrate</c>: brings a database to this program's schema; the web program never does so by itself.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", Texts.Of($"建立或升级一个城市的数据库结构。"));
        var city = new CityOptions().AddTo(command).AddSuiteTo(command);
        var rowSecurity = new Option<string?>("--row-security") { Description = Texts.Of($"on 或 off：由 PostgreSQL 自身把每位读者限制在其区划内，作为第二道防线。") };
        rowSecurity.AcceptOnlyFromAmong("on", "off");
        command.Options.Add(rowSecurity);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = city.Open(parsed);
            var before = await database.SchemaVersionAsync(cancellation);
            await database.MigrateAsync(Terminal.Progress(), cancellation);
            Terminal.EndProgress();
            var after = await database.SchemaVersionAsync(cancellation);
            if (after > before)
                await database.Audit.WriteAsync(AuditActor.Command, new AuditEntry(AuditAction.Migrate, "schema") { Before = new { version = before }, After = new { version = after } }, cancellation);
            if (parsed.GetValue(rowSecurity) is { } asked)
            {
                await database.SetRowSecurityAsync(asked == "on", cancellation);
                if (asked == "on" && await database.BypassesRowSecurityAsync(cancellation))
                    await Console.Error.WriteLineAsync(Texts.Of($"警告：程序所用的数据库用户是超级用户或可绕过行级安全，不受它约束。请换一个普通用户。"));
            }

            if (parsed.GetValue(json))
                Terminal.WriteJson(new { before, after, row_security = parsed.GetValue(rowSecurity) });
            else if (before == after)
                Terminal.Say($"{database.Description} 的结构已是第{after:D}版。");
            else
                Terminal.Say($"{database.Description} 的结构：第{before:D}版 → 第{after:D}版。");
            return Cli.Done;
        }));
        return command;
    }
}
