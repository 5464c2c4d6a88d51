using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>Begins a draft on the newest version.</summary>
public sealed class StartDraft(AppDbContext context, PolicyLibrary library, ChangeDraft work, TimeProvider clock)
{
    /// <returns>The draft's number.</returns>
    /// <exception cref="CannotRunException">There is no title, or the newest version cannot be read by this program.</exception>
    public Task<long> RunAsync(SignedInOfficer officer, string title, CancellationToken cancellation = default) => work.InTransactionAsync(officer, Permissions.DraftPolicies, async () =>
    {
        await library.RefreshAsync(context, cancellation);
        var newest = library.Newest;
        if (newest.Pack is null)
            throw new CannotRunException($"第{newest.Number}版政策本程序不能读取，不能在它上面起草。请先升级程序。");
        var id = (await context.PolicyDrafts.MaxAsync(d => (long?)d.Id, cancellation) ?? 0) + 1;
        context.Add(PolicyDraft.Begin(id, newest.Layer, officer, title, newest.Number, newest.Hash, clock.GetUtcNow().UtcDateTime));
        return id;
    }, cancellation);
}
