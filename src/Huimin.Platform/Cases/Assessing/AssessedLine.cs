using Huimin.Platform.People;
using Huimin.Policies;

namespace Huimin.Platform.Cases.Assessing;

/// <summary>What one programme gives to the family of a case, or to one of its members, from the first month that the case can reach.</summary>
/// <param name="Member">Position in the family; -1 for the household.</param>
/// <param name="First">First month that it would be paid for.</param>
/// <param name="Persons">How many share in it.</param>
public sealed record AssessedLine(Programme Programme, int Member, Person? Person, Month First, Explanation Explanation, int Persons)
{
    /// <summary>The policies let the township decide about so much (<c>township_decides</c>).</summary>
    public bool TownshipDecides { get; init; }

    public Outcome Outcome => Explanation.Outcome;

    public bool IsEligible => Outcome.Status == OutcomeStatus.Eligible;

    /// <summary>Sent by forms and kept nowhere: <c>dibao</c>, <c>tekun/500001</c>.</summary>
    public string Key => Person is null ? Programme.Code : $"{Programme.Code}/{Person.Id}";
}

/// <summary>The family of a case by the policies and the facts on record.</summary>
/// <param name="Lines">In the order of the type's programmes.</param>
/// <param name="Problem">Why nothing can be computed; null when it was.</param>
public sealed record CaseAssessment(IReadOnlyList<AssessedLine> Lines, RecordedFamily? Family, FormattableString? Problem = null)
{
    /// <summary>What the law's order leads to: the first that fits, or each that does where the type grants each.</summary>
    public IReadOnlyList<AssessedLine> Proposed(bool each) => each
        ? [.. Lines.Where(l => l.IsEligible)]
        : Lines.FirstOrDefault(l => l.IsEligible) is { } first ? [.. Lines.Where(l => l.IsEligible && l.Programme == first.Programme)] : [];

    /// <summary>Nothing can be said before these facts are established.</summary>
    public bool IsUndetermined => Lines.Count > 0 && !Lines.Any(l => l.IsEligible) && Lines.Any(l => l.Outcome.Status == OutcomeStatus.Undetermined);
}
