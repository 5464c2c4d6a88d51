using System.Globalization;
using Huimin.Platform.Files;
using Huimin.Platform.Indicators;

namespace Huimin.Platform.Demo.History;

/// <summary>A figure that the demo city's bureau published, and the records that come to it.</summary>
/// <param name="Indicator">Code of the catalogue.</param>
/// <param name="Records">What kind of records: <c>awards</c>, <c>grants</c>, <c>entries</c> …</param>
/// <param name="Of">Codes of the programmes, the case type or the register.</param>
/// <param name="Part">Which part of the records, by the words of its kind.</param>
/// <param name="Value">Of the whole city.</param>
/// <param name="Scope">The places that the source names; empty for the whole city.</param>
/// <param name="IsMore">The source says that it is more than that 余.</param>
/// <param name="Digits">Significant digits of the source.</param>
internal sealed record HistoryFigure(string Indicator, string Records, IReadOnlyList<string> Of, string Part, Period Period, decimal Value, string Scope, bool IsMore, int Digits)
{
    /// <summary>余 says more than this, and little more.</summary>
    private const decimal More = 1.002m;

    public string Programmes => string.Join('+', Of);

    /// <summary>As many units of a city so much smaller.</summary>
    public long Count(double scale) => (long)decimal.Round((IsMore ? Value * More : Value) * (decimal)scale, MidpointRounding.AwayFromZero);

    /// <summary>Yuan of the source as fen of a city so much smaller.</summary>
    public long Fen(double scale) => Count(scale * 100);

    /// <summary>The fields of <see cref="Part"/>: <c>kind=friendly_scene;level=municipal</c>.</summary>
    public IEnumerable<(string Field, string Value)> Fields => Part.Split(';').Where(p => p.Contains('=', StringComparison.Ordinal)).Select(p => p.Split('=')).Select(p => (p[0], p[1]));
}

/// <summary>
/// What a demo city's history has to come to: the published figures of <c>data/figures-published.csv</c> whose records <c>data/history.csv</c> names.
/// </summary>
internal static class HistoryFigures
{
    /// <param name="city">12-digit code.</param>
    /// <param name="before">Only what was over before this day.</param>
    public static IReadOnlyList<HistoryFigure> Read(long city, DateOnly before)
    {
        var recipes = Rows("history.csv").ToDictionary(r => r["indicator"], StringComparer.Ordinal);
        var code = city.ToString("D12", CultureInfo.InvariantCulture);
        var figures = new List<HistoryFigure>();
        foreach (var row in Rows("figures-published.csv").Where(r => r["kind"] == "published" && r["region"] == code && recipes.ContainsKey(r["indicator"])))
        {
            var recipe = recipes[row["indicator"]];
            if (!Period.TryParse(row["period"], out var period) || period.End >= before)
                continue;
            figures.Add(new HistoryFigure(
                row["indicator"], recipe["records"], recipe["of"].Split('+'), recipe["part"], period, decimal.Parse(row["value"], CultureInfo.InvariantCulture), row["scope"],
                row["bound"] == "more_than", int.Parse(row["digits"], CultureInfo.InvariantCulture)));
        }

        return figures;
    }

    private static List<Dictionary<string, string>> Rows(string file)
    {
        using var text = File.OpenText(ContentFiles.Data(file));
        var csv = new CsvReader(text);
        csv.Read();
        List<string> columns = [.. Enumerable.Range(0, csv.Count).Select(i => csv[i].ToString())];
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < columns.Count; i++)
                row[columns[i]] = csv[i].ToString();
            rows.Add(row);
        }

        return rows;
    }
}
