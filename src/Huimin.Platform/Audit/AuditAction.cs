namespace Huimin.Platform.Audit;

/// <summary>
/// Codes of what is recorded 审计动作. Changes of audited entities have the code of their kind and one of the three verbs:
/// <c>role.change</c>. Words for people are in <see cref="AuditWords"/>.
/// </summary>
public static class AuditAction
{
    public const string SignIn = "sign_in";

    public const string SignOut = "sign_out";

    /// <summary>Something was asked for that the duty does not allow 越权访问.</summary>
    public const string Denied = "denied";

    /// <summary>A masked value was shown in full 查看完整信息.</summary>
    public const string Reveal = "reveal";

    /// <summary>A file with data left the program 导出.</summary>
    public const string Export = "export";

    public const string ImportPeople = "people.import";

    /// <summary>Entries of a register came in from a file 导入台账.</summary>
    public const string ImportRegister = "register.import";

    public const string ImportRegions = "regions.import";

    public const string MakeDemo = "demo";

    public const string Sweep = "sweep";

    public const string Migrate = "migrate";

    public const string RotateKeys = "keys.rotate";

    public const string RowSecurity = "row_security";

    /// <summary>The trail itself was searched 查阅审计记录.</summary>
    public const string SearchAudit = "audit.search";

    /// <summary>The first record where the database stands in the place of another one; it holds that one's anchor and waits for <see cref="AcceptAudit"/>.</summary>
    public const string BeginAudit = "audit.begin";

    /// <summary>The oldest records were moved to a file; the record holds the last number and hash that left 归档.</summary>
    public const string ArchiveAudit = "audit.archive";

    /// <summary>The trail was found cut or replaced and goes on from here by decision of the administrator.</summary>
    public const string AcceptAudit = "audit.accept";

    /// <summary>Records past their time were deleted or made anonymous; the record holds the kind, the law and the counts 清理到期记录.</summary>
    public const string ApplyRetention = "retention.apply";

    /// <summary>Facts of a family were established 登记情况.</summary>
    public const string RecordFacts = "facts.record";

    /// <summary>An office's answers to economic checks came in 导入核对结果.</summary>
    public const string ImportChecks = "checks.import";

    /// <summary>A family was put on record at a counter 登记人员.</summary>
    public const string RegisterFamily = "household.register";

    /// <summary>Somebody of another office was looked for by name and number 跨域查找.</summary>
    public const string FindElsewhere = "person.find_elsewhere";

    /// <summary>Somebody without an account asked for a case by number and code 凭查询码查询.</summary>
    public const string Track = "case.track";

    public const string KeepAudit = "audit.keep";

    public const string Add = "add";

    public const string Change = "change";

    public const string Remove = "remove";

    /// <summary>Something that identifies people was looked at, such as a stored photo 查看.</summary>
    public const string View = "view";
}
