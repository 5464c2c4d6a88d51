namespace Huimin.Policies;

/// <summary>A sentence in both languages, with values to fill in.</summary>
internal sealed record Wording(IReadOnlyList<WordingPart> Chinese, IReadOnlyList<WordingPart> English)
{
    /// <summary>The sentence as the policy has it, with <c>{value}</c> where values go.</summary>
    public required string Text { get; init; }

    public required string TextEn { get; init; }
}

internal abstract record WordingPart;

internal sealed record LiteralPart(string Text) : WordingPart;

/// <summary><c>{per_head}</c>: the value, formatted by its type.</summary>
internal sealed record ValuePart(Node Value) : WordingPart;

/// <summary><c>{members where counted}</c>: their names.</summary>
internal sealed record MembersPart(TruthNode Where) : WordingPart;

/// <summary><c>{parts of income}</c>: the terms of a sum that are not zero, each with its name.</summary>
internal sealed record TermsPart(IReadOnlyList<Term> Terms) : WordingPart;

internal sealed record Term(string Name, string NameEn, NumberNode Value);
