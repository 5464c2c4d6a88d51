namespace Huimin.Platform.Documents;

/// <summary>A part of the text of an <see cref="OfficialDocument"/> 正文段落.</summary>
public abstract record DocumentPart;

/// <summary>A paragraph, its first line set in by two characters; line ends begin another one.</summary>
public sealed record DocumentParagraph(string Text) : DocumentPart;

/// <summary>A heading, which the document numbers: 一、 （一） 1． （1）.</summary>
/// <param name="Level">1 to 4.</param>
/// <param name="Text">Without its number.</param>
public sealed record DocumentHeading(int Level, string Text) : DocumentPart
{
    internal const int Levels = 4;

    public int Level { get; } = Level is >= 1 and <= Levels ? Level : throw new ArgumentOutOfRangeException(nameof(Level), Level, "Headings have the levels 1 to 4.");
}

/// <summary>A column of a table.</summary>
/// <param name="Header">Repeated on every page.</param>
/// <param name="Weight">Of its width beside the others, from 1.</param>
/// <param name="Align">Of its cells; headers stand in the middle.</param>
public sealed record DocumentColumn(string Header, int Weight = 1, DocumentAlign Align = DocumentAlign.Middle);

public enum DocumentAlign
{
    Middle,
    Left,

    /// <summary>Amounts and counts.</summary>
    Right,
}

/// <summary>A table over the whole width. Rows that are shorter than the header are filled up.</summary>
/// <param name="Columns">At least one.</param>
/// <param name="Rows">Texts of the cells.</param>
/// <param name="Caption">Above it, in the middle; empty for none.</param>
public sealed record DocumentTable(IReadOnlyList<DocumentColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Caption = "") : DocumentPart
{
    public IReadOnlyList<DocumentColumn> Columns { get; } = Columns.Count > 0 && Columns.All(c => c.Weight > 0)
        ? Columns
        : throw new ArgumentException("A table has at least one column, and every column a weight from 1.", nameof(Columns));

    public IReadOnlyList<IReadOnlyList<string>> Rows { get; } = Rows.All(r => r.Count <= Columns.Count)
        ? Rows
        : throw new ArgumentException("A row has at most one cell a column.", nameof(Rows));

    internal string Cell(IReadOnlyList<string> row, int column) => column < row.Count ? row[column] : "";
}

/// <summary>How a chart draws its values.</summary>
public enum ChartShape
{
    /// <summary>A line over time.</summary>
    Line,

    /// <summary>A bar for each, one below the other.</summary>
    Bars,
}

/// <summary>A chart of one row of values, over the width of the text.</summary>
/// <param name="Caption">Below it, in the middle, with the unit.</param>
/// <param name="Values">In their order; what is not known leaves a gap.</param>
public sealed record DocumentChart(ChartShape Shape, string Caption, IReadOnlyList<(string Label, decimal? Value)> Values) : DocumentPart;

/// <summary>A table that pages show beside a map; a file has the table.</summary>
public sealed record DocumentMap(DocumentTable Table, Microsoft.AspNetCore.Components.RenderFragment? Picture) : DocumentPart;
