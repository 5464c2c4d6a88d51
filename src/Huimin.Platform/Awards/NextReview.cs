using Huimin.Platform.People;
using Huimin.Policies;

namespace Huimin.Platform.Awards;

/// <summary>
/// When an award is to be looked at again 定期核查 (民发〔2021〕57号 art. 31): families without anybody who can work once a year, others
/// every half year; persons once a year.
/// </summary>
internal static class NextReview
{
    private const int WorkFrom = 16;
    private const int WorkUntil = 60;

    /// <summary>The first day of the month of the review; null for recognitions, which run out by themselves.</summary>
    public static DateOnly? After(Programme programme, RecordedFamily? family, Month from) =>
        programme.Kind != ProgrammeKind.Benefit || programme.Grant == Grant.OneOff ? null
        : from.AddMonths(programme.OfHousehold && family is not null && IsUnsteady(family, from) ? 6 : 12).FirstDay;

    /// <summary>Somebody in the family can work, or may be able to: what is not known is looked at sooner.</summary>
    private static bool IsUnsteady(RecordedFamily family, Month month)
    {
        if (family.Facts.Find("can_work", ofHousehold: false) is not { } canWork)
            return false;
        for (var member = 0; member < family.MemberCount; member++)
        {
            var age = family.Members[member].BirthDate is { } birth ? AgeOn(birth, month.FirstDay) : WorkFrom;
            if (age is >= WorkFrom and < WorkUntil && family.MemberFact(member, canWork.Index) != 0)
                return true;
        }

        return false;
    }

    private static int AgeOn(DateOnly birth, DateOnly day) => day.Year - birth.Year - (day < birth.AddYears(day.Year - birth.Year) ? 1 : 0);
}
