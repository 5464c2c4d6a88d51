using System.Text.RegularExpressions;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Periods;
using Huimin.Reports.Text;

namespace Huimin.Reports.Claims;

/// <summary>Finds clauses that claim something without a number. What is planned is no claim.</summary>
internal static partial class ClaimReader
{
    /// <summary>What is said of others is one only where others are named.</summary>
    private static readonly string[] Others = ["全国", "全省", "省内", "国内", "世界", "全球", "同类城市"];

    private static readonly (ClaimKind Kind, Regex Signs)[] Kinds =
    [
        (ClaimKind.All, OfAll()), (ClaimKind.None, OfNone()), (ClaimKind.More, OfMore()), (ClaimKind.Less, OfLess()), (ClaimKind.Uneven, OfUneven()), (ClaimKind.First, OfFirst()),
    ];

    /// <summary>In the order of the text. A clause that names several works, as uneven, is one claim for each.</summary>
    public static IEnumerable<Claim> Read(NormalText text, TextLine line, LinePeriods periods, IndicatorCatalogue catalogue) =>
        Kinds.SelectMany(k => Read(k.Kind, k.Signs, text, line, periods, catalogue)).OrderBy(c => c.Offset);

    private static IEnumerable<Claim> Read(ClaimKind kind, Regex signs, NormalText text, TextLine line, LinePeriods periods, IndicatorCatalogue catalogue)
    {
        var behind = -1;
        foreach (Match match in signs.Matches(line.Characters.ToString()))
        {
            var at = line.Start + match.Index;
            var (start, end) = (line.ClauseStart(at), line.ClauseEnd(at));
            if (at < behind || end <= start)
                continue;
            behind = end;
            var (period, isPlanned) = periods.Of(at);
            if (isPlanned || (kind == ClaimKind.First && !Others.Any(o => line.All[start..end].Contains(o, StringComparison.Ordinal))))
                continue;
            var rules = Rules(kind, line, start, at, end, catalogue);
            // 打造一窗受理模式,实现城市社区全覆盖: who is meant stands in the clause before.
            if (rules.Count == 0 && WithoutSubject().IsMatch(line.All[start..at]) && start > line.SentenceStart(at))
            {
                var before = line.ClauseStart(start - 1);
                rules = Rules(kind, line, before, at, end, catalogue);
                start = rules.Count > 0 ? before : start;
            }

            var (offset, quote) = text.Quote(start, end);
            foreach (var rule in rules.DefaultIfEmpty())
                yield return new Claim(quote, offset, period, kind, rule) { IsMarked = Marked().IsMatch(match.Value) };
        }
    }

    private static List<ClaimRule?> Rules(ClaimKind kind, TextLine line, int start, int at, int end, IndicatorCatalogue catalogue)
    {
        if (kind is ClaimKind.More or ClaimKind.Less)
            return WhatChanged.Find(line.All[start..at], catalogue) is { } code ? [new ChangeOf(code)] : [];
        var clause = line.All[start..end];
        // Between town and country is not between places.
        if (kind == ClaimKind.Uneven && clause.Contains("城乡", StringComparison.Ordinal))
            return [];
        return [.. catalogue.Claims.Where(rule => Fits(kind, rule) && rule.Words.Any(words => IsNamed(clause, words))).Take(kind == ClaimKind.Uneven ? int.MaxValue : 1)];
    }

    private static bool Fits(ClaimKind kind, ClaimRule rule) => (kind, rule) is (ClaimKind.All, AllOf or FullRate or NoneOf) or (ClaimKind.None, NoneOf) or (ClaimKind.Uneven, SpreadOf) or (ClaimKind.First, SomeOf);

    private static bool IsNamed(string clause, string words) => words.Split(' ').All(word => clause.Contains(word, StringComparison.Ordinal));

    [GeneratedRegex("全覆盖|全面覆盖|全部(?!门)|应[保养救兜助享纳]尽[保养救兜助享纳]|(?<![人平年月户日均县不])均(?![衡等匀田线价])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfAll();

    [GeneratedRegex("(不|未|没有?)再?发生|零发生|无一[例起人户]|清零(?!行动|计划|工作|任务)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfNone();

    // Nothing behind it, or how far: 不断扩大覆盖面 is what was done, not what became of it.
    [GeneratedRegex(@"(显著|明显|大幅度?|成倍|稳步|逐年|连年|持续|不断|进一步|有所|较快|快速)地?(增加|增长|增多|上升|提高|提升|扩大)(?=$|[\p{P}\d至到达了约近超])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfMore();

    [GeneratedRegex(@"(显著|明显|大幅度?|成倍|稳步|逐年|连年|持续|不断|进一步|有所|较快|快速)地?(减少|下降|降低|回落|缩小)(?=$|[\p{P}\d至到了约近])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfLess();

    [GeneratedRegex("不(均衡|平衡|均匀)|(开展|发展|推进|分布)不均|冷热不均|差距(较大|明显|过大)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfUneven();

    [GeneratedRegex("率先|首创|首个|首家|首例|领先|前列|唯一|最[大多高早好全长优](?!限度|程度)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfFirst();

    [GeneratedRegex("^(显著|明显|大幅|成倍)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marked();

    [GeneratedRegex("^(已经?|全面|基本|均|全部)*(实现|达到|做到|覆盖)|^(已经?|均|全部)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WithoutSubject();
}
