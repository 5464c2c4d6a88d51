using Huimin.Platform.Access;
using Huimin.Platform.Awards;
using Huimin.Platform.Values;
using Huimin.Policies;

namespace Huimin.Platform.Tasks;

/// <summary>How a task may end 办理结果.</summary>
/// <param name="Code">Stored.</param>
/// <param name="NeedsNote">Something must be written.</param>
public sealed record TaskOutcome(string Code, FormattableString Name, bool NeedsNote = false);

/// <summary>What officers are asked to look at, declared by the platform or by the module of a line 任务类别.</summary>
/// <param name="Code">Stored with every task.</param>
/// <param name="Ask">What is to be done, as a sentence.</param>
/// <param name="Limit">From the day on which it was made; null where the finding itself has a day.</param>
public sealed record TaskKind(string Code, FormattableString Name, FormattableString Ask, Limit? Limit, IReadOnlyList<TaskOutcome> Outcomes)
{
    /// <summary>What the duty of whoever finishes it must allow.</summary>
    public string Permission { get; init; } = Permissions.AssistCases;

    /// <summary>The task is about an award in force, and a case of change may follow from it.</summary>
    public bool LeadsToChange { get; init; }

    /// <summary>An application may follow from it.</summary>
    public bool LeadsToApplication { get; init; }

    /// <summary>A task about an award's household or person.</summary>
    internal WorkTask New(long id, string subject, Award award, Month month, DateOnly today, DeadlineCalendar calendar) => new()
    {
        Id = id,
        Kind = Code,
        Subject = subject,
        Line = award.Line,
        Region = award.Region,
        HouseholdId = award.HouseholdId,
        PersonId = award.PersonId,
        Programme = award.Programme,
        AwardId = award.Id,
        Month = month.Code,
        LastFound = month.Code,
        Amount = award.Amount,
        CreatedOn = today,
        DueOn = Limit is { } limit ? calendar.After(today, limit).Day : null,
    };
}

/// <summary>The kinds that concern every business line.</summary>
public static class TaskKinds
{
    /// <summary>Outcomes that nobody chooses: a later pass does not find it any more; a case is open about it; it became a case.</summary>
    public const string Resolved = "resolved";
    public const string InHand = "in_hand";
    public const string BecameCase = "case";

    private static readonly TaskOutcome Transferred = new("transferred", $"转其他部门", NeedsNote: true);
    private static readonly TaskOutcome Corrected = new("corrected", $"登记有误，已更正", NeedsNote: true);
    private static readonly TaskOutcome Unchanged = new("unchanged", $"核实后不变", NeedsNote: true);

    /// <summary>Of a visit to people who may be in need.</summary>
    private static readonly TaskOutcome[] Helped =
    [
        new("assisted", $"已有救助"), new("apply_dibao", $"申请低保"), new("apply_temporary", $"申请临时救助"), Transferred, new("no_difficulty", $"没有困难"), new("refused", $"本人不愿申请", NeedsNote: true),
    ];

    public static readonly TaskKind Unserved = new("unserved", $"应享未享", $"按登记的情况符合条件而没有享受，上门了解、告知政策，愿意的帮助申请。", Limit.WorkingDays(10), Helped) { LeadsToApplication = true };

    public static readonly TaskKind Lapsed = new("lapsed", $"享受而不再符合", $"按登记的情况不再符合条件，核实以后办理核查变更；停发以前要听取意见。", Limit.WorkingDays(10), [Unchanged, Corrected]) { LeadsToChange = true };

    public static readonly TaskKind Changed = new("changed", $"金额应当调整", $"按登记的情况金额与现在不同，核实以后办理核查变更。", Limit.WorkingDays(10), [Unchanged, Corrected]) { LeadsToChange = true };

    public static readonly TaskKind Conflict = new("conflict", $"不得同时享受", $"同时享受两项互斥的待遇，核实以后停发其中一项。", Limit.WorkingDays(10), [Unchanged, Corrected]) { LeadsToChange = true };

    public static readonly TaskKind Risk = new("risk", $"监测预警", $"入户核实，能帮的当场帮助申请。", Limit.WorkingDays(10), Helped) { LeadsToApplication = true };

    public static readonly TaskKind FamilyChanged = new("family_changed", $"家庭成员有变化", $"家庭成员迁入或者迁出，重新核实家庭情况。", Limit.WorkingDays(10), [Unchanged]) { LeadsToChange = true };

    public static readonly TaskKind ReviewDue = new("review_due", $"定期核查到期", $"到了定期核查的时候，重新核实家庭情况。", null, [Unchanged]) { LeadsToChange = true };

    public static readonly TaskKind RecognitionEnds = new("recognition_ends", $"认定即将到期", $"认定到期以后不再享受，告知家庭，需要的重新申请。", null, [new("told", $"已告知"), new("applies", $"重新申请")]) { LeadsToApplication = true };

    public static readonly TaskKind TurningAdult = new("turning_18", $"年满18周岁", $"年满18周岁，核实是否在校就读，决定继续或者终止。", null, [new("in_school", $"在校就读，继续享受"), Unchanged]) { LeadsToChange = true };

    public static readonly TaskKind DuplicateId = new("duplicate_id", $"证件号码重复", $"两个人登记了同一个证件号码，核对证件，更正登记。", Limit.WorkingDays(10), [Corrected, new("same_person", $"是同一个人，已合并登记", NeedsNote: true), Unchanged]) { Permission = Permissions.ProposeCases };

    public static readonly TaskKind EntryDue = new("entry_due", $"走访、评估到期", $"台账规定的走访、评估等已经到期，到台账登记办理情况；登记以后自动办结。", null, [new("visited", $"已办理，已登记"), Unchanged]);

    public static readonly TaskKind EntryMissing = new("entry_missing", $"应登记未登记", $"按规定应有协议或者档案而没有，核实以后登记；登记以后自动办结。", Limit.WorkingDays(10), [Unchanged, Corrected]);

    public static IReadOnlyList<TaskKind> All { get; } =
        [Unserved, Lapsed, Changed, Conflict, Risk, FamilyChanged, ReviewDue, RecognitionEnds, TurningAdult, EntryDue, EntryMissing, DuplicateId];
}
