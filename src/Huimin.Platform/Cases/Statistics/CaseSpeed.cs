using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Statistics;

/// <summary>How much of a matter a unit handled, and how fast.</summary>
/// <param name="Unit">12-digit code; 0 for the sum of all.</param>
/// <param name="Type">Code of the matter; empty for the sum of all.</param>
/// <param name="Received">In the period; so are accepted and decided.</param>
/// <param name="Open">Now; so is overdue.</param>
/// <param name="MedianDays">Working days from acceptance to the decision; null where nothing was decided.</param>
/// <param name="InTime">Of what was decided and has a limit of its own.</param>
/// <param name="Limited">Decided in the period, with a limit.</param>
public sealed record SpeedRow(long Unit, string Type, int Received, int Accepted, int Decided, int Open, int Overdue, decimal? MedianDays, int InTime, int Limited)
{
    /// <summary>Between 0 and 1; null where nothing with a limit was decided.</summary>
    public decimal? ShareInTime => Limited == 0 ? null : (decimal)InTime / Limited;
}

/// <summary>
/// Speed and backlog by unit and matter 办理时效, from the cases themselves and cut to what the reader reaches. The database counts; how
/// many working days each pair of days spans is asked once.
/// </summary>
public sealed class CaseSpeed(AppDbContext context, DeadlineCalendar calendar, DateOnly today)
{
    private readonly Dictionary<(DateOnly, DateOnly), int> spans = [];

    /// <param name="under">The division whose parts are the rows: counties of a city, townships of a county, villages of a township.</param>
    /// <param name="from">First month.</param>
    /// <param name="until">Last month.</param>
    /// <returns>A row for each unit and matter, then one for each unit, then one for each matter, then one for all.</returns>
    public async Task<IReadOnlyList<SpeedRow>> RunAsync(DivisionCode under, Month from, Month until, CancellationToken cancellation = default)
    {
        var (first, last, size) = (under.First, under.Last, UnitSize(under.Level));
        var (begin, end) = (Utc(from.FirstDay), Utc(until.AddMonths(1).FirstDay));
        var (day, dayAfter) = (from.FirstDay, until.AddMonths(1).FirstDay);
        var cases = context.Cases.AsNoTracking().Where(c => c.Region >= first && c.Region <= last && c.State != CaseState.Draft);
        var counts = await cases.GroupBy(c => new { Unit = c.Region / size * size, c.Type }).Select(g => new Count(
            g.Key.Unit, g.Key.Type, g.Count(c => c.ReceivedAt >= begin && c.ReceivedAt < end), g.Count(c => c.AcceptedOn >= day && c.AcceptedOn < dayAfter),
            g.Count(c => c.State != CaseState.Closed), g.Count(c => c.State == CaseState.Open && c.NextDue < today))).ToListAsync(cancellation);
        var decided = await cases.Where(c => c.DecidedOn >= day && c.DecidedOn < dayAfter)
            .GroupBy(c => new { Unit = c.Region / size * size, c.Type, c.AcceptedOn, c.DecidedOn, IsLimited = c.WholeDue != null, InTime = c.WholeDue != null && c.DecidedOn <= c.WholeDue })
            .Select(g => new Span(g.Key.Unit, g.Key.Type, g.Key.AcceptedOn, g.Key.DecidedOn!.Value, g.Key.IsLimited, g.Key.InTime, g.Count())).ToListAsync(cancellation);
        return [.. Rows(counts, decided, c => (c.Unit, c.Type), s => (s.Unit, s.Type)), .. Rows(counts, decided, c => (c.Unit, ""), s => (s.Unit, "")),
            .. Rows(counts, decided, c => (0, c.Type), s => (0, s.Type)), .. Rows(counts, decided, _ => (0, ""), _ => (0, ""))];
    }

    /// <summary>Codes per division one level below.</summary>
    internal static long UnitSize(RegionLevel level) => level switch
    {
        RegionLevel.Province or RegionLevel.City => 1_000_000,
        RegionLevel.County => 1_000,
        _ => 1,
    };

    private static DateTime Utc(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified), TimeZoneInfo.Local);

    private IEnumerable<SpeedRow> Rows(List<Count> counts, List<Span> decided, Func<Count, (long Unit, string Type)> ofCount, Func<Span, (long Unit, string Type)> ofSpan)
    {
        var spansOf = decided.ToLookup(ofSpan);
        foreach (var group in counts.GroupBy(ofCount).OrderBy(g => g.Key.Unit).ThenBy(g => g.Key.Type, StringComparer.Ordinal))
        {
            var own = spansOf[group.Key].ToList();
            yield return new SpeedRow(
                group.Key.Unit, group.Key.Type, group.Sum(c => c.Received), group.Sum(c => c.Accepted), own.Sum(s => s.Cases), group.Sum(c => c.Open), group.Sum(c => c.Overdue),
                Median(own), own.Where(s => s.InTime).Sum(s => s.Cases), own.Where(s => s.IsLimited).Sum(s => s.Cases));
        }
    }

    /// <summary>Of the cases that were accepted: a change that an officer began has no acceptance.</summary>
    private decimal? Median(List<Span> decided)
    {
        List<(int Days, int Cases)> days = [.. decided.Where(s => s.Accepted is not null).Select(s => (Days(s.Accepted!.Value, s.Decided), s.Cases)).OrderBy(d => d.Item1)];
        var all = days.Sum(d => d.Cases);
        return all == 0 ? null : (At((all - 1) / 2) + At(all / 2)) / 2m;

        int At(int position)
        {
            foreach (var (value, cases) in days)
            {
                if (position < cases)
                    return value;
                position -= cases;
            }

            return 0;
        }
    }

    private int Days(DateOnly from, DateOnly to)
    {
        if (!spans.TryGetValue((from, to), out var days))
            spans[(from, to)] = days = calendar.WorkingDaysBetween(from, to);
        return days;
    }

    private sealed record Count(long Unit, string Type, int Received, int Accepted, int Open, int Overdue);

    private sealed record Span(long Unit, string Type, DateOnly? Accepted, DateOnly Decided, bool IsLimited, bool InTime, int Cases);
}
