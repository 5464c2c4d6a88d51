using System.Globalization;

namespace Huimin.Policies;

/// <summary>Turns the written value of a parameter into a number.</summary>
internal static class ParameterText
{
    /// <summary>
    /// Reads <c>990</c>, <c>4200/year</c> for a parameter by the month (the published unit is kept, the month's value derived),
    /// <c>30%</c>, <c>true</c>, a date. Returns null and the number, or what is wrong.
    /// </summary>
    public static string? Read(ValueType type, string text, out Number value, out bool converted)
    {
        (value, converted) = (Number.Unknown, false);
        switch (type.Kind)
        {
            case ValueKind.Bool:
                if (text is not ("true" or "false"))
                    return $"'{text}' is not true or false";
                value = Number.Of(text == "true" ? 1 : 0);
                return null;
            case ValueKind.Date:
                if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                    return $"'{text}' is not a date; write it as 2026-11-01";
                value = Number.Of(date.DayNumber);
                return null;
            case ValueKind.Money:
                return Money(type.Period, text, out value, out converted);
        }
        var percent = type.Kind == ValueKind.Ratio && text.EndsWith('%');
        if (!Decimal(percent ? text[..^1] : text, out var number))
            return type.Kind == ValueKind.Ratio ? $"'{text}' is not a ratio; write it as 30% or 0.3" : $"'{text}' is not a number";
        if (type.Kind != ValueKind.Ratio && number != decimal.Truncate(number))
            return $"'{text}' is not a whole number";
        value = Number.Of(percent ? number / 100 : number);
        return null;
    }

    /// <summary>The number as a policy file would have it, to the fen: <c>630</c>, <c>358.33</c>, <c>35%</c>, <c>true</c>.</summary>
    public static string Write(ValueType type, Number value) => type.Kind switch
    {
        ValueKind.Bool => value.IsZero ? "false" : "true",
        ValueKind.Money when value.Round(new Rounding(1, RoundingDirection.Nearest)) is { } fen => (fen / 100m).ToString("0.##", CultureInfo.InvariantCulture),
        _ => ValueText.Of(value, type, english: true),
    };

    private static string? Money(MoneyPeriod period, string text, out Number value, out bool converted)
    {
        (value, converted) = (Number.Unknown, false);
        var (number, written) = text.Split('/', 2) is [var amount, var unit] ? (amount, unit) : (text, null);
        if (!Decimal(number, out var yuan))
            return $"'{text}' is not an amount of yuan";
        if (yuan * 100 != decimal.Truncate(yuan * 100))
            return $"{text} has a part smaller than one fen";
        value = Number.Of(yuan * 100);
        switch (written, period)
        {
            case (null, _) or ("month", MoneyPeriod.Month) or ("year", MoneyPeriod.Year):
                return null;
            case ("year", MoneyPeriod.Month):
                (value, converted) = (value / Number.Of(12), true);
                return null;
            case ("month", MoneyPeriod.Year):
                (value, converted) = (value * Number.Of(12), true);
                return null;
            default:
                return $"'/{written}' is not a period that this parameter can have";
        }
    }

    private static bool Decimal(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
        && Math.Abs(number) <= 1_000_000_000_000
        && Number.Of(number).IsKnown;
}
