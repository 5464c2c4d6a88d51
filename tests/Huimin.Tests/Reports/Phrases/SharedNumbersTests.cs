namespace Huimin.Tests.Reports.Phrases;

public sealed class SharedNumbersTests
{
    [Theory]
    [InlineData("县级敬老院、镇街养老服务中心覆盖率均达到100%。", "county_senior_home_coverage_rate=1|township_elder_care_centre_coverage_rate=1")]
    [InlineData("城乡社区养老服务设施覆盖率分别达到100%、95%。", "elder_care_facility_coverage_rate_urban=1|elder_care_facility_coverage_rate_rural=0.95")]
    [InlineData("销售福利彩票4.7亿元,筹集公益金1.45亿元,同比分别增长18%、30%。", "lottery_sales=470000000|lottery_welfare_fund_raised=145000000|lottery_sales_growth_rate=0.18|lottery_welfare_fund_growth_rate=0.3")]
    [InlineData("节地安葬奖补标准和生态安葬奖补标准分别提高至1500元、3000元,分别提高了50%和200%。", "land_saving_burial_reward_standard=1500|eco_burial_reward_standard=3000|land_saving_burial_reward_increase_rate=0.5|eco_burial_reward_increase_rate=2")]
    public void Read_OneWordForSeveralThings_GivesEachItsFigure(string text, string expected) =>
        string.Join('|', TestCatalogue.Figures(text).Select(f => FormattableString.Invariant($"{f.Indicator}={f.Value}"))).ShouldBe(expected);

    [Theory]
    [InlineData("人均服务时长6.21小时。", 1)]
    [InlineData("全市各区县覆盖率均达到100%。", 1)]
    [InlineData("养老服务标准化试点、康养示范基地各1个。", 2)]
    [InlineData("各类养老服务设施849处。", 1)]
    public void Read_EachAndAll_CountTheThingsNamed(string text, int figures) => TestCatalogue.Figures(text).Count.ShouldBe(figures);
}
