using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Huimin.Platform;
using Huimin.Platform.Values;

namespace Huimin.Tests.Platform.Values;

public class WorkingDayCalendarTests
{
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.Load();

    [Theory] // GT-58, GT-59
    [InlineData("2025-09-25", 3, "2025-09-29")]
    [InlineData("2025-09-25", 15, "2025-10-22")]
    [InlineData("2025-09-25", 30, "2025-11-12")]
    [InlineData("2025-09-25", 45, "2025-12-03")]
    [InlineData("2025-04-28", 10, "2025-05-15")]
    [InlineData("2025-09-30", 1, "2025-10-09")]
    [InlineData("2025-10-03", 0, "2025-10-03")]
    [InlineData("2022-12-30", 1, "2023-01-03")] // 31 December is off by the notice of the next year
    public void AddWorkingDays_AcrossHolidays_SkipsDaysOffAndCountsMakeUpDays(string start, int days, string end) =>
        Calendar.AddWorkingDays(Day(start), days).ShouldBe(Day(end));

    [Fact]
    public void AddCalendarDays_GT60_PublicityCountsRestDays() =>
        WorkingDayCalendar.AddCalendarDays(new DateOnly(2025, 9, 26), 7).ShouldBe(new DateOnly(2025, 10, 3));

    [Fact]
    public void Load_InstalledFile_CoversEveryYearFrom2020To2026() => Calendar.Years.ShouldBe(Enumerable.Range(2020, 7));

    [Theory]
    [InlineData("2020-02-01", false)] // the extension of 2020 took a make-up day back
    [InlineData("2026-02-14", true)]
    [InlineData("2026-02-16", false)]
    [InlineData("2026-11-21", false)]
    [InlineData("2026-11-23", true)]
    public void IsWorkingDay_KnownDays_FollowsTheNotice(string day, bool works) =>
        Calendar.IsWorkingDay(Day(day)).ShouldBe(works);

    [Fact]
    public void IsWorkingDay_YearWithoutNotice_SaysWhichYearAndWhereToAddIt()
    {
        var error = Should.Throw<MissingHolidayNoticeException>(() => Calendar.IsWorkingDay(new DateOnly(2027, 3, 1)));

        error.Year.ShouldBe(2027);
        error.Message.ShouldContain("2027");
        error.Message.ShouldContain(ContentFiles.Data("holidays.csv"));
    }

    [Fact]
    public void AddWorkingDays_BeforeTheFirstKnownYear_IsRefusedAndProvisional()
    {
        var early = new DateOnly(Calendar.Years[0] - 1, 12, 1);

        Should.Throw<MissingHolidayNoticeException>(() => Calendar.AddWorkingDays(early, 3)).Year.ShouldBe(early.Year);
        DeadlineCalendar.Load().After(early, Limit.WorkingDays(3)).MissingYear.ShouldBe(early.Year);
    }

    [Fact]
    public void AddWorkingDays_CrossingIntoAYearWithoutNotice_IsRefused()
    {
        Calendar.AddWorkingDays(new DateOnly(2026, 12, 28), 3).ShouldBe(new DateOnly(2026, 12, 31));

        Should.Throw<MissingHolidayNoticeException>(() => Calendar.AddWorkingDays(new DateOnly(2026, 12, 28), 4)).Year.ShouldBe(2027);
    }

    [Fact]
    public void WorkingDaysBetween_SpanIntoAYearWithoutNotice_IsRefused() =>
        Should.Throw<MissingHolidayNoticeException>(() => Calendar.WorkingDaysBetween(new DateOnly(2026, 12, 1), new DateOnly(2027, 1, 1)));

    [Fact]
    public void NextWorkingDayFrom_RestDay_RollsForward()
    {
        Calendar.NextWorkingDayFrom(new DateOnly(2025, 10, 3)).ShouldBe(new DateOnly(2025, 10, 9));
        Calendar.NextWorkingDayFrom(new DateOnly(2025, 10, 9)).ShouldBe(new DateOnly(2025, 10, 9));
    }

    [Fact]
    public void WorkingDaysBetween_AddedDays_GivesThemBack() =>
        Prop.ForAll(
            Gen.Choose(new DateOnly(2020, 1, 1).DayNumber, new DateOnly(2026, 6, 30).DayNumber).ToArbitrary(),
            Gen.Choose(0, 90).ToArbitrary(),
            (day, count) =>
            {
                var start = DateOnly.FromDayNumber(day);
                var end = Calendar.AddWorkingDays(start, count);
                return Calendar.WorkingDaysBetween(start, end) == count && (count == 0 || Calendar.IsWorkingDay(end));
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-01-01,off,元旦", "4列")]
    [InlineData("2026/01/01,off,元旦,x", "yyyy-MM-dd")]
    [InlineData("2026-01-01,rest,元旦,x", "off 或 work")]
    [InlineData("2026-01-05,work,元旦,x", "星期")]
    [InlineData("2026-01-01,off,元旦,", "文号")]
    public void Read_BrokenLine_NamesLineAndReason(string line, string reason)
    {
        var error = Should.Throw<FormatException>(() => WorkingDayCalendar.Read(["date,kind,name,source", line], "h.csv"));

        error.Message.ShouldContain("h.csv 第2行");
        error.Message.ShouldContain(reason);
    }

    [Fact]
    public void Read_SameDayTwice_IsRefused() =>
        Should.Throw<FormatException>(() => WorkingDayCalendar.Read(["h", "2026-01-01,off,元旦,x", "2026-01-01,off,元旦,x"], "h.csv"))
            .Message.ShouldContain("重复");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
