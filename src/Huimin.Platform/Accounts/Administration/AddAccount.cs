using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts.Administration;

/// <summary>What an account begins with.</summary>
public sealed record NewAccount(string Name, string DisplayName, string Role, long Region, string? Line = null);

/// <summary>Adds an account with its first post and a random password, which is told once and must be changed at the first sign-in.</summary>
public sealed class AddAccount(AppDbContext context, ManagedAccounts managed, Passwords passwords, TimeProvider clock)
{
    /// <param name="isDemo">Signs in with one click.</param>
    /// <returns>The account and the password.</returns>
    /// <exception cref="CannotRunException">The name is taken or no name, or the post may not be given.</exception>
    public async Task<(Account Account, string Password)> RunAsync(NewAccount wanted, bool isDemo = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var name = Account.CleanName(wanted.Name);
        var key = Account.Normalize(name);
        await using var turn = await managed.TakeTurnAsync(cancellation);
        if (await context.Accounts.AnyAsync(a => a.NormalizedName == key, cancellation))
            throw new CannotRunException($"已经有账号{name}。");
        var now = clock.GetUtcNow().UtcDateTime;
        var account = new Account
        {
            Id = (await context.Accounts.MaxAsync(a => (long?)a.Id, cancellation) ?? 0) + 1,
            Name = name,
            NormalizedName = key,
            DisplayName = Account.CleanDisplayName(wanted.DisplayName),
            IsDemo = isDemo,
            CreatedAt = now,
        };
        var password = Passwords.NewRandom();
        account.SetPassword(passwords, password, mustChange: !isDemo);
        context.Add(await managed.NewPostAsync(account.Id, wanted.Role, wanted.Region, wanted.Line, now, cancellation));
        context.Add(account);
        await managed.SaveAsync(cancellation);
        await turn.CommitAsync(cancellation);
        return (account, password);
    }
}
