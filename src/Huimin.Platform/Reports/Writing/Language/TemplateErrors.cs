namespace Huimin.Platform.Reports.Writing.Language;

/// <summary>A mistake in the text of a template, as people find it: lines and columns count from 1.</summary>
/// <param name="Text">What is wrong and what to write instead.</param>
public sealed record TemplateError(int Line, int Column, FormattableString Text);

/// <summary>The mistakes of one text, as they are found.</summary>
internal sealed class TemplateErrors
{
    private const int Most = 50;

    private readonly List<TemplateError> found = [];
    private readonly List<int> lines = [0];

    public TemplateErrors(string text)
    {
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1))
            lines.Add(i + 1);
    }

    /// <summary>Where each line begins.</summary>
    public IReadOnlyList<int> Lines => lines;

    public IReadOnlyList<TemplateError> InOrder => [.. found.OrderBy(e => e.Line).ThenBy(e => e.Column)];

    /// <param name="at">Index in the text.</param>
    public void Wrong(int at, FormattableString why)
    {
        if (found.Count >= Most)
            return;
        var line = lines.BinarySearch(at);
        if (line < 0)
            line = ~line - 1;
        found.Add(new TemplateError(line + 1, at - lines[line] + 1, why));
    }
}
