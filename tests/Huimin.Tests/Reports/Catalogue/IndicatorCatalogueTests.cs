using Huimin.Reports.Catalogue;

namespace Huimin.Tests.Reports.Catalogue;

public sealed class IndicatorCatalogueTests
{
    [Fact]
    public void Shipped_Indicators_AreComplete()
    {
        TestCatalogue.Shipped.Indicators.Count.ShouldBeGreaterThan(234);
        TestCatalogue.Shipped.Indicators.ShouldAllBe(i => i.Chinese.Length > 1 && i.English.Length > 2 && i.English.All(c => c < '\u2E80'));
        TestCatalogue.Shipped.Indicators.GroupBy(i => i.Chinese).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty("names that two indicators have");
    }

    [Theory]
    [InlineData("indicators: [{code: a, zh: 甲, en: A, unit: person, measure: stock, domain: x}, {code: a, zh: 乙, en: B, unit: person, measure: stock, domain: x}]", "a")]
    [InlineData("indicators: [{code: a, zh: 甲, en: A, unit: person, measure: heap, domain: x}]", "measure")]
    [InlineData("indicators: [{code: a, zh: 甲, en: A, measure: stock, domain: x}]", "unit")]
    [InlineData("indicators: [{code: a, zh: 甲, en: A, unit: person, measure: stock, domain: x}]\nrelations: [{whole: a, at_least: b}]", "b")]
    [InlineData("indicators: 5", "")]
    [InlineData("{", "")]
    [InlineData("", "")]
    public void Read_WrongFile_SaysWhatIsWrong(string yaml, string names) =>
        Should.Throw<CatalogueException>(() => IndicatorCatalogue.Read(new StringReader(yaml))).Message.ShouldContain(names);
}
