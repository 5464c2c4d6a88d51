namespace Huimin.Platform.Values;

/// <summary>
/// Ends of statutory periods 期限引擎. A clock never stands still because a notice is late: what reaches into a year whose holidays
/// are not published yet ends on a provisional day, which is marked and counted again when the notice is there.
/// </summary>
public sealed class DeadlineCalendar(WorkingDayCalendar calendar)
{
    /// <summary>The calendar of <c>data/holidays.csv</c>.</summary>
    public static DeadlineCalendar Load() => new(WorkingDayCalendar.Load());

    public WorkingDayCalendar WorkingDays => calendar;

    /// <summary>The last day of a period that an event on <paramref name="from"/> begins.</summary>
    public Deadline After(DateOnly from, Limit limit) => limit.Unit switch
    {
        LimitUnit.WorkingDays => AfterWorkingDays(from, limit.Count),
        LimitUnit.Months => new Deadline(from.AddMonths(limit.Count)),
        _ => new Deadline(WorkingDayCalendar.AddCalendarDays(from, limit.Count)),
    };

    /// <summary>
    /// What of a period is left on a day: what a stopped clock 中止计时 goes on with. Zero or less when it is over.
    /// </summary>
    public Limit Left(DateOnly from, Limit limit, DateOnly on)
    {
        if (on <= from)
            return limit;
        return limit.Unit switch
        {
            LimitUnit.WorkingDays => limit with { Count = limit.Count - WorkingDaysBetween(from, on) },
            // What is left of months is days: the length of months differs.
            LimitUnit.Months => Limit.Days(from.AddMonths(limit.Count).DayNumber - on.DayNumber),
            _ => limit with { Count = limit.Count - (on.DayNumber - from.DayNumber) },
        };
    }

    /// <summary>Working days after <paramref name="from"/> up to <paramref name="to"/>, provisional where a notice is missing; negative backwards.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -WorkingDaysBetween(to, from);
        try
        {
            return calendar.WorkingDaysBetween(from, to);
        }
        catch (MissingHolidayNoticeException)
        {
            var count = 0;
            for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
                count += IsProbablyWorking(day) ? 1 : 0;
            return count;
        }
    }

    private Deadline AfterWorkingDays(DateOnly from, int count)
    {
        if (count <= 0)
            return new Deadline(from);
        try
        {
            return new Deadline(calendar.AddWorkingDays(from, count));
        }
        catch (MissingHolidayNoticeException missing)
        {
            var day = from;
            for (var left = count; left > 0;)
            {
                day = day.AddDays(1);
                left -= IsProbablyWorking(day) ? 1 : 0;
            }

            return new Deadline(day, missing.Year);
        }
    }

    private bool IsProbablyWorking(DateOnly day) => calendar.Years.Contains(day.Year)
        ? calendar.IsWorkingDay(day)
        : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && day is not { Month: 1, Day: 1 };
}
