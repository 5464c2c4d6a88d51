using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases;

/// <summary>How much of it there is.</summary>
public sealed record WorkCounts(int ToDo, int Soon, int Overdue, int Waiting);

/// <summary>
/// The cases that are this reader's to act on 我的工作: those whose step belongs to the reader's unit and duty, soonest first. One range of
/// one index, however many cases the city has.
/// </summary>
public sealed class WorkList(AppDbContext context, Acting acting, DateOnly today)
{
    private const int SoonDays = 3;

    /// <summary>Cases without a clock come last.</summary>
    private static readonly DateOnly Never = new(9999, 12, 31);

    private static readonly string[] Duties = [Permissions.AssistCases, Permissions.ProposeCases, Permissions.ApproveCases];

    public async Task<WorkCounts> CountAsync(CancellationToken cancellation)
    {
        List<string> duties = [.. Duties.Where(acting.May)];
        var (soon, mine) = (today.AddDays(SoonDays), OfUnit().Where(c => duties.Contains(c.ActorPermission)));
        var counts = await mine.Where(c => c.State == CaseState.Open).GroupBy(_ => 1).Select(g => new
        {
            ToDo = g.Count(),
            Soon = g.Count(c => c.NextDue != null && c.NextDue >= today && c.NextDue <= soon),
            Overdue = g.Count(c => c.NextDue != null && c.NextDue < today),
        }).FirstOrDefaultAsync(cancellation);
        var waiting = await mine.CountAsync(c => c.State == CaseState.Waiting || c.State == CaseState.Suspended || c.State == CaseState.Frozen, cancellation);
        return new WorkCounts(counts?.ToDo ?? 0, counts?.Soon ?? 0, counts?.Overdue ?? 0, waiting);
    }

    /// <param name="after">Key of the last row of the page before: due day and id.</param>
    /// <returns>The rows, and the key after which the next page begins; null when nothing follows.</returns>
    public async Task<(List<Case> Cases, string? Next)> PageAsync(string list, string? after, int size, CancellationToken cancellation)
    {
        var (due, id) = Key(after);
        var rows = due == Never ? [] : await FirstAsync(list, asked => asked
            .Where(c => c.NextDue >= due && (c.NextDue > due || c.Id > id)).OrderBy(c => c.NextDue).ThenBy(c => c.Id).Take(size + 1), size + 1, cancellation);
        // Cases without a clock come last; only the list of all that is to do and the one that waits have any.
        if (rows.Count <= size && list is not ("soon" or "overdue"))
        {
            var (before, left) = (due == Never ? id : 0, size + 1 - rows.Count);
            rows.AddRange(await FirstAsync(list, asked => asked.Where(c => c.NextDue == null && c.Id > before).OrderBy(c => c.Id).Take(left), left, cancellation));
        }

        if (rows.Count <= size)
            return (rows, null);
        rows.RemoveAt(size);
        return (rows, string.Create(CultureInfo.InvariantCulture, $"{rows[^1].NextDue ?? Never:yyyyMMdd}_{rows[^1].Id}"));
    }

    /// <summary>The first of each duty, in the order in which they lie in the index, put together.</summary>
    private async Task<List<Case>> FirstAsync(string list, Func<IQueryable<Case>, IQueryable<Case>> first, int most, CancellationToken cancellation)
    {
        var rows = new List<Case>();
        foreach (var duty in Duties.Where(acting.May))
            rows.AddRange(await first(In(list, OfUnit().Where(c => c.ActorPermission == duty))).AsNoTracking().ToListAsync(cancellation));
        return [.. rows.OrderBy(c => c.NextDue ?? Never).ThenBy(c => c.Id).Take(most)];
    }

    private IQueryable<Case> In(string list, IQueryable<Case> mine)
    {
        var soon = today.AddDays(SoonDays);
        return list switch
        {
            "waiting" => mine.Where(c => c.State == CaseState.Waiting || c.State == CaseState.Suspended || c.State == CaseState.Frozen),
            "soon" => mine.Where(c => c.State == CaseState.Open && c.NextDue >= today && c.NextDue <= soon),
            "overdue" => mine.Where(c => c.State == CaseState.Open && c.NextDue < today),
            _ => mine.Where(c => c.State == CaseState.Open),
        };
    }

    /// <summary>Where the page before ended; without one, before everything.</summary>
    private static (DateOnly Due, long Id) Key(string? after) =>
        after?.Split('_') is [var day, var number] && long.TryParse(number, CultureInfo.InvariantCulture, out var id)
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) ? (due, id) : (DateOnly.MinValue, 0);

    /// <summary>Of the reader's unit, whosever duty; a village assistant visits the cases of the own village.</summary>
    private IQueryable<Case> OfUnit()
    {
        var unit = acting.Post?.Region ?? 0;
        return unit > 0 && new DivisionCode(unit).Level == RegionLevel.Village
            ? context.Cases.Where(c => c.Region == unit && c.ActorRegion > 0)
            : context.Cases.Where(c => c.ActorRegion == unit);
    }
}
