using Huimin.Platform.Audit;
using Huimin.Policies;

namespace Huimin.Platform.Awards;

/// <summary>Why an award ended; stored.</summary>
public enum AwardEnd : short
{
    /// <summary>No longer entitled 不再符合.</summary>
    NotEntitled = 1,
    Died = 2,

    /// <summary>Replaced by another programme 转为其他救助.</summary>
    Replaced = 3,

    /// <summary>At the recipient's own wish 本人放弃.</summary>
    GivenUp = 4,
    MovedAway = 5,

    /// <summary>The recognition ran out 到期.</summary>
    Expired = 6,

    /// <summary>A review found that it should not have been 撤销.</summary>
    Revoked = 7,
}

/// <summary>
/// That a household or person receives a programme from a month on 在享待遇, by decision. What it was in each month is in its
/// versions, of which none is ever changed: what is learnt later comes as a new one.
/// </summary>
public sealed class Award : IAudited
{
    string IAudited.AuditSubject => $"award:{Id}";

    long? IAudited.AuditRegion => Region;

    public long Id { get; init; }

    /// <summary>Code of the programme.</summary>
    public required string Programme { get; init; }

    /// <summary>Code of the business line.</summary>
    public required string Line { get; init; }

    /// <summary>12-digit code of the village or community.</summary>
    public long Region { get; set; }

    /// <summary>The household that it belongs to now: that of the person, for an award of a person.</summary>
    public long? HouseholdId { get; set; }

    /// <summary>Null where the household is awarded.</summary>
    public long? PersonId { get; init; }

    /// <summary>The case that it came from; 0 for what was taken over from an older system.</summary>
    public long CaseId { get; init; }

    /// <summary>Paid once.</summary>
    public bool OneOff { get; init; }

    /// <summary>First month, 202612.</summary>
    public int FirstMonth { get; init; }

    /// <summary>Last month; null while it goes on.</summary>
    public int? LastMonth { get; private set; }

    public AwardEnd? EndedBecause { get; private set; }

    /// <summary>Of the newest version, in fen.</summary>
    public long Amount { get; private set; }

    public int Persons { get; private set; }

    /// <summary>Number of the newest version.</summary>
    [Unaudited]
    public int LastVersion { get; private set; }

    /// <summary>Day on which it is to be looked at again 定期核查; null where the law sets none.</summary>
    public DateOnly? ReviewOn { get; set; }

    /// <summary>Grows with every change.</summary>
    public long Revision { get; private set; }

    public bool IsIn(Month month) => FirstMonth <= month.Code && (LastMonth is not { } last || month.Code <= last);

    /// <summary>What it is from a month on.</summary>
    /// <param name="amount">In fen, a month or once.</param>
    /// <param name="decision">The decision; null for what the law does by itself, such as a death.</param>
    internal AwardVersion Set(Month from, long amount, int persons, long? decision, string explanation, DateTime at)
    {
        (Amount, Persons) = (amount, persons);
        Revision++;
        return new AwardVersion
        {
            AwardId = Id,
            Number = ++LastVersion,
            FromMonth = from.Code,
            Region = Region,
            Amount = amount,
            Persons = persons,
            DecisionId = decision,
            Explanation = explanation,
            RecordedAt = at,
        };
    }

    /// <summary>A sum that is granted once and paid in several months 一次审批、分阶段发放: a version for each.</summary>
    internal IReadOnlyList<AwardVersion> SetStages(Month from, IReadOnlyList<long> amounts, int persons, long? decision, string explanation, DateTime at)
    {
        List<AwardVersion> stages = [.. amounts.Select((amount, i) => Set(from.AddMonths(i), amount, persons, decision, explanation, at))];
        Amount = amounts.Sum();
        return stages;
    }

    /// <summary>Goes along when the family or person moves 随迁: from a month on, the new place pays the same.</summary>
    internal AwardVersion MoveTo(long region, long? household, Month from, AwardVersion newest, DateTime at)
    {
        (Region, HouseholdId) = (region, household);
        return Set(from, Amount, Persons, newest.DecisionId, newest.Explanation, at);
    }

    /// <summary>It ends with a month that is known from the beginning: a recognition, or what is paid once.</summary>
    internal void Expire(Month last)
    {
        (LastMonth, EndedBecause, ReviewOn) = (last.Code, AwardEnd.Expired, null);
        Revision++;
    }

    /// <summary>Ends after a month; one that never began ends before its first. What it was stays readable in <see cref="Amount"/>.</summary>
    /// <returns>The version that says so from the next month on: when the end became known decides what was paid too much.</returns>
    internal AwardVersion End(Month last, AwardEnd because, long? decision, string explanation, DateTime at)
    {
        var (amount, persons) = (Amount, Persons);
        var version = Set(last.AddMonths(1), 0, 0, decision, explanation, at);
        (Amount, Persons, LastMonth, EndedBecause, ReviewOn) = (amount, persons, last.Code, because, null);
        return version;
    }
}

/// <summary>What an award is from a month on, as it was known at a time 待遇变更.</summary>
public sealed class AwardVersion
{
    public long AwardId { get; init; }

    public int Number { get; init; }

    public int FromMonth { get; init; }

    /// <summary>12-digit code of the village or community whose county pays it.</summary>
    public long Region { get; init; }

    /// <summary>In fen.</summary>
    public long Amount { get; init; }

    public int Persons { get; init; }

    public long? DecisionId { get; init; }

    /// <summary>As in the decision: <see cref="Cases.Assessing.KeptExplanation"/>.</summary>
    public required string Explanation { get; init; }

    public DateTime RecordedAt { get; init; }
}
