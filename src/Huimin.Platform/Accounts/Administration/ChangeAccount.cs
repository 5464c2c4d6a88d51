using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts.Administration;

/// <summary>Closes signing in for an account; where it is signed in, the next request is refused.</summary>
public sealed class DisableAccount(ManagedAccounts managed)
{
    /// <inheritdoc cref="ManagedAccounts.RequireAsync(long, string?, CancellationToken)"/>
    public async Task RunAsync(long id, string? seen, CancellationToken cancellation = default)
    {
        (await managed.RequireAsync(id, seen, cancellation)).Disable();
        await managed.SaveAsync(cancellation);
    }
}

/// <summary>Opens signing in again, also where wrong tries locked it.</summary>
public sealed class EnableAccount(ManagedAccounts managed)
{
    /// <inheritdoc cref="ManagedAccounts.RequireAsync(long, string?, CancellationToken)"/>
    public async Task RunAsync(long id, string? seen, CancellationToken cancellation = default)
    {
        (await managed.RequireAsync(id, seen, cancellation)).Enable();
        await managed.SaveAsync(cancellation);
    }
}

/// <summary>Gives an account a new random password, to be changed at the next sign-in, and opens signing in again.</summary>
public sealed class ResetAccount(AppDbContext context, ManagedAccounts managed, Passwords passwords)
{
    /// <param name="alsoSecondFactor">Take the second factor and the passkeys away too, for somebody who lost the device.</param>
    /// <returns>The password.</returns>
    /// <inheritdoc cref="ManagedAccounts.RequireAsync(long, string?, CancellationToken)"/>
    public async Task<string> RunAsync(long id, string? seen, bool alsoSecondFactor = false, CancellationToken cancellation = default)
    {
        var account = await managed.RequireAsync(id, seen, cancellation);
        var password = Passwords.NewRandom();
        account.SetPassword(passwords, password, mustChange: true);
        account.Enable();
        if (alsoSecondFactor)
        {
            account.RemoveSecondFactor();
            context.RemoveRange(await context.RecoveryCodes.Where(c => c.AccountId == id).ToListAsync(cancellation));
            context.RemoveRange(await context.AccountPasskeys.Where(p => p.AccountId == id).ToListAsync(cancellation));
        }

        await managed.SaveAsync(cancellation);
        return password;
    }
}

/// <summary>Gives an account a post; its sessions go on, and choose it from their next page on.</summary>
public sealed class AddPost(AppDbContext context, ManagedAccounts managed, TimeProvider clock)
{
    /// <exception cref="CannotRunException">Which rule forbids it.</exception>
    public async Task RunAsync(long id, string? seen, string role, long region, string? line, CancellationToken cancellation = default)
    {
        await using var turn = await managed.TakeTurnAsync(cancellation);
        var account = await managed.RequireAsync(id, seen, cancellation);
        context.Add(await managed.NewPostAsync(id, role, region, line, clock.GetUtcNow().UtcDateTime, cancellation));
        // Two administrators who give posts at the same time notice each other: what is incompatible together cannot slip in.
        account.Change(endsSignIns: false);
        await managed.SaveAsync(cancellation);
        await turn.CommitAsync(cancellation);
    }
}

/// <summary>Ends a post; from the next request on nothing can be done under it.</summary>
public sealed class EndPost(AppDbContext context, ManagedAccounts managed, TimeProvider clock)
{
    /// <exception cref="CannotRunException">Which rule forbids it.</exception>
    public async Task RunAsync(long id, string? seen, long post, CancellationToken cancellation = default)
    {
        var account = await managed.RequireAsync(id, seen, cancellation);
        var held = await context.Posts.FirstOrDefaultAsync(p => p.Id == post && p.AccountId == id && p.EndedAt == null, cancellation)
            ?? throw new CannotRunException($"这个岗位已经结束了。");
        held.End(clock.GetUtcNow().UtcDateTime);
        account.Change(endsSignIns: false);
        await managed.SaveAsync(cancellation);
    }
}

/// <summary>Says which identity of the other provider (<see cref="OpenIdOptions"/>) signs in to an account; an empty one takes it away.</summary>
public sealed class LinkLogin(AppDbContext context, ManagedAccounts managed, TimeProvider clock)
{
    public const int LongestSubject = 200;

    /// <exception cref="CannotRunException">The identity belongs to another account.</exception>
    public async Task RunAsync(long id, string? seen, string provider, string subject, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var account = await managed.RequireAsync(id, seen, cancellation);
        subject = subject.Trim();
        if (subject.Length > LongestSubject || subject.Any(char.IsControl))
            throw new CannotRunException($"统一身份的编号应不超过{LongestSubject}个字符。");
        if (await context.AccountLogins.AnyAsync(l => l.Provider == provider && l.Subject == subject && l.AccountId != id, cancellation))
            throw new CannotRunException($"这个统一身份已经关联别的账号。");
        context.RemoveRange(await context.AccountLogins.Where(l => l.AccountId == id && l.Provider == provider && l.Subject != subject).ToListAsync(cancellation));
        if (subject.Length > 0 && !await context.AccountLogins.AnyAsync(l => l.Provider == provider && l.Subject == subject, cancellation))
            context.Add(new AccountLogin { Provider = provider, Subject = subject, AccountId = id, CreatedAt = clock.GetUtcNow().UtcDateTime });
        account.Change(endsSignIns: false);
        await managed.SaveAsync(cancellation);
    }
}
