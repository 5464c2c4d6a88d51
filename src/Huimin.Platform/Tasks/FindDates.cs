using System.Globalization;
using Huimin.Platform.Awards;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Tasks;

/// <summary>What dates and the register bring about 到期事项: reviews, recognitions that run out, children who come of age, one citizen ID of two people.</summary>
internal sealed class FindDates : ITaskSource
{
    /// <summary>A review may be begun so long before its day.</summary>
    private const int DaysAhead = 30;

    /// <summary>Lines that support children until they come of age.</summary>
    private static readonly string[] OfChildren = ["child_welfare", "social_assistance"];

    public IReadOnlyList<TaskKind> Kinds { get; } = [TaskKinds.ReviewDue, TaskKinds.RecognitionEnds, TaskKinds.TurningAdult, TaskKinds.DuplicateId];

    public async Task<IReadOnlyList<FoundTask>> FindAsync(TaskDay day, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(day);
        return [.. await ReviewsAsync(day, cancellation), .. await EndingAsync(day, cancellation), .. await AdultsAsync(day, cancellation), .. await DuplicatesAsync(day, cancellation)];
    }

    private static async Task<IEnumerable<FoundTask>> ReviewsAsync(TaskDay day, CancellationToken cancellation)
    {
        var until = day.Today.AddDays(DaysAhead);
        var due = await day.Context.Awards.AsNoTracking().Where(a => a.ReviewOn != null && a.ReviewOn <= until && a.LastMonth == null).ToListAsync(cancellation);
        return due.Select(a => Of(day, TaskKinds.ReviewDue, a, a.ReviewOn!.Value));
    }

    private static async Task<IEnumerable<FoundTask>> EndingAsync(TaskDay day, CancellationToken cancellation)
    {
        var (now, next) = (day.Month.Code, day.Month.AddMonths(1).Code);
        var ending = await day.Context.Awards.AsNoTracking().Where(a => a.LastMonth >= now && a.LastMonth <= next && a.EndedBecause == AwardEnd.Expired && !a.OneOff).ToListAsync(cancellation);
        return ending.Select(a => Of(day, TaskKinds.RecognitionEnds, a, Month.FromCode(a.LastMonth!.Value).LastDay));
    }

    /// <summary>In this month or the next, and still awarded.</summary>
    private static async Task<IEnumerable<FoundTask>> AdultsAsync(TaskDay day, CancellationToken cancellation)
    {
        var (from, until, now) = (day.Month.FirstDay.AddYears(-18), day.Month.AddMonths(1).LastDay.AddYears(-18), day.Month.Code);
        var children = day.Context.People.Where(p => p.BirthDate >= from && p.BirthDate <= until && p.DiedOn == null);
        var coming = await (
            from a in day.Context.Awards.AsNoTracking().Where(a => !a.OneOff && OfChildren.Contains(a.Line) && (a.LastMonth == null || a.LastMonth > now))
            join p in children on a.PersonId equals p.Id
            select new { Award = a, p.BirthDate }).ToListAsync(cancellation);
        return coming.Select(c => Of(day, TaskKinds.TurningAdult, c.Award, Month.Of(c.BirthDate!.Value.AddYears(18)).LastDay));
    }

    private static async Task<IEnumerable<FoundTask>> DuplicatesAsync(TaskDay day, CancellationToken cancellation)
    {
        var indexes = await day.Context.People.Where(p => p.CitizenIdIndex != null && p.DepartedOn == null).GroupBy(p => p.CitizenIdIndex).Where(g => g.Count() > 1).Select(g => g.Key!).ToListAsync(cancellation);
        var found = new List<FoundTask>();
        foreach (var part in indexes.Chunk(200))
        {
            var people = await day.Context.People.AsNoTracking().Where(p => part.Contains(p.CitizenIdIndex) && p.DepartedOn == null).Select(p => new { p.Id, p.HouseholdId, p.Region, p.CitizenIdIndex }).ToListAsync(cancellation);
            foreach (var group in people.GroupBy(p => Convert.ToHexString(p.CitizenIdIndex!)))
            {
                var all = group.OrderBy(p => p.Id).ToList();
                var subject = $"{TaskKinds.DuplicateId.Code}/{string.Join('+', all.Select(p => p.Id.ToString(CultureInfo.InvariantCulture)))}";
                found.Add(new FoundTask(
                    TaskKinds.DuplicateId, subject, "social_assistance", all[^1].Region, all[^1].HouseholdId, all[^1].Id, null, null, 0, day.Calendar.After(day.Today, TaskKinds.DuplicateId.Limit!.Value).Day));
            }
        }

        return found;
    }

    private static FoundTask Of(TaskDay day, TaskKind kind, Award award, DateOnly due) =>
        FindDifferences.Of(day, kind, award, string.Create(CultureInfo.InvariantCulture, $"{kind.Code}/{award.Id}/{due:yyyyMMdd}")) with { DueOn = due };
}
