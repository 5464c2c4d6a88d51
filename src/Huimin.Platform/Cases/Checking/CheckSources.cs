using System.Collections.Frozen;
using Huimin.Platform.Files;

namespace Huimin.Platform.Cases.Checking;

/// <summary>An office that is asked about income and property 核对来源.</summary>
/// <param name="Code">Of a source of the facts' catalogue: <c>bank</c>.</param>
/// <param name="Facts">Codes of the facts that its answers give; none where it answers in words only.</param>
/// <param name="ClearIsNone">Its "no record" means that there is none: a vehicle stands in its register or does not exist.</param>
public sealed record CheckSource(string Code, IReadOnlyList<string> Facts, bool ClearIsNone);

/// <summary>Which offices a check asks, by city and purpose: <c>data/check-sources.csv</c>.</summary>
public sealed class CheckSources
{
    private static readonly string[] Columns = ["city", "purposes", "source", "facts", "clear_is_none", "law"];

    private readonly IReadOnlyList<Line> lines;

    private CheckSources(IReadOnlyList<Line> lines) => this.lines = lines;

    /// <exception cref="CannotRunException">A line is wrong; the message names it.</exception>
    public static CheckSources Load(string? path = null)
    {
        path ??= ContentFiles.Data("check-sources.csv");
        using var text = new StreamReader(path);
        var csv = new CsvReader(text);
        if (!csv.Read() || csv.Count != Columns.Length || Columns.Where((c, i) => !csv[i].Trim().SequenceEqual(c)).Any())
            throw new CannotRunException($"{path} 的首行应为 {string.Join(',', Columns)}。");
        var read = new List<Line>();
        while (csv.Read())
        {
            var (city, purposes, source, facts, clear) = (Cell(csv, 0), Cell(csv, 1), Cell(csv, 2), Cell(csv, 3), Cell(csv, 4));
            if (csv.Problem != CsvProblem.None || csv.Count != Columns.Length || source.Length == 0 || clear is not ("yes" or "no"))
                throw new CannotRunException($"{path} 第{csv.Line:D}行写得不对。");
            read.Add(new Line(city, Split(purposes).ToFrozenSet(StringComparer.Ordinal), new CheckSource(source, facts == "-" ? [] : Split(facts), clear == "yes"), facts == "-"));
        }

        return new CheckSources(read);
    }

    /// <summary>The offices that are asked in a city for a purpose, in the order of the file.</summary>
    public IReadOnlyList<CheckSource> For(string city, string purpose) => Nearest(lines.Where(l => l.Purposes.Count == 0 || l.Purposes.Contains(purpose)), city);

    /// <summary>Every office that is asked in a city for anything.</summary>
    public IReadOnlyList<CheckSource> In(string city) => Nearest(lines, city);

    /// <summary>A line of the city takes the place of the general one.</summary>
    private static IReadOnlyList<CheckSource> Nearest(IEnumerable<Line> lines, string city) =>
        [.. lines.Where(l => l.City.Length == 0 || l.City == city).GroupBy(l => l.Source.Code, StringComparer.Ordinal)
            .Select(g => g.OrderBy(l => l.City.Length).Last()).Where(l => !l.IsOut).Select(l => l.Source)];

    private static string Cell(CsvReader csv, int column) => column < csv.Count ? csv[column].Trim().ToString() : "";

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private sealed record Line(string City, FrozenSet<string> Purposes, CheckSource Source, bool IsOut);
}
