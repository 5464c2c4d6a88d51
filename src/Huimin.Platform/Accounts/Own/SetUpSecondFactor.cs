using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts.Own;

/// <summary>The time-based second factor of one's own account: a key for the authenticator, a code that shows that it works, and recovery codes.</summary>
public sealed class SetUpSecondFactor(AppDbContext context, Keyring keyring, CurrentSession current, UserManager<Account> users, PresentPassword proof)
{
    public const int RecoveryCodes = 10;

    /// <summary>Makes a key to be confirmed; nothing changes for signing in until then.</summary>
    /// <exception cref="CannotRunException">It is set up already, or the account has a passkey that this session did not show.</exception>
    public async Task BeginAsync(CancellationToken cancellation = default)
    {
        await current.RequirePasskeyShownAsync(cancellation);
        var account = await OwnAsync(cancellation);
        if (account.TwoFactorEnabled)
            throw new CannotRunException($"动态验证码已经设置好了。要换设备，请先停用。");
        account.TakeAuthenticatorKey(await keyring.SealerAsync(context, cancellation), users.GenerateNewAuthenticatorKey());
        account.Change(endsSignIns: false);
        await context.SaveChangesAsync(cancellation);
    }

    /// <summary>Turns it on once the authenticator shows the right code; every other session ends.</summary>
    /// <returns>The recovery codes, shown once.</returns>
    /// <exception cref="CannotRunException">The code is not the one of the key.</exception>
    public async Task<IReadOnlyList<string>> ConfirmAsync(string code, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        await current.RequirePasskeyShownAsync(cancellation);
        var account = await OwnAsync(cancellation);
        var digits = new string([.. code.Where(char.IsAsciiDigit)]);
        if (account.TwoFactorEnabled || account.AuthenticatorKey is null
            || !await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, digits))
            throw new CannotRunException($"验证码不对。请核对手机时间，等下一个验证码再试。");
        (account.TwoFactorEnabled, account.LastCode) = (true, digits);
        account.Change(endsSignIns: true);
        // Saves the account with its codes.
        var codes = await NewCodesOfAsync(account);
        await current.KeepAsync(account, isStrong: true, cancellation);
        return codes;
    }

    /// <summary>New recovery codes; those of before no longer count.</summary>
    /// <exception cref="CannotRunException">The password is wrong.</exception>
    public async Task<IReadOnlyList<string>> NewCodesAsync(string password, CancellationToken cancellation = default) =>
        await NewCodesOfAsync(await ProvenAsync(password, cancellation));

    /// <exception cref="CannotRunException">The password is wrong.</exception>
    public async Task TurnOffAsync(string password, CancellationToken cancellation = default)
    {
        var account = await ProvenAsync(password, cancellation);
        account.RemoveSecondFactor();
        context.RemoveRange(await context.RecoveryCodes.Where(c => c.AccountId == account.Id).ToListAsync(cancellation));
        await context.SaveChangesAsync(cancellation);
        await current.KeepAsync(account, isStrong: false, cancellation);
    }

    private async Task<IReadOnlyList<string>> NewCodesOfAsync(Account account) =>
        [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? throw new CannotRunException($"账号刚刚在别处改过，请重新打开这一页。")];

    private async Task<Account> ProvenAsync(string password, CancellationToken cancellation)
    {
        var account = await proof.RequireAsync(password, cancellation);
        return account.TwoFactorEnabled ? account : throw new CannotRunException($"动态验证码已经停用了。");
    }

    private Task<Account> OwnAsync(CancellationToken cancellation) => context.Accounts.SingleAsync(a => a.Id == current.AccountId, cancellation);
}
