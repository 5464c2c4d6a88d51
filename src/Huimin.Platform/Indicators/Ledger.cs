using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators;

/// <summary>
/// The ledger of figures 数字台账: what an indicator was in a place at a time, and what stands behind it. Whoever proves, writes or shows
/// a figure asks here. Values are counted over everything whoever asks; what the asker's post does not reach is answered as unknown.
/// </summary>
public sealed class Ledger(Database database, IndicatorLibrary library, PolicyLibrary policies, Acting acting, TimeProvider clock)
{
    public IndicatorLibrary Library => library;

    public DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>One figure.</summary>
    /// <param name="code">Code of the catalogue; one that it lacks is answered as unknown.</param>
    /// <param name="region">Of this city down to a village; of another city only what was published.</param>
    /// <param name="period">Of a stock, its last day counts; a day is <see cref="Period.OfDay"/>.</param>
    public async Task<LedgerFigure> FindAsync(string code, DivisionCode region, Period period, FigureSource source = FigureSource.Best, CancellationToken cancellation = default) =>
        (await FindAsync([code], [region.Value], [period], source, cancellation))[0];

    /// <summary>Many figures in few queries: of each indicator each place, of each place each period.</summary>
    public async Task<IReadOnlyList<LedgerFigure>> FindAsync(
        IReadOnlyList<string> codes, IReadOnlyList<long> regions, IReadOnlyList<Period> periods, FigureSource source = FigureSource.Best, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(periods);
        List<FigureAsked> asked = [.. from code in codes from region in regions from period in periods select new FigureAsked(code, region, period)];
        var found = await FindAsync(asked, source, cancellation);
        return [.. asked.Select(a => found[a])];
    }

    /// <summary>Any figures in few queries: how many there are depends on the kinds of records behind them, not on how many figures.</summary>
    public async Task<IReadOnlyDictionary<FigureAsked, LedgerFigure>> FindAsync(IReadOnlyCollection<FigureAsked> asked, FigureSource source = FigureSource.Best, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        await using var context = database.CreateContext();
        var reading = await LedgerReading.BeginAsync(context, library, policies, await LastDayAsync(context, source, cancellation), source, cancellation);
        await reading.PrepareAsync(
            [.. asked.Where(a => library.Find(a.Code) is { } listed && Sees(listed)).Select(a => (a.Code, a.Period)).Distinct()], [.. asked.Select(a => a.Region).Distinct().Where(Reaches)], cancellation);
        var figures = new Dictionary<FigureAsked, LedgerFigure>(asked.Count);
        foreach (var one in asked)
        {
            if (!figures.ContainsKey(one))
                figures[one] = await FigureAsync(reading, one.Code, one.Region, one.Period, cancellation);
        }

        return figures;
    }

    /// <summary>A figure with the period before, the year before and its target.</summary>
    public async Task<FigureComparison> CompareAsync(string code, DivisionCode region, Period period, FigureSource source = FigureSource.Best, CancellationToken cancellation = default) =>
        (await CompareAsync([code], region.Value, period, source, cancellation))[0];

    /// <summary>Likewise for many indicators of one place.</summary>
    public async Task<IReadOnlyList<FigureComparison>> CompareAsync(IReadOnlyList<string> codes, long region, Period period, FigureSource source = FigureSource.Best, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var today = await LastDayAsync(source, cancellation);
        var targets = await TargetsAsync(codes, region, period, cancellation);
        var earlier = codes.Distinct().ToDictionary(code => code, code => EarlierOf(code, period, today), StringComparer.Ordinal);
        var figures = await FindAsync([.. earlier.SelectMany(e => new[] { period, e.Value.Before, e.Value.YearBefore }.Select(p => new FigureAsked(e.Key, region, p)))], source, cancellation);
        return [.. codes.Select(code => Compare(code, region, period, earlier[code], figures, targets.GetValueOrDefault(code)))];
    }

    /// <summary>
    /// The periods that a figure is compared with. A stock is compared with the end of the earlier period, also while this one runs; what
    /// happens in a period that still runs is compared with as many days of the earlier one.
    /// </summary>
    /// <param name="today">Last day that figures reach to.</param>
    public (Period Before, Period YearBefore) EarlierOf(string code, Period period, DateOnly today) => library.Find(code)?.IsOfDay == true
        ? (period.Previous, period.YearBefore)
        : (Earlier(period.Previous, period, today), Earlier(period.YearBefore, period, today));

    /// <summary>A figure beside earlier ones that were read together with it.</summary>
    public FigureComparison Compare(
        string code, long region, Period period, (Period Before, Period YearBefore) earlier, IReadOnlyDictionary<FigureAsked, LedgerFigure> figures, EnteredFigure? target = null)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return new FigureComparison(figures[new(code, region, period)], figures[new(code, region, earlier.Before)], figures[new(code, region, earlier.YearBefore)], target)
        {
            ChangesSinceBefore = Changes(code, earlier.Before, period),
            ChangesSinceYearBefore = Changes(code, earlier.YearBefore, period),
        };
    }

    /// <summary>The targets that hold for exactly this period, or else for the year it lies in.</summary>
    public async Task<IReadOnlyDictionary<string, EnteredFigure>> TargetsAsync(IReadOnlyList<string> codes, long region, Period period, CancellationToken cancellation = default)
    {
        await using var context = database.CreateContext();
        if (!Reaches(region))
            return new Dictionary<string, EnteredFigure>();
        var (start, end) = (new DateOnly(period.End.Year, 1, 1), new DateOnly(period.End.Year, 12, 31));
        var targets = await context.EnteredFigures.AsNoTracking().Where(e => e.Kind == EnteredKind.Target && e.ReplacedBy == null && e.Region == region && codes.Contains(e.Indicator)
            && ((e.From == period.Start && e.To == period.End) || (e.From == start && e.To == end))).ToListAsync(cancellation);
        return targets.GroupBy(t => t.Indicator).ToDictionary(g => g.Key, g => g.MinBy(t => t.To.DayNumber - t.From.DayNumber)!, StringComparer.Ordinal);
    }

    /// <summary>
    /// The records that make a value, as far as the reader of the context may see them: the same query of which the value is the sum.
    /// Null where the indicator is not counted from records.
    /// </summary>
    public IQueryable<Counted>? Records(AppDbContext context, string code, DivisionCode region, Period period)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (library.Find(code) is not { Declared: { } declared } listed || !Sees(listed) || !Reaches(region.Value))
            return null;
        return CountRecords.Of(declared, new Asked(context, period.Until(Today), policies), region.First, region.Last);
    }

    /// <summary>Whether the asker's post has the business line of the indicator.</summary>
    public bool Sees(ListedIndicator listed)
    {
        ArgumentNullException.ThrowIfNull(listed);
        return acting.Reach.Line is null || acting.Reach.Line == listed.Owner;
    }

    /// <summary>Whether the asker's post reaches the place; cities are asked for because what they published is everybody's.</summary>
    private bool Reaches(long region) => acting.Reach.Holds(region);

    private async Task<LedgerFigure> FigureAsync(LedgerReading reading, string code, long region, Period period, CancellationToken cancellation)
    {
        if (library.Find(code) is not { } listed)
            return new LedgerFigure { Code = code, Region = region, Period = period, Kind = FigureKind.Unknown, AsOf = period.End, Why = $"指标目录里没有 {code}。" };
        if (!Sees(listed))
            return new LedgerFigure { Code = code, Region = region, Period = period, Kind = FigureKind.Unknown, AsOf = period.End, Unit = listed.Line.Unit, Why = $"您的岗位不属于这个业务条线。" };
        if (!Reaches(region))
            return await reading.PublishedAsync(listed, region, period, cancellation);
        return await reading.FigureAsync(listed, region, period, cancellation);
    }

    /// <summary>Of a period that still runs, earlier ones are taken as far as it has come: the first eleven months against the first eleven.</summary>
    private static Period Earlier(Period earlier, Period now, DateOnly today)
    {
        if (now.End <= today || now.Start > today || now.Kind == PeriodKind.Day)
            return earlier;
        var days = today.DayNumber - now.Start.DayNumber;
        var end = earlier.Start.AddDays(days);
        return earlier with { End = end < earlier.End ? end : earlier.End };
    }

    /// <summary>The last day that figures of a source reach to: today, or the day that facts were last counted.</summary>
    public async Task<DateOnly> LastDayAsync(FigureSource source, CancellationToken cancellation = default)
    {
        if (source != FigureSource.Facts)
            return Today;
        await using var context = database.CreateContext();
        return await LastDayAsync(context, source, cancellation);
    }

    /// <summary>Facts reach to the last day that was counted; a period that runs is told as far as that.</summary>
    private async Task<DateOnly> LastDayAsync(AppDbContext context, FigureSource source, CancellationToken cancellation) =>
        source == FigureSource.Facts && await context.IndicatorFacts.MaxAsync(f => (DateOnly?)f.To, cancellation) is { } last && last < Today ? last : Today;

    private IReadOnlyList<DateOnly> Changes(string code, Period earlier, Period now) =>
        library.Find(code)?.Declared?.ChangesIn(earlier.Start, now.Until(Today).End) ?? [];
}
