using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Language;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Reports.Writing.Drafting;

/// <summary>A figure of a signed report that the ledger has since restated.</summary>
/// <param name="Now">What the ledger says today; null where it does not know any more.</param>
/// <param name="Reason">Why it was restated; empty where it was not frozen.</param>
public sealed record ChangedFigure(ReportFigure Signed, ListedIndicator Indicator, decimal? Now, string Reason);

/// <summary>Holds the figures of a signed report against the ledger of today 签发以后的变化.</summary>
public sealed class CompareSigned(AppDbContext context, Ledger ledger)
{
    public async Task<IReadOnlyList<ChangedFigure>> RunAsync(long id, CancellationToken cancellation = default)
    {
        var signed = await context.ReportFigures.AsNoTracking().Where(f => f.ReportId == id && f.Indicator != null && f.Value != null).OrderBy(f => f.Number).ToListAsync(cancellation);
        var answers = new LedgerAnswers(ledger, FigureSource.Records);
        foreach (var figure in signed)
        {
            if (IsComparison(figure))
                answers.WantCompared(figure.Indicator!, figure.Region, PeriodOf(figure));
            else
                answers.Want(figure.Indicator!, figure.Region, PeriodOf(figure));
        }

        await answers.AskAsync(cancellation);
        var freezes = await context.FigureFreezes.AsNoTracking().Where(f => f.Indicator != null && f.Reason != "").OrderBy(f => f.Id).ToListAsync(cancellation);
        return [.. signed.Where(f => ledger.Library.Find(f.Indicator) is not null).Select(f => (Figure: f, Now: Now(answers, f))).Where(f => f.Now != f.Figure.Value)
            .Select(f => new ChangedFigure(f.Figure, ledger.Library.Find(f.Figure.Indicator)!, f.Now, freezes.FindLast(z => z.Indicator == f.Figure.Indicator && z.From == f.Figure.From && z.To == f.Figure.To)?.Reason ?? ""))];
    }

    private static decimal? Now(LedgerAnswers answers, ReportFigure figure)
    {
        var (code, period) = (figure.Indicator!, PeriodOf(figure));
        if (!IsComparison(figure))
            return answers[code, figure.Region, period].Value;
        var found = answers.Comparison(code, figure.Region, period);
        if (figure.Form == FigureForm.OfTarget)
            return found.OfTarget;
        var then = figure.Form == FigureForm.YearOnYear ? found.YearBefore : found.Before;
        return found.Now.Value is { } now && then.Value is { } before ? FigurePhrase.Change(now, before, found.Now.Unit, figure.Form == FigureForm.YearOnYear)?.Change : null;
    }

    private static bool IsComparison(ReportFigure figure) => figure.Form is FigureForm.YearOnYear or FigureForm.OnPrevious or FigureForm.OfTarget;

    private static Period PeriodOf(ReportFigure figure) => new(figure.From, figure.To);
}
