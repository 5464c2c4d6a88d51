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

    private readonly Dictionary<string, List<int>> byCode = new(StringComparer.Ordinal);

    private static readonly string[] Averages = ["均", "每", "率", "密度"];
    // 完成全年任务的184% is no share.
    private static readonly string[] Overfulfilled = ["完成", "任务", "计划", "目标", "预算", "同期"];
    // Words that name no place although a place's kind is in them.
    private static readonly string[] General = ["城乡", "乡镇", "镇街", "社区", "小区", "区划", "县级", "乡村", "全县", "全区"];
    private static readonly string[] Building = ["建成", "新建", "新增", "新设立", "新成立"];

    /// <summary>The drafts with their doubts, in the same order.</summary>
    public List<Figure> Mark(List<Draft> drafts)
    {
        var doubts = new Doubt?[drafts.Count];
        foreach (var (draft, index) in drafts.Select((d, i) => (d, i)).Where(d => d.d.Figure.Indicator is not null && d.d.Figure.Confidence >= Sure && Counts(d.d)))
            (byCode.TryGetValue(draft.Figure.Indicator!, out var same) ? same : byCode[draft.Figure.Indicator!] = []).Add(index);
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
        if (figure is { Measure: Measure.Rate, Unit: "percent" or "permille", Value: > 1 } && !Overfulfilled.Any(w => left.Contains(w, StringComparison.Ordinal)))
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
        return neighbour && !number.HasMagnitude ? decimal.Round(number.Value * 10_000) : null;
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
            foreach (var total in Of(sum.Total))
            {
                var parts = sum.Parts.Select(p => Of(p).FirstOrDefault(i => Comparable(drafts[i], drafts[total]), -1)).ToList();
                if (parts.Contains(-1))
                    continue;
                var (low, high) = (parts.Sum(p => Margin.Of(drafts[p]).Low), parts.Sum(p => Math.Min(Margin.Of(drafts[p]).High, long.MaxValue)));
                if (Margin.Of(drafts[total]) is var margin && (margin.High < low || margin.Low > high))
                    doubts[total] ??= new Doubt(DoubtKind.PartsDoNotAdd, parts.Sum(p => drafts[p].Figure.Value));
            }
        }
    }

    /// <summary>The same indicator of the same time with another value; the later of the two is marked.</summary>
    private void Contradict(List<Draft> drafts, Doubt?[] doubts)
    {
        foreach (var same in byCode.Values)
        {
            foreach (var index in same.Skip(1))
            {
                if (Comparable(drafts[index], drafts[same[0]]) && SameWords(drafts[index], drafts[same[0]]) && Margin.Of(drafts[index]).IsApart(Margin.Of(drafts[same[0]])))
                    doubts[index] ??= new Doubt(DoubtKind.Contradiction, drafts[same[0]].Figure.Value);
            }
        }
    }

    private List<int> Of(string code) => byCode.GetValueOrDefault(code, []);

    /// <summary>Figures of counties and of kinds differ without contradicting: both have to be sure, and neither a part.</summary>
    private static bool SameWords(Draft one, Draft other) =>
        one.Figure.Unit == other.Figure.Unit && one.Mention.Subject is null && other.Mention.Subject is null
        && one.Figure.Measure != Measure.Rank && !IsOfPart(one.Mention) && !IsOfPart(other.Mention) && Naming(one.Mention) is { Length: > 2 } naming && naming == Naming(other.Mention);

    /// <summary>其中市本级3127户, 大河镇8户: not what the whole city has. A list of parts goes on over semicolons.</summary>
    private static bool IsOfPart(Mention mention)
    {
        var before = mention.Line.Characters[..(mention.Number.Start - mention.Line.Start)];
        before = before[(before.LastIndexOf('。') + 1)..];
        return before.Contains("其中", StringComparison.Ordinal) || before.Contains("本级", StringComparison.Ordinal) || NamesPlace(Namings(mention));
    }

    private static bool NamesPlace(string words)
    {
        foreach (var general in General)
            words = words.Replace(general, "", StringComparison.Ordinal);
        return words.IndexOfAny(['镇', '乡', '县', '区']) >= 0 || words.Contains("街道", StringComparison.Ordinal);
    }

    /// <summary>The last words before the number, or the first behind it, or those that it shares with the number before.</summary>
    private static string Naming(Mention mention)
    {
        var words = Namings(mention);
        return mention.RightIsEmpty ? words[^Math.Min(6, words.Length)..] : words[..Math.Min(10, words.Length)];
    }

    private static string Namings(Mention mention)
    {
        if (!mention.RightIsEmpty)
            return mention.Text(mention.Right);
        return MentionReader.IsFiller(mention.Span(mention.Left)) ? mention.Text(mention.Shared) : mention.Text(mention.Left);
    }

    private IEnumerable<(int Whole, int Part)> Pairs(List<Draft> drafts, string whole, string part) =>
        Of(whole).SelectMany(w => Of(part).Where(p => Comparable(drafts[p], drafts[w])).Select(p => (w, p)));

    private static bool Comparable(Draft one, Draft other) => one.Figure.Period == other.Figure.Period;

    private static bool Counts(Draft draft) => draft.Figure.Measure is Measure.Stock or Measure.Flow or Measure.Rate && draft.Figure.Suspect is null;
}
