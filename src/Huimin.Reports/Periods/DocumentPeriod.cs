using System.Globalization;
using System.Text.RegularExpressions;
using Huimin.Reports.Text;

namespace Huimin.Reports.Periods;

/// <summary>What time a report as a whole is about: its title, its first words, its headings, its date, and at last its file's name.</summary>
internal static partial class DocumentPeriod
{
    private const int TitleLines = 8;
    private const int LongLine = 60;

    public static ReportPeriod? Of(List<TextLine> lines, string? fileName)
    {
        var published = Published(lines);
        var opening = Opening(lines);
        if (Within(opening, published) is { } stated)
            return stated;
        if (published is { } day && Years().Match(opening) is { Success: true } years)
            return new(new DateOnly(day.Year - Count(years.Groups["n"].Value) + 1, 1, 1), day);
        if (published is { } when && lines.Any(l => l.IsHeading && l.Characters.Contains("上半年", StringComparison.Ordinal)))
            return ReportPeriod.Months(when.Year, 1, 6);
        if (YearIn(opening, published) is { } year)
            return OfYear(year, opening, published);
        if (published is { } dated && opening.Contains("今年", StringComparison.Ordinal))
            return new(new DateOnly(dated.Year, 1, 1), dated);
        return OfName(fileName);
    }

    /// <summary>The city: of the names known, the one that the text says most often, else what stands before 民政局.</summary>
    public static string? Place(string text, IEnumerable<string> known)
    {
        var named = known.Select(k => (Name: k, Times: text.AsSpan().Count(k.TrimEnd('市')))).Where(k => k.Times > 0).OrderByDescending(k => k.Times).Select(k => k.Name).FirstOrDefault();
        return named ?? (Places().Match(text) is { Success: true } match ? match.Groups["city"].Value : null);
    }

    /// <summary>The city before 民政 at the beginning of one of the first lines, or behind a mark in it; null where there is none.</summary>
    public static string? Publisher(List<TextLine> lines) => lines.Take(TitleLines).Select(l => Publishers().Match(l.Characters[..Math.Min(LongLine, l.Characters.Length)].ToString()))
        .FirstOrDefault(m => m.Success)?.Groups["city"].Value;

    /// <summary>Lines above the first paragraph, and how that begins.</summary>
    private static string Opening(List<TextLine> lines)
    {
        var opening = new List<string>();
        var paragraphs = 0;
        foreach (var line in lines.Take(TitleLines + 8))
        {
            opening.Add(line.Characters[..Math.Min(LongLine, line.End - line.Start)].ToString());
            if (line.End - line.Start > LongLine && ++paragraphs == 2)
                break;
        }

        return string.Join('\n', opening);
    }

    private static ReportPeriod? Within(string opening, DateOnly? published)
    {
        var match = Part().Match(opening);
        if (!match.Success)
            return null;
        var year = match.Groups["y"].Success ? int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture) : published?.Year;
        return year is null ? null : PeriodWords.Find(match.Value, 0, match.Length, ReportPeriod.Year(year.Value)) is [var part, ..] ? part.Period : null;
    }

    private static int? YearIn(string opening, DateOnly? published)
    {
        foreach (Match match in Year().Matches(opening))
        {
            var year = int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture);
            if (published is null || year <= published.Value.Year)
                return year;
        }

        return null;
    }

    /// <summary>A report of the year in which it appears ends when it appears, unless it sums the year up.</summary>
    private static ReportPeriod OfYear(int year, string opening, DateOnly? published) =>
        published is { } day && day.Year == year && !opening.Contains("总结", StringComparison.Ordinal) && !opening.Contains("成绩单", StringComparison.Ordinal)
            ? new(new DateOnly(year, 1, 1), day)
            : ReportPeriod.Year(year);

    private static ReportPeriod? OfName(string? name)
    {
        if (name is null || NameYear().Match(name) is not { Success: true } match)
            return null;
        var year = int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups["half"].ValueSpan switch
        {
            "1" => ReportPeriod.Months(year, 1, 6),
            "2" => ReportPeriod.Months(year, 7, 12),
            _ => ReportPeriod.Year(year),
        };
    }

    /// <summary>The day on which the report appeared: named near the top, or signed at the end.</summary>
    private static DateOnly? Published(List<TextLine> lines)
    {
        var top = lines.Take(TitleLines).Select(l => Day().Match(l.Characters.ToString())).Where(m => m.Success);
        var end = lines.TakeLast(4).Where(l => l.IsHeading).Select(l => Day().Match(l.Characters.ToString())).Where(m => m.Success);
        foreach (var match in top.Concat(end))
        {
            if (DateOnly.TryParseExact($"{match.Groups["y"].Value}-{match.Groups["m"].Value}-{match.Groups["d"].Value}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
        }

        return null;
    }

    private static int Count(string word) => char.IsAsciiDigit(word[0]) ? word[0] - '0' : word[0] == '两' ? 2 : "一二三四五六七八九十".IndexOf(word[0], StringComparison.Ordinal) + 1;

    [GeneratedRegex(@"(?<y>20\d\d)(?:年|-|/|\.)(?<m>\d{1,2})(?:月|-|/|\.)(?<d>\d{1,2})(?!\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"(?<y>20\d\d)年(?!\d{1,2}月\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Year();

    [GeneratedRegex(@"((?<y>20\d\d)年)?([上]半年(?=.{0,8}(总结|情况|工作|完成))|下半年(?=.{0,16}(总结|情况|报表))|前三季度|第?[一二三四]季度)|(?<y>20\d\d)年(\d{1,2}月?[—\-~至]\d{1,2}月|\d{1,2}月(?!\d))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"(这|近|过去|最近)(?<n>[二两三四五六七八九十\d])年|(?<n>[二两三四五六七八九十])年来", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Years();

    [GeneratedRegex(@"(?<!\d)(?<y>20\d\d)(?!\d)(年?(h|H|上半年)(?<half>1|2)?)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameYear();

    [GeneratedRegex(@"(?<city>[\p{IsCJKUnifiedIdeographs}-[全各城我本上超都省和与为对在开年月日的了]]{2}市)(?=民政|人民政府|委|政府)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Places();

    [GeneratedRegex(@"(?<!\p{IsCJKUnifiedIdeographs})(?<city>[\p{IsCJKUnifiedIdeographs}-[全各城我本上超都省和与为对在开年月日的了由经向]]{2,3}市)(?=民政)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Publishers();
}
