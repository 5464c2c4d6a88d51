using Huimin.Platform.Indicators;
using Huimin.Reports;
using Huimin.Reports.Claims;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>How a figure of a report stands against the ledger, in the order in which people look at them.</summary>
public enum FigureStanding
{
    /// <summary>The ledger says otherwise 不符.</summary>
    Contradicted,

    /// <summary>It cannot be what it seems, or nobody can tell which indicator it is 存疑.</summary>
    Doubtful,

    /// <summary>Nothing independent to hold against it 台账没有. Never to be read as true.</summary>
    NotInLedger,

    /// <summary>The ledger agrees, as exactly as the text writes it 相符.</summary>
    Proved,
}

/// <summary>A figure of a report with what the ledger says.</summary>
/// <param name="Read">As the text states it.</param>
/// <param name="Reason">Why it stands so, as a sentence.</param>
public sealed record VerifiedFigure(Figure Read, FigureStanding Standing, FormattableString Reason)
{
    /// <summary>Null where the catalogue has none that fits.</summary>
    public ListedIndicator? Indicator { get; init; }

    /// <summary>The place that it was held against: the city, or the part of it that the sentence names.</summary>
    public required long Region { get; init; }

    /// <summary>Null where the ledger was not asked.</summary>
    public LedgerFigure? Ledger { get; init; }

    /// <summary>The value that it was held against, in the unit of the catalogue.</summary>
    public decimal? Value { get; init; }

    /// <summary>What the text's figure was taken times before it was held against the ledger of a demo city; 1 otherwise.</summary>
    public decimal Proportion { get; init; } = 1;

    /// <summary>What the text has more than the ledger, in its proportion; negative where it has less.</summary>
    public decimal? Difference => (Read.Value * Proportion) - Value;

    /// <summary>Address of the list behind the value, or of the indicator where there is no list; null where the ledger has no value.</summary>
    public string? Path => Value is null ? null : LedgerPaths.Of(Ledger);
}

/// <summary>How a claim, or what must hold between figures, stands.</summary>
public enum TestStanding
{
    /// <summary>It is not so.</summary>
    Refuted,

    /// <summary>Nothing there to test it by.</summary>
    Unchecked,

    Proved,
}

/// <summary>A claim without a number, held against the ledger.</summary>
public sealed record TestedClaim(Claim Claim, TestStanding Standing, FormattableString Reason)
{
    /// <summary>Of what is claimed of all, where 1 is all; of what there should be none of, as much as there is. Null where there is no share, or it cannot be told.</summary>
    public decimal? Share { get; init; }

    public string? Path { get; init; }
}

/// <summary>What must hold between figures that the report states.</summary>
/// <param name="Whole">Code of the larger, or of the total.</param>
/// <param name="Parts">Codes of what is not above it, or adds up to it.</param>
/// <param name="Offset">Where the whole, or else a part, stands in the text.</param>
public sealed record TestedRelation(string Whole, IReadOnlyList<string> Parts, int Offset, TestStanding Standing, FormattableString Reason);

/// <summary>A report held against the ledger.</summary>
/// <param name="Period">What the report is about.</param>
/// <param name="AsOf">The last day that was counted.</param>
/// <param name="NamesCity">Whether the report says of which city it is; else it was taken for this one's.</param>
public sealed record VerifiedReport(string City, Period Period, DateOnly AsOf, bool NamesCity, int TableLinesSkipped)
{
    /// <summary>How much of the city a demo holds; null for a real city and for a demo of everybody.</summary>
    public decimal? Scale { get; init; }

    /// <summary>In the order of the text.</summary>
    public required IReadOnlyList<VerifiedFigure> Figures { get; init; }

    public required IReadOnlyList<TestedClaim> Claims { get; init; }

    public required IReadOnlyList<TestedRelation> Relations { get; init; }

    /// <summary>Nothing is contradicted, doubtful or refuted.</summary>
    public bool IsClean => Figures.All(f => f.Standing is FigureStanding.Proved or FigureStanding.NotInLedger)
        && Claims.All(c => c.Standing != TestStanding.Refuted) && Relations.All(r => r.Standing != TestStanding.Refuted);

    public int Count(FigureStanding standing) => Figures.Count(f => f.Standing == standing);
}

internal static class LedgerPaths
{
    /// <summary>The list behind a value; of what is computed from others, the indicator's page.</summary>
    public static string? Of(LedgerFigure? figure) => figure is null || !figure.IsKnown ? null : figure.RecordsPath
        ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/indicators/{figure.Code}?region={figure.Region}&period={Uri.EscapeDataString(figure.Period.ToString())}");
}
