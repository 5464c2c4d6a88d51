using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Privacy.DataChecks;

/// <summary>
/// What a data check asks before it runs: is there a ground for this purpose on this day 核对前查验授权. A check that was made
/// elsewhere and comes in with an import is not asked.
/// </summary>
public sealed class RequireConsent(AppDbContext context)
{
    /// <param name="householdId">The household whose file the consent lies in.</param>
    /// <param name="personId">The one person whose data are asked for; null for everybody in the household.</param>
    /// <param name="purpose">Code of a <see cref="DataCheckPurpose"/>.</param>
    /// <param name="day">Day of the check.</param>
    /// <returns>The grounds, by which the check can be justified: one, or one of each member.</returns>
    /// <exception cref="CannotRunException">There is none for this purpose on this day.</exception>
    public async Task<IReadOnlyList<DataCheckConsent>> RunAsync(long householdId, long? personId, string purpose, DateOnly day, CancellationToken cancellation = default)
    {
        var wanted = DataCheckPurpose.Require(purpose);
        var household = await context.Households.AsNoTracking().FirstOrDefaultAsync(h => h.Id == householdId, cancellation)
            ?? throw new CannotRunException($"没有这户家庭，或者不在您的岗位范围内。");
        var recorded = await context.DataCheckConsents.AsNoTracking().Where(c => c.HouseholdId == householdId && c.Purpose == wanted.Code).ToListAsync(cancellation);
        var holding = recorded.Where(c => c.HoldsOn(day)).ToList();
        var members = await MembersAsync(householdId, day, cancellation);
        var whole = holding.Find(c => c.PersonId is null);
        // A relative outside the household is not spoken for by it.
        if (whole is not null && (personId is not { } one || members.Contains(one)))
            return [whole];
        var asked = personId is { } person ? [person] : members;
        var own = asked.Select(p => holding.Find(c => c.PersonId == p)).OfType<DataCheckConsent>().ToList();
        if (own.Count > 0 && own.Count == asked.Count)
            return own;
        throw personId is null
            ? new CannotRunException($"家庭 {household.Number} 在{day}没有用于{wanted.Name}的全户授权，请先登记授权或法定依据，再核对。")
            : new CannotRunException($"家庭 {household.Number} 的这个人在{day}没有用于{wanted.Name}的授权，请先登记授权或法定依据，再核对。");
    }

    /// <summary>Who lived in the household on the day.</summary>
    private async Task<IReadOnlyList<long>> MembersAsync(long householdId, DateOnly day, CancellationToken cancellation)
    {
        var present = await context.People
            .Where(p => p.HouseholdId == householdId && p.MemberSince <= day && (p.DiedOn == null || p.DiedOn > day) && (p.DepartedOn == null || p.DepartedOn > day))
            .Select(p => p.Id).ToListAsync(cancellation);
        var since = await context.FormerMemberships.Where(m => m.HouseholdId == householdId && m.From <= day && m.To > day).Select(m => m.PersonId).ToListAsync(cancellation);
        return [.. present.Union(since)];
    }
}
