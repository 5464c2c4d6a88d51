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
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { before, after });
            else if (before == after)
                Terminal.Say($"{database.Description} 的结构已是第{after:D}版。");
            else
                Terminal.Say($"{database.Description} 的结构：第{before:D}版 → 第{after:D}版。");
            return Cli.Done;
        }));
        return command;
    }
}
