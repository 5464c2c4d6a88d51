using Huimin.Platform.Access;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>Its author gives a draft up.</summary>
public sealed class WithdrawDraft(ChangeDraft work, TimeProvider clock)
{
    public Task<PolicyDraft> RunAsync(SignedInOfficer officer, long id, long? seen, string note, CancellationToken cancellation = default) =>
        work.RunAsync(officer, id, seen, (draft, _) =>
        {
            draft.Withdraw(officer, note, clock.GetUtcNow().UtcDateTime);
            return Task.CompletedTask;
        }, cancellation);
}
