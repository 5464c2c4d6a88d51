using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Huimin.Policies;

/// <summary>A run of raw values of a narrow column, both ends included.</summary>
internal readonly record struct ByteRange(byte From, byte To);

/// <summary>A run of raw values of a wide column, both ends included.</summary>
internal readonly record struct IntRange(int From, int To);

/// <summary>
/// Flat passes over the rows of a chunk: 64 rows make a word of a bitmap. Where the processor has wide vectors, a word takes one
/// comparison of bytes or four of numbers; rows are never branched on.
/// </summary>
internal static class FlatPasses
{
    public const int RowsAWord = 64;

    public static int Words(int rows) => (rows + RowsAWord - 1) / RowsAWord;

    /// <summary>A set bit for each value that lies in one of the ranges; bits behind the last row stay clear.</summary>
    public static void Find(ReadOnlySpan<byte> values, ReadOnlySpan<ByteRange> ranges, Span<ulong> bits)
    {
        Span<byte> rest = stackalloc byte[RowsAWord];
        for (int word = 0, row = 0; row < values.Length; word++, row += RowsAWord)
        {
            var left = values.Length - row;
            scoped var block = values[row..];
            if (left < RowsAWord)
            {
                block.CopyTo(rest);
                block = rest;
            }
            var vector = Vector512.Create(block);
            var found = Vector512<byte>.Zero;
            foreach (var range in ranges)
                found |= Vector512.LessThanOrEqual(vector - Vector512.Create(range.From), Vector512.Create(unchecked((byte)(range.To - range.From))));
            bits[word] = found.ExtractMostSignificantBits() & Rows(left);
        }
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{byte}, ReadOnlySpan{ByteRange}, Span{ulong})"/>
    public static void Find(ReadOnlySpan<int> values, ReadOnlySpan<IntRange> ranges, Span<ulong> bits)
    {
        Span<int> rest = stackalloc int[RowsAWord];
        for (int word = 0, row = 0; row < values.Length; word++, row += RowsAWord)
        {
            var left = values.Length - row;
            scoped var block = values[row..];
            if (left < RowsAWord)
            {
                block.CopyTo(rest);
                block = rest;
            }
            var found = 0UL;
            for (var part = 0; part < RowsAWord; part += Vector512<int>.Count)
            {
                var vector = Vector512.Create(block[part..]).AsUInt32();
                var inside = Vector512<uint>.Zero;
                foreach (var range in ranges)
                    inside |= Vector512.LessThanOrEqual(vector - Vector512.Create(unchecked((uint)range.From)), Vector512.Create(unchecked((uint)range.To - (uint)range.From)));
                found |= inside.ExtractMostSignificantBits() << part;
            }
            bits[word] = found & Rows(left);
        }
    }

    /// <summary>Adds the values of a column, or takes them off; what is absent or unknown counts as <paramref name="absent"/>.</summary>
    public static void Accumulate(ReadOnlySpan<int> values, int absent, bool subtract, Span<long> sums)
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

    /// <inheritdoc cref="Accumulate(ReadOnlySpan{int}, int, bool, Span{long})"/>
    public static void Accumulate(ReadOnlySpan<byte> values, int absent, bool subtract, Span<long> sums)
    {
        for (var row = 0; row < values.Length; row++)
        {
            long item = values[row] <= FactColumn.LargestByte ? values[row] : absent;
            sums[row] += subtract ? -item : item;
        }
    }

    /// <summary>Turns the items into sums of all items before each row, leaving out rows whose bit is clear; one longer than the rows.</summary>
    public static void SumBefore(Span<long> items, ReadOnlySpan<ulong> included)
    {
        unchecked
        {
            long sum = 0;
            for (var row = 0; row < items.Length - 1; row++)
            {
                var item = items[row] & -(long)((included[row >> 6] >> row) & 1);
                items[row] = sum;
                sum += item;
            }
            items[^1] = sum;
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

    /// <summary>Clears a run of bits.</summary>
    public static void Clear(Span<ulong> bits, int from, int count)
    {
        while (count > 0)
        {
            var shift = from & 63;
            var here = Math.Min(count, RowsAWord - shift);
            bits[from >> 6] &= ~(Rows(here) << shift);
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

    /// <summary>The lowest so many bits, at most 64.</summary>
    public static ulong Rows(int count) => count >= RowsAWord ? ulong.MaxValue : (1UL << count) - 1;
}
