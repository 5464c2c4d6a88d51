using Huimin.Platform.Audit;

namespace Huimin.Platform.Cases;

/// <summary>
/// A decision in writing 决定书 with its number. It holds everything that the letter says, so that the letter is the same whenever it
/// is printed.
/// </summary>
public sealed class Decision : IAudited
{
    string IAudited.AuditSubject => $"decision:{Id}";

    long? IAudited.AuditRegion => Region;

    public long Id { get; init; }

    public long CaseId { get; init; }

    public long Region { get; init; }

    /// <summary>The unit that decided; its series gives the number.</summary>
    public long Unit { get; init; }

    public int Year { get; init; }

    /// <summary>Consecutive within unit and year.</summary>
    public int Sequence { get; init; }

    /// <summary>沂水民救〔2026〕12号.</summary>
    public required string Number { get; init; }

    public CaseOutcome Outcome { get; init; }

    public DateOnly DecidedOn { get; init; }

    public long? AccountId { get; init; }

    /// <summary>Why, in the words of whoever decided; a refusal, cut or stop always has one.</summary>
    public required string Reason { get; init; }

    /// <summary>Replaced by a later decision, after a review; null while it stands.</summary>
    public long? ReplacedBy { get; set; }

    public DateOnly? DeliveredOn { get; private set; }

    /// <summary>How, and to whom.</summary>
    public string Delivery { get; private set; } = "";

    public List<DecisionLine> Lines { get; init; } = [];

    public void Deliver(DateOnly day, string how) => (DeliveredOn, Delivery) = (day, how);
}

/// <summary>One programme of a decision: for whom, how much, from when, and the policy's own explanation.</summary>
public sealed class DecisionLine
{
    public long DecisionId { get; init; }

    public int Number { get; init; }

    /// <summary>Code of the programme.</summary>
    public required string Programme { get; init; }

    /// <summary>Null for the household.</summary>
    public long? PersonId { get; init; }

    public int Persons { get; init; }

    /// <summary>In fen, a month or once; 0 for what was refused, whose line holds the reasons.</summary>
    public long Amount { get; init; }

    public bool OneOff { get; init; }

    /// <summary>First month that it is paid for, 202612.</summary>
    public int FirstMonth { get; init; }

    /// <summary>Last month of a recognition or of a gradual exit; null without end.</summary>
    public int? LastMonth { get; set; }

    /// <summary>Its sentences with their law as JSON, in both languages: <see cref="Assessing.KeptExplanation"/>.</summary>
    public required string Explanation { get; init; }
}
