using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;

namespace Huimin.Platform.Cockpit;

/// <summary>Reads the headlines of a place and the trend of an indicator there, together and in few queries.</summary>
public sealed class ReadFigures(Ledger ledger, HeadlineCatalogue catalogue, Desk desk)
{
    private const int Months = 12;
    private const int Quarters = 8;

    /// <summary>Facts are kept down to townships; of villages the records are asked.</summary>
    public static FigureSource SourceOf(DivisionCode place) => place.Level == RegionLevel.Village ? FigureSource.Best : FigureSource.Facts;

    /// <param name="indicator">Whose trend is wanted; null for none.</param>
    public async Task<(IReadOnlyList<HeadlineFigure> Headlines, Series? Series)> RunAsync(CockpitQuery query, ListedIndicator? indicator, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (place, source) = (query.Place.Value, SourceOf(query.Place));
        var lastDay = await ledger.LastDayAsync(source, cancellation);
        var headlines = catalogue.For(ledger, query.Headlines).Select(h => (Headline: h, Indicator: ledger.Library.Find(h.Code)!, Times: h.In(desk.Month, ledger, lastDay))).ToList();
        // The records of a village are not counted twelve times over.
        List<Period> trend = source == FigureSource.Facts ? [.. Back(Period.Of(desk.Month), Months)] : [];
        List<Period> points = indicator is null || source != FigureSource.Facts ? [] : query.ByQuarter ? [.. Back(Period.Quarter(desk.Month.Year, (desk.Month.Number + 2) / 3), Quarters)] : trend;
        List<FigureAsked> asked =
        [
            .. headlines.SelectMany(h => new[] { h.Times.Now, h.Times.Before, h.Times.YearBefore }.Concat(trend).Select(p => new FigureAsked(h.Headline.Code, place, p))),
            .. points.SelectMany(p => new[] { p, YearBefore(p) }.Select(period => new FigureAsked(indicator!.Code, place, period))),
        ];
        var figures = await ledger.FindAsync(asked, source, cancellation);
        var targets = await ledger.TargetsAsync([.. headlines.Select(h => h.Headline.Code).Concat(indicator is null ? [] : [indicator.Code]).Distinct()], place, Period.Of(desk.Month), cancellation);
        return (
            [.. headlines.Select(h => new HeadlineFigure(h.Headline, h.Indicator,
                ledger.Compare(h.Headline.Code, place, h.Times.Now, (h.Times.Before, h.Times.YearBefore), figures, Comparable(h.Indicator, h.Headline.OfYear)), [.. trend.Select(p => figures[new(h.Headline.Code, place, p)].Value)]))],
            indicator is null ? null : new Series(Subject.Of(indicator), [.. points.Select(p => Point(figures, indicator.Code, place, p, YearBefore(p)))], Comparable(indicator, ofYear: false)));

        Period YearBefore(Period period) => ledger.EarlierOf(indicator!.Code, period, lastDay).YearBefore;

        // What is to happen in a year is no target of a month.
        Indicators.Entering.EnteredFigure? Comparable(ListedIndicator listed, bool ofYear) =>
            targets.GetValueOrDefault(listed.Code) is { } target && (listed.IsOfDay || new Period(target.From, target.To).Kind == (ofYear ? PeriodKind.Year : PeriodKind.Month)) ? target : null;
    }

    private static SeriesPoint Point(IReadOnlyDictionary<FigureAsked, LedgerFigure> figures, string code, long place, Period period, Period yearBefore)
    {
        var (now, then) = (figures[new(code, place, period)], figures[new(code, place, yearBefore)]);
        return new SeriesPoint(period, now.AsOf, now.Value, now.Why, then.Value);
    }

    /// <summary>The period and those before it, oldest first.</summary>
    private static IEnumerable<Period> Back(Period last, int many)
    {
        var all = new List<Period> { last };
        while (all.Count < many)
            all.Add(all[^1].Previous);
        all.Reverse();
        return all;
    }
}
