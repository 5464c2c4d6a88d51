using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Huimin.Platform.Accounts.Administration;

/// <summary>
/// The accounts that whoever acts may manage: those whose posts all lie inside the region (and line) of the administrator's own
/// post. Accounts without a post, and posts that govern the program itself, belong to the city's administrators.
/// </summary>
public sealed class ManagedAccounts(AppDbContext context)
{
    /// <summary>Roles with one of these are given by the city's administrators only.</summary>
    private static readonly string[] Governing = [Permissions.ManageAccounts, Permissions.ManageRoles, Permissions.ViewAudit];

    private Acting Acting => context.Acting;

    /// <summary>The accounts that are seen.</summary>
    public IQueryable<Account> All()
    {
        if (!Acting.May(Permissions.ManageAccounts))
            return context.Accounts.Where(_ => false);
        var (first, last, line) = (Acting.Reach.First, Acting.Reach.Last, Acting.Reach.Line);
        var held = context.Posts.Where(p => p.EndedAt == null);
        var seen = context.Accounts.Where(a => !held.Any(p => p.AccountId == a.Id && (p.Region < first || p.Region > last || (line != null && p.Line != line))));
        return IsOfTheCity()
            ? seen
            : seen.Where(a => held.Any(p => p.AccountId == a.Id)
                && !held.Any(p => p.AccountId == a.Id && context.RolePermissions.Any(r => r.Role == p.Role && Governing.Contains(r.Permission))));
    }

    /// <summary>An account that is to be changed, with its passwords of before.</summary>
    /// <param name="seen">The <see cref="Account.ConcurrencyStamp"/> that the form showed; null where none was.</param>
    /// <exception cref="CannotRunException">There is none that the administrator sees, it is the administrator's own, or somebody else changed it.</exception>
    public async Task<Account> RequireAsync(long id, string? seen, CancellationToken cancellation)
    {
        var account = await All().Include(a => a.OldPasswords.OrderBy(p => p.Number)).FirstOrDefaultAsync(a => a.Id == id, cancellation)
            ?? throw new CannotRunException($"没有这个账号，或者不归您管。");
        if (account.Id == Acting.AccountId)
            throw new CannotRunException($"不能管理自己的账号，请另一位管理员办理。");
        // Whoever is audited by somebody cannot take that account over: only the machine's administrator can.
        if (!Acting.IsCommand && await context.Posts.AnyAsync(
            p => p.AccountId == id && p.EndedAt == null && context.RolePermissions.Any(r => r.Role == p.Role && r.Permission == Permissions.ViewAudit), cancellation))
            throw new CannotRunException($"审计员的账号只能在服务器上用 huimin accounts 命令管理。");
        account.RequireUnchangedSince(seen);
        return account;
    }

    /// <summary>The same by sign-in name, for commands.</summary>
    public async Task<Account> RequireAsync(string name, CancellationToken cancellation)
    {
        var key = Account.Normalize(name);
        var id = await All().Where(a => a.NormalizedName == key).Select(a => (long?)a.Id).FirstOrDefaultAsync(cancellation);
        return await RequireAsync(id ?? throw new CannotRunException($"没有账号{name}。"), null, cancellation);
    }

    /// <summary>A post that the administrator may give, checked against everything the account holds.</summary>
    /// <exception cref="CannotRunException">Which rule forbids it.</exception>
    public async Task<Post> NewPostAsync(long account, string role, long region, string? line, DateTime now, CancellationToken cancellation)
    {
        line = string.IsNullOrWhiteSpace(line) ? null : line.Trim();
        if (line is not null && BusinessLine.Find(line) is null)
            throw new CannotRunException($"没有业务条线{line}。");
        var wanted = await context.Roles.AsNoTracking().Include(r => r.Permissions).FirstOrDefaultAsync(r => r.Code == role, cancellation)
            ?? throw new CannotRunException($"没有角色{role}。");
        var place = await context.Regions.AsNoTracking().Current().FirstOrDefaultAsync(r => r.Code == region, cancellation)
            ?? throw new CannotRunException($"没有区划{region:D}，请重新选。");
        if (!Acting.May(Permissions.ManageAccounts) || !Covers(new DivisionCode(place.Code), line))
            throw new CannotRunException($"{place.Name}不在您管的范围内。");
        if (place.Level < wanted.Highest || place.Level > wanted.Lowest)
            throw new CannotRunException($"{wanted.Name}不能设在{place.Name}：级别不对。");
        if (wanted.Permissions.Any(p => Governing.Contains(p.Permission)) && !IsOfTheCity())
            throw new CannotRunException($"{wanted.Name}只能由市级管理员指定。");
        var held = await context.Posts.AsNoTracking().Where(p => p.AccountId == account && p.EndedAt == null).ToListAsync(cancellation);
        if (held.Exists(p => p.Role == role && p.Region == region && p.Line == line))
            throw new CannotRunException($"已经有这个岗位了。");
        List<string> roles = [.. held.Select(p => p.Role)];
        var others = await context.RolePermissions.AsNoTracking().Where(p => roles.Contains(p.Role)).ToListAsync(cancellation);
        if (Separation.InAccount([[.. wanted.Permissions.Select(p => p.Permission)], .. others.GroupBy(p => p.Role).Select(g => (IReadOnlyCollection<string>)[.. g.Select(p => p.Permission)])]) is not null)
            throw new CannotRunException($"{wanted.Name}与这个账号已有的岗位不相容，不能由一个人兼任。");
        return new Post
        {
            Id = (await context.Posts.MaxAsync(p => (long?)p.Id, cancellation) ?? 0) + 1,
            AccountId = account,
            Role = role,
            Region = region,
            Line = line,
            StartedAt = now,
        };
    }

    /// <inheritdoc cref="RoleTurn.BeginAsync"/>
    public Task<IDbContextTransaction> TakeTurnAsync(CancellationToken cancellation) => RoleTurn.BeginAsync(context, cancellation);

    /// <summary>Saves; somebody else's change in between, or a number taken in between, is told instead of overwritten.</summary>
    /// <exception cref="CannotRunException">Somebody else was faster.</exception>
    public async Task SaveAsync(CancellationToken cancellation)
    {
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e)
        {
            context.ChangeTracker.Clear();
            throw new CannotRunException($"另一位管理员刚刚抢先办理，您这次没有保存。请看过现在的内容再办。", e);
        }
    }

    private bool Covers(DivisionCode region, string? line) =>
        region.First >= Acting.Reach.First && region.Last <= Acting.Reach.Last && (Acting.Reach.Line is null || Acting.Reach.Line == line);

    /// <summary>The whole city and every line: commands, and administrators whose post is the city's.</summary>
    private bool IsOfTheCity() =>
        Acting.IsCommand || (Acting.Reach.Line is null && Acting.Post is { } post && new DivisionCode(post.Region).Level <= RegionLevel.City);
}
