using Huimin.Platform.Access;
using Huimin.Policies;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>Says what a draft is for and from which month it is to hold.</summary>
public sealed class DescribeDraft(ChangeDraft work, TimeProvider clock)
{
    public Task<PolicyDraft> RunAsync(
        SignedInOfficer officer, long id, long? seen, string title, string reason, Month? start, string lateReason, CancellationToken cancellation = default) =>
        work.RunAsync(officer, id, seen, (draft, _) =>
        {
            draft.Describe(officer, title, reason, start, lateReason, clock.GetUtcNow().UtcDateTime);
            return Task.CompletedTask;
        }, cancellation);
}
