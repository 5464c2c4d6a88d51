using Huimin.Reports.Catalogue;
using Huimin.Reports.Numbers;
using Huimin.Reports.Phrases;

namespace Huimin.Reports.Matching;

/// <summary>The indicator that a number is of, and how well it fits, from 0 to 1; null when none fits.</summary>
internal readonly record struct Match(Indicator? Indicator, double Score, double Second);

/// <summary>
/// Finds the indicator of a number: of all whose unit the measure word can count, the one whose name the words around the number
/// make up best. Near words count more than far ones.
/// </summary>
internal sealed class IndicatorMatcher(IndicatorIndex index, Synonyms synonyms)
{
    /// <summary>Below that no indicator is named.</summary>
    internal const double Least = 0.36;

    private const float Head = 1f;
    private const float Beside = 0.8f;
    private const float Clause = 0.55f;
    private const float ClauseBefore = 0.5f;
    private const float ClausesBefore = 0.4f;
    private const float ClauseBehind = 0.32f;
    private const float SentenceBefore = 0.16f;
    private const float Topic = 0.18f;

    // Characters; sentences of lists can be long.
    private const int Farthest = 150;

    private readonly Evidence evidence = new(index, synonyms);

    /// <param name="mention">The number and its words.</param>
    /// <param name="heading">The heading above, or nothing.</param>
    public Match Find(Mention mention, ReadOnlySpan<char> heading)
    {
        Gather(mention, heading);
        var signals = Signals.Of(mention);
        var noun = Noun(mention);
        var best = new Match(null, 0, 0);
        foreach (var (unit, entries) in index.ByUnit)
        {
            if (!UnitWords.CanBe(mention.Number.Unit, unit))
                continue;
            var unitFit = UnitFit(mention.Number.Unit, unit, noun);
            foreach (var entry in entries)
            {
                var score = Score(entry) * unitFit * signals.Fit(entry.Indicator);
                if (score <= best.Second)
                    continue;
                score *= Exclusion(entry.Indicator, mention);
                if (score <= best.Second)
                    continue;
                best = score > best.Score ? new Match(entry.Indicator, score, best.Score) : best with { Second = score };
            }
        }

        return best.Score < Least ? best with { Indicator = null } : best;
    }

    private double Score(IndicatorIndex.Entry entry)
    {
        var best = 0f;
        foreach (var phrase in entry.Phrases)
            best = Math.Max(best, evidence.Fit(phrase));
        return best;
    }

    /// <summary>What is counted, by the noun beside a measure word that counts several things.</summary>
    private static string? Noun(Mention mention) => mention.Number.Unit.Also.Length == 0
        ? null
        : mention.RightIsEmpty ? UnitWords.OfNoun(mention.Span(mention.Left)) : UnitWords.BeginsWithNoun(mention.Span(mention.Right));

    private static double UnitFit(UnitWord word, string unit, string? noun)
    {
        if (noun is not null && UnitWords.CanBe(word, noun))
            return noun == unit ? 1 : 0.88;
        return word.Unit == unit ? 1 : 0.94;
    }

    private void Gather(Mention mention, ReadOnlySpan<char> heading)
    {
        var line = mention.Line;
        evidence.Begin(line);
        var at = mention.Number.Start;
        var (sentence, sentenceEnd) = (line.SentenceStart(at), line.SentenceEnd(mention.Number.End));
        var (clause, clauseEnd) = (line.ClauseStart(at), line.ClauseEnd(mention.Number.End));
        GatherHead(mention);
        evidence.Add(clause..clauseEnd, Clause);
        if (clause > sentence)
        {
            var before = line.ClauseStart(clause - 1);
            evidence.Add(Math.Max(before, sentence)..clause, ClauseBefore);
            evidence.Add(Math.Max(sentence, clause - Farthest)..clause, ClausesBefore);
        }

        if (sentenceEnd > clauseEnd)
            evidence.Add(clauseEnd..Math.Min(sentenceEnd, clauseEnd + Farthest), ClauseBehind);
        if (sentence > line.Start)
        {
            evidence.Add(Math.Max(line.SentenceStart(sentence - 1), sentence - Farthest)..sentence, SentenceBefore);
            evidence.Add(line.Start..Math.Min(line.Start + 30, sentence), Topic);
        }

        evidence.Add(heading, Topic);
    }

    private void GatherHead(Mention mention)
    {
        if (mention.Subject is { } subject)
        {
            evidence.Add(subject, Head, isHead: true);
            evidence.Add(mention.Left, 0.6f);
            return;
        }

        var unit = mention.Number.Unit;
        if (!mention.Shared.Equals(default))
            evidence.Add(mention.Shared, mention.RightIsEmpty ? 0.95f : Beside, isHead: true);
        evidence.Add(mention.Number.Start..mention.Number.End, Head);
        var right = unit.IsNoun ? (mention.Number.End - unit.Word.Length)..mention.Right.End : mention.Right;
        var isThing = unit.Unit is not ("yuan" or "percent" or "permille" or "person_time" or "couple" or "rank" or "tier" or "session") && !mention.RightIsEmpty;
        if (unit.IsNoun || isThing || MentionReader.IsFiller(mention.Span(mention.Left)))
        {
            evidence.Add(right, Head, isHead: true);
            evidence.Add(mention.Left, Beside);
            return;
        }

        evidence.Add(mention.Left, Head, isHead: true);
        evidence.Add(right, Beside);
    }

    /// <summary>0 if a word that speaks against the indicator stands beside the number; less than 1 if it stands before, in the same list.</summary>
    private static double Exclusion(Indicator indicator, Mention mention)
    {
        if (indicator.Not.Count == 0)
            return 1;
        var line = mention.Line;
        var end = mention.RightIsEmpty ? mention.Number.End : Math.Max(mention.Right.End.Value, line.ClauseEnd(mention.Number.End));
        var words = mention.Subject is { } subject ? subject : line.All.AsSpan(mention.Left.Start.Value, end - mention.Left.Start.Value);
        var shared = mention.Subject is null && mention.RightIsEmpty ? mention.Span(mention.Shared) : [];
        var clause = mention.Subject is null ? line.All.AsSpan(line.ClauseStart(mention.Number.Start), mention.Number.Start - line.ClauseStart(mention.Number.Start)) : [];
        var fit = 1.0;
        foreach (var not in indicator.Not)
        {
            if (words.Contains(not, StringComparison.Ordinal) || shared.Contains(not, StringComparison.Ordinal))
                return 0;
            if (clause.Contains(not, StringComparison.Ordinal))
                fit = 0.65;
        }

        return fit;
    }
}
