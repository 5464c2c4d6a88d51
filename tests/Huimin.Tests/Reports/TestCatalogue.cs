using Huimin.Platform;
using Huimin.Reports;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Documents;

namespace Huimin.Tests.Reports;

/// <summary>The catalogue that the product ships, read once, and readers over it.</summary>
public static class TestCatalogue
{
    private static readonly Lazy<IndicatorCatalogue> Read = new(() =>
    {
        using var yaml = File.OpenText(ContentFiles.Data("indicators.yaml"));
        return IndicatorCatalogue.Read(yaml);
    });

    public static IndicatorCatalogue Shipped => Read.Value;

    /// <summary>Figures of a text about a year, 2024 if none is given.</summary>
    public static IReadOnlyList<Figure> Figures(string text, ReportPeriod? period = null) =>
        new ReportReader(Shipped).Read(new ReportText(text), new ReadingOptions { Period = period ?? ReportPeriod.Year(2024) }).Figures;

    /// <summary>The one figure of a text.</summary>
    public static Figure Only(string text) => Figures(text).ShouldHaveSingleItem();

    /// <summary>The shipped catalogue in which these indicators are known by their names alone.</summary>
    public static IndicatorCatalogue WithoutWordsOf(IReadOnlySet<string> codes) => new(
        [.. Shipped.Indicators.Select(i => codes.Contains(i.Code) ? i with { Words = [], Not = [] } : i)],
        Shipped.Orders,
        Shipped.Sums,
        Shipped.Densities)
    {
        Synonyms = Shipped.Synonyms,
    };
}
