using System.Globalization;
using Huimin.Platform.Indicators;
using Huimin.Reports;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>One figure of a text against one of the ledger. What is published proves nothing: it can be this very report.</summary>
internal static class CompareFigure
{
    /// <summary>Below, the words fit several indicators.</summary>
    private const double Sure = 0.7;

    /// <summary>What stands without asking the ledger; null where it has to be asked.</summary>
    public static VerifiedFigure? Alone(Figure read, ListedIndicator? listed, long city, DateOnly asOf)
    {
        if (read.Suspect is { Kind: DoubtKind.Fraction or DoubtKind.AboveWhole } doubt)
            return Of(FigureStanding.Doubtful, DoubtWords.Of(doubt, read));
        if (WhyNotAsked(read, listed, asOf) is not { } why)
            return null;
        return read.Suspect is { } other ? Of(FigureStanding.Doubtful, DoubtWords.Of(other, read)) : Of(FigureStanding.NotInLedger, why);

        VerifiedFigure Of(FigureStanding standing, FormattableString reason) => new(read, standing, reason) { Indicator = listed, Region = city };
    }

    /// <param name="place">The part of the city that the sentence names; null for the whole.</param>
    /// <param name="proportion">How the figure of a demo city compares; <see cref="Proportion.Whole"/> for a real one.</param>
    public static VerifiedFigure Of(Figure read, ListedIndicator listed, LedgerFigure found, string? place, Proportion proportion)
    {
        if (found.Kind is FigureKind.Unknown or FigureKind.Published)
        {
            return read.Suspect is { } doubt
                ? Result(FigureStanding.Doubtful, DoubtWords.Of(doubt, read))
                : Result(FigureStanding.NotInLedger, WhyNoProof(found));
        }

        List<decimal> values = found.Value is { } one ? [one] : [.. Fitting(found, read).Select(v => v.Value).Distinct()];
        if (values.Count == 0)
            return Result(FigureStanding.NotInLedger, WhyNoProof(found));
        var nearest = values.MinBy(v => Math.Abs(v - (read.Value * proportion.Scale)));
        var agrees = values.Exists(v => proportion.Agrees(read, v));
        var (standing, reason) = (agrees, values.Count, place, read.Confidence < Sure) switch
        {
            (_, _, _, true) => (FigureStanding.Doubtful, Unsure(listed, nearest)),
            (true, > 1, _, _) => (FigureStanding.Doubtful, Several(found)),
            (true, _, _, _) => (FigureStanding.Proved, proportion.IsWhole ? Same(listed, found, nearest) : InProportion(listed, found, read, nearest, proportion)),
            (false, _, { } named, _) => (FigureStanding.Doubtful, OfPlace(named, listed, nearest)),
            _ => (FigureStanding.Contradicted, proportion.IsWhole ? Otherwise(listed, found, read, nearest) : OutOfProportion(listed, found, read, nearest, proportion)),
        };
        return Result(standing, reason) with { Value = nearest, Proportion = proportion.Scale };

        VerifiedFigure Result(FigureStanding standing, FormattableString reason) => new(read, standing, reason) { Indicator = listed, Region = found.Region, Ledger = found };
    }

    /// <summary>188,000; a share with its sign.</summary>
    public static string Plain(decimal value, string unit) => unit is "percent" or "permille"
        ? (value * 100).ToString("#,##0.####", CultureInfo.InvariantCulture) + "%"
        : value.ToString("#,##0.####", CultureInfo.InvariantCulture);

    /// <summary>Whether the value lies within what is written.</summary>
    public static bool Agrees(Figure read, decimal value) => Proportion.Whole.Agrees(read, value);

    /// <summary>The values of a standard that the text means: those whose name it says, else all.</summary>
    private static IEnumerable<StandardValue> Fitting(LedgerFigure found, Figure read)
    {
        List<StandardValue> named = [.. found.Variants.Where(v => v.Name.Length > 0 && read.Quote.Contains(v.Name, StringComparison.Ordinal))];
        return named.Count > 0 ? named : found.Variants;
    }

    private static FormattableString? WhyNotAsked(Figure read, ListedIndicator? listed, DateOnly asOf)
    {
        if (listed is null)
            return $"指标目录里没有对应的指标。";
        if (read.Measure == Measure.Target)
            return $"文中说的是计划，不是已经做到的。";
        if (read.Measure != listed.Line.Measure)
            return $"文中说的是本期新增，指标“{listed.InBothLanguages}”是期末数。";
        if (read.Unit != listed.Line.Unit && !(IsShare(read.Unit) && IsShare(listed.Line.Unit)))
            return $"文中的单位和指标“{listed.InBothLanguages}”的单位不同，不能相比。";
        if (read.Period is not { } period)
            return $"文中没有说明时期。";
        if (period.Start > asOf)
            return $"还没有到{period.Start}。";
        return null;
    }

    private static bool IsShare(string unit) => unit is "percent" or "permille";

    private static FormattableString WhyNoProof(LedgerFigure found)
    {
        if (found.Kind == FigureKind.Published)
            return $"台账里只有公布的数字（{found.Entered?.Source ?? ""}），公布的数字不能证明自己。";
        return found.Why ?? Nothing();
    }

    private static FormattableString Nothing() => $"台账里没有这个数字。";

    private static FormattableString Unsure(ListedIndicator listed, decimal value) =>
        $"可能是“{listed.InBothLanguages}”，把握不大，请人工核对；台账是{Plain(value, listed.Line.Unit)}。";

    private static FormattableString Several(LedgerFigure found) =>
        $"台账里各地或者各类不同（{string.Join(" / ", found.Variants.Select(v => Plain(v.Value, found.Unit)).Distinct())}），文中没有说明是哪一类。";

    private static FormattableString Same(ListedIndicator listed, LedgerFigure found, decimal value) =>
        $"“{listed.InBothLanguages}”截至{found.AsOf}，台账是{Plain(value, listed.Line.Unit)}，与文中一致。";

    private static FormattableString InProportion(ListedIndicator listed, LedgerFigure found, Figure read, decimal value, Proportion proportion) =>
        $"“{listed.InBothLanguages}”截至{found.AsOf}，演示台账是{Plain(value, listed.Line.Unit)}，文中的{Plain(read.Value, listed.Line.Unit)}按比例应是{Plain(read.Value * proportion.Scale, listed.Line.Unit)}，相符。";

    private static FormattableString OutOfProportion(ListedIndicator listed, LedgerFigure found, Figure read, decimal value, Proportion proportion) =>
        $"“{listed.InBothLanguages}”截至{found.AsOf}，演示台账是{Plain(value, listed.Line.Unit)}，文中的{Plain(read.Value, listed.Line.Unit)}按比例应是{Plain(read.Value * proportion.Scale, listed.Line.Unit)}，不符。";

    private static FormattableString OfPlace(string place, ListedIndicator listed, decimal value) =>
        $"如果说的是{place}的“{listed.InBothLanguages}”，台账是{Plain(value, listed.Line.Unit)}，请人工核对。";

    private static FormattableString Otherwise(ListedIndicator listed, LedgerFigure found, Figure read, decimal value)
    {
        var unit = listed.Line.Unit;
        if (read.Value >= value)
            return $"“{listed.InBothLanguages}”截至{found.AsOf}，台账是{Plain(value, unit)}，文中写作{Plain(read.Value, unit)}，多{Plain(read.Value - value, unit)}。";
        return $"“{listed.InBothLanguages}”截至{found.AsOf}，台账是{Plain(value, unit)}，文中写作{Plain(read.Value, unit)}，少{Plain(value - read.Value, unit)}。";
    }
}
