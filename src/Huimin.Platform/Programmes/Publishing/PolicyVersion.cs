using Huimin.Platform.Audit;
using Huimin.Policies;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>
/// A published version of the policies 政策版本: a complete copy of the pack's files, in force from a month on. Never changed
/// afterwards. Starts never go back: a version begins with the one before it or later.
/// </summary>
public sealed class PolicyVersion : IAudited
{
    string IAudited.AuditSubject => $"policy_version:{Number}";

    /// <summary>1, 2, 3 …; 0 is what the program ships.</summary>
    public int Number { get; init; }

    public required string Layer { get; init; }

    /// <summary>First month in force, 202612.</summary>
    public int StartMonth { get; init; }

    /// <summary>Hash of the pack that the files make, which sweeps and decisions keep.</summary>
    public required string Hash { get; init; }

    /// <summary>Hash of the pack that was changed.</summary>
    public required string BaseHash { get; init; }

    public long DraftId { get; init; }

    public required string Title { get; init; }

    public required string Reason { get; init; }

    /// <summary>Why it begins earlier than the month after its proposal; empty when it does not.</summary>
    public required string LateReason { get; init; }

    /// <summary>What its author said to the alarms about its effect; empty when there were none.</summary>
    public required string AlarmReason { get; init; }

    public required string ApprovalNote { get; init; }

    public long ProposerId { get; init; }

    public required string Proposer { get; init; }

    public DateTime ProposedAt { get; init; }

    public long ApproverId { get; init; }

    public required string Approver { get; init; }

    public DateTime PublishedAt { get; init; }

    public List<PolicyVersionFile> Files { get; init; } = [];

    public Month Start => Month.FromCode(StartMonth);
}

/// <summary>One file of a version, by its path in the pack: <c>linyi/dibao.yaml</c>.</summary>
public sealed class PolicyVersionFile
{
    public int Version { get; init; }

    public required string Path { get; init; }

    public required string Text { get; init; }
}
