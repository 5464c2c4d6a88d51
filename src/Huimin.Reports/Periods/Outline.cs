using System.Text.RegularExpressions;
using Huimin.Reports.Text;

namespace Huimin.Reports.Periods;

/// <summary>Which lines are plans: those under 下半年工作打算 and those that begin with 下一步.</summary>
internal static partial class Outline
{
    /// <summary>For every line the time that it plans, or null.</summary>
    public static List<ReportPeriod?> Plans(List<TextLine> lines, ReportPeriod? report)
    {
        var plans = new List<ReportPeriod?>(lines.Count);
        ReportPeriod? section = null;
        var level = 0;
        foreach (var line in lines)
        {
            var words = line.Characters;
            if (line.IsHeading && Level(words) is var of && (section is null || of <= level))
                (section, level) = IsPlan(words) ? (Ahead(words, report), of) : (null, of);
            var own = section is null && Begins(words) ? Ahead(words[..Math.Min(12, words.Length)], report) : null;
            plans.Add(section ?? own);
        }

        return plans;
    }

    /// <summary>一、 is 1, (一) is 2, 1. is 3; a heading without a number ends every section.</summary>
    private static int Level(ReadOnlySpan<char> words)
    {
        if (words.Length > 2 && words[0] == '(' && "一二三四五六七八九十".Contains(words[1], StringComparison.Ordinal))
            return 2;
        if (words.Length > 2 && char.IsAsciiDigit(words[0]))
            return 3;
        return 1;
    }

    private static bool IsPlan(ReadOnlySpan<char> words) => PlanHeading().IsMatch(words);

    /// <summary>Whether a paragraph or sentence begins with words such as 下一步.</summary>
    public static bool Begins(ReadOnlySpan<char> words) => PlanOpening().IsMatch(words[..Math.Min(20, words.Length)]);

    /// <summary>The time ahead that the words name, or what follows the report.</summary>
    public static ReportPeriod? Ahead(ReadOnlySpan<char> words, ReportPeriod? report)
    {
        if (report is not { } known)
            return null;
        if (words.Contains("下半年", StringComparison.Ordinal))
            return ReportPeriod.Months(known.End.Year, 7, 12);
        foreach (var match in Year().EnumerateMatches(words))
        {
            var year = int.Parse(words.Slice(match.Index, 4), System.Globalization.CultureInfo.InvariantCulture);
            return ReportPeriod.Year(year);
        }

        return known.End is { Month: 12 } ? ReportPeriod.Year(known.End.Year + 1) : new(known.End.AddDays(1), new DateOnly(known.End.Year, 12, 31));
    }

    [GeneratedRegex(@"(下半年|下一步|下步|下阶段|下一阶段|明年|今后|20\d\d年).{0,8}(打算|计划|安排|思路|重点|要点|谋划)|工作打算|工作计划|下一步工作|下步工作|主要任务", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlanHeading();

    [GeneratedRegex(@"^([(]?[一二三四五六七八九十\d]{1,2}[)、.])?(下一步|下步|下半年|下一阶段|明年|今后|接下来)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlanOpening();

    [GeneratedRegex(@"20\d\d(?=年)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Year();
}
