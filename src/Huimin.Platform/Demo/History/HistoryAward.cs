using Huimin.Platform.Awards;
using Huimin.Policies;

namespace Huimin.Platform.Demo.History;

/// <summary>An award with its versions through the years, as taking over and deciding would have left it.</summary>
internal static class HistoryAward
{
    /// <param name="index">Which of the unit's programmes.</param>
    /// <param name="takeOver">From this month on it is what the pass found.</param>
    public static (Award Award, List<AwardVersion> Versions) Make(long id, HistoryUnit unit, int index, Programme programme, Month takeOver)
    {
        var first = unit.First!.Value;
        var award = new Award
        {
            Id = id,
            Programme = programme.Code,
            Line = programme.Line,
            Region = unit.Region,
            HouseholdId = unit.Household,
            PersonId = unit.Person,
            CaseId = unit.Grant?.Case ?? 0,
            FirstMonth = first.Code,
            ReviewOn = programme.Kind == ProgrammeKind.Benefit ? takeOver.AddMonths(1 + (int)(unit.Household % 12)).LastDay : null,
        };
        var versions = new List<AwardVersion>();
        foreach (var (from, fen) in unit.Amounts.OrderBy(a => a.From.Code))
            Set(from, fen[index]);
        if (unit.IsPresent)
            Set(takeOver, unit.Awards[index].Now);
        if (unit.Last is { } last)
            versions.Add(award.End(last, unit.HasDied ? AwardEnd.Died : AwardEnd.NotEntitled, null, "", Recorded(last.AddMonths(1))));
        return (award, versions);

        void Set(Month from, long fen)
        {
            if (versions.Count > 0 && award.Amount == fen)
                return;
            var month = versions.Count == 0 || from < first ? first : from;
            versions.Add(award.Set(month, fen, unit.Persons, versions.Count == 0 ? unit.Grant?.Decision : null, "", Recorded(month)));
        }
    }

    private static DateTime Recorded(Month month) => month.FirstDay.AddDays(-10).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
