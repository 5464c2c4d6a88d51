using System.Globalization;

namespace Huimin.Policies;

/// <summary>A calendar month 月份, the unit of time in which every benefit is decided and paid. Written <c>2026-11</c>.</summary>
public readonly record struct Month : IComparable<Month>
{
    private readonly int index; // months since year 0, so that arithmetic and comparison are integer operations

    /// <exception cref="ArgumentOutOfRangeException">The year is outside 1–9999 or the month outside 1–12.</exception>
    public Month(int year, int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 12);
        index = year * 12 + number - 1;
    }

    public int Year => index / 12;

    /// <summary>1–12.</summary>
    public int Number => index % 12 + 1;

    public DateOnly FirstDay => new(Year, Number, 1);

    public DateOnly LastDay => new(Year, Number, DateTime.DaysInMonth(Year, Number));

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    public Month AddMonths(int months)
    {
        var moved = index + months;
        return new Month(moved / 12, moved % 12 + 1);
    }

    /// <summary>The month as one number, <c>202611</c>: how tables keep it.</summary>
    public int Code => Year * 100 + Number;

    /// <summary>The month that <see cref="Code"/> gives as this number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No month has this number.</exception>
    public static Month FromCode(int code) => new(code / 100, code % 100);

    /// <summary>Reads <c>yyyy-MM</c>.</summary>
    public static bool TryParse(string? text, out Month month)
    {
        month = default;
        if (text is not { Length: 7 } || text[4] != '-'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year < 1 || number is < 1 or > 12)
            return false;
        month = new Month(year, number);
        return true;
    }

    /// <exception cref="FormatException">The text is not <c>yyyy-MM</c>.</exception>
    public static Month Parse(string text) =>
        TryParse(text, out var month) ? month : throw new FormatException($"'{text}' is not a month; write it as 2026-11.");

    public int CompareTo(Month other) => index.CompareTo(other.index);

    public static bool operator <(Month left, Month right) => left.index < right.index;

    public static bool operator >(Month left, Month right) => left.index > right.index;

    public static bool operator <=(Month left, Month right) => left.index <= right.index;

    public static bool operator >=(Month left, Month right) => left.index >= right.index;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");
}
