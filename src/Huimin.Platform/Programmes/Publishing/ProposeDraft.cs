using Huimin.Platform.Access;
using Huimin.Policies;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>Its author hands a draft to a second officer.</summary>
public sealed class ProposeDraft(DraftChecks checks, ChangeDraft work, TimeProvider clock)
{
    public Task<PolicyDraft> RunAsync(SignedInOfficer officer, long id, long? seen, string alarmReason, CancellationToken cancellation = default) =>
        work.RunAsync(officer, id, seen, (draft, newest) =>
        {
            var alarms = DraftEffect.Read(draft.Effect)?.Alarms.Count > 0;
            var today = Month.Of(DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
            draft.Propose(officer, checks.Of(newest, draft.Files), newest, alarms, alarmReason, today, clock.GetUtcNow().UtcDateTime);
            return Task.CompletedTask;
        }, cancellation);
}
