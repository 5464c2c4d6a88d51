using Huimin.Platform.Data;

namespace Huimin.Platform.Accounts.Own;

/// <summary>Gives one's own account another password; every other session of it ends.</summary>
public sealed class ChangePassword(AppDbContext context, CurrentSession current, Passwords passwords, PresentPassword proof)
{
    /// <exception cref="CannotRunException">The present password is wrong or was tried too often, or the new one breaks a rule.</exception>
    public async Task RunAsync(string present, string wanted, string again, CancellationToken cancellation = default)
    {
        if (wanted != again)
            throw new CannotRunException($"两次输入的新密码不一样。");
        var account = await proof.RequireAsync(present, cancellation);
        account.SetPassword(passwords, wanted, mustChange: false);
        await context.SaveChangesAsync(cancellation);
        await current.KeepAsync(account, isStrong: null, cancellation);
    }
}
