using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Bench;

/// <summary>
/// The queries by which the list pages read people, with the filters of the context and without them; the place that a page names
/// itself is compared both times, so that the difference is what the filters cost.
/// </summary>
internal sealed class ListQueries(AppDbContext context, Keyring keyring, bool filtered, CancellationToken cancellation)
{
    private const int Rows = PeopleSearch.PageSize + 1;

    public async Task RunAsync(ListAddress list)
    {
        switch (list.Kind)
        {
            case ListAddress.Village:
                await HouseholdsAsync(list.Listed);
                break;
            case ListAddress.Programme:
                await EntitledAsync(list.Listed);
                break;
            default:
                await PeopleAsync(list);
                break;
        }
    }

    private async Task PeopleAsync(ListAddress list)
    {
        var (first, last, text) = (list.Listed.First, list.Listed.Last, list.Text);
        var people = Of(context.People);
        // The pages name no place to somebody of the whole city: there the filter alone compares it.
        if (!filtered || list.Listed.Level >= RegionLevel.County)
            people = people.Where(p => p.Region >= first && p.Region <= last);
        if (list.Kind == ListAddress.Tail)
        {
            var index = keyring.TailIndexes(text)[0];
            people = people.Where(p => p.CitizenIdTailIndex == index).OrderBy(p => p.Id);
        }
        else
        {
            await ChildrenAsync(people, keyring.Indexes(SealedColumn.Name, text)[0]);
            var end = text + "\U0010FFFF";
            people = people.Where(p => string.Compare(p.Name, text) >= 0 && string.Compare(p.Name, end) < 0);
            people = list.Listed.Level >= RegionLevel.Township
                ? people.OrderBy(p => p.Region).ThenBy(p => p.HouseholdId).ThenBy(p => p.Id)
                : people.OrderBy(p => p.Name).ThenBy(p => p.Id);
        }

        var found = await people.Take(Rows).Select(p => new FoundPerson(
            p.Id, p.Name, p.CitizenId, p.BirthDate, p.DiedOn, p.DepartedOn, p.HouseholdId, p.MemberSince, p.Region, p.Relation)).ToListAsync(cancellation);
        await EntitlementsAsync([.. found.Select(p => p.HouseholdId).Distinct()]);
    }

    /// <summary>Protected children who are called that.</summary>
    private Task ChildrenAsync(IQueryable<Person> people, byte[] index) =>
        people.Where(p => p.NameIndex != null && p.NameIndex == index).OrderBy(p => p.Id).Take(Rows).ToListAsync(cancellation);

    private async Task HouseholdsAsync(DivisionCode village)
    {
        var (first, last) = (village.First, village.Last);
        var found = await Of(context.Households).Where(h => h.Region >= first && h.Region <= last)
            .OrderBy(h => h.Region).ThenBy(h => h.Id).Take(Rows).ToListAsync(cancellation);
        var ids = found.ConvertAll(h => h.Id);
        await HeadsAsync(ids);
        await EntitlementsAsync(ids);
    }

    private async Task EntitledAsync(DivisionCode township)
    {
        var (first, last, month) = (township.First, township.Last, BenchSchema.Month.Code);
        var rows = await Of(context.Entitlements).Where(e => e.Month == month && e.Programme == ListAddress.Programme && e.Region >= first && e.Region <= last)
            .OrderBy(e => e.Region).ThenBy(e => e.HouseholdId).ThenBy(e => e.PersonId).Take(Rows).ToListAsync(cancellation);
        await HeadsAsync([.. rows.Select(r => r.HouseholdId).Distinct()]);
    }

    private Task HeadsAsync(List<long> households) => Of(context.People).Where(p => households.Contains(p.HouseholdId))
        .Select(p => new { p.HouseholdId, p.Relation, p.Id, p.Name }).ToListAsync(cancellation);

    private Task EntitlementsAsync(List<long> households)
    {
        var month = BenchSchema.Month.Code;
        return Of(context.Entitlements).Where(e => households.Contains(e.HouseholdId) && e.Month == month).ToListAsync(cancellation);
    }

    private IQueryable<T> Of<T>(IQueryable<T> rows)
        where T : class => filtered ? rows.AsNoTracking() : rows.AsNoTracking().IgnoreQueryFilters();
}
