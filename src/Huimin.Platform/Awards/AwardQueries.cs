using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Awards;

/// <summary>
/// What lists and figures ask of awards. As figures for indicators: the stock of a month is <c>InMonth</c>; what began in a period is
/// <c>FirstMonth</c> within it; what ended, by reason, is <c>LastMonth</c> within it grouped by <c>EndedBecause</c>; what a month costs is
/// the sum of the versions of <c>VersionsIn</c>.
/// </summary>
public static class AwardQueries
{
    extension(IQueryable<Award> awards)
    {
        /// <summary>Awards that are paid or hold in a month 在享存量, those paid once in it included.</summary>
        /// <param name="month">202611.</param>
        public IQueryable<Award> InMonth(int month) => awards.Where(a => a.FirstMonth <= month && (a.LastMonth == null || a.LastMonth >= month));
    }

    extension(AppDbContext context)
    {
        /// <summary>What the awards of a month are in it: of each the newest version that holds for the month.</summary>
        public IQueryable<AwardVersion> VersionsIn(int month) =>
            from a in context.Awards.InMonth(month)
            join v in context.AwardVersions on a.Id equals v.AwardId
            where v.Number == context.AwardVersions.Where(w => w.AwardId == a.Id && (a.OneOff ? w.FromMonth == month : w.FromMonth <= month)).Max(w => (int?)w.Number)
            select v;

        /// <summary>Whom awards are for, by id of the award: the person, or the family by its head.</summary>
        public async Task<Dictionary<long, string>> NamesOfAsync(IReadOnlyList<Award> awards, CancellationToken cancellation)
        {
            ArgumentNullException.ThrowIfNull(awards);
            List<long> people = [.. awards.Select(a => a.PersonId).OfType<long>()];
            List<long> households = [.. awards.Where(a => a.PersonId is null).Select(a => a.HouseholdId).OfType<long>()];
            var names = await context.People.AsNoTracking().Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
            var heads = await context.HeadsOfAsync(households, cancellation);
            return awards.ToDictionary(a => a.Id, a => a.PersonId is { } person ? names.GetValueOrDefault(person, "—") : heads.GetValueOrDefault(a.HouseholdId ?? 0, "—"));
        }
    }

    /// <summary>The award that a change case is about, or all of the family's or person's that its type handles.</summary>
    public static IQueryable<Award> InForceFor(this IQueryable<Award> awards, CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (record, codes, now) = (file.Record, file.Type.Programmes, Month.Of(file.Today).Code);
        var mine = awards.Where(a => !a.OneOff && codes.Contains(a.Programme) && (a.LastMonth == null || a.LastMonth >= now));
        return record.AwardId is { } one ? mine.Where(a => a.Id == one)
            : mine.Where(a => a.HouseholdId == record.HouseholdId && (record.PersonId == null || a.PersonId == record.PersonId));
    }
}
