using Huimin.Platform.Access;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>A second officer sends a proposed draft back and says why.</summary>
public sealed class RejectDraft(ChangeDraft work, TimeProvider clock)
{
    public Task<PolicyDraft> RunAsync(SignedInOfficer officer, long id, long? seen, string note, CancellationToken cancellation = default) =>
        work.RunAsync(officer, id, seen, Permissions.PublishPolicies, (draft, _) =>
        {
            draft.Reject(officer, note, clock.GetUtcNow().UtcDateTime);
            return Task.CompletedTask;
        }, cancellation);
}
