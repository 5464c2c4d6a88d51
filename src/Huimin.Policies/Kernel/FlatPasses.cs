using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Huimin.Policies;

/// <summary>
/// Flat passes over the rows of a chunk: 64 rows make a word of a bitmap. Where the processor has wide vectors, a word takes one
/// comparison of bytes or four of numbers; rows are never branched on.
/// </summary>
internal static class FlatPasses
{
    public const int RowsAWord = 64;

    public static int Words(int rows) => (rows + RowsAWord - 1) / RowsAWord;

    /// <summary>Sets the bit of each value that lies in the range; bits behind the last row stay as they are.</summary>
    public static void Find(ReadOnlySpan<byte> values, IntRange range, Span<ulong> bits)
    {
        var (from, span) = (Vector512.Create((byte)range.From), Vector512.Create(unchecked((byte)(range.To - range.From))));
        var whole = values.Length / RowsAWord;
        ref var value = ref MemoryMarshal.GetReference(values);
        for (var word = 0; word < whole; word++)
            bits[word] |= Inside(Vector512.LoadUnsafe(ref value, (nuint)(word * RowsAWord)));
        if (values.Length % RowsAWord is var left and > 0)
        {
            Span<byte> rest = stackalloc byte[RowsAWord];
            values[^left..].CopyTo(rest);
            bits[whole] |= Inside(Vector512.Create<byte>(rest)) & Rows(left);
        }

        ulong Inside(Vector512<byte> vector) => Vector512.LessThanOrEqual(vector - from, span).ExtractMostSignificantBits();
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{byte}, IntRange, Span{ulong})"/>
    /// <param name="values">The chunk's rows of the column.</param>
    /// <param name="range">What to find.</param>
    /// <param name="recorded">The column's flags (<see cref="FactColumn.Recorded"/>).</param>
    /// <param name="first">Row of the first value in the column.</param>
    /// <param name="bits">By row of the chunk.</param>
    public static void Find(ReadOnlySpan<int> values, IntRange range, ReadOnlySpan<byte> recorded, int first, Span<ulong> bits)
    {
        unchecked
        {
            var (from, span) = (Vector512.Create((uint)range.From), Vector512.Create((uint)range.To - (uint)range.From));
            var absent = (uint)FactColumn.AbsentInt - (uint)range.From <= (uint)range.To - (uint)range.From ? ulong.MaxValue : 0;
            var whole = values.Length / RowsAWord;
            ref var value = ref MemoryMarshal.GetReference(values);
            for (var word = 0; word < whole; word++)
                bits[word] |= IsRecorded(recorded, first + word * RowsAWord) ? Inside(ref Unsafe.Add(ref value, word * RowsAWord), from, span) : absent;
            if (values.Length % RowsAWord is var left and > 0)
            {
                Span<int> rest = stackalloc int[RowsAWord];
                values[^left..].CopyTo(rest);
                bits[whole] |= Inside(ref MemoryMarshal.GetReference(rest), from, span) & Rows(left);
            }
        }
    }

    /// <summary>Whether anything may be recorded of the 64 rows from one on.</summary>
    private static bool IsRecorded(ReadOnlySpan<byte> recorded, int row) => (recorded[row >> 6] | recorded[(row >> 6) + 1]) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Inside(ref int value, Vector512<uint> from, Vector512<uint> span)
    {
        ref var raw = ref Unsafe.As<int, uint>(ref value);
        return Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref raw) - from, span).ExtractMostSignificantBits()
            | (Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref raw, 16) - from, span).ExtractMostSignificantBits() << 16)
            | (Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref raw, 32) - from, span).ExtractMostSignificantBits() << 32)
            | (Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref raw, 48) - from, span).ExtractMostSignificantBits() << 48);
    }

    /// <summary>
    /// Adds up to 64 values of a column, or takes them off; what is absent or unknown counts as <paramref name="absent"/>. False where
    /// nothing is recorded that could be added.
    /// </summary>
    public static bool Accumulate(FactColumn column, int first, int absent, bool subtract, Span<long> sums)
    {
        if (column.Ints is not { } numbers)
            Accumulate(column.Bytes.AsSpan(first, sums.Length), absent, subtract, sums);
        else if (absent != 0 || IsRecorded(column.Recorded, first))
            Accumulate(numbers.AsSpan(first, sums.Length), absent, subtract, sums);
        else
            return false;
        return true;
    }

    private static void Accumulate(ReadOnlySpan<int> values, int absent, bool subtract, Span<long> sums)
    {
        var row = 0;
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var value = ref MemoryMarshal.GetReference(values);
        var sentinel = Vector512.Create(FactColumn.AsideInt);
        var otherwise = Vector512.Create(absent);
        for (; row <= values.Length - Vector512<int>.Count; row += Vector512<int>.Count)
        {
            var vector = Vector512.LoadUnsafe(ref value, (nuint)row);
            vector = Vector512.ConditionalSelect(Vector512.GreaterThan(vector, sentinel), vector, otherwise);
            var (lower, upper) = Vector512.Widen(vector);
            var low = Vector512.LoadUnsafe(ref sum, (nuint)row);
            var high = Vector512.LoadUnsafe(ref sum, (nuint)(row + Vector512<long>.Count));
            (subtract ? low - lower : low + lower).StoreUnsafe(ref sum, (nuint)row);
            (subtract ? high - upper : high + upper).StoreUnsafe(ref sum, (nuint)(row + Vector512<long>.Count));
        }
        for (; row < values.Length; row++)
        {
            long item = values[row] > FactColumn.AsideInt ? values[row] : absent;
            sums[row] += subtract ? -item : item;
        }
    }

    private static void Accumulate(ReadOnlySpan<byte> values, int absent, bool subtract, Span<long> sums)
    {
        for (var row = 0; row < values.Length; row++)
        {
            long item = values[row] <= FactColumn.LargestByte ? values[row] : absent;
            sums[row] += subtract ? -item : item;
        }
    }

    /// <summary>The sums of all items before each, leaving out those whose bit is clear, on top of a sum so far; returns the sum after the last.</summary>
    public static long SumBefore(long sum, ReadOnlySpan<long> items, ulong included, Span<long> sums)
    {
        unchecked
        {
            for (var row = 0; row < items.Length; row++)
            {
                sums[row] = sum;
                sum += items[row] & -(long)((included >> row) & 1);
            }
            return sum;
        }
    }

    /// <summary>Sets a run of bits.</summary>
    public static void Set(Span<ulong> bits, int from, int count)
    {
        while (count > 0)
        {
            var shift = from & 63;
            var here = Math.Min(count, RowsAWord - shift);
            bits[from >> 6] |= Rows(here) << shift;
            (from, count) = (from + here, count - here);
        }
    }

    /// <summary>The rows whose bits are set.</summary>
    public static int List(ReadOnlySpan<ulong> bits, Span<int> rows)
    {
        var count = 0;
        for (var word = 0; word < bits.Length; word++)
        {
            for (var left = bits[word]; left != 0; left &= left - 1)
                rows[count++] = (word << 6) + BitOperations.TrailingZeroCount(left);
        }
        return count;
    }

    /// <summary>Whether the bits of all rows are set.</summary>
    public static bool AreSet(ReadOnlySpan<ulong> bits, int rows)
    {
        var whole = rows / RowsAWord;
        return !bits[..whole].ContainsAnyExcept(ulong.MaxValue) && (~bits[whole] & Rows(rows % RowsAWord)) == 0;
    }

    /// <summary>The first row from one on whose bit is set, or clear; the number of rows if there is none.</summary>
    public static int Next(ReadOnlySpan<ulong> bits, int from, int rows, bool set)
    {
        for (var word = from >> 6; word << 6 < rows; word++)
        {
            var left = (set ? bits[word] : ~bits[word]) & From(from - (word << 6));
            if (left != 0)
                return Math.Min(rows, (word << 6) + BitOperations.TrailingZeroCount(left));
        }
        return rows;
    }

    /// <summary>How many bits are set.</summary>
    public static int Count(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>The bits of both, for as many words as the first has.</summary>
    public static void And(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> both)
    {
        var word = 0;
        for (; word <= a.Length - Vector512<ulong>.Count; word += Vector512<ulong>.Count)
            (Vector512.Create(a[word..]) & Vector512.Create(b[word..])).CopyTo(both[word..]);
        for (; word < a.Length; word++)
            both[word] = a[word] & b[word];
    }

    /// <summary>The bits of either, for as many words as the first has.</summary>
    public static void Or(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> either)
    {
        var word = 0;
        for (; word <= a.Length - Vector512<ulong>.Count; word += Vector512<ulong>.Count)
            (Vector512.Create(a[word..]) | Vector512.Create(b[word..])).CopyTo(either[word..]);
        for (; word < a.Length; word++)
            either[word] = a[word] | b[word];
    }

    /// <summary>The bits of neither, for as many words as the first has.</summary>
    public static void Neither(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> neither)
    {
        var word = 0;
        for (; word <= a.Length - Vector512<ulong>.Count; word += Vector512<ulong>.Count)
            (~(Vector512.Create(a[word..]) | Vector512.Create(b[word..]))).CopyTo(neither[word..]);
        for (; word < a.Length; word++)
            neither[word] = ~(a[word] | b[word]);
    }

    /// <summary>All bits but the lowest so many: none below 1, all above 63.</summary>
    public static ulong From(int count) => count <= 0 ? ulong.MaxValue : count >= RowsAWord ? 0 : ulong.MaxValue << count;

    /// <summary>The lowest so many bits, at most 64.</summary>
    public static ulong Rows(int count) => count >= RowsAWord ? ulong.MaxValue : (1UL << count) - 1;
}
