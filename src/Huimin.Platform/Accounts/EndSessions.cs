using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts;

/// <summary>Ends sessions of an account; the next request of each is refused.</summary>
public sealed class EndSessions(AppDbContext context, TimeProvider clock)
{
    public async Task OneAsync(long accountId, string session, SessionEnd why, CancellationToken cancellation = default)
    {
        if (await context.AccountSessions.FirstOrDefaultAsync(s => s.Id == session && s.AccountId == accountId && s.EndedAt == null, cancellation) is { } found)
            await EndAsync([found], why, cancellation);
    }

    /// <param name="except">The session that goes on; null ends all.</param>
    /// <returns>How many.</returns>
    public async Task<int> AllAsync(long accountId, string? except, SessionEnd why, CancellationToken cancellation = default)
    {
        var open = await context.AccountSessions.Where(s => s.AccountId == accountId && s.EndedAt == null && s.Id != except).ToListAsync(cancellation);
        await EndAsync(open, why, cancellation);
        return open.Count;
    }

    private async Task EndAsync(List<AccountSession> sessions, SessionEnd why, CancellationToken cancellation)
    {
        foreach (var session in sessions)
            session.End(why, clock.GetUtcNow().UtcDateTime);
        if (sessions.Count > 0 && why is (SessionEnd.EndedByAdministrator or SessionEnd.EndedElsewhere))
            context.Record(new AuditEntry("account.change", $"account:{sessions[0].AccountId}") { After = new { sessions_ended = sessions.Count } });
        await context.SaveChangesAsync(cancellation);
    }
}
