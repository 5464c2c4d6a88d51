using Huimin.Platform.Indicators;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Claims;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>A claim without a number against what the ledger has. What the ledger does not know is neither none nor all: the claim stays unchecked and says which evidence is missing.</summary>
internal sealed partial class TestClaim(IndicatorLibrary library, IReadOnlyDictionary<FigureAsked, LedgerFigure> found)
{
    public TestedClaim Run(AskedClaim asked)
    {
        var claim = asked.Claim;
        if (claim.Rule is null)
            return Unchecked(asked, claim.Kind == ClaimKind.First ? OnlyOthersKnow() : NoIndicator());
        if (claim.Period is null)
            return Unchecked(asked, $"文中没有说明时期。");
        return claim.Rule switch
        {
            AllOf all => Test(asked, all),
            FullRate full => Test(asked, full),
            NoneOf none => Test(asked, none),
            ChangeOf change => Test(asked, change),
            SpreadOf spread => Test(asked, spread),
            SomeOf some => Test(asked, some),
            _ => throw new InvalidOperationException($"No test for {claim.Rule.GetType().Name}."),
        };
    }

    /// <summary>Less than all refutes, exactly all proves, more than all says that something was counted twice.</summary>
    private TestedClaim Test(AskedClaim asked, AllOf rule)
    {
        if (rule.Codes.Select(code => Of(asked, code)).FirstOrDefault(f => !Proves(f)) is { } lacking)
            return Unchecked(asked, Missing(lacking));
        var (part, whole) = (Of(asked, rule.Part), rule.Whole.Sum(code => Of(asked, code).Value!.Value));
        if (whole == 0)
            return Unchecked(asked, $"台账里一个也没有，说不上全部。");
        var share = part.Value!.Value / whole;
        var should = CompareFigure.Plain(whole, part.Unit);
        var tested = share switch
        {
            < 1 => Refuted(asked, $"截至{part.AsOf}，台账是{Plain(part)}，应有{should}，占{Shown(share)}，不是全部。"),
            1 => Proved(asked, $"截至{part.AsOf}，台账是{Plain(part)}，应有{should}，正好是全部。"),
            _ => Unchecked(asked, $"截至{part.AsOf}，台账是{Plain(part)}，多于应有的{should}，不能作证。"),
        };
        return tested with { Share = share, Path = LedgerPaths.Of(part) };
    }

    private TestedClaim Test(AskedClaim asked, FullRate rule)
    {
        var rate = Of(asked, rule.Rate);
        if (!Proves(rate))
            return Unchecked(asked, Missing(rate));
        var share = rate.Value!.Value;
        var tested = share switch
        {
            < 1 => Refuted(asked, $"截至{rate.AsOf}，台账是{Shown(share)}，不是全部。"),
            1 => Proved(asked, $"截至{rate.AsOf}，台账是100%。"),
            _ => Unchecked(asked, $"截至{rate.AsOf}，台账是{Plain(rate)}，超过全部，不能作证。"),
        };
        return tested with { Share = share, Path = LedgerPaths.Of(rate) };
    }

    private TestedClaim Test(AskedClaim asked, NoneOf rule)
    {
        var left = Of(asked, rule.Code);
        if (!Proves(left))
            return Unchecked(asked, Missing(left));
        var path = LedgerPaths.Of(left);
        if (left.Value == 0)
            return Proved(asked, $"截至{left.AsOf}，“{Name(left)}”是0。") with { Path = path };
        if (rule.Of is null)
            return Refuted(asked, $"截至{left.AsOf}，“{Name(left)}”还有{Plain(left)}。") with { Path = path };
        var whole = Of(asked, rule.Of);
        if (!Proves(whole) || whole.Value == 0)
            return Unchecked(asked, Missing(whole)) with { Path = path };
        var (share, most) = (left.Value!.Value / whole.Value!.Value, CompareFigure.Plain(rule.AtMost, "percent"));
        var tested = share <= rule.AtMost
            ? Proved(asked, $"截至{left.AsOf}，“{Name(left)}”是{Plain(left)}，占“{Name(whole)}”的{Shown(share)}，不超过{most}。")
            : Refuted(asked, $"截至{left.AsOf}，“{Name(left)}”是{Plain(left)}，占“{Name(whole)}”的{Shown(share)}，超过{most}。");
        return tested with { Share = share, Path = path };
    }

    private TestedClaim Test(AskedClaim asked, SomeOf rule)
    {
        var own = Of(asked, rule.Code);
        if (!Proves(own))
            return Unchecked(asked, $"{OnlyOthersKnow()}本市的证据也不全：{Missing(own)}");
        return own.Value == 0
            ? Refuted(asked, $"截至{own.AsOf}，“{Name(own)}”是0，说不上领先。") with { Path = LedgerPaths.Of(own) }
            : Unchecked(asked, $"“{Name(own)}”截至{own.AsOf}是{Plain(own)}。{OnlyOthersKnow()}") with { Path = LedgerPaths.Of(own) };
    }

    private LedgerFigure Of(AskedClaim asked, string code) => found[new FigureAsked(code, asked.Region, asked.Period)];

    /// <summary>What is published proves nothing: it can be this very report.</summary>
    private static bool Proves(LedgerFigure figure) => figure is { Kind: not (FigureKind.Unknown or FigureKind.Published), Value: not null };

    private static TestedClaim Proved(AskedClaim asked, FormattableString reason) => new(asked.Claim, TestStanding.Proved, reason);

    private static TestedClaim Refuted(AskedClaim asked, FormattableString reason) => new(asked.Claim, TestStanding.Refuted, reason);

    private static TestedClaim Unchecked(AskedClaim asked, FormattableString reason) => new(asked.Claim, TestStanding.Unchecked, reason);

    private static FormattableString NoIndicator() => $"没有能说明这句话的指标。";

    private static FormattableString OnlyOthersKnow() => $"领先与否要看其他地方的数字，一个市的记录算不出来。";

    private FormattableString Missing(LedgerFigure figure)
    {
        if (figure is { Kind: FigureKind.Unknown, Why: { } why })
            return $"缺“{Name(figure)}”：{why}";
        if (figure.Kind == FigureKind.Published)
            return $"“{Name(figure)}”只有公布的数字，公布的数字不能作证。";
        return $"“{Name(figure)}”台账里没有可以作证的数字。";
    }

    private FormattableString Name(LedgerFigure figure) => Name(figure.Code);

    private FormattableString Name(string code) => library.Find(code)!.InBothLanguages;

    private static string Plain(LedgerFigure figure) => CompareFigure.Plain(figure.Value!.Value, figure.Unit);

    /// <summary>Never rounded up to all of it.</summary>
    private static string Shown(decimal share) => CompareFigure.Plain(Math.Floor(share * 1000) / 1000, "percent");
}
