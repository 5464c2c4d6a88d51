using Huimin.Policies;

namespace Huimin.Tests.Policies.Describing;

public sealed class FormulaTextTests
{
    [Theory]
    [InlineData("(standard - income) * size", "(低保标准 − 家庭月收入) × 共同生活家庭成员数", "(dibao standard − family income a month) × members counted")]
    [InlineData("standard - (income - deductions)", "低保标准 − (家庭月收入 − 扣减)", "dibao standard − (family income a month − deductions)")]
    [InlineData("standard / (size * 2)", "低保标准 ÷ (共同生活家庭成员数 × 2)", "dibao standard ÷ (members counted × 2)")]
    [InlineData("max(0, income - deductions)", "(家庭月收入 − 扣减，不足0的按0)", "(family income a month − deductions, at least 0)")]
    [InlineData("income < standard", "家庭月收入低于低保标准", "family income a month is below dibao standard")]
    [InlineData("not (income < standard)", "家庭月收入不低于低保标准", "family income a month is at least dibao standard")]
    [InlineData("size = 1 and vehicles > 0 or dwellings >= 2", "(共同生活家庭成员数等于1，且机动车辆数大于0)，或住房套数不小于2", "(members counted is 1 and motor vehicles is above 0) or dwellings is at least 2")]
    [InlineData("hukou = rural", "户籍类别为“农村”", "kind of hukou is “rural”")]
    [InlineData("any(members where counted: age >= 60)", "各成员（限共同生活家庭成员）中有人符合“年满60岁”", "some of the members (counted member of the family) have “aged 60 or over”")]
    [InlineData("count(members: study in [senior, college])", "符合“在校学段为“普通高中”、“高等学校”之一”的成员数", "the number of members with “stage of study is one of “senior high school”, “college or university””")]
    [InlineData("sum(members: wage)", "各成员的工资性收入之和", "the sum of wage over the members")]
    [InlineData("any(members: tekun.eligible)", "各成员中有人符合“享受特困人员救助供养”", "some of the members have “receives support for people in extreme hardship”")]
    [InlineData("deduct_rigid_expense ? rigid_expense : 0", "扣减刚性支出时为可扣减的月刚性支出，否则为0", "deductible rigid spending a month if rigid spending is deducted, otherwise 0")]
    [InlineData("top_up.minor * standard", "分类加发比例（未成年人） × 低保标准", "top-up as a share of the standard (minor) × dibao standard")]
    [InlineData("24 months * standard", "24个月 × 低保标准", "24 months × dibao standard")]
    [InlineData("standard * 30%", "低保标准 × 30%", "dibao standard × 30%")]
    public void Of_Household_UsesTheNamesOfThePolicy(string formula, string chinese, string english)
    {
        var dibao = ShippedPolicies.Linyi.Find("dibao")!;
        FormulaText.Of(ShippedPolicies.Linyi, dibao, formula, english: false).ShouldBe(chinese);
        FormulaText.Of(ShippedPolicies.Linyi, dibao, formula, english: true).ShouldBe(english);
    }

    [Theory]
    [InlineData("not has_capable_supporter", "“有履行能力的法定义务人”为否", "not “has a capable legal supporter”")]
    [InlineData("died_on >= month_start", "死亡日期不早于当月首日", "date of death is not before the first day of the month")]
    [InlineData("not known(birth_date)", "出生日期未知", "date of birth is not known")]
    [InlineData("care[self_care_failed]", "照料护理标准（按生活自理不达标项数）", "care standard by failed self-care items")]
    [InlineData("household.hukou = rural", "家庭户籍类别为“农村”", "kind of hukou of the household is “rural”")]
    [InlineData("household.dibao.eligible", "家庭享受最低生活保障", "the family receives minimum living guarantee")]
    [InlineData("household.dibao_marginal.eligible", "属于低保边缘家庭", "recognised as family on the margin of dibao")]
    [InlineData("wage < dibao.standard", "工资性收入低于低保标准", "wage is below dibao standard")]
    [InlineData("asset_months * dibao.standard", "金融资产限额（月标准倍数） × 低保标准", "limit of financial assets in months of the dibao standard × dibao standard")]
    [InlineData("household.vehicles <= dibao.vehicles_at_most", "机动车辆数不超过最低生活保障的机动车辆数上限", "motor vehicles is at most vehicles at most of minimum living guarantee")]
    public void Of_Person_SaysWhoseValueItIs(string formula, string chinese, string english)
    {
        var tekun = ShippedPolicies.Linyi.Find("tekun")!;
        FormulaText.Of(ShippedPolicies.Linyi, tekun, formula, english: false).ShouldBe(chinese);
        FormulaText.Of(ShippedPolicies.Linyi, tekun, formula, english: true).ShouldBe(english);
    }

    /// <summary>A chain of values, each twice the one before, would be endless if it were written out.</summary>
    [Fact]
    public void Of_ValuesThatGrow_StopsAtTheirCode()
    {
        using var folder = new PolicyFolder();
        var chain = string.Concat(Enumerable.Range(1, 60).Select(i => $"  v{i}: v{i - 1} + v{i - 1}\n"));
        folder.Write("city/aid.yaml", PolicyFolder.Aid(define: "  v0: dwellings + vehicles\n" + chain.TrimEnd(), require: "v60 > 0"));
        var pack = folder.Pack();
        FormulaText.Of(pack, pack.Find("aid")!, "v60 > 0", english: false).ShouldBe("v60大于0");
        FormulaText.Of(pack, pack.Find("aid")!, "v1 > 0", english: false).ShouldBe("住房套数 + 机动车辆数 + 住房套数 + 机动车辆数 大于 0");
    }

    [Fact]
    public void Of_EveryShippedRule_IsInWords()
    {
        foreach (var layer in PolicyPack.Layers(ShippedPolicies.Root))
        {
            var pack = ShippedPolicies.Read(ShippedPolicies.Root, layer);
            foreach (var programme in pack.Programmes)
            {
                foreach (var english in (bool[])[false, true])
                {
                    var text = ProgrammeText.Of(pack, programme, english);
                    text.Requirements.ShouldAllBe(r => r.Condition.Length > 0 && r.Otherwise.Length > 0);
                    PolicyDocument.Markdown(pack, programme, english).ShouldContain(english ? programme.NameEn : programme.Name);
                    // What has no name is short enough to be written out: a reader meets no code.
                    text.Values.Where(v => v.Name == v.Code).Select(v => $"{programme}.{v.Code}").ShouldBeEmpty();
                }
            }
        }
    }
}
