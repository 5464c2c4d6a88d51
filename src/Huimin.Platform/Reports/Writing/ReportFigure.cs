namespace Huimin.Platform.Reports.Writing;

/// <summary>A figure of a signed report, as it was signed: asked for later, it is held against the ledger of that day.</summary>
public sealed class ReportFigure
{
    public long ReportId { get; init; }

    /// <summary>Number of the figure in the report, from 0.</summary>
    public int Number { get; init; }

    /// <summary>Code of the catalogue; null for one that was typed and fits none.</summary>
    public string? Indicator { get; init; }

    /// <summary>12-digit code of the division.</summary>
    public long Region { get; init; }

    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    public Composing.FigureOrigin Origin { get; init; }

    public Language.FigureForm Form { get; init; }

    /// <summary>As it stands in the report.</summary>
    public required string Written { get; init; }

    /// <summary>What the ledger said, or of a comparison the change; null where it said nothing.</summary>
    public decimal? Value { get; init; }

    /// <summary>Why it differs from the ledger; empty where it does not.</summary>
    public required string Reason { get; init; }
}
