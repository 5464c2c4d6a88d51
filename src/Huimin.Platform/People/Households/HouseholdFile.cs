using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.People.Households;

/// <summary>What every tab of a household's file 一户一档 shows: who they are and how they stood in the month.</summary>
public sealed record HouseholdFile(Household Household, RecordedFamily? Family, IReadOnlyList<Person> Members, IReadOnlyDictionary<long, FormerMembership> Ended, PlaceNames Places)
{
    /// <summary>Name of the head, or of the first member.</summary>
    public string Head => HeadPerson?.Name ?? Household.Number;

    public Person? HeadPerson => Members.OrderBy(RelationOf).ThenBy(m => m.Id).FirstOrDefault();

    /// <summary>The relation in the month, which is another than today's for one who has left since.</summary>
    public Relation RelationOf(Person member) => member is null ? default : Ended.TryGetValue(member.Id, out var stay) ? stay.Relation : member.Relation;

    /// <summary>The first day of the stay that the month lies in.</summary>
    public DateOnly SinceOf(Person member) => member is null ? default : Ended.TryGetValue(member.Id, out var stay) ? stay.From : member.MemberSince;

    /// <summary>Null when there is no such household.</summary>
    public static async Task<HouseholdFile?> LoadAsync(AppDbContext context, PolicyLibrary policies, Desk desk, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(desk);
        var household = await context.Households.AsNoTracking().FirstOrDefaultAsync(h => h.Id == id, cancellation);
        if (household is null)
            return null;
        var family = policies.PackIn(desk.Month) is { } pack && desk.City.Records(desk.Month) ? await RecordedFamily.LoadAsync(context, pack.Facts, id, desk.Month, cancellation) : null;
        var members = family?.Members
            ?? await context.People.AsNoTracking().Where(p => p.HouseholdId == id).OrderBy(p => p.Id).ToListAsync(cancellation);
        var day = desk.Month.FirstDay;
        var ended = await context.FormerMemberships.AsNoTracking().Where(m => m.HouseholdId == id && m.From <= day && m.To > day)
            .ToDictionaryAsync(m => m.PersonId, cancellation);
        return new HouseholdFile(household, family, members, ended, await PlaceNames.ReadAsync(context, [household.Region], cancellation));
    }
}
