using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Huimin.Platform.Documents;

/// <summary>版记 at the foot of the last page: to whom copies go, who printed it and when, between lines as wide as the text (7.4).</summary>
internal static class WordFoot
{
    private const int Character = WordStyles.FootSize * 10;

    /// <summary>Null where there is nothing to say.</summary>
    public static Table? Of(OfficialDocument document)
    {
        var (copyTo, printer) = (PlainText.Line(document.CopyTo), PlainText.Line(document.PrintedBy));
        if (copyTo.Length == 0 && printer.Length == 0)
            return null;
        var foot = new Table(
            new TableProperties(
                new TablePositionProperties
                {
                    LeftFromText = 0,
                    RightFromText = 0,
                    VerticalAnchor = VerticalAnchorValues.Margin,
                    HorizontalAnchor = HorizontalAnchorValues.Margin,
                    TablePositionXAlignment = HorizontalAlignmentValues.Center,
                    TablePositionYAlignment = VerticalAlignmentValues.Bottom,
                },
                new TableOverlap { Val = TableOverlapValues.Never },
                new TableWidth { Width = WordPage.TextWidth.ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa },
                // 0.35 mm outside, 0.25 mm between.
                new TableBorders(Line<TopBorder>(8), Line<BottomBorder>(8), Line<InsideHorizontalBorder>(6)),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
            new TableGrid(new GridColumn { Width = WordPage.TextWidth.ToString(CultureInfo.InvariantCulture) }));
        if (copyTo.Length > 0)
            foot.Append(RowOf(WordBody.Paragraph(WordStyles.Foot, $"抄送：{copyTo.TrimEnd('。')}。", Indent(4, 3))));
        if (printer.Length > 0)
        {
            var line = WordBody.Paragraph(WordStyles.Foot, printer, new Tabs(new TabStop { Val = TabStopValues.Right, Position = WordPage.TextWidth - Character }), Indent(1, 0));
            line.Append(new Run(new TabChar()), WordBody.RunOf(OfficialDocument.DateOf(document.PrintedOn ?? document.Date) + "印发"));
            foot.Append(RowOf(line));
        }

        return foot;
    }

    /// <summary>A table that stands at the foot of a page belongs to the paragraph after it; this one takes no room.</summary>
    public static Paragraph Anchor() => new(new ParagraphProperties(
        new ParagraphStyleId { Val = WordStyles.Foot }, new SnapToGrid { Val = false }, new SpacingBetweenLines { Line = "20", LineRule = LineSpacingRuleValues.Exact },
        new ParagraphMarkRunProperties(new FontSize { Val = "2" })));

    private static TableRow RowOf(Paragraph paragraph) => new(
        new TableRowProperties(new CantSplit()),
        new TableCell(new TableCellProperties(new TableCellWidth { Width = WordPage.TextWidth.ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa }), paragraph));

    /// <summary>In characters of 4号, one on either side.</summary>
    private static Indentation Indent(int left, int hanging) => new()
    {
        Left = (left * Character).ToString(CultureInfo.InvariantCulture),
        Right = Character.ToString(CultureInfo.InvariantCulture),
        Hanging = (hanging * Character).ToString(CultureInfo.InvariantCulture),
    };

    private static T Line<T>(uint size)
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = size, Space = 0, Color = "000000" };
}
