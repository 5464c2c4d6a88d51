using System.Globalization;
using System.Runtime.InteropServices;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
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
    private readonly Dictionary<string, List<Person>> byCitizenId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, DateOnly> lastLeft = [];
    private readonly Dictionary<long, List<PersonFact>> personFacts = [];
    private readonly Dictionary<long, List<HouseholdFact>> householdFacts = [];

    private HeldPeople()
    {
    }

    /// <summary>For a database without people: nothing to ask.</summary>
    public static HeldPeople None { get; } = new();

    /// <summary>By external key, or by number (<c>H-371323-104882</c>) where the household has no key of its own.</summary>
    public Household? FindHousehold(string key) => households.GetValueOrDefault(key);

    /// <summary>Everybody who is recorded under the citizen ID; more than one is a mistake to be settled by hand.</summary>
    public IReadOnlyList<Person> WithCitizenId(string id) => byCitizenId.TryGetValue(id, out var found) ? found : [];

    /// <summary>The members of a held household of the batch, as far as rows of the batch cannot be matched by citizen ID.</summary>
    public IReadOnlyList<Person> MembersOf(long household) => members.TryGetValue(household, out var found) ? found : [];

    /// <summary>End of the last stay that has ended; asked only of batches that name first days of stays.</summary>
    public DateOnly? LastLeft(long person) => lastLeft.TryGetValue(person, out var day) ? day : null;

    /// <summary>In order of their first day; of households likewise.</summary>
    public IReadOnlyList<PersonFact> FactsOfPerson(long person) => personFacts.TryGetValue(person, out var found) ? found : [];

    public IReadOnlyList<HouseholdFact> FactsOfHousehold(long household) => householdFacts.TryGetValue(household, out var found) ? found : [];

    /// <summary>Reads what is held; facts that hold on <paramref name="day"/> or begin later.</summary>
    public static async Task<HeldPeople> LoadAsync(
        Database database, IReadOnlyList<PersonRow> rows, DateOnly day, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;

        var keys = rows.Select(r => r.HouseholdKey).Distinct(StringComparer.Ordinal).ToList();
        var byKey = await HouseholdsAsync(context, keys, cancellation);
        var indexes = rows.Select(r => r.CitizenIdText).OfType<string>().SelectMany(id => database.Keyring.Indexes(SealedColumn.CitizenId, id)).ToList();
        var withId = await context.People.Where(p => p.CitizenIdIndex != null && EF.Parameter(indexes).Contains(p.CitizenIdIndex)).ToListAsync(cancellation);
        Open(withId, database.Keyring);
        var ofHeld = await MembersAsync(context, rows, byKey, withId, cancellation);
        Open(ofHeld, database.Keyring);
        foreach (var household in byKey.Values)
            household.PlainAddress ??= database.Keyring.Open(household);

        var householdIds = byKey.Values.Select(h => h.Id).ToList();
        var personIds = withId.Concat(ofHeld).Select(p => p.Id).Distinct().ToList();
        var ofPersons = await context.PersonFacts
            .Where(f => EF.Parameter(personIds).Contains(f.PersonId) && (f.ValidTo == null || f.ValidTo > day)).OrderBy(f => f.ValidFrom).ToListAsync(cancellation);
        var ofHouseholds = await context.HouseholdFacts
            .Where(f => EF.Parameter(householdIds).Contains(f.HouseholdId) && (f.ValidTo == null || f.ValidTo > day)).OrderBy(f => f.ValidFrom).ToListAsync(cancellation);

        var held = new HeldPeople();
        foreach (var (key, household) in byKey)
            held.households.Add(key, household);
        if (rows.Any(r => r.MemberSince is not null))
        {
            foreach (var stay in await context.FormerMemberships.Where(m => EF.Parameter(personIds).Contains(m.PersonId)).ToListAsync(cancellation))
                held.lastLeft[stay.PersonId] = held.LastLeft(stay.PersonId) is { } later && later > stay.To ? later : stay.To;
        }

        Group(withId, p => p.Secrets!.CitizenId!, held.byCitizenId);
        Group(ofHeld, p => p.HouseholdId, held.members);
        Group(ofPersons, f => f.PersonId, held.personFacts);
        Group(ofHouseholds, f => f.HouseholdId, held.householdFacts);
        return held;
    }

    private static void Open(List<Person> people, Keyring keyring)
    {
        foreach (var person in people)
            person.Secrets = keyring.Open(person);
    }

    private static void Group<TKey, T>(List<T> items, Func<T, TKey> key, Dictionary<TKey, List<T>> groups)
        where TKey : notnull
    {
        foreach (var item in items)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, key(item), out _);
            (group ??= []).Add(item);
        }
    }

    private static async Task<Dictionary<string, Household>> HouseholdsAsync(
        AppDbContext context, List<string> keys, CancellationToken cancellation)
    {
        var found = await context.Households.Where(h => h.ExternalKey != null && EF.Parameter(keys).Contains(h.ExternalKey)).ToListAsync(cancellation);
        var byKey = new Dictionary<string, Household>(StringComparer.Ordinal);
        foreach (var household in found.OrderBy(h => h.ClosedOn is null ? 0 : 1))
            byKey.TryAdd(household.ExternalKey!, household);

        var numbers = keys.Where(key => !byKey.ContainsKey(key)).Select(IdOfNumber).Where(id => id > 0).ToList();
        if (numbers.Count == 0)
            return byKey;
        var byId = await context.Households
            .Where(h => EF.Parameter(numbers).Contains(h.Id) && h.ExternalKey == null).ToDictionaryAsync(h => h.Id, cancellation);
        foreach (var key in keys)
        {
            // The number was given when the household lived in another county perhaps, but never in another city.
            if (byId.TryGetValue(IdOfNumber(key), out var household) && key.AsSpan(0, 6).SequenceEqual(household.Number.AsSpan(0, 6)))
                byKey.TryAdd(key, household);
        }

        return byKey;
    }

    /// <summary>Members of held households in which some row finds nobody by citizen ID.</summary>
    private static async Task<List<Person>> MembersAsync(
        AppDbContext context, IReadOnlyList<PersonRow> rows, Dictionary<string, Household> households, List<Person> withId, CancellationToken cancellation)
    {
        var known = withId.Select(p => p.Secrets!.CitizenId!).ToHashSet(StringComparer.Ordinal);
        var asked = rows
            .Where(r => r.CitizenIdText is not { } id || !known.Contains(id))
            .Select(r => households.GetValueOrDefault(r.HouseholdKey)?.Id)
            .OfType<long>().Distinct().ToList();
        return asked.Count == 0
            ? []
            : await context.People.Where(p => EF.Parameter(asked).Contains(p.HouseholdId)).ToListAsync(cancellation);
    }

    /// <summary>The id of <c>H-371323-104882</c>; 0 for what is no number of a household.</summary>
    private static long IdOfNumber(string key) =>
        key.Length > 9 && key.StartsWith("H-", StringComparison.Ordinal) && key[8] == '-' && key[9] != '0'
        && !key.AsSpan(2, 6).ContainsAnyExceptInRange('0', '9')
        && long.TryParse(key.AsSpan(9), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
