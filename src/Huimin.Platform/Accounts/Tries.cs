using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Huimin.Platform.Accounts;

/// <summary>How often a password or a code of an account may still be tried, wherever it is asked for.</summary>
public sealed class Tries(AppDbContext context, IOptions<AccountOptions> options, TimeProvider clock)
{
    /// <summary>
    /// Takes one of the tries that are left, before anything is compared: a thousand tries at the same moment are still no more
    /// than the few that are allowed.
    /// </summary>
    /// <returns>False while it is locked.</returns>
    public async Task<bool> TakeAsync(long account, CancellationToken cancellation)
    {
        var (most, now) = (options.Value.MostTries, clock.GetUtcNow().UtcDateTime);
        DateTime? end = now.AddMinutes(options.Value.LockMinutes);
        return await context.Accounts.Where(a => a.Id == account && (a.LockoutEnd == null || a.LockoutEnd <= now)).ExecuteUpdateAsync(
            set => set
                .SetProperty(a => a.LockoutEnd, a => a.AccessFailedCount + 1 >= most ? end : null)
                .SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount + 1 >= most ? 0 : a.AccessFailedCount + 1),
            cancellation) == 1;
    }

    /// <summary>It was right: all tries are open again.</summary>
    public Task GiveBackAsync(long account, CancellationToken cancellation) => context.Accounts.Where(a => a.Id == account)
        .ExecuteUpdateAsync(set => set.SetProperty(a => a.AccessFailedCount, 0).SetProperty(a => a.LockoutEnd, (DateTime?)null), cancellation);
}
