using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Access;

/// <summary>Compares a name and a password, and counts what was wrong.</summary>
public sealed class SignIn(AppDbContext context, TimeProvider clock)
{
    /// <exception cref="CannotRunException">Name or password are wrong, or signing in is locked; which of the two was wrong is not said.</exception>
    public async Task<SignedInOfficer> RunAsync(string name, string password, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(password);
        var now = clock.GetUtcNow().UtcDateTime;
        var trimmed = name.Trim();
        var officer = await context.Officers.FirstOrDefaultAsync(o => o.Name == trimmed, cancellation);
        if (officer?.IsLocked(now) == true)
            throw Locked();
        // A name that nobody has takes as long as one that somebody has.
        var known = officer ?? Nobody();
        var right = known.TrySignIn(password, now);
        await context.SaveChangesAsync(cancellation);
        if (officer?.IsLocked(now) == true)
            throw Locked();
        return right && officer is not null ? SignedInOfficer.Of(officer) : throw new CannotRunException($"姓名或密码不对。");
    }

    /// <summary>Signs in one of the demo's officers without a password.</summary>
    /// <exception cref="CannotRunException">The city is real, or there is no such demo officer.</exception>
    public async Task<SignedInOfficer> RunDemoAsync(long id, CancellationToken cancellation = default)
    {
        var isDemo = await context.Cities.AnyAsync(c => c.Demo != null, cancellation);
        var officer = isDemo ? await context.Officers.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && o.IsDemo && !o.Disabled, cancellation) : null;
        return officer is null ? throw new CannotRunException($"只有演示城市可以不用密码登录。") : SignedInOfficer.Of(officer);
    }

    private static Officer Nobody()
    {
        var nobody = new Officer { Name = "" };
        nobody.SetPassword(AddOfficer.NewPassword());
        return nobody;
    }

    private static CannotRunException Locked() => new($"密码连续输错{Officer.FailuresBeforeLock}次，暂停登录{(int)Officer.LockTime.TotalMinutes}分钟。忘记密码请找管理员重设。");
}
