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
        var soon = today.AddDays(SoonDays);
        var counts = await Mine().Where(c => c.State == CaseState.Open).GroupBy(_ => 1).Select(g => new
        {
            ToDo = g.Count(),
            Soon = g.Count(c => c.NextDue != null && c.NextDue >= today && c.NextDue <= soon),
            Overdue = g.Count(c => c.NextDue != null && c.NextDue < today),
        }).FirstOrDefaultAsync(cancellation);
        var waiting = await Mine().CountAsync(c => c.State == CaseState.Waiting || c.State == CaseState.Suspended || c.State == CaseState.Frozen, cancellation);
        return new WorkCounts(counts?.ToDo ?? 0, counts?.Soon ?? 0, counts?.Overdue ?? 0, waiting);
    }

    /// <param name="after">Key of the last row of the page before: due day and id.</param>
    /// <returns>The rows, and the key after which the next page begins; null when nothing follows.</returns>
    public async Task<(List<Case> Cases, string? Next)> PageAsync(string list, string? after, int size, CancellationToken cancellation)
    {
        var soon = today.AddDays(SoonDays);
        var asked = list switch
        {
            "waiting" => Mine().Where(c => c.State == CaseState.Waiting || c.State == CaseState.Suspended || c.State == CaseState.Frozen),
            "soon" => Mine().Where(c => c.State == CaseState.Open && c.NextDue >= today && c.NextDue <= soon),
            "overdue" => Mine().Where(c => c.State == CaseState.Open && c.NextDue < today),
            _ => Mine().Where(c => c.State == CaseState.Open),
        };
        if (after?.Split('_') is [var day, var number] && long.TryParse(number, CultureInfo.InvariantCulture, out var id)
            && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due))
        {
            asked = due == Never
                ? asked.Where(c => c.NextDue == null && c.Id > id)
                : asked.Where(c => c.NextDue > due || (c.NextDue == due && c.Id > id) || c.NextDue == null);
        }

        var rows = await asked.AsNoTracking().OrderBy(c => c.NextDue == null).ThenBy(c => c.NextDue).ThenBy(c => c.Id).Take(size + 1).ToListAsync(cancellation);
        if (rows.Count <= size)
            return (rows, null);
        rows.RemoveAt(size);
        return (rows, string.Create(CultureInfo.InvariantCulture, $"{rows[^1].NextDue ?? Never:yyyyMMdd}_{rows[^1].Id}"));
    }

    /// <summary>By the reader's unit and duty; a village assistant visits the cases of the own village.</summary>
    private IQueryable<Case> Mine()
    {
        var duties = Duties.Where(acting.May).ToList();
        var unit = acting.Post?.Region ?? 0;
        return unit > 0 && new DivisionCode(unit).Level == RegionLevel.Village
            ? context.Cases.Where(c => c.Region == unit && c.ActorRegion > 0 && duties.Contains(c.ActorPermission))
            : context.Cases.Where(c => c.ActorRegion == unit && duties.Contains(c.ActorPermission));
    }
}
