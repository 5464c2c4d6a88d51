using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Huimin.Platform;
using Huimin.Platform.Reports;
using Huimin.Reports;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Documents;

namespace Huimin.Web.Commands;

/// <summary><c>huimin report read FILE</c>: the figures of a report.</summary>
internal static partial class ReportCommands
{
    public static Command Create() => new("report", Texts.Of($"读懂、核验和写工作报告。")) { Read(), Verify(), Write() };

    private static Command Read()
    {
        var command = new Command("read", Texts.Of($"读出报告里的每个数字：数值、单位、时期、指标和可疑之处。可读纯文本、网页（HTML）和 .docx。"));
        var file = new Argument<string>("FILE") { Description = Texts.Of($"报告文件。") };
        var period = new Option<ReportPeriod?>("--period") { Description = Texts.Of($"报告所述时期，如 2024、2024-H1、2024-Q3、2024-05；不给则从报告里找。"), CustomParser = ParsePeriod };
        command.Arguments.Add(file);
        command.Options.Add(period);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, _) => Cli.GuardAsync(() => Task.FromResult(Read(parsed.GetRequiredValue(file), parsed.GetValue(period), parsed.GetValue(json)))));
        return command;
    }

    private static int Read(string file, ReportPeriod? period, bool json)
    {
        var catalogue = Catalogue();
        var reading = new ReportReader(catalogue).Read(Open(file), new ReadingOptions { Name = Path.GetFileName(file), Period = period, Residents = CityResidents.Read() });
        Warn(reading);
        if (json)
            Terminal.WriteJson(new { figures = reading.Figures.Select(ReportJson.Of) });
        else
            Print(reading, catalogue);
        return Cli.Done;
    }

    private static IndicatorCatalogue Catalogue()
    {
        using var yaml = File.OpenText(ContentFiles.Data("indicators.yaml"));
        try
        {
            return IndicatorCatalogue.Read(yaml);
        }
        catch (CatalogueException e)
        {
            throw new CannotRunException($"指标目录无法读取：{e.Message}", e);
        }
    }

    private static ReportText Open(string file)
    {
        using var stream = File.OpenRead(file);
        return ReportFiles.Read(stream, file);
    }

    /// <summary>What the reader did not find or not read; on standard error, so that the JSON stays alone.</summary>
    private static void Warn(Reading reading)
    {
        if (reading.Figures.Count == 0)
            Console.Error.WriteLine(Texts.Of($"没有读出任何数字。"));
        else if (reading.Period is null)
            Console.Error.WriteLine(Texts.Of($"报告没有说明所述时期，数字都不带时期。请用 --period 指明。"));
        if (reading.TableLinesSkipped > 0)
            Console.Error.WriteLine(Texts.Of($"有{reading.TableLinesSkipped}行像是多栏表格，没有读。"));
    }

    private static void Print(Reading reading, IndicatorCatalogue catalogue)
    {
        foreach (var figure in reading.Figures)
        {
            var indicator = figure.Indicator is { } code && catalogue.Find(code) is { } found ? Texts.Pick(found.Chinese, found.English) : "–";
            var period = figure.Period is { } time ? $"{time.Start:yyyy-MM-dd}…{time.End:yyyy-MM-dd}" : "–";
            Console.WriteLine($"{figure.Offset,8} {figure.Value.ToString(CultureInfo.InvariantCulture),14} {Terminal.Left(figure.Unit, 12)} {period,-22} {figure.Confidence.ToString("0.00", CultureInfo.InvariantCulture)} {indicator}");
            if (figure.Suspect is { } doubt)
                Console.WriteLine(Texts.Of($"         可疑：{ReportJson.Reason(doubt, figure, Texts.English)}"));
        }

        Terminal.Say($"共{reading.Figures.Count}个数字，其中{reading.Figures.Count(f => f.Suspect is not null):D}个可疑。");
    }

    private static ReportPeriod? ParsePeriod(ArgumentResult argument)
    {
        var text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (text.Length >= 4 && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1949 and < 2200)
        {
            switch (text[4..].ToUpperInvariant())
            {
                case "":
                    return ReportPeriod.Year(year);
                case "-H1" or "-H2":
                    return ReportPeriod.Months(year, text[^1] == '1' ? 1 : 7, text[^1] == '1' ? 6 : 12);
                case ['-', 'Q', >= '1' and <= '4' and var quarter]:
                    return ReportPeriod.Months(year, ((quarter - '1') * 3) + 1, (quarter - '0') * 3);
                case ['-', _, _] when int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12:
                    return ReportPeriod.Months(year, month, month);
            }
        }

        argument.AddError(Texts.Of($"{text} 不是时期，应写作 2024、2024-H1、2024-Q3 或 2024-05。"));
        return null;
    }
}
