using Huimin.Policies;

namespace Huimin.Tests.Policies.Parameters;

public sealed class ParameterOverrideTests
{
    private static string Dibao(string region, params string[] set)
    {
        var evaluator = PolicyFiles.Linyi.In(new Month(2026, 11), [.. set.Select(ParameterOverride.Parse)]).CreateEvaluator();
        evaluator.Evaluate(JsonFamily.Read($$"""{"region": "{{region}}", "members": [{"id": "a", "birth_date": "1980-01-01", "serious_illness": true}]}""", PolicyFiles.Linyi.Facts));
        return evaluator.Household(PolicyFiles.Linyi.Find("dibao")!.Index).Amount.ToString();
    }

    [Fact]
    public void Set_WithoutPath_SetsEveryValue() => Dibao("371302001001", "dibao.standard=990").ShouldBe("990.00");

    [Fact]
    public void Set_Zone_SetsOnlyThatZone()
    {
        Dibao("371302001001", "dibao.standard.zone1=990").ShouldBe("990.00");
        Dibao("371323001001", "dibao.standard.zone1=990").ShouldBe("600.00");
    }

    [Fact]
    public void Set_ZoneAndHukou_SetsBoth() => Dibao("371302001001", "dibao.standard.zone1.rural=1", "dibao.standard.zone1.urban=2").ShouldBe("2.00");

    [Fact]
    public void Set_Part_TakesPercent() => Dibao("371302001001", "dibao.top_up.severe_illness=30%").ShouldBe("780.00");

    [Fact]
    public void Set_Yearly_IsDivided() => Dibao("371302001001", "dibao.standard=5370/year").ShouldBe("447.50");

    [Theory]
    [InlineData("dibao.standrad=990", "did you mean 'standard'?")]
    [InlineData("diabo.standard=990", "did you mean 'dibao'?")]
    [InlineData("dibao.standard.zone3=990", "did you mean 'zone1'?")]
    [InlineData("dibao.standard=abc", "not an amount of yuan")]
    [InlineData("dibao.floor_ratio=x", "not a ratio")]
    [InlineData("dibao.standard", "write it as dibao.standard=990")]
    [InlineData("dibao.standard=-1", "-1 is below zero")]
    [InlineData("dibao.floor_ratio=-10%", "-10% is below zero")]
    [InlineData("dibao.standard.zone1.zone2=990", "'zone2' is a second value")]
    [InlineData("dibao.top_up.minor.aged_70=10%", "'aged_70' is a second value")]
    [InlineData("tekun.care.1.4=990", "'4' is a second value")]
    [InlineData("dibao=990", "write it as dibao.standard=990")]
    [InlineData("=990", "write it as dibao.standard=990")]
    [InlineData("dibao..standard=990", "write it as dibao.standard=990")]
    public void Set_Wrong_SaysWhy(string text, string expected) =>
        Should.Throw<PolicyException>(() => Dibao("371302001001", text)).Message.ShouldContain(expected);
}
