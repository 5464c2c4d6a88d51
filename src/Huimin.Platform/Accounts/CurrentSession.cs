using System.Data.Common;
using System.Security.Claims;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Huimin.Platform.Accounts;

/// <summary>A post among which its holder chooses.</summary>
/// <param name="Place">Name of the region.</param>
public sealed record PostChoice(long Id, string Role, string RoleEn, string Place);

/// <summary>
/// The session of this request. It is looked up at every request, with the account, its posts and their roles in one indexed read that
/// is remembered for two seconds at most, so that an ended session, a disabled account, a changed password, an ended post or a changed
/// role counts at once, or two seconds later where another process changed it; then the request acts under the chosen post.
/// </summary>
public sealed class CurrentSession(AppDbContext context, Acting acting, KnownPermissions permissions, IOptions<AccountOptions> options, TimeProvider clock)
{
    /// <summary>Name of the claim that holds the session's id.</summary>
    public const string Claim = "session";

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>Null while nobody is signed in.</summary>
    public string? Id { get; private set; }

    public long AccountId { get; private set; }

    /// <summary>Nothing but changing the password is open.</summary>
    public bool MustChangePassword { get; private set; }

    /// <summary>The post asks for a second factor that was not used: nothing but setting it up, or another post, is open.</summary>
    public bool NeedsSecondFactor { get; private set; }

    /// <summary>Whether a second factor or a passkey was used.</summary>
    public bool IsStrong { get; private set; }

    /// <summary>The posts of the account, for its pages.</summary>
    public IReadOnlyList<PostChoice> Posts { get; private set; } = [];

    /// <returns>False when the cookie says nothing that counts.</returns>
    public async Task<bool> OpenAsync(HttpContext http, ClaimsPrincipal? user)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (user?.FindFirstValue(Claim) is not { } id || SignedInOfficer.Of(user) is not { } claimed)
            return false;
        var stop = http.RequestAborted;
        List<SessionRow> rows = [.. (await SessionRow.RecentAsync(context, id, stop)).Where(r => r.AccountId == claimed.Id)];
        if (rows.Count == 0)
            return false;
        var found = rows[0];
        var now = clock.GetUtcNow().UtcDateTime;
        SessionEnd? over = found.Disabled ? SessionEnd.Disabled
            : !found.IsCurrent ? SessionEnd.CredentialsChanged
            : now - found.LastSeenAt > TimeSpan.FromMinutes(options.Value.IdleMinutes) ? SessionEnd.Idle
            : now - found.CreatedAt > TimeSpan.FromHours(options.Value.MostHours) ? SessionEnd.TooLong
            : null;
        if (over is not null)
        {
            await context.AccountSessions.Where(s => s.Id == id && s.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now).SetProperty(s => s.EndedBy, over), stop);
            return false;
        }

        if (now - found.LastSeenAt >= SeenEvery)
            await SeenAsync(id, now, stop);
        (Id, AccountId, MustChangePassword, IsStrong) = (id, claimed.Id, found.MustChangePassword, found.IsStrong);
        // An account without posts has one row, without a post.
        var held = rows.FindAll(r => r is { Post: not null, Revision: not null });
        Posts = held.ConvertAll(h => new PostChoice(h.Post!.Id, h.Role ?? "", h.RoleEn ?? "", PlaceNames.Short(h.Place ?? "")));
        var chosen = held.Find(h => h.Post!.Id == claimed.Post) ?? held.FirstOrDefault();
        var allowed = chosen is null ? new HashSet<string>() : await permissions.OfAsync(chosen.Post!.Role, chosen.Revision!.Value, stop);
        acting.As(claimed.Id, found.DisplayName, chosen?.Post, allowed, chosen?.Place ?? "");
        NeedsSecondFactor = chosen is { NeedsSecondFactor: true } && !found.IsStrong;
        acting.Address = http.Connection.RemoteIpAddress?.ToString();
        return true;
    }

    /// <summary>Keeps this session while everything else that was signed in ends: after a change of the password or the second factor.</summary>
    /// <param name="isStrong">Null leaves it as it was.</param>
    public async Task KeepAsync(Account account, bool? isStrong, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        var now = clock.GetUtcNow().UtcDateTime;
        await context.AccountSessions.Where(s => s.Id == Id && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Stamp, account.SecurityStamp).SetProperty(s => s.IsStrong, s => isStrong ?? s.IsStrong), cancellation);
        await context.AccountSessions.Where(s => s.AccountId == account.Id && s.Id != Id && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now).SetProperty(s => s.EndedBy, SessionEnd.CredentialsChanged), cancellation);
    }

    /// <summary>
    /// That whoever changes how the account signs in has shown its passkey, where it has one: a stolen password alone must not bring
    /// a second factor of the thief's.
    /// </summary>
    /// <exception cref="CannotRunException">The account has a passkey, and the session began without one.</exception>
    public async Task RequirePasskeyShownAsync(CancellationToken cancellation)
    {
        if (!IsStrong && await context.AccountPasskeys.AnyAsync(p => p.AccountId == AccountId, cancellation))
            throw new CannotRunException($"这个账号有通行密钥：请退出后用通行密钥登录，再办这件事。通行密钥丢了，请找管理员重设。");
    }

    /// <summary>The minute of the last request. While an import or a sweep holds the embedded database, it stays as it was.</summary>
    private async Task SeenAsync(string id, DateTime now, CancellationToken stop)
    {
        var before = context.Database.GetCommandTimeout();
        context.Database.SetCommandTimeout(1);
        try
        {
            await context.AccountSessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), stop);
        }
        catch (DbException)
        {
            // Somebody else writes; the next request tries again.
        }
        finally
        {
            context.Database.SetCommandTimeout(before);
        }
    }
}
