using Huimin.Reports;
using Huimin.Reports.Claims;
using Huimin.Reports.Documents;

namespace Huimin.Tests.Reports.Claims;

public sealed class ClaimReaderTests
{
    [Theory]
    [InlineData("分散供养的特困人员都已全部签订协议。", ClaimKind.All, "tekun_dispersed_with_care_agreement")]
    [InlineData("各类殡葬服务收费标准全部公示。", ClaimKind.All, null)]
    [InlineData("推行一窗受理,基本实现城市社区全覆盖。", ClaimKind.All, "communities_with_one_window_service")]
    [InlineData("开展走访慰问,帮扶资金实现全部到位。", ClaimKind.All, null)]
    [InlineData("中心敬老院做到各县全覆盖。", ClaimKind.All, "counties_with_regional_senior_home")]
    [InlineData("救急难项目已在各县全面覆盖。", ClaimKind.All, "counties_with_urgent_charity_project")]
    [InlineData("敬老院消防历史问题全部销号。", ClaimKind.All, "elder_care_fire_safety_problems_open")]
    [InlineData("老战士全部享受上门服务。", ClaimKind.All, "old_comrades_without_service_package")]
    [InlineData("全年未发生规模性返贫。", ClaimKind.None, "poverty_fallback_persons")]
    [InlineData("全年没有发生安全责任事故。", ClaimKind.None, null)]
    [InlineData("农村公墓纳入国土空间规划数量较上年明显增加。", ClaimKind.More, "public_cemeteries_in_spatial_plan")]
    [InlineData("城乡低保对象人数稳步增长。", ClaimKind.More, "dibao_recipients")]
    [InlineData("养老机构数量逐年减少。", ClaimKind.Less, "elder_care_institutions")]
    [InlineData("养老机构服务质量明显提升。", ClaimKind.More, null)]
    [InlineData("各地养老机构分布不均。", ClaimKind.Uneven, null)]
    [InlineData("各县老年食堂建设不平衡。", ClaimKind.Uneven, "elder_canteens")]
    [InlineData("城乡老年食堂建设不平衡。", ClaimKind.Uneven, null)]
    [InlineData("责任保险工作全省领先。", ClaimKind.First, "insured_elder_care_facilities")]
    [InlineData("建成全国最大的康养产业园。", ClaimKind.First, null)]
    public void Read_ClaimWithoutANumber_HasItsShapeAndWhatMeasuresIt(string text, ClaimKind kind, string? code)
    {
        var claim = Read(text).ShouldHaveSingleItem();
        (claim.Kind, claim.Rule?.Codes[0]).ShouldBe((kind, code));
        text.ShouldContain(claim.Quote);
    }

    [Theory]
    [InlineData("不断扩大救助覆盖面。")]
    [InlineData("率先完成年度任务。")]
    [InlineData("开展隐患清零行动。")]
    [InlineData("下一步,养老服务设施实现全覆盖。")]
    [InlineData("推动均衡发展,最大限度方便群众。")]
    public void Read_WhatClaimsNothing_IsNoClaim(string text) => Read(text).ShouldBeEmpty();

    [Fact]
    public void Read_SeveralWorksOrSeveralShapes_AreAClaimEach()
    {
        Read("各县社会救助、社会组织等工作开展不均衡。").Select(c => c.Rule!.Codes[0]).ShouldBe(["tekun_unable_selfcare_centralised_rate", "registered_social_organizations"]);
        Read("在全省率先实现社工站全覆盖。").Select(c => c.Kind).ShouldBe([ClaimKind.All, ClaimKind.First]);
        // The clause before is quoted where it says who is meant.
        Read("推行一窗受理,实现城市社区全覆盖。").Single().Quote.ShouldBe("推行一窗受理,实现城市社区全覆盖");
    }

    [Fact]
    public void Read_GreatChange_IsMarked()
    {
        Read("养老机构数量显著增加。").Single().IsMarked.ShouldBeTrue();
        Read("养老机构数量有所增加。").Single().IsMarked.ShouldBeFalse();
    }

    private static IReadOnlyList<Claim> Read(string text) =>
        new ReportReader(TestCatalogue.Shipped).Read(new ReportText(text), new ReadingOptions { Period = ReportPeriod.Year(2024) }).Claims;
}
