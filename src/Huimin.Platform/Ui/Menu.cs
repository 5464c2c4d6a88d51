using Huimin.Platform.Access;

namespace Huimin.Platform.Ui;

/// <summary>A page of the menu 菜单 and what its reader must be allowed.</summary>
public sealed record MenuPage(string Path, string Needs, FormattableString Name);

/// <summary>Pages that belong to one duty, under its name.</summary>
public sealed record MenuPart(FormattableString Name, IReadOnlyList<MenuPage> Pages);

/// <summary>The menu of every page; the first entry that a reader may open is where that reader begins.</summary>
public static class Menu
{
    public static IReadOnlyList<MenuPart> Parts { get; } =
    [
        new MenuPart($"找准",
        [
            new MenuPage("/", Permissions.ViewTotals, $"驾驶舱"),
            new MenuPage("/people", Permissions.ViewPeople, $"人员与家庭"),
            new MenuPage("/regions", Permissions.ViewTotals, $"区划"),
        ]),
        new MenuPart($"政策",
        [
            new MenuPage("/programmes", Permissions.ViewPolicies, $"政策库"),
            new MenuPage("/what-if", Permissions.RunSimulations, $"测算"),
            new MenuPage("/policies/drafts", Permissions.DraftPolicies, $"政策起草"),
            new MenuPage("/policies/versions", Permissions.ViewPolicies, $"政策版本"),
        ]),
        new MenuPart($"管理",
        [
            new MenuPage("/accounts", Permissions.ManageAccounts, $"账号管理"),
            new MenuPage("/roles", Permissions.ManageRoles, $"角色与权限"),
            new MenuPage("/audit", Permissions.ViewAudit, $"审计记录"),
            new MenuPage("/system", Permissions.ViewSystem, $"系统状态"),
        ]),
    ];
}
