using System.Globalization;

namespace Huimin.Policies;

/// <summary>Turns a written value into the raw value of a fact.</summary>
internal static class FactText
{
    /// <summary>
    /// Reads <c>1500.5</c> for money in yuan, <c>2026-11-01</c> or <c>never</c> for a date that may never come, <c>true</c>, a count, or the code of an
    /// option. Returns null and sets <paramref name="raw"/>, or returns what is wrong.
    /// </summary>
    public static string? Read(FactSpec fact, string text, out long raw)
    {
        raw = Family.Unknown;
        switch (fact.Type)
        {
            case FactType.Bool:
                if (text is not ("true" or "false"))
                    return $"'{text}' is not true or false";
                raw = text == "true" ? 1 : 0;
                return null;
            case FactType.Date:
                if (text == "never" && fact.Default == Fact.Never)
                    raw = Fact.Never;
                else if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                    raw = date.DayNumber;
                else
                    return $"'{text}' is not a date; write it as 2026-11-01";
                return null;
            case FactType.Choice:
                var option = fact.Choices!.IndexOf(text);
                if (option < 0)
                    return $"'{text}' is not one of {string.Join(", ", fact.Choices.Options.Select(o => o.Code))}{Suggestion.For(text, fact.Choices.Options.Select(o => o.Code))}";
                raw = option;
                return null;
            case FactType.Money:
                if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var yuan))
                    return $"'{text}' is not an amount of yuan";
                if (Math.Abs(yuan) > fact.Maximum / 100m)
                    return $"{text} yuan is more than a family can have";
                if (yuan * 100 != decimal.Truncate(yuan * 100))
                    return $"{text} yuan has a part smaller than one fen";
                raw = (long)(yuan * 100);
                break;
            case FactType.Count:
                // Other programs write a count as 3.0.
                if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                    || count != decimal.Truncate(count) || Math.Abs(count) > long.MaxValue)
                    return $"'{text}' is not a whole number";
                raw = (long)count;
                break;
        }
        return raw < fact.Minimum || raw > fact.Maximum ? $"{text} is not between {Limit(fact, fact.Minimum)} and {Limit(fact, fact.Maximum)}" : null;
    }

    private static string Limit(FactSpec fact, long raw) =>
        (fact.Type == FactType.Money ? raw / 100m : raw).ToString(CultureInfo.InvariantCulture);
}
