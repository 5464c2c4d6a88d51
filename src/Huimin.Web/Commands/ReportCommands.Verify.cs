using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Huimin.Modules;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Indicators;
using Huimin.Platform.Programmes;
using Huimin.Platform.Reports.Verifying;

namespace Huimin.Web.Commands;

/// <summary><c>huimin report verify FILE</c>: the figures of a report held against the ledger.</summary>
internal static partial class ReportCommands
{
    private static Command Verify()
    {
        var command = new Command("verify", Texts.Of($"核验报告：每个数字与台账相比，是相符、不符、存疑还是台账没有。有不符或存疑时退出码是1。"));
        var file = new Argument<string>("FILE") { Description = Texts.Of($"报告文件。") };
        var asOf = new Option<DateOnly?>("--as-of") { Description = Texts.Of($"截止日期，写作 2026-11-29，应在报告所述的年份里；不给则到报告所述时期的期末。"), CustomParser = ParseDay };
        command.Arguments.Add(file);
        command.Options.Add(asOf);
        var city = new CityOptions().AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var path = parsed.GetRequiredValue(file);
            var text = Open(path);
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            using var policies = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, city.Key(parsed), cancellation);
            var ledger = new Ledger(database, IndicatorLibrary.Load(AllModules.List), policies, Acting.Command(), TimeProvider.System);
            var report = await new VerifyReport(database, ledger).RunAsync(text, Path.GetFileName(path), parsed.GetValue(asOf), cancellation);
            if (!report.NamesCity)
                await Console.Error.WriteLineAsync(Texts.Of($"报告没有写明是哪个市的，按{report.City}核验。"));
            if (report.Scale is { } scale)
                await Console.Error.WriteLineAsync(Texts.Of($"这是按比例{scale}生成的演示城市：人、户、件和金额按文中数字乘以比例核验，允许相差一个单位；标准、比率和各地的机构按原数核验。"));
            if (report.TableLinesSkipped > 0)
                await Console.Error.WriteLineAsync(Texts.Of($"有{report.TableLinesSkipped}行像是多栏表格，没有读。"));
            if (parsed.GetValue(json))
                Terminal.WriteJson(ReportJson.Of(report));
            else
                Print(report);
            return report.IsClean ? Cli.Done : Cli.FoundProblems;
        }));
        return command;
    }

    private static void Print(VerifiedReport report)
    {
        foreach (var figure in report.Figures.OrderBy(f => f.Standing).ThenBy(f => f.Read.Offset))
        {
            Console.WriteLine($"{Sign(figure.Standing)} {figure.Read.Offset,8} {figure.Read.Quote.ReplaceLineEndings(" ")}");
            Console.WriteLine($"           {Texts.Of(figure.Reason)} {figure.Path}");
        }

        foreach (var claim in report.Claims)
            Console.WriteLine($"{Sign(claim.Standing)} {claim.Claim.Offset,8} {claim.Claim.Quote.ReplaceLineEndings(" ")}\n           {Texts.Of(claim.Reason)} {claim.Path}");
        foreach (var relation in report.Relations)
            Console.WriteLine($"{Sign(relation.Standing)} {relation.Offset,8} {Texts.Of(relation.Reason)}");
        Terminal.Say($"截至{report.AsOf}，共{report.Figures.Count}个数字：相符{report.Count(FigureStanding.Proved)}，不符{report.Count(FigureStanding.Contradicted)}，存疑{report.Count(FigureStanding.Doubtful)}，台账没有{report.Count(FigureStanding.NotInLedger)}。");
    }

    private static char Sign(FigureStanding standing) => standing switch { FigureStanding.Proved => '✓', FigureStanding.Contradicted => '✗', FigureStanding.Doubtful => '?', _ => '-' };

    private static char Sign(TestStanding standing) => standing switch { TestStanding.Proved => '✓', TestStanding.Refuted => '✗', _ => '-' };

    private static DateOnly? ParseDay(ArgumentResult argument)
    {
        var text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        argument.AddError(Texts.Of($"{text} 不是日期，应写作 2026-11-29。"));
        return null;
    }
}
