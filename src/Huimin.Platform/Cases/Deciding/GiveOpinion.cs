using Huimin.Platform.Access;
using Huimin.Platform.Cases.Assessing;
using Huimin.Platform.Cases.Types;

namespace Huimin.Platform.Cases.Deciding;

/// <summary>The lower level proposes what is to be decided, beside what the policies compute 初审意见.</summary>
public sealed class GiveOpinion(CaseOffice office, AssessCase assess, Separation separation)
{
    /// <param name="outcome">What is proposed.</param>
    /// <param name="reason">Why; must be given for anything but what the policies propose.</param>
    /// <exception cref="CannotRunException">It is not this office's turn, the outcome is none of this matter, or granting goes beyond the policies.</exception>
    public async Task RunAsync(long id, Sent sent, CaseOutcome outcome, string reason, CancellationToken cancellation = default)
    {
        if (await office.OpenAsync(id, sent, CaseAction.GiveOpinion, cancellation) is not { } file)
            return;
        var (record, from) = (file.Record, file.Record.Step);
        RequireOutcome(file.Type, outcome);
        reason = outcome == CaseOutcome.Granted ? CaseOffice.Text(reason) : CaseOffice.Text(reason, $"请写明理由。");
        var proposed = (Amount: 0L, Below: false);
        if (outcome is CaseOutcome.Granted or CaseOutcome.Kept or CaseOutcome.Raised or CaseOutcome.Cut && file.Type.Programmes.Count > 0)
        {
            var assessment = await assess.RunAsync(file.Type, record, office.Today, cancellation);
            if (assessment.Problem is { } problem)
                throw new CannotRunException(problem);
            var lines = assessment.Proposed(file.Type.GrantsEach);
            proposed = (lines.Sum(l => l.Outcome.Amount.Fen), lines.Any(l => l.TownshipDecides));
            if (lines.Count == 0)
                throw assessment.IsUndetermined
                    ? new CannotRunException($"还有情况没有查明，不能判定是否符合条件。请先补充登记，再提出意见。")
                    : new CannotRunException($"按现行政策不符合任何一项的条件，不能提出同意的意见。情况登记有误的，请先更正。");
        }

        if (office.Context.Acting.AccountId is { } account)
            await separation.UseAsync(account, Permissions.ProposeCases, $"case:{id}", cancellation);
        record.GiveOpinion(outcome, proposed.Amount, proposed.Below);
        record.Advance(file.Type, office.Moment);
        await office.SaveAsync(file, CaseEventKind.OpinionGiven, from, reason, sent, cancellation);
    }

    /// <summary>What a matter of this kind may end with.</summary>
    public static IReadOnlyList<CaseOutcome> Outcomes(CaseType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Purpose switch
        {
            CasePurpose.Change => [CaseOutcome.Kept, CaseOutcome.Raised, CaseOutcome.Cut, CaseOutcome.Stopped],
            CasePurpose.Review => [CaseOutcome.Upheld, CaseOutcome.Overturned],
            CasePurpose.Service => [CaseOutcome.Helped, CaseOutcome.Refused],
            _ => [CaseOutcome.Granted, CaseOutcome.Refused],
        };
    }

    internal static void RequireOutcome(CaseType type, CaseOutcome outcome)
    {
        if (!Outcomes(type).Contains(outcome))
            throw new CannotRunException($"请选择结论。");
    }
}
