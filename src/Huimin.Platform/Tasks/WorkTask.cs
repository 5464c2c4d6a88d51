namespace Huimin.Platform.Tasks;

public enum TaskState : short
{
    Open = 1,
    Done = 2,
}

/// <summary>
/// Something that an officer is to look at 任务, because a pass over the city found it or a date came. It leaves the list only by an
/// outcome or by a case.
/// </summary>
public sealed class WorkTask
{
    public const int LongestNote = 500;

    public long Id { get; init; }

    /// <summary>Code of a <see cref="TaskKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, once: <c>unserved/dibao/104882</c>. While one is open, no second one is made.</summary>
    public required string Subject { get; init; }

    public required string Line { get; init; }

    /// <summary>12-digit code of the village or community.</summary>
    public long Region { get; init; }

    public long? HouseholdId { get; init; }

    public long? PersonId { get; init; }

    /// <summary>Code of the programme; null for none.</summary>
    public string? Programme { get; init; }

    public long? AwardId { get; init; }

    /// <summary>Month in which it was found, 202611; 0 for none.</summary>
    public int Month { get; init; }

    /// <summary>Month of the last pass that found it, also after it was done: whoever looked at it is not asked about the same thing again.</summary>
    public int LastFound { get; set; }

    /// <summary>In fen, what it is about; 0 for nothing.</summary>
    public long Amount { get; init; }

    public DateOnly CreatedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public TaskState State { get; private set; } = TaskState.Open;

    /// <summary>Code of an outcome; empty while it is open.</summary>
    public string Outcome { get; private set; } = "";

    public string Note { get; private set; } = "";

    public long? DoneBy { get; private set; }

    public DateOnly? DoneOn { get; private set; }

    /// <summary>The case that it became; null for none.</summary>
    public long? CaseId { get; private set; }

    public long Revision { get; private set; }

    /// <exception cref="CannotRunException">It is done already.</exception>
    public void Finish(string outcome, string note, long? account, long? caseId, DateOnly day)
    {
        if (State == TaskState.Done)
            throw new CannotRunException($"这项任务已经办结。");
        (State, Outcome, Note, DoneBy, CaseId, DoneOn) = (TaskState.Done, outcome, note, account, caseId, day);
        Revision++;
    }
}
