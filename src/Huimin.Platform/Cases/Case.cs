using Huimin.Platform.Audit;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Cases;

public enum CaseState : short
{
    /// <summary>Being filled in; nobody handles it yet 草稿.</summary>
    Draft = 0,

    /// <summary>Somebody is to act 在办.</summary>
    Open = 1,

    /// <summary>The applicant was asked once for everything that is missing; the clocks stand still 待补正.</summary>
    Waiting = 2,

    /// <summary>Stopped for a reason that neither side can mend now; the clocks stand still 中止.</summary>
    Suspended = 3,

    /// <summary>The upper level looks at it: nothing is changed until it has said 提级复审中.</summary>
    Frozen = 4,

    Closed = 5,
}

/// <summary>How a case ended; stored.</summary>
public enum CaseOutcome : short
{
    Granted = 1,
    Refused = 2,
    Withdrawn = 3,
    NotAccepted = 4,

    /// <summary>Ended without a decision on the matter: no cooperation, death, nothing left to decide 终止.</summary>
    Terminated = 5,

    /// <summary>The applicant did not bring what was asked for in time 视为撤回.</summary>
    DeemedWithdrawn = 6,
    Kept = 10,
    Raised = 11,
    Cut = 12,
    Stopped = 13,
    Upheld = 20,
    Overturned = 21,
    Helped = 30,
}

/// <summary>How a case came in 受理渠道.</summary>
public enum CaseChannel : short
{
    /// <summary>At a counter 窗口.</summary>
    Counter = 1,

    /// <summary>On the resident's own phone 掌上办.</summary>
    Phone = 2,

    /// <summary>By the village or somebody else who was asked to 代办.</summary>
    Proxy = 3,

    /// <summary>Found by an officer or by a pass over the city 主动发现.</summary>
    Found = 4,

    /// <summary>Handed over by another office or line 转办.</summary>
    HandedOver = 5,

    /// <summary>Begun by the program because a date came 到期.</summary>
    Scheduled = 6,
}

/// <summary>
/// A matter that an office handles 案件, from the application to the delivered decision. It guards its own state; what is allowed at the
/// moment says <see cref="CaseFile"/>, and everything that happens leaves an event on the timeline.
/// </summary>
public sealed partial class Case : IAudited
{
    string IAudited.AuditSubject => $"case:{Id}";

    long? IAudited.AuditRegion => Region;

    public long Id { get; init; }

    /// <summary>受理号: township, year and a number, as letters and residents quote it.</summary>
    public required string Number { get; init; }

    /// <summary>Code of the <see cref="CaseType"/>.</summary>
    public required string Type { get; init; }

    public required string Line { get; init; }

    /// <summary>Of the form that the case began with.</summary>
    public int FormVersion { get; init; }

    /// <summary>12-digit code of the place that the case belongs to: the family's village, or where the emergency happened.</summary>
    public long Region { get; private set; }

    public long? HouseholdId { get; private set; }

    /// <summary>The one person that it is about; null for a household.</summary>
    public long? PersonId { get; private set; }

    /// <summary>Name of the applicant as it is shown; of a protected child masked.</summary>
    public string Applicant { get; private set; } = "";

    public CaseChannel Channel { get; init; }

    /// <summary>The unit that received it for another place 跨域受理; null where it was received at home.</summary>
    public long? IntakeRegion { get; init; }

    /// <summary>The case that was entered together with this one, for matters of one application; its own id for the first.</summary>
    public long ApplicationId { get; init; }

    /// <summary>The case that is looked at again; null for none.</summary>
    public long? ReviewOf { get; init; }

    /// <summary>The award that is looked at again; null for an application.</summary>
    public long? AwardId { get; init; }

    [Unaudited]
    public SealedText Form { get; private set; }

    /// <summary>Number of the data key that sealed the form.</summary>
    [Unaudited]
    public short SealKey { get; private set; }

    public CaseState State { get; private set; }

    /// <summary>Code of the step.</summary>
    public string Step { get; private set; } = "";

    /// <summary>12-digit code of the unit that is to act; 0 when nobody is.</summary>
    public long ActorRegion { get; private set; }

    /// <summary>What its officer must be allowed; empty when nobody is to act.</summary>
    public string ActorPermission { get; private set; } = "";

    public CaseOutcome? Outcome { get; private set; }

    public DateTime ReceivedAt { get; init; }

    /// <summary>Day 0 of the clocks; null before.</summary>
    public DateOnly? AcceptedOn { get; private set; }

    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Day on which the decision was made; null before.</summary>
    public DateOnly? DecidedOn { get; private set; }

    /// <summary>The opinion of the lower level: what it proposes; null before it was given.</summary>
    public CaseOutcome? Opinion { get; private set; }

    /// <summary>What the opinion proposes together, in fen, a month or once.</summary>
    public long ProposedAmount { get; private set; }

    /// <summary>The policies let the township decide, because of the amount.</summary>
    public bool IsDecidedBelow { get; private set; }

    /// <summary>Handled by or for relatives of officers or of the village committee; the county visits every one 近亲属备案.</summary>
    public bool IsOfRelatives { get; private set; }

    /// <summary>Drawn for the county's own visit 抽查.</summary>
    public bool IsSpotChecked { get; private set; }

    /// <summary>Villagers are to be heard 民主评议.</summary>
    public bool NeedsReview { get; private set; }

    /// <summary>The applicant is asked to supplement once, with everything that is missing.</summary>
    public bool WasSupplemented { get; private set; }

    /// <summary>How often the case was sent back to an earlier step.</summary>
    public int TimesReturned { get; private set; }

    /// <summary>Number of the last event.</summary>
    [Unaudited]
    public int LastEvent { get; private set; }

    /// <summary>Grows with every change: whoever acts on what has changed since is shown the change first.</summary>
    public long Revision { get; private set; }

    /// <summary>SHA-256 of the code with which the applicant follows the case without an account.</summary>
    [Secret]
    public byte[]? TrackHash { get; init; }

    /// <summary>Sent with the form that began it: what is sent twice begins one case.</summary>
    [Unaudited]
    public required string Token { get; init; }

    /// <summary>In the clear, where somebody opened it; not stored.</summary>
    public CaseForm? Answers { get; set; }

    public bool IsOpen => State is not (CaseState.Draft or CaseState.Closed);

    internal void Seal(SealedText form, short key) => (Form, SealKey) = (form, key);

    /// <summary>Sets whom the case is about.</summary>
    public void About(long region, long? household, long? person, string applicant) =>
        (Region, HouseholdId, PersonId, Applicant) = (region, household, person, applicant);
}
