using Huimin.Policies;

namespace Huimin.Tests.Policies.Explaining;

public sealed class UsedFactTests
{
    private static readonly MonthPolicy November = TestPolicies.Linyi.In(new Month(2026, 11));

    [Fact]
    public void Of_AFamilyWithoutACheck_AsksForMeansFirst()
    {
        var family = JsonFamily.Read("""{"region": "371302001001", "household": {"financial_assets": null}, "members": [{"birth_date": "1980-01-01"}]}""", TestPolicies.Linyi);
        var used = UsedFact.Of(November, family, [TestPolicies.Linyi.Find("dibao")!]);
        used.Single(u => u.Fact.Code == "financial_assets").ShouldBe(new UsedFact(TestPolicies.Linyi.Facts.Find("financial_assets", true)!, -1, true));
        used.ShouldContain(u => u.Fact.Code == "wage" && u.Member == 0 && !u.IsMissing);
        used.ShouldNotContain(u => u.Fact.Code == "aids_affected");
        used.Select(u => (u.Fact, u.Member)).Distinct().Count().ShouldBe(used.Count);
    }

    [Fact]
    public void FailedConditions_AreAllThatFail_WithTheirNumbers()
    {
        var family = JsonFamily.Read("""{"region": "371302001001", "household": {"financial_assets": 90000, "vehicles": 1}, "members": [{"birth_date": "1980-01-01"}]}""", TestPolicies.Linyi);
        var failed = FailedCondition.Of(November, family, TestPolicies.Linyi.Find("dibao")!, -1);
        failed.Select(f => f.Sentence).ShouldBe(["家庭人均金融资产90,000.00元，超过限额14,400.00元", "家庭拥有机动车1辆，超过0辆"]);
        failed.ShouldAllBe(f => f.Facts.Any(u => u.Fact.Means) && f.Law.Count > 0 && f.SentenceEn.Length > 0);
    }
}
