using Huimin.Platform.Audit;
using Huimin.Reports;

namespace Huimin.Platform.Indicators.Entering;

/// <summary>Where an entered figure comes from; stored.</summary>
public enum EnteredKind : short
{
    /// <summary>From a published report 公布.</summary>
    Published = 1,

    /// <summary>By hand or from a file of the bureau, while the line that would count it is not built 填报.</summary>
    Reported = 2,

    /// <summary>A plan or target 计划目标.</summary>
    Target = 3,
}

/// <summary>
/// A figure that somebody brought with its source, because nothing in the program counts it, or to compare with. It is never changed:
/// a correction replaces it and says why.
/// </summary>
public sealed class EnteredFigure : IAudited
{
    /// <summary>What <see cref="Millionths"/> counts.</summary>
    public const long Unit = 1_000_000;

    string IAudited.AuditSubject => $"entered_figure:{Id}";

    long? IAudited.AuditRegion => Region;

    public long Id { get; init; }

    public EnteredKind Kind { get; init; }

    /// <summary>Code of the catalogue.</summary>
    public required string Indicator { get; init; }

    /// <summary>12-digit code of the division; of another city, that city's.</summary>
    public long Region { get; init; }

    public DateOnly From { get; init; }

    /// <summary>A stock is of this day.</summary>
    public DateOnly To { get; init; }

    /// <summary>What part of the place it is about, in the words of the source, such as 市辖区 or 市本级; empty for all of it.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Millionths of the unit, so that every database adds and compares it exactly: 14.3 is 14300000.</summary>
    public long Millionths { get; init; }

    /// <summary>How the source bounds it.</summary>
    public FigureBound Bound { get; init; }

    /// <summary>Significant digits that the source writes; null where it is exact. 18.8万 has three.</summary>
    public short? Digits { get; init; }

    /// <summary>Report, form or letter, with page or address.</summary>
    public required string Source { get; init; }

    /// <summary>What else to know: doubts, scope; empty for nothing.</summary>
    public string Note { get; init; } = "";

    public long? AccountId { get; init; }

    /// <summary>In UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>Id of the figure that took its place; null while it stands.</summary>
    public long? ReplacedBy { get; set; }

    /// <summary>Why it took the place of another; empty for a first one.</summary>
    public string Reason { get; init; } = "";

    public decimal Value => Millionths / (decimal)Unit;
}
