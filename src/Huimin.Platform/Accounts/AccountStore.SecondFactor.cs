using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts;

/// <summary>The second factor: key of the authenticator, recovery codes, passkeys.</summary>
public sealed partial class AccountStore
{
    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Set(() => user.TwoFactorEnabled = enabled);

    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactorEnabled);

    public async Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) =>
        user.TakeAuthenticatorKey(await keyring.SealerAsync(context, cancellationToken), key);

    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.OpenAuthenticatorKey(keyring));

    public async Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        context.RemoveRange(await context.RecoveryCodes.Where(c => c.AccountId == user.Id).ToListAsync(cancellationToken));
        context.AddRange(recoveryCodes.Select(code => new RecoveryCode { AccountId = user.Id, Hash = HashOf(user, code) }));
    }

    public async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        var hash = HashOf(user, code);
        if (await context.RecoveryCodes.FirstOrDefaultAsync(c => c.AccountId == user.Id && c.Hash == hash, cancellationToken) is not { } found)
            return false;
        context.Remove(found);
        return true;
    }

    public Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) => context.RecoveryCodes.CountAsync(c => c.AccountId == user.Id, cancellationToken);

    public async Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var id = AccountPasskey.IdOf(passkey.CredentialId);
        if (await context.AccountPasskeys.FirstOrDefaultAsync(p => p.AccountId == user.Id && p.Id == id, cancellationToken) is { } known)
            known.Take(passkey);
        else
            context.Add(AccountPasskey.Of(user.Id, passkey));
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await context.AccountPasskeys.AsNoTracking().Where(p => p.AccountId == user.Id).OrderBy(p => p.CreatedAt).ToListAsync(cancellationToken)).Select(p => p.ToInfo())];

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = AccountPasskey.IdOf(credentialId);
        return await context.Accounts.FirstOrDefaultAsync(a => context.AccountPasskeys.Any(p => p.AccountId == a.Id && p.Id == id), cancellationToken);
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = AccountPasskey.IdOf(credentialId);
        return (await context.AccountPasskeys.AsNoTracking().FirstOrDefaultAsync(p => p.AccountId == user.Id && p.Id == id, cancellationToken))?.ToInfo();
    }

    public async Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = AccountPasskey.IdOf(credentialId);
        if (await context.AccountPasskeys.FirstOrDefaultAsync(p => p.AccountId == user.Id && p.Id == id, cancellationToken) is { } passkey)
            context.Remove(passkey);
    }

    /// <summary>Codes are random, so that one round of hashing with the account's id is enough; how it is typed does not matter.</summary>
    private static string HashOf(Account account, string code)
    {
        var plain = new string([.. code.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Id}:{plain}")));
    }
}
