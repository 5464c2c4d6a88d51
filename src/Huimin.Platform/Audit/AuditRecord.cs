namespace Huimin.Platform.Audit;

/// <summary>How an audited action ended 结果.</summary>
public enum AuditOutcome : short
{
    /// <summary>It was done 成功.</summary>
    Done = 1,

    /// <summary>The person was not allowed to do it 被拒绝.</summary>
    Refused = 2,

    /// <summary>It was tried and did not succeed, such as a wrong password 失败.</summary>
    Failed = 3,
}

/// <summary>
/// One line of the audit trail 审计记录: who did what to whom, when, from where, under which duty and why. Records are numbered
/// without gaps and chained by <see cref="Hash"/>; nothing in the program changes or deletes one.
/// </summary>
public sealed class AuditRecord
{
    /// <summary>1, 2, 3 … in order of writing.</summary>
    public long Number { get; init; }

    /// <summary>In UTC, to the microsecond; kept as microseconds since 1970, the same on both databases.</summary>
    public DateTime At { get; init; }

    /// <summary>Null for commands and for readers who are not signed in.</summary>
    public long? AccountId { get; init; }

    /// <summary>Name of the account, or of the user who ran a command; for a failed sign-in the name that was typed.</summary>
    public required string Account { get; init; }

    /// <summary>Code of the role acted under; empty without one.</summary>
    public required string Duty { get; init; }

    /// <summary>Region of the post acted under, as a 12-digit division code.</summary>
    public long? DutyRegion { get; init; }

    /// <summary>Network address of the client; empty for commands.</summary>
    public required string Address { get; init; }

    /// <summary>One of the <see cref="AuditAction"/> codes.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: <c>household:104882</c>, <c>account:3</c>, <c>page:/people</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>12-digit division code that the subject belongs to; null where it belongs to none.</summary>
    public long? Region { get; init; }

    public AuditOutcome Outcome { get; init; }

    /// <summary>Why, in the words of who did it; empty where nobody was asked.</summary>
    public required string Reason { get; init; }

    /// <summary>The changed fields before, as a JSON object; null where nothing was there.</summary>
    public string? Before { get; init; }

    /// <summary>The changed fields after, or the figures of a bulk action, as a JSON object.</summary>
    public string? After { get; init; }

    /// <summary>HMAC over the previous record's hash and all columns of this one (<see cref="AuditEncoding"/>).</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The columns in the order in which they are hashed; the hash itself is last.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "number", "at", "account_id", "account", "duty", "duty_region", "address", "action", "subject", "region", "outcome", "reason", "before", "after", "hash",
    ];

    /// <summary>Microseconds since 1970 of a moment in UTC.</summary>
    public static long Microseconds(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTime Moment(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}

/// <summary>The end of the chain: one row, locked while records are appended, so that two writers never continue the same record.</summary>
public sealed class AuditHead
{
    /// <summary>Always 1.</summary>
    public short Id { get; init; }

    /// <summary>Random bytes that tell this chain from that of any other database; part of what the first record is chained to.</summary>
    public required byte[] Chain { get; init; }

    /// <summary>Number of the last record; 0 before the first.</summary>
    public long Number { get; init; }

    /// <summary>Hash of the last record; empty before the first.</summary>
    public required byte[] Hash { get; init; }
}
