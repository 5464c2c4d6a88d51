using System.Collections.Concurrent;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Access;

/// <summary>What roles allow, read once for each revision of a role.</summary>
public sealed class KnownPermissions(AppDbContext context)
{
    private static readonly ConcurrentDictionary<(string Database, string Role, long Revision), IReadOnlySet<string>> Known = [];

    /// <param name="role">Code of the role.</param>
    /// <param name="revision">As it was just read.</param>
    public async Task<IReadOnlySet<string>> OfAsync(string role, long revision, CancellationToken cancellation)
    {
        var key = (context.Database.GetConnectionString() ?? "", role, revision);
        if (Known.TryGetValue(key, out var known))
            return known;
        var read = (await context.RolePermissions.AsNoTracking().Where(p => p.Role == role).Select(p => p.Permission).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        return Known[key] = read;
    }
}
