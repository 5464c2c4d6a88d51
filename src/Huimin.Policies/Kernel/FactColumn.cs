namespace Huimin.Policies;

/// <summary>
/// One fact of all households or all members, by row, as narrow as the fact's type allows: 1 byte or 4 bytes a row. Values are raw
/// (<see cref="Family"/>); the few that do not fit 4 bytes are kept aside.
/// </summary>
public sealed class FactColumn
{
    /// <summary>Nothing is recorded: the reader decides between the fact's default and unknown.</summary>
    public const long Absent = long.MinValue + 1;

    /// <summary>How an absent value stands in a column of numbers.</summary>
    public const int AbsentInt = int.MinValue;

    /// <summary>How an unknown value stands in a column of bytes.</summary>
    public const byte UnknownByte = 254;

    internal const byte AbsentByte = 255;
    internal const byte LargestByte = 253;
    internal const int UnknownInt = int.MinValue + 1;
    internal const int AsideInt = int.MinValue + 2;

    private Dictionary<int, long>? aside;
    private int[]? asideRows;
    private byte[]? recorded;

    private FactColumn(byte[]? bytes, int[]? ints) => (Bytes, Ints) = (bytes, ints);

    /// <summary>The values of a narrow column, or null.</summary>
    internal byte[]? Bytes { get; }

    /// <summary>The values of a wide column, or null: money up to 21 million yuan, dates and counts.</summary>
    internal int[]? Ints { get; }

    internal bool HasAside => aside is not null;

    /// <summary>
    /// Of a wide column by runs of 64 rows, zero where nothing is recorded; one run longer than the rows need. Made when first asked
    /// for and kept with every later value, so that passes leave most of a column that few people have alone.
    /// </summary>
    internal byte[] Recorded => recorded ??= FindRecorded();

    /// <exception cref="InvalidDataException">The value set does not fit the type of the fact.</exception>
    public long this[int row]
    {
        get => Bytes is not null
            ? Bytes[row] switch { AbsentByte => Absent, UnknownByte => Family.Unknown, var value => value }
            : Ints![row] switch { AbsentInt => Absent, UnknownInt => Family.Unknown, AsideInt => aside![row], var value => value };
        set
        {
            if (recorded is not null)
                recorded[row >> 6] = 1;
            if (Bytes is not null)
                Bytes[row] = value == Family.Unknown ? UnknownByte : value is >= 0 and <= LargestByte ? (byte)value : throw TooLarge(value);
            else if (value == Family.Unknown)
                Ints![row] = UnknownInt;
            else if (value is > AsideInt and <= int.MaxValue)
                Ints![row] = (int)value;
            else
                SetAside(row, value);
        }
    }

    /// <summary>The narrowest column for a fact; every row absent.</summary>
    public static FactColumn For(Fact fact, int rows)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return fact.Type switch
        {
            FactType.Bool => Over(Filled(rows, AbsentByte)),
            FactType.Choice when fact.Options.Count <= LargestByte + 1 => Over(Filled(rows, AbsentByte)),
            FactType.Count when fact.Minimum >= 0 && fact.Maximum <= LargestByte => Over(Filled(rows, AbsentByte)),
            _ => Over(Filled(rows, AbsentInt)),
        };
    }

    /// <summary>A column over bytes as they were read; 254 stands for unknown, 255 for absent.</summary>
    public static FactColumn Over(byte[] values) => new(values, null);

    /// <summary>A column over numbers as they were read; <see cref="AbsentInt"/> stands for absent.</summary>
    public static FactColumn Over(int[] values) => new(null, values);

    private byte[] FindRecorded()
    {
        var flags = new byte[Ints!.Length / 64 + 2];
        for (var row = 0; row < Ints.Length; row += 64)
            flags[row >> 6] = Ints.AsSpan(row, Math.Min(64, Ints.Length - row)).ContainsAnyExcept(AbsentInt) ? (byte)1 : (byte)0;
        return flags;
    }

    private void SetAside(int row, long value)
    {
        (aside ??= [])[row] = value;
        asideRows = null;
        Ints![row] = AsideInt;
    }

    /// <summary>The rows from one on whose values are kept aside, ascending.</summary>
    internal ReadOnlySpan<int> AsideRows(int first, int count)
    {
        if (aside is null)
            return [];
        var rows = asideRows ??= [.. aside.Keys.Where(row => Ints![row] == AsideInt).Order()];
        var from = LowerBound(rows, first);
        return rows.AsSpan(from, LowerBound(rows, first + count) - from);
    }

    private static int LowerBound(int[] rows, int row)
    {
        var found = Array.BinarySearch(rows, row);
        return found < 0 ? ~found : found;
    }

    private static InvalidDataException TooLarge(long value) => new($"{value} does not fit the type of its fact; the database was changed behind the program's back.");

    private static T[] Filled<T>(int rows, T value)
    {
        var values = GC.AllocateUninitializedArray<T>(rows);
        Array.Fill(values, value);
        return values;
    }
}
