using System.CommandLine;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Indicators.Freezing;
using Huimin.Platform.Programmes;

namespace Huimin.Web.Commands;

/// <summary>Figures that are brought, frozen and restated.</summary>
internal static partial class IndicatorCommands
{
    /// <summary>The figures of five published reports.</summary>
    private const string Shipped = "figures-published.csv";

    private static Command Import()
    {
        var command = new Command("import", Texts.Of($"导入数字，写明来源：indicator,region,period,value,source，可加 kind,scope,bound,digits,note。有一行不对就全部不导入。"));
        var file = new Argument<string?>("FILE") { Description = Texts.Of($"CSV 文件；不给就导入随程序附带的五份报告的数字。"), Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<EnteredKind>("--kind") { Description = Texts.Of($"没有 kind 列的行是什么：published 公布的、reported 填报的、target 目标。"), DefaultValueFactory = _ => EnteredKind.Published };
        var errorFile = new Option<string?>("--errors") { Description = Texts.Of($"退回的行写入这个文件，默认 FILE.errors.csv。") };
        command.Arguments.Add(file);
        command.Options.Add(kind);
        command.Options.Add(errorFile);
        var city = new CityOptions().AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            var path = parsed.GetValue(file);
            var errorPath = path is null ? null : ErrorFile.PathFor(path, parsed.GetValue(errorFile), database);
            using var errors = new RowErrors(errorPath);
            var made = await ImportAsync(database, path ?? ContentFiles.Data(Shipped), parsed.GetValue(kind), errors, cancellation);
            if (errors.Count > 0)
                errors.Keep();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { made.Rows, made.Added, made.Unchanged, made.Rejected, errors = errors.First, errors_file = errors.Count > 0 ? errorPath : null });
            else
            {
                Terminal.Say($"{made.Rows}行：新增{made.Added}，不变{made.Unchanged}，退回{made.Rejected}。");
                foreach (var error in errors.First.Take(5))
                    Terminal.Say($"  第{error.Line:D}行 {error.Column}：{error.Reason}");
                if (errors.Count > 0)
                    Terminal.Say($"没有写入任何数字。全部{errors.Count}处错误见 {errorPath}");
            }

            return made.Rejected > 0 ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }

    private static async Task<FiguresImported> ImportAsync(Database database, string path, EnteredKind kind, RowErrors errors, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var enter = new EnterFigures(context, Library.Value, TimeProvider.System);
        return await new ImportFigures(context, enter).RunAsync(stream, kind, errors, cancellation);
    }

    private static Command Freeze()
    {
        var command = new Command("freeze", Texts.Of($"冻结一个已经结束的时期：以后补登的记录不再改变它。"));
        var city = new CityOptions().AddTo(command);
        var period = AddPeriod(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            using var policies = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, city.Key(parsed), cancellation);
            var asked = parsed.GetValue(period) ?? Period.Of(Huimin.Policies.Month.Of(Today).AddMonths(-1));
            var count = await new FreezeFigures(database, Library.Value, policies, Acting.Command(), TimeProvider.System).FreezeAsync(asked, Terminal.Progress(), cancellation);
            Terminal.EndProgress();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { period = asked.ToString(), indicators = count });
            else
                Terminal.Say($"{asked}：冻结{count}个指标。");
            return Cli.Done;
        }));
        return command;
    }

    private static Command Restate()
    {
        var command = new Command("restate", Texts.Of($"按现在的记录重述一个已经冻结的数字，写明原因。"));
        var code = new Argument<string>("CODE") { Description = Texts.Of($"指标代码，见 huimin indicators status。") };
        var reason = new Option<string>("--reason") { Description = Texts.Of($"原因，写入冻结记录和审计记录。"), Required = true };
        command.Arguments.Add(code);
        command.Options.Add(reason);
        var city = new CityOptions().AddTo(command);
        var period = AddPeriod(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            using var policies = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, city.Key(parsed), cancellation);
            var asked = parsed.GetValue(period) ?? throw new CannotRunException($"请用 --period 写明时期。");
            await new FreezeFigures(database, Library.Value, policies, Acting.Command(), TimeProvider.System).RestateAsync(parsed.GetRequiredValue(code), asked, parsed.GetRequiredValue(reason), cancellation);
            Terminal.Say($"{asked}：{parsed.GetRequiredValue(code)} 已重述。");
            return Cli.Done;
        }));
        return command;
    }
}
