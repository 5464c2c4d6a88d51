using Huimin.Policies;

namespace Huimin.Tests.Policies.Testing;

/// <summary>The packs of the repository: each is sound, and all its examples come out as they say.</summary>
public sealed class PackTests
{
    public static TheoryData<string> Layers => [.. PolicyPack.Layers(PolicyFiles.Root)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Pack_EveryExample_Passes(string layer)
    {
        var result = PackTest.Run(PolicyFiles.Read(PolicyFiles.Root, layer));

        result.Passed.ShouldBeGreaterThan(40);
        result.Examples.Where(e => !e.Passed).Select(e => e.ToString()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Pack_EveryProgramme_HasLawAndEnglish(string layer)
    {
        foreach (var programme in PolicyFiles.Read(PolicyFiles.Root, layer).Programmes)
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
        foreach (var programme in PolicyFiles.Read(PolicyFiles.Root, layer).Programmes)
        {
            var used = programme.Definitions.SelectMany(d => d.References.Named).Concat(programme.Rule.Used.Named).Distinct();
            used.Except(programme.Overlaps.Select(o => o.With)).Select(p => p.Code).ShouldBeEmpty(programme.Code);
        }
    }

    [Fact]
    public void Linyi_Overlaps_AreTheMatrix()
    {
        var matrix = PolicyFiles.Linyi.Overlaps.Select(o => $"{o.Programme} {o.With} {o.Rule} {o.ByWhat}").ToList();

        matrix.ShouldContain("dibao tekun OtherWins in_family");
        matrix.ShouldContain("disability_nursing tekun OtherWins ");
        matrix.ShouldContain("elder_hardship_subsidy disability_nursing Higher care_extra");
        matrix.ShouldContain("de_facto_orphan_living disability_living Difference living_allowance");
        matrix.ShouldContain("tekun orphan_living Choose ");
        PolicyFiles.Linyi.Overlaps.ShouldAllBe(o => o.With != o.Programme);
    }

    [Fact]
    public void Linyi_HasTheProgrammesOfThisCut() =>
        PolicyFiles.Linyi.Programmes.Select(p => p.Code).Order(StringComparer.Ordinal).ShouldBe(
            ["de_facto_orphan_living", "dibao", "dibao_marginal", "disability_living", "disability_nursing", "elder_hardship_subsidy", "old_age_allowance", "orphan_living", "tekun"]);

    [Fact]
    public void Linyi_GoldenTests_AreExamples()
    {
        var names = PackTest.Run(PolicyFiles.Linyi).Examples.Select(e => e.Example).ToList();
        int[] expected = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 32, 33, 34, 35, 36, 38, 39, 40, 41, 47, 48, 49];

        expected.Select(n => $"GT-{n:00} ").Concat(["GT-09a ", "GT-09b "]).Where(id => !names.Exists(n => n.StartsWith(id, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Linyi_EveryProgramme_IsInForceIn2026()
    {
        var policy = PolicyFiles.Linyi.In(new Month(2026, 11));

        PolicyFiles.Linyi.Programmes.Where(p => !policy.IsInForce(p)).ShouldBeEmpty();
    }

    [Fact]
    public void Linyi_BeforeItsFirstStandard_DibaoIsNotInForce()
    {
        var policy = PolicyFiles.Linyi.In(new Month(2018, 8));
        var dibao = PolicyFiles.Linyi.Find("dibao")!;

        policy.IsInForce(dibao).ShouldBeFalse();
        policy.WhyNotInForce(dibao).ShouldBe("2018-08没有有效的“低保标准”，本待遇在临沂市未施行");
        policy.WhyNotInForce(dibao, english: true).ShouldBe("No Dibao standard is in force in 2018-08; the programme is not in force in Linyi");
    }

    [Fact]
    public void Linyi_ValuesNobodyPublished_AreMarked() =>
        PolicyFiles.Linyi.Programmes.Where(p => p.HasPlaceholder).Select(p => p.Code).Order(StringComparer.Ordinal).ShouldBe(["disability_living", "disability_nursing", "orphan_living"]);

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
