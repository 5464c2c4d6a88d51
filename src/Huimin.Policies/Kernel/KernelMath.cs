using System.Runtime.CompilerServices;

namespace Huimin.Policies;

/// <summary>What compiled rows call: exact arithmetic that reports what does not fit, and small tables.</summary>
internal static class KernelMath
{
    /// <summary>The bits of up to 64 neighbouring rows, the first lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Window(ulong[] bits, int first, ulong rows)
    {
        var shift = first & 63;
        return ((bits[first >> 6] >> shift) | (bits[(first >> 6) + 1] << 1 << (63 - shift))) & rows;
    }

    public static long Add(long a, long b, ref bool overflow)
    {
        var sum = unchecked(a + b);
        overflow |= ((a ^ sum) & (b ^ sum)) < 0;
        return sum;
    }

    public static long Multiply(long a, long b, ref bool overflow)
    {
        overflow |= Math.BigMul(a, b, out var product) != product >> 63;
        return product;
    }

    /// <summary>Order of two fractions with positive bottoms.</summary>
    public static int Compare(long top, long bottom, long otherTop, long otherBottom) =>
        bottom == otherBottom ? top.CompareTo(otherTop) : unchecked((Int128)top * otherBottom).CompareTo(unchecked((Int128)otherTop * bottom));

    /// <summary>As <see cref="Number.Round"/>; <paramref name="bottom"/> is above zero.</summary>
    public static long Round(long top, long bottom, long unit, RoundingDirection direction, ref bool overflow)
    {
        if (Math.BigMul(bottom, unit, out var whole) != 0 || whole <= 0)
        {
            overflow = true;
            return 0;
        }
        var quotient = top / whole;
        var rest = top - quotient * whole;
        if (rest != 0)
        {
            var away = direction switch
            {
                RoundingDirection.Nearest => (ulong)Math.Abs(rest) * 2 >= (ulong)whole,
                RoundingDirection.Up => rest > 0,
                _ => rest < 0,
            };
            if (away)
                quotient += rest < 0 ? -1 : 1;
        }
        return Multiply(quotient, unit, ref overflow);
    }

    /// <summary>The value of the greatest key not above the one asked for; zero below the first.</summary>
    public static long Lookup(long[] keys, long[] values, long key)
    {
        var found = -1;
        while (found + 1 < keys.Length && keys[found + 1] <= key)
            found++;
        return found < 0 ? 0 : values[found];
    }

    /// <summary>Whole years on the first day of the month, as <see cref="FamilyEvaluator.AgeOnFirstDay"/>.</summary>
    public static long Age(int[] birthdays, long firstDay, long born)
    {
        var days = firstDay - born;
        if (days < 0)
            return -1;
        var age = (int)Math.Min(days / 366, birthdays.Length - 1);
        while (age + 1 < birthdays.Length && born <= birthdays[age + 1])
            age++;
        return age;
    }

    /// <summary>Whole years on a day; a number that is no day is left to the reference evaluator.</summary>
    public static long AgeOn(long born, long day, bool known, ref bool overflow)
    {
        if (!known)
            return 0;
        overflow |= !IsDay(born) || !IsDay(day);
        return overflow ? 0 : AgeNode.Years(DateOnly.FromDayNumber((int)born), DateOnly.FromDayNumber((int)day));
    }

    /// <summary>As <see cref="MonthsBetweenNode"/>; a number that is no day is left to the reference evaluator.</summary>
    public static long MonthsBetween(long from, long to, bool known, ref bool overflow)
    {
        if (!known)
            return 0;
        overflow |= !IsDay(from) || !IsDay(to);
        if (overflow)
            return 0;
        var (first, last) = (DateOnly.FromDayNumber((int)from), DateOnly.FromDayNumber((int)to));
        return (last.Year - first.Year) * 12 + last.Month - first.Month;
    }

    /// <summary>As <see cref="Number.Floor"/>; zero for a bottom that is not above zero, which no known number has.</summary>
    public static long Floor(long top, long bottom, long scale)
    {
        if (bottom <= 0)
            return 0;
        var (quotient, rest) = Int128.DivRem((Int128)top * scale, bottom);
        return (long)Int128.Clamp(rest < 0 ? quotient - 1 : quotient, long.MinValue, long.MaxValue);
    }

    private static bool IsDay(long number) => number >= 0 && number <= DateOnly.MaxValue.DayNumber;
}
