using System.Buffers;

namespace Huimin.Platform.Files;

/// <summary>
/// Writes comma-separated text that is safe to open in a spreadsheet; every table that leaves the program goes through it. A text
/// that would be taken for a formula gets an apostrophe before it, and so does one that begins with an apostrophe; reading a file
/// (<see cref="Cells.Unprotected"/>) takes one away, so that the same text comes back. Numbers that the program formats stay numbers.
/// </summary>
public sealed class CsvWriter(TextWriter writer)
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n\t");
    private bool begun;

    public void Text(ReadOnlySpan<char> text)
    {
        Separate();
        var guarded = Cells.LooksLikeFormula(text) || (text.Length > 0 && text[0] == '\'');
        if (!text.ContainsAny(NeedsQuotes))
        {
            if (guarded)
                writer.Write('\'');
            writer.Write(text);
            return;
        }

        writer.Write(guarded ? "\"'" : "\"");
        foreach (var part in text.Split('"'))
        {
            if (part.Start.Value > 0)
                writer.Write("\"\"");
            writer.Write(text[part]);
        }

        writer.Write('"');
    }

    /// <summary>A number, date or code that the program itself formats: written as it is.</summary>
    public void Plain<T>(T value, string? format = null)
        where T : ISpanFormattable
    {
        Separate();
        Span<char> text = stackalloc char[64];
        if (!value.TryFormat(text, out var length, format, System.Globalization.CultureInfo.InvariantCulture))
            throw new ArgumentException("A formatted value is longer than 64 characters.", nameof(value));
        writer.Write(text[..length]);
    }

    public void Empty() => Separate();

    public void EndRow()
    {
        writer.Write('\n');
        begun = false;
    }

    private void Separate()
    {
        if (begun)
            writer.Write(',');
        begun = true;
    }
}

/// <summary>Rules for single cells of files that people edit in spreadsheets.</summary>
public static class Cells
{
    /// <summary>Whether a spreadsheet would run the text: it begins with =, +, -, @ (also full-width), a tab or a line end.</summary>
    public static bool LooksLikeFormula(ReadOnlySpan<char> text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n';

    /// <summary>
    /// The text without the apostrophe by which spreadsheets mark a cell as text; <paramref name="isText"/> says whether it
    /// was there, so that what follows is no formula.
    /// </summary>
    public static ReadOnlySpan<char> Unprotected(ReadOnlySpan<char> cell, out bool isText)
    {
        isText = cell.Length > 0 && cell[0] == '\'';
        return isText ? cell[1..] : cell;
    }
}
