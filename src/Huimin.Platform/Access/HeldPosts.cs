using System.Collections.Concurrent;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Access;

/// <summary>A post with what its role allows, and whether the role asks for a second factor at the sign-in.</summary>
public sealed record HeldPost(Post Post, IReadOnlySet<string> Permissions, bool NeedsSecondFactor);

/// <summary>The posts of an account with what their roles allow; the permissions of a role are read once for each of its revisions.</summary>
public sealed class HeldPosts(AppDbContext context)
{
    private static readonly ConcurrentDictionary<(string Database, string Role, long Revision), IReadOnlySet<string>> Known = [];

    /// <summary>The post that the account acts under: the wanted one while it is held, else its first.</summary>
    /// <returns>Null when the account holds no post.</returns>
    public async Task<HeldPost?> ReadAsync(long accountId, long? wanted, CancellationToken cancellation)
    {
        var held = await context.Posts.AsNoTracking().Where(p => p.AccountId == accountId && p.EndedAt == null)
            .Join(context.Roles, p => p.Role, r => r.Code, (p, r) => new { Post = p, r.Revision, r.NeedsSecondFactor })
            .OrderByDescending(h => h.Post.Id == wanted).ThenBy(h => h.Post.Id).FirstOrDefaultAsync(cancellation);
        return held is null ? null : new HeldPost(held.Post, await PermissionsAsync(held.Post.Role, held.Revision, cancellation), held.NeedsSecondFactor);
    }

    private async Task<IReadOnlySet<string>> PermissionsAsync(string role, long revision, CancellationToken cancellation)
    {
        var key = (context.Database.GetConnectionString() ?? "", role, revision);
        if (Known.TryGetValue(key, out var known))
            return known;
        var read = (await context.RolePermissions.AsNoTracking().Where(p => p.Role == role).Select(p => p.Permission).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        return Known[key] = read;
    }
}
