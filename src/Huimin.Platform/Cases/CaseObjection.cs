using Huimin.Platform.Privacy;

namespace Huimin.Platform.Cases;

/// <summary>Against what somebody objects; stored.</summary>
public enum ObjectionKind : short
{
    /// <summary>Villagers against a posted opinion 公示异议.</summary>
    Publicity = 1,

    /// <summary>The family against what a check found 核对异议.</summary>
    Check = 2,

    /// <summary>The applicant against a decision 申诉.</summary>
    Decision = 3,
}

/// <summary>An objection 异议, which is answered before the case goes on.</summary>
public sealed class CaseObjection
{
    public long Id { get; init; }

    public long CaseId { get; init; }

    public long Region { get; init; }

    public ObjectionKind Kind { get; init; }

    public DateTime At { get; init; }

    /// <summary>Who objects, how to reach them and what they say; sealed, since objectors are protected.</summary>
    public SealedText Content { get; internal set; }

    public short SealKey { get; internal set; }

    /// <summary>In the clear, where somebody opened it; not stored.</summary>
    public string? Plain { get; set; }

    public DateTime? AnsweredAt { get; private set; }

    /// <summary>Whether the objection was found to be right; null before it is answered.</summary>
    public bool? IsUpheld { get; private set; }

    public string Answer { get; private set; } = "";

    public bool IsOpen => AnsweredAt is null;

    public void Resolve(bool upheld, string answer, DateTime at) => (IsUpheld, Answer, AnsweredAt) = (upheld, answer, at);
}
