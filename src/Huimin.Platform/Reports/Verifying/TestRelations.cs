using Huimin.Platform.Indicators;
using Huimin.Reports;
using Huimin.Reports.Catalogue;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>What the catalogue says must hold between figures, tested on those that the report states for the same time, as exactly as it writes them.</summary>
internal sealed class TestRelations(IndicatorLibrary library, string text)
{
    private readonly Dictionary<(string Code, ReportPeriod? Period), Figure> stated = [];

    /// <param name="figures">Of the whole city.</param>
    public IReadOnlyList<TestedRelation> Run(IEnumerable<Figure> figures)
    {
        foreach (var figure in figures.Where(f => f is { Indicator: not null, Suspect: not { Kind: DoubtKind.Fraction or DoubtKind.AboveWhole }, Measure: not Measure.Target }))
            stated.TryAdd((figure.Indicator!, figure.Period), figure);
        var tested = new List<TestedRelation>();
        foreach (var period in stated.Keys.Select(k => k.Period).Distinct())
        {
            tested.AddRange(library.Catalogue.Sums.Select(s => Test(s, period)).OfType<TestedRelation>());
            tested.AddRange(library.Catalogue.Orders.Select(o => Test(o, period)).OfType<TestedRelation>());
        }

        return [.. tested.OrderBy(t => t.Standing).ThenBy(t => t.Offset)];
    }

    private TestedRelation? Test(Sum sum, ReportPeriod? period)
    {
        if (Of(sum.Total, period) is not { } total)
            return null;
        var parts = sum.Parts.Select(p => Of(p, period)).ToList();
        if (parts.TrueForAll(p => p is null))
            return null;
        if (parts.Contains(null))
            return Tested(TestStanding.Unchecked, Lacking(sum.Parts[parts.IndexOf(null)]));
        var (low, high) = (parts.Sum(p => p!.Low), parts.Aggregate(0m, (all, p) => p!.High == decimal.MaxValue || all == decimal.MaxValue ? decimal.MaxValue : all + p.High));
        var added = parts.Sum(p => p!.Value);
        return total.High < low || total.Low > high
            ? Tested(TestStanding.Refuted, DoNotAdd(sum, total, added))
            : Tested(TestStanding.Proved, Add(sum, total, added));

        TestedRelation Tested(TestStanding standing, FormattableString reason) => new(sum.Total, sum.Parts, total.Offset, standing, reason);
    }

    private TestedRelation? Test(AtLeast order, ReportPeriod? period)
    {
        if (Of(order.Whole, period) is not { } whole || Of(order.Part, period) is not { } part || !IsMeant(order, whole))
            return null;
        return part.Low > whole.High
            ? new(order.Whole, [order.Part], part.Offset, TestStanding.Refuted, Above(order, whole, part))
            : new(order.Whole, [order.Part], part.Offset, TestStanding.Proved, Within(order, whole, part));
    }

    /// <summary>A relation that holds only where a word such as 全部 stands in the sentence of the whole.</summary>
    private bool IsMeant(AtLeast order, Figure whole)
    {
        if (order.When.Count == 0)
            return true;
        var start = whole.Offset == 0 ? 0 : text.LastIndexOfAny(['。', '\n'], whole.Offset - 1) + 1;
        var end = text.IndexOfAny(['。', '\n'], whole.Offset);
        var sentence = text.AsSpan(start, (end < 0 ? text.Length : end) - start);
        foreach (var word in order.When)
        {
            if (sentence.Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private Figure? Of(string code, ReportPeriod? period) => stated.GetValueOrDefault((code, period));

    private FormattableString Name(string code) => library.Find(code)!.InBothLanguages;

    private string Plain(Figure figure) => CompareFigure.Plain(figure.Value, figure.Unit);

    private FormattableString Lacking(string code) => $"报告没有说“{Name(code)}”，各部分不全。";

    private FormattableString DoNotAdd(Sum sum, Figure total, decimal added) => $"“{Name(sum.Total)}”写作{Plain(total)}，各部分合计{CompareFigure.Plain(added, total.Unit)}，不相等。";

    private FormattableString Add(Sum sum, Figure total, decimal added) => $"“{Name(sum.Total)}”写作{Plain(total)}，各部分合计{CompareFigure.Plain(added, total.Unit)}，相符。";

    private FormattableString Above(AtLeast order, Figure whole, Figure part) => $"“{Name(order.Part)}”写作{Plain(part)}，多于“{Name(order.Whole)}”的{Plain(whole)}。";

    private FormattableString Within(AtLeast order, Figure whole, Figure part) => $"“{Name(order.Part)}”{Plain(part)}，不多于“{Name(order.Whole)}”的{Plain(whole)}。";
}
