namespace Huimin.Platform.Cases;

/// <summary>Something that happened to a case 办理过程; only ever added. Numbered within the case.</summary>
public sealed class CaseEvent
{
    public long CaseId { get; init; }

    public int Number { get; init; }

    /// <summary>In UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>Null for the program itself and for residents.</summary>
    public long? AccountId { get; init; }

    public required string Actor { get; init; }

    /// <summary>Code of the role acted under; empty for residents and the program.</summary>
    public required string Duty { get; init; }

    public long? DutyRegion { get; init; }

    /// <summary>One of the <see cref="CaseEventKind"/> codes.</summary>
    public required string Kind { get; init; }

    public required string FromStep { get; init; }

    public required string ToStep { get; init; }

    /// <summary>What was said; empty for nothing.</summary>
    public required string Note { get; init; }

    /// <summary>Sent with the form: what is sent twice happens once. Null where no form was sent.</summary>
    public string? Token { get; init; }
}

/// <summary>Codes of what happens to cases; stored. Words for people are in <see cref="CaseWords"/>.</summary>
public static class CaseEventKind
{
    public const string Received = "received";
    public const string Accepted = "accepted";
    public const string NotAccepted = "not_accepted";
    public const string SupplementAsked = "supplement_asked";
    public const string Supplemented = "supplemented";
    public const string FormChanged = "form_changed";
    public const string DocumentAdded = "document_added";
    public const string CheckRequested = "check_requested";
    public const string CheckAnswered = "check_answered";
    public const string Visited = "visited";
    public const string FactsRecorded = "facts_recorded";
    public const string Advanced = "advanced";
    public const string Returned = "returned";
    public const string OpinionGiven = "opinion_given";
    public const string Published = "published";
    public const string PublicityEnded = "publicity_ended";
    public const string Objected = "objected";
    public const string ObjectionAnswered = "objection_answered";
    public const string ReviewOrdered = "review_ordered";
    public const string Heard = "heard";
    public const string Decided = "decided";
    public const string Delivered = "delivered";
    public const string Withdrawn = "withdrawn";
    public const string DeemedWithdrawn = "deemed_withdrawn";
    public const string Suspended = "suspended";
    public const string Resumed = "resumed";
    public const string Extended = "extended";
    public const string Transferred = "transferred";
    public const string Escalated = "escalated";
    public const string ReviewEnded = "review_ended";
    public const string RelativesFiled = "relatives_filed";
    public const string SpotCheckDrawn = "spot_check_drawn";
    public const string Reopened = "reopened";
    public const string Terminated = "terminated";
    public const string Noted = "noted";
}
