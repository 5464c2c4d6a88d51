using System.Diagnostics;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators.Facts;

/// <summary>What a rebuild did.</summary>
/// <param name="Indicators">How many were counted.</param>
/// <param name="Rows">Facts written.</param>
/// <param name="Slowest">Code of the one that took longest.</param>
public sealed record FactsRebuilt(int Indicators, int Rows, TimeSpan Elapsed, string Slowest, TimeSpan Longest);

/// <summary>
/// Counts indicators anew and keeps the values as facts 指标汇总. The database groups the records by village, once for each indicator;
/// everything above is added up here. Read first and written in one transaction, so that a rebuild that is stopped changes nothing.
/// </summary>
public sealed class RebuildFacts(Database database, IndicatorLibrary library, PolicyLibrary policies, TimeProvider clock)
{
    private static readonly BulkTable<IndicatorFact> Table = new(
        "indicator_fact",
        ["indicator", "region", "from_day", "to_day", "value", "rebuilt_at"],
        static (f, row) =>
        {
            row.Text(f.Indicator);
            row.Int64(f.Region);
            row.Date(f.From);
            row.Date(f.To);
            row.Int64(f.Value);
            row.Moment(f.RebuiltAt);
        });

    /// <summary>The facts of one day: stocks on it, flows of it, and different people of the month, quarter, half-year and year up to it.</summary>
    public Task<FactsRebuilt> RunAsync(DateOnly day, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        RunAsync([day], Period.OfDay(day), progress, cancellation);

    /// <summary>
    /// What a night does: the day itself, flows of every day since the beginning of last year (a record may be entered later than it
    /// happened), and the last days of the last two months and of those that were never counted.
    /// </summary>
    public async Task<FactsRebuilt> RunNightAsync(DateOnly today, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        var since = new DateOnly(today.Year - 1, 1, 1);
        await using var context = database.CreateContext();
        var known = (await context.IndicatorFacts.Where(f => f.To >= since && f.From == f.To).Select(f => f.To).Distinct().ToListAsync(cancellation)).ToHashSet();
        // Before the population is on record there are only a few registers; their pages count from the records.
        var first = Huimin.Policies.Month.FromCode(await context.Cities.Select(c => c.FirstMonth).FirstAsync(cancellation));
        var days = new List<DateOnly> { today };
        for (var month = first.FirstDay > since ? first : Huimin.Policies.Month.Of(since); month.LastDay < today; month = month.AddMonths(1))
            if (!known.Contains(month.LastDay) || month.AddMonths(2) >= Huimin.Policies.Month.Of(today))
                days.Add(month.LastDay);
        return await RunAsync(days, new Period(since, today), progress, cancellation);
    }

    /// <param name="days">Days whose stocks and different people are counted.</param>
    /// <param name="flows">Days whose flows are counted.</param>
    public async Task<FactsRebuilt> RunAsync(IReadOnlyList<DateOnly> days, Period flows, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var (started, now) = (Stopwatch.GetTimestamp(), clock.GetUtcNow().UtcDateTime);
        await using var context = database.CreateContext();
        // One indicator over millions may take longer than a page is allowed to.
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var city = await context.Cities.Select(c => c.Code).FirstAsync(cancellation);
        var all = library.CountedOnes.Select(i => i.Declared!).ToList();
        var counted = new List<(Indicator Indicator, List<IndicatorFact> Facts)>();
        var (slowest, longest) = ("", TimeSpan.Zero);
        foreach (var indicator in all)
        {
            var begun = Stopwatch.GetTimestamp();
            counted.Add((indicator, await CountAsync(context, indicator, days, flows, city, now, cancellation)));
            if (Stopwatch.GetElapsedTime(begun) is var took && took > longest)
                (slowest, longest) = (indicator.Code, took);
            progress?.Report(new WorkProgress("compute", counted.Count, all.Count));
        }

        var rows = await WriteAsync(counted, days, flows, city, cancellation);
        return new FactsRebuilt(all.Count, rows, Stopwatch.GetElapsedTime(started), slowest, longest);
    }

    private async Task<List<IndicatorFact>> CountAsync(AppDbContext context, Indicator indicator, IReadOnlyList<DateOnly> days, Period flows, long city, DateTime now, CancellationToken cancellation)
    {
        var facts = new List<IndicatorFact>();
        foreach (var day in days)
        {
            var kind = indicator.On(day).Kind;
            if (kind == DefinitionKind.Stock)
                Add(Period.OfDay(day), await PlaceSums.CountAsync(indicator, Ask(Period.OfDay(day)), city, withVillages: false, cancellation));
            else if (kind == DefinitionKind.Different)
                foreach (var period in Period.Around(day).Select(p => p with { End = day }).Distinct())
                    Add(period, await PlaceSums.CountAsync(indicator, Ask(period), city, withVillages: false, cancellation));
        }

        if (indicator.On(flows.End).Kind != DefinitionKind.Flow || CountRecords.Of(indicator, Ask(flows), city, city + PlaceSums.City - 1) is not { } records)
            return facts;
        var byDay = (await records.GroupBy(c => new { c.Region, c.Day }).Select(g => new { g.Key.Region, g.Key.Day, Value = g.Sum(c => c.Quantity) }).ToListAsync(cancellation))
            .ToLookup(r => r.Day, r => KeyValuePair.Create(r.Region, r.Value));
        for (var day = flows.Start; day <= flows.End; day = day.AddDays(1))
            Add(Period.OfDay(day), PlaceSums.Up(byDay[(day.Year * 10_000) + (day.Month * 100) + day.Day], city, withVillages: false));
        return facts;

        Asked Ask(Period period) => new(context, period, policies);

        void Add(Period period, Dictionary<long, long> places) =>
            facts.AddRange(places.Select(p => new IndicatorFact { Indicator = indicator.Code, Region = p.Key, From = period.Start, To = period.End, Value = p.Value, RebuiltAt = now }));
    }

    private async Task<int> WriteAsync(List<(Indicator Indicator, List<IndicatorFact> Facts)> counted, IReadOnlyList<DateOnly> days, Period flows, long city, CancellationToken cancellation)
    {
        var rows = 0;
        await using var bulk = await database.BeginBulkAsync(cancellation: cancellation);
        foreach (var (indicator, facts) in counted)
        {
            if (indicator.On(flows.End).Kind == DefinitionKind.Flow)
                await bulk.ExecuteAsync("DELETE FROM indicator_fact WHERE indicator = @p0 AND to_day >= @p1 AND to_day <= @p2", [indicator.Code, flows.Start, flows.End], cancellation);
            else
                foreach (var day in days)
                    await bulk.ExecuteAsync("DELETE FROM indicator_fact WHERE indicator = @p0 AND to_day = @p1", [indicator.Code, day], cancellation);
            await bulk.WriteAsync(Table, facts, cancellation);
            rows += facts.Count;
        }

        bulk.Record(new AuditEntry("figures.rebuild", $"figures:{flows}") { Region = city, After = new { indicators = counted.Count, facts = rows } });
        await bulk.CommitAsync(cancellation);
        return rows;
    }
}
