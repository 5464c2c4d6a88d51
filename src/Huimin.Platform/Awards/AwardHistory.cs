using Huimin.Policies;

namespace Huimin.Platform.Awards;

/// <summary>
/// What an award was in a month, as it was known at a time. A version holds from its month on until a later one says otherwise; of what
/// is granted once, each version is the sum of its own month.
/// </summary>
public static class AwardHistory
{
    /// <summary>What holds for a month.</summary>
    /// <param name="knownBefore">In UTC: what was recorded later is left out; null for everything.</param>
    /// <returns>Null where it was not awarded, as far as known.</returns>
    public static AwardVersion? In(Award award, IReadOnlyList<AwardVersion> versions, Month month, DateTime? knownBefore = null)
    {
        ArgumentNullException.ThrowIfNull(award);
        ArgumentNullException.ThrowIfNull(versions);
        // An end that was known from the beginning has no version of its own.
        if (award.EndedBecause == AwardEnd.Expired && award.LastMonth is { } last && month.Code > last)
            return null;
        var held = versions.Where(v => knownBefore is null || v.RecordedAt < knownBefore)
            .Where(v => award.OneOff ? v.FromMonth == month.Code : v.FromMonth <= month.Code).MaxBy(v => v.Number);
        return held is { Persons: 0, Amount: 0 } && !award.OneOff ? null : held;
    }

    /// <summary>
    /// What was paid for a month by the monthly runs up to one: what each run knew, and what a later run knew to be more. What was paid too
    /// much is not taken back by a run. In fen.
    /// </summary>
    public static long PaidFor(Award award, IReadOnlyList<AwardVersion> versions, Month month, Month lastRun)
    {
        var paid = 0L;
        for (var run = month; run <= lastRun; run = run.AddMonths(1))
            paid = Math.Max(paid, In(award, versions, month, EndOf(run))?.Amount ?? 0);
        return paid;
    }

    /// <summary>The end of a month on the program's machine, in UTC.</summary>
    private static DateTime EndOf(Month month) =>
        TimeZoneInfo.ConvertTimeToUtc(month.AddMonths(1).FirstDay.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified), TimeZoneInfo.Local);
}
