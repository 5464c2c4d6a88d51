using System.Data;
using System.Data.Common;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>
/// How every action on a draft is done: the officer, the draft and what is published are read, changed and saved in one
/// serializable transaction. Whoever comes second is told so, and nothing of it is kept.
/// </summary>
public sealed class ChangeDraft(AppDbContext context, PolicyLibrary library, Separation separation)
{
    private const int MostAttempts = 4;

    /// <param name="seen">Revision of the draft that the officer's form showed; null where none was shown.</param>
    /// <param name="permission">The duty that is used: drafting, or deciding on what another officer drafted.</param>
    /// <exception cref="CannotRunException">What keeps it from being done, in words.</exception>
    public async Task<PolicyDraft> RunAsync(
        SignedInOfficer officer, long id, long? seen, string permission, Func<PolicyDraft, LibraryVersion, Task> change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return await InTransactionAsync(officer, permission, async () =>
        {
            var draft = await context.PolicyDrafts.Include(d => d.Files).Include(d => d.Events.OrderBy(e => e.Number)).AsSplitQuery().FirstOrDefaultAsync(d => d.Id == id, cancellation)
                ?? throw new CannotRunException($"没有编号为{id}的草案。");
            if (seen is { } revision)
                draft.RequireRevision(revision);
            await library.RefreshAsync(context, cancellation);
            var before = draft.State;
            await change(draft, library.Newest);
            // A step of the procedure: whoever took one side of it does not take the other.
            if (draft.State != before)
                await separation.UseAsync(officer.Id, permission, $"policy_draft:{id}", cancellation);
            return draft;
        }, cancellation);
    }

    /// <summary>The same for what its author does.</summary>
    public Task<PolicyDraft> RunAsync(SignedInOfficer officer, long id, long? seen, Func<PolicyDraft, LibraryVersion, Task> change, CancellationToken cancellation = default) =>
        RunAsync(officer, id, seen, Permissions.DraftPolicies, change, cancellation);

    /// <summary>Runs what the officer does in one transaction and saves it; where another transaction came between, it is run again.</summary>
    /// <exception cref="CannotRunException">The officer may not, or somebody else was faster.</exception>
    public async Task<T> InTransactionAsync<T>(SignedInOfficer officer, string permission, Func<Task<T>> action, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(officer);
        ArgumentNullException.ThrowIfNull(action);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation);
                await context.LockAuditAsync(cancellation);
                if (!await MayAsync(officer.Id, permission, cancellation))
                    throw new CannotRunException($"{officer.Name}不是政策管理人员，或已停用。");
                var result = await action();
                await context.SaveChangesAsync(cancellation);
                await transaction.CommitAsync(cancellation);
                return result;
            }
            catch (Exception e) when (IsConflict(e))
            {
                // Once more on what is there now: the rules then say what has changed, or nothing stands in the way.
                if (attempt == MostAttempts)
                    throw new CannotRunException($"另一位工作人员刚刚抢先办理，您这次没有保存。请看过现在的内容再办。", e);
            }
            finally
            {
                context.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>
    /// The account is open and the post it acts under (any of its posts for the program's own work) allows it: looked at anew inside
    /// the transaction.
    /// </summary>
    private Task<bool> MayAsync(long account, string permission, CancellationToken cancellation)
    {
        var acting = context.Acting.Post?.Id;
        return context.Accounts.AnyAsync(
            a => a.Id == account && !a.Disabled && context.Posts.Any(p => p.AccountId == a.Id && p.EndedAt == null && (acting == null || p.Id == acting)
                && context.RolePermissions.Any(r => r.Role == p.Role && r.Permission == permission)),
            cancellation);
    }

    /// <summary>Another transaction changed the row, took the number, or could not be put in an order with this one (SQLSTATE class 40).</summary>
    private static bool IsConflict(Exception? e) =>
        e is not null && (e is DbUpdateException or DbException { SqlState: ['4', '0', ..] } || IsConflict(e.InnerException));
}
