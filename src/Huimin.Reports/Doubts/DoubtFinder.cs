using Huimin.Reports.Catalogue;
using Huimin.Reports.Phrases;

namespace Huimin.Reports.Doubts;

/// <summary>A figure and the words that it was read from.</summary>
internal sealed record Draft(Figure Figure, Mention Mention);

/// <summary>Marks the figures that cannot be true: alone, against the others of the report, or for a city of that size.</summary>
internal sealed class DoubtFinder(IndicatorCatalogue catalogue, long? residents)
{
    /// <summary>Only figures that are surely what they seem can contradict each other.</summary>
    private const double Sure = 0.7;

    private static readonly HashSet<string> Divisible = new(StringComparer.Ordinal)
    {
        "yuan", "percent", "permille", "hour", "mu", "square_metre", "hectare", "kilometre", "year",
    };

    private static readonly string[] Averages = ["均", "每", "率", "密度"];
    private static readonly string[] Building = ["建成", "新建", "新增", "新设立", "新成立"];

    /// <summary>The drafts with their doubts, in the same order.</summary>
    public List<Figure> Mark(List<Draft> drafts)
    {
        var doubts = new Doubt?[drafts.Count];
        for (var i = 0; i < drafts.Count; i++)
            doubts[i] = Alone(drafts, i);
        Order(drafts, doubts);
        Add(drafts, doubts);
        Contradict(drafts, doubts);
        return [.. drafts.Select((d, i) => doubts[i] is { } doubt ? d.Figure with { Suspect = doubt } : d.Figure)];
    }

    private Doubt? Alone(List<Draft> drafts, int index)
    {
        var (figure, mention) = (drafts[index].Figure, drafts[index].Mention);
        var left = mention.Text(mention.Left);
        if (!Divisible.Contains(figure.Unit) && figure.Value != decimal.Truncate(figure.Value) && !Averages.Any(a => left.Contains(a, StringComparison.Ordinal)))
            return new Doubt(DoubtKind.Fraction, LikelyValue: WithMagnitudeOfNeighbour(drafts, index));
        if (figure is { Measure: Measure.Rate, Unit: "percent" or "permille", Value: > 1 })
            return new Doubt(DoubtKind.AboveWhole);
        if (figure.Indicator is { } code && residents is { } people && catalogue.Densities.TryGetValue(code, out var density)
            && figure.Value > density * people / 10_000 && Building.Any(b => BuildingClause(mention).Contains(b, StringComparison.Ordinal)))
            return new Doubt(DoubtKind.BuiltBeyondDensity, Math.Round(density * people / 10_000));
        return null;
    }

    /// <summary>The clause up to the number; a verb of building at its start governs the whole list.</summary>
    private static string BuildingClause(Mention mention) =>
        mention.Line.All[mention.Line.ClauseStart(mention.Number.Start)..mention.Number.Start];

    /// <summary>14.3名 beside 8.2万名 lost its 万.</summary>
    private static decimal? WithMagnitudeOfNeighbour(List<Draft> drafts, int index)
    {
        var number = drafts[index].Mention.Number;
        var sentence = drafts[index].Mention.Line.SentenceStart(number.Start);
        var neighbour = new[] { index - 1, index + 1 }.Where(i => i >= 0 && i < drafts.Count).Select(i => drafts[i].Mention)
            .Any(m => m.Line == drafts[index].Mention.Line && m.Line.SentenceStart(m.Number.Start) == sentence && m.Number.HasMagnitude && m.Number.Unit == number.Unit);
        return neighbour && !number.HasMagnitude ? number.Value * 10_000 : null;
    }

    private void Order(List<Draft> drafts, Doubt?[] doubts)
    {
        foreach (var order in catalogue.Orders)
        {
            foreach (var (whole, part) in Pairs(drafts, order.Whole, order.Part))
            {
                var clause = drafts[whole].Mention.Line;
                var words = clause.All[clause.SentenceStart(drafts[whole].Mention.Number.Start)..clause.SentenceEnd(drafts[whole].Mention.Number.End)];
                if (order.When.Count > 0 && !order.When.Any(w => words.Contains(w, StringComparison.Ordinal)))
                    continue;
                if (Margin.Of(drafts[part]).Low > Margin.Of(drafts[whole]).High)
                    doubts[part] ??= new Doubt(DoubtKind.PartAboveWhole, drafts[whole].Figure.Value);
            }
        }
    }

    private void Add(List<Draft> drafts, Doubt?[] doubts)
    {
        foreach (var sum in catalogue.Sums)
        {
            for (var total = 0; total < drafts.Count; total++)
            {
                if (drafts[total].Figure.Indicator != sum.Total || !Counts(drafts[total]))
                    continue;
                var parts = sum.Parts.Select(p => Enumerable.Range(0, drafts.Count).FirstOrDefault(i => drafts[i].Figure.Indicator == p && Comparable(drafts[i], drafts[total]), -1)).ToList();
                if (parts.Contains(-1))
                    continue;
                var (low, high) = (parts.Sum(p => Margin.Of(drafts[p]).Low), parts.Sum(p => Margin.Of(drafts[p]).High));
                if (Margin.Of(drafts[total]) is var margin && (margin.High < low || margin.Low > high))
                    doubts[total] ??= new Doubt(DoubtKind.PartsDoNotAdd, parts.Sum(p => drafts[p].Figure.Value));
            }
        }
    }

    /// <summary>The same indicator of the same time with another value; the later of the two is marked.</summary>
    private static void Contradict(List<Draft> drafts, Doubt?[] doubts)
    {
        foreach (var same in Enumerable.Range(0, drafts.Count).Where(i => drafts[i].Figure.Indicator is not null && Counts(drafts[i])).GroupBy(i => drafts[i].Figure.Indicator, StringComparer.Ordinal))
        {
            var first = -1;
            foreach (var index in same)
            {
                if (first < 0)
                    first = index;
                else if (Comparable(drafts[index], drafts[first]) && SameWords(drafts[index], drafts[first]) && Margin.Of(drafts[index]).IsApart(Margin.Of(drafts[first])))
                    doubts[index] ??= new Doubt(DoubtKind.Contradiction, drafts[first].Figure.Value);
            }
        }
    }

    /// <summary>Figures of counties and of kinds differ without contradicting: both have to be sure, and neither a part.</summary>
    private static bool SameWords(Draft one, Draft other) =>
        one.Figure.Confidence >= Sure && other.Figure.Confidence >= Sure && one.Figure.Unit == other.Figure.Unit && one.Mention.Subject is null && other.Mention.Subject is null
        && Measure.Rank != one.Figure.Measure && Naming(one.Mention) == Naming(other.Mention);

    /// <summary>The last words before the number, or the first behind it.</summary>
    private static string Naming(Mention mention) => mention.Text(mention.RightIsEmpty ? mention.Left : mention.Right) is var words && words.Length > 4 && mention.RightIsEmpty ? words[^4..] : words[..Math.Min(4, words.Length)];

    private static IEnumerable<(int Whole, int Part)> Pairs(List<Draft> drafts, string whole, string part) =>
        from w in Enumerable.Range(0, drafts.Count)
        where drafts[w].Figure.Indicator == whole && Counts(drafts[w])
        from p in Enumerable.Range(0, drafts.Count)
        where drafts[p].Figure.Indicator == part && Comparable(drafts[p], drafts[w])
        select (w, p);

    private static bool Comparable(Draft one, Draft other) => Counts(one) && Counts(other) && one.Figure.Period == other.Figure.Period;

    private static bool Counts(Draft draft) => draft.Figure.Measure is Measure.Stock or Measure.Flow or Measure.Rate && draft.Figure.Suspect is null;
}
