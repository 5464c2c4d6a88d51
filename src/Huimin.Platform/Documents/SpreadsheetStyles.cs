using DocumentFormat.OpenXml.Spreadsheet;

namespace Huimin.Platform.Documents;

/// <summary>How the kinds of cells look.</summary>
internal static class SpreadsheetStyles
{
    public const uint Header = 1;

    private const uint DayFormat = 164;

    /// <summary>Number of the format of a kind; the order of <see cref="Stylesheet"/>.</summary>
    public static uint Of(SpreadsheetCellKind kind) => kind switch
    {
        SpreadsheetCellKind.Text => 2,
        SpreadsheetCellKind.Whole => 3,
        SpreadsheetCellKind.Money => 4,
        SpreadsheetCellKind.Day => 5,
        _ => 0,
    };

    public static Stylesheet Stylesheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "yyyy-mm-dd" }) { Count = 1 },
        new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "宋体" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "宋体" })) { Count = 2 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE8EEF7" }) { PatternType = PatternValues.Solid }))
        { Count = 3 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())) { Count = 1 },
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
        new CellFormats(
            Format(0),
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Center }) { NumberFormatId = 49, FontId = 1, FillId = 2, BorderId = 0, FormatId = 0, ApplyNumberFormat = true, ApplyFont = true, ApplyFill = true, ApplyAlignment = true },
            Format(49), Format(3), Format(4), Format(DayFormat))
        { Count = 6 });

    /// <summary>49 text, 3 whole with grouping, 4 with two decimals: the formats that every program knows by number.</summary>
    private static CellFormat Format(uint number) => new() { NumberFormatId = number, FontId = 0, FillId = 0, BorderId = 0, FormatId = 0, ApplyNumberFormat = true };
}
