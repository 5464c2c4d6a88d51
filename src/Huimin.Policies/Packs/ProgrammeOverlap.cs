namespace Huimin.Policies;

/// <summary>What holds when somebody could have two programmes.</summary>
public enum OverlapRule
{
    /// <summary>Whoever has the other does not have this one 不得同时享受.</summary>
    OtherWins,

    /// <summary>Together they come to the higher of the two 就高.</summary>
    Higher,

    /// <summary>This one pays what the other leaves of its amount 补差.</summary>
    Difference,

    /// <summary>Both are due in full 可叠加.</summary>
    Stack,

    /// <summary>Only whoever has the other can have this one 以其为前提.</summary>
    Requires,

    /// <summary>The person chooses one of the two 择一.</summary>
    Choose,
}

/// <summary>One cell of the stacking matrix: what <paramref name="Programme"/> says about itself and <paramref name="With"/>.</summary>
public sealed record ProgrammeOverlap(Programme Programme, Programme With, OverlapRule Rule)
{
    /// <summary>Everything that the rule has rested on.</summary>
    public IReadOnlyList<Citation> Citations { get; init; } = [];

    public IReadOnlyList<string> Law => [.. Citations.Select(c => c.Text)];

    public string? Note { get; init; }

    public string? NoteEn { get; init; }

    /// <summary>Code of the programme's value that carries the rule out; null where the rule itself adds a requirement or a deduction, or nothing.</summary>
    public string? ByWhat { get; init; }

    /// <summary>The rule as a sentence: 享受特困供养的，不享受低保.</summary>
    public string Sentence(bool english)
    {
        var (own, other) = english ? (Programme.NameEn, With.NameEn) : (Programme.Name, With.Name);
        return Rule switch
        {
            OverlapRule.OtherWins => english ? $"Whoever has “{other}” does not have “{own}”" : $"享受“{other}”的，不享受“{own}”",
            OverlapRule.Higher => english ? $"“{own}” and “{other}” together come to the higher of the two" : $"“{own}”与“{other}”就高，不重复",
            OverlapRule.Difference => english ? $"“{own}” pays what “{other}” leaves of it" : $"享受“{other}”的，“{own}”补足差额",
            OverlapRule.Stack => english ? $"“{own}” and “{other}” are both due in full" : $"“{own}”与“{other}”可以同时享受",
            OverlapRule.Requires => english ? $"Only whoever has “{other}” can have “{own}”" : $"享受“{own}”以“{other}”为前提",
            _ => english ? $"The person chooses between “{own}” and “{other}”" : $"“{own}”与“{other}”由本人选择一项",
        };
    }
}
