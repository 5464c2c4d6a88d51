using System.Globalization;
using Huimin.Platform.Values;

namespace Huimin.Tests.Platform.Values;

public sealed class DeadlineCalendarTests
{
    private static readonly DeadlineCalendar Calendar = DeadlineCalendar.Load();

    [Theory]
    [InlineData("2025-09-25", 30, LimitUnit.WorkingDays, "2025-11-12")]
    [InlineData("2025-09-26", 7, LimitUnit.Days, "2025-10-03")]
    [InlineData("2026-01-31", 1, LimitUnit.Months, "2026-02-28")]
    public void After_KnownYears_Stands(string from, int count, LimitUnit unit, string end) =>
        Calendar.After(Day(from), new Limit(count, unit)).ShouldBe(new Deadline(Day(end)));

    [Fact]
    public void After_ReachingIntoAYearWithoutNotice_IsProvisionalAndNamesTheYear()
    {
        // 28 to 31 December are four; 1 January is off by law; 4 to 8 January would be five.
        var end = Calendar.After(new DateOnly(2026, 12, 25), Limit.WorkingDays(8));
        end.Day.ShouldBe(new DateOnly(2027, 1, 7));
        end.MissingYear.ShouldBe(2027);
    }

    [Fact]
    public void Left_OfAStoppedClock_IsLeftAgainWhenItGoesOn()
    {
        var (limit, start) = (Limit.WorkingDays(10), new DateOnly(2025, 9, 22));
        var left = Calendar.Left(start, limit, new DateOnly(2025, 9, 28));
        left.ShouldBe(Limit.WorkingDays(5)); // 23, 24, 25, 26 and the make-up day 28
        Calendar.After(new DateOnly(2025, 10, 9), left).Day.ShouldBe(new DateOnly(2025, 10, 15)); // 10, 11 (make-up), 13, 14, 15
        Calendar.Left(start, Limit.Days(10), new DateOnly(2025, 10, 9)).Count.ShouldBe(-7);
    }

    [Fact]
    public void WorkingDaysBetween_Backwards_IsNegative() =>
        Calendar.WorkingDaysBetween(new DateOnly(2025, 9, 29), new DateOnly(2025, 9, 25)).ShouldBe(-3);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
