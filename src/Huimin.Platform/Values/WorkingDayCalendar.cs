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
    private readonly string file;

    /// <summary>The known years lie one after the other without a gap from here on; a deadline is two look-ups, whatever its length.</summary>
    private readonly int firstDay;

    /// <summary>For each day from <see cref="firstDay"/> on: working days up to and including it.</summary>
    private readonly int[] counted;

    /// <summary>The working days in order, as day numbers.</summary>
    private readonly int[] workingDays;

    private WorkingDayCalendar(Dictionary<DateOnly, bool> exceptions, string file)
    {
        this.file = file;
        // New Year's Day is off by law every year, so a year is covered once its notice listed it.
        HashSet<int> years = [.. exceptions.Keys.Where(day => day is { Month: 1, Day: 1 }).Select(day => day.Year)];
        var last = years.Count == 0 ? 0 : years.Max();
        var first = last;
        while (years.Contains(first - 1))
            first--;
        (firstDay, counted, workingDays) = last == 0 ? (0, [], []) : Count(new DateOnly(first, 1, 1), new DateOnly(last, 12, 31), exceptions);
        Years = [.. years.Where(year => year >= first).Order()];
    }

    private static (int First, int[] Counted, int[] WorkingDays) Count(DateOnly first, DateOnly last, Dictionary<DateOnly, bool> exceptions)
    {
        var upTo = new int[last.DayNumber - first.DayNumber + 1];
        var working = new List<int>(upTo.Length);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (exceptions.TryGetValue(day, out var works) ? works : !IsWeekend(day)) // true: a make-up working day
                working.Add(day.DayNumber);
            upTo[day.DayNumber - first.DayNumber] = working.Count;
        }

        return (first.DayNumber, upTo, [.. working]);
    }

    /// <summary>Years whose notice is known, ascending.</summary>
    public IReadOnlyList<int> Years { get; }

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
        var at = Position(day);
        return counted[at] != (at == 0 ? 0 : counted[at - 1]);
    }

    /// <summary>The last day of a period of working days; the day after <paramref name="start"/> is the first that can count.</summary>
    /// <param name="start">Day of the event; it does not count itself.</param>
    /// <param name="workingDays">Zero or more.</param>
    /// <exception cref="MissingHolidayNoticeException">The period reaches into a year without a notice.</exception>
    public DateOnly AddWorkingDays(DateOnly start, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        if (workingDays == 0)
            return start;
        // The day before the first known one: nothing was counted yet.
        var before = start.DayNumber == firstDay - 1 ? 0 : counted[Position(start)];
        return before + workingDays <= this.workingDays.Length
            ? DateOnly.FromDayNumber(this.workingDays[before + workingDays - 1])
            : throw new MissingHolidayNoticeException(DateOnly.FromDayNumber(firstDay + counted.Length).Year, file);
    }

    /// <summary>Working days after <paramref name="start"/> up to and including <paramref name="end"/>: what a clock has used up.</summary>
    /// <exception cref="MissingHolidayNoticeException">The span reaches into a year without a notice.</exception>
    public int WorkingDaysBetween(DateOnly start, DateOnly end) =>
        end <= start ? 0 : counted[Position(end)] - (start.DayNumber == firstDay - 1 ? 0 : counted[Position(start)]);

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

    private int Position(DateOnly day)
    {
        var at = day.DayNumber - firstDay;
        return at >= 0 && at < counted.Length ? at : throw new MissingHolidayNoticeException(day.Year, file);
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
