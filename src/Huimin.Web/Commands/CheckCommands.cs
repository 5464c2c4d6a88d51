using System.CommandLine;
using System.Security.Cryptography;
using Huimin.Modules;
using Huimin.Platform;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Checking;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.Modules;
using Huimin.Platform.People;
using Huimin.Platform.Privacy.DataChecks;
using Huimin.Platform.Values;

namespace Huimin.Web.Commands;

/// <summary><c>huimin checks export|import</c>: the request and result files of economic checks.</summary>
internal static class CheckCommands
{
    public static Command Create() => new("checks", Texts.Of($"经济状况核对：给各来源的请求文件和它们的结果文件。")) { Export(), Import() };

    private static Option<string> Source() => new("--source") { Description = Texts.Of($"核对来源，如 bank、tax、vehicles；见 data/check-sources.csv。"), Required = true };

    private static Command Export()
    {
        var command = new Command("export", Texts.Of($"把一个来源所有待发的核对写成请求文件，含姓名和证件号码；只含有授权或者法定依据的家庭，留下审计记录。"));
        var source = Source();
        var output = new Option<string>("--output") { Description = Texts.Of($"写入的文件。"), Required = true };
        var batch = new Option<long?>("--batch") { Description = Texts.Of($"重写这一批的文件，不取新的请求。") };
        var city = new CityOptions().AddTo(command);
        command.Options.Add(source);
        command.Options.Add(output);
        command.Options.Add(batch);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            await using var context = database.CreateContext();
            var work = new CheckWork(database, context);
            // Before anything is taken into the file: one that cannot be written takes nothing.
            using var file = new WholeFile(parsed.GetRequiredValue(output));
            var made = parsed.GetValue(batch) is null ? await work.Export.RunAsync(parsed.GetRequiredValue(source), RandomNumberGenerator.GetHexString(24, lowercase: true), cancellation) : new MadeBatch(null, []);
            var id = parsed.GetValue(batch) ?? made.Batch?.Id;
            var rows = id is { } known ? await work.Export.WriteAsync(known, CityOptions.Facts(), file.Text, cancellation) : 0;
            if (id is not null)
                file.Keep();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { batch = id, rows, left = made.Left.Select(l => new { number = l.Case, why = Texts.Of(l.Why) }), output = id is null ? null : parsed.GetRequiredValue(output) });
            else
                Print(id, rows, made, parsed.GetRequiredValue(output));
            return made.Left.Count > 0 ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }

    private static Command Import()
    {
        var command = new Command("import", Texts.Of($"导入一个来源的结果文件：有一行错就不写入任何一行，错误逐行记入错误文件；再导入一次不改变什么。"));
        var file = new Argument<string>("FILE") { Description = Texts.Of($"填好结果的请求文件，CSV，UTF-8、UTF-16 或 GB18030 编码。") };
        var source = Source();
        var errorFile = new Option<string?>("--errors") { Description = Texts.Of($"错误文件：行、列、值、原因。默认 FILE.errors.csv") };
        var city = new CityOptions().AddTo(command);
        command.Arguments.Add(file);
        command.Options.Add(source);
        command.Options.Add(errorFile);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var path = parsed.GetRequiredValue(file);
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            var errorPath = ErrorFile.PathFor(path, parsed.GetValue(errorFile), database);
            await using var context = database.CreateContext();
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using var errors = new RowErrors(errorPath);
            var result = await new CheckWork(database, context).Import.RunAsync(parsed.GetRequiredValue(source), stream, CityOptions.Facts(), errors, cancellation);
            errors.Keep();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { result.Rows, result.Taken, result.Unchanged, result.Doubtful, result.Answered, rejected = errors.Rows, errors = errors.Count, errors_file = errorPath });
            else
                Print(result, errors, errorPath);
            return errors.Count > 0 || result.Doubtful > 0 ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }

    private static void Print(long? batch, int rows, MadeBatch made, string output)
    {
        if (batch is { } id)
            Terminal.Say($"第{id}批，{rows}人 → {output}");
        else
            Terminal.Say($"没有等待发出的请求。");
        foreach (var (number, why) in made.Left)
            Terminal.Say($"  {number}：{why}");
    }

    private static void Print(CheckImport result, RowErrors errors, string errorPath)
    {
        if (errors.Count > 0)
        {
            Terminal.Say($"{errors.Rows}行有误，没有写入任何结果；全部{errors.Count}处错误见 {errorPath}");
            foreach (var error in errors.First.Take(5))
                Terminal.Say($"  第{error.Line:D}行 {error.Column}：{error.Reason}");
            return;
        }

        Terminal.Say($"{result.Rows}行：新收{result.Taken}人，与已有相同{result.Unchanged}，存疑待核实{result.Doubtful}；{result.Answered}个核对请求反馈完毕");
    }

    /// <summary>The actions of checks over one context, as pages have them from their container.</summary>
    private sealed class CheckWork
    {
        public CheckWork(Database database, AppDbContext context)
        {
            context.Acting = Huimin.Platform.Access.Acting.Command();
            var (clock, sources, catalogue) = (TimeProvider.System, CheckSources.Load(), new CaseCatalogue(new ModuleCatalogue(AllModules.List)));
            var office = new CaseOffice(context, catalogue, DeadlineCalendar.Load(), new Delegation(context), database.Keyring, clock);
            Export = new ExportChecks(context, catalogue, sources, new RequireConsent(context), database.Keyring, clock);
            Import = new ImportCheckResults(office, sources, new TakeAnswers(office, sources, new RecordFacts(context, clock), database.Keyring), database.Keyring);
        }

        public ExportChecks Export { get; }

        public ImportCheckResults Import { get; }
    }
}
