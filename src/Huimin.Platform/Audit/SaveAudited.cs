using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Huimin.Platform.Audit;

/// <summary>A save that writes its audit records in the same transaction: both are kept or neither is.</summary>
internal static class SaveAudited
{
    /// <param name="recorded">Queued entries; empty afterwards, also where the save failed: whoever tries again records again.</param>
    /// <param name="save">The save itself.</param>
    public static async Task<int> RunAsync(
        AppDbContext context, AuditTrail? trail, List<AuditEntry> recorded, Func<bool, CancellationToken, Task<int>> save, bool accept, CancellationToken cancellation)
    {
        IReadOnlyList<AuditEntry> entries = [.. recorded, .. AuditedChanges.In(context)];
        recorded.Clear();
        if (entries.Count == 0 || trail is null)
            return await save(accept, cancellation);
        var outer = context.Database.CurrentTransaction;
        await using var own = outer is null ? await context.Database.BeginTransactionAsync(cancellation) : null;
        // Changes count as saved only when the records are, too.
        var saved = await save(false, cancellation);
        await trail.AppendAsync(context.Database.GetDbConnection(), (outer ?? own)!.GetDbTransaction(), AuditActor.Of(context.Acting), entries, cancellation);
        if (own is not null)
            await own.CommitAsync(cancellation);
        if (accept)
            context.ChangeTracker.AcceptAllChanges();
        trail.Committed();
        return saved;
    }
}
