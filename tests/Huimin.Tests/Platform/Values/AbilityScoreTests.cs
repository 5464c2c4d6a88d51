using Huimin.Platform.Values;

namespace Huimin.Tests.Platform.Values;

public class AbilityScoreTests
{
    [Theory] // GT-66
    [InlineData(90, AbilityLevel.Intact)]
    [InlineData(89, AbilityLevel.MildLoss)]
    [InlineData(66, AbilityLevel.MildLoss)]
    [InlineData(65, AbilityLevel.ModerateLoss)]
    [InlineData(46, AbilityLevel.ModerateLoss)]
    [InlineData(45, AbilityLevel.SevereLoss)]
    [InlineData(30, AbilityLevel.SevereLoss)]
    [InlineData(29, AbilityLevel.CompleteLoss)]
    [InlineData(0, AbilityLevel.CompleteLoss)]
    public void Level_AtEachBoundary_FollowsTheStandard(int total, AbilityLevel level) =>
        new AbilityScore(total).Level.ShouldBe(level);

    [Theory]
    [InlineData(50, AbilityFindings.Dementia, AbilityLevel.SevereLoss)] // GT-67
    [InlineData(50, AbilityFindings.None, AbilityLevel.ModerateLoss)]
    [InlineData(90, AbilityFindings.CareRiskEvents, AbilityLevel.MildLoss)]
    [InlineData(50, AbilityFindings.Dementia | AbilityFindings.CareRiskEvents, AbilityLevel.SevereLoss)]
    [InlineData(10, AbilityFindings.MentalDisorder, AbilityLevel.CompleteLoss)]
    [InlineData(90, AbilityFindings.Coma, AbilityLevel.CompleteLoss)]
    public void LevelWith_Findings_WorsensOnceAndNeverBeyondTheLast(int total, AbilityFindings findings, AbilityLevel level) =>
        new AbilityScore(total).LevelWith(findings).ShouldBe(level);

    [Fact]
    public void Constructor_FourGroupsAtTheirMaximum_IsTheMaximum() => new AbilityScore(32, 15, 28, 15).Total.ShouldBe(90);

    [Fact]
    public void Constructor_OutsideTheRange_IsRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new AbilityScore(91));
        Should.Throw<ArgumentOutOfRangeException>(() => new AbilityScore(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => new AbilityScore(33, 0, 0, 0));
    }
}
