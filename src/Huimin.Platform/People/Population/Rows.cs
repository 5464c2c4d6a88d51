using Huimin.Policies;

namespace Huimin.Platform.People.Population;

/// <summary>Households as they are read: one array a column, grown as rows come, then put in order of region and id.</summary>
internal sealed class HouseholdRows(int expected)
{
    private int count;

    /// <summary>Rows read; the arrays may be a little longer.</summary>
    public int Count => count;

    public long[] Ids { get; private set; } = new long[expected];

    public long[] Regions { get; private set; } = new long[expected];

    /// <summary>Raw value of the fact: 0 urban, 1 rural.</summary>
    public byte[] Hukou { get; private set; } = new byte[expected];

    public bool[] MeansKnown { get; private set; } = new bool[expected];

    public void Add(long id, long region, byte hukou, bool meansKnown)
    {
        if (count == Ids.Length)
            Resize(Math.Max(1024, count + (count / 2)));
        Ids[count] = id;
        Regions[count] = region;
        Hukou[count] = hukou;
        MeansKnown[count++] = meansKnown;
    }

    public void Finish()
    {
        if (Order.IsMuchTooLong(Ids, count))
            Resize(count);
        if (IsInOrder())
            return;
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => Regions[a] != Regions[b] ? Regions[a].CompareTo(Regions[b]) : Ids[a].CompareTo(Ids[b]));
        Ids = Order.Apply(Ids, order);
        Regions = Order.Apply(Regions, order);
        Hukou = Order.Apply(Hukou, order);
        MeansKnown = Order.Apply(MeansKnown, order);
    }

    private bool IsInOrder()
    {
        for (var i = 1; i < count; i++)
            if (Regions[i] < Regions[i - 1] || (Regions[i] == Regions[i - 1] && Ids[i] < Ids[i - 1]))
                return false;
        return true;
    }

    private void Resize(int size)
    {
        Ids = Order.Resized(Ids, size);
        Regions = Order.Resized(Regions, size);
        Hukou = Order.Resized(Hukou, size);
        MeansKnown = Order.Resized(MeansKnown, size);
    }
}

/// <summary>Members as they are read, then put in order of their household's row.</summary>
internal sealed class MemberRows(int expected)
{
    private int[] households = new int[expected];
    private int count;

    /// <summary>Rows read; the arrays may be a little longer.</summary>
    public int Count => count;

    public long[] Ids { get; private set; } = new long[expected];

    /// <summary>Raw values of the fact.</summary>
    public byte[] Sex { get; private set; } = new byte[expected];

    /// <summary>Day numbers; <see cref="FactColumn.AbsentInt"/> for none.</summary>
    public int[] Birth { get; private set; } = new int[expected];

    public int[] Death { get; private set; } = new int[expected];

    public int[] FirstOfHousehold { get; private set; } = [];

    public void Add(long id, int household, byte sex, int birth, int death)
    {
        if (count == Ids.Length)
            Resize(Math.Max(1024, count + (count / 2)));
        Ids[count] = id;
        households[count] = household;
        Sex[count] = sex;
        Birth[count] = birth;
        Death[count++] = death;
    }

    public void Finish(int householdCount)
    {
        if (Order.IsMuchTooLong(Ids, count))
            Resize(count);
        FirstOfHousehold = new int[householdCount + 1];
        var inOrder = true;
        for (var i = 0; i < count; i++)
        {
            FirstOfHousehold[households[i] + 1]++;
            inOrder &= i == 0 || households[i] >= households[i - 1];
        }

        for (var i = 0; i < householdCount; i++)
            FirstOfHousehold[i + 1] += FirstOfHousehold[i];
        if (!inOrder)
            PutInOrder();
        households = [];
    }

    // A counting sort by household keeps the order in which the members of a household were read, which is by id.
    private void PutInOrder()
    {
        var next = FirstOfHousehold[..^1];
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[next[households[i]]++] = i;
        Ids = Order.Apply(Ids, order);
        Sex = Order.Apply(Sex, order);
        Birth = Order.Apply(Birth, order);
        Death = Order.Apply(Death, order);
        for (var household = 0; household < FirstOfHousehold.Length - 1; household++)
            SortWithin(FirstOfHousehold[household], FirstOfHousehold[household + 1]);
    }

    // The same member order whatever order the database returned rows in.
    private void SortWithin(int from, int to)
    {
        for (var i = from + 1; i < to; i++)
        {
            for (var j = i; j > from && Ids[j] < Ids[j - 1]; j--)
            {
                (Ids[j], Ids[j - 1]) = (Ids[j - 1], Ids[j]);
                (Sex[j], Sex[j - 1]) = (Sex[j - 1], Sex[j]);
                (Birth[j], Birth[j - 1]) = (Birth[j - 1], Birth[j]);
                (Death[j], Death[j - 1]) = (Death[j - 1], Death[j]);
            }
        }
    }

    private void Resize(int size)
    {
        Ids = Order.Resized(Ids, size);
        households = Order.Resized(households, size);
        Sex = Order.Resized(Sex, size);
        Birth = Order.Resized(Birth, size);
        Death = Order.Resized(Death, size);
    }
}

internal static class Order
{
    public static T[] Apply<T>(T[] values, int[] order)
    {
        var ordered = GC.AllocateUninitializedArray<T>(order.Length);
        for (var i = 0; i < order.Length; i++)
            ordered[i] = values[order[i]];
        return ordered;
    }

    /// <summary>Cutting an array to size copies it: worth it for a part of the city, not for the few who died or left.</summary>
    public static bool IsMuchTooLong(long[] values, int count) => count < values.Length - (values.Length / 8);

    public static T[] Resized<T>(T[] values, int size)
    {
        if (values.Length != size)
            Array.Resize(ref values, size);
        return values;
    }
}

/// <summary>
/// From database id to row. Rows are usually asked for in the order in which they stand, so a look-up gallops from the last
/// answer: a few comparisons instead of a search over millions.
/// </summary>
internal sealed class RowIndex
{
    private readonly long[] sorted;
    private readonly int length;
    private readonly int[]? rows;
    private int last;

    /// <param name="ids">The ids by row.</param>
    /// <param name="count">How many of them are rows.</param>
    public RowIndex(long[] ids, int count)
    {
        (sorted, length) = (ids, count);
        for (var i = 1; i < count; i++)
        {
            if (ids[i] >= ids[i - 1])
                continue;
            sorted = ids[..count];
            rows = new int[count];
            for (var row = 0; row < rows.Length; row++)
                rows[row] = row;
            Array.Sort(sorted, rows);
            break;
        }
    }

    /// <summary>Row of the id, or -1.</summary>
    public int Find(long id)
    {
        if (length == 0)
            return -1;
        int low, high;
        if (sorted[last] <= id)
        {
            low = last;
            var step = 1;
            while (low + step < length && sorted[low + step] <= id)
            {
                low += step;
                step *= 2;
            }

            high = Math.Min(low + step, length) - 1;
        }
        else
        {
            (low, high) = (0, last);
        }

        while (low < high)
        {
            var middle = high - ((high - low) / 2);
            if (sorted[middle] <= id)
                low = middle;
            else
                high = middle - 1;
        }

        last = low;
        return sorted[low] != id ? -1 : rows is null ? low : rows[low];
    }
}
