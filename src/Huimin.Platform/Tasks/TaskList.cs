using System.Globalization;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Tasks;

/// <summary>How many tasks there are within the reader's reach.</summary>
public sealed record TaskCounts(int Open, int Overdue);

/// <summary>The tasks within the reader's reach, soonest first. Counts are one range of one index.</summary>
public sealed class TaskList(AppDbContext context, DateOnly today)
{
    /// <summary>Tasks without a day come last.</summary>
    private static readonly DateOnly Never = new(9999, 12, 31);

    public async Task<TaskCounts> CountAsync(CancellationToken cancellation) =>
        await context.WorkTasks.Where(t => t.State == TaskState.Open).GroupBy(_ => 1).Select(g => new TaskCounts(g.Count(), g.Count(t => t.DueOn < today))).FirstOrDefaultAsync(cancellation)
        ?? new TaskCounts(0, 0);

    /// <param name="after">Key of the last row of the page before: due day and id.</param>
    /// <returns>The rows, and the key after which the next page begins; null when nothing follows.</returns>
    public async Task<(List<WorkTask> Tasks, string? Next)> PageAsync(
        string? kind, string? programme, DivisionCode? region, string? list, string? after, int size, CancellationToken cancellation)
    {
        var asked = list switch
        {
            "done" => context.WorkTasks.Where(t => t.State == TaskState.Done),
            "overdue" => context.WorkTasks.Where(t => t.State == TaskState.Open && t.DueOn < today),
            _ => context.WorkTasks.Where(t => t.State == TaskState.Open),
        };
        if (!string.IsNullOrEmpty(kind))
            asked = asked.Where(t => t.Kind == kind);
        if (!string.IsNullOrEmpty(programme))
            asked = asked.Where(t => t.Programme == programme);
        if (region is { } place)
        {
            var (first, last) = (place.First, place.Last);
            asked = asked.Where(t => t.Region >= first && t.Region <= last);
        }

        if (after?.Split('_') is [var day, var number] && long.TryParse(number, CultureInfo.InvariantCulture, out var id)
            && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due))
            asked = due == Never
                ? asked.Where(t => t.DueOn == null && t.Id > id)
                : asked.Where(t => t.DueOn > due || (t.DueOn == due && t.Id > id) || t.DueOn == null);
        var rows = await asked.AsNoTracking().OrderBy(t => t.DueOn == null).ThenBy(t => t.DueOn).ThenBy(t => t.Id).Take(size + 1).ToListAsync(cancellation);
        if (rows.Count <= size)
            return (rows, null);
        rows.RemoveAt(size);
        return (rows, string.Create(CultureInfo.InvariantCulture, $"{rows[^1].DueOn ?? Never:yyyyMMdd}_{rows[^1].Id}"));
    }
}
