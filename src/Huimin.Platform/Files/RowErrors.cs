namespace Huimin.Platform.Files;

/// <summary>One thing wrong in a file of rows: where it stands, what stands there and why it is refused.</summary>
public sealed record RowError(int Line, string Column, string Value, string Reason);

/// <summary>
/// Collects what an import refuses into a file <c>line,column,value,reason</c> that a spreadsheet opens and a person works
/// off; keeps the first few for a summary. The file appears when <see cref="Keep"/> is called, also when nothing is wrong.
/// </summary>
public sealed class RowErrors : IDisposable
{
    private const int Shown = 20;
    private const int LongestValue = 100;

    private readonly WholeFile? file;
    private readonly CsvWriter? writer;
    private readonly List<RowError> first = [];
    private int lastLine;

    /// <param name="path">Null to keep only the first errors.</param>
    public RowErrors(string? path)
    {
        if (path is null)
            return;
        file = new WholeFile(path);
        writer = new CsvWriter(file.Text);
        foreach (var column in (string[])["line", "column", "value", "reason"])
            writer.Text(column);
        writer.EndRow();
    }

    /// <summary>Errors found; a row can have several.</summary>
    public int Count { get; private set; }

    /// <summary>Rows with at least one error.</summary>
    public int Rows { get; private set; }

    public IReadOnlyList<RowError> First => first;

    public void Add(RowError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Count++;
        if (error.Line != lastLine)
            Rows++;
        lastLine = error.Line;
        if (first.Count < Shown)
            first.Add(error);
        if (writer is null)
            return;
        writer.Plain(error.Line);
        writer.Text(error.Column);
        writer.Text(error.Value.Length > LongestValue ? string.Concat(error.Value.AsSpan(0, LongestValue), "…") : error.Value);
        writer.Text(error.Reason);
        writer.EndRow();
    }

    /// <summary>Nothing more comes: writes everything to the disk, so that <see cref="Keep"/> only gives the file its name.</summary>
    /// <exception cref="CannotRunException">The disk is full.</exception>
    public void Complete() => file?.Complete();

    public void Keep() => file?.Keep();

    public void Dispose() => file?.Dispose();
}
