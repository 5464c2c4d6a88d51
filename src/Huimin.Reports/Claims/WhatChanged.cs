using System.Text.RegularExpressions;
using Huimin.Reports.Catalogue;

namespace Huimin.Reports.Claims;

/// <summary>
/// Which indicator a clause says to have grown or shrunk. Its name has to stand right before the change, or before the word that counts it:
/// 养老机构服务质量明显提升 is not about how many institutions there are.
/// </summary>
internal static partial class WhatChanged
{
    /// <param name="before">The clause up to the words of the change.</param>
    /// <returns>Null where no name stands there, or more than one indicator may be meant.</returns>
    public static string? Find(string before, IndicatorCatalogue catalogue)
    {
        var head = AgainstWhat().Replace(before, "");
        var counted = Count().Match(head);
        head = head[..counted.Index];
        List<(Indicator Indicator, int Length)> named = [.. catalogue.Indicators
            .Where(i => i.Measure is Measure.Stock or Measure.Flow or Measure.Rate && i.Not.All(n => !head.Contains(n, StringComparison.Ordinal)))
            .Select(i => (i, i.Words.Append(Count().Replace(i.Chinese, "")).Max(words => Named(head, words)))).Where(n => n.Item2 > 0)];
        if (named.Count == 0)
            return null;
        var longest = named.Max(n => n.Length);
        List<Indicator> meant = [.. named.Where(n => n.Length == longest).Select(n => n.Indicator)];
        if (Unit(counted.Value) is { } unit && meant.Exists(i => i.Unit == unit))
            meant.RemoveAll(i => i.Unit != unit);
        // What there is goes before what happened.
        if (meant.Count > 1 && meant.Exists(i => i.Measure == Measure.Stock))
            meant.RemoveAll(i => i.Measure != Measure.Stock);
        return meant.Count == 1 ? meant[0].Code : null;
    }

    /// <summary>How many characters of the head the name explains; 0 where it is not named.</summary>
    private static int Named(string head, string words)
    {
        var parts = words.Split(' ');
        return head.EndsWith(parts[^1], StringComparison.Ordinal) && Array.TrueForAll(parts, p => head.Contains(p, StringComparison.Ordinal)) ? parts.Sum(p => p.Length) : 0;
    }

    private static string? Unit(string counted) => counted switch
    {
        "人数" => "person",
        "户数" => "household",
        "人次" => "person_time",
        "金额" => "yuan",
        _ => null,
    };

    [GeneratedRegex("(同比|[比较与](上年|上一年|去年|前一年|往年)(同期|相比)?|相比)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AgainstWhat();

    [GeneratedRegex("(数量|总数|总量|人数|户数|人次|金额|规模|数)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Count();
}
