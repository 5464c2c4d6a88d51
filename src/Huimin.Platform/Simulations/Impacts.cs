namespace Huimin.Platform.Simulations;

/// <summary>The impacts of a variant in one month, put together from its chunks in their order.</summary>
internal sealed class Impacts
{
    /// <summary>Households listed for each county, programme and kind of change.</summary>
    public const int MostListed = 10;

    public Dictionary<long, ImpactCounts[]> Townships { get; } = [];

    public TypeImpact[] Types { get; } = new TypeImpact[Enum.GetValues<HouseholdType>().Length];

    public TypeImpact[] OneOffTypes { get; } = new TypeImpact[Enum.GetValues<HouseholdType>().Length];

    public IReadOnlyList<ChangedHousehold> Changed { get; private init; } = [];

    public static Impacts Of(IReadOnlyList<ChunkImpacts> chunks)
    {
        var all = new Impacts { Changed = Listed(chunks.SelectMany(c => c.Changed)) };
        foreach (var chunk in chunks)
        {
            for (var township = 0; township < chunk.Townships.Count; township++)
            {
                var counts = chunk.Counts(township);
                if (!all.Townships.TryGetValue(chunk.Townships[township], out var sum))
                    all.Townships[chunk.Townships[township]] = sum = new ImpactCounts[counts.Length];
                Add(sum, counts);
            }

            for (var type = 0; type < all.Types.Length; type++)
            {
                all.Types[type].Add(chunk.Types[type]);
                all.OneOffTypes[type].Add(chunk.OneOffTypes[type]);
            }
        }

        return all;
    }

    public static ImpactCounts[] Sum(IEnumerable<ImpactCounts[]> parts, int programmes)
    {
        var sum = new ImpactCounts[programmes];
        foreach (var part in parts)
            Add(sum, part);
        return sum;
    }

    /// <summary>The first to enter and leave; of changed amounts the largest. Groups keep the order of the residents.</summary>
    public static IReadOnlyList<ChangedHousehold> Listed(IEnumerable<ChangedHousehold> changed) =>
    [
        .. changed.GroupBy(c => (c.Change, County: c.Region / 1_000_000, c.Programme, c.IsOneOff)).SelectMany(g =>
            (g.Key.Change == HouseholdChange.Amount ? g.OrderByDescending(c => Math.Abs(c.Fen)) : g.AsEnumerable()).Take(MostListed)),
    ];

    private static void Add(ImpactCounts[] sum, ReadOnlySpan<ImpactCounts> part)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i].Add(part[i]);
    }
}
