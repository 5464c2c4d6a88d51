using Huimin.Platform.Reports.Verifying;
using Huimin.Platform.Reports.Writing.Composing;

namespace Huimin.Platform.Reports.Writing.Proving;

/// <summary>How a figure of a written report stands, in the order in which people look at them.</summary>
public enum MarkStanding
{
    /// <summary>The ledger does not know it 缺.</summary>
    Missing,

    /// <summary>The ledger says otherwise 不一致.</summary>
    Contradicted,

    /// <summary>It cannot be so, readers take it for something else, or nobody can tell what it is 存疑.</summary>
    Doubtful,

    /// <summary>Nothing independent to hold against it 台账外.</summary>
    NotInLedger,

    /// <summary>一致.</summary>
    Proved,
}

/// <summary>A figure of a report, where it stands, how it stands, and why.</summary>
/// <param name="Start">In the text of the report.</param>
/// <param name="Figure">Number of the figure in the composed report; null for one that was typed between the words.</param>
/// <param name="Reason">As a sentence.</param>
public sealed record FigureMark(int Start, int End, int? Figure, FigureOrigin Origin, MarkStanding Standing, FormattableString Reason)
{
    /// <summary>Of the words around it, for lists.</summary>
    public required string Quote { get; init; }

    /// <summary>What the ledger says; null where it says nothing.</summary>
    public decimal? Ledger { get; init; }

    /// <summary>The place and time that the ledger's value is of; empty where it has none.</summary>
    public (long Region, string Period) About { get; init; } = (0, "");

    /// <summary>Of the ledger's value.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The records behind it, or the indicator.</summary>
    public string? Path { get; init; }

    /// <summary>Why somebody wrote it so; empty for no reason given.</summary>
    public string Given { get; init; } = "";

    /// <summary>Code of the indicator that it is of; null where none fits.</summary>
    public string? Code { get; init; }

    /// <summary>Where it stands in the text that people edit, with its length; null where it is not there letter for letter.</summary>
    public (int Start, int Length)? Source { get; init; }

    /// <summary>What keeps the report from being signed until a reason is given.</summary>
    public bool NeedsReason => Origin is FigureOrigin.Edited or FigureOrigin.Typed && Standing is MarkStanding.Contradicted or MarkStanding.Doubtful && Given.Length == 0;
}

/// <summary>A stretch of the text that is one block of the report.</summary>
/// <param name="Block">Null for the title.</param>
public sealed record ReportLine(TextBlock? Block, int Start, int End);

/// <summary>A written report, read back and held against the ledger.</summary>
/// <param name="Text">As plain text; marks stand in it.</param>
/// <param name="Marks">In the order of the text.</param>
/// <param name="Lines">Title, headings and paragraphs in it.</param>
/// <param name="Claims">What it says without a number.</param>
public sealed record ProvenReport(ComposedReport Report, string Text, IReadOnlyList<ReportLine> Lines, IReadOnlyList<FigureMark> Marks, IReadOnlyList<TestedClaim> Claims, IReadOnlyList<TestedRelation> Relations)
{
    /// <summary>A line cut at its marks.</summary>
    public IEnumerable<(string Words, FigureMark? Mark)> Cut(ReportLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var at = line.Start;
        foreach (var mark in Marks.Where(m => m.Start >= line.Start && m.End <= line.End))
        {
            if (mark.Start < at)
                continue;
            if (mark.Start > at)
                yield return (Text[at..mark.Start], null);
            yield return (Text[mark.Start..mark.End], mark);
            at = mark.End;
        }

        if (at < line.End)
            yield return (Text[at..line.End], null);
    }

    public int Count(MarkStanding standing) => Marks.Count(m => m.Standing == standing);

    /// <summary>Figures that somebody typed, over the ledger's or between the words.</summary>
    public int ByHand => Marks.Count(m => m.Origin is FigureOrigin.Edited or FigureOrigin.Typed);

    /// <summary>Cells of tables that the ledger does not know.</summary>
    public int MissingInTables => Report.Figures.Count(f => f is { IsInText: false, IsDrawn: false, Origin: FigureOrigin.Missing });
}
