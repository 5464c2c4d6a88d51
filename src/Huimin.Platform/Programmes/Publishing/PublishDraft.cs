using Huimin.Platform.Access;
using Huimin.Platform.Data;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>A second officer makes a proposed draft the next version: the draft, the version and its files are saved together or not at all.</summary>
public sealed class PublishDraft(AppDbContext context, PolicyLibrary library, DraftChecks checks, ChangeDraft work, TimeProvider clock)
{
    public async Task<PolicyDraft> RunAsync(SignedInOfficer officer, long id, long? seen, string note, CancellationToken cancellation = default)
    {
        var draft = await work.RunAsync(officer, id, seen, Permissions.PublishPolicies, (draft, newest) =>
        {
            var alarms = DraftEffect.Read(draft.Effect)?.Alarms.Count > 0;
            context.Add(draft.Publish(officer, checks.Of(newest, draft.Files), newest, alarms, note, clock.GetUtcNow().UtcDateTime));
            return Task.CompletedTask;
        }, cancellation);
        await library.RefreshAsync(context, cancellation);
        return draft;
    }
}
