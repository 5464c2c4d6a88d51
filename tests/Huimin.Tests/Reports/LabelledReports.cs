using System.Text.Json;

namespace Huimin.Tests.Reports;

/// <summary>
/// Five published reports with every figure labelled. They are not part of the project: they lie in <c>shared/reports</c> beside the
/// checkout, and where a build counts (CI) they have to.
/// </summary>
public sealed record LabelledReport(string Name, string Text, string Start, string End, IReadOnlyList<Label> Labels, IReadOnlyList<(string? Measure, string Start, string End)> Times)
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "..", "shared", "reports");

    /// <summary>None when they are not there and the build does not count.</summary>
    public static IReadOnlyList<LabelledReport> All { get; } = ReadAll();

    private static List<LabelledReport> ReadAll()
    {
        if (Directory.Exists(Folder))
            return [.. Directory.EnumerateFiles(Folder, "*.truth.json").Order(StringComparer.Ordinal).Select(Read)];
        return Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? throw new DirectoryNotFoundException($"The labelled reports are missing: {Path.GetFullPath(Folder)}") : [];
    }

    private static LabelledReport Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var textFile = file.Replace(".truth.json", ".txt", StringComparison.Ordinal);
        var text = File.ReadAllText(textFile);
        var period = json.RootElement.GetProperty("report").GetProperty("period");
        var figures = json.RootElement.GetProperty("figures").EnumerateArray().ToList();
        return new LabelledReport(
            Path.GetFileName(textFile),
            text,
            period.GetProperty("start").GetString()!,
            period.GetProperty("end").GetString()!,
            [.. figures.Select(f => Read(f, text))],
            [.. figures.Select(f => (f.GetProperty("measure").GetString(), Time(f, period, "start"), Time(f, period, "end")))]);
    }

    private static string Time(JsonElement figure, JsonElement period, string which) =>
        (figure.TryGetProperty("period", out var own) ? own : period).GetProperty(which).GetString()!;

    private static Label Read(JsonElement figure, string text)
    {
        var quote = figure.GetProperty("quote").GetString()!;
        return new Label(
            quote,
            text.IndexOf(quote, StringComparison.Ordinal),
            figure.GetProperty("value").GetDecimal(),
            figure.GetProperty("unit").GetString()!,
            figure.GetProperty("bound").GetString(),
            figure.GetProperty("indicator").GetString(),
            figure.TryGetProperty("suspect", out var suspect) && suspect.ValueKind == JsonValueKind.Object);
    }
}
