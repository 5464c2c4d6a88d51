using System.Buffers;
using Huimin.Reports.Text;

namespace Huimin.Reports.Periods;

/// <summary>The times of one line's figures: what its sentence says, else what its first words say, else the report's.</summary>
internal sealed class LinePeriods
{
    private const int Lead = 8;

    private static readonly SearchValues<string> PlanWords = SearchValues.Create(["力争", "拟新", "拟建", "计划新", "计划建", "计划完成", "目标任务", "将新建", "将建成", "将完成"], StringComparison.Ordinal);

    private readonly TextLine line;
    private readonly ReportPeriod? report;
    private readonly ReportPeriod? plan;
    private readonly List<PeriodMention> mentions;
    private readonly PeriodMention? lead;

    public LinePeriods(TextLine line, ReportPeriod? report, ReportPeriod? plan)
    {
        (this.line, this.report, this.plan) = (line, report, plan);
        mentions = report is { } known ? PeriodWords.Find(line.All, line.Start, line.End, known) : [];
        lead = mentions.Count > 0 && mentions[0].Start - line.Start <= Lead ? mentions[0] : null;
    }

    /// <summary>The time of a figure, and whether it is planned.</summary>
    public (ReportPeriod? Period, bool IsPlanned) Of(int at)
    {
        var sentence = line.SentenceStart(at);
        PeriodMention? own = null;
        foreach (var mention in mentions)
        {
            if (mention.Start >= sentence && mention.Start < at)
                own = mention;
        }

        if (own is { } named)
            return (named.Period, named.IsPlanned || plan is not null);
        if (plan is not null)
            return (plan, true);
        if (Outline.Begins(line.All.AsSpan(sentence, at - sentence)))
            return (Outline.Ahead(line.All.AsSpan(sentence, Math.Min(12, at - sentence)), report), true);
        if (line.All.AsSpan(line.ClauseStart(at), at - line.ClauseStart(at)).ContainsAny(PlanWords))
            return (report is { } known && known.End is not { Month: 12, Day: 31 } ? new(known.End.AddDays(1), new DateOnly(known.End.Year, 12, 31)) : report, true);
        return lead is { } first ? (first.Period, first.IsPlanned) : (report, false);
    }
}
