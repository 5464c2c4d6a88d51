using System.Globalization;

namespace Huimin.Platform.Values;

/// <summary>
/// Working days 工作日 by the State Council's yearly notices: Monday to Friday, less the days off, plus the make-up days.
/// Counting starts on the day after the event. A year without a notice throws <see cref="MissingHolidayNoticeException"/>,
/// also when only part of the span lies in it.
/// </summary>
/// <remarks>A notice may still move working days in the last week of December before it; that is known when it appears.</remarks>
public sealed class WorkingDayCalendar
{
    private readonly Dictionary<DateOnly, bool> exceptions; // true: a make-up working day
    private readonly HashSet<int> years;
    private readonly string file;

    private WorkingDayCalendar(Dictionary<DateOnly, bool> exceptions, string file)
    {
        this.exceptions = exceptions;
        this.file = file;
        // New Year's Day is off by law every year, so a year is covered once its notice listed it.
        years = [.. exceptions.Keys.Where(day => day is { Month: 1, Day: 1 }).Select(day => day.Year)];
    }

    /// <summary>Years whose notice is known, ascending.</summary>
    public IReadOnlyList<int> Years => [.. years.Order()];

    /// <summary>The calendar of <c>data/holidays.csv</c>.</summary>
    public static WorkingDayCalendar Load() => Load(ContentFiles.Data("holidays.csv"));

    /// <summary>Reads a file with the columns <c>date,kind,name,source</c>; kind is <c>off</c> or <c>work</c>.</summary>
    /// <exception cref="FormatException">A line is wrong; the message says which and why.</exception>
    public static WorkingDayCalendar Load(string path) => Read(File.ReadLines(path), path);

    /// <summary>Reads the same columns from lines; <paramref name="file"/> is what messages name.</summary>
    /// <exception cref="FormatException">A line is wrong; the message says which and why.</exception>
    public static WorkingDayCalendar Read(IEnumerable<string> lines, string file)
    {
        var listed = new Dictionary<DateOnly, bool>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (number == 1 || line.Length == 0)
                continue;
            var (day, works) = ReadLine(line, problem => new FormatException(Texts.Of($"{file} 第{number:D}行：{problem}")));
            if (!listed.TryAdd(day, works))
                throw new FormatException(Texts.Of($"{file} 第{number:D}行：日期 {day:yyyy-MM-dd} 重复"));
        }

        return new WorkingDayCalendar(listed, file);
    }

    /// <summary>Whether offices work on the day.</summary>
    /// <exception cref="MissingHolidayNoticeException">The notice for the year of the day is missing.</exception>
    public bool IsWorkingDay(DateOnly day)
    {
        if (!years.Contains(day.Year))
            throw new MissingHolidayNoticeException(day.Year, file);
        return exceptions.TryGetValue(day, out var works) ? works : !IsWeekend(day);
    }

    /// <summary>The last day of a period of working days; the day after <paramref name="start"/> is the first that can count.</summary>
    /// <param name="start">Day of the event; it does not count itself.</param>
    /// <param name="workingDays">Zero or more.</param>
    /// <exception cref="MissingHolidayNoticeException">The period reaches into a year without a notice.</exception>
    public DateOnly AddWorkingDays(DateOnly start, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        var day = start;
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day))
                left--;
        }

        return day;
    }

    /// <summary>Working days after <paramref name="start"/> up to and including <paramref name="end"/>: what a clock has used up.</summary>
    /// <exception cref="MissingHolidayNoticeException">The span reaches into a year without a notice.</exception>
    public int WorkingDaysBetween(DateOnly start, DateOnly end)
    {
        var count = 0;
        for (var day = start; day < end;)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day))
                count++;
        }

        return count;
    }

    /// <summary>The first working day from <paramref name="day"/> on: where a citizen's period that ends on a rest day ends.</summary>
    /// <exception cref="MissingHolidayNoticeException">The search reaches into a year without a notice.</exception>
    public DateOnly NextWorkingDayFrom(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The last day of a period of calendar days such as a publicity 公示: the next day is day 1, rest days count.</summary>
    public static DateOnly AddCalendarDays(DateOnly start, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        return start.AddDays(days);
    }

    private static (DateOnly Day, bool Works) ReadLine(string line, Func<FormattableString, FormatException> error)
    {
        var fields = line.Split(',');
        if (fields.Length != 4)
            throw error($"应有4列：date,kind,name,source");
        if (!DateOnly.TryParseExact(fields[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw error($"日期 {fields[0]} 应写作 yyyy-MM-dd");
        if (fields[1] is not ("off" or "work"))
            throw error($"类别 {fields[1]} 应为 off 或 work");
        if (fields[1] == "work" && !IsWeekend(day))
            throw error($"调休上班日应为星期六或星期日");
        if (string.IsNullOrWhiteSpace(fields[3]))
            throw error($"缺少通知文号");
        return (day, fields[1] == "work");
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
