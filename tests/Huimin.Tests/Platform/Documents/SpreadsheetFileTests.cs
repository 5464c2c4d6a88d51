using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Huimin.Platform;
using Huimin.Platform.Documents;

namespace Huimin.Tests.Platform.Documents;

public sealed class SpreadsheetFileTests
{
    private static readonly SpreadsheetFile Cases = new("案件", [new("姓名"), new("身份证号", 22), new("人数", 8), new("金额（元）"), new("比率"), new("日期", 12)]);

    [Fact]
    public void Write_TypedCells_AreReadBackAsTheirTypes()
    {
        var file = Cases.Write([
            [SpreadsheetCell.Text("赵德福"), SpreadsheetCell.Text("371323195203111817"), SpreadsheetCell.Whole(3), SpreadsheetCell.Money(123_456_789_01), SpreadsheetCell.Number(0.125m), SpreadsheetCell.Day(new(2026, 11, 29))],
            [SpreadsheetCell.Empty, SpreadsheetCell.Text("007"), SpreadsheetCell.Whole(null), SpreadsheetCell.Money(-5), SpreadsheetCell.Empty, SpreadsheetCell.Day(new(1899, 1, 1))],
            []]);
        Problems(file).ShouldBeEmpty();
        var rows = Read(file);
        rows[0].ShouldBe(["姓名", "身份证号", "人数", "金额（元）", "比率", "日期"]);
        rows[1].ShouldBe(["赵德福", "371323195203111817", "#3", "#123456789.01", "#0.125", "#46355"]);
        rows[2].ShouldBe(["007", "#-0.05", "1899-01-01"]);
        DateTime.FromOADate(46355).ShouldBe(new DateTime(2026, 11, 29));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1")]
    [InlineData("<f>1+1</f>")]
    [InlineData("_x0041_ _x000D_")]
    [InlineData("\uD800a\u0001\0b\uFFFF\u202E")]
    [InlineData("  两边空格  ")]
    public void Write_TextThatLooksLikeSomethingElse_IsAText(string text)
    {
        var file = Cases.Write([[SpreadsheetCell.Text(text)]]);
        Problems(file).ShouldBeEmpty();
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var sheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet;
        sheet.Descendants<CellFormula>().ShouldBeEmpty();
        var cell = sheet.Descendants<Cell>().Last();
        cell.DataType!.Value.ShouldBe(CellValues.InlineString);
        if (text.StartsWith("_x", StringComparison.Ordinal))
            cell.InnerText.ShouldBe("_x005F_x0041_ _x005F_x000D_");
        else if (!text.Any(char.IsControl))
            cell.InnerText.ShouldBe(text);
    }

    [Fact]
    public void Write_HeaderWidthsAndNames_AreAsAsked()
    {
        var file = new SpreadsheetFile("[:*?/\\']" + new string('长', 50), [new("甲", 30), .. Enumerable.Range(0, 30).Select(i => new SpreadsheetColumn($"{i}"))]).Write([]);
        Problems(file).ShouldBeEmpty();
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        document.WorkbookPart!.Workbook.Descendants<Sheet>().Single().Name!.Value!.ShouldBe("________" + new string('长', 23));
        var sheet = document.WorkbookPart.WorksheetParts.Single().Worksheet;
        var pane = sheet.Descendants<Pane>().Single();
        (pane.State!.Value, pane.TopLeftCell!.Value).ShouldBe((PaneStateValues.Frozen, "A2"));
        sheet.Descendants<Column>().First().Width!.Value.ShouldBe(30);
        sheet.Descendants<Cell>().Last().CellReference!.Value.ShouldBe("AE1");
    }

    [Fact]
    public void Write_SameRows_AreTheSameFileAndLongTextsAreCut()
    {
        List<IReadOnlyList<SpreadsheetCell>> rows = [[SpreadsheetCell.Text(string.Concat(Enumerable.Repeat("𠮷", 40_000)))], .. Enumerable.Range(0, 3_000).Select(i => (IReadOnlyList<SpreadsheetCell>)[SpreadsheetCell.Whole(i)])];
        var file = Cases.Write(rows);
        Cases.Write(rows).ShouldBe(file);
        Read(file)[1][0].Length.ShouldBeLessThanOrEqualTo(SpreadsheetFile.LongestText);
        Read(file).Count.ShouldBe(3_002);
    }

    [Fact]
    public void Write_MoreThanASheetHolds_IsRefusedInWords()
    {
        IReadOnlyList<SpreadsheetCell> none = [];
        Should.Throw<CannotRunException>(() => Cases.Write(Enumerable.Repeat(none, SpreadsheetFile.MostRows))).In(english: true).ShouldContain("1,048,575 rows");
        Should.Throw<ArgumentException>(() => Cases.Write([[.. Enumerable.Repeat(SpreadsheetCell.Whole(1), 7)]]));
    }

    private static List<string> Problems(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        return [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}")];
    }

    /// <summary>Texts as they are, numbers with a # before them.</summary>
    private static List<List<string>> Read(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        return [.. document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Select(row => row.Elements<Cell>()
            .Select(c => c.DataType?.Value == CellValues.InlineString ? c.InnerText : "#" + decimal.Parse(c.CellValue!.Text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)).ToList())];
    }
}
