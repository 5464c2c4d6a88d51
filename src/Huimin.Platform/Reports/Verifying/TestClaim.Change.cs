using Huimin.Platform.Indicators;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Claims;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>More or fewer than a year before.</summary>
internal sealed partial class TestClaim
{
    private TestedClaim Test(AskedClaim asked, ChangeOf rule)
    {
        var (now, then) = (Of(asked, rule.Code), found[new FigureAsked(rule.Code, asked.Region, asked.YearBefore)]);
        if (!Proves(now))
            return Unchecked(asked, Missing(now));
        if (!Proves(then))
            return Unchecked(asked, $"要和上年同期比。{Missing(then)}");
        if (library.Find(rule.Code)!.Declared?.ChangesIn(then.AsOf, now.AsOf) is [.., var day])
            return Unchecked(asked, $"“{Name(now)}”的口径自{day}起改变，前后不可比。");
        var isLess = asked.Claim.Kind == ClaimKind.Less;
        var change = (now.Value!.Value - then.Value!.Value) * (isLess ? -1 : 1);
        // Against nothing there is no share, and any change is a great one.
        var share = then.Value == 0 ? (decimal?)null : decimal.Round(change / then.Value.Value, 4);
        var by = share is { } known ? CompareFigure.Plain(known, "percent") : CompareFigure.Plain(change, now.Unit);
        var tested = (change > 0, asked.Claim.IsMarked && share < library.Catalogue.Limits.Marked) switch
        {
            (false, _) => Refuted(asked, isLess ? NotLess(now, then) : NotMore(now, then)),
            (_, true) => Unchecked(asked, $"{(isLess ? Less(now, then, by) : More(now, then, by))}算不算显著，请人工判断。"),
            _ => Proved(asked, isLess ? Less(now, then, by) : More(now, then, by)),
        };
        return tested with { Path = LedgerPaths.Of(now) };
    }

    private FormattableString More(LedgerFigure now, LedgerFigure then, string by) => $"{Both(now, then)}增加{by}。";

    private FormattableString Less(LedgerFigure now, LedgerFigure then, string by) => $"{Both(now, then)}减少{by}。";

    private FormattableString NotMore(LedgerFigure now, LedgerFigure then) => $"{Both(now, then)}没有增加。";

    private FormattableString NotLess(LedgerFigure now, LedgerFigure then) => $"{Both(now, then)}没有减少。";

    private FormattableString Both(LedgerFigure now, LedgerFigure then) => $"“{Name(now)}”截至{then.AsOf}是{Plain(then)}，截至{now.AsOf}是{Plain(now)}，";
}
