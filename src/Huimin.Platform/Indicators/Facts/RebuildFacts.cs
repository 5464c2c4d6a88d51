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
    private const long Township = 1_000;
    private const long County = 1_000_000;
    private const long City = 100_000_000;

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
    /// happened), and the last days of the months in that time.
    /// </summary>
    public Task<FactsRebuilt> RunNightAsync(DateOnly today, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        var since = new DateOnly(today.Year - 1, 1, 1);
        var days = new List<DateOnly> { today };
        for (var month = Huimin.Policies.Month.Of(since); month.LastDay < today; month = month.AddMonths(1))
            days.Add(month.LastDay);
        return RunAsync(days, new Period(since, today), progress, cancellation);
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
            var facts = new Counter(indicator, city, now);
            await CountAsync(context, facts, days, flows, cancellation);
            counted.Add((indicator, facts.Facts));
            if (Stopwatch.GetElapsedTime(begun) is var took && took > longest)
                (slowest, longest) = (indicator.Code, took);
            progress?.Report(new WorkProgress("compute", counted.Count, all.Count));
        }

        var rows = await WriteAsync(counted, days, flows, city, cancellation);
        return new FactsRebuilt(all.Count, rows, Stopwatch.GetElapsedTime(started), slowest, longest);
    }

    private async Task CountAsync(AppDbContext context, Counter facts, IReadOnlyList<DateOnly> days, Period flows, CancellationToken cancellation)
    {
        var indicator = facts.Indicator;
        foreach (var day in days)
        {
            var kind = indicator.On(day).Kind;
            if (kind == DefinitionKind.Stock)
                facts.Add(Period.OfDay(day), await CountRecords.SumsAsync(indicator, Ask(Period.OfDay(day)), facts.First, facts.Last, 1, cancellation));
            else if (kind == DefinitionKind.Different)
                foreach (var period in Period.Around(day).Select(p => p with { End = day }).Distinct())
                    foreach (var unit in (long[])[Township, County, City])
                        facts.Set(period, unit, await CountRecords.SumsAsync(indicator, Ask(period), facts.First, facts.Last, unit, cancellation));
        }

        if (indicator.On(flows.End).Kind != DefinitionKind.Flow || CountRecords.Of(indicator, Ask(flows), facts.First, facts.Last) is not { } records)
            return;
        var byDay = await records.GroupBy(c => new { c.Region, c.Day }).Select(g => new { g.Key.Region, g.Key.Day, Value = g.Sum(c => c.Quantity) }).ToListAsync(cancellation);
        var values = byDay.ToLookup(r => r.Day, r => (r.Region, r.Value));
        for (var day = flows.Start; day <= flows.End; day = day.AddDays(1))
            facts.Add(Period.OfDay(day), values[(day.Year * 10_000) + (day.Month * 100) + day.Day].Select(v => KeyValuePair.Create(v.Region, v.Value)));

        Asked Ask(Period period) => new(context, period, policies);
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

    /// <summary>Adds the villages of one indicator up to townships, counties and the city.</summary>
    private sealed class Counter(Indicator indicator, long city, DateTime now)
    {
        public Indicator Indicator => indicator;

        public long First => city;

        public long Last => city + City - 1;

        public List<IndicatorFact> Facts { get; } = [];

        public void Add(Period period, IEnumerable<KeyValuePair<long, long>> villages)
        {
            var sums = new Dictionary<long, long> { [city] = 0 };
            foreach (var (region, value) in villages)
            {
                var (township, county) = (region / Township * Township, region / County * County);
                AddTo(city);
                if (county != city)
                    AddTo(county);
                if (township != county && region != county)
                    AddTo(township);

                void AddTo(long place) => sums[place] = sums.GetValueOrDefault(place) + value;
            }

            Facts.AddRange(sums.Select(s => Fact(s.Key, period, s.Value)));
        }

        /// <summary>What does not add up is counted for each level; a group of a level whose code is that of a wider one belongs to none of its places.</summary>
        public void Set(Period period, long unit, Dictionary<long, long> groups)
        {
            if (unit == City)
                groups.TryAdd(city, 0);
            var wider = unit switch { Township => County, County => City, _ => long.MaxValue };
            Facts.AddRange(groups.Where(g => g.Key % wider != 0 || unit == City).Select(g => Fact(g.Key, period, g.Value)));
        }

        private IndicatorFact Fact(long region, Period period, long value) => new() { Indicator = indicator.Code, Region = region, From = period.Start, To = period.End, Value = value, RebuiltAt = now };
    }
}
