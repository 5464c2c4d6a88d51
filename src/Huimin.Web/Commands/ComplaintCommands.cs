using System.CommandLine;
using Huimin.Modules;
using Huimin.Modules.SocialAssistance.Complaints;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Files;
using Huimin.Platform.Modules;
using Huimin.Platform.Values;

namespace Huimin.Web.Commands;

/// <summary><c>huimin complaints import</c>: the tickets of a hotline.</summary>
internal static class ComplaintCommands
{
    public static Command Create() => new("complaints", Texts.Of($"热线和投诉。")) { Import() };

    private static Command Import()
    {
        var command = new Command("import", Texts.Of($"导入热线的工单文件，每张工单成为一件投诉案件：有一行错就不写入任何一行，错误逐行记入错误文件；再导入一次不改变什么。"));
        var file = new Argument<string>("FILE") { Description = Texts.Of($"CSV，UTF-8、UTF-16 或 GB18030 编码，首行为：受理单号,日期,主题,区划代码,来电人,电话,诉求内容,来源；来电人、电话、来源三列可以没有。") };
        var errorFile = new Option<string?>("--errors") { Description = Texts.Of($"错误文件：行、列、值、原因。默认 FILE.errors.csv") };
        var city = new CityOptions().AddTo(command);
        command.Arguments.Add(file);
        command.Options.Add(errorFile);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var path = parsed.GetRequiredValue(file);
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            var errorPath = ErrorFile.PathFor(path, parsed.GetValue(errorFile), database);
            await using var context = database.CreateContext();
            context.Acting = Acting.Command();
            var office = new CaseOffice(context, new CaseCatalogue(new ModuleCatalogue(AllModules.List)), DeadlineCalendar.Load(), new Delegation(context), database.Keyring, TimeProvider.System);
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using var errors = new RowErrors(errorPath);
            var result = await new ImportComplaints(office, new BeginCases(office)).RunAsync(stream, errors, cancellation);
            if (errors.Count > 0)
                errors.Keep();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { rows = result.Rows + errors.Rows, result.Begun, result.Unchanged, rejected = errors.Rows, errors = errors.Count, first = errors.First.Select(e => new { e.Line, e.Column, e.Reason }), errors_file = errors.Count > 0 ? errorPath : null });
            else
                Print(result, errors, errorPath);
            return errors.Count > 0 ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }

    private static void Print(ComplaintImport result, RowErrors errors, string errorPath)
    {
        if (errors.Count == 0)
        {
            Terminal.Say($"{result.Rows}张工单：新登记{result.Begun}件，已经有的{result.Unchanged}件");
            return;
        }

        Terminal.Say($"{errors.Rows}行有误，没有写入任何一行；全部{errors.Count}处错误见 {errorPath}");
        foreach (var error in errors.First)
            Terminal.Say($"  第{error.Line:D}行 {error.Column}：{error.Reason}");
    }
}
