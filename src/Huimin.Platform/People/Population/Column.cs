using Huimin.Policies;

namespace Huimin.Platform.People.Population;

/// <summary>One fact of all households or all members, by row. Made narrow where the fact's type allows: 1 byte or 4 bytes a row.</summary>
internal abstract class Column
{
    /// <summary>Nothing is recorded: the reader decides between the fact's default and unknown.</summary>
    public const long Absent = long.MinValue + 1;

    public abstract long this[int row] { get; set; }

    /// <summary>The narrowest column for a fact; every row absent.</summary>
    public static Column For(Fact fact, int rows) => fact.Type switch
    {
        FactType.Bool or FactType.Choice => Over(Filled(rows, ByteColumn.AbsentByte)),
        FactType.Count when fact.Maximum <= ByteColumn.Largest => Over(Filled(rows, ByteColumn.AbsentByte)),
        _ => Over(Filled(rows, AbsentInt)),
    };

    /// <summary>A column over bytes as they were read; 254 stands for unknown, 255 for absent.</summary>
    public static Column Over(byte[] values) => new ByteColumn(values);

    /// <summary>A column over numbers as they were read; <see cref="AbsentInt"/> stands for absent.</summary>
    public static Column Over(int[] values) => new IntColumn(values);

    public const int AbsentInt = int.MinValue;

    public const byte UnknownByte = 254;

    private sealed class ByteColumn(byte[] values) : Column
    {
        public const int Largest = 253;
        public const byte AbsentByte = 255;

        public override long this[int row]
        {
            get => values[row] switch { AbsentByte => Absent, UnknownByte => Family.Unknown, var value => value };
            set => values[row] = value == Family.Unknown ? UnknownByte : value is >= 0 and <= Largest ? (byte)value : throw TooLarge(value);
        }
    }

    /// <summary>Money up to 21 million yuan, dates and counts; the rare larger value is kept aside.</summary>
    private sealed class IntColumn(int[] values) : Column
    {
        private const int UnknownInt = int.MinValue + 1;
        private const int AsideInt = int.MinValue + 2;
        private Dictionary<int, long>? aside;

        public override long this[int row]
        {
            get => values[row] switch
            {
                AbsentInt => Absent,
                UnknownInt => Family.Unknown,
                AsideInt => aside![row],
                var value => value,
            };
            set
            {
                if (value == Family.Unknown)
                {
                    values[row] = UnknownInt;
                }
                else if (value is > AsideInt and <= int.MaxValue)
                {
                    values[row] = (int)value;
                }
                else
                {
                    (aside ??= [])[row] = value;
                    values[row] = AsideInt;
                }
            }
        }
    }

    private static InvalidDataException TooLarge(long value) => new($"{value} does not fit the type of its fact; the database was changed behind the program's back.");

    private static T[] Filled<T>(int rows, T value)
    {
        var values = GC.AllocateUninitializedArray<T>(rows);
        Array.Fill(values, value);
        return values;
    }
}
