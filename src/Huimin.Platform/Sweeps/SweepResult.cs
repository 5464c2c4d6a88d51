using Huimin.Platform.People.Population;
using Huimin.Policies;

namespace Huimin.Platform.Sweeps;

/// <summary>What a sweep found: every entitlement, and totals by programme for each township, county and the whole.</summary>
public sealed class SweepResult
{
    /// <summary>
    /// Code under which the totals hold the residents themselves (units = households, persons = residents): the denominator of
    /// every rate.
    /// </summary>
    public const string Residents = "residents";

    private readonly Dictionary<long, SweepCounts[]> townships = [];
    private readonly MonthPolicy policy;

    private SweepResult(MonthPolicy policy, IReadOnlyList<SweepChunk> chunks)
    {
        this.policy = policy;
        Chunks = chunks;
        foreach (var chunk in chunks)
            chunk.AddTo(townships);
        Whole = Sum(townships.Values);
    }

    /// <summary>Entitlements chunk by chunk, in order of region and household.</summary>
    internal IReadOnlyList<SweepChunk> Chunks { get; }

    public IEnumerable<Entitlement> Entitlements => Chunks.SelectMany(c => c.Entitlements);

    public int Households => Whole[^1].Units;

    public int Persons => Whole[^1].Persons;

    /// <summary>Totals of all that was swept, by <see cref="Programme.Index"/>; the last are the residents.</summary>
    public SweepCounts[] Whole { get; }

    /// <summary>Totals by county code (12 digits).</summary>
    public IReadOnlyDictionary<long, SweepCounts[]> Counties => townships
        .GroupBy(t => t.Key / 1_000_000 * 1_000_000)
        .OrderBy(g => g.Key)
        .ToDictionary(g => g.Key, g => Sum(g.Select(t => t.Value)));

    /// <summary>Totals by township code (12 digits).</summary>
    public IReadOnlyDictionary<long, SweepCounts[]> Townships => townships;

    internal static SweepResult Of(MonthPolicy policy, IReadOnlyList<SweepChunk> chunks) => new(policy, chunks);

    /// <summary>The rows of <c>sweep_total</c> for a division and its totals.</summary>
    internal IEnumerable<SweepTotal> Rows(long region, SweepCounts[] counts)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (i < policy.Pack.Programmes.Count && policy.Pack.Programmes[i].OnlyOnApplication)
                continue; // not asked, which is not the same as due to nobody
            yield return new SweepTotal
            {
                Month = policy.Month.Code,
                Region = region,
                Programme = i < policy.Pack.Programmes.Count ? policy.Pack.Programmes[i].Code : Residents,
                Units = counts[i].Units,
                Persons = counts[i].Persons,
                Amount = counts[i].Fen,
                Undetermined = counts[i].Undetermined,
            };
        }
    }

    private SweepCounts[] Sum(IEnumerable<SweepCounts[]> parts)
    {
        var sum = new SweepCounts[policy.Pack.Programmes.Count + 1];
        foreach (var part in parts)
            for (var i = 0; i < sum.Length; i++)
                sum[i].Add(part[i]);
        return sum;
    }
}

/// <summary>Entitled units and persons, the amount in fen, and units that cannot be decided.</summary>
public record struct SweepCounts(int Units, int Persons, long Fen, int Undetermined)
{
    internal void Add(SweepCounts other)
    {
        Units += other.Units;
        Persons += other.Persons;
        Fen += other.Fen;
        Undetermined += other.Undetermined;
    }
}

/// <summary>The results of some thousand neighbouring households.</summary>
internal sealed class SweepChunk(int programmes)
{
    private readonly Dictionary<long, SweepCounts[]> townships = [];
    private SweepCounts[] here = [];

    public List<Entitlement> Entitlements { get; } = [];

    /// <summary>Goes on with the households of a township, from one row to before another.</summary>
    public void Begin(PopulationColumns population, int from, int to)
    {
        var persons = population.FirstMember[to] - population.FirstMember[from];
        var township = population.Regions[from] / 1_000 * 1_000;
        if (!townships.TryGetValue(township, out here!))
        {
            here = new SweepCounts[programmes + 1];
            if (persons > 0)
                townships[township] = here;
        }

        for (var household = from; household < to; household++)
            if (population.FirstMember[household + 1] > population.FirstMember[household])
                here[programmes].Units++;
        here[programmes].Persons += persons;
    }

    public void Add(int programme, int persons, long fen) => here[programme].Add(new SweepCounts(1, persons, fen, 0));

    public void AddUndetermined(int programme, int units) => here[programme].Undetermined += units;

    public void AddTo(Dictionary<long, SweepCounts[]> all)
    {
        foreach (var (region, counts) in townships)
        {
            if (!all.TryGetValue(region, out var sum))
                all[region] = sum = new SweepCounts[counts.Length];
            for (var i = 0; i < counts.Length; i++)
                sum[i].Add(counts[i]);
        }
    }
}
