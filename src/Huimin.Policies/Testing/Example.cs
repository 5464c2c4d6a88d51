namespace Huimin.Policies;

/// <summary>An example of a policy: a family, a month, and what must come out.</summary>
internal sealed record Example(
    string Programme, string Name, Place Place, Month Month, IReadOnlyList<ParameterOverride> Set, WrittenFamily Family, IReadOnlyList<Expectation> Expected);

/// <summary>What an example expects of a programme for the household (member -1) or a member; null is not looked at.</summary>
internal sealed record Expectation(
    Programme Programme, int Member, OutcomeStatus? Status, Money? Amount, string? Reason, IReadOnlyList<string>? Missing, IReadOnlyList<(string Name, string Text)> Values);
