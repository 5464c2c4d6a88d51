namespace Huimin.Reports;

/// <summary>How the text bounds the value that it writes.</summary>
public enum FigureBound
{
    /// <summary>Nothing said; the value is rounded as it is written.</summary>
    Exact,

    /// <summary>余, 多, 超过: above the value.</summary>
    MoreThan,

    /// <summary>以上, 不少于, and the lower end of a range: the value or more.</summary>
    AtLeast,

    /// <summary>约, 左右: near the value.</summary>
    About,

    /// <summary>近, 不足: below the value.</summary>
    LessThan,

    /// <summary>以下, 不超过, and the upper end of a range: the value or less.</summary>
    AtMost,
}

/// <summary>What kind of quantity a figure is.</summary>
public enum Measure
{
    /// <summary>At a day: the end of the period.</summary>
    Stock,

    /// <summary>Counted over the period.</summary>
    Flow,

    /// <summary>A share, or an average for each of something.</summary>
    Rate,

    /// <summary>A change against an earlier value.</summary>
    Growth,

    /// <summary>A rate of payment or an age limit in force.</summary>
    Standard,

    /// <summary>A place among others.</summary>
    Rank,

    /// <summary>Planned, not yet done.</summary>
    Target,
}

/// <summary>From the first to the last day, both included.</summary>
public readonly record struct ReportPeriod(DateOnly Start, DateOnly End)
{
    /// <summary>1 January to 31 December.</summary>
    public static ReportPeriod Year(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

    /// <summary>The first day of the first month to the last day of the last, within a year.</summary>
    public static ReportPeriod Months(int year, int first, int last) =>
        new(new DateOnly(year, first, 1), new DateOnly(year, last, DateTime.DaysInMonth(year, last)));
}

/// <summary>A figure as a text states it.</summary>
public sealed record Figure
{
    /// <summary>The words around the number, exactly as the original text has them.</summary>
    public required string Quote { get; init; }

    /// <summary>Where the quote begins in the original text, in UTF-16 characters.</summary>
    public required int Offset { get; init; }

    /// <summary>Where the number itself begins in the original text, in UTF-16 characters; its bounding word and measure word belong to it.</summary>
    public int NumberStart { get; init; }

    /// <summary>Behind its last character.</summary>
    public int NumberEnd { get; init; }

    /// <summary>In whole units: 18.8万人 is 188000; a percentage is a fraction: 95% is 0.95.</summary>
    public required decimal Value { get; init; }

    /// <summary>What is counted, in the catalogue's words: <c>person</c>, <c>yuan</c>, <c>percent</c>.</summary>
    public required string Unit { get; init; }

    public required FigureBound Bound { get; init; }

    /// <summary>The least that it can be as it is written: 18.8万 is 187500 and more.</summary>
    public decimal Low { get; init; }

    /// <summary>The most that it can be as it is written; <see cref="decimal.MaxValue"/> where nothing bounds it.</summary>
    public decimal High { get; init; }

    /// <summary>Code of the catalogue; null when no indicator fits.</summary>
    public required string? Indicator { get; init; }

    public required Measure Measure { get; init; }

    /// <summary>Null when neither the text nor its reader says which.</summary>
    public required ReportPeriod? Period { get; init; }

    /// <summary>Why it cannot be true; null when nothing speaks against it.</summary>
    public Doubt? Suspect { get; init; }

    /// <summary>How sure the reader is of all of it, from 0 to 1.</summary>
    public required double Confidence { get; init; }
}

/// <summary>Why a figure cannot be true.</summary>
public enum DoubtKind
{
    /// <summary>14.3 persons.</summary>
    Fraction,

    /// <summary>A share of more than the whole.</summary>
    AboveWhole,

    /// <summary>More of a part than there is of the whole: households above persons.</summary>
    PartAboveWhole,

    /// <summary>The parts do not make the total.</summary>
    PartsDoNotAdd,

    /// <summary>Another figure of the same report says otherwise.</summary>
    Contradiction,

    /// <summary>Built in one period: more than the whole country has to that many residents.</summary>
    BuiltBeyondDensity,
}

/// <summary>A reason to doubt a figure.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Against">The value that speaks against it; null when the value speaks against itself.</param>
/// <param name="LikelyValue">What was probably meant; null when nobody can tell.</param>
public sealed record Doubt(DoubtKind Kind, decimal? Against = null, decimal? LikelyValue = null);
