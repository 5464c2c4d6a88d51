using System.Data.Common;
using System.Globalization;
using Huimin.Platform.People;

namespace Huimin.Platform.Demo.History;

/// <summary>Somebody who lives in the city now.</summary>
internal sealed record HistoryPerson(long Id, string Name, Relation Relation, DateOnly Birth, HistoryFamily Family);

/// <summary>A family that receives nothing now, with its present members.</summary>
internal sealed record HistoryFamily(long Id, long Region, Hukou Hukou)
{
    public List<HistoryPerson> Members { get; } = [];

    public HistoryPerson Head => Members.Find(m => m.Relation == Relation.Head) ?? Members[0];
}

/// <summary>Families among whom history finds those who received something earlier, drawn evenly over the city.</summary>
internal sealed class HistoryPeople
{
    /// <summary>Enough for every published figure of the largest city, and read in seconds.</summary>
    private const int Families = 150_000;

    private readonly List<HistoryFamily> all;
    private int next;

    private HistoryPeople(List<HistoryFamily> all) => this.all = all;

    public IReadOnlyList<HistoryFamily> All => all;

    /// <summary>One after another, and again from the first: whoever was helped once may be helped again.</summary>
    public HistoryFamily Next() => all[next++ % all.Count];

    /// <param name="month">Whoever was found entitled in this month is left out, 202610.</param>
    public static async Task<HistoryPeople> ReadAsync(DbConnection connection, int month, ulong seed, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT MAX(id) FROM household";
        var every = Math.Max(1, Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) / Families);
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT h.id, h.region, h.hukou, p.id, p.name, p.relation, p.birth_date
            FROM household h JOIN person p ON p.household_id = h.id
            WHERE h.id % {every} = 0 AND p.died_on IS NULL AND p.departed_on IS NULL AND p.birth_date IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM entitlement e WHERE e.month = {month} AND e.household_id = h.id)
            ORDER BY h.id, p.id
            """);
        var families = new List<HistoryFamily>();
        await using (var row = await command.ExecuteReaderAsync(cancellation))
        {
            while (await row.ReadAsync(cancellation))
            {
                var id = row.GetInt64(0);
                if (families.Count == 0 || families[^1].Id != id)
                    families.Add(new HistoryFamily(id, row.GetInt64(1), (Hukou)row.GetInt16(2)));
                families[^1].Members.Add(new HistoryPerson(row.GetInt64(3), row.GetString(4), (Relation)row.GetInt16(5), row.GetFieldValue<DateOnly>(6), families[^1]));
            }
        }

        if (families.Count == 0)
            throw new CannotRunException($"演示城市太小，没有可以写入往年记录的家庭。");
        return new HistoryPeople(Shuffled(families, seed));
    }

    public static List<T> Shuffled<T>(List<T> items, ulong seed)
    {
        var random = new DemoRandom(seed);
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }

        return items;
    }
}

/// <summary>Families by kind of register and size, each given out once.</summary>
internal sealed class FamilyBuckets
{
    private const int Largest = 5;

    private readonly Dictionary<(Hukou Hukou, int Size), Stack<HistoryFamily>> buckets;

    public FamilyBuckets(IEnumerable<HistoryFamily> families) =>
        buckets = families.GroupBy(f => (f.Hukou, Math.Min(f.Members.Count, Largest))).ToDictionary(g => g.Key, g => new Stack<HistoryFamily>(g));

    /// <summary>The smallest family with so many members; null when there is none left.</summary>
    /// <param name="hukou">Null for either.</param>
    public HistoryFamily? Take(Hukou? hukou, int members)
    {
        for (var size = Math.Min(members, Largest); size <= Largest; size++)
            foreach (var kind in hukou is { } one ? [one] : new[] { Hukou.Rural, Hukou.Urban })
                if (buckets.TryGetValue((kind, size), out var stack) && stack.TryPop(out var family))
                    return family;
        return null;
    }
}
