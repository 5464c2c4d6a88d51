using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Huimin.Platform.Documents;

/// <summary>A table over the width of the text; its header stands on every page, a row is never torn.</summary>
internal static class WordTable
{
    public static void AppendTo(Body body, DocumentTable table)
    {
        if (PlainText.Line(table.Caption) is { Length: > 0 } caption)
            body.Append(WordBody.Paragraph(WordStyles.Caption, caption));
        else if (body.LastChild is Table)
            body.Append(WordBody.Paragraph(WordStyles.Normal, "")); // or two tables would become one
        var widths = Widths(table.Columns);
        var made = new Table(
            new TableProperties(
                new TableWidth { Width = Text(WordPage.TextWidth), Type = TableWidthUnitValues.Dxa },
                new TableJustification { Val = TableRowAlignmentValues.Center },
                new TableBorders(Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>(), Line<InsideHorizontalBorder>(), Line<InsideVerticalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 60, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 60, Type = TableWidthValues.Dxa })),
            new TableGrid(widths.Select(w => new GridColumn { Width = Text(w) })));
        var size = Text(CellSize(table.Columns.Count));
        var header = new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()));
        header.Append(table.Columns.Select((c, i) => CellOf(c.Header, widths[i], DocumentAlign.Middle, size, isBold: true)));
        made.Append(header);
        foreach (var cells in table.Rows)
        {
            var row = new TableRow(new TableRowProperties(new CantSplit()));
            row.Append(table.Columns.Select((c, i) => CellOf(table.Cell(cells, i), widths[i], c.Align, size, isBold: false)));
            made.Append(row);
        }

        body.Append(made);
    }

    /// <summary>小四, with many columns 五号 or 小五, never smaller; in half points.</summary>
    private static int CellSize(int columns) => columns switch { <= 6 => 24, <= 9 => 21, _ => 18 };

    private static TableCell CellOf(string text, int width, DocumentAlign align, string size, bool isBold)
    {
        var cell = new TableCell(new TableCellProperties(
            new TableCellWidth { Width = Text(width), Type = TableWidthUnitValues.Dxa }, new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }));
        foreach (var line in PlainText.Lines(text))
        {
            var run = WordBody.RunOf(line);
            var properties = new RunProperties();
            if (isBold)
                properties.Append(new Bold());
            properties.Append(new FontSize { Val = size }, new FontSizeComplexScript { Val = size });
            run.PrependChild(properties);
            cell.Append(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Cell }, new Justification { Val = Justified(align) }), run));
        }

        return cell;
    }

    private static JustificationValues Justified(DocumentAlign align) => align switch
    {
        DocumentAlign.Left => JustificationValues.Left,
        DocumentAlign.Right => JustificationValues.Right,
        _ => JustificationValues.Center,
    };

    private static int[] Widths(IReadOnlyList<DocumentColumn> columns)
    {
        var all = columns.Sum(c => (long)c.Weight);
        return [.. columns.Select(c => Math.Max(1, (int)(c.Weight * (long)WordPage.TextWidth / all)))];
    }

    private static T Line<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Space = 0, Color = "000000" };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
