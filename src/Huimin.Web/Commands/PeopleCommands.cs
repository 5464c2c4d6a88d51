using System.CommandLine;
using System.Text;
using Huimin.Platform;
using Huimin.Platform.Files;
using Huimin.Platform.People;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin people import|export</c>.</summary>
internal static class PeopleCommands
{
    public static Command Create() => new("people", Texts.Of($"一个城市的人员和家庭。")) { Import(), Export() };

    private static Command Import()
    {
        var command = new Command("import", Texts.Of($"从 CSV 导入人员、家庭和信息：正确的行写入，有误的行逐行记入错误文件。"));
        var file = new Argument<string>("FILE") { Description = Texts.Of($"CSV 或制表符分隔的文本，UTF-8、UTF-16 或 GB18030 编码，首行为列名。") };
        var errorFile = new Option<string?>("--errors") { Description = Texts.Of($"错误文件：行、列、值、原因。默认 FILE.errors.csv") };
        var month = new Option<Month?>("--month") { Description = Texts.Of($"文件从哪个月起有效，写作 2026-11，默认本月。"), CustomParser = MonthOption.Parse };
        var city = new CityOptions().AddTo(command).AddSuiteTo(command);
        command.Arguments.Add(file);
        command.Options.Add(errorFile);
        command.Options.Add(month);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var path = parsed.GetRequiredValue(file);
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            var errorPath = ErrorFile.PathFor(path, parsed.GetValue(errorFile), database);
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using var errors = new RowErrors(errorPath);
            var import = new ImportPeople(database, CityOptions.Facts(), TimeProvider.System);
            var result = await import.RunAsync(stream, parsed.GetValue(month), errors, Terminal.Progress(), cancellation);
            errors.Keep();
            Terminal.EndProgress();
            if (parsed.GetValue(json))
                Terminal.WriteJson(ToJson(result, errors, errorPath));
            else
                Print(result, errors, errorPath);
            return result.Rejected > 0 ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }

    private static Command Export()
    {
        var command = new Command("export", Texts.Of($"导出人员、家庭和今天有效的信息，格式与导入相同。"));
        var output = new Option<string?>("--output") { Description = Texts.Of($"写入的文件，默认标准输出。") };
        var city = new CityOptions().AddTo(command);
        var region = RegionOption.AddTo(command, Texts.Of($"只导出这个区划，如 371302。"));
        var reveal = new Option<string?>("--reveal") { Description = Texts.Of($"写明理由，导出完整的身份证号、电话、账号、住址和受保护儿童的姓名。默认脱敏，脱敏的文件不能再导入。") };
        command.Options.Add(output);
        command.Options.Add(reveal);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            var export = new ExportPeople(database, CityOptions.Facts(), TimeProvider.System);
            if (parsed.GetValue(output) is not { } path)
            {
                await using var console = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
                await export.RunAsync(console, parsed.GetValue(region), parsed.GetValue(reveal), null, cancellation);
                return Cli.Done;
            }

            using var file = new WholeFile(path);
            var result = await export.RunAsync(file.Text, parsed.GetValue(region), parsed.GetValue(reveal), Terminal.Progress(), cancellation);
            file.Keep();
            Terminal.EndProgress();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { result.Households, result.Persons, output = path });
            else
                Terminal.Say($"{result.Persons}人、{result.Households}户 → {path}");
            return Cli.Done;
        }));
        return command;
    }

    private static object ToJson(PeopleImport result, RowErrors errors, string errorPath) => new
    {
        result.Encoding,
        result.Rows,
        result.Added,
        result.Changed,
        result.Unchanged,
        result.Rejected,
        result.HouseholdsAdded,
        result.FactsWritten,
        errors = errors.Count,
        errors_file = errorPath,
        seconds = Math.Round(result.Elapsed.TotalSeconds, 2),
        rows_per_second = Math.Round(result.Rows / result.Elapsed.TotalSeconds),
    };

    private static void Print(PeopleImport result, RowErrors errors, string errorPath)
    {
        Terminal.Say($"{result.Rows}行（{result.Encoding}）：新增{result.Added}，更改{result.Changed}，不变{result.Unchanged}，退回{result.Rejected}；用时{result.Elapsed.TotalSeconds:0.0}秒");
        if (result.Rejected == 0)
            return;
        foreach (var error in errors.First.Take(5))
            Terminal.Say($"  第{error.Line:D}行 {error.Column}：{error.Reason}");
        Terminal.Say($"全部{errors.Count}处错误见 {errorPath}");
    }
}
