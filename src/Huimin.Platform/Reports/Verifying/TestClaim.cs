using Huimin.Platform.Indicators;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Claims;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>A claim of all as a share of what the ledger has: less than all refutes it, exactly all proves it, more than all says that something was counted twice.</summary>
internal static class TestClaim
{
    /// <param name="found">What the ledger has of each code of the rule; empty where there is no rule.</param>
    public static TestedClaim Run(Claim claim, IReadOnlyDictionary<string, LedgerFigure> found)
    {
        if (claim.Rule is not { } rule)
            return new TestedClaim(claim, TestStanding.Unchecked, $"没有能说明这句话的指标。");
        if (claim.Period is null)
            return new TestedClaim(claim, TestStanding.Unchecked, $"文中没有说明时期。");
        foreach (var code in rule.Codes)
        {
            if (found[code] is var figure && (figure.Kind is FigureKind.Unknown or FigureKind.Published || figure.Value is null))
                return new TestedClaim(claim, TestStanding.Unchecked, WhyNot(figure));
        }

        var part = found[rule.Codes[0]];
        var whole = rule.Rate is null ? rule.Whole.Sum(code => found[code].Value!.Value) : 1m;
        if (whole == 0)
            return new TestedClaim(claim, TestStanding.Unchecked, $"台账里一个也没有，说不上全部。");
        var share = part.Value!.Value / whole;
        var (standing, reason) = share switch
        {
            < 1 => (TestStanding.Refuted, Less(rule, part, whole, share)),
            1 => (TestStanding.Proved, All(rule, part, whole)),
            _ => (TestStanding.Unchecked, More(rule, part, whole)),
        };
        return new TestedClaim(claim, standing, reason) { Share = share, Path = LedgerPaths.Of(part) };
    }

    private static FormattableString WhyNot(LedgerFigure figure)
    {
        if (figure.Why is { } why)
            return why;
        return $"台账里没有可以作证的数字。";
    }

    private static FormattableString Less(ClaimRule rule, LedgerFigure part, decimal whole, decimal share)
    {
        // Never rounded up to all of it.
        var shown = CompareFigure.Plain(Math.Floor(share * 1000) / 1000, "percent");
        if (rule.Rate is not null)
            return $"截至{part.AsOf}，台账是{shown}，不是全部。";
        return $"截至{part.AsOf}，台账是{Plain(part)}，应有{CompareFigure.Plain(whole, part.Unit)}，占{shown}，不是全部。";
    }

    private static FormattableString All(ClaimRule rule, LedgerFigure part, decimal whole)
    {
        if (rule.Rate is not null)
            return $"截至{part.AsOf}，台账是100%。";
        return $"截至{part.AsOf}，台账是{Plain(part)}，应有{CompareFigure.Plain(whole, part.Unit)}，正好是全部。";
    }

    private static FormattableString More(ClaimRule rule, LedgerFigure part, decimal whole)
    {
        if (rule.Rate is not null)
            return $"截至{part.AsOf}，台账是{Plain(part)}，超过全部，不能作证。";
        return $"截至{part.AsOf}，台账是{Plain(part)}，多于应有的{CompareFigure.Plain(whole, part.Unit)}，不能作证。";
    }

    private static string Plain(LedgerFigure figure) => CompareFigure.Plain(figure.Value!.Value, figure.Unit);
}
