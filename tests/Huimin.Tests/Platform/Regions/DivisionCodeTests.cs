using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Huimin.Platform.Regions;

namespace Huimin.Tests.Platform.Regions;

public class DivisionCodeTests
{
    [Theory]
    [InlineData("370000000000", RegionLevel.Province, null)]
    [InlineData("371300000000", RegionLevel.City, "370000000000")]
    [InlineData("371302000000", RegionLevel.County, "371300000000")]
    [InlineData("371302001000", RegionLevel.Township, "371302000000")]
    [InlineData("371302001001", RegionLevel.Village, "371302001000")]
    [InlineData("441900003000", RegionLevel.Township, "441900000000")] // 东莞: no counties
    public void Parse_CodeOfEachLevel_GivesLevelAndParent(string text, RegionLevel level, string? parent)
    {
        var code = DivisionCode.Parse(text);

        code.Level.ShouldBe(level);
        code.Parent?.ToString().ShouldBe(parent);
        (code.Parent is null).ShouldBe(parent is null);
        code.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("", "12位")]
    [InlineData("3713", "12位")]
    [InlineData("3713020010011", "12位")]
    [InlineData("37130200100A", "数字")]
    [InlineData("３71302001001", "数字")]
    [InlineData("991302001001", "省级")]
    [InlineData("000000000000", "省级")]
    [InlineData("371302000001", "无乡级")]
    [InlineData("370002001001", "无地级")]
    public void TryParse_BrokenCode_SaysWhichPart(string text, string part)
    {
        DivisionCode.TryParse(text, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeNull().ShouldContain(part);
    }

    [Fact]
    public void Contains_OwnAndForeignVillages_FollowsPrefix()
    {
        var county = DivisionCode.Parse("371302000000");

        county.Contains(county).ShouldBeTrue();
        county.Contains(DivisionCode.Parse("371302001001")).ShouldBeTrue();
        county.Contains(DivisionCode.Parse("371311001001")).ShouldBeFalse();
        county.Contains(DivisionCode.Parse("371300000000")).ShouldBeFalse();
    }

    [Fact]
    public void City_OfVillage_IsItsPrefectureLevelCity() =>
        DivisionCode.Parse("371302001001").City.ToString().ShouldBe("371300000000");

    [Fact]
    public void Contains_AnyTwoCodes_EqualsBeingAmongTheAncestors()
    {
        var part = Gen.Choose(0, 3);
        var codes = part.Select(city => 370_000_000_000L + city * 100_000_000L)
            .SelectMany(city => part.Select(county => city + county * 1_000_000L))
            .SelectMany(county => part.Select(town => county + town * 1_000L))
            .SelectMany(town => part.Select(village => town + village))
            .Where(value => DivisionCode.TryParse(value.ToString("D12", CultureInfo.InvariantCulture), out _, out _))
            .Select(value => new DivisionCode(value));

        Prop.ForAll(codes.Two().ToArbitrary(), pair =>
        {
            var (outer, inner) = pair;
            return outer.Contains(inner) == WithAncestors(inner).Contains(outer);
        }).QuickCheckThrowOnFailure();
    }

    private static IEnumerable<DivisionCode> WithAncestors(DivisionCode code)
    {
        for (DivisionCode? current = code; current is { } one; current = one.Parent)
            yield return one;
    }
}
