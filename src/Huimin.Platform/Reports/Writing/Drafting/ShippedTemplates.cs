using Huimin.Platform.Indicators;
using Huimin.Platform.Reports.Writing.Language;

namespace Huimin.Platform.Reports.Writing.Drafting;

/// <summary>A template that the program ships.</summary>
/// <param name="Key">Name of its file: <c>work-summary</c>.</param>
public sealed record ShippedTemplate(string Key, string Text, ReportTemplate Template);

/// <summary>The templates of <c>data/reports</c>.</summary>
public sealed class ShippedTemplates
{
    private const string Folder = "reports";

    private ShippedTemplates(IReadOnlyList<ShippedTemplate> all) => All = all;

    /// <summary>By name of file.</summary>
    public IReadOnlyList<ShippedTemplate> All { get; }

    /// <summary>Keys of all, without reading them.</summary>
    public static IReadOnlyList<string> Keys => [.. Files().Select(f => Path.GetFileNameWithoutExtension(f))];

    public ShippedTemplate? Find(string key) => All.FirstOrDefault(t => t.Key == key);

    /// <exception cref="CannotRunException">One of them has errors: the installation is not as it was shipped.</exception>
    public static ShippedTemplates Load(IndicatorLibrary library)
    {
        var templates = new List<ShippedTemplate>();
        foreach (var file in Files())
        {
            var text = TemplateReader.Clean(File.ReadAllText(file));
            templates.Add(new ShippedTemplate(Path.GetFileNameWithoutExtension(file), text, TemplateReader.Read(text, library).RequireSound()));
        }

        return new ShippedTemplates(templates);
    }

    private static IEnumerable<string> Files() => Path.Combine(ContentFiles.DataFolder, Folder) is var folder && Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal) : [];
}
