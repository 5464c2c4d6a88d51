using Huimin.Platform.Audit;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>What happened to a draft.</summary>
public enum DraftStep : short
{
    Started = 1,
    Changed = 2,
    Described = 3,
    EffectComputed = 4,
    Proposed = 5,
    Withdrawn = 6,
    Rejected = 7,
    Published = 8,
    TakenUpAgain = 9,
}

/// <summary>One entry of a draft's timeline: who did what, when. Entries are only added.</summary>
public sealed class PolicyDraftEvent : IAudited
{
    string IAudited.AuditSubject => $"policy_draft:{DraftId}";

    bool IAudited.IsAuditedPart => true;

    public long DraftId { get; init; }

    public int Number { get; init; }

    public DateTime At { get; init; }

    public long OfficerId { get; init; }

    public required string Officer { get; init; }

    public DraftStep What { get; init; }

    /// <summary>A path, a reason or a note in the officer's words; may be empty.</summary>
    public required string Note { get; init; }
}
