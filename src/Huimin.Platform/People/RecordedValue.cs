using Huimin.Policies;

namespace Huimin.Platform.People;

/// <summary>Between the value that a fact has in the database and the raw value that policies compute with; they differ for dates only.</summary>
public static class RecordedValue
{
    /// <summary>A recorded date 20260131 becomes a day number; all else is the same.</summary>
    public static long ToRaw(Fact fact, long recorded)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return fact.Type == FactType.Date
            ? new DateOnly((int)(recorded / 10_000), (int)(recorded / 100 % 100), (int)(recorded % 100)).DayNumber
            : recorded;
    }

    public static long FromRaw(Fact fact, long raw)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return fact.Type == FactType.Date ? OfDay(DateOnly.FromDayNumber((int)raw)) : raw;
    }

    /// <summary>31 January 2026 is recorded as 20260131.</summary>
    public static long OfDay(DateOnly day) => (day.Year * 10_000L) + (day.Month * 100) + day.Day;

    /// <summary>The position of the option that stands for a sex; unknown when it is not stated.</summary>
    public static long OfSex(Fact fact, Sex sex)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var option = sex switch { Sex.Male => "male", Sex.Female => "female", _ => null };
        for (var i = 0; i < fact.Options.Count; i++)
            if (fact.Options[i].Code == option)
                return i;
        return Family.Unknown;
    }
}
