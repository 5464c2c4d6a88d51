using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts.SigningIn;

/// <summary>Begins a session for somebody who has shown who they are: always with a new id, whatever the browser had before.</summary>
public sealed class StartSession(AppDbContext context, CurrentSession current, Acting acting, TimeProvider clock)
{
    /// <param name="isStrong">Whether a second factor or a passkey was used.</param>
    public async Task RunAsync(HttpContext http, Account account, bool isStrong, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(account);
        var now = clock.GetUtcNow().UtcDateTime;
        if (current.Id is { } before && await context.AccountSessions.FirstOrDefaultAsync(s => s.Id == before, cancellation) is { } replaced)
            replaced.End(SessionEnd.Replaced, now);
        var session = AccountSession.Begin(account, isStrong, http.Connection.RemoteIpAddress?.ToString(), BrowserName.Of(http.Request.Headers.UserAgent), now);
        context.Add(session);
        // The tries are counted in the table itself, past what is read here.
        await context.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(
            set => set.SetProperty(a => a.AccessFailedCount, 0).SetProperty(a => a.LockoutEnd, (DateTime?)null).SetProperty(a => a.LastSignInAt, now), cancellation);
        acting.As(account.Id, account.DisplayName, null, new HashSet<string>());
        context.Record(new AuditEntry(AuditAction.SignIn, $"account:{account.Id}") { After = new { strong = isStrong, browser = session.Browser } });
        await context.SaveChangesAsync(cancellation);
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await http.SignInAsync(IdentityConstants.ApplicationScheme, SignedInOfficer.Of(account).ToPrincipal(IdentityConstants.ApplicationScheme, session.Id));
    }
}
