using System.Globalization;
using System.Text;
using Huimin.Platform.Documents;
using Huimin.Platform.Reports.Writing.Composing;

namespace Huimin.Platform.Reports.Writing.Proving;

/// <summary>A figure's place in the text of a report.</summary>
/// <param name="Source">Where its binding stands in the text that people edit.</param>
internal sealed record FigureSpan(int Figure, int Start, int End, (int Start, int Length) Source);

/// <summary>
/// A report as plain text, the way that its .docx reads, with the place of every figure in it: what is read back, proved and written to a
/// text file.
/// </summary>
internal sealed class ReportLayout
{
    private readonly StringBuilder text = new();
    private readonly List<FigureSpan> spans = [];
    private readonly List<ReportLine> lines = [];
    private readonly List<(int Start, int Length, int Source)> copied = [];

    private ReportLayout()
    {
    }

    public string Text => text.ToString();

    /// <summary>Of the figures between words, in the order of the text.</summary>
    public IReadOnlyList<FigureSpan> Spans => spans;

    /// <summary>Title, headings and paragraphs.</summary>
    public IReadOnlyList<ReportLine> Lines => lines;

    public static ReportLayout Of(ComposedReport report)
    {
        var layout = new ReportLayout();
        layout.lines.Add(layout.Line("", report.Title, null));
        if (report.Addressee.Length > 0)
            layout.Line(report.Addressee + "：", []);
        var numbers = new HeadingNumbers();
        foreach (var block in report.Blocks)
        {
            switch (block)
            {
                case TextBlock { Level: > 0 } heading:
                    layout.lines.Add(layout.Line(numbers.Next(heading.Level), heading.Pieces, heading));
                    break;
                case TextBlock paragraph:
                    layout.lines.Add(layout.Line("", paragraph.Pieces, paragraph));
                    break;
                default:
                    foreach (var line in Rows(block))
                        layout.Line(line, []);
                    break;
            }
        }

        layout.Line(report.Office, []);
        layout.Line(OfficialDocument.DateOf(report.Date), []);
        return layout;
    }

    /// <summary>Where a character of the text was taken from in the text that the report was composed from; null for what was written by the program.</summary>
    public int? SourceOf(int at) => copied.Where(c => at >= c.Start && at < c.Start + c.Length).Select(c => (int?)(c.Source + at - c.Start)).FirstOrDefault();

    /// <summary>Cells with tabs between, as a table of .docx reads.</summary>
    public static IEnumerable<string> Rows(ReportBlock block)
    {
        switch (block)
        {
            case TableBlock table:
                if (table.Caption.Length > 0)
                    yield return table.Caption;
                yield return string.Join('\t', table.Columns);
                foreach (var row in table.Rows)
                    yield return string.Join('\t', row.Cells.Select(c => c.Words).Prepend(row.Name));
                break;
            case DrawingBlock drawing:
                yield return Caption(drawing);
                foreach (var point in drawing.Values)
                    yield return point.Label + "\t" + (point.Value is { } value ? value.ToString("0.######", CultureInfo.InvariantCulture) : "—");
                break;
        }
    }

    public static string Caption(DrawingBlock drawing) => $"{drawing.Caption}（{drawing.Unit}）";

    private ReportLine Line(string before, IReadOnlyList<ReportPiece> pieces, TextBlock? block = null)
    {
        var start = text.Length;
        text.Append(before);
        foreach (var piece in pieces)
        {
            if (piece.Figure is { } figure)
                spans.Add(new FigureSpan(figure, text.Length, text.Length + piece.Words.Length, (piece.Source, piece.SourceLength)));
            else if (piece.SourceLength == piece.Words.Length)
                copied.Add((text.Length, piece.Words.Length, piece.Source));
            text.Append(piece.Words);
        }

        text.Append('\n');
        return new ReportLine(block, start, text.Length - 1);
    }
}
