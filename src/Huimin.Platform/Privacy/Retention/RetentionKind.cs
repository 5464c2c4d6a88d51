using Huimin.Platform.Audit;
using Huimin.Platform.Programmes.Publishing;

namespace Huimin.Platform.Privacy.Retention;

/// <summary>How the moment lies in the table from which the time counts.</summary>
public enum RetentionClock
{
    /// <summary>A moment in UTC.</summary>
    Moment,

    /// <summary>A day.</summary>
    Day,

    /// <summary>Microseconds since 1970, as in the trail.</summary>
    Microseconds,
}

/// <summary>
/// A kind of record that a rule can be about, bound to its table. Only what is listed here can be deleted by a rule, however the
/// file of rules is edited.
/// </summary>
/// <param name="Code">As in the file.</param>
/// <param name="Name">In words.</param>
/// <param name="Table">Its one table.</param>
/// <param name="Key">Columns of the table's key.</param>
/// <param name="Event">The event from which the time counts, as in the file.</param>
/// <param name="From">Column or expression that holds the event; NULL while it has not happened.</param>
/// <param name="Clock">How it lies there.</param>
/// <param name="Actions">What a rule may say happens.</param>
public sealed record RetentionKind(
    string Code, FormattableString Name, string Table, IReadOnlyList<string> Key, string Event, string From, RetentionClock Clock, IReadOnlyList<RetentionAction> Actions)
{
    /// <summary>Further condition on the rows; empty for none.</summary>
    public string Condition { get; private init; } = "";

    /// <summary>What SET says where a rule makes records anonymous.</summary>
    public string Anonymous { get; private init; } = "";

    /// <summary>Tables whose rows go with it, by their column that refers to its key.</summary>
    public IReadOnlyList<(string Table, string Column)> Parts { get; private init; } = [];

    /// <summary>A law's least, which no rule may fall below.</summary>
    public int FewestMonths { get; private init; }

    public static IReadOnlyList<RetentionKind> All { get; } =
    [
        new RetentionKind("audit_record", $"审计记录（含登录日志）", "audit_record", ["number"], "written", "at", RetentionClock.Microseconds, [RetentionAction.Archive])
        {
            FewestMonths = ArchiveAudit.FewestMonths,
        },
        // One that was left open counts from its last use; long before this it is refused.
        new RetentionKind("account_session", $"登录会话", "account_session", ["id"], "ended", "COALESCE(ended_at, last_seen_at)", RetentionClock.Moment, [RetentionAction.Delete, RetentionAction.Keep])
        {
            FewestMonths = ArchiveAudit.FewestMonths,
        },
        // The newest of a household stays, so that no number is given out twice.
        new RetentionKind("data_check_consent", $"已终止的核对授权", "data_check_consent", ["household_id", "number"], "withdrawn", "withdrawn_on", RetentionClock.Day, [RetentionAction.Delete, RetentionAction.Keep])
        {
            Condition = "number < (SELECT max(c.number) FROM data_check_consent c WHERE c.household_id = data_check_consent.household_id)",
        },
        new RetentionKind("stored_file", $"附件（照片和证明材料）", "stored_file", ["id"], "added", "added_at", RetentionClock.Moment, [RetentionAction.Delete, RetentionAction.Keep]),
        // Of drafts the newest stays, too.
        new RetentionKind("withdrawn_draft", $"已撤回的政策草案", "policy_draft", ["id"], "withdrawn", "changed_at", RetentionClock.Moment, [RetentionAction.Delete, RetentionAction.Keep])
        {
            Condition = $"state = {(short)DraftState.Withdrawn:D} AND id < (SELECT max(d.id) FROM policy_draft d)",
            Parts = [("policy_draft_file", "draft_id"), ("policy_draft_event", "draft_id")],
        },
        new RetentionKind("person_contact", $"死亡或离开本市人员的电话和银行账号", "person", ["id"], "left", "COALESCE(died_on, departed_on)", RetentionClock.Day, [RetentionAction.Anonymise, RetentionAction.Keep])
        {
            Condition = "(phone IS NOT NULL OR phone_index IS NOT NULL OR bank_account IS NOT NULL)",
            Anonymous = "phone = NULL, phone_index = NULL, bank_account = NULL",
        },
    ];

    public static RetentionKind? Find(string code) => All.FirstOrDefault(k => k.Code == code);
}
