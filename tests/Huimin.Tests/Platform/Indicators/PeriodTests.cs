using Huimin.Platform.Indicators;

namespace Huimin.Tests.Platform.Indicators;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2026", "2025", "2025")]
    [InlineData("2026-H1", "2025-H2", "2025-H1")]
    [InlineData("2026-Q1", "2025-Q4", "2025-Q1")]
    [InlineData("2025-02", "2025-01", "2024-02")]
    [InlineData("2024-03-01", "2024-02-29", "2023-03-01")]
    [InlineData("2024-01-01/2024-01-10", "2023-12-22/2023-12-31", "2023-01-01/2023-01-10")]
    public void Period_Written_HasItsNeighbours(string text, string previous, string yearBefore)
    {
        Period.TryParse(text, out var period).ShouldBeTrue();
        (period.ToString(), period.Previous.ToString(), period.YearBefore.ToString()).ShouldBe((text, previous, yearBefore));
    }

    [Theory]
    [InlineData("")]
    [InlineData("26")]
    [InlineData("2026-13")]
    [InlineData("2026-Q5")]
    [InlineData("2026-02-30")]
    [InlineData("2026-02-03/2026-02-01")]
    [InlineData("2026年")]
    public void TryParse_NoPeriod_IsFalse(string text) => Period.TryParse(text, out _).ShouldBeFalse();
}
