using System.Globalization;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts;

/// <summary>Keeps accounts for ASP.NET Core Identity in the program's own tables.</summary>
public sealed partial class AccountStore(AppDbContext context, Keyring keyring, TimeProvider clock) :
    IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>, IUserTwoFactorStore<Account>,
    IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>, IUserLoginStore<Account>, IUserPasskeyStore<Account>
{
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => Set(() => user.Name = userName ?? "");

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedName);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Set(() => user.NormalizedName = normalizedName ?? "");

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        context.Add(user);
        return SaveAsync(cancellationToken);
    }

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        user.ConcurrencyStamp = Account.NewStamp();
        return SaveAsync(cancellationToken);
    }

    /// <summary>Accounts stay, disabled: what they did names them.</summary>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are disabled, never deleted.");

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        long.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await context.Accounts.FirstOrDefaultAsync(a => a.Id == id, cancellationToken) : null;

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        context.Accounts.FirstOrDefaultAsync(a => a.NormalizedName == normalizedUserName, cancellationToken);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.PasswordHash = passwordHash ?? "");

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is { Length: > 0 } hash ? hash : null);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash.Length > 0);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(user.LockoutEnd is { } end ? new DateTimeOffset(DateTime.SpecifyKind(end, DateTimeKind.Utc)) : null);

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(() => user.LockoutEnd = lockoutEnd?.UtcDateTime);

    public Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Set(() => user.AccessFailedCount = 0);

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Every account can be locked.</summary>
    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task AddLoginAsync(Account user, UserLoginInfo login, CancellationToken cancellationToken) =>
        await context.AddAsync(new AccountLogin { Provider = login.LoginProvider, Subject = login.ProviderKey, AccountId = user.Id, CreatedAt = clock.GetUtcNow().UtcDateTime }, cancellationToken);

    public async Task RemoveLoginAsync(Account user, string loginProvider, string providerKey, CancellationToken cancellationToken)
    {
        if (await context.AccountLogins.FirstOrDefaultAsync(l => l.AccountId == user.Id && l.Provider == loginProvider && l.Subject == providerKey, cancellationToken) is { } login)
            context.Remove(login);
    }

    public async Task<IList<UserLoginInfo>> GetLoginsAsync(Account user, CancellationToken cancellationToken) =>
        await context.AccountLogins.Where(l => l.AccountId == user.Id).Select(l => new UserLoginInfo(l.Provider, l.Subject, l.Provider)).ToListAsync(cancellationToken);

    public Task<Account?> FindByLoginAsync(string loginProvider, string providerKey, CancellationToken cancellationToken) =>
        context.Accounts.FirstOrDefaultAsync(a => context.AccountLogins.Any(l => l.AccountId == a.Id && l.Provider == loginProvider && l.Subject == providerKey), cancellationToken);

    /// <summary>The context belongs to the request, which ends it.</summary>
    public void Dispose()
    {
    }

    private async Task<IdentityResult> SaveAsync(CancellationToken cancellation)
    {
        try
        {
            await context.SaveChangesAsync(cancellation);
            return IdentityResult.Success;
        }
        catch (DbUpdateException)
        {
            // Somebody else changed the account or took the name in between: nothing of it is saved.
            context.ChangeTracker.Clear();
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }
    }

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }
}
