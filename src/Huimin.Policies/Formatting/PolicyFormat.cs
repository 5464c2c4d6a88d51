namespace Huimin.Policies;

/// <summary>The canonical layout of policy files: <c>huimin policy format</c>.</summary>
public static class PolicyFormat
{
    /// <summary>
    /// A file with two spaces for each level, known names in their order, one blank line between sections, and quotation marks only
    /// where they are needed. Comments, texts, and the order of what the author named stay. What is in brackets stays in brackets, on one
    /// line. Formatting twice changes nothing, and no formatting changes what a file says.
    /// </summary>
    /// <param name="file">The path as errors print it.</param>
    /// <returns>The text, or the errors for which it cannot be read.</returns>
    public static (string? Text, IReadOnlyList<PolicyError> Errors) Of(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(text);
        text = text.TrimStart('\ufeff').Replace("\r\n", "\n", StringComparison.Ordinal);
        var errors = new ErrorList();
        if (new YamlSource(file, file, text).Parse(errors) is not { } meaning || errors.Count > 0)
            return (null, errors.Sorted());
        var before = LaidOutYaml.Read(text);
        var formatted = FormatWriter.Write(before, Kind(file, meaning));
        // A layout that was not foreseen is left as it is rather than changed into something else.
        return new YamlSource(file, file, formatted).Parse(errors) is { } after && Same(meaning, after)
            && LaidOutYaml.Read(formatted).AllComments().SequenceEqual(before.AllComments(), StringComparer.Ordinal)
            ? (formatted, [])
            : throw new PolicyException($"{file}: the layout of this file is not one that can be formatted; it was left as it is");
    }

    private static string Kind(string file, YamlMap map) => map.Entries.Any(e => e.Key.Text == "programme") ? "programme"
        : Path.GetFileName(file) == "facts.yaml" ? "facts" : "layer";

    /// <summary>Whether two files say the same.</summary>
    private static bool Same(YamlValue a, YamlValue b) => (a, b) switch
    {
        (YamlText x, YamlText y) => x.Text == y.Text && x.IsNull == y.IsNull,
        (YamlList x, YamlList y) => x.Items.Count == y.Items.Count && x.Items.Zip(y.Items).All(p => Same(p.First, p.Second)),
        (YamlMap x, YamlMap y) => x.Entries.Count == y.Entries.Count
            && x.Entries.All(e => y.Entries.FirstOrDefault(o => o.Key.Text == e.Key.Text).Value is { } other && Same(e.Value, other)),
        _ => false,
    };
}
