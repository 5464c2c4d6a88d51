using System.Globalization;
using System.Text.RegularExpressions;

namespace Huimin.Reports.Periods;

/// <summary>A stretch of time as the text names it.</summary>
/// <param name="Start">Where its words begin.</param>
/// <param name="Period">What they mean.</param>
/// <param name="IsPlanned">Whether it lies ahead: 到2025年.</param>
internal readonly record struct PeriodMention(int Start, ReportPeriod Period, bool IsPlanned);

/// <summary>Finds words of time and says what they mean in a report about a known time.</summary>
internal static partial class PeriodWords
{
    private const string Years = "一二三四五六七八九十";

    /// <param name="text">All of it.</param>
    /// <param name="start">First index to look at.</param>
    /// <param name="end">Index behind the last.</param>
    /// <param name="report">What the report is about.</param>
    public static List<PeriodMention> Find(string text, int start, int end, ReportPeriod report)
    {
        var found = new List<PeriodMention>();
        var span = text.AsSpan(start, end - start);
        if (span.IndexOfAny("年月季五半") < 0 && !span.Contains("20", StringComparison.Ordinal))
            return found;
        foreach (Match match in Words().Matches(text[start..end]))
        {
            var at = start + match.Index;
            var before = at > start ? text[at - 1] : ' ';
            if (before is '比' or '较' or '与' or '同' || Meaning(match, report, before) is not { } meaning)
                continue;
            found.Add(new PeriodMention(at, meaning, meaning.Start > report.End || (before is '到' or '至' && meaning.End > report.End)));
        }

        return found;
    }

    // Longer words first; the names of the groups say what the digits are.
    [GeneratedRegex(
        """
        (?<from>20\d\d)年?[—\-~至](?<to>20\d\d)(?:年|\))
        |(?<since>20\d\d)年(?:\d{1,2}月)?[^,。;、]{0,10}以来
        |(?:(?<y>20\d\d)年|今年|本年)?(?<half>上|下)半年
        |(?:(?<y>20\d\d)年|今年)?(?<quarter>前三|前两|第?[一二三四])(?:个)?季度
        |(?:(?<y>20\d\d)年|今年)?(?<m1>\d{1,2})月?[—\-~至](?<m2>\d{1,2})月(?!\d)
        |(?<y>20\d\d)年(?<month>\d{1,2})月(?<asof>底|末|\d{1,2}日)?
        |(?<y>20\d\d)年(?<asof>底|末)?
        |(?<this>今年|本年|全年)
        |(?<last>去年|上年|上一年)(?<asof>底|末)?
        |(?:近|过去|这|最近)(?<n>[一二两三四五六七八九十\d])年
        |(?<n>[二两三四五六七八九十\d])年(?:来|间|以来)
        |“?十(?<plan>三|四|五)五”?(?<late>末)?(?:以来|期间|时期)?
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();

    private static ReportPeriod? Meaning(Match match, ReportPeriod report, char before)
    {
        var year = report.End.Year;
        if (match.Groups["to"].Success)
            return Number(match, "from") <= Number(match, "to") ? new(new DateOnly(Number(match, "from"), 1, 1), new DateOnly(Number(match, "to"), 12, 31)) : null;
        if (match.Groups["since"].Success)
            return Since(Number(match, "since"), report);
        if (match.Groups["y"].Success)
            year = Number(match, "y");
        if (match.Groups["half"].Success)
            return match.Groups["half"].ValueSpan is "上" ? ReportPeriod.Months(year, 1, 6) : ReportPeriod.Months(year, 7, 12);
        if (match.Groups["quarter"].Success)
            return Quarter(match.Groups["quarter"].Value, year);
        if (match.Groups["m1"].Success)
            return Number(match, "m1") is >= 1 and var m1 && Number(match, "m2") is <= 12 and var m2 && m1 <= m2 ? ReportPeriod.Months(year, m1, m2) : null;
        if (match.Groups["month"].Success)
            return Number(match, "month") is >= 1 and <= 12 and var month ? AsOf(match, ReportPeriod.Months(year, month, month), report) : null;
        if (match.Groups["last"].Success)
            return AsOf(match, ReportPeriod.Year(year - 1), report);
        if (match.Groups["n"].Success)
            return Since(year - Count(match.Groups["n"].Value) + 1, report);
        if (match.Groups["plan"].Success)
            return FiveYears(match, report, before);
        return Whole(match, year, report, before);
    }

    /// <summary>2023年 and 今年: the report's own part of the year when it is the report's year.</summary>
    private static ReportPeriod? Whole(Match match, int year, ReportPeriod report, char before)
    {
        if (year == report.End.Year && before is not ('到' or '至'))
            return report.Start.Year == year ? report : Since(year, report);
        if (year < 2000 || year > report.End.Year + 30)
            return null;
        if (before is '到' or '至' && year > report.End.Year)
            return new(report.End.AddDays(1), new DateOnly(year, 12, 31));
        return AsOf(match, ReportPeriod.Year(year), report);
    }

    /// <summary>截至2023年底 ends there; what it counts began when the report's time, or that year, did.</summary>
    private static ReportPeriod AsOf(Match match, ReportPeriod period, ReportPeriod report)
    {
        if (!match.Groups["asof"].Success)
            return period;
        var yearStart = new DateOnly(period.End.Year, 1, 1);
        var start = report.Start < yearStart && report.Start.Year == period.End.Year ? report.Start : yearStart;
        return new(start, period.End);
    }

    private static ReportPeriod? FiveYears(Match match, ReportPeriod report, char before)
    {
        var first = match.Groups["plan"].ValueSpan switch { "三" => 2016, "四" => 2021, _ => 2026 };
        var tail = match.ValueSpan;
        if (match.Groups["late"].Success)
            return before is '到' or '至' ? new(report.End.AddDays(1), new DateOnly(first + 4, 12, 31)) : null;
        // 十四五规划 is a name, 十四五以来 a time.
        return tail.EndsWith("以来") || tail.EndsWith("期间") || tail.EndsWith("时期") ? Since(first, report) : null;
    }

    private static ReportPeriod? Since(int year, ReportPeriod report) =>
        year >= 1950 && new DateOnly(year, 1, 1) <= report.End ? new(new DateOnly(year, 1, 1), report.End) : null;

    private static ReportPeriod Quarter(string quarter, int year) => quarter switch
    {
        "前三" => ReportPeriod.Months(year, 1, 9),
        "前两" => ReportPeriod.Months(year, 1, 6),
        _ => ("一二三四".IndexOf(quarter[^1], StringComparison.Ordinal) * 3) + 1 is var month ? ReportPeriod.Months(year, month, month + 2) : default,
    };

    private static int Count(string word) => char.IsAsciiDigit(word[0]) ? word[0] - '0' : word[0] == '两' ? 2 : Years.IndexOf(word[0], StringComparison.Ordinal) + 1;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
}
