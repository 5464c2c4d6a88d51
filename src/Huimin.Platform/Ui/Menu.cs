using Huimin.Platform.Access;
using Huimin.Platform.Modules;
using Huimin.Policies;

namespace Huimin.Platform.Ui;

/// <summary>A page of the menu 菜单 and what its reader must be allowed.</summary>
public sealed record MenuPage(string Path, string Needs, FormattableString Name);

/// <summary>Pages that belong to one duty, under its name.</summary>
public sealed record MenuPart(FormattableString Name, IReadOnlyList<MenuPage> Pages);

/// <summary>The menu of every page; the first entry that a reader may open is where that reader begins.</summary>
public static class Menu
{
    private static readonly IReadOnlyList<MenuPart> Own =
    [
        new MenuPart($"找准",
        [
            new MenuPage("/", Permissions.ViewTotals, $"驾驶舱"),
            new MenuPage("/people", Permissions.ViewPeople, $"人员与家庭"),
            new MenuPage("/regions", Permissions.ViewTotals, $"区划"),
            new MenuPage("/indicators", Permissions.ViewTotals, $"指标"),
            new MenuPage("/reports", Permissions.ViewTotals, $"报告"),
            new MenuPage("/reports/verify", Permissions.ViewTotals, $"报告核验"),
        ]),
        new MenuPart($"办好",
        [
            new MenuPage("/work", Permissions.ViewCases, $"我的工作"),
            new MenuPage("/cases/new", Permissions.AssistCases, $"登记申请"),
            new MenuPage("/cases/begin", Permissions.AssistCases, $"登记求助、线索和报告"),
            new MenuPage("/cases", Permissions.ViewCases, $"案件"),
            new MenuPage("/checks", Permissions.ProposeCases, $"经济核对"),
            new MenuPage("/cases/objections", Permissions.ViewCases, $"异议和申诉"),
            new MenuPage("/cases/spot-checks", Permissions.ApproveCases, $"抽查"),
            new MenuPage("/tasks", Permissions.ViewCases, $"任务"),
            new MenuPage("/awards", Permissions.ViewCases, $"在享待遇"),
            new MenuPage("/work/statistics", Permissions.ViewCases, $"办理时效"),
            new MenuPage("/registers", Permissions.ViewRegisters, $"业务台账"),
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

    /// <summary>The pages of the platform, and those of each business line before the ones for administration.</summary>
    public static IReadOnlyList<MenuPart> PartsWith(ModuleCatalogue modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        return [.. Own.SkipLast(1), .. modules.Modules.Where(m => m.Pages.Count > 0).Select(m => new MenuPart(NameOf(m.Line), m.Pages)), Own[^1]];
    }

    /// <summary>The name of a line, which exists in both languages by itself.</summary>
    private static FormattableString NameOf(string line)
    {
        var known = BusinessLine.Find(line) ?? throw new ArgumentException($"'{line}' is not a business line.", nameof(line));
        return new BothLanguages(known.Name, known.NameEn);
    }
}
