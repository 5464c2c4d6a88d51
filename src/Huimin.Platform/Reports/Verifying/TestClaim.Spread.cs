using Huimin.Platform.Indicators;
using Huimin.Reports.Catalogue;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>Uneven between the parts of a region.</summary>
internal sealed partial class TestClaim
{
    /// <summary>Places that are known to differ prove it, whatever the others have; that none differs takes all of them.</summary>
    private TestedClaim Test(AskedClaim asked, SpreadOf rule)
    {
        var known = new List<(LedgerFigure Figure, decimal Value)>();
        LedgerFigure? lacking = null;
        foreach (var place in asked.Places.Keys)
        {
            List<LedgerFigure> figures = [.. rule.Codes.Select(code => found[new FigureAsked(code, place, asked.Period)])];
            if (figures.Find(f => !Proves(f)) is { } unknown)
                lacking ??= unknown;
            else if (figures is [var part, { Value: not 0 } whole])
                known.Add((part, part.Value!.Value / whole.Value!.Value));
            else if (figures is [var one])
                known.Add((one, one.Value!.Value));
        }

        if (known.Count < 2)
            return Unchecked(asked, lacking is null ? TooFew(rule) : OfPlace(asked, lacking));
        var ((lowest, least), (highest, most), limits) = (known.MinBy(k => k.Value), known.MaxBy(k => k.Value), library.Catalogue.Limits);
        var between = Between(rule, asked.Places[highest.Region], asked.Places[lowest.Region], least, most);
        var tested = (most > least && most >= least * limits.Uneven, most <= least * limits.Even, lacking) switch
        {
            (true, _, _) => Proved(asked, between),
            (_, _, { } unknown) => Unchecked(asked, $"{between}另外，{OfPlace(asked, unknown)}"),
            (_, true, _) => Refuted(asked, between),
            _ => Unchecked(asked, $"{between}算不算不均衡，请人工判断。"),
        };
        return tested with { Path = LedgerPaths.Of(highest) };
    }

    private FormattableString Between(SpreadOf rule, string highest, string lowest, decimal least, decimal most)
    {
        if (most == least)
            return $"{What(rule)}各地相同。";
        if (least == 0)
            return $"{What(rule)}{highest}最高，{lowest}是0。";
        return $"{What(rule)}{highest}最高，{lowest}最低，相差到{CompareFigure.Plain(decimal.Round(most / least, 2), "")}倍。";
    }

    private FormattableString What(SpreadOf rule)
    {
        if (rule.Of is null)
            return $"“{Name(rule.Code)}”";
        return $"“{Name(rule.Code)}”和“{Name(rule.Of)}”之比";
    }

    private FormattableString TooFew(SpreadOf rule) => $"{What(rule)}不到两个地方有数字，不能比较。";

    private FormattableString OfPlace(AskedClaim asked, LedgerFigure lacking) => $"{asked.Places[lacking.Region]}：{Missing(lacking)}";
}
