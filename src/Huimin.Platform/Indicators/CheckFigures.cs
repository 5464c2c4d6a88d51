using Huimin.Platform.Regions;
using Huimin.Reports.Catalogue;

namespace Huimin.Platform.Indicators;

/// <summary>Something about figures that cannot be, or that somebody should look at before it is told 校验.</summary>
/// <param name="Code">The indicator that it is about.</param>
/// <param name="IsError">It cannot be so; else it is unusual.</param>
public sealed record FigureFinding(string Code, bool IsError, FormattableString Text);

/// <summary>
/// Validation rules of the ledger: identities between indicators (urban and rural are all), parts that are not above their whole, more
/// than the whole country has to that many residents, and changes beyond what is usual.
/// </summary>
public sealed class CheckFigures(Ledger ledger)
{
    private const decimal Residents = 10_000;

    /// <summary>Everything that can be said about indicators of a place and time from the figures that are known.</summary>
    /// <param name="about">Only what concerns this indicator; null for all.</param>
    public async Task<IReadOnlyList<FigureFinding>> RunAsync(DivisionCode region, Period period, string? about = null, FigureSource source = FigureSource.Best, CancellationToken cancellation = default)
    {
        var catalogue = ledger.Library.Catalogue;
        List<Sum> sums = [.. catalogue.Sums.Where(s => about is null || s.Total == about || s.Parts.Contains(about))];
        List<AtLeast> orders = [.. catalogue.Orders.Where(o => o.When.Count == 0 && (about is null || o.Whole == about || o.Part == about))];
        List<string> codes = [.. sums.SelectMany(s => s.Parts.Append(s.Total)).Concat(orders.SelectMany(o => new[] { o.Whole, o.Part })).Concat(about is null ? Declared() : [about]).Append(OwnIndicators.Residents).Distinct()];
        var compared = (await ledger.CompareAsync(codes, region.Value, period, source, cancellation)).ToDictionary(c => c.Now.Code, StringComparer.Ordinal);
        var findings = new List<FigureFinding>();
        foreach (var sum in sums)
            Add(findings, sum, compared);
        foreach (var order in orders)
            Add(findings, order, compared);
        foreach (var code in about is null ? codes : [about])
            AddUnusual(findings, code, compared);
        return findings;
    }

    private IEnumerable<string> Declared() => ledger.Library.All.Where(i => i.Declared is not null && ledger.Sees(i)).Select(i => i.Code);

    private void Add(List<FigureFinding> findings, Sum sum, Dictionary<string, FigureComparison> compared)
    {
        var parts = sum.Parts.Select(p => compared[p].Now.Value).ToList();
        if (compared[sum.Total].Now.Value is not { } total || parts.Contains(null))
            return;
        var added = parts.Sum()!.Value;
        // Figures of a report are rounded, each to its own digits.
        var margin = sum.Parts.Append(sum.Total).Sum(code => Margin(compared[code].Now));
        if (Math.Abs(added - total) > margin)
            findings.Add(new FigureFinding(sum.Total, true, $"{Name(sum.Total)}是{total}，各部分（{string.Join('、', sum.Parts.Select(p => Texts.Of(Name(p))))}）合计{added}，不相等。"));
    }

    private void Add(List<FigureFinding> findings, AtLeast order, Dictionary<string, FigureComparison> compared)
    {
        var (whole, part) = (compared[order.Whole].Now, compared[order.Part].Now);
        if (whole.Value is not { } most || part.Value is not { } least)
            return;
        var margin = Margin(whole) + Margin(part);
        if (least > most + margin)
            findings.Add(new FigureFinding(order.Part, true, $"{Name(order.Part)}是{least}，多于{Name(order.Whole)}的{most}。"));
        else if (least > (most * order.To) + margin || least < (most * order.From) - margin)
            findings.Add(new FigureFinding(order.Part, true, $"{Name(order.Part)}是{least}，{Name(order.Whole)}是{most}，不在其{Percent(order.From)}和{Percent(order.To)}之间。"));
    }

    private static string Percent(decimal share) => (share * 100).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) + "%";

    private void AddUnusual(List<FigureFinding> findings, string code, Dictionary<string, FigureComparison> compared)
    {
        var found = compared[code];
        if (found.Now.Value is not { } now)
            return;
        if (ledger.Library.Find(code)?.Declared?.UsualChange is { } usual && found.ChangesSinceBefore.Count == 0 && found.Before.Value is > 10 and { } before && (now > before * usual || now < before / usual))
            findings.Add(new FigureFinding(code, false, $"{Name(code)}是{now}，上期是{before}，变化超过{usual}倍，请核实。"));
        if (ledger.Library.Catalogue.Densities.TryGetValue(code, out var density) && compared[OwnIndicators.Residents].Now.Value is > 0 and { } residents && now > density * residents / Residents * 3)
            findings.Add(new FigureFinding(code, false, $"{Name(code)}是{now}，每万人{decimal.Round(now / residents * Residents, 2)}，超过全国水平{density}的三倍，请核实。"));
    }

    /// <summary>Half of the last digit that a source wrote.</summary>
    private static decimal Margin(LedgerFigure figure)
    {
        if (figure is not { Kind: FigureKind.Published or FigureKind.Reported, Entered: { Digits: { } digits, Value: not 0 } entered })
            return 0;
        var magnitude = (int)Math.Floor(Math.Log10((double)Math.Abs(entered.Value))) + 1;
        var step = 0.5m;
        for (var i = magnitude - digits; i != 0; i -= Math.Sign(i))
            step = i > 0 ? step * 10 : step / 10;
        return step;
    }

    private FormattableString Name(string code) => ledger.Library.Find(code)!.InBothLanguages;
}
