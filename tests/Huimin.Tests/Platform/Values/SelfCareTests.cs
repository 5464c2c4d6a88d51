using Huimin.Platform.Values;

namespace Huimin.Tests.Platform.Values;

public class SelfCareTests
{
    [Theory]
    [InlineData(SelfCareLosses.None, SelfCareLevel.Full)]
    [InlineData(SelfCareLosses.Bathing, SelfCareLevel.Partial)]
    [InlineData(SelfCareLosses.Bathing | SelfCareLosses.Dressing | SelfCareLosses.Eating, SelfCareLevel.Partial)]
    [InlineData(SelfCareLosses.Bathing | SelfCareLosses.Dressing | SelfCareLosses.Eating | SelfCareLosses.WalkingIndoors, SelfCareLevel.None)]
    public void LevelOf_LostItems_CountsThem(SelfCareLosses losses, SelfCareLevel level) => SelfCare.LevelOf(losses).ShouldBe(level);
}
