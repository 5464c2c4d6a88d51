using Huimin.Platform.Indicators;

namespace Huimin.Platform.Reports.Writing.Composing;

/// <summary>What a report asks the ledger, gathered first so that it is asked in few queries.</summary>
internal sealed class LedgerAnswers(Ledger ledger, FigureSource source)
{
    private readonly HashSet<(string Code, long Region, Period Period)> wanted = [];
    private readonly HashSet<(string Code, long Region, Period Period)> compared = [];
    private readonly Dictionary<(string Code, long Region, Period Period), LedgerFigure> figures = [];
    private readonly Dictionary<(string Code, long Region, Period Period), FigureComparison> comparisons = [];

    public void Want(string code, long region, Period period) => wanted.Add((code, region, period));

    public void WantCompared(string code, long region, Period period) => compared.Add((code, region, period));

    public async Task AskAsync(CancellationToken cancellation)
    {
        foreach (var group in compared.GroupBy(w => (w.Region, w.Period)))
        {
            foreach (var found in await ledger.CompareAsync([.. group.Select(w => w.Code)], group.Key.Region, group.Key.Period, source, cancellation))
            {
                comparisons[(found.Now.Code, group.Key.Region, group.Key.Period)] = found;
                figures[(found.Now.Code, group.Key.Region, group.Key.Period)] = found.Now;
            }
        }

        // Places and times of which the same indicators are wanted are asked for together: the divisions of a table, the months of a trend.
        var open = wanted.Where(w => !figures.ContainsKey(w));
        var places = open.GroupBy(w => (w.Region, w.Period)).Select(g => (g.Key.Region, g.Key.Period, Codes: string.Join(' ', g.Select(w => w.Code).Order(StringComparer.Ordinal))));
        foreach (var alike in places.GroupBy(p => (p.Codes, p.Region)).Select(g => (g.Key.Codes, g.Key.Region, Periods: g.Select(p => p.Period).ToList())).GroupBy(p => (p.Codes, Periods: string.Join(' ', p.Periods))))
        {
            var codes = alike.Key.Codes.Split(' ');
            foreach (var figure in await ledger.FindAsync(codes, [.. alike.Select(p => p.Region)], alike.First().Periods, source, cancellation))
                figures[(figure.Code, figure.Region, figure.Period)] = figure;
        }
    }

    public LedgerFigure this[string code, long region, Period period] => figures[(code, region, period)];

    public FigureComparison Comparison(string code, long region, Period period) => comparisons[(code, region, period)];
}
