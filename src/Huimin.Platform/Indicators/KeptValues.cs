using Huimin.Platform.Data;
using Huimin.Platform.Indicators.Facts;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators;

/// <summary>A value in the smallest unit, and what it comes from.</summary>
internal sealed record KeptValue(long Amount, DateTime? CountedAt, bool IsFrozen = false)
{
    /// <summary>The period was fixed without it.</summary>
    public bool IsUnknown { get; init; }
}

/// <summary>Values of counted indicators: as they were fixed, else as facts were kept, else counted from the records.</summary>
internal sealed class KeptValues(AppDbContext context, PolicyLibrary policies, DateOnly today, FigureSource source, long city)
{
    /// <summary>Up to as many periods are summed one by one.</summary>
    private const int FewPeriods = 3;

    /// <summary>Rows of days that are read faster than a dozen sums.</summary>
    private const int MostDays = 6_000;

    private readonly Dictionary<(string Code, long Region, Period Period), KeptValue> known = [];
    private readonly HashSet<(string Code, Period Period)> counted = [];
    private IReadOnlyList<long> regions = [];

    public async Task PrepareAsync(IReadOnlyList<(Indicator Indicator, Period Period)> needed, IReadOnlyList<long> places, CancellationToken cancellation)
    {
        regions = places;
        if (needed.Count == 0 || places.Count == 0)
            return;
        List<long> withCity = [.. places.Append(city).Distinct()];
        await ReadFrozenAsync(needed, withCity, cancellation);
        if (source == FigureSource.Records)
            return;
        var open = needed.Where(n => !counted.Contains((n.Indicator.Code, n.Period))).ToLookup(n => n.Indicator.On(n.Period.End).Kind);
        await ReadStocksAsync([.. open[DefinitionKind.Stock]], withCity, cancellation);
        await ReadFlowsAsync([.. open[DefinitionKind.Flow]], withCity, cancellation);
        await ReadDifferentAsync([.. open[DefinitionKind.Different]], withCity, cancellation);
    }

    /// <summary>Null where only facts are asked for and none was kept.</summary>
    public async Task<KeptValue?> FindAsync(Indicator indicator, long region, Period period, CancellationToken cancellation)
    {
        if (known.TryGetValue((indicator.Code, region, period), out var value))
            return value;
        if (source == FigureSource.Facts)
            return null;
        await CountAsync(indicator, region, period, cancellation);
        return known[(indicator.Code, region, period)];
    }

    /// <summary>One query for all places of the same level that were asked for.</summary>
    private async Task CountAsync(Indicator indicator, long region, Period period, CancellationToken cancellation)
    {
        var (asked, code) = (new Asked(context, period, policies), new DivisionCode(region));
        List<long> sisters = [.. regions.Where(r => new DivisionCode(r).Level == code.Level)];
        if (sisters.Count < 2 || !sisters.Contains(region))
        {
            known[(indicator.Code, region, period)] = new KeptValue(await CountRecords.SumAsync(indicator, asked, code.First, code.Last, cancellation), null);
            return;
        }

        var sums = await CountRecords.SumsAsync(indicator, asked, sisters.Min(), new DivisionCode(sisters.Max()).Last, code.Last - code.First + 1, cancellation);
        foreach (var sister in sisters)
            known[(indicator.Code, sister, period)] = new KeptValue(sums.GetValueOrDefault(sister), null);
    }

    private async Task ReadFrozenAsync(IReadOnlyList<(Indicator Indicator, Period Period)> needed, List<long> places, CancellationToken cancellation)
    {
        // A period that runs is not fixed.
        var closed = needed.Where(n => n.Period.End < today).ToList();
        List<DateOnly> starts = [.. closed.Select(n => n.Period.Start).Distinct()];
        List<DateOnly> ends = [.. closed.Select(n => n.Period.End).Distinct()];
        var freezes = await context.FigureFreezes.AsNoTracking().Where(f => starts.Contains(f.From) && ends.Contains(f.To)).ToListAsync(cancellation);
        if (freezes.Count == 0)
            return;
        List<string> codes = [.. closed.Select(n => n.Indicator.Code).Distinct()];
        var rows = (await context.FrozenFigures.AsNoTracking().Where(f => codes.Contains(f.Indicator) && places.Contains(f.Region) && starts.Contains(f.From) && ends.Contains(f.To)).ToListAsync(cancellation))
            .ToDictionary(f => (f.Indicator, f.Region, f.FreezeId), f => f.Value);
        foreach (var (indicator, period) in closed)
        {
            var last = freezes.Where(f => f.From == period.Start && f.To == period.End && (f.Indicator is null || f.Indicator == indicator.Code)).MaxBy(f => f.Id);
            if (last is null)
                continue;
            var hasValue = rows.ContainsKey((indicator.Code, city, last.Id));
            counted.Add((indicator.Code, period));
            foreach (var place in places)
                known[(indicator.Code, place, period)] = new KeptValue(rows.GetValueOrDefault((indicator.Code, place, last.Id)), last.At, IsFrozen: true) { IsUnknown = !hasValue };
        }
    }

    private async Task ReadStocksAsync(IReadOnlyList<(Indicator Indicator, Period Period)> needed, List<long> places, CancellationToken cancellation)
    {
        if (needed.Count == 0)
            return;
        List<string> codes = [.. needed.Select(n => n.Indicator.Code).Distinct()];
        List<DateOnly> days = [.. needed.Select(n => n.Period.End).Distinct()];
        var facts = await context.IndicatorFacts.AsNoTracking().Where(f => codes.Contains(f.Indicator) && places.Contains(f.Region) && days.Contains(f.To) && f.From == f.To).ToListAsync(cancellation);
        var rows = facts.ToDictionary(f => (f.Indicator, f.Region, f.To));
        foreach (var (indicator, period) in needed)
            Keep(indicator, period, places, place => rows.GetValueOrDefault((indicator.Code, place, period.End)), rows.GetValueOrDefault((indicator.Code, city, period.End)));
    }

    /// <summary>
    /// Days add up; every one of them must have been counted. A few periods are summed by the database; of many, such as the months of a
    /// trend, the days are read once, unless they are so many that this would take longer.
    /// </summary>
    private async Task ReadFlowsAsync(IReadOnlyList<(Indicator Indicator, Period Period)> needed, List<long> places, CancellationToken cancellation)
    {
        if (needed.Count == 0)
            return;
        var periods = needed.GroupBy(n => n.Period).ToList();
        var whole = new Period(needed.Min(n => n.Period.Start), needed.Max(n => n.Period.End));
        if (periods.Count > FewPeriods && (long)needed.Select(n => n.Indicator.Code).Distinct().Count() * places.Count * whole.Days <= MostDays)
        {
            var days = (await FlowDays([.. needed.Select(n => n.Indicator.Code).Distinct()], places, whole).Select(f => new { f.Indicator, f.Region, f.To, f.Value, f.RebuiltAt }).ToListAsync(cancellation))
                .ToLookup(f => (f.Indicator, f.Region));
            foreach (var (indicator, period) in needed)
                KeepFlow(indicator, period, places, place => days[(indicator.Code, place)].Where(d => d.To >= period.Start && d.To <= period.End).ToList() is { Count: > 0 } own
                    ? new FlowSum(own.Sum(d => d.Value), own.Count, own.Min(d => d.RebuiltAt)) : null);
            return;
        }

        foreach (var group in periods)
        {
            var sums = (await FlowDays([.. group.Select(n => n.Indicator.Code)], places, group.Key)
                .GroupBy(f => new { f.Indicator, f.Region }).Select(g => new { g.Key.Indicator, g.Key.Region, Value = g.Sum(f => f.Value), Days = g.Count(), At = g.Min(f => f.RebuiltAt) }).ToListAsync(cancellation))
                .ToDictionary(s => (s.Indicator, s.Region), s => new FlowSum(s.Value, s.Days, s.At));
            foreach (var (indicator, period) in group)
                KeepFlow(indicator, period, places, place => sums.GetValueOrDefault((indicator.Code, place)));
        }
    }

    private IQueryable<IndicatorFact> FlowDays(List<string> codes, List<long> places, Period period)
    {
        var (start, end) = (period.Start, period.End);
        return context.IndicatorFacts.AsNoTracking().Where(f => codes.Contains(f.Indicator) && places.Contains(f.Region) && f.To >= start && f.To <= end && f.From == f.To);
    }

    private void KeepFlow(Indicator indicator, Period period, List<long> places, Func<long, FlowSum?> find)
    {
        if (find(city) is { } whole && whole.Days == period.Days)
            Keep(indicator, period, places, place => find(place) is { } sum ? new IndicatorFact { Indicator = indicator.Code, Value = sum.Value, RebuiltAt = sum.At } : null, new IndicatorFact { Indicator = indicator.Code, RebuiltAt = whole.At });
    }

    private async Task ReadDifferentAsync(IReadOnlyList<(Indicator Indicator, Period Period)> needed, List<long> places, CancellationToken cancellation)
    {
        if (needed.Count == 0)
            return;
        List<string> codes = [.. needed.Select(n => n.Indicator.Code).Distinct()];
        List<DateOnly> days = [.. needed.Select(n => n.Period.End).Distinct()];
        var facts = await context.IndicatorFacts.AsNoTracking().Where(f => codes.Contains(f.Indicator) && places.Contains(f.Region) && days.Contains(f.To)).ToListAsync(cancellation);
        var rows = facts.ToDictionary(f => (f.Indicator, f.Region, new Period(f.From, f.To)));
        foreach (var (indicator, period) in needed)
            Keep(indicator, period, places, place => rows.GetValueOrDefault((indicator.Code, place, period)), rows.GetValueOrDefault((indicator.Code, city, period)));
    }

    /// <summary>The city's fact says that it was counted; a place without one then has none. Villages have no facts.</summary>
    private void Keep(Indicator indicator, Period period, List<long> places, Func<long, IndicatorFact?> find, IndicatorFact? whole)
    {
        if (whole is null)
            return;
        foreach (var place in places.Where(p => new DivisionCode(p).Level < RegionLevel.Village))
            known[(indicator.Code, place, period)] = find(place) is { } fact ? new KeptValue(fact.Value, fact.RebuiltAt) : new KeptValue(0, whole.RebuiltAt);
    }

    /// <summary>What happened on the counted days of a period.</summary>
    private sealed record FlowSum(long Value, int Days, DateTime At);
}
