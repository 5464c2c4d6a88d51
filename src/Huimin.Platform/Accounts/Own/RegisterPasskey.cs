using System.Globalization;
using Huimin.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts.Own;

/// <summary>The passkeys of one's own account.</summary>
public sealed class RegisterPasskey(AppDbContext context, CurrentSession current, UserManager<Account> users, SignInManager<Account> identity)
{
    public const int LongestName = 40;

    /// <summary>What the browser needs to make a key pair, as JSON.</summary>
    public async Task<string> OptionsAsync(CancellationToken cancellation = default)
    {
        var account = await OwnAsync(cancellation);
        return await identity.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = account.Id.ToString(CultureInfo.InvariantCulture),
            Name = account.Name,
            DisplayName = account.DisplayName,
        });
    }

    /// <param name="credential">What the browser answered, as JSON.</param>
    /// <exception cref="CannotRunException">It does not answer what was asked, or the account has a passkey that this session did not show.</exception>
    public async Task RunAsync(string credential, string name, CancellationToken cancellation = default)
    {
        await current.RequirePasskeyShownAsync(cancellation);
        var account = await OwnAsync(cancellation);
        PasskeyAttestationResult? shown = null;
        try
        {
            shown = await identity.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked of this browser, or too long ago.
        }

        if (shown is not { Succeeded: true } || shown.UserEntity.Id != account.Id.ToString(CultureInfo.InvariantCulture))
            throw new CannotRunException($"这个设备没有给出有效的通行密钥，请再试一次。");
        shown.Passkey.Name = CleanName(name);
        if (!(await users.AddOrUpdatePasskeyAsync(account, shown.Passkey)).Succeeded)
            throw new CannotRunException($"账号刚刚在别处改过，请重新打开这一页。");
    }

    /// <exception cref="CannotRunException">The name is empty or too long.</exception>
    public async Task RenameAsync(string id, string name, CancellationToken cancellation = default)
    {
        if (await context.AccountPasskeys.FirstOrDefaultAsync(p => p.Id == id && p.AccountId == current.AccountId, cancellation) is { } passkey)
            passkey.Name = CleanName(name);
        await context.SaveChangesAsync(cancellation);
    }

    /// <exception cref="CannotRunException">The session began without a passkey or a code.</exception>
    public async Task RemoveAsync(string id, CancellationToken cancellation = default)
    {
        await current.RequirePasskeyShownAsync(cancellation);
        if (await context.AccountPasskeys.FirstOrDefaultAsync(p => p.Id == id && p.AccountId == current.AccountId, cancellation) is { } passkey)
            context.Remove(passkey);
        await context.SaveChangesAsync(cancellation);
    }

    private static string CleanName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        name = name.Trim();
        return name.Length is > 0 and <= LongestName && !name.Any(char.IsControl) ? name : throw new CannotRunException($"请给通行密钥起个名字，1到{LongestName}个字，如“办公电脑”。");
    }

    private Task<Account> OwnAsync(CancellationToken cancellation) => context.Accounts.SingleAsync(a => a.Id == current.AccountId, cancellation);
}
