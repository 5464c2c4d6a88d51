using Huimin.Platform.Audit;

namespace Huimin.Platform.Cases;

/// <summary>What people went to see or hear for a case; stored.</summary>
public enum VisitKind : short
{
    /// <summary>入户调查 by at least two people.</summary>
    Home = 1,

    /// <summary>The county's own visit: every case of relatives, and those that are drawn 抽查.</summary>
    County = 2,

    /// <summary>民主评议.</summary>
    DemocraticReview = 3,

    /// <summary>听取意见 before a cut or a stop.</summary>
    Hearing = 4,

    /// <summary>生活自理能力评估.</summary>
    SelfCare = 5,

    /// <summary>Something done at a step of its own.</summary>
    Work = 6,
}

/// <summary>A visit, hearing or assessment with what was found 调查记录. Never changed.</summary>
public sealed class CaseVisit : IAudited
{
    string IAudited.AuditSubject => $"case:{CaseId}";

    bool IAudited.IsAuditedPart => true;

    public long CaseId { get; init; }

    public int Number { get; init; }

    public VisitKind Kind { get; init; }

    /// <summary>Step at which it was made.</summary>
    public required string Step { get; init; }

    public DateOnly VisitedOn { get; init; }

    /// <summary>Who recorded it.</summary>
    public long? AccountId { get; init; }

    /// <summary>Everybody who went, with the recorder first.</summary>
    public required string Visitors { get; init; }

    public int VisitorCount { get; init; }

    /// <summary>Where it was recorded, in degrees (WGS 84); null where the phone did not say.</summary>
    [Secret]
    public double? Latitude { get; init; }

    [Secret]
    public double? Longitude { get; init; }

    /// <summary>How far off that may be, in metres.</summary>
    public int? Accuracy { get; init; }

    /// <summary>What was found, in words.</summary>
    [Secret]
    public required string Findings { get; init; }

    /// <summary>Answers to the step's own fields, as JSON.</summary>
    [Secret]
    public required string Answers { get; init; }

    /// <summary>The number among them that figures add up, such as minutes of a service; null where the step has none.</summary>
    public long? Quantity { get; init; }

    public DateTime RecordedAt { get; init; }

    /// <summary>Sent with the form, perhaps hours later: the same visit is recorded once.</summary>
    public required string Token { get; init; }
}
