namespace Huimin.Policies;

/// <summary>An example of a policy: a family, a month, what its own programme paid for earlier months, and what must come out.</summary>
internal sealed record Example(
    string Programme, string Name, Place Place, Month Month, IReadOnlyList<ParameterOverride> Set, WrittenFamily Family, IReadOnlyDictionary<Month, Money> Paid, IReadOnlyList<Expectation> Expected);

/// <summary>What an example expects of a programme for the household (member -1) or a member; null is not looked at.</summary>
internal sealed record Expectation(
    Programme Programme, int Member, OutcomeStatus? Status, Money? Amount, string? Reason, IReadOnlyList<string>? Missing, IReadOnlyList<(string Name, string Text)> Values)
{
    /// <summary>Still to be paid for the months that were paid already.</summary>
    public Money? Arrears { get; init; }

    public Money? Overpaid { get; init; }

    public string? ValidUntil { get; init; }

    /// <summary>A part of what a warning asks the worker to do.</summary>
    public string? Task { get; init; }
}
