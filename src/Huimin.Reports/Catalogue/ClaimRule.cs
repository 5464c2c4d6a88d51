namespace Huimin.Reports.Catalogue;

/// <summary>What a claim without a number is measured by.</summary>
/// <param name="Words">Each names the claim; words apart by a space stand apart in the text.</param>
public abstract record ClaimRule(IReadOnlyList<string> Words)
{
    /// <summary>Every code that the claim needs, the one that it is about first.</summary>
    public abstract IReadOnlyList<string> Codes { get; }
}

/// <summary>All: as many of the part as of all wholes together.</summary>
/// <param name="Part">Code of what was reached.</param>
/// <param name="Whole">Codes of what there is, which add up.</param>
public sealed record AllOf(IReadOnlyList<string> Words, string Part, IReadOnlyList<string> Whole) : ClaimRule(Words)
{
    public override IReadOnlyList<string> Codes => [Part, .. Whole];
}

/// <summary>All: a share that is 100 %.</summary>
/// <param name="Rate">Code of the share.</param>
public sealed record FullRate(IReadOnlyList<string> Words, string Rate) : ClaimRule(Words)
{
    public override IReadOnlyList<string> Codes => [Rate];
}

/// <summary>None is left, or none came to be: all problems are solved when none is open.</summary>
/// <param name="Code">Of what there must be none of.</param>
/// <param name="Of">Code of what a few are tolerated of; null where not one is.</param>
/// <param name="AtMost">The share that is tolerated.</param>
public sealed record NoneOf(IReadOnlyList<string> Words, string Code, string? Of = null, decimal AtMost = 0) : ClaimRule(Words)
{
    public override IReadOnlyList<string> Codes => Of is null ? [Code] : [Code, Of];
}

/// <summary>More or fewer than a year before. No line of the catalogue: the words name the indicator itself.</summary>
/// <param name="Code">Of what grew or shrank.</param>
public sealed record ChangeOf(string Code) : ClaimRule([])
{
    public override IReadOnlyList<string> Codes => [Code];
}

/// <summary>Uneven: the places differ.</summary>
/// <param name="Code">Of what is compared between them.</param>
/// <param name="Of">Code of what it is divided by, because places differ in size; null where it is a share itself.</param>
public sealed record SpreadOf(IReadOnlyList<string> Words, string Code, string? Of = null) : ClaimRule(Words)
{
    public override IReadOnlyList<string> Codes => Of is null ? [Code] : [Code, Of];
}

/// <summary>The own part of a claim to be first among others: whoever is first has some.</summary>
/// <param name="Code">Of what there must be some of.</param>
public sealed record SomeOf(IReadOnlyList<string> Words, string Code) : ClaimRule(Words)
{
    public override IReadOnlyList<string> Codes => [Code];
}

/// <summary>From where on words of degree are true, in which nobody has set a number: what lies between is for people to judge.</summary>
/// <param name="Marked">Change against a year before, as a fraction, from which on it is marked 显著.</param>
/// <param name="Uneven">How many times the lowest the highest place has at least where places are uneven.</param>
/// <param name="Even">How many times at most where they are not.</param>
public sealed record ClaimLimits(decimal Marked = 0, decimal Uneven = 1, decimal Even = 1);
