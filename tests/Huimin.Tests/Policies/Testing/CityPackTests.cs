using Huimin.Platform;
using Huimin.Platform.Demo;
using Huimin.Platform.People;
using Huimin.Platform.Regions;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Testing;

/// <summary>What the packs of the cities answer: every programme of the fixed list, by a row, a marked placeholder, or by not being in force.</summary>
public sealed class CityPackTests
{
    private static readonly string[] Fixed =
    [
        "tekun", "dibao", "dibao_marginal", "rigid_expense_family", "temporary_assistance", "disability_living", "disability_nursing", "orphan_living",
        "de_facto_orphan_living", "old_age_allowance", "elder_hardship_subsidy", "elder_care_voucher", "heating_subsidy", "price_subsidy", "funeral_subsidy",
        "eco_burial_reward",
    ];

    [Theory]
    [InlineData("linyi")]
    [InlineData("zaozhuang")]
    [InlineData("ankang")]
    [InlineData("chengdu")]
    public void Pack_KnowsTheFixedProgrammes(string city) =>
        Fixed.Where(code => TestPolicies.Of(city).Find(code) is null).ShouldBeEmpty();

    [Theory]
    [InlineData("ankang", "eco_burial_reward elder_hardship_subsidy funeral_subsidy heating_subsidy price_subsidy")]
    [InlineData("chengdu", "elder_hardship_subsidy funeral_subsidy heating_subsidy price_subsidy")]
    public void Pack_ProgrammesWithoutARule_AreNotInForce(string city, string expected)
    {
        var pack = TestPolicies.Of(city);
        var policy = pack.In(new Month(2026, 3));

        string.Join(' ', Fixed.Where(code => !policy.IsInForce(pack.Find(code)!)).Order(StringComparer.Ordinal)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("ankang", "dibao disability_living disability_nursing orphan_living rigid_expense_family tekun")]
    [InlineData("chengdu", "disability_living disability_nursing eco_burial_reward orphan_living rigid_expense_family tekun")]
    public void Pack_ValuesNobodyPublished_AreMarked(string city, string expected) =>
        string.Join(' ', TestPolicies.Of(city).Programmes.Where(p => p.HasPlaceholder).Select(p => p.Code).Order(StringComparer.Ordinal)).ShouldBe(expected);

    [Fact]
    public void Chengdu_EveryCounty_LiesInThePublishedZone()
    {
        string[] second = ["金堂县", "大邑县", "蒲江县", "都江堰市", "彭州市", "邛崃市", "崇州市", "简阳市"];
        var standard = new MinimumStandard(TestPolicies.Of("chengdu").In(new Month(2025, 3)));
        var counties = RegionFile.Read(ContentFiles.Data("regions-chengdu.csv")).Where(r => r.Level == RegionLevel.County).ToList();

        counties.Count.ShouldBe(20);
        foreach (var county in counties)
            standard.In(county.Code, Hukou.Rural).ShouldBe(second.Contains(county.Name) ? 950m : 990m, county.Name);
    }

    [Theory]
    [InlineData("ankang", "06 07 10 24 29")]
    [InlineData("shaanxi", "11 31 45 46 49")]
    [InlineData("sichuan", "28 31")]
    [InlineData("chengdu", "01 02 03 04 05 08 14 15 17 19 20 26 27 28 48 53 54")]
    public void GoldenTests_StandWithTheRowsOfTheirPlace(string layer, string expected)
    {
        var own = PackTest.Run(TestPolicies.Of(layer)).Examples
            .Where(e => e.Passed && e.File.Contains($"policies/{layer}/", StringComparison.Ordinal) && e.Example.StartsWith("GT-", StringComparison.Ordinal));

        string.Join(' ', own.Select(e => e.Example[3..5]).Distinct().Order(StringComparer.Ordinal)).ShouldBe(expected);
    }
}
