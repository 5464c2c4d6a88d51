using System.Globalization;
using System.Security.Claims;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Huimin.Platform.Accounts.SigningIn;

/// <summary>
/// Compares what somebody shows to sign in. Every refusal has the same words and takes the same time, whether the name, the
/// password or the account is the reason.
/// </summary>
public sealed class SignIn(
    AppDbContext context, UserManager<Account> users, SignInManager<Account> identity, Passwords passwords, StartSession start, Tries tries, Acting acting,
    IOptions<AccountOptions> options, TimeProvider clock)
{
    private const string StampClaim = "stamp";

    /// <returns>True when signed in, false when the second step is asked for.</returns>
    /// <exception cref="CannotRunException">Not with this name and password, or not now.</exception>
    public async Task<bool> WithPasswordAsync(HttpContext http, string name, string password, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(name);
        acting.Address = http.Connection.RemoteIpAddress?.ToString();
        var account = await users.FindByNameAsync(name);
        var may = account is { Disabled: false } && await tries.TakeAsync(account.Id, cancellation);
        if (!passwords.Verify(may ? account : null, password) || account is null)
            throw await RefuseAsync(account, account is null ? Hint(name) : name, cancellation);
        if (!account.TwoFactorEnabled)
        {
            await start.RunAsync(http, account, isStrong: false, cancellation);
            return true;
        }

        await AskForCodeAsync(http, account);
        return false;
    }

    /// <summary>Who has shown the password and must now show the second factor; null when nobody has, or too long ago.</summary>
    public async Task<Account?> WaitingAsync(HttpContext http, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        var waiting = (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal;
        var stamp = waiting?.FindFirstValue(StampClaim);
        return long.TryParse(waiting?.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id) && stamp is not null
            ? await context.Accounts.FirstOrDefaultAsync(a => a.Id == id && a.SecurityStamp == stamp && !a.Disabled, cancellation)
            : null;
    }

    /// <summary>The second step: a code of the authenticator, or a recovery code, which is then used up.</summary>
    /// <exception cref="CannotRunException">Not with this code, or not now.</exception>
    public async Task WithCodeAsync(HttpContext http, string code, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        acting.Address = http.Connection.RemoteIpAddress?.ToString();
        var account = await WaitingAsync(http, cancellation) ?? throw new CannotRunException($"等得太久了，请从姓名和密码重新开始。");
        if (!await tries.TakeAsync(account.Id, cancellation) || !await IsRightAsync(account, code, cancellation))
            throw await RefuseAsync(account, account.Name, cancellation);
        await start.RunAsync(http, account, isStrong: true, cancellation);
    }

    /// <summary>With a passkey. Guessing is not possible, so that an account locked by somebody's guesses stays open to its owner.</summary>
    /// <param name="credential">What the browser answered, as JSON.</param>
    /// <exception cref="CannotRunException">The passkey is not known, or the account is disabled.</exception>
    public async Task WithPasskeyAsync(HttpContext http, string credential, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        acting.Address = http.Connection.RemoteIpAddress?.ToString();
        PasskeyAssertionResult<Account>? shown = null;
        try
        {
            shown = await identity.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked of this browser, or too long ago.
        }

        if (shown is not { Succeeded: true, User.Disabled: false } || !(await users.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey)).Succeeded)
            throw await RefuseAsync(shown?.User, "", cancellation);
        await start.RunAsync(http, shown.User, isStrong: true, cancellation);
    }

    /// <summary>With an identity of another provider, which an administrator linked to the account; it stands for the password only.</summary>
    /// <returns>True when signed in, false when the second step is asked for.</returns>
    /// <exception cref="CannotRunException">It is linked to no account, or the account is disabled.</exception>
    public async Task<bool> WithLoginAsync(HttpContext http, string provider, string subject, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        acting.Address = http.Connection.RemoteIpAddress?.ToString();
        if (await users.FindByLoginAsync(provider, subject) is not { Disabled: false } account)
            throw await RefuseAsync(null, subject, cancellation);
        if (!account.TwoFactorEnabled)
        {
            await start.RunAsync(http, account, isStrong: false, cancellation);
            return true;
        }

        await AskForCodeAsync(http, account);
        return false;
    }

    /// <summary>Signs in one of the demo's accounts without a password.</summary>
    /// <exception cref="CannotRunException">The city is real, or there is no such demo account.</exception>
    public async Task WithDemoAsync(HttpContext http, long id, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        acting.Address = http.Connection.RemoteIpAddress?.ToString();
        var isDemo = await context.Cities.AnyAsync(c => c.Demo != null, cancellation);
        var account = isDemo ? await context.Accounts.FirstOrDefaultAsync(a => a.Id == id && a.IsDemo && !a.Disabled, cancellation) : null;
        await start.RunAsync(http, account ?? throw new CannotRunException($"只有演示城市可以不用密码登录。"), isStrong: true, cancellation);
    }

    private static Task AskForCodeAsync(HttpContext http, Account account) => http.SignInAsync(
        IdentityConstants.TwoFactorUserIdScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)), new Claim(StampClaim, account.SecurityStamp)],
            IdentityConstants.TwoFactorUserIdScheme)));

    /// <summary>More than are valid at one moment: the clock may be two steps off either way.</summary>
    private const int RememberedCodes = 6;

    private async Task<bool> IsRightAsync(Account account, string code, CancellationToken cancellation)
    {
        code = new string([.. code.Where(char.IsAsciiLetterOrDigit)]);
        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
            return (await users.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded;
        // A code is good for one sign-in, also where two come at the same moment.
        return await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, code)
            && await context.Accounts.Where(a => a.Id == account.Id && (a.LastCode == null || !a.LastCode.Contains(code)))
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastCode, a => (code + " " + (a.LastCode ?? "")).Substring(0, RememberedCodes * 7)), cancellation) == 1;
    }

    /// <summary>Of a name that nobody has, its beginning and its length: people type their password there by mistake.</summary>
    private static string Hint(string name) => string.Create(CultureInfo.InvariantCulture, $"{string.Concat(name.EnumerateRunes().Take(2))}… ({name.Length})");

    /// <summary>Every failure is on the trail, with the name of the account; what was wrong is said to nobody.</summary>
    private async Task<CannotRunException> RefuseAsync(Account? account, string name, CancellationToken cancellation)
    {
        context.Record(new AuditEntry(AuditAction.SignIn, account is null ? "account" : $"account:{account.Id}")
        {
            Outcome = AuditOutcome.Failed,
            After = new { name = name.Length > Account.LongestName ? name[..Account.LongestName] : name, locked = account?.IsLocked(clock.GetUtcNow().UtcDateTime), disabled = account?.Disabled },
        });
        await context.SaveChangesAsync(cancellation);
        return new CannotRunException($"没有登录成功：姓名、密码或验证码不对，账号停用，或者连续输错{options.Value.MostTries}次后要等{options.Value.LockMinutes}分钟。忘记密码请找管理员重设。");
    }
}
