using Huimin.Policies;

namespace Huimin.Tests.Policies.Parameters;

public sealed class ParameterOverrideTests
{
    private static string Dibao(string region, params string[] set)
    {
        var evaluator = ShippedPolicies.Linyi.In(new Month(2026, 11), [.. set.Select(ParameterOverride.Parse)]).CreateEvaluator();
        evaluator.Evaluate(JsonFamily.Read($$"""{"region": "{{region}}", "members": [{"id": "a", "birth_date": "1980-01-01", "serious_illness": true}]}""", ShippedPolicies.Linyi.Facts));
        return evaluator.Household(ShippedPolicies.Linyi.Find("dibao")!.Index).Amount.ToString();
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
    [InlineData("dibao.standard=+30", "630.00")]
    [InlineData("dibao.standard=-10", "590.00")]
    [InlineData("dibao.standard.urban=-600", "0.00")]
    [InlineData("dibao.standard=+30/year", "602.50")]
    [InlineData("dibao.standard=+5%", "630.00")]
    [InlineData("dibao.standard=-2.5%", "585.00")]
    [InlineData("dibao.standard.zone1.urban=+30", "630.00")]
    [InlineData("dibao.standard.rural=+30", "600.00")]
    public void Set_WithASign_ChangesTheValueInForce(string set, string amount) => Dibao("371302001001", set).ShouldBe(amount);

    [Theory]
    [InlineData("dibao.standard==990", "990")]
    [InlineData("dibao.standard==-5", "-5")]
    public void Set_SecondSignOfEquality_IsTheValueItself(string set, string value)
    {
        var change = ParameterOverride.Parse(set);
        change.IsRelative.ShouldBeFalse();
        ParameterOverride.Parse(change.ToString()).NewValue.ShouldBe(value);
        var standard = ShippedPolicies.Linyi.Find("dibao")!.Parameters.Single(p => p.Code == "standard");
        ShippedPolicies.Linyi.In(new Month(2026, 11), [change]).ValuesOf(standard).ShouldHaveSingleItem().Text.ShouldBe(value);
    }

    [Fact]
    public void Set_SignedRatio_AddsPercentagePoints()
    {
        var before = Percent("dibao.top_up.severe_illness=20%");
        Percent("dibao.top_up.severe_illness=20%", "dibao.top_up.severe_illness=+5%").ShouldBe(before + 5 * 6);
        Percent("dibao.top_up.severe_illness=20%", "dibao.top_up.severe_illness=-0.05").ShouldBe(before - 5 * 6);

        static decimal Percent(params string[] set) => decimal.Parse(Dibao("371302001001", set), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Set_TwiceWithASign_AddsUp() => Dibao("371302001001", "dibao.standard=+30", "dibao.standard.zone1=+5").ShouldBe("635.00");

    [Fact]
    public void Set_SignWhereNothingIsInForce_AsksForTheValue() =>
        Should.Throw<PolicyException>(() => ShippedPolicies.Linyi.In(new Month(1990, 1), [ParameterOverride.Parse("dibao.standard=+30")]))
            .Message.ShouldContain("no value is in force that '+30' could change");

    [Fact]
    public void ValuesOf_AfterATrial_AreTheValuesItRunsWith()
    {
        string Values(params string[] set)
        {
            var policy = ShippedPolicies.Linyi.In(new Month(2026, 11), [.. set.Select(ParameterOverride.Parse)]);
            return string.Join(", ", policy.ValuesOf(ShippedPolicies.Linyi.Find("dibao")!.Parameters.Single(p => p.Code == "standard")).Select(v => $"{v.Path} {v.NameEn}={v.Text}"));
        }

        Values().ShouldBe("urban urban=600, rural rural=450");
        Values("dibao.standard=+30").ShouldBe("urban urban=630, rural rural=480");
        Values("dibao.standard.zone1=+2.5%").ShouldBe("zone1.urban Zone 1 urban=615, zone1.rural Zone 1 rural=461.25, zone2.urban Zone 2 urban=600, zone2.rural Zone 2 rural=450");
        Values("dibao.standard=700").ShouldBe(" =700");
    }

    [Theory]
    [InlineData("dibao.standrad=990", "did you mean 'standard'?")]
    [InlineData("diabo.standard=990", "did you mean 'dibao'?")]
    [InlineData("dibao.standard.zone3=990", "did you mean 'zone1'?")]
    [InlineData("dibao.standard=abc", "not an amount of yuan")]
    [InlineData("dibao.floor_ratio=x", "not a ratio")]
    [InlineData("dibao.standard", "write it as dibao.standard=990")]
    [InlineData("dibao.standard=-601", "600.00 changed by -601 is below zero")]
    [InlineData("dibao.standard=-101%", "600.00 changed by -101% is below zero")]
    [InlineData("dibao.floor_ratio=-200%", "changed by -200% is below zero")]
    [InlineData("dibao.standard=+-5", "has two signs")]
    [InlineData("dibao.standard=+", "not an amount of yuan")]
    [InlineData("dibao.standard=+x%", "not a ratio")]
    [InlineData("dibao.standard=+1/week", "'/week' is not a period")]
    [InlineData("dibao.deduct_rigid_expense=+1", "not true or false")]
    [InlineData("dibao.standard.zone1.zone2=990", "'zone2' is a second value")]
    [InlineData("dibao.top_up.minor.aged_70=10%", "'aged_70' is a second value")]
    [InlineData("tekun.care.1.4=990", "'4' is a second value")]
    [InlineData("dibao=990", "write it as dibao.standard=990")]
    [InlineData("=990", "write it as dibao.standard=990")]
    [InlineData("dibao..standard=990", "write it as dibao.standard=990")]
    public void Set_Wrong_SaysWhy(string text, string expected) =>
        Should.Throw<PolicyException>(() => Dibao("371302001001", text)).Message.ShouldContain(expected);
}
