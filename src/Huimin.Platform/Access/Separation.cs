using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Access;

/// <summary>How far two duties are kept apart; each also keeps what the ones before it keep.</summary>
public enum Apart
{
    /// <summary>Nobody uses both on one item.</summary>
    OnOneItem,

    /// <summary>No role holds both, either.</summary>
    InOneRole,

    /// <summary>No account holds both in any of its posts.</summary>
    InOneAccount,
}

/// <summary>Two permissions of incompatible duties 不相容职责.</summary>
public sealed record IncompatibleDuties(string One, string Other, Apart Apart)
{
    public string? Against(string permission) => permission == One ? Other : permission == Other ? One : null;
}

/// <summary>That an account used a duty on an item, so that it cannot use the opposite one there.</summary>
public sealed class DutyUse
{
    /// <summary>The item: <c>policy_draft:7</c>, <c>payment_run:202611/dibao</c>.</summary>
    public required string Subject { get; init; }

    public required string Permission { get; init; }

    public long AccountId { get; init; }

    /// <summary>In UTC.</summary>
    public DateTime At { get; init; }
}

/// <summary>Keeps incompatible duties apart: in roles, in the posts of an account, and on each item.</summary>
public sealed class Separation(AppDbContext context, TimeProvider clock)
{
    public static IReadOnlyList<IncompatibleDuties> Pairs { get; } =
    [
        new(Permissions.DraftPolicies, Permissions.PublishPolicies, Apart.OnOneItem),
        new(Permissions.ProposeCases, Permissions.ApproveCases, Apart.InOneRole),
        new(Permissions.PreparePayments, Permissions.ApprovePayments, Apart.InOneRole),
        new(Permissions.Register, Permissions.Inspect, Apart.InOneRole),
        new(Permissions.RecordServices, Permissions.Inspect, Apart.InOneRole),
        new(Permissions.WriteReports, Permissions.SignReports, Apart.InOneRole),
        new(Permissions.ManageAccounts, Permissions.ViewAudit, Apart.InOneAccount),
        new(Permissions.ManageRoles, Permissions.ViewAudit, Apart.InOneAccount),
    ];

    /// <summary>The first pair that these permissions of one role hold together; null when none.</summary>
    public static IncompatibleDuties? InRole(IReadOnlyCollection<string> permissions) =>
        Pairs.FirstOrDefault(p => p.Apart >= Apart.InOneRole && permissions.Contains(p.One) && permissions.Contains(p.Other));

    /// <summary>The first pair that the posts of one account hold together; null when none.</summary>
    /// <param name="roles">The permissions of each role that the account holds.</param>
    public static IncompatibleDuties? InAccount(IEnumerable<IReadOnlyCollection<string>> roles)
    {
        var all = roles.SelectMany(r => r).ToHashSet(StringComparer.Ordinal);
        return Pairs.FirstOrDefault(p => p.Apart >= Apart.InOneAccount && all.Contains(p.One) && all.Contains(p.Other));
    }

    /// <summary>Notes that the account uses a duty on an item; saved with the decision itself.</summary>
    /// <exception cref="CannotRunException">The same account used the opposite duty on this item.</exception>
    public async Task UseAsync(long accountId, string permission, string subject, CancellationToken cancellation = default)
    {
        var used = await context.DutyUses.AsNoTracking().Where(u => u.Subject == subject && u.AccountId == accountId).Select(u => u.Permission).ToListAsync(cancellation);
        if (Pairs.Select(p => p.Against(permission)).FirstOrDefault(other => other is not null && used.Contains(other)) is not null)
            throw new CannotRunException($"这件事的另一道手续是您办的，要由另一位工作人员办这一道。");
        if (!used.Contains(permission))
            context.Add(new DutyUse { Subject = subject, Permission = permission, AccountId = accountId, At = clock.GetUtcNow().UtcDateTime });
    }
}
