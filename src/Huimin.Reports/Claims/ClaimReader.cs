using System.Text.RegularExpressions;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Periods;
using Huimin.Reports.Text;

namespace Huimin.Reports.Claims;

/// <summary>Finds clauses that claim something of all: 全部, 全覆盖, 均, 应保尽保. What is planned is no claim.</summary>
internal static partial class ClaimReader
{
    public static IEnumerable<Claim> Read(NormalText text, TextLine line, LinePeriods periods, IndicatorCatalogue catalogue)
    {
        var behind = -1;
        foreach (Match match in OfAll().Matches(line.Characters.ToString()))
        {
            var at = line.Start + match.Index;
            var (start, end) = (line.ClauseStart(at), line.ClauseEnd(at));
            if (at < behind || end <= start)
                continue;
            behind = end;
            var (period, isPlanned) = periods.Of(at);
            if (isPlanned)
                continue;
            var clause = line.All[start..end];
            var (offset, quote) = text.Quote(start, end);
            yield return new Claim(quote, offset, period, catalogue.Claims.FirstOrDefault(rule => rule.Words.Any(words => IsNamed(clause, words))));
        }
    }

    private static bool IsNamed(string clause, string words) => words.Split(' ').All(word => clause.Contains(word, StringComparison.Ordinal));

    [GeneratedRegex("全覆盖|全面覆盖|全部(?!门)|应[保养救兜助享纳]尽[保养救兜助享纳]|(?<![人平年月户日均县])均(?![衡等匀田线价])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfAll();
}
