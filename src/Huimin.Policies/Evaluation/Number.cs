using System.Runtime.InteropServices;

namespace Huimin.Policies;

/// <summary>
/// An exact number, unknown, or too large to be held: a fraction of two integers. Money is in fen. Fractions keep a third of a yuan exact, so a
/// comparison or a rounding never depends on the order of operations, and adding whole fen costs one integer addition.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Number
{
    private readonly long top;
    private readonly long bottom; // above zero; 0/0 is unknown, so that default(Number) is unknown; any other top over zero is too large

    private Number(long top, long bottom) => (this.top, this.bottom) = (top, bottom);

    public static Number Zero => new(0, 1);

    public static Number Unknown => default;

    /// <summary>What an operation gives whose result does not fit: it is not known either, for a reason of its own.</summary>
    public static Number TooLarge => new(1, 0);

    /// <summary>The fraction as it is held; not always reduced.</summary>
    public (long Top, long Bottom) Fraction => (top, bottom);

    public bool IsKnown => bottom != 0;

    public bool IsTooLarge => bottom == 0 && top != 0;

    public bool IsZero => top == 0 && bottom != 0;

    /// <summary>For numbers that are whole by their type: dates, options, counts of members.</summary>
    public long Whole => top / bottom;

    public static Number Of(long whole) => new(whole, 1);

    /// <summary>A raw fact; <see cref="Family.Unknown"/> becomes unknown.</summary>
    public static Number OfRaw(long raw) => raw == Family.Unknown ? default : new(raw, 1);

    public static Number Of(decimal value)
    {
        long scale = 1;
        while (value != decimal.Truncate(value) && scale < 1_000_000_000_000)
            (value, scale) = (value * 10, scale * 10);
        return Of((Int128)decimal.Truncate(value), scale);
    }

    public static Number operator +(Number a, Number b)
    {
        if (a.bottom == b.bottom)
        {
            var sum = unchecked(a.top + b.top);
            if (((a.top ^ sum) & (b.top ^ sum)) >= 0)
                return new Number(sum, a.bottom); // both unknown adds up to unknown
        }
        return a.bottom == 0 || b.bottom == 0 ? Neither(a, b)
            : Of((Int128)a.top * b.bottom + (Int128)b.top * a.bottom, (Int128)a.bottom * b.bottom);
    }

    public static Number operator -(Number a)
    {
        if (a.bottom == 0)
            return a; // too large keeps its sign, so that too large less too large is no 0/0
        return a.top == long.MinValue ? Of(-(Int128)a.top, a.bottom) : new Number(-a.top, a.bottom);
    }

    public static Number operator -(Number a, Number b) => a + -b;

    public static Number operator *(Number a, Number b)
    {
        if (Math.BigMul(a.top, b.top, out var top) == top >> 63 && Math.BigMul(a.bottom, b.bottom, out var bottom) == 0 && bottom > 0)
            return new Number(top, bottom);
        return a.bottom == 0 || b.bottom == 0 ? Neither(a, b) : Of((Int128)a.top * b.top, (Int128)a.bottom * b.bottom);
    }

    /// <summary>Division by zero gives no value: unknown. A policy requires the divisor first.</summary>
    public static Number operator /(Number a, Number b)
    {
        if (a.bottom == 0 || b.bottom == 0)
            return Neither(a, b);
        if (b.top == 0)
            return default;
        if (b.top > 0)
            return a * new Number(b.bottom, b.top);
        return b.top == long.MinValue ? Of(-(Int128)a.top * b.bottom, -(Int128)a.bottom * b.top) : a * new Number(-b.bottom, -b.top);
    }

    /// <summary>Order of two known numbers.</summary>
    public static int Compare(Number a, Number b) =>
        a.bottom == b.bottom ? a.top.CompareTo(b.top) : ((Int128)a.top * b.bottom).CompareTo((Int128)b.top * a.bottom);

    public static bool Same(Number a, Number b) =>
        a.IsKnown == b.IsKnown && (!a.IsKnown || Compare(a, b) == 0);

    public static Number Min(Number a, Number b) => !a.IsKnown || !b.IsKnown ? Neither(a, b) : Compare(a, b) <= 0 ? a : b;

    public static Number Max(Number a, Number b) => !a.IsKnown || !b.IsKnown ? Neither(a, b) : Compare(a, b) >= 0 ? a : b;

    /// <summary>Rounds a known amount of fen to a multiple of <see cref="Rounding.Unit"/>; halves go away from zero. Null if that does not fit.</summary>
    public long? Round(Rounding rounding)
    {
        if (bottom == 1 && rounding.Unit == 1)
            return top;
        var unit = (Int128)bottom * rounding.Unit;
        var (quotient, rest) = Int128.DivRem(top, unit);
        if (rest != 0)
        {
            var away = rounding.Direction switch
            {
                RoundingDirection.Nearest => Int128.Abs(rest) * 2 >= unit,
                RoundingDirection.Up => rest > 0,
                _ => rest < 0,
            };
            if (away)
                quotient += Int128.Sign(rest);
        }
        return Fits(quotient * rounding.Unit) ? (long)(quotient * rounding.Unit) : null;
    }

    /// <summary>The greatest whole number not above a known number times <paramref name="scale"/>; the ends of what fits beyond them.</summary>
    public long Floor(long scale)
    {
        if (bottom == 1 && scale == 1)
            return top;
        var (quotient, rest) = Int128.DivRem((Int128)top * scale, bottom);
        return (long)Int128.Clamp(rest < 0 ? quotient - 1 : quotient, long.MinValue, long.MaxValue);
    }

    /// <summary>The nearest decimal, for display.</summary>
    public decimal ToDecimal() => (decimal)top / bottom;

    /// <summary>Reduces the fraction only when it would not fit otherwise: that is rare, and the reduction is the slow part.</summary>
    private static Number Of(Int128 top, Int128 bottom)
    {
        if (top < long.MinValue || top > long.MaxValue || bottom > long.MaxValue)
        {
            var (a, b) = (Int128.Abs(top), bottom);
            while (b != 0)
                (a, b) = (b, a % b);
            (top, bottom) = (top / a, bottom / a);
        }
        return Fits(top) && Fits(bottom) ? new Number((long)top, (long)bottom) : TooLarge;
    }

    private static bool Fits(Int128 value) => value >= long.MinValue && value <= long.MaxValue;

    /// <summary>What two numbers give of which at least one is not known.</summary>
    private static Number Neither(Number a, Number b) => a.IsTooLarge || b.IsTooLarge ? TooLarge : default;
}

/// <summary>How an amount is rounded.</summary>
internal enum RoundingDirection
{
    Nearest,
    Up,
    Down,
}

/// <summary>Rounding to a multiple of <paramref name="Unit"/> fen: 1, 10 or 100.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rounding(long Unit, RoundingDirection Direction)
{
    public static readonly (string Word, Rounding Value)[] Words =
    [
        ("fen", new(1, RoundingDirection.Nearest)), ("fen_up", new(1, RoundingDirection.Up)), ("fen_down", new(1, RoundingDirection.Down)),
        ("jiao", new(10, RoundingDirection.Nearest)), ("jiao_up", new(10, RoundingDirection.Up)), ("jiao_down", new(10, RoundingDirection.Down)),
        ("yuan", new(100, RoundingDirection.Nearest)), ("yuan_up", new(100, RoundingDirection.Up)), ("yuan_down", new(100, RoundingDirection.Down)),
    ];
}

/// <summary>True, false or unknown, with Kleene's rules: false and unknown is false, true or unknown is true.</summary>
internal enum Truth : byte
{
    False,
    True,
    Unknown,
}
