using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Huimin.Platform.Access;

/// <summary>
/// Whoever gives a post or changes a role takes turns with everybody else who does: both ask what an account holds together, and
/// one in the same moment as the other would find nothing wrong with what the two of them make.
/// </summary>
internal static class RoleTurn
{
    /// <summary>Begins a transaction that waits for those of others; what is read after it is as they left it.</summary>
    public static async Task<IDbContextTransaction> BeginAsync(AppDbContext context, CancellationToken cancellation)
    {
        // The embedded database has one writer at a time anyway.
        var transaction = await context.Database.BeginTransactionAsync(cancellation);
        if (context.OwnDatabase.Provider == "postgres")
            await context.Database.ExecuteSqlRawAsync("LOCK TABLE role IN SHARE ROW EXCLUSIVE MODE", cancellation);
        return transaction;
    }
}
