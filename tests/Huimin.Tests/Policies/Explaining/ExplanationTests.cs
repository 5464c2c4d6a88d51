using Huimin.Policies;

namespace Huimin.Tests.Policies.Explaining;

public sealed class ExplanationTests
{
    private const string Zhao = """
        {"region": "371323104001", "household": {"financial_assets": 12600}, "members": [
          {"id": "赵德福", "birth_date": "1944-03-01", "wage": 1500, "basic_pension": 163},
          {"id": "李秀兰", "birth_date": "1950-01-01", "business_income": 300, "disability_kind": "physical", "disability_grade": 3},
          {"id": "赵小雨", "birth_date": "2010-01-01"}]}
        """;

    private static Explanation Explain(string programme, int member, string family = Zhao, string month = "2026-11", params string[] set)
    {
        var read = JsonFamily.Read(family, ShippedPolicies.Linyi.Facts);
        return ShippedPolicies.Linyi.In(Month.Parse(month), [.. set.Select(ParameterOverride.Parse)])
            .Explain(read, ShippedPolicies.Linyi.Find(programme)!.Index, member, m => read.MemberIds[m]);
    }

    [Fact]
    public void Explain_Dibao_ReadsLikeTheDecisionLetter()
    {
        var explanation = Explain("dibao", -1, set: "dibao.standard=990");

        explanation.Outcome.Amount.ToString().ShouldBe("1170.00");
        explanation.Steps.Select(s => s.Sentence).ShouldBe(
        [
            "计入共同生活成员3人：赵德福、李秀兰、赵小雨",
            "家庭月收入1,800.00元：工资性收入 1,500.00、经营净收入 300.00；不计入：基础养老金 163.00",
            "从收入中扣减：无",
            "扣减后月收入1,800.00元（人均600.00元），低于3人的保障标准2,970.00元（每人990.00元）",
            "家庭人均金融资产4,200.00元，不超过限额23,760.00元",
            "机动车0辆",
            "住房1套",
            "保障标准2,970.00元，减收入1,800.00元：补差 1,170.00",
            "每月1,170.00元",
        ]);
        explanation.Steps.ShouldAllBe(s => s.SentenceEn.Length > 0 && s.Law.Count > 0);
        explanation.Steps[^1].Kind.ShouldBe(StepKind.Amount);
    }

    [Theory]
    [InlineData("{value: standard / 3, floor: standard / 2}", "计算金额200.00元，低于最低支付额300.00元，按最低支付额计", "The calculated 200.00 yuan is below the least payment of 300.00 yuan, which is taken")]
    [InlineData("{value: standard * 2, cap: standard}", "计算金额1,200.00元，超过最高支付额600.00元，按最高支付额计", "The calculated 1,200.00 yuan is above the greatest payment of 600.00 yuan, which is taken")]
    public void Explain_LimitThatDecided_IsSaid(string amount, string sentence, string english)
    {
        using var folder = new PolicyFolder();
        var pack = folder.Write("city/aid.yaml", PolicyFolder.Aid().Replace("amount: \"standard\"", $"amount: {amount}", StringComparison.Ordinal)).Pack();
        var steps = pack.In(new Month(2025, 3)).Explain(JsonFamily.Read("""{"region": "371302001001", "members": [{"id": "a"}]}""", pack), 0, -1).Steps;

        steps[^2].Sentence.ShouldBe(sentence);
        steps[^2].SentenceEn.ShouldBe(english);
        steps[^1].Kind.ShouldBe(StepKind.Amount);
    }

    [Theory]
    [InlineData("\"wage\": 1500", "\"wage\": 2669.99", "", "保障标准2,970.00元，减收入2,969.99元：补差 0.01")]
    [InlineData("\"wage\": 1500", "\"wage\": 2400", "dibao.floor_ratio=20%", "保障标准2,970.00元，减收入2,700.00元：补差 270.00、补足最低补助 324.00")]
    [InlineData("\"wage\": 1500", "\"wage\": 1500, \"refused_offers\": 3", "", "保障标准2,970.00元，减收入1,800.00元：补差 1,170.00、连续拒绝就业成员停发的份额 -390.00")]
    [InlineData("\"wage\": 1500", "\"wage\": 1500", "dibao.top_up.minor=10%", "保障标准2,970.00元，减收入1,800.00元：补差 1,170.00、分类加发 99.00")]
    public void Explain_DibaoAmount_AddsUpToTheFen(string fact, string changed, string set, string sentence)
    {
        var explanation = Explain("dibao", -1, Zhao.Replace(fact, changed, StringComparison.Ordinal), "2026-11", ["dibao.standard=990", .. set.Length == 0 ? [] : new[] { set }]);

        explanation.Steps[^2].Sentence.ShouldBe(sentence);
    }

    [Fact]
    public void Explain_DibaoIncomeOneFenBelow_ComparesTotals() =>
        Explain("dibao", -1, Zhao.Replace("\"wage\": 1500", "\"wage\": 2669.99", StringComparison.Ordinal), set: "dibao.standard=990").Steps.Select(s => s.SentenceEn)
            .ShouldContain("2,969.99 yuan a month after deductions (990.00 a head) is below the standard of 2,970.00 yuan for 3 (990.00 each)");

    [Fact]
    public void Explain_MarginalFamily_IsToldThatNoSourceWasFound() =>
        Explain("disability_living", 1, Zhao, set: "dibao.standard=500").Steps
            .ShouldContain(s => s.HasPlaceholder && s.Kind == StepKind.Parameter && s.Sentence.Contains("扩大到低保边缘家庭", StringComparison.Ordinal));

    [Fact]
    public void Explain_Standard_KeepsItsRowAndPublishedUnit()
    {
        var family = """{"region": "371323104001", "household": {"hukou": "rural"}, "members": [{"id": "a", "birth_date": "1980-01-01"}]}""";
        var use = Explain("dibao", -1, family, "2019-03").Steps.SelectMany(s => s.Parameters).First(p => p.Parameter.Code == "standard");

        use.Row!.From.ShouldBe(new DateOnly(2018, 9, 1));
        use.Row.Law.ShouldNotBeEmpty();
        use.Value.ShouldBe("350.00 元/月（公布为每年4,200元）");
    }

    [Fact]
    public void Explain_Law_IsTheOneInForce()
    {
        Explain("dibao", -1, month: "2026-06").Law.ShouldContain("社会救助暂行办法 第九条");
        Explain("dibao", -1, month: "2026-07").Law.ShouldContain("社会救助法 第十八条");
        Explain("dibao", -1, month: "2026-07").Law.ShouldNotContain("社会救助暂行办法 第九条");
    }

    [Fact]
    public void Explain_NotEligible_EndsWithTheRequirementThatFailed()
    {
        var explanation = Explain("disability_nursing", 1);

        explanation.Steps[^1].Passed.ShouldBe(false);
        explanation.ReasonZh.ShouldBe("残疾等级3级（类别：肢体），须为2级以上");
        explanation.ReasonEn.ShouldBe("Disability of grade 3 (kind: physical); grade 2 or more severe is needed");
        explanation.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void Explain_Placeholder_IsSaid()
    {
        var explanation = Explain("disability_living", 1, set: "dibao.standard=990");

        explanation.Steps.ShouldContain(s => s.HasPlaceholder && s.Kind == StepKind.Parameter && s.Sentence.Contains("淄博", StringComparison.Ordinal));
    }

    [Fact]
    public void Explain_Undetermined_NamesFactsWithTheirMembers()
    {
        var explanation = Explain("dibao", -1, Zhao.Replace("\"wage\": 1500", "\"wage\": null", StringComparison.Ordinal), set: "dibao.standard=990");

        explanation.Missing.ShouldBe(["wage"]);
        explanation.ReasonZh.ShouldBe("缺少信息：赵德福的工资性收入");
        explanation.ReasonEn.ShouldBe("Not known: Wage of 赵德福");
    }

    [Fact]
    public void Explain_SeveralRequirementsMissTheSameFact_SayItOnce()
    {
        var explanation = Explain("dibao_marginal", -1, Zhao.Replace("\"wage\": 1500", "\"wage\": null", StringComparison.Ordinal));

        explanation.Steps.Count(s => s.Sentence == "缺少信息：赵德福的工资性收入").ShouldBe(1);
    }

    [Fact]
    public void Explain_AmountUnknown_EndsWithWhatIsMissing()
    {
        var family = """{"region": "371302001001", "household": {"financial_assets": null}, "members": [{"id": "小明", "birth_date": "2015-01-01", "guardianship": "de_facto_unattended"}]}""";
        var last = Explain("de_facto_orphan_living", 0, family).Steps[^1];

        last.Passed.ShouldBeNull();
        last.Sentence.ShouldBe("缺少信息：家庭金融资产");
    }

    [Fact]
    public void Explain_Tree_LeadsFromAmountToFactsAndParameters()
    {
        var nodes = Flat(Explain("dibao", -1).Root).ToList();

        nodes.ShouldContain(n => n.Kind == NodeKind.Fact && n.Code == "wage" && n.Value == "1,500.00 元/月");
        nodes.ShouldContain(n => n.Kind == NodeKind.Parameter && n.Code == "dibao.standard" && n.Row!.From == new DateOnly(2021, 7, 1));
        nodes.ShouldContain(n => n.Kind == NodeKind.Value && n.Code == "per_head" && n.Formula == "countable_income / size");
        nodes.ShouldContain(n => n.Kind == NodeKind.Result && n.Code == "tekun" && n.Value == "不符合");
        nodes.ShouldContain(n => n.Kind == NodeKind.Member && n.Name == "赵小雨");
    }

    private static IEnumerable<ExplanationNode> Flat(ExplanationNode node) => node.Inputs.SelectMany(Flat).Prepend(node);
}
