namespace Huimin.Platform.Access;

/// <summary>
/// What a role lets its holder do 权限. A page or endpoint names the one that it needs (<see cref="NeedsAttribute"/>); those of
/// business lines that have no pages yet are named here because incompatible duties are kept apart from the first day on.
/// </summary>
public static class Permissions
{
    /// <summary>Counts and amounts of regions: cockpit, region pages 看数字.</summary>
    public const string ViewTotals = "totals.view";

    /// <summary>Households, persons, their facts and what they are entitled to 看居民档案.</summary>
    public const string ViewPeople = "people.view";

    /// <summary>One masked value in full, with a reason 查看完整信息.</summary>
    public const string RevealPeople = "people.reveal";

    public const string ViewPolicies = "policies.view";

    public const string DraftPolicies = "policies.draft";

    public const string PublishPolicies = "policies.publish";

    public const string RunSimulations = "simulations.run";

    public const string ProposeCases = "cases.propose";

    public const string ApproveCases = "cases.approve";

    public const string PreparePayments = "payments.prepare";

    public const string ApprovePayments = "payments.approve";

    public const string Register = "registers.register";

    public const string Inspect = "registers.inspect";

    public const string ManageAccounts = "accounts.manage";

    public const string ManageRoles = "roles.manage";

    public const string ViewAudit = "audit.view";

    public const string ViewSystem = "system.view";

    /// <summary>Every permission with its name, in the order of the matrix.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        new(ViewTotals, $"看数字"),
        new(ViewPeople, $"看居民档案"),
        new(RevealPeople, $"查看完整信息"),
        new(ViewPolicies, $"看政策"),
        new(DraftPolicies, $"起草政策"),
        new(PublishPolicies, $"发布政策"),
        new(RunSimulations, $"测算"),
        new(ProposeCases, $"受理、拟办"),
        new(ApproveCases, $"审批"),
        new(PreparePayments, $"编制发放"),
        new(ApprovePayments, $"审核发放"),
        new(Register, $"登记"),
        new(Inspect, $"检查"),
        new(ManageAccounts, $"管理账号"),
        new(ManageRoles, $"管理角色"),
        new(ViewAudit, $"看审计记录"),
        new(ViewSystem, $"看系统状态"),
    ];
}

/// <summary>A permission as people read it.</summary>
public sealed record Permission(string Code, FormattableString Name);
