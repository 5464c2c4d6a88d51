using System.Globalization;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.People.Transfer;

/// <summary>
/// What the database holds about the people and households of one batch of rows, fetched in a few set queries. The reads
/// see the state before the import; what the import itself writes is remembered by <see cref="FileHouseholds"/>.
/// </summary>
internal sealed class HeldPeople
{
    private readonly Dictionary<string, Household> households = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<Person>> members = [];
    private readonly ILookup<string, Person> byCitizenId;
    private readonly ILookup<long, PersonFact> personFacts;
    private readonly ILookup<long, HouseholdFact> householdFacts;

    private HeldPeople(IEnumerable<Person> withId, IEnumerable<PersonFact> ofPersons, IEnumerable<HouseholdFact> ofHouseholds)
    {
        byCitizenId = withId.ToLookup(p => p.CitizenId!, StringComparer.Ordinal);
        personFacts = ofPersons.ToLookup(f => f.PersonId);
        householdFacts = ofHouseholds.ToLookup(f => f.HouseholdId);
    }

    /// <summary>For a database without people: nothing to ask.</summary>
    public static HeldPeople None { get; } = new([], [], []);

    /// <summary>By external key, or by number (<c>H-371323-104882</c>) where the household has no key of its own.</summary>
    public Household? FindHousehold(string key) => households.GetValueOrDefault(key);

    /// <summary>Everybody who is recorded under the citizen ID; more than one is a mistake to be settled by hand.</summary>
    public IEnumerable<Person> WithCitizenId(string id) => byCitizenId[id];

    /// <summary>The members of a held household of the batch, as far as rows of the batch cannot be matched by citizen ID.</summary>
    public IReadOnlyList<Person> MembersOf(long household) => members.GetValueOrDefault(household) ?? [];

    public IEnumerable<DatedFact> FactsOfPerson(long person) => personFacts[person];

    public IEnumerable<DatedFact> FactsOfHousehold(long household) => householdFacts[household];

    /// <summary>Reads what is held; facts that hold on <paramref name="day"/> or begin later.</summary>
    public static async Task<HeldPeople> LoadAsync(
        Database database, IReadOnlyList<PersonRow> rows, DateOnly day, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;

        var keys = rows.Select(r => r.HouseholdKey).Distinct(StringComparer.Ordinal).ToList();
        var byKey = await HouseholdsAsync(context, keys, cancellation);
        var ids = rows.Where(r => r.CitizenId is not null).Select(r => r.CitizenId!.Value.ToString()).ToList();
        var withId = await context.People.Where(p => EF.Parameter(ids).Contains(p.CitizenId!)).ToListAsync(cancellation);
        var ofHeld = await MembersAsync(context, rows, byKey, withId, cancellation);

        var householdIds = byKey.Values.Select(h => h.Id).ToList();
        var personIds = withId.Concat(ofHeld).Select(p => p.Id).Distinct().ToList();
        var ofPersons = await context.PersonFacts
            .Where(f => EF.Parameter(personIds).Contains(f.PersonId) && (f.ValidTo == null || f.ValidTo > day)).ToListAsync(cancellation);
        var ofHouseholds = await context.HouseholdFacts
            .Where(f => EF.Parameter(householdIds).Contains(f.HouseholdId) && (f.ValidTo == null || f.ValidTo > day)).ToListAsync(cancellation);

        var held = new HeldPeople(withId, ofPersons, ofHouseholds);
        foreach (var (key, household) in byKey)
            held.households.Add(key, household);
        foreach (var household in ofHeld.GroupBy(p => p.HouseholdId))
            held.members.Add(household.Key, [.. household]);
        return held;
    }

    private static async Task<Dictionary<string, Household>> HouseholdsAsync(
        AppDbContext context, List<string> keys, CancellationToken cancellation)
    {
        var found = await context.Households.Where(h => EF.Parameter(keys).Contains(h.ExternalKey!)).ToListAsync(cancellation);
        var byKey = new Dictionary<string, Household>(StringComparer.Ordinal);
        foreach (var household in found.OrderBy(h => h.ClosedOn is null ? 0 : 1))
            byKey.TryAdd(household.ExternalKey!, household);

        var numbers = keys.Where(key => !byKey.ContainsKey(key)).Select(IdOfNumber).Where(id => id > 0).ToList();
        if (numbers.Count == 0)
            return byKey;
        foreach (var household in await context.Households
            .Where(h => EF.Parameter(numbers).Contains(h.Id) && h.ExternalKey == null).ToListAsync(cancellation))
            byKey.TryAdd(household.Number, household);
        return byKey;
    }

    /// <summary>Members of held households in which some row finds nobody by citizen ID.</summary>
    private static async Task<List<Person>> MembersAsync(
        AppDbContext context, IReadOnlyList<PersonRow> rows, Dictionary<string, Household> households, List<Person> withId, CancellationToken cancellation)
    {
        var known = withId.Select(p => p.CitizenId!).ToHashSet(StringComparer.Ordinal);
        var asked = rows
            .Where(r => r.CitizenId is not { } id || !known.Contains(id.ToString()))
            .Select(r => households.GetValueOrDefault(r.HouseholdKey)?.Id)
            .OfType<long>().Distinct().ToList();
        return asked.Count == 0
            ? []
            : await context.People.Where(p => EF.Parameter(asked).Contains(p.HouseholdId)).ToListAsync(cancellation);
    }

    private static long IdOfNumber(string key) =>
        key.StartsWith("H-", StringComparison.Ordinal) && key.LastIndexOf('-') is var dash
        && long.TryParse(key.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
