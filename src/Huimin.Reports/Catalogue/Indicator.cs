namespace Huimin.Reports.Catalogue;

/// <summary>What figures count: one line of the catalogue.</summary>
public sealed record Indicator
{
    /// <summary>Stable name, the same in every city: <c>dibao_recipients</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Name in Chinese.</summary>
    public required string Chinese { get; init; }

    /// <summary>Name in English.</summary>
    public required string English { get; init; }

    /// <summary>What is counted: <c>person</c>, <c>yuan</c>, <c>percent</c>.</summary>
    public required string Unit { get; init; }

    public required Measure Measure { get; init; }

    /// <summary>Business line: <c>social_assistance</c>.</summary>
    public required string Domain { get; init; }

    /// <summary>Further names in texts; words apart by a space stand apart in the text.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Words beside a figure that say it is another indicator.</summary>
    public IReadOnlyList<string> Not { get; init; } = [];
}

/// <summary>What must hold between two figures of a report: the whole is at least the part.</summary>
/// <param name="Whole">Code of the larger.</param>
/// <param name="Part">Code of the smaller.</param>
/// <param name="When">Words of which one stands in the clause of the whole for the relation to hold; none: always.</param>
public sealed record AtLeast(string Whole, string Part, IReadOnlyList<string> When);

/// <summary>The parts add up to the total.</summary>
public sealed record Sum(string Total, IReadOnlyList<string> Parts);

/// <summary>What a claim of all is measured by: a share of which the whole is 100 %, or as many of the part as of all wholes together.</summary>
/// <param name="Words">Each names the claim; words apart by a space stand apart in the text.</param>
/// <param name="Part">Code of what was reached; null where a rate says it.</param>
/// <param name="Whole">Codes of what there is, which add up.</param>
/// <param name="Rate">Code of the share; null where part and whole say it.</param>
public sealed record ClaimRule(IReadOnlyList<string> Words, string? Part, IReadOnlyList<string> Whole, string? Rate)
{
    /// <summary>Every code that the claim needs.</summary>
    public IReadOnlyList<string> Codes => Rate is null ? [Part ?? "", .. Whole] : [Rate];
}
