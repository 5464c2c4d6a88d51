using System.Text.Json;
using System.Text.Json.Serialization;

namespace Huimin.Platform.Demo;

/// <summary>
/// What a demo city is calibrated to: the published figures of <c>data/published-CITY.json</c>, and from
/// <c>data/demo-CITY.json</c> what nobody publishes (spread over counties, household sizes) or this city did not (its note says
/// from where the figure was taken instead), which is invented and says so.
/// </summary>
internal sealed class DemoProfile
{
    private readonly Dictionary<string, double> figures;
    private readonly Assumptions assumptions;

    private DemoProfile(Dictionary<string, double> figures, Assumptions assumptions)
    {
        this.figures = figures;
        this.assumptions = assumptions;
    }

    public double Residents => Figure("resident_population");

    public IReadOnlyList<double> DibaoHouseholdSizes => assumptions.DibaoHouseholdSizes;

    /// <exception cref="CannotRunException">There is no demo for the city.</exception>
    public static DemoProfile Read(string city)
    {
        var published = Path.Combine(ContentFiles.DataFolder, $"published-{city}.json");
        var assumed = Path.Combine(ContentFiles.DataFolder, $"demo-{city}.json");
        if (!File.Exists(published) || !File.Exists(assumed))
        {
            var cities = Directory.GetFiles(ContentFiles.DataFolder, "demo-*.json").Select(f => Path.GetFileNameWithoutExtension(f)["demo-".Length..]);
            throw new CannotRunException($"没有 {city} 的演示城市。现有：{Texts.List(cities.Order(StringComparer.Ordinal))}。");
        }

        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        var read = JsonSerializer.Deserialize<Published>(File.ReadAllBytes(published), options)!.Figures;
        var invented = JsonSerializer.Deserialize<Assumptions>(File.ReadAllBytes(assumed), options)!;
        var known = new Dictionary<string, double>(invented.Figures ?? new Dictionary<string, double>(), StringComparer.Ordinal);
        foreach (var figure in read)
            known[figure.Indicator] = figure.Value;
        return new DemoProfile(known, invented);
    }

    /// <summary>Whether there is the figure; not every city has every programme.</summary>
    public bool Has(string indicator) => figures.ContainsKey(indicator);

    /// <summary>Share of residents whom a published figure counts.</summary>
    public double Rate(string indicator) => Figure(indicator) / Residents;

    public double Assumed(string share) => assumptions.Shares.TryGetValue(share, out var value)
        ? value
        : throw new CannotRunException($"演示城市的假设缺少比例 {share}。");

    /// <summary>Share of the households to which this happens within the months of history.</summary>
    public double EventRate(string happening) => assumptions.EventsPerHousehold.TryGetValue(happening, out var value)
        ? value
        : throw new CannotRunException($"演示城市的假设缺少比例 {happening}。");

    /// <summary>How much poorer (above 1) or richer than the city a county is.</summary>
    public double Poverty(long county) => assumptions.Counties.GetValueOrDefault((county / 1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture), 1);

    /// <summary>Residents of a county against other counties; null where the city's are spread over its villages alone.</summary>
    public double? ResidentsOfCounty(long county) => assumptions.ResidentsByCounty is { } residents
        ? residents[(county / 1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture)]
        : null;

    public double Figure(string indicator) => figures.TryGetValue(indicator, out var value)
        ? value
        : throw new CannotRunException($"公布的统计数字缺少演示城市据以校准的 {indicator}。");

    private sealed record Published(IReadOnlyList<PublishedFigure> Figures);

    private sealed record PublishedFigure(string Indicator, double Value);

    private sealed record Assumptions(
        IReadOnlyDictionary<string, double>? Figures,
        IReadOnlyDictionary<string, double> Shares,
        [property: JsonPropertyName("events_per_household")] IReadOnlyDictionary<string, double> EventsPerHousehold,
        [property: JsonPropertyName("residents_by_county")] IReadOnlyDictionary<string, double>? ResidentsByCounty,
        IReadOnlyDictionary<string, double> Counties,
        [property: JsonPropertyName("dibao_household_sizes")] IReadOnlyList<double> DibaoHouseholdSizes);
}
