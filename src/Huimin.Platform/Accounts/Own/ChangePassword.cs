using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts.Own;

/// <summary>Gives one's own account another password; every other session of it ends.</summary>
public sealed class ChangePassword(AppDbContext context, CurrentSession current, Passwords passwords)
{
    /// <exception cref="CannotRunException">The present password is wrong, or the new one breaks a rule.</exception>
    public async Task RunAsync(string present, string wanted, string again, CancellationToken cancellation = default)
    {
        var account = await context.Accounts.Include(a => a.OldPasswords.OrderBy(p => p.Number)).SingleAsync(a => a.Id == current.AccountId, cancellation);
        if (!passwords.Verify(account, present))
            throw new CannotRunException($"现在的密码不对。");
        if (wanted != again)
            throw new CannotRunException($"两次输入的新密码不一样。");
        account.SetPassword(passwords, wanted, mustChange: false);
        await context.SaveChangesAsync(cancellation);
        await current.KeepAsync(account, isStrong: null, cancellation);
    }
}
