using Huimin.Platform.Indicators.Entering;

namespace Huimin.Platform.Indicators;

/// <summary>What stands behind a figure of the ledger.</summary>
public enum FigureKind
{
    /// <summary>Not in the ledger: <see cref="LedgerFigure.Why"/> says the reason. Never to be read as none.</summary>
    Unknown,

    /// <summary>Counted from records, or computed from what was counted.</summary>
    Computed,

    /// <summary>Counted and fixed when the period was closed.</summary>
    Frozen,

    /// <summary>Taken from a published report 公布.</summary>
    Published,

    /// <summary>Entered by hand or from a file of the bureau 填报.</summary>
    Reported,
}

/// <summary>Where values are looked for.</summary>
public enum FigureSource
{
    /// <summary>Fixed values, then kept facts, then the records.</summary>
    Best,

    /// <summary>Fixed values, then the records as they are at this moment: for what is proved and signed.</summary>
    Records,

    /// <summary>Fixed values and kept facts only: for pages that show hundreds at once.</summary>
    Facts,
}

/// <summary>What is asked of the ledger.</summary>
/// <param name="Region">12-digit code of the division.</param>
public readonly record struct FigureAsked(string Code, long Region, Period Period);

/// <summary>A figure of the ledger 台账数字, or the reason why it is not there.</summary>
public sealed record LedgerFigure
{
    /// <summary>Code of the catalogue, as asked for.</summary>
    public required string Code { get; init; }

    /// <summary>12-digit code of the division.</summary>
    public required long Region { get; init; }

    /// <summary>As asked for.</summary>
    public required Period Period { get; init; }

    public required FigureKind Kind { get; init; }

    /// <summary>In the unit of the catalogue: persons, yuan; shares as fractions. Null where it is not known, and where a standard has several values.</summary>
    public decimal? Value { get; init; }

    /// <summary>The values of a standard, where it differs between zones, town and country, or kinds; otherwise the one.</summary>
    public IReadOnlyList<StandardValue> Variants { get; init; } = [];

    /// <summary>Last day that is counted: the end of the period, or today while it runs.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>Code of the unit; empty where the code is in no catalogue.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Why there is no value; null where there is one.</summary>
    public FormattableString? Why { get; init; }

    /// <summary>What records hold of a period that began before them; not the value of the period.</summary>
    public decimal? KnownPart { get; init; }

    /// <summary>What a reader must know beside the value: the way of counting changed within the period.</summary>
    public FormattableString? Note { get; init; }

    /// <summary>What was published or reported for the same place and time, also where a computed value goes before it.</summary>
    public EnteredFigure? Entered { get; init; }

    /// <summary>When a kept fact was counted, in UTC; null where it was counted from the records just now.</summary>
    public DateTime? CountedAt { get; init; }

    /// <summary>Whether records stand behind it, whose list <see cref="RecordsPath"/> opens.</summary>
    public bool HasRecords { get; init; }

    public bool IsKnown => Kind != FigureKind.Unknown;

    /// <summary>Address of the list behind the value; null where there is none.</summary>
    public string? RecordsPath => HasRecords ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/indicators/{Code}/records?region={Region}&period={Uri.EscapeDataString(Period.ToString())}") : null;
}

/// <summary>A figure beside those that it is compared with.</summary>
public sealed record FigureComparison(LedgerFigure Now, LedgerFigure Before, LedgerFigure YearBefore, EnteredFigure? Target)
{
    /// <summary>Days on which the way of counting changed since the year before: then the two are not comparable.</summary>
    public IReadOnlyList<DateOnly> ChangesSinceYearBefore { get; init; } = [];

    public IReadOnlyList<DateOnly> ChangesSinceBefore { get; init; } = [];

    /// <summary>Change against the period before as a fraction; null where either is not known or they are not comparable.</summary>
    public decimal? SinceBefore => ChangesSinceBefore.Count > 0 ? null : Change(Now.Value, Before.Value);

    /// <summary>Change against the same time a year before 同比.</summary>
    public decimal? SinceYearBefore => ChangesSinceYearBefore.Count > 0 ? null : Change(Now.Value, YearBefore.Value);

    /// <summary>How much of the target is reached, as a fraction.</summary>
    public decimal? OfTarget => Now.Value is { } now && Target is { Value: not 0 } target ? now / target.Value : null;

    private static decimal? Change(decimal? now, decimal? then) => now is { } n && then is { } t && t != 0 ? (n / t) - 1 : null;
}
