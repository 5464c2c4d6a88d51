using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Access.Roles;

/// <summary>Changes what a role allows; who holds it feels it at the next page.</summary>
public sealed class ChangeRole(AppDbContext context)
{
    public const int MostNameLetters = 20;

    /// <param name="seen">Revision of the role that the form showed.</param>
    /// <param name="permissions">What it allows from now on; unknown codes are refused.</param>
    /// <exception cref="CannotRunException">Which rule forbids it, or somebody else changed the role meanwhile.</exception>
    public async Task RunAsync(string code, long seen, string name, string nameEn, IReadOnlyCollection<string> permissions, bool needsSecondFactor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(permissions);
        var acting = context.Acting;
        if (!acting.May(Permissions.ManageRoles) || acting.Post is { } post && new DivisionCode(post.Region).Level > RegionLevel.City)
            throw new CannotRunException($"只有市级管理员可以改角色。");
        await using var turn = await RoleTurn.BeginAsync(context, cancellation);
        var role = await context.Roles.Include(r => r.Permissions).FirstOrDefaultAsync(r => r.Code == code, cancellation) ?? throw new CannotRunException($"没有角色{code}。");
        if (role.Revision != seen)
            throw Changed();
        if (acting.AccountId is { } me && await context.Posts.AnyAsync(p => p.AccountId == me && p.Role == code && p.EndedAt == null, cancellation))
            throw new CannotRunException($"不能改自己担任的角色，请另一位管理员办理。");
        if (permissions.Except(Permissions.All.Select(p => p.Code)).FirstOrDefault() is { } unknown)
            throw new CannotRunException($"没有权限{unknown}。");
        if (Separation.InRole(permissions) is not null)
            throw new CannotRunException($"一个角色不能同时有互不相容的职责，例如编制和审核发放、受理和审批、登记和检查。");
        if (!permissions.Contains(Permissions.ViewAudit) && role.Permissions.Exists(p => p.Permission == Permissions.ViewAudit) && !acting.IsCommand)
            throw new CannotRunException($"不能在网页上取消看审计记录的权限，那样就没有人监督管理员了。");
        await RequireCompatibleAsync(role, permissions, cancellation);

        role.Name = Clean(name);
        role.NameEn = Clean(nameEn);
        role.NeedsSecondFactor = needsSecondFactor;
        role.Permissions.RemoveAll(p => !permissions.Contains(p.Permission));
        role.Permissions.AddRange(permissions.Except(role.Permissions.Select(p => p.Permission)).ToList().Select(p => new RolePermission { Role = code, Permission = p }));
        role.Revision++;
        try
        {
            await context.SaveChangesAsync(cancellation);
            await turn.CommitAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            context.ChangeTracker.Clear();
            throw Changed();
        }
    }

    /// <summary>Somebody who holds this role and another must not come to hold what one account never holds together.</summary>
    private async Task RequireCompatibleAsync(Role role, IReadOnlyCollection<string> permissions, CancellationToken cancellation)
    {
        var holders = context.Posts.Where(p => p.Role == role.Code && p.EndedAt == null).Select(p => p.AccountId);
        var others = await context.Posts.AsNoTracking().Where(p => holders.Contains(p.AccountId) && p.EndedAt == null && p.Role != role.Code)
            .Join(context.RolePermissions, p => p.Role, r => r.Role, (p, r) => new { p.AccountId, r.Permission }).ToListAsync(cancellation);
        foreach (var account in others.GroupBy(o => o.AccountId))
        {
            if (Separation.InAccount([permissions, [.. account.Select(o => o.Permission)]]) is not null)
                throw new CannotRunException($"有人同时担任{role.Name}和另一个岗位，这样改会使一个人兼有互不相容的职责。");
        }

        if (Separation.InAccount([permissions]) is not null)
            throw new CannotRunException($"管理账号、角色的人不能看审计记录，一个角色不能兼有。");
    }

    private static string Clean(string? name)
    {
        var clean = new string([.. (name ?? "").Where(c => !char.IsControl(c))]).Trim();
        return clean.Length is 0 or > MostNameLetters * 2 ? throw new CannotRunException($"角色名称应有1到{MostNameLetters * 2}个字。") : clean;
    }

    private static CannotRunException Changed() => new($"别人刚刚改过这个角色，您的修改没有保存。请看清现在的样子再改。");
}
