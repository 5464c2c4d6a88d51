using System.Globalization;
using Huimin.Policies;

namespace Huimin.Platform.Indicators;

/// <summary>How long a period of figures is.</summary>
public enum PeriodKind
{
    Day,
    Month,
    Quarter,
    HalfYear,
    Year,

    /// <summary>Any other stretch of days, such as five years or 1 January to 20 December.</summary>
    Other,
}

/// <summary>
/// The time that a figure is about 报告期, both days included. A stock is taken at its last day, a flow is counted over all of it. Written
/// <c>2026</c>, <c>2026-H1</c>, <c>2026-Q3</c>, <c>2026-11</c>, <c>2026-11-29</c> or <c>2020-01-01/2024-12-20</c>.
/// </summary>
public readonly record struct Period(DateOnly Start, DateOnly End)
{
    public static Period OfDay(DateOnly day) => new(day, day);

    public static Period Of(Month month) => new(month.FirstDay, month.LastDay);

    public static Period Year(int year) => Months(year, 1, 12);

    public static Period HalfYear(int year, int half) => Months(year, (half * 6) - 5, half * 6);

    public static Period Quarter(int year, int quarter) => Months(year, (quarter * 3) - 2, quarter * 3);

    public int Days => End.DayNumber - Start.DayNumber + 1;

    public PeriodKind Kind
    {
        get
        {
            if (Start == End)
                return PeriodKind.Day;
            if (Start.Day != 1 || End != new Month(End.Year, End.Month).LastDay || Start.Year != End.Year)
                return PeriodKind.Other;
            return (End.Month - Start.Month + 1, Start.Month % 12) switch
            {
                (1, _) => PeriodKind.Month,
                (3, 1 or 4 or 7 or 10) => PeriodKind.Quarter,
                (6, 1 or 7) => PeriodKind.HalfYear,
                (12, _) => PeriodKind.Year,
                _ => PeriodKind.Other,
            };
        }
    }

    /// <summary>The period of the same length just before: last month, last quarter; of other stretches, as many days.</summary>
    public Period Previous => Kind switch
    {
        PeriodKind.Day => OfDay(Start.AddDays(-1)),
        PeriodKind.Month => Of(Month.Of(Start).AddMonths(-1)),
        PeriodKind.Quarter => Whole(3),
        PeriodKind.HalfYear => Whole(6),
        PeriodKind.Year => Year(Start.Year - 1),
        _ => new Period(Start.AddDays(-Days), Start.AddDays(-1)),
    };

    /// <summary>The same time a year before 上年同期; the end of February stays the end of February.</summary>
    public Period YearBefore => Kind is PeriodKind.Day or PeriodKind.Other
        ? new Period(Start.AddYears(-1), End.AddYears(-1))
        : new Period(Start.AddYears(-1), new Month(End.Year - 1, End.Month).LastDay);

    /// <summary>The part that lies not after a day: a period that still runs is told as far as it has come.</summary>
    public Period Until(DateOnly day) => End > day && Start <= day ? this with { End = day } : this;

    /// <summary>The standard periods that a day lies in, the day itself first.</summary>
    public static IReadOnlyList<Period> Around(DateOnly day) =>
        [OfDay(day), Of(Month.Of(day)), Quarter(day.Year, (day.Month + 2) / 3), HalfYear(day.Year, day.Month <= 6 ? 1 : 2), Year(day.Year)];

    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        if (text is null || text.Length < 4)
            return false;
        if (text.IndexOf('/', StringComparison.Ordinal) is > 0 and var cut)
        {
            if (!TryDay(text[..cut], out var start) || !TryDay(text[(cut + 1)..], out var end) || end < start)
                return false;
            period = new Period(start, end);
            return true;
        }

        if (TryDay(text, out var day))
        {
            period = OfDay(day);
            return true;
        }

        if (!int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1949 or > 2200)
            return false;
        switch (text[4..].ToUpperInvariant())
        {
            case "":
                period = Year(year);
                return true;
            case "-H1" or "-H2":
                period = HalfYear(year, text[^1] - '0');
                return true;
            case ['-', 'Q', >= '1' and <= '4' and var quarter]:
                period = Quarter(year, quarter - '0');
                return true;
            default:
                if (!Month.TryParse(text, out var month))
                    return false;
                period = Of(month);
                return true;
        }
    }

    public override string ToString() => Kind switch
    {
        PeriodKind.Day => Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PeriodKind.Month => Month.Of(Start).ToString(),
        PeriodKind.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Start.Year}-Q{(Start.Month + 2) / 3}"),
        PeriodKind.HalfYear => string.Create(CultureInfo.InvariantCulture, $"{Start.Year}-H{(Start.Month == 1 ? 1 : 2)}"),
        PeriodKind.Year => Start.Year.ToString(CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy-MM-dd}/{End:yyyy-MM-dd}"),
    };

    private Period Whole(int months)
    {
        var first = Month.Of(Start).AddMonths(-months);
        return new Period(first.FirstDay, first.AddMonths(months - 1).LastDay);
    }

    private static Period Months(int year, int first, int last) => new(new Month(year, first).FirstDay, new Month(year, last).LastDay);

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 1949 and <= 2200;
}
