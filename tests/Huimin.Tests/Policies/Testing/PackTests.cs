using Huimin.Policies;

namespace Huimin.Tests.Policies.Testing;

/// <summary>The packs of the repository: each is sound, and all its examples come out as they say.</summary>
public sealed class PackTests
{
    public static TheoryData<string> Layers => [.. PolicyPack.Layers(ShippedPolicies.Root)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Pack_EveryExample_Passes(string layer)
    {
        var result = PackTest.Run(ShippedPolicies.Read(ShippedPolicies.Root, layer));

        result.Passed.ShouldBeGreaterThan(40);
        result.Examples.Where(e => !e.Passed).Select(e => e.ToString()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Pack_EveryProgramme_HasLawAndEnglish(string layer)
    {
        foreach (var programme in ShippedPolicies.Read(ShippedPolicies.Root, layer).Programmes)
        {
            programme.Law.ShouldNotBeEmpty(programme.Code);
            programme.LawIn(new Month(2026, 11)).ShouldNotBeEmpty(programme.Code);
            foreach (var text in programme.Parameters.Select(p => p.NameEn).Append(programme.NameEn))
                text.ShouldMatch("^[\\x20-\\x7e]+$", programme.Code);
            foreach (var row in programme.Parameters.SelectMany(p => p.Rows))
                (row.Law.Count > 0 || row.IsPlaceholder).ShouldBeTrue(programme.Code);
        }
    }

    /// <summary>Nothing depends on another programme without the stacking matrix saying how.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void Pack_EveryResultUsed_IsNamedInTheOverlaps(string layer)
    {
        foreach (var programme in ShippedPolicies.Read(ShippedPolicies.Root, layer).Programmes)
        {
            var used = programme.Definitions.SelectMany(d => d.References.Named).Concat(programme.Rule.Used.Named).Distinct();
            used.Except(programme.Overlaps.Select(o => o.With)).Select(p => p.Code).ShouldBeEmpty(programme.Code);
        }
    }

    [Fact]
    public void Linyi_Overlaps_AreTheMatrix()
    {
        var matrix = ShippedPolicies.Linyi.Overlaps.Select(o => $"{o.Programme} {o.With} {o.Rule} {o.ByWhat}").ToList();

        matrix.ShouldContain("dibao tekun OtherWins in_family");
        matrix.ShouldContain("disability_nursing tekun OtherWins ");
        matrix.ShouldContain("elder_hardship_subsidy disability_nursing Higher care_extra");
        matrix.ShouldContain("de_facto_orphan_living disability_living Difference living_allowance");
        matrix.ShouldContain("tekun orphan_living Choose ");
        ShippedPolicies.Linyi.Overlaps.ShouldAllBe(o => o.With != o.Programme);
    }

    /// <summary>The fixed list of the requirements; a city in which one is not in force says why.</summary>
    [Theory]
    [InlineData("linyi")]
    [InlineData("zaozhuang")]
    [InlineData("ankang")]
    [InlineData("chengdu")]
    public void Pack_OfACity_HasEveryProgrammeOfTheList(string city)
    {
        var pack = ShippedPolicies.Read(ShippedPolicies.Root, city);
        string[] list =
        [
            "tekun", "dibao", "dibao_marginal", "rigid_expense_family", "temporary_assistance", "disability_living", "disability_nursing", "orphan_living",
            "de_facto_orphan_living", "old_age_allowance", "elder_hardship_subsidy", "elder_care_voucher", "heating_subsidy", "price_subsidy", "funeral_subsidy",
            "eco_burial_reward",
        ];
        var policy = pack.In(new Month(2026, 11));

        list.Except(pack.Programmes.Select(p => p.Code)).ShouldBeEmpty();
        pack.Programmes.Count(p => p.Kind == ProgrammeKind.Warning).ShouldBe(10);
        foreach (var programme in pack.Programmes.Where(p => !policy.IsInForce(p)))
            policy.WhyNotInForce(programme, english: true)!.ShouldStartWith("No ");
    }

    /// <summary>GT-16 and GT-37 are about dates of decisions and stand with <see cref="Programme.FirstMonth"/>.</summary>
    [Fact]
    public void GoldenTests_AreExamplesOfSomeCity()
    {
        var names = new[] { "linyi", "zaozhuang", "ankang", "chengdu" }.SelectMany(c => PackTest.Run(ShippedPolicies.Read(ShippedPolicies.Root, c)).Examples).Select(e => e.Example).ToHashSet();
        var expected = Enumerable.Range(1, 57).Except([9, 16, 37]).Select(n => $"GT-{n:00}").Concat(["GT-09a", "GT-09b"]);

        expected.Where(id => !names.Any(n => n.StartsWith(id + " ", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Linyi_In2026_OnlyThePriceSubsidyAwaitsItsIndex()
    {
        var policy = ShippedPolicies.Linyi.In(new Month(2026, 11));

        ShippedPolicies.Linyi.Programmes.Where(p => !policy.IsInForce(p)).Select(p => p.Code).ShouldBe(["price_subsidy"]);
    }

    [Fact]
    public void Linyi_BeforeItsFirstStandard_DibaoIsNotInForce()
    {
        var policy = ShippedPolicies.Linyi.In(new Month(2018, 8));
        var dibao = ShippedPolicies.Linyi.Find("dibao")!;

        policy.IsInForce(dibao).ShouldBeFalse();
        policy.WhyNotInForce(dibao).ShouldBe("2018年8月没有有效的“低保标准”，本待遇在临沂市未施行");
        policy.WhyNotInForce(dibao, english: true).ShouldBe("No Dibao standard is in force in 2018-08; the programme is not in force in Linyi");
    }

    [Fact]
    public void Linyi_ValuesNobodyPublished_AreMarked() =>
        ShippedPolicies.Linyi.Programmes.Where(p => p.HasPlaceholder).Select(p => p.Code).Order(StringComparer.Ordinal).ShouldBe(
            ["dibao", "disability_living", "disability_nursing", "eco_burial_reward", "heating_subsidy", "orphan_living", "rigid_expense_family", "tekun"]);

    [Fact]
    public void Run_ExampleThatIsWrong_SaysWhatCameOut()
    {
        using var folder = new PolicyFolder();
        var pack = folder.Write("city/aid.yaml", PolicyFolder.Aid().Replace("expect: {eligible: true}", "expect: {eligible: false, amount: 1}", StringComparison.Ordinal)).Pack();

        var result = PackTest.Run(pack);

        result.Failed.ShouldBe(1);
        result.Examples[0].ToString().ShouldBe("policies/city/aid.yaml:27: 例: aid is eligible, expected not_eligible; aid amount is 600.00, expected 1.00");
    }
}
