using Huimin.Policies;

namespace Huimin.Tests.Policies.Reading;

public sealed class PackReaderTests : IDisposable
{
    private readonly PolicyFolder folder = new();

    public void Dispose() => folder.Dispose();

    private IReadOnlyList<string> ErrorsOf(string aid) => folder.Write("city/aid.yaml", aid).Errors();

    [Fact]
    public void Read_SoundProgramme_GivesPack()
    {
        var pack = folder.Write("city/aid.yaml", PolicyFolder.Aid()).Pack();

        pack.Programmes.Select(p => p.Code).ShouldBe(["aid"]);
        pack.Name.ShouldBe("某市");
        pack.Hash.Length.ShouldBe(64);
    }

    [Fact]
    public void Read_BadYaml_OneErrorWithItsPlace()
    {
        var errors = ErrorsOf("programme: aid\nname: [救助\nunit: household\n");

        errors.Count.ShouldBe(1);
        errors[0].ShouldStartWith("policies/city/aid.yaml:2:7: ");
        errors[0].ShouldContain("not valid YAML");
    }

    [Fact]
    public void Read_UnknownName_SuggestsAndPointsAtIt()
    {
        var errors = ErrorsOf(PolicyFolder.Aid(amount: "2 * standrad"));

        errors.ShouldHaveSingleItem();
        errors[0].ShouldBe("policies/city/aid.yaml:24:14: 'standrad' is not defined here; did you mean 'standard'?");
    }

    [Fact]
    public void Read_NameInFoldedText_PointsAtItsLine()
    {
        var errors = ErrorsOf(PolicyFolder.Aid(define: "  folded: >-\n    max(0,\n    wage_sum + standrad)"));

        errors.ShouldHaveSingleItem();
        errors[0].ShouldStartWith("policies/city/aid.yaml:21:16: 'standrad'");
    }

    [Fact]
    public void Read_UnknownBusinessLine_SuggestsAndPointsAtIt()
    {
        var errors = ErrorsOf(PolicyFolder.Aid().Replace("line: social_assistance", "line: social_asistance", StringComparison.Ordinal));

        errors.ShouldHaveSingleItem();
        errors[0].ShouldStartWith("policies/city/aid.yaml:7:7: 'social_asistance' is not one of social_assistance, disability, ");
        errors[0].ShouldEndWith("; did you mean 'social_assistance'?");
    }

    [Fact]
    public void Read_OverrideOfNearerLayer_KeepsTheBusinessLine()
    {
        folder.Write("city/aid.yaml", PolicyFolder.Aid().Replace("line: social_assistance", "line: elder_care", StringComparison.Ordinal));
        folder.Write("county/layer.yaml", "name: 某县\nname_en: A county\nextends: city\n");
        folder.Write("county/aid.yaml", "programme: aid\noverride: parameters\nstarts: month_of_application\n");

        var aid = folder.Pack("county").Find("aid")!;

        aid.Line.ShouldBe("elder_care");
        BusinessLine.Of(aid).Name.ShouldBe("养老服务");
    }

    [Fact]
    public void Read_ManyMistakes_AllAtOnce()
    {
        var errors = ErrorsOf(PolicyFolder.Aid(define: "  one: standrad\n  two: wages + 1", head: "colour: red", amount: "wage_sum"));

        errors.Count.ShouldBe(3);
        errors.ShouldContain(e => e.Contains("'colour:' is not known here", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("name_en: Aid\n", "'name_en:' is missing")]
    [InlineData("law: 某办法 第一条\n", "'law:' is missing")]
    [InlineData("line: social_assistance\n", "'line:' is missing")]
    [InlineData("round: fen\n", "'round:' is missing")]
    [InlineData("    else_en: Not met\n", "'else_en:' is missing")]
    [InlineData("amount: \"standard\"\n", "a benefit needs 'amount:'")]
    [InlineData(", law: 某通知", "'law:' is missing")]
    public void Read_PartMissing_SaysWhich(string part, string expected)
    {
        var text = PolicyFolder.Aid();
        text.ShouldContain(part);

        ErrorsOf(text.Replace(part, "", StringComparison.Ordinal)).ShouldContain(e => e.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NoExample_IsAnError()
    {
        var text = PolicyFolder.Aid();

        ErrorsOf(text[..text.IndexOf("examples:", StringComparison.Ordinal)]).ShouldHaveSingleItem().ShouldContain("has no example");
    }

    [Fact]
    public void Read_KeyTwice_IsAnError() =>
        ErrorsOf(PolicyFolder.Aid(head: "unit: person")).ShouldContain(e => e.Contains("'unit' is given twice", StringComparison.Ordinal));

    [Fact]
    public void Read_Alias_IsAnError() =>
        ErrorsOf("programme: &a aid\nname: *a\n").ShouldHaveSingleItem().ShouldContain("anchors and aliases");

    [Fact]
    public void Read_UnknownLayer_Suggests() =>
        folder.Errors("citty").ShouldHaveSingleItem().ShouldContain("there is no layer 'citty'; did you mean 'city'?");

    [Fact]
    public void Read_ExtendsUnknownLayer_PointsAtIt()
    {
        folder.Write("city/layer.yaml", "name: 某市\nname_en: A city\nextends: provinse\n");

        folder.Errors().ShouldHaveSingleItem().ShouldBe("policies/city/layer.yaml:3:10: there is no layer 'provinse'");
    }

    [Fact]
    public void Read_LayersExtendEachOther_PrintsCircle()
    {
        folder.Write("city/layer.yaml", "name: 甲\nname_en: A\nextends: other\n").Write("other/layer.yaml", "name: 乙\nname_en: B\nextends: city\n");

        folder.Errors().ShouldHaveSingleItem().ShouldContain("city → other → city");
    }

    [Fact]
    public void Read_ProgrammesUseEachOther_PrintsCircle()
    {
        folder.Write("city/aid.yaml", PolicyFolder.Aid(require: "not relief.eligible"));
        folder.Write("city/relief.yaml", PolicyFolder.Aid(require: "not aid.eligible").Replace("programme: aid", "programme: relief", StringComparison.Ordinal));

        folder.Errors().ShouldHaveSingleItem().ShouldContain("aid → relief → aid");
    }

    [Fact]
    public void Read_ValuesRestOnEachOther_PrintsCircle() =>
        ErrorsOf(PolicyFolder.Aid(define: "  one: two + standard\n  two: one")).ShouldHaveSingleItem().ShouldContain("one → two → one");

    [Fact]
    public void Read_FileTooLarge_OneError() =>
        ErrorsOf(new string('[', 10_000_000)).ShouldHaveSingleItem().ShouldContain("bytes");

    [Fact]
    public void Read_DeepYaml_OneError() =>
        ErrorsOf("name: " + new string('[', 100_000)).ShouldHaveSingleItem().ShouldContain("nested deeper");

    [Fact]
    public void Read_DeepExpression_OneError() =>
        ErrorsOf(PolicyFolder.Aid(amount: new string('(', 200) + "standard" + new string(')', 200))).ShouldHaveSingleItem().ShouldContain("nested deeper");

    [Fact]
    public void Read_LongExpression_OneError() =>
        ErrorsOf(PolicyFolder.Aid(amount: string.Join(" + ", Enumerable.Repeat("standard", 5000)))).ShouldHaveSingleItem().ShouldContain("500 words");

    [Fact]
    public void Read_LongChainOfValues_EndsWithoutCrash()
    {
        var chain = string.Join('\n', Enumerable.Range(1, 8000).Select(i => $"  v{i}: {(i == 8000 ? "standard" : $"v{i + 1} + standard")}"));

        ErrorsOf(PolicyFolder.Aid(define: chain, amount: "v1")).ShouldContain(e => e.Contains("too deeply", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NotText_OneError()
    {
        Directory.CreateDirectory(Path.Combine(folder.Root, "city"));
        File.WriteAllBytes(Path.Combine(folder.Root, "city", "aid.yaml"), [0xff, 0xfe, 0x00, 0xd8]);

        folder.Errors().ShouldHaveSingleItem().ShouldContain("UTF-8");
    }

    [Fact]
    public void Read_FileNameDiffersFromProgramme_IsAnError() =>
        folder.Write("city/help.yaml", PolicyFolder.Aid()).Errors().ShouldHaveSingleItem().ShouldContain("belongs in aid.yaml");

    [Fact]
    public void Read_BrokenFile_DoesNotAccuseThoseThatUseIt()
    {
        folder.Write("city/relief.yaml", "programme: [").Write("city/aid.yaml", PolicyFolder.Aid(require: "not relief.eligible"));

        folder.Errors().ShouldHaveSingleItem().ShouldStartWith("policies/city/relief.yaml");
    }

    [Fact]
    public void Read_NearerLayerSetsParameter_RestIsInherited()
    {
        folder.Write("city/aid.yaml", PolicyFolder.Aid());
        folder.Write("county/layer.yaml", "name: 某县\nname_en: A county\nextends: city\n");
        folder.Write("county/aid.yaml", "programme: aid\noverride: parameters\nparameters:\n  standard:\n    values: [{from: 2021-01-01, law: 县通知, value: 700}]\n");
        var family = JsonFamily.Read("""{"region": "371302001001", "members": [{"id": "a"}]}""", folder.Pack("county").Facts);

        var near = folder.Pack("county").In(new Month(2025, 3)).CreateEvaluator();
        near.Evaluate(family);
        var far = folder.Pack().In(new Month(2025, 3)).CreateEvaluator();
        far.Evaluate(family);

        near.Household(0).Fen.ShouldBe(70000);
        far.Household(0).Fen.ShouldBe(60000);
    }

    [Fact]
    public void Read_BothSidesOfAComparisonWrong_ReportsBoth()
    {
        var errors = ErrorsOf(PolicyFolder.Aid(require: "wagee < standrad"));

        errors.Count(e => e.Contains("'wagee' is not", StringComparison.Ordinal) || e.Contains("'standrad' is not", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void Read_MistakeInInheritedFile_IsReportedOnce()
    {
        folder.Write("city/aid.yaml", PolicyFolder.Aid().Replace("from: 2020-01-01", "from: 2020-01-32", StringComparison.Ordinal)).Write("county/layer.yaml", "name: 某县\nname_en: A county\nextends: city\n");

        folder.Errors("county").ShouldHaveSingleItem().ShouldContain("'2020-01-32' is not a date");
    }

    [Fact]
    public void Read_OverrideOfUnknownParameter_Suggests()
    {
        folder.Write("city/aid.yaml", PolicyFolder.Aid()).Write("county/layer.yaml", "name: 某县\nname_en: A county\nextends: city\n");
        folder.Write("county/aid.yaml", "programme: aid\noverride: parameters\nparameters:\n  standart:\n    values: []\n");

        folder.Errors("county").ShouldHaveSingleItem().ShouldBe("policies/county/aid.yaml:4:3: 'aid' has no parameter 'standart'; did you mean 'standard'?");
    }

    [Fact]
    public void Read_ExampleWithUnknownFact_Suggests() =>
        ErrorsOf(PolicyFolder.Aid().Replace("birth_date: 1980-01-01", "birth_dat: 1980-01-01", StringComparison.Ordinal))
            .ShouldHaveSingleItem().ShouldContain("did you mean 'birth_date'?");

    [Fact]
    public void Hash_ChangesWithAnyCharacter()
    {
        var before = folder.Write("city/aid.yaml", PolicyFolder.Aid()).Pack().Hash;
        var after = folder.Write("city/aid.yaml", PolicyFolder.Aid() + "# a comment\n").Pack().Hash;

        after.ShouldNotBe(before);
    }
}
