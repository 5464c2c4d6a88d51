using System.Text.Json.Serialization;
using Huimin.Platform.Indicators;

namespace Huimin.Platform.Reports.Writing.Composing;

/// <summary>
/// A report with its figures written out. It is plain data: as it was signed it is kept, and page, print, .docx and table are all made
/// from it.
/// </summary>
public sealed record ComposedReport
{
    /// <summary>12-digit code of the division that it is about.</summary>
    public required long Region { get; init; }

    /// <summary>临沂市.</summary>
    public required string Place { get; init; }

    /// <summary>2026-H1.</summary>
    public required string Period { get; init; }

    /// <summary>临沂市民政局.</summary>
    public required string Office { get; init; }

    /// <summary>Of the report: the day it was signed, or composed.</summary>
    public required DateOnly Date { get; init; }

    public required IReadOnlyList<ReportPiece> Title { get; init; }

    public string Addressee { get; init; } = "";

    public required IReadOnlyList<ReportBlock> Blocks { get; init; }

    /// <summary>Every figure of text, tables and drawings; blocks name them by their number, which counts from 0.</summary>
    public required IReadOnlyList<WrittenFigure> Figures { get; init; }

    /// <summary>What may be left out and was, because the ledger does not know a figure of it.</summary>
    public IReadOnlyList<OmittedWords> Omitted { get; init; } = [];

    [JsonIgnore]
    public string TitleText => string.Concat(Title.Select(p => p.Words));
}

/// <param name="Words">As the text has them, bindings included.</param>
public sealed record OmittedWords(string Words, string Why, string WhyEn);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextBlock), "text")]
[JsonDerivedType(typeof(TableBlock), "table")]
[JsonDerivedType(typeof(DrawingBlock), "drawing")]
public abstract record ReportBlock;

/// <summary>A paragraph (level 0) or a heading.</summary>
public sealed record TextBlock(int Level, IReadOnlyList<ReportPiece> Pieces) : ReportBlock;

/// <summary>Words, or a figure.</summary>
/// <param name="Figure">Number of the figure; null for words.</param>
/// <param name="Source">Where it begins in the text that it was composed from.</param>
/// <param name="SourceLength">How long it is there: as long as the words where they were taken as they are.</param>
public sealed record ReportPiece(string Words, int? Figure, int Source, int SourceLength);

/// <param name="Columns">Names of the columns; the first is that of the rows.</param>
public sealed record TableBlock(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<ReportRow> Rows, IReadOnlyList<TableCheck> Checks) : ReportBlock;

public sealed record ReportRow(string Name, IReadOnlyList<ReportCell> Cells);

/// <param name="Value">In the unit of its column; null for words and for what is not known.</param>
public sealed record ReportCell(string Words, int? Figure = null, decimal? Value = null);

/// <summary>What must hold in a table: parts add up to the whole, urban and rural to all 校验.</summary>
public sealed record TableCheck(bool IsGood, string Text, string TextEn);

/// <summary>A trend, bars, or the divisions on the map.</summary>
/// <param name="Of">Code of the indicator.</param>
/// <param name="Unit">万元, 人.</param>
public sealed record DrawingBlock(Language.DrawingKind Kind, string Caption, string Of, string Unit, IReadOnlyList<DrawnValue> Values) : ReportBlock;

/// <param name="Label">2026年6月, 沂水县.</param>
/// <param name="Region">12-digit code of what it is about.</param>
/// <param name="Value">In the unit of the drawing; null for what is not known.</param>
public sealed record DrawnValue(string Label, long Region, int Figure, decimal? Value);

/// <summary>Where a figure of a report comes from.</summary>
public enum FigureOrigin
{
    /// <summary>From the ledger.</summary>
    Ledger,

    /// <summary>Somebody typed over what the ledger says 手改.</summary>
    Edited,

    /// <summary>Somebody typed it where the ledger was not asked 手写.</summary>
    Typed,

    /// <summary>The ledger does not know it 缺.</summary>
    Missing,
}

/// <summary>A figure as the report writes it, beside what the ledger says.</summary>
public sealed record WrittenFigure
{
    public required FigureOrigin Origin { get; init; }

    /// <summary>Code of the catalogue; empty for one that was typed without.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    public required long Region { get; init; }

    /// <summary>2026-H1.</summary>
    public required string Period { get; init; }

    public required Language.FigureForm Form { get; init; }

    /// <summary>As it stands in the report.</summary>
    public required string Written { get; init; }

    public string Unit { get; init; } = "";

    /// <summary>What the ledger says, in the unit of the catalogue; of a comparison the change. Null where it does not know.</summary>
    public decimal? Value { get; init; }

    public FigureKind Kind { get; init; }

    /// <summary>Last day that was counted.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>Address of the records behind it, or of the indicator; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>Why the ledger does not know it.</summary>
    public string Why { get; init; } = "";

    public string WhyEn { get; init; } = "";

    /// <summary>Why somebody typed it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether it stands in the text, and not in a table or drawing.</summary>
    public bool IsInText { get; init; }

    /// <summary>A point of a drawing, where what is not known is a gap and nothing is missing.</summary>
    public bool IsDrawn { get; init; }
}
