using System.Globalization;
using Huimin.Platform.Documents;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Language;
using Huimin.Platform.Reports.Writing.Proving;
using Microsoft.AspNetCore.Components;

namespace Huimin.Platform.Reports.Writing.Exporting;

/// <summary>A report as an official document: .docx by GB/T 9704 and the sheet that is printed.</summary>
public static class ReportDocument
{
    /// <param name="picture">Draws a map for the page; null for a file.</param>
    public static OfficialDocument Of(ComposedReport report, Func<DrawingBlock, RenderFragment?>? picture = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new OfficialDocument
        {
            Issuer = report.Office,
            Title = report.TitleText,
            Addressee = report.Addressee,
            Parts = [.. report.Blocks.Select(b => Part(b, picture))],
            Signature = report.Office,
            Date = report.Date,
        };
    }

    private static DocumentPart Part(ReportBlock block, Func<DrawingBlock, RenderFragment?>? picture) => block switch
    {
        TextBlock { Level: 0 } text => new DocumentParagraph(Words(text)),
        TextBlock heading => new DocumentHeading(heading.Level, Words(heading)),
        TableBlock table => Table(table),
        DrawingBlock { Kind: DrawingKind.Map } map => new DocumentMap(Table(map), picture?.Invoke(map)),
        DrawingBlock drawing => Chart(drawing),
        _ => throw new InvalidOperationException(block.GetType().Name),
    };

    /// <summary>A trend is a line; the rest are bars, also a map of a place whose shapes are not known.</summary>
    public static DocumentChart Chart(DrawingBlock drawing)
    {
        ArgumentNullException.ThrowIfNull(drawing);
        return new DocumentChart(drawing.Kind == DrawingKind.Trend ? ChartShape.Line : ChartShape.Bars, ReportLayout.Caption(drawing), [.. drawing.Values.Select(v => (Short(v.Label), v.Value))]);
    }

    private static string Words(TextBlock text) => string.Concat(text.Pieces.Select(p => p.Words));

    private static DocumentTable Table(TableBlock table) => new(
        [.. table.Columns.Select((c, i) => new DocumentColumn(c, i == 0 ? 3 : 2, i == 0 ? DocumentAlign.Left : DocumentAlign.Right))],
        [.. table.Rows.Select(r => (IReadOnlyList<string>)[r.Name, .. r.Cells.Select(c => c.Words)])],
        table.Caption);

    /// <summary>The divisions of a map, the largest first.</summary>
    private static DocumentTable Table(DrawingBlock map) => new(
        [new DocumentColumn("地区", 3, DocumentAlign.Left), new DocumentColumn(map.Unit, 2, DocumentAlign.Right)],
        [.. map.Values.OrderByDescending(v => v.Value).Select(v => (IReadOnlyList<string>)[v.Label, v.Value is { } value ? value.ToString("0.######", CultureInfo.InvariantCulture) : "—"])],
        map.Caption);

    /// <summary>Months of a trend stand close together: 2026年6月 is 26.06.</summary>
    private static string Short(string label) => label is [_, _, _, _, '年', .. var month, '月'] && label[..4].All(char.IsAsciiDigit) && int.TryParse(month, CultureInfo.InvariantCulture, out var number)
        ? string.Create(CultureInfo.InvariantCulture, $"{label[2..4]}.{number:00}")
        : label;
}
