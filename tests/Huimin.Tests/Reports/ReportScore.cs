using Huimin.Reports;

namespace Huimin.Tests.Reports;

/// <summary>A figure as a person labelled it.</summary>
public sealed record Label(string Quote, int Offset, decimal Value, string Unit, string? Bound, string? Indicator, bool IsSuspect);

/// <summary>How well a reading agrees with labels. A figure is found when its quote meets the label's and value, unit or indicator agree.</summary>
public sealed record ReportScore(int Labels, int Read, int Found, int ValueAndUnit, int Indicator, int Suspects, int SuspectsFound, int FalseAlarms, IReadOnlyList<string> Wrong)
{
    public double F1 => 2.0 * Found / (Labels + Read);

    public double ValueRate => (double)ValueAndUnit / Found;

    public double IndicatorRate => (double)Indicator / Found;

    public static ReportScore Of(IReadOnlyList<Label> labels, IReadOnlyList<Figure> figures)
    {
        var pairs = Pair(labels, figures);
        var found = labels.Select((l, i) => (Label: l, Figure: pairs[i] < 0 ? null : figures[pairs[i]])).ToList();
        var both = found.Where(f => f.Figure is not null).Select(f => (f.Label, Figure: f.Figure!)).ToList();
        var wrong = found.Where(f => f.Figure is null).Select(f => $"missed: {f.Label.Quote}")
            .Concat(both.Where(b => !SameValue(b.Label, b.Figure)).Select(b => $"value: {b.Label.Quote}: {b.Label.Value} {b.Label.Unit}, read {b.Figure.Value} {b.Figure.Unit}"))
            .Concat(both.Where(b => b.Label.Indicator != b.Figure.Indicator).Select(b => $"indicator: {b.Label.Quote}: {b.Label.Indicator}, read {b.Figure.Indicator}"))
            .Concat(figures.Where((_, i) => !pairs.Contains(i)).Select(f => $"extra: {f.Quote}"))
            .Concat(both.Where(b => b.Label.IsSuspect != b.Figure.Suspect is not null).Select(b => $"suspect: {b.Label.Quote}: {b.Figure.Suspect}"));
        return new ReportScore(
            labels.Count,
            figures.Count,
            both.Count,
            both.Count(b => SameValue(b.Label, b.Figure)),
            both.Count(b => b.Label.Indicator == b.Figure.Indicator),
            labels.Count(l => l.IsSuspect),
            both.Count(b => b.Label.IsSuspect && b.Figure.Suspect is not null),
            figures.Count(f => f.Suspect is not null) - both.Count(b => b.Label.IsSuspect && b.Figure.Suspect is not null),
            [.. wrong]);
    }

    /// <summary>All of them together.</summary>
    public static ReportScore Sum(IReadOnlyList<ReportScore> scores) => new(
        scores.Sum(s => s.Labels),
        scores.Sum(s => s.Read),
        scores.Sum(s => s.Found),
        scores.Sum(s => s.ValueAndUnit),
        scores.Sum(s => s.Indicator),
        scores.Sum(s => s.Suspects),
        scores.Sum(s => s.SuspectsFound),
        scores.Sum(s => s.FalseAlarms),
        [.. scores.SelectMany(s => s.Wrong)]);

    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"found F1 {F1:0.000}, value and unit {ValueRate:0.000}, indicator {IndicatorRate:0.000}, suspects {SuspectsFound}/{Suspects}, false alarms {FalseAlarms}");

    private static bool SameValue(Label label, Figure figure) => label.Value == figure.Value && label.Unit == figure.Unit;

    /// <summary>For each label the figure, or -1: the best agreement first, one for one.</summary>
    private static int[] Pair(IReadOnlyList<Label> labels, IReadOnlyList<Figure> figures)
    {
        var candidates = new List<(int Agreement, int Label, int Figure)>();
        for (var l = 0; l < labels.Count; l++)
        {
            for (var f = 0; f < figures.Count; f++)
            {
                var shared = Math.Min(labels[l].Offset + labels[l].Quote.Length, figures[f].Offset + figures[f].Quote.Length) - Math.Max(labels[l].Offset, figures[f].Offset);
                var agreement = (labels[l].Value == figures[f].Value ? 8 : 0) + (labels[l].Indicator == figures[f].Indicator ? 4 : 0) + (labels[l].Unit == figures[f].Unit ? 2 : 0);
                if (shared > 0 && agreement > 0)
                    candidates.Add(((agreement * 1_000) + shared, l, f));
            }
        }

        var pairs = Enumerable.Repeat(-1, labels.Count).ToArray();
        var taken = new HashSet<int>();
        foreach (var (_, label, figure) in candidates.OrderByDescending(c => c.Agreement))
        {
            if (pairs[label] < 0 && taken.Add(figure))
                pairs[label] = figure;
        }

        return pairs;
    }
}
