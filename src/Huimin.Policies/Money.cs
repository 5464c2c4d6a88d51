using System.Globalization;

namespace Huimin.Policies;

/// <summary>An amount of money 金额 in whole fen 分. Never a floating-point number; an overflow throws.</summary>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    public static readonly Money Zero;

    public decimal Yuan => Fen / 100m;

    /// <exception cref="ArgumentException">The amount has a part smaller than one fen.</exception>
    /// <exception cref="OverflowException">The amount does not fit.</exception>
    public static Money FromYuan(decimal yuan)
    {
        var fen = yuan * 100m;
        return fen == decimal.Truncate(fen)
            ? new Money((long)fen)
            : throw new ArgumentException($"{yuan.ToString(CultureInfo.InvariantCulture)} yuan is not a whole number of fen.", nameof(yuan));
    }

    public static Money operator +(Money left, Money right) => new(left.Fen + right.Fen);

    public static Money operator -(Money left, Money right) => new(left.Fen - right.Fen);

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;

    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;

    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;

    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;

    /// <summary>Two decimals without grouping, <c>1170.00</c>: the form of files and interfaces.</summary>
    public override string ToString() => Yuan.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Two decimals with grouping, <c>1,170.00</c>: the form of pages and letters.</summary>
    public string ToDisplay()
    {
        // By hand: a page of explanations writes hundreds of amounts, and a decimal's custom format takes most of its time.
        Span<char> text = stackalloc char[27];
        var at = text.Length;
        var rest = unchecked(Fen < 0 ? 0UL - (ulong)Fen : (ulong)Fen);
        for (var digit = 0; digit < 3 || rest > 0; digit++)
        {
            if (digit == 2)
                text[--at] = '.';
            else if (digit > 2 && (digit - 2) % 3 == 0)
                text[--at] = ',';
            text[--at] = (char)('0' + rest % 10);
            rest /= 10;
        }
        if (Fen < 0)
            text[--at] = '-';
        return new string(text[at..]);
    }
}
