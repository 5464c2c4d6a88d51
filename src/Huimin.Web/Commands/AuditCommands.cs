using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Huimin.Platform;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Web.Commands;

/// <summary><c>huimin audit verify|archive|retention|accept</c>: the audit trail.</summary>
internal static class AuditCommands
{
    public static Command Create() => new("audit", Texts.Of($"审计记录：核验、归档和保存期限。")) { Verify(), Archive(), Retention(), Accept() };

    private static Command Verify()
    {
        var command = new Command("verify", Texts.Of($"核验全部审计记录：找出被改动、删除、插入或截断的第一条。"));
        var file = new Option<string?>("--file") { Description = Texts.Of($"核验一个归档文件，而不是数据库。") };
        command.Options.Add(file);
        return On(command, async (parsed, database, json, cancellation) =>
        {
            var found = parsed.GetValue(file) is { } path
                ? await AuditArchiveFile.VerifyAsync(path, AuditKey.Folder, cancellation)
                : await new VerifyAudit(database).RunAsync(Terminal.Progress(), cancellation);
            Terminal.EndProgress();
            if (json)
            {
                Terminal.WriteJson(new
                {
                    found.Records,
                    found.FirstBad,
                    problem = found.Problem is { } problem ? JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.ToString()) : null,
                    seconds = Math.Round(found.Elapsed.TotalSeconds, 3),
                    records_per_second = Math.Round(found.RecordsASecond),
                });
            }
            else
            {
                Terminal.Say(found.Sentence);
            }

            return found.IsWhole ? Cli.Done : Cli.FoundProblems;
        });
    }

    private static Command Archive()
    {
        var command = new Command("archive", Texts.Of($"把最早的审计记录移到可单独核验的文件。"));
        var before = new Option<DateOnly>("--before") { Description = Texts.Of($"归档这一天以前的，写作 2026-05-01。"), Required = true };
        var output = new Option<string>("--out") { Description = Texts.Of($"归档文件，须是新文件。"), Required = true };
        command.Options.Add(before);
        command.Options.Add(output);
        return On(command, async (parsed, database, json, cancellation) =>
        {
            var path = parsed.GetRequiredValue(output);
            var archived = await new ArchiveAudit(database, TimeProvider.System).RunAsync(parsed.GetValue(before), path, Terminal.Progress(), cancellation);
            Terminal.EndProgress();
            if (json)
                Terminal.WriteJson(new { archived.From, archived.To, archived.Records, output = path });
            else
                Terminal.Say($"第{archived.From:D}至{archived.To:D}条审计记录 → {path}");
            return Cli.Done;
        });
    }

    private static Command Retention()
    {
        var command = new Command("retention", Texts.Of($"显示或设定审计记录在数据库中的保存期限。"));
        var months = new Option<int?>("--audit-months") { Description = Texts.Of($"保存多少个月，至少{ArchiveAudit.FewestMonths}个月。") };
        command.Options.Add(months);
        return On(command, async (parsed, database, json, cancellation) =>
        {
            await using var context = database.CreateContext();
            if (parsed.GetValue(months) is { } asked)
                await SetMonthsAsync(context, asked, cancellation);
            var kept = await ArchiveAudit.MonthsAsync(context, cancellation);
            if (json)
                Terminal.WriteJson(new { audit_months = kept });
            else
                Terminal.Say($"审计记录在数据库中至少保存{kept}个月。");
            return Cli.Done;
        });
    }

    private static Command Accept()
    {
        var command = new Command("accept", Texts.Of($"数据库迁移或从备份恢复后，认可审计记录的现状并重设锚点；原因记入审计记录。"));
        var reason = new Option<string>("--reason") { Description = Texts.Of($"为什么。"), Required = true };
        command.Options.Add(reason);
        return On(command, async (parsed, database, json, cancellation) =>
        {
            await new AcceptAudit(database).RunAsync(parsed.GetRequiredValue(reason), cancellation);
            if (json)
                Terminal.WriteJson(new { accepted = true });
            else
                Terminal.Say($"已重设审计锚点。");
            return Cli.Done;
        });
    }

    private static async Task SetMonthsAsync(AppDbContext context, int months, CancellationToken cancellation)
    {
        if (months < ArchiveAudit.FewestMonths)
            throw new CannotRunException($"审计记录至少保存{ArchiveAudit.FewestMonths}个月（网络安全法第二十三条）。");
        var text = months.ToString(CultureInfo.InvariantCulture);
        if (await context.Settings.SingleOrDefaultAsync(s => s.Name == Setting.AuditMonths, cancellation) is { } setting)
            setting.Value = text;
        else
            context.Add(new Setting { Name = Setting.AuditMonths, Value = text });
        await context.SaveChangesAsync(cancellation);
    }

    private static Command On(Command command, Func<ParseResult, Database, bool, CancellationToken, Task<int>> act)
    {
        var city = new CityOptions().AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            return await act(parsed, database, parsed.GetValue(json), cancellation);
        }));
        return command;
    }
}
