using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Huimin.Platform.Accounts.Own;

/// <summary>
/// The present password, asked for again before something that matters. Somebody at a screen that was left open has no more guesses
/// than somebody at the sign-in page, and both together no more than one.
/// </summary>
public sealed class PresentPassword(AppDbContext context, CurrentSession current, Passwords passwords, Tries tries, IOptions<AccountOptions> options)
{
    /// <returns>The account of this session with its old passwords, to be changed.</returns>
    /// <exception cref="CannotRunException">It is another one, or too many wrong ones were tried; that is on the trail.</exception>
    public async Task<Account> RequireAsync(string password, CancellationToken cancellation)
    {
        var may = await tries.TakeAsync(current.AccountId, cancellation);
        var account = await context.Accounts.Include(a => a.OldPasswords.OrderBy(p => p.Number)).SingleAsync(a => a.Id == current.AccountId, cancellation);
        if (may && passwords.Verify(account, password))
        {
            await tries.GiveBackAsync(account.Id, cancellation);
            return account;
        }

        context.Record(new AuditEntry(AuditAction.SignIn, $"account:{account.Id}") { Outcome = AuditOutcome.Failed, After = new { name = account.Name, again = true } });
        await context.SaveChangesAsync(cancellation);
        throw new CannotRunException($"现在的密码不对。连续输错{options.Value.MostTries}次后要等{options.Value.LockMinutes}分钟才能再试，这期间也不能用密码登录。");
    }
}
