using Huimin.Platform.Audit;

namespace Huimin.Platform.Reports.Writing;

/// <summary>What was done with a report besides writing.</summary>
public enum ReportStep : short
{
    Submitted = 1,
    Returned = 2,
    Signed = 3,
    Withdrawn = 4,
}

/// <summary>One step of a report's course; only added.</summary>
public sealed class ReportEvent : IAudited
{
    string IAudited.AuditSubject => ReportDraft.Subject(ReportId);

    bool IAudited.IsAuditedPart => true;

    public long ReportId { get; init; }

    public int Number { get; init; }

    public ReportStep What { get; init; }

    /// <summary>The version that it was done with.</summary>
    public int Version { get; init; }

    public long OfficerId { get; init; }

    public required string Officer { get; init; }

    /// <summary>In UTC.</summary>
    public DateTime At { get; init; }

    public required string Note { get; init; }
}
