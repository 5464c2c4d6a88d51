using System.Globalization;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.People.Transfer;

/// <summary>What some thousand rows of a file change, ready to write.</summary>
internal sealed class PeopleChangeBatch
{
    public List<Household> Households { get; } = [];

    /// <summary>Households that are held and make place for a row of <see cref="Households"/>; people likewise.</summary>
    public List<long> ChangedHouseholds { get; } = [];

    /// <summary>Held households whose region changes: of their members, those whom the file does not name go with them.</summary>
    public List<long> MovedHouseholds { get; } = [];

    public List<Person> People { get; } = [];

    public List<long> ChangedPeople { get; } = [];

    public List<FormerMembership> Moves { get; } = [];

    public FactChanges<PersonFact> PersonFacts { get; } = new();

    public FactChanges<HouseholdFact> HouseholdFacts { get; } = new();

    /// <summary>Bytes of the file that the batch ends at.</summary>
    public long Position { get; set; }

    /// <summary>The sealing of the batch, on a thread of its own; it is written when it is done.</summary>
    public Task Sealing { get; private set; } = Task.CompletedTask;

    public void BeginSealing(Sealer sealer) => Sealing = Task.Run(() =>
    {
        foreach (var household in Households)
            sealer.Seal(household);
        foreach (var person in People)
            sealer.Seal(person);
    });

    public async Task WriteAsync(IBulkWriter writer, DateOnly day, CancellationToken cancellation)
    {
        await Sealing;
        await writer.DeleteAsync("household", "id", ChangedHouseholds, null, [], cancellation);
        await writer.WriteAsync(PeopleTables.Household, Households, cancellation);
        await writer.DeleteAsync("person", "id", ChangedPeople, null, [], cancellation);
        await writer.WriteAsync(PeopleTables.Person, People, cancellation);
        await writer.UpdateAsync(
            "person SET region = (SELECT h.region FROM household h WHERE h.id = person.household_id)", "household_id", MovedHouseholds, cancellation);
        await writer.WriteAsync(PeopleTables.FormerMembership, Moves, cancellation);
        await PersonFacts.WriteAsync(writer, PeopleTables.PersonFact, "person_id", day, cancellation);
        await HouseholdFacts.WriteAsync(writer, PeopleTables.HouseholdFact, "household_id", day, cancellation);
    }
}

/// <summary>Rows of dated facts to write, and the held ones to take away before.</summary>
internal sealed class FactChanges<T>
    where T : DatedFact
{
    private readonly Dictionary<short, List<long>> replaced = [];

    public List<T> Written { get; } = [];

    public void Replace(short fact, long holder) =>
        (replaced.TryGetValue(fact, out var ids) ? ids : replaced[fact] = []).Add(holder);

    public async Task WriteAsync(IBulkWriter writer, BulkTable<T> table, string holder, DateOnly day, CancellationToken cancellation)
    {
        foreach (var (fact, ids) in replaced)
        {
            var condition = string.Create(CultureInfo.InvariantCulture, $"fact = {fact} AND (valid_to IS NULL OR valid_to > @p0)");
            await writer.DeleteAsync(table.Name, holder, ids, condition, [day], cancellation);
        }

        await writer.WriteAsync(table, Written, cancellation);
    }
}
