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

    /// <summary>Cases with their forms, visits and decisions 看案件.</summary>
    public const string ViewCases = "cases.view";

    /// <summary>Visits, hearings and applications on behalf of others; decides nothing 入户、代办.</summary>
    public const string AssistCases = "cases.assist";

    public const string ProposeCases = "cases.propose";

    public const string ApproveCases = "cases.approve";

    public const string PreparePayments = "payments.prepare";

    public const string ApprovePayments = "payments.approve";

    /// <summary>Registers of the business lines 看台账; those about people need <see cref="ViewPeople"/>, too.</summary>
    public const string ViewRegisters = "registers.view";

    /// <summary>Visits, services and what else entries collect 登记走访和服务.</summary>
    public const string RecordServices = "registers.record";

    /// <summary>Entries of registers: appointments, agreements, stations, their changes and their end 登记.</summary>
    public const string Register = "registers.register";

    public const string Inspect = "registers.inspect";

    /// <summary>Figures brought with their source, targets, freezing and restating 填报、目标、冻结.</summary>
    public const string ManageIndicators = "indicators.manage";

    /// <summary>Reports and templates of reports: begun, written, submitted 写报告.</summary>
    public const string WriteReports = "reports.write";

    /// <summary>A report that somebody else wrote: signed or sent back 签发报告.</summary>
    public const string SignReports = "reports.sign";

    public const string ManageAccounts = "accounts.manage";

    public const string ManageRoles = "roles.manage";

    public const string ViewAudit = "audit.view";

    public const string ViewSystem = "system.view";

    /// <summary>Every permission with its name, in the order of the matrix.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        new Permission(ViewTotals, $"看数字"),
        new Permission(ViewPeople, $"看居民档案"),
        new Permission(RevealPeople, $"查看完整信息"),
        new Permission(ViewPolicies, $"看政策"),
        new Permission(DraftPolicies, $"起草政策"),
        new Permission(PublishPolicies, $"发布政策"),
        new Permission(RunSimulations, $"测算"),
        new Permission(ViewCases, $"看案件"),
        new Permission(AssistCases, $"入户、代办"),
        new Permission(ProposeCases, $"受理、拟办"),
        new Permission(ApproveCases, $"审批"),
        new Permission(PreparePayments, $"编制发放"),
        new Permission(ApprovePayments, $"审核发放"),
        new Permission(ViewRegisters, $"看台账"),
        new Permission(RecordServices, $"登记走访和服务"),
        new Permission(Register, $"登记"),
        new Permission(Inspect, $"检查"),
        new Permission(ManageIndicators, $"管理指标数字"),
        new Permission(WriteReports, $"写报告"),
        new Permission(SignReports, $"签发报告"),
        new Permission(ManageAccounts, $"管理账号"),
        new Permission(ManageRoles, $"管理角色"),
        new Permission(ViewAudit, $"看审计记录"),
        new Permission(ViewSystem, $"看系统状态"),
    ];
}

/// <summary>A permission as people read it.</summary>
public sealed record Permission(string Code, FormattableString Name);
