using Huimin.Platform.Audit;

namespace Huimin.Platform.Cases;

/// <summary>A paper or photo of a case 材料: the stored file, or that it was looked at on paper or looked up.</summary>
public sealed class CaseDocument : IAudited
{
    string IAudited.AuditSubject => $"case:{CaseId}";

    bool IAudited.IsAuditedPart => true;

    public long CaseId { get; init; }

    public int Number { get; init; }

    /// <summary>Code of the <see cref="Types.DocumentKind"/>, or of the visit that it was taken at.</summary>
    public required string Kind { get; init; }

    /// <summary>The stored file; null for a paper that was seen and not kept, or for what was looked up.</summary>
    public long? FileId { get; init; }

    /// <summary>The visit that it belongs to; null for none.</summary>
    public int? Visit { get; init; }

    [Secret]
    public required string Note { get; init; }

    public DateTime AddedAt { get; init; }

    public long? AccountId { get; init; }
}
