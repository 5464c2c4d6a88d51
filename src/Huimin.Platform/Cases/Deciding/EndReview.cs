using Huimin.Platform.Cases.Types;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Deciding;

/// <summary>
/// What the upper level's review does to the case that it looked at 复审结论的效果: upheld, it goes on or stays closed as it was;
/// overturned, it begins again at the first opinion, and the lower level is bound by the reasons.
/// </summary>
public sealed class EndReview(CaseOffice office) : ICaseEffects
{
    public bool Concern(CaseType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Purpose == CasePurpose.Review;
    }

    public async Task ApplyAsync(CaseFile file, Decision decision, Queue<long> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(decision);
        if (file.Record.ReviewOf is not { } reviewed || await office.Context.Cases.FirstOrDefaultAsync(c => c.Id == reviewed, cancellation) is not { } record)
            return;
        var type = office.Catalogue.Of(record.Type);
        var (from, at) = (record.Step, office.Moment);
        if (decision.Outcome == CaseOutcome.Overturned)
            record.Reopen(type.Steps.FirstOrDefault(s => s.Work == StepWork.Opinion) ?? type.First, at);
        else if (record.DecidedOn is not null && record.Outcome is { } outcome)
            record.Close(outcome, at);
        else
            record.Resume(at);
        await AnswerAsync(file.Record, record, decision, cancellation);
        office.Add(record, CaseEventKind.ReviewEnded, from, decision.Reason, null);
    }

    /// <summary>
    /// What was objected before the review began was looked at in it: its outcome is the answer. What came in meanwhile stays open.
    /// </summary>
    private async Task AnswerAsync(Case review, Case record, Decision decision, CancellationToken cancellation)
    {
        var upheld = decision.Outcome == CaseOutcome.Overturned;
        var answer = upheld
            ? Texts.In(false, $"提级复审（受理号{review.Number}）改变了原处理，决定书{decision.Number}。{decision.Reason}")
            : Texts.In(false, $"提级复审（受理号{review.Number}）维持原处理，决定书{decision.Number}。{decision.Reason}");
        foreach (var objection in await office.Context.CaseObjections.Where(o => o.CaseId == record.Id && o.AnsweredAt == null && o.At <= review.ReceivedAt).ToListAsync(cancellation))
        {
            objection.Resolve(upheld, answer, office.Now);
            office.Add(record, CaseEventKind.ObjectionAnswered, record.Step, answer, null);
        }
    }
}
