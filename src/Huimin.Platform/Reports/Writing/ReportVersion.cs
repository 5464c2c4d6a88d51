using Huimin.Platform.Audit;

namespace Huimin.Platform.Reports.Writing;

/// <summary>The text of a report as somebody saved it; never changed.</summary>
public sealed class ReportVersion : IAudited
{
    string IAudited.AuditSubject => ReportDraft.Subject(ReportId);

    bool IAudited.IsAuditedPart => true;

    public long ReportId { get; init; }

    /// <summary>From 1.</summary>
    public int Number { get; init; }

    [Unaudited]
    public required string Text { get; init; }

    public long OfficerId { get; init; }

    public required string Officer { get; init; }

    /// <summary>In UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>Why, in the officer's words; may be empty.</summary>
    public required string Note { get; init; }
}
