using Huimin.Platform.Cases.Statistics;
using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;
using Huimin.Platform.Tasks;
using Huimin.Platform.Ui;
using Huimin.Platform.Values;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cockpit;

/// <summary>Reads what a leader should look at in a place 预警, cut to the reader's reach as every query is.</summary>
public sealed class ReadWarnings(AppDbContext context, Desk desk, Ledger ledger, TaskCatalogue tasks, FigureAlarms alarms, DeadlineCalendar calendar)
{
    /// <param name="countedAt">When the figures shown were counted; null where none are known.</param>
    public async Task<Warnings> RunAsync(CockpitQuery query, DateTime? countedAt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (units, whole) = await HandlingAsync(query.Place, cancellation);
        return new Warnings(
            await FindingsAsync(query.Place, cancellation), units, whole, await alarms.OfAsync(query.Place, Period.Of(desk.Month), ReadFigures.SourceOf(query.Place), countedAt, cancellation), await StaleAsync(cancellation));
    }

    private async Task<List<Finding>> FindingsAsync(DivisionCode place, CancellationToken cancellation)
    {
        var (month, before, today, first, last) = (desk.Month.Code, desk.Month.AddMonths(-1).Code, ledger.Today, place.First, place.Last);
        List<string> kinds = [.. tasks.Differences.Kinds.Select(k => k.Code)];
        var counts = await context.WorkTasks.Where(t => kinds.Contains(t.Kind) && t.LastFound >= before && t.Month <= month && t.Region >= first && t.Region <= last)
            .GroupBy(t => t.Kind)
            .Select(g => new
            {
                g.Key,
                Found = g.Count(t => t.LastFound >= month),
                Before = g.Count(t => t.Month <= before),
                Done = g.Count(t => t.LastFound >= month && t.State == TaskState.Done),
                Overdue = g.Count(t => t.LastFound >= month && t.State == TaskState.Open && t.DueOn < today),
            }).ToDictionaryAsync(g => g.Key, cancellation);
        // A month of which nothing at all was noted was not looked at: to find nothing would be another thing.
        var known = counts.Values.Any(c => c.Before > 0);
        return [.. tasks.Differences.Kinds.Select(k => counts.GetValueOrDefault(k.Code) is { } count
            ? new Finding(k, count.Found, known ? count.Before : null, count.Done, count.Overdue)
            : new Finding(k, 0, known ? 0 : null, 0, 0))];
    }

    private async Task<(List<UnitHandling> Units, UnitHandling? Whole)> HandlingAsync(DivisionCode place, CancellationToken cancellation)
    {
        var (today, first, last, size) = (ledger.Today, place.First, place.Last, CaseSpeed.UnitSize(place.Level));
        var speed = (await new CaseSpeed(context, calendar, today).RunAsync(place, new Month(desk.Month.Year, 1), desk.Month, cancellation)).Where(r => r.Type.Length == 0).ToDictionary(r => r.Unit);
        var late = await context.WorkTasks.Where(t => t.State == TaskState.Open && t.Region >= first && t.Region <= last && t.DueOn < today)
            .GroupBy(t => t.Region / size * size).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        List<long> codes = [.. speed.Keys.Where(u => u > 0).Union(late.Keys)];
        if (codes.Count == 0)
            return ([], null);
        var names = await PlaceNames.ReadAsync(context, [.. codes, place.Value], cancellation);
        List<UnitHandling> units = [.. codes.Select(u => Of(u, speed.GetValueOrDefault(u), late.GetValueOrDefault(u))).OrderByDescending(u => u.Late).ThenBy(u => u.InTime ?? 1).ThenBy(u => u.Unit)];
        return (units, Of(place.Value, speed.GetValueOrDefault(0), late.Values.Sum()));

        UnitHandling Of(long unit, SpeedRow? row, int tasksLate) => new(unit, names.Name(unit), row?.Decided ?? 0, row?.ShareInTime, row?.Overdue ?? 0, tasksLate);
    }

    /// <summary>The night's work is looked at by what it left behind: the last day of facts, and the pass over this month.</summary>
    private async Task<List<FormattableString>> StaleAsync(CancellationToken cancellation)
    {
        var stale = new List<FormattableString>();
        if (!desk.IsLatest)
            return stale;
        var (today, month) = (ledger.Today, Month.Of(ledger.Today));
        var counted = await ledger.LastDayAsync(FigureSource.Facts, cancellation);
        if (counted < today)
            Tell($"台账只汇总到{counted}，以后的夜间处理没有完成。");
        if (desk.Run is null || desk.Month < month)
            Tell($"{month}还没有全员比对，比对发现和应享是{desk.Month}的。");
        else if (desk.Run.DataVersion != desk.City.DataVersion && desk.Run.FinishedAt < today.AddDays(-1).ToDateTime(TimeOnly.MinValue).ToUniversalTime())
            Tell($"居民档案在最近一次全员比对（{DateOnly.FromDateTime(desk.Run.FinishedAt.ToLocalTime())}）以后有变动，夜间没有重新比对。");
        return stale;

        void Tell(FormattableString why) => stale.Add(why);
    }
}
