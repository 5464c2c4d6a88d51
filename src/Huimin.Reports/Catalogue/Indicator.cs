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
/// <param name="When">Words of which one stands in the sentence of the whole, or of a part that has to reach it, for the relation to hold; none: always.</param>
public sealed record AtLeast(string Whole, string Part, IReadOnlyList<string> When)
{
    /// <summary>The least share of the whole that the part is; 1 where it has to be all of it.</summary>
    public decimal From { get; init; }

    /// <summary>The greatest share; 1 unless a law sets less.</summary>
    public decimal To { get; init; } = 1;
}

/// <summary>A count of rises in a row (12连增) is one more than a year before where there was a rise.</summary>
/// <param name="Count">Code of how many there were in a row.</param>
/// <param name="Rise">Code of the rate of the rise.</param>
public sealed record Succession(string Count, string Rise);

/// <summary>The parts add up to the total.</summary>
public sealed record Sum(string Total, IReadOnlyList<string> Parts);
