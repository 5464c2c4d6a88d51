using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;
using Huimin.Platform.Reports.Verifying;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Language;
using Huimin.Reports;

namespace Huimin.Platform.Reports.Writing.Proving;

/// <summary>
/// Reads a written report back 读回核验: a figure of the ledger must be read as what it is, and what somebody typed is held against the
/// ledger.
/// </summary>
public sealed class ProveReport(VerifyReport verify)
{
    public async Task<ProvenReport> RunAsync(ComposedReport report, FigureSource source, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (!Period.TryParse(report.Period, out var period))
            throw new ArgumentException($"'{report.Period}' is no period.", nameof(report));
        var layout = ReportLayout.Of(report);
        var text = layout.Text;
        var verified = await verify.RunAsync(new Huimin.Reports.Documents.ReportText(text), new DivisionCode(report.Region), period, source, cancellation);
        var marks = new List<FigureMark>();
        var open = verified.Figures.ToList();
        foreach (var span in layout.Spans)
        {
            var read = open.FindAll(f => f.Read.NumberStart < span.End && f.Read.NumberEnd > span.Start);
            open.RemoveAll(read.Contains);
            marks.Add(Mark(report.Figures[span.Figure], span, read) with { Quote = Quote(text, span) });
        }

        marks.AddRange(open.Where(f => !IsInTable(layout, f)).Select(f => Typed(f, layout)));
        return new ProvenReport(report, text, layout.Lines, [.. marks.OrderBy(m => m.Start)], verified.Claims, verified.Relations);
    }

    private static FigureMark Mark(WrittenFigure figure, FigureSpan span, List<VerifiedFigure> read)
    {
        return figure.Origin switch
        {
            FigureOrigin.Missing => Of(MarkStanding.Missing, Why(figure)),
            FigureOrigin.Ledger => Bound(),
            // What it is typed over says what it is.
            FigureOrigin.Edited when read is [var one] => Of(Over(figure, one.Read), OverReason(figure, one.Read)),
            FigureOrigin.Edited => Of(MarkStanding.Doubtful, $"手改的“{figure.Written}”读不出一个数字。"),
            _ when read is [var one, ..] => Of(Standing(one.Standing), one.Reason) with { Ledger = one.Value, Unit = one.Read.Unit, Path = one.Path, Code = one.Indicator?.Code, About = one.Ledger is { } ledger ? (ledger.Region, ledger.Period.ToString()) : (0, "") },
            _ => Of(MarkStanding.Doubtful, $"手写的“{figure.Written}”读不出数字。"),
        };

        FigureMark Of(MarkStanding standing, FormattableString reason) => new(span.Start, span.End, span.Figure, figure.Origin, standing, reason)
        {
            Quote = "",
            Ledger = figure.Value,
            Unit = figure.Unit,
            Path = figure.Path,
            Given = figure.Reason,
            About = (figure.Region, figure.Period),
            Code = figure.Code.Length > 0 ? figure.Code : null,
            Source = span.Source,
        };

        FigureMark Bound()
        {
            if (figure.Kind == FigureKind.Published)
                return Of(MarkStanding.NotInLedger, $"台账里只有公布的数字，公布的数字不能证明自己。");
            if (figure.Form is FigureForm.YearOnYear or FigureForm.OnPrevious or FigureForm.OfTarget)
                return Of(MarkStanding.Proved, $"按台账算出。");
            // Where the words around it name another indicator or time, readers take it for that.
            if (read.Count == 0)
                return Of(MarkStanding.Doubtful, $"这个数字在文中读不出来，请看前后的文字。");
            return read.Find(f => f.Read.Indicator != figure.Code) is { } other
                ? Of(MarkStanding.Doubtful, ReadAs(other))
                : read.Find(f => f.Standing is not FigureStanding.Proved) is { } open ? Of(Standing(open.Standing), open.Reason) : Of(MarkStanding.Proved, read[0].Reason);
        }
    }

    private static FormattableString ReadAs(VerifiedFigure read)
    {
        if (read.Indicator is { } indicator)
            return $"从前后的文字看，这个数字会被读成“{indicator.InBothLanguages}”，请改写句子。";
        return $"从前后的文字看不出这个数字是哪个指标，请改写句子。";
    }

    private static FormattableString Why(WrittenFigure figure) => new BothLanguages(figure.Why, figure.WhyEn);

    private static MarkStanding Over(WrittenFigure figure, Figure read) =>
        read.Unit != figure.Unit ? MarkStanding.Doubtful : figure.Value is not { } value ? MarkStanding.NotInLedger : CompareFigure.Agrees(read, value) ? MarkStanding.Proved : MarkStanding.Contradicted;

    private static FormattableString OverReason(WrittenFigure figure, Figure read)
    {
        if (read.Unit != figure.Unit)
            return $"手改的单位和指标“{new BothLanguages(figure.Name, figure.NameEn)}”的单位不同。";
        if (figure.Value is not { } value)
            return $"台账里没有这个数字，是手工写的：{Why(figure)}";
        if (CompareFigure.Agrees(read, value))
            return $"手改，与台账的{CompareFigure.Plain(value, figure.Unit)}一致。";
        return $"手改，台账是{CompareFigure.Plain(value, figure.Unit)}。";
    }

    private static MarkStanding Standing(FigureStanding standing) => standing switch
    {
        FigureStanding.Contradicted => MarkStanding.Contradicted,
        FigureStanding.Doubtful => MarkStanding.Doubtful,
        FigureStanding.NotInLedger => MarkStanding.NotInLedger,
        _ => MarkStanding.Proved,
    };

    private static FigureMark Typed(VerifiedFigure figure, ReportLayout layout)
    {
        var (start, end) = (figure.Read.NumberStart, figure.Read.NumberEnd);
        return new FigureMark(start, end, null, FigureOrigin.Typed, Standing(figure.Standing), figure.Reason)
        {
            Quote = figure.Read.Quote,
            Ledger = figure.Value,
            Unit = figure.Read.Unit,
            Path = figure.Path,
            About = figure.Ledger is { } ledger ? (ledger.Region, ledger.Period.ToString()) : (0, ""),
            Code = figure.Indicator?.Code,
            Source = layout.SourceOf(start) is { } source && layout.SourceOf(end - 1) == source + end - 1 - start ? (source, end - start) : null,
        };
    }

    /// <summary>A line of a table or drawing, whose figures are the ledger's already.</summary>
    private static bool IsInTable(ReportLayout layout, VerifiedFigure figure) => layout.SourceOf(figure.Read.NumberStart) is null;

    private static string Quote(string text, FigureSpan span)
    {
        const int Around = 12;
        var start = Math.Max(0, span.Start - Around);
        var cut = text.AsSpan(start, span.Start - start).LastIndexOfAny("\n。；，");
        return text[(start + cut + 1)..span.End];
    }
}
