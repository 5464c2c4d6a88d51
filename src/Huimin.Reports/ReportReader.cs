using Huimin.Reports.Catalogue;
using Huimin.Reports.Claims;
using Huimin.Reports.Documents;
using Huimin.Reports.Doubts;
using Huimin.Reports.Matching;
using Huimin.Reports.Numbers;
using Huimin.Reports.Periods;
using Huimin.Reports.Phrases;
using Huimin.Reports.Text;

namespace Huimin.Reports;

/// <summary>
/// Reads the figures out of a Chinese government report: numbers with their measure words, the words that govern them, the
/// indicator that these name, the time that the context gives, and what cannot be true. One reader serves any number of texts,
/// one at a time.
/// </summary>
public sealed class ReportReader(IndicatorCatalogue catalogue)
{
    private const int QuoteBefore = 14;
    private const int QuoteBehind = 12;

    private readonly IndicatorMatcher matcher = new(new IndicatorIndex(catalogue), new Synonyms(catalogue.Synonyms));

    /// <summary>Never fails: a text without figures gives none.</summary>
    public Reading Read(ReportText report, ReadingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        options ??= new ReadingOptions();
        var text = NormalText.Of(report.Characters);
        var lines = TextLine.Split(text.Characters);
        var period = options.Period ?? DocumentPeriod.Of(lines, options.Name);
        var place = DocumentPeriod.Place(text.Characters[..Math.Min(text.Characters.Length, 50_000)], options.Residents.Keys);
        var plans = Outline.Plans(lines, period);
        var drafts = new List<Draft>();
        var claims = new List<Claim>();
        var (skipped, heading) = (0, default(TextLine));
        for (var i = 0; i < lines.Count; i++)
        {
            if (TableRow.Is(lines[i]))
            {
                if (TableRow.Read(lines[i]) is { } row)
                    ReadMentions(text, lines[i], [row], new LinePeriods(lines[i], period, plans[i]), heading, drafts);
                else
                    skipped++;
                continue;
            }

            var numbers = NumberScanner.Scan(text, lines[i]);
            if (numbers.Count > 0)
                ReadMentions(text, lines[i], MentionReader.Read(lines[i], numbers), new LinePeriods(lines[i], period, plans[i]), heading, drafts);
            if (lines[i].IsHeading)
                heading = lines[i];
            else
                claims.AddRange(ClaimReader.Read(text, lines[i], new LinePeriods(lines[i], period, plans[i]), catalogue));
        }

        long? residents = place is not null && options.Residents.TryGetValue(place, out var people) ? people : null;
        return new Reading(period, place, new DoubtFinder(catalogue, residents).Mark(drafts), skipped) { Publisher = DocumentPeriod.Publisher(lines), Claims = claims };
    }

    private void ReadMentions(NormalText text, TextLine line, List<Mention> mentions, LinePeriods periods, TextLine? heading, List<Draft> drafts)
    {
        foreach (var mention in mentions)
        {
            var match = matcher.Find(mention, heading is null ? [] : heading.Characters);
            var (period, isPlanned) = periods.Of(mention.Number.Start);
            var unit = Unit(mention, match.Indicator);
            var measure = isPlanned ? Measure.Target : MeasureOf(mention, match.Indicator, unit);
            var (offset, quote) = Quote(text, line, mention);
            var (start, number) = text.Quote(mention.Number.Start, mention.Number.End);
            var draft = new Draft(
                new Figure
                {
                    Quote = quote,
                    Offset = offset,
                    NumberStart = start,
                    NumberEnd = start + number.Length,
                    Value = Whole(mention.Number.Value),
                    Unit = unit,
                    Bound = mention.Number.Bound,
                    Indicator = match.Indicator?.Code,
                    Measure = measure,
                    Period = period,
                    Confidence = Confidence(mention, match),
                },
                mention);
            var (low, high) = Margin.Of(draft);
            drafts.Add(draft with { Figure = draft.Figure with { Low = low, High = high } });
        }
    }

    /// <summary>新建7座 counts over the time even where the indicator counts what there is.</summary>
    private static Measure MeasureOf(Mention mention, Indicator? indicator, string unit)
    {
        var signals = Signals.Of(mention);
        return indicator is null ? signals.Guess(unit) : indicator.Measure == Measure.Stock && signals.IsNew ? Measure.Flow : indicator.Measure;
    }

    /// <summary>The indicator knows best what 个 counts; without one the noun beside does.</summary>
    private static string Unit(Mention mention, Indicator? indicator)
    {
        var unit = mention.Number.Unit;
        if (indicator is not null)
            return unit.Unit == indicator.Unit || unit.CountsAnything || Array.IndexOf(unit.Also, indicator.Unit) >= 0 ? indicator.Unit : unit.Unit;
        if (unit.Also.Length == 0)
            return unit.Unit;
        var noun = (mention.RightIsEmpty ? null : UnitWords.BeginsWithNoun(mention.Span(mention.Right))) ?? UnitWords.OfNoun(mention.Span(mention.Left));
        return noun is not null && UnitWords.CanBe(unit, noun) ? noun : unit.CountsAnything ? "item" : unit.Unit;
    }

    private static (int Offset, string Words) Quote(NormalText text, TextLine line, Mention mention)
    {
        var number = mention.Number;
        var start = mention.QuoteStart ?? Math.Max(mention.Left.Start.Value, number.Start - QuoteBefore);
        var end = mention.RightIsEmpty ? number.End : Math.Clamp(mention.Right.End.Value, number.End, number.End + QuoteBehind);
        return text.Quote(Math.Clamp(start, line.Start, number.Start), Math.Min(end, line.End));
    }

    /// <summary>Without trailing zeros, so that 0.950 prints as 0.95.</summary>
    private static decimal Whole(decimal value) => value / 1.0000000000000000000000000000m;

    private static double Confidence(Mention mention, Match match)
    {
        var read = mention.Number.IsChinese ? 0.9 : 0.99;
        if (match.Indicator is null)
            return Math.Round(read * 0.5, 2);
        var margin = Math.Min(1, (match.Score - match.Second) / match.Score * 3);
        return Math.Round(read * Math.Clamp(0.45 + (0.45 * match.Score) + (0.15 * margin), 0, 1), 2);
    }
}
