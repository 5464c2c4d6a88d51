using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.People.Households;

/// <summary>What every tab of a household's file 一户一档 shows: who they are and how they stood in the month.</summary>
public sealed record HouseholdFile(Household Household, RecordedFamily? Family, IReadOnlyList<Person> Members, PlaceNames Places)
{
    /// <summary>Name of the head, or of the first member.</summary>
    public string Head => Members.OrderBy(m => m.Relation).ThenBy(m => m.Id).FirstOrDefault()?.Name ?? Household.Number;

    public Person? HeadPerson => Members.OrderBy(m => m.Relation).ThenBy(m => m.Id).FirstOrDefault();

    /// <summary>Null when there is no such household.</summary>
    public static async Task<HouseholdFile?> LoadAsync(AppDbContext context, PolicyLibrary policies, Desk desk, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(desk);
        var household = await context.Households.AsNoTracking().FirstOrDefaultAsync(h => h.Id == id, cancellation);
        if (household is null)
            return null;
        var family = policies.Pack is { } pack ? await RecordedFamily.LoadAsync(context, pack.Facts, id, desk.Month, cancellation) : null;
        var members = family?.Members
            ?? await context.People.AsNoTracking().Where(p => p.HouseholdId == id).OrderBy(p => p.Id).ToListAsync(cancellation);
        return new HouseholdFile(household, family, members, await PlaceNames.ReadAsync(context, [household.Region], cancellation));
    }
}
