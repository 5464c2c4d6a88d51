using System.CommandLine;
using System.Text;
using Huimin.Modules;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Documents;
using Huimin.Platform.Indicators;
using Huimin.Platform.Programmes;
using Huimin.Platform.Reports.Verifying;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Drafting;
using Huimin.Platform.Reports.Writing.Exporting;
using Huimin.Platform.Reports.Writing.Language;
using Huimin.Platform.Reports.Writing.Proving;

namespace Huimin.Web.Commands;

/// <summary><c>huimin report write</c>: a report or statistical form from a template, its figures from the ledger.</summary>
internal static partial class ReportCommands
{
    private static Command Write()
    {
        var command = new Command("write", Texts.Of($"按模板写报告或报表，数字取自台账。缺数字时退出码是1，文件照样写出，缺的地方写明【缺】。"));
        var template = new Option<string>("--template") { Description = Texts.Of($"模板：{TemplateNames()}，或者模板文件。"), Required = true };
        var period = IndicatorCommands.AddPeriod(command);
        period.Required = true;
        var output = new Option<string>("--out") { Description = Texts.Of($"写到哪里：.docx 按公文格式，.txt 是文本，.xlsx 是其中的表格。"), Required = true };
        command.Options.Add(template);
        command.Options.Add(output);
        var city = new CityOptions().AddTo(command);
        var region = RegionOption.AddTo(command, Texts.Of($"区划，如 371302，默认全市。"));
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var path = parsed.GetRequiredValue(output);
            if (Path.GetExtension(path) is not (".docx" or ".txt" or ".xlsx"))
                throw new CannotRunException($"--out 应以 .docx、.txt 或 .xlsx 结尾。");
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            using var policies = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, city.Key(parsed), cancellation);
            var ledger = new Ledger(database, IndicatorLibrary.Load(AllModules.List), policies, Acting.Command(), TimeProvider.System);
            var place = await IndicatorCommands.PlaceAsync(database, parsed.GetValue(region), cancellation);
            var text = TemplateText(parsed.GetRequiredValue(template), ledger.Library);
            var report = await new ComposeReport(database, ledger).RunAsync(text, place, parsed.GetValue(period)!.Value, FigureSource.Records, null, cancellation);
            var proven = await new ProveReport(new VerifyReport(database, ledger)).RunAsync(report, FigureSource.Records, cancellation);
            await File.WriteAllBytesAsync(path, Content(Path.GetExtension(path), report, proven), cancellation);
            if (parsed.GetValue(json))
                Terminal.WriteJson(ReportJson.Of(proven, path));
            else
                Print(proven, path);
            return proven.Count(MarkStanding.Missing) + proven.MissingInTables > 0 ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }

    private static byte[] Content(string ending, ComposedReport report, ProvenReport proven) => ending switch
    {
        ".docx" => WordFile.Write(ReportDocument.Of(report)),
        ".xlsx" => ReportSheet.Write(report),
        _ => Encoding.UTF8.GetBytes(proven.Text),
    };

    private static string TemplateNames() => string.Join(Texts.English ? ", " : "、", ShippedTemplates.Keys);

    /// <summary>A shipped template by its name, or a file.</summary>
    private static string TemplateText(string template, IndicatorLibrary library)
    {
        if (ShippedTemplates.Load(library).Find(template) is { } shipped)
            return shipped.Text;
        if (!File.Exists(template))
            throw new CannotRunException($"没有模板 {template}：可以用{TemplateNames()}，或者写一个模板文件的路径。");
        return TemplateReader.Clean(File.ReadAllText(template));
    }

    private static void Print(ProvenReport proven, string path)
    {
        foreach (var figure in proven.Report.Figures.Where(f => f is { Origin: FigureOrigin.Missing, IsDrawn: false }))
            Console.WriteLine(Texts.Of($"缺：{Texts.Pick(figure.Name, figure.NameEn)}（{figure.Period}）：{Texts.Pick(figure.Why, figure.WhyEn)}"));
        foreach (var mark in proven.Marks.Where(m => m.Standing is MarkStanding.Contradicted or MarkStanding.Doubtful))
            Console.WriteLine($"? {mark.Quote} {Texts.Of(mark.Reason)}");
        Terminal.Say($"{path}：文中{proven.Marks.Count}个数字，与台账一致{proven.Count(MarkStanding.Proved)}；表格和图中{proven.Report.Figures.Count(f => !f.IsInText):D}个；缺{proven.Count(MarkStanding.Missing) + proven.MissingInTables:D}个。");
    }
}
