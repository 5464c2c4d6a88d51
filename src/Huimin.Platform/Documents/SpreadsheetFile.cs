using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Huimin.Platform.Documents;

/// <summary>A column of a <see cref="SpreadsheetFile"/>.</summary>
/// <param name="Header">In the first row.</param>
/// <param name="Width">In half-width characters, two for a Chinese one.</param>
public sealed record SpreadsheetColumn(string Header, double Width = 14);

/// <summary>
/// An .xlsx of one sheet 表格: a header that stays in view, typed cells, filters. It is written row by row, and the same rows are the
/// same file, byte for byte.
/// </summary>
/// <param name="sheet">Name of the sheet; what a name may not hold is replaced.</param>
/// <param name="columns">At least one.</param>
public sealed partial class SpreadsheetFile(string sheet, IReadOnlyList<SpreadsheetColumn> columns)
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Of a sheet, with the header.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Of a cell; what is longer is cut.</summary>
    public const int LongestText = 32_767;

    private const int LongestName = 31;

    /// <param name="rows">Each at most as long as the header.</param>
    /// <returns>The whole file.</returns>
    /// <exception cref="CannotRunException">There are more rows than a sheet holds.</exception>
    public byte[] Write(IEnumerable<IReadOnlyList<SpreadsheetCell>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var package = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            document.ChangeIdOfPart(workbook, "rId1");
            workbook.AddNewPart<WorkbookStylesPart>("rId2").Stylesheet = SpreadsheetStyles.Stylesheet();
            using (var xml = OpenXmlWriter.Create(workbook.AddNewPart<WorksheetPart>("rId1")))
                WriteSheet(xml, rows);
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = SheetName(sheet), SheetId = 1, Id = "rId1" }));
        }

        using var file = new MemoryStream();
        StablePackage.Write(package, file);
        return file.ToArray();
    }

    private void WriteSheet(OpenXmlWriter xml, IEnumerable<IReadOnlyList<SpreadsheetCell>> rows)
    {
        xml.WriteStartElement(new Worksheet());
        xml.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen },
            new Selection { Pane = PaneValues.BottomLeft })
        { WorkbookViewId = 0, TabSelected = true }));
        xml.WriteElement(new Columns(columns.Select((c, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = c.Width, CustomWidth = true })));
        xml.WriteStartElement(new SheetData());
        WriteRow(xml, 1, [.. columns.Select(c => SpreadsheetCell.Text(c.Header))], isHeader: true);
        var number = 1;
        foreach (var row in rows)
        {
            if (++number > MostRows)
                throw new CannotRunException($"表格超过{MostRows - 1}行，一张工作表放不下。请缩小范围后再导出。");
            if (row.Count > columns.Count)
                throw new ArgumentException("A row has at most one cell a column.", nameof(rows));
            WriteRow(xml, number, row, isHeader: false);
        }

        xml.WriteEndElement();
        xml.WriteElement(new AutoFilter { Reference = $"A1:{Letters(columns.Count)}{number.ToString(CultureInfo.InvariantCulture)}" });
        xml.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter xml, int number, IReadOnlyList<SpreadsheetCell> cells, bool isHeader)
    {
        xml.WriteStartElement(new Row { RowIndex = (uint)number });
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i];
            if (cell.Kind == SpreadsheetCellKind.Empty)
                continue;
            var written = new Cell { CellReference = $"{Letters(i + 1)}{number.ToString(CultureInfo.InvariantCulture)}", StyleIndex = isHeader ? SpreadsheetStyles.Header : SpreadsheetStyles.Of(cell.Kind) };
            if (cell.Kind == SpreadsheetCellKind.Text)
            {
                written.DataType = CellValues.InlineString;
                written.InlineString = new InlineString(new Text(Escape(cell.Words)) { Space = SpaceProcessingModeValues.Preserve });
            }
            else
            {
                written.CellValue = new CellValue(cell.Amount.ToString(CultureInfo.InvariantCulture));
            }

            xml.WriteElement(written);
        }

        xml.WriteEndElement();
    }

    /// <summary>What spreadsheets would read as a character, such as <c>_x0041_</c>, is kept as it was written.</summary>
    private static string Escape(string? text)
    {
        var clean = PlainText.Clean(text);
        if (clean.Length > LongestText)
            clean = clean[..(char.IsHighSurrogate(clean[LongestText - 2]) ? LongestText - 2 : LongestText - 1)] + "…";
        return EscapedCharacter().Replace(clean, "_x005F_");
    }

    /// <summary>A to XFD.</summary>
    private static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26)
            letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }

    private static string SheetName(string name)
    {
        var clean = string.Concat(PlainText.Line(name).Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\'' ? '_' : c));
        clean = clean.Length > LongestName ? clean[..(char.IsHighSurrogate(clean[LongestName - 1]) ? LongestName - 1 : LongestName)] : clean;
        return clean.Length == 0 ? "1" : clean;
    }

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EscapedCharacter();
}
