using Huimin.Reports.Catalogue;
using Huimin.Reports.Numbers;
using Huimin.Reports.Phrases;

namespace Huimin.Reports.Matching;

/// <summary>Words beside a number that tell a rate from a growth, a standard from a payment, what is new from what there is.</summary>
internal readonly record struct Signals(bool Grows, bool IsShare, bool IsStandard, bool IsNew, bool IsPerMany, bool IsYearly, bool IsPoints)
{
    private static readonly string[] Growing = ["增长", "增幅", "提高", "下降", "减少", "上升", "上涨", "增加", "降低", "提升", "涨幅"];
    private static readonly string[] Sharing = ["率", "占比", "比例", "比重", "占", "覆盖"];
    private static readonly string[] Standards = ["标准", "每人每月", "每月", "每人每年", "人均补差", "月人均"];
    private static readonly string[] Many = ["每千", "每万", "每百"];
    private static readonly string[] Yearly = ["每人每年", "每年", "年人均"];
    private static readonly string[] New = ["新增", "新建", "新纳入", "新认定", "新登记", "新成立", "新设"];

    public static Signals Of(Mention mention)
    {
        var words = mention.Subject is null ? mention.Span(mention.Left) : $"{mention.Subject}{mention.Text(mention.Left)}";
        if (words.Length < 2 && !mention.Shared.Equals(default))
            words = mention.Span(mention.Shared);
        var clause = mention.Line.All.AsSpan(mention.Line.ClauseStart(mention.Number.Start), mention.Number.Start - mention.Line.ClauseStart(mention.Number.Start));
        var shared = mention.Span(mention.Shared);
        return new Signals(
            Grow(words) || Grow(clause),
            Any(words, Sharing),
            Any(clause, Standards) || Any(shared, Standards),
            Any(words, New) || Any(shared, New),
            Any(clause, Many),
            Any(words, Yearly),
            mention.Number.Unit == UnitWords.Points);
    }

    /// <summary>How well an indicator goes with the words: 1, or less.</summary>
    public double Fit(Indicator indicator)
    {
        if (IsPerMany && !indicator.Chinese.Contains('每', StringComparison.Ordinal))
            return 0.4;
        // A rate never rises to points.
        if (IsPoints && indicator.Measure != Measure.Growth)
            return 0.3;
        if (indicator.Unit is "percent" or "permille")
        {
            return indicator.Measure == Measure.Growth
                ? (Grows ? 1 : 0.55)
                : (Grows && !IsShare ? 0.6 : 1);
        }

        if (indicator.Unit == "yuan")
        {
            if (IsYearly ? indicator.Chinese.Contains("月标准", StringComparison.Ordinal) : indicator.Chinese.Contains("年标准", StringComparison.Ordinal))
                return 0.4;
            return indicator.Measure == Measure.Standard == IsStandard ? 1 : 0.55;
        }

        return IsNew && indicator.Measure == Measure.Stock ? 0.85 : 1;
    }

    /// <summary>What an indicator that the catalogue lacks would measure.</summary>
    public Measure Guess(string unit) => unit switch
    {
        "percent" or "permille" => IsPoints || (Grows && !IsShare) ? Measure.Growth : Measure.Rate,
        "rank" or "tier" => Measure.Rank,
        "year" => Measure.Standard,
        "yuan" when IsStandard => Measure.Standard,
        _ => Measure.Flow,
    };

    /// <summary>增长5%, but not 提高到870元: that is where it went, not how far.</summary>
    private static bool Grow(ReadOnlySpan<char> text)
    {
        foreach (var word in Growing)
        {
            var at = text.LastIndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && !(at + word.Length < text.Length && text[at + word.Length] is '到' or '至'))
                return true;
        }

        return false;
    }

    private static bool Any(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
