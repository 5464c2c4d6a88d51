using Huimin.Policies;

namespace Huimin.Tests.Policies.Packs;

public sealed class MonthPolicyTests
{
    [Theory]
    [InlineData(2020, false)]
    [InlineData(2021, true)]
    public void RestsOnPlaceholder_HeatingSubsidy_GoesByTheRowsOfTheMonth(int year, bool expected)
    {
        var pack = TestPolicies.Linyi;
        pack.In(new Month(year, 11)).RestsOnPlaceholder(pack.Find("heating_subsidy")!).ShouldBe(expected);
    }
}
