using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Registers;
using Huimin.Policies;

namespace Huimin.Platform.Demo;

/// <summary>Somebody whom an invented entry may be about.</summary>
/// <param name="Option">Code of the option by which the person was found.</param>
internal sealed record DemoCandidate(long Person, long Household, long Region, string Name, string Option);

/// <summary>
/// Invented entries of every register that says how: of the real divisions, and of the invented people as they are made. The same
/// seed gives the same entries, whatever else a program declares.
/// </summary>
internal sealed class DemoRegisters
{
    private const int RowsABatch = 8_192;

    private readonly IReadOnlyList<RegisterType> types;
    private readonly DateOnly today;
    private readonly ulong seed;
    private readonly Dictionary<RegisterType, List<DemoCandidate>> candidates = [];
    private readonly Dictionary<(short Fact, long Value), List<(RegisterType Type, string Option)>> wanted = [];
    private readonly Dictionary<(short Fact, long Value), List<RegisterType>> spared = [];
    private readonly Dictionary<RegisterType, HashSet<long>> exceptions = [];

    public DemoRegisters(RegisterCatalogue? catalogue, FactCatalogue facts, DateOnly today, ulong seed)
    {
        // What others refer to comes first.
        types = [.. (catalogue?.All ?? []).Where(t => t.Sample is not null).OrderBy(t => t.Fields.Count(f => f.Kind == RegisterFieldKind.Entry))];
        (this.today, this.seed) = (today, seed);
        foreach (var type in types.Where(t => t.Sample!.People is not null))
        {
            candidates[type] = [];
            exceptions[type] = [];
            var people = type.Sample!.People!;
            if (people.Except is { } except && Value(facts, except.Fact, except.Option) is { } sparing)
                At(spared, sparing).Add(type);
            foreach (var option in people.Options)
            {
                if (people.Fact is { } fact && Value(facts, fact, option) is { } found)
                    At(wanted, found).Add((type, option));
            }
        }
    }

    public long Entries { get; private set; }

    /// <summary>Notes whom entries may be about among the people who were just made.</summary>
    public void Look(DemoBatch batch)
    {
        if (wanted.Count == 0)
            return;
        var found = new List<(RegisterType Type, long Person, string Option)>();
        foreach (var fact in batch.PersonFacts)
        {
            if (fact.ValidTo is not null || fact.Value is not { } value)
                continue;
            foreach (var (type, option) in wanted.GetValueOrDefault((fact.Fact, value), []))
                found.Add((type, fact.PersonId, option));
            foreach (var type in spared.GetValueOrDefault((fact.Fact, value), []))
                exceptions[type].Add(fact.PersonId);
        }

        if (found.Count == 0)
            return;
        var people = batch.People.ToDictionary(p => p.Id);
        foreach (var (type, id, option) in found)
        {
            var person = people[id];
            var (least, most) = type.Sample!.People!.Ages;
            var age = person.BirthDate is { } birth ? today.Year - birth.Year : 40;
            if (person.DiedOn is null && person.DepartedOn is null && age >= least && age <= most && !exceptions[type].Contains(id))
                candidates[type].Add(new DemoCandidate(id, person.HouseholdId, person.Region, type.Named.IsMasked ? Masking.Name(person.Name) : person.Name, option));
        }
    }

    public async Task WriteAsync(IBulkWriter bulk, IReadOnlyList<Region> divisions, Sealer sealer, CancellationToken cancellation)
    {
        var (draw, nextId) = (new DemoEntries(today, sealer, candidates), 1L);
        var townships = divisions.Where(d => d.Level == RegionLevel.Township).ToDictionary(d => d.Code, d => PlaceNames.Short(d.Name));
        foreach (var type in types)
        {
            var random = new DemoRandom(seed ^ Hash(type.Code));
            draw.Begin(type, nextId);
            foreach (var candidate in candidates.GetValueOrDefault(type, []))
            {
                if (random.Chance(type.Sample!.Share))
                    draw.Add(candidate.Region, townships.GetValueOrDefault(candidate.Region / 1_000 * 1_000, ""), candidate, ref random);
                await WriteAsync(bulk, draw, RowsABatch, cancellation);
            }

            if (type.Sample!.People is null)
            {
                var level = type.Coverage?.Level is { } covered && type.Takes(covered) ? covered : type.Level;
                foreach (var division in divisions.Where(d => d.Level == level))
                {
                    if (!random.Chance(type.Sample.Share))
                        continue;
                    for (var i = 0; i < type.Sample.Each; i++)
                        draw.Add(division.Code, PlaceNames.Short(division.Name), null, ref random);
                    await WriteAsync(bulk, draw, RowsABatch, cancellation);
                }
            }

            await WriteAsync(bulk, draw, 1, cancellation);
            nextId = draw.NextId;
        }

        await IdBlocks.TakeRangeAsync(bulk, RegisterTables.Ids, checked((int)nextId) - 1, cancellation);
    }

    private async Task WriteAsync(IBulkWriter bulk, DemoEntries draw, int least, CancellationToken cancellation)
    {
        if (draw.Entries.Count + draw.Records.Count < least)
            return;
        await bulk.WriteAsync(RegisterTables.Entry, draw.Entries, cancellation);
        await bulk.WriteAsync(RegisterTables.Version, draw.Versions, cancellation);
        await bulk.WriteAsync(RegisterTables.Record, draw.Records, cancellation);
        Entries += draw.Entries.Count;
        draw.Entries.Clear();
        draw.Versions.Clear();
        draw.Records.Clear();
    }

    /// <summary>How a fact's option is stored; null where the city's policies do not know it.</summary>
    private static (short Fact, long Value)? Value(FactCatalogue facts, string code, string option)
    {
        if (facts.Find(code, ofHousehold: false) is not { } fact)
            return null;
        if (fact.Type == FactType.Bool)
            return ((short)fact.Id, option == "yes" ? 1 : 0);
        var position = fact.Options.ToList().FindIndex(o => o.Code == option);
        return position < 0 ? null : ((short)fact.Id, position);
    }

    private static List<T> At<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }

    /// <summary>FNV-1a, the same on every machine.</summary>
    private static ulong Hash(string text)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 0x100000001b3UL);
        return hash;
    }
}
