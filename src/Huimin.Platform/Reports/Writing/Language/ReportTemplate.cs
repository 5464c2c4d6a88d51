using Huimin.Platform.Indicators;

namespace Huimin.Platform.Reports.Writing.Language;

/// <summary>
/// The text of a report with its figures bound to the ledger 报告模板, as it was read: lines <c>名称: 值</c> on top, then headings (<c>#</c> to
/// <c>####</c>), paragraphs, and tables, charts and maps on lines of their own. It knows no value.
/// </summary>
public sealed record ReportTemplate
{
    /// <summary>名称: how a template is called; empty in a report.</summary>
    public string Name { get; init; } = "";

    /// <summary>英文: likewise in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>时期: what periods it is for; empty for all.</summary>
    public IReadOnlyList<PeriodKind> Kinds { get; init; } = [];

    /// <summary>标题 with its bindings.</summary>
    public IReadOnlyList<TemplatePiece> Title { get; init; } = [];

    /// <summary>主送; empty for none.</summary>
    public string Addressee { get; init; } = "";

    public IReadOnlyList<TemplateBlock> Blocks { get; init; } = [];

    /// <summary>In the order of the text; nothing is written from a template that has any.</summary>
    public IReadOnlyList<TemplateError> Errors { get; init; } = [];

    /// <summary>Where the text of a report begins in the text of a template: behind name and purpose.</summary>
    public int BodyStart { get; init; }

    /// <exception cref="CannotRunException">The text has errors; the first are quoted.</exception>
    public ReportTemplate RequireSound() => Errors.Count == 0 ? this
        : throw new CannotRunException($"模板有{Errors.Count}处错误：\n{string.Join('\n', Errors.Take(10).Select(e => Texts.Of(Placed(e))))}");

    private static FormattableString Placed(TemplateError error) => $"第{error.Line:D}行第{error.Column:D}个字：{error.Text}";
}

/// <summary>A part of a template that stands on lines of its own.</summary>
/// <param name="Start">Its first character in the text.</param>
public abstract record TemplateBlock(int Start);

/// <summary>A paragraph, or a heading of level 1 to 4.</summary>
/// <param name="Level">0 for a paragraph.</param>
public sealed record TemplateText(int Start, int Level, IReadOnlyList<TemplatePiece> Pieces) : TemplateBlock(Start);

/// <summary>Words, or a binding between them.</summary>
/// <param name="Words">As the text has them; of a binding with its braces.</param>
/// <param name="Binding">Null for words.</param>
/// <param name="Optional">Number of the <c>[[…]]</c> that it stands in, which is left out where one of its figures is not known; null outside.</param>
public sealed record TemplatePiece(int Start, string Words, Binding? Binding, int? Optional = null);

/// <summary>What the rows of a table are.</summary>
public enum TableRows
{
    /// <summary>The whole place and the divisions one level below it.</summary>
    Divisions,

    /// <summary>The months of the period.</summary>
    Months,

    /// <summary>The indicators, with the same time a year before and the change.</summary>
    Indicators,
}

/// <summary>A table of figures 表格.</summary>
public sealed record TemplateTable(int Start, string Caption, TableRows Rows, IReadOnlyList<Binding> Columns) : TemplateBlock(Start);

/// <summary>How figures are drawn.</summary>
public enum DrawingKind
{
    /// <summary>The months up to the end of the period 走势.</summary>
    Trend,

    /// <summary>The divisions one level below, beside each other 比较.</summary>
    Bars,

    /// <summary>Likewise on the map 地图.</summary>
    Map,
}

/// <param name="Months">Of a trend.</param>
public sealed record TemplateDrawing(int Start, DrawingKind Kind, string Caption, Binding Of, int Months) : TemplateBlock(Start);
