namespace Huimin.Policies;

/// <summary>A run of raw values, both ends included. On the circle of all values it may go on from the greatest with the least.</summary>
internal readonly record struct IntRange(int From, int To);

/// <summary>The raw values of a column for which something holds. Each run of them takes one comparison.</summary>
internal sealed class ValueSet
{
    private readonly ColumnKind kind;
    private readonly List<IntRange> line = [];
    private readonly IntRange[] circle = [];

    /// <param name="kind">Of the column.</param>
    /// <param name="ranges">Runs that do not overlap.</param>
    public ValueSet(ColumnKind kind, IEnumerable<IntRange> ranges)
    {
        this.kind = kind;
        if (kind == ColumnKind.None)
            return;
        foreach (var range in ranges.OrderBy(r => r.From))
        {
            if (line is [.., var last] && last.To + 1L == range.From)
                line[^1] = last with { To = range.To };
            else
                line.Add(range);
        }
        var (least, most) = Bounds(kind);
        circle = line is [var first, _, ..] && first.From == least && line[^1].To == most
            ? [.. line[1..^1], new IntRange(line[^1].From, first.To)]
            : [.. line];
    }

    /// <summary>How many comparisons it takes to tell whether a value is in the set.</summary>
    public int Cost => circle.Length;

    public static ValueSet Absent(ColumnKind kind) => new(kind, [AbsentOf(kind)]);

    public static ValueSet Unknown(ColumnKind kind) =>
        new(kind, [kind == ColumnKind.Ints ? new IntRange(FactColumn.UnknownInt, FactColumn.UnknownInt) : new IntRange(FactColumn.UnknownByte, FactColumn.UnknownByte)]);

    public static IntRange AbsentOf(ColumnKind kind) =>
        kind == ColumnKind.Ints ? new IntRange(FactColumn.AbsentInt, FactColumn.AbsentInt) : new IntRange(FactColumn.AbsentByte, FactColumn.AbsentByte);

    /// <summary>The values that are in neither set. A value kept aside may be left out: the reference evaluator takes its household.</summary>
    public static ValueSet Rest(ColumnKind kind, ValueSet a, ValueSet b)
    {
        var (least, most) = Bounds(kind);
        var rest = new List<IntRange>();
        long from = least;
        foreach (var range in a.line.Concat(b.line).OrderBy(r => r.From))
        {
            if (range.From > from)
                rest.Add(new IntRange((int)from, range.From - 1));
            from = range.To + 1L;
        }
        if (from <= most)
            rest.Add(new IntRange((int)from, most));
        rest.Remove(new IntRange(FactColumn.AsideInt, FactColumn.AsideInt));
        return new ValueSet(kind, rest);
    }

    /// <summary>A set bit for each row of the column from the first on whose value is in the set; bits behind the last row stay clear.</summary>
    public void Find(FactColumn column, int first, int count, Span<ulong> bits)
    {
        bits.Clear();
        foreach (var range in circle)
        {
            if (column.Ints is { } numbers)
                FlatPasses.Find(numbers.AsSpan(first, count), range, column.Recorded, first, bits);
            else
                FlatPasses.Find(column.Bytes.AsSpan(first, count), range, bits);
        }
    }

    private static (int Least, int Most) Bounds(ColumnKind kind) => kind == ColumnKind.Ints ? (int.MinValue, int.MaxValue) : (byte.MinValue, byte.MaxValue);
}
