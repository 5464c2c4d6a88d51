using FsCheck;
using FsCheck.Fluent;
using Huimin.Platform.Files;

namespace Huimin.Tests.Platform.Files;

public class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "1:a|b 2:c|d")]
    [InlineData("a,b\r\nc,d\r\n", "1:a|b 2:c|d")]
    [InlineData("a,b\nc,d", "1:a|b 2:c|d")]
    [InlineData("a,,\n,,b", "1:a|| 2:||b")]
    [InlineData("\n\r\na\n\nb\n", "3:a 5:b")]
    [InlineData("\"a,1\",\"b\"\"2\"\n", "1:a,1|b\"2")]
    [InlineData("\"a\nb\",c\r\nd,e\n", "1:a\nb|c 3:d|e")]
    [InlineData("\"\",\"\"\"\"\n", "1:|\"")]
    [InlineData("a\"b,c\n", "1:a\"b|c")]
    [InlineData("", "")]
    public void Read_WellFormedText_GivesLinesAndCells(string text, string expected) => Show(text).ShouldBe(expected);

    [Theory]
    [InlineData("a,b\n\"c,d\ne,f\n", "1:a|b 2:UnclosedQuote 3:e|f")]
    [InlineData("a,b\n\"c\"x,d\ne,f\n", "1:a|b 2:TextAfterQuote 3:e|f")]
    [InlineData("a,b\nc,\"d", "1:a|b 2:UnclosedQuote")]
    [InlineData("a,b\0\nc,d\n", "1:Nul 2:c|d")]
    [InlineData("a,\uFFFD\nc,d\n", "1:Undecodable 2:c|d")]
    public void Read_BrokenRecord_IsReportedAndTheNextLineIsRead(string text, string expected) => Show(text).ShouldBe(expected);

    [Fact]
    public void Read_RecordsBeyondTheLimit_AreSkippedWhateverTheirLength()
    {
        var huge = new string('x', 3_000_000);

        Show($"a\n{huge}\nb\n").ShouldBe("1:a 2:TooLong 3:b");
        Show($"a\n\"{huge}\"\nb\n").ShouldBe("1:a 2:UnclosedQuote 3:b");
        Show($"a\n{huge}").ShouldBe("1:a 2:TooLong");
        Show($"a\n{new string('x', CsvReader.MaximumRecord)}\n").Length.ShouldBe(CsvReader.MaximumRecord + 6);
    }

    [Fact]
    public void Read_TextLongerThanTheBuffer_KeepsEveryRecord()
    {
        var lines = Enumerable.Range(1, 100_000).Select(i => $"{i},\"户\n{i}\",x").ToList();

        var csv = new CsvReader(new StringReader(string.Join('\n', lines)));

        for (var i = 1; i <= lines.Count; i++)
        {
            csv.Read().ShouldBeTrue();
            csv.Line.ShouldBe(i * 2 - 1);
            csv[1].ToString().ShouldBe($"户\n{i}");
        }

        csv.IsUnterminated.ShouldBeTrue();
        csv.Read().ShouldBeFalse();
    }

    [Fact]
    public void Read_WhatTheWriterWrote_IsTheSame()
    {
        var cell = Gen.Elements("", "a", ",", "\"", "\n", "\r\n", "\t", "=1+1", "'x", "-5", "@", "张三", " b ").ListOf().Select(string.Concat);
        var table = cell.NonEmptyListOf().NonEmptyListOf();
        Prop.ForAll(table.ToArbitrary(), rows =>
        {
            using var text = new StringWriter();
            var writer = new CsvWriter(text);
            foreach (var row in rows)
            {
                foreach (var value in row)
                    writer.Text(value);
                writer.EndRow();
            }

            var csv = new CsvReader(new StringReader(text.ToString()));
            foreach (var row in rows.Where(row => row.Count > 1 || row[0].Length > 0))
            {
                if (!csv.Read() || csv.Problem != CsvProblem.None || csv.Count != row.Count)
                    return false;
                for (var i = 0; i < row.Count; i++)
                {
                    if (!Cells.Unprotected(csv[i], out _).SequenceEqual(row[i]) || Cells.LooksLikeFormula(csv[i]))
                        return false;
                }
            }

            return !csv.Read();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Read_AnyText_EndsAndNeverThrows() =>
        Prop.ForAll(Gen.Elements("a", ",", "\"", "\n", "\r", "\0", "\uFFFD", "张").ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var csv = new CsvReader(new StringReader(text));
            var lines = text.Count(c => c == '\n') + 1;
            var last = 0;
            while (csv.Read())
            {
                if (csv.Line <= last || csv.Line > lines)
                    return false;
                last = csv.Line;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    private static string Show(string text)
    {
        var csv = new CsvReader(new StringReader(text));
        var records = new List<string>();
        while (csv.Read())
        {
            var cells = Enumerable.Range(0, csv.Count).Select(i => csv[i].ToString());
            records.Add($"{csv.Line}:{(csv.Problem == CsvProblem.None ? string.Join('|', cells) : csv.Problem)}");
        }

        return string.Join(' ', records);
    }
}
