using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;
using Huimin.Reports;
using Huimin.Reports.Catalogue;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>
/// What the catalogue says must hold between figures, tested on those that the report states for the same time, as exactly as it writes
/// them. Where it states only one of two, the other is the ledger's.
/// </summary>
internal sealed partial class TestRelations
{
    private readonly IndicatorLibrary library;
    private readonly string text;
    private readonly Dictionary<(string Code, ReportPeriod? Period), Side> stated = [];
    private readonly List<Figure> planned;

    /// <param name="figures">Of the whole city.</param>
    public TestRelations(IndicatorLibrary library, string text, IEnumerable<Figure> figures)
    {
        (this.library, this.text) = (library, text);
        List<Figure> sure = [.. figures.Where(f => f is { Indicator: not null, Suspect: not { Kind: DoubtKind.Fraction or DoubtKind.AboveWhole } })];
        planned = [.. sure.Where(f => f.Measure == Measure.Target)];
        foreach (var figure in sure.Where(f => f.Measure != Measure.Target))
            stated.TryAdd((figure.Indicator!, figure.Period), new Side(figure.Value, figure.Low, figure.High, figure.Unit, figure.Offset));
    }

    /// <summary>What the ledger has to answer: the other side of what the report states, and what counts of rises were a year before.</summary>
    public IEnumerable<FigureAsked> Wanted(Ledger ledger, long region, DateOnly asOf)
    {
        foreach (var (code, of) in stated.Keys)
        {
            if (of is not { } period || Asked(period, asOf) is not { } during)
                continue;
            foreach (var order in library.Catalogue.Orders.Where(o => o.Part == code || o.Whole == code))
                yield return new FigureAsked(order.Part == code ? order.Whole : order.Part, region, during);
            foreach (var succession in library.Catalogue.Successions.Where(s => s.Count == code))
            {
                yield return new FigureAsked(code, region, ledger.EarlierOf(code, during, ledger.Today).YearBefore);
                yield return new FigureAsked(succession.Rise, region, during);
            }
        }
    }

    /// <param name="found">Of what is <see cref="Wanted"/>; without it only what the report itself states is compared.</param>
    public async Task<IReadOnlyList<TestedRelation>> RunAsync(Ledger ledger, IReadOnlyDictionary<FigureAsked, LedgerFigure> found, long region, DateOnly asOf, CancellationToken cancellation)
    {
        var tested = new List<TestedRelation>();
        foreach (var period in stated.Keys.Select(k => k.Period).Distinct())
        {
            tested.AddRange(library.Catalogue.Sums.Select(s => Test(s, period)).OfType<TestedRelation>());
            tested.AddRange(library.Catalogue.Orders.Select(o => Test(o, Side(o.Whole), Side(o.Part))).OfType<TestedRelation>());
            if (period is { } known && Asked(known, asOf) is { } during)
                tested.AddRange(library.Catalogue.Successions.Select(s => Test(s, known, found.GetValueOrDefault(new(s.Count, region, ledger.EarlierOf(s.Count, during, ledger.Today).YearBefore)), Side(s.Rise))).OfType<TestedRelation>());

            Side? Side(string code) => Of(code, period) ?? (period is { } when && Asked(when, asOf) is { } at ? OfLedger(found.GetValueOrDefault(new(code, region, at))) : null);
        }

        foreach (var group in planned.Where(f => f.Period is not null).GroupBy(f => f.Period!.Value))
        {
            var targets = await ledger.TargetsAsync([.. group.Select(f => f.Indicator!).Distinct()], region, new Period(group.Key.Start, group.Key.End), cancellation);
            tested.AddRange(group.Select(plan => Test(plan, targets.GetValueOrDefault(plan.Indicator!))).OfType<TestedRelation>());
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

        TestedRelation Tested(TestStanding standing, FormattableString reason) => new(sum.Total, sum.Parts, total.Offset!.Value, standing, reason);
    }

    private TestedRelation? Test(AtLeast order, Side? whole, Side? part)
    {
        // What the ledger has on both sides is tested there.
        if (whole is null || part is null || (whole.Offset ?? part.Offset) is null || !IsMeant(order, whole, part))
            return null;
        if (part.Low > Times(whole.High, order.To))
            return Tested(TestStanding.Refuted, order.To < 1 ? OutOfShare(order, whole, part) : Above(order, whole, part));
        if (part.High < whole.Low * order.From)
            return Tested(TestStanding.Refuted, order.From < 1 ? OutOfShare(order, whole, part) : Below(order, whole, part));
        return Tested(TestStanding.Proved, (order.From, order.To) switch
        {
            (0, 1) => Within(order, whole, part),
            (1, 1) => Equal(order, whole, part),
            _ => InShare(order, whole, part),
        });

        TestedRelation Tested(TestStanding standing, FormattableString reason) => new(order.Whole, [order.Part], (part.Offset ?? whole.Offset)!.Value, standing, reason);
    }

    /// <summary>12连增 after 11连增, if there was a rise.</summary>
    /// <param name="before">What the ledger has of a year before, published or not: one report is held against another.</param>
    private TestedRelation? Test(Succession succession, ReportPeriod period, LedgerFigure? before, Side? rise)
    {
        if (Of(succession.Count, period) is not { } count)
            return null;
        if (before?.Value is not { } former)
            return Tested(TestStanding.Unchecked, NoFormer(succession));
        if (rise is null)
            return Tested(TestStanding.Unchecked, Lacking(succession.Rise));
        var expected = rise.Value > 0 ? former + 1 : former;
        return count.Low <= expected && expected <= count.High
            ? Tested(TestStanding.Proved, Follows(succession, count, former, rise))
            : Tested(TestStanding.Refuted, DoesNotFollow(succession, count, former, rise));

        TestedRelation Tested(TestStanding standing, FormattableString reason) => new(succession.Count, [succession.Rise], count.Offset!.Value, standing, reason);
    }

    /// <summary>A plan beside what is done, in the same unit, for the time that its target is recorded for.</summary>
    private TestedRelation? Test(Figure plan, EnteredFigure? target)
    {
        if (stated.Where(s => s.Key.Code == plan.Indicator).Select(s => s.Value).FirstOrDefault() is not { } done)
            return null;
        if (done.Unit != plan.Unit)
            return Tested(TestStanding.Unchecked, OtherUnit(plan, done));
        if (target is null)
            return Tested(TestStanding.Unchecked, NoTarget(plan, done));
        return CompareFigure.Agrees(plan, target.Value)
            ? Tested(TestStanding.Proved, OnTheWay(plan, done, target))
            : Tested(TestStanding.Refuted, OtherTarget(plan, target));

        TestedRelation Tested(TestStanding standing, FormattableString reason) => new(plan.Indicator!, [plan.Indicator!], plan.Offset, standing, reason);
    }

    /// <summary>A relation that holds only where a word such as 全部 stands in the sentence of the whole, or of the part that has to reach it.</summary>
    private bool IsMeant(AtLeast order, Side whole, Side part)
    {
        if (order.When.Count == 0)
            return true;
        if ((order.From > 0 ? part : whole).Offset is not { } offset)
            return false;
        var start = offset == 0 ? 0 : text.LastIndexOfAny(['。', '\n'], offset - 1) + 1;
        var end = text.IndexOfAny(['。', '\n'], offset);
        var sentence = text.AsSpan(start, (end < 0 ? text.Length : end) - start);
        foreach (var word in order.When)
        {
            if (sentence.Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private Side? Of(string code, ReportPeriod? period) => stated.GetValueOrDefault((code, period));

    /// <summary>What is published is this report or another one; what it says is none of the ledger's.</summary>
    private static Side? OfLedger(LedgerFigure? figure) =>
        figure is { Kind: not (FigureKind.Unknown or FigureKind.Published), Value: { } value } ? new Side(value, value, value, figure.Unit, null) : null;

    /// <summary>Null for what is still to come.</summary>
    private static Period? Asked(ReportPeriod period, DateOnly asOf) => period.Start > asOf ? null : new Period(period.Start, period.End).Until(asOf);

    private static decimal Times(decimal high, decimal share) => high == decimal.MaxValue ? high : high * share;

    /// <summary>A figure of the report or of the ledger, between which values it lies.</summary>
    /// <param name="Offset">Where it stands in the text; null where it is the ledger's.</param>
    private sealed record Side(decimal Value, decimal Low, decimal High, string Unit, int? Offset);
}
