using Huimin.Platform.Values;

namespace Huimin.Platform.Cases;

/// <summary>
/// The clocks of a case: one of the step and one of the whole. Each is a day and a limit from that day on, so that its end can be counted
/// again when a holiday notice appears; while the case waits for somebody else, what is left of both is kept.
/// </summary>
public sealed partial class Case
{
    /// <summary>Day 0 of the step's limit; null where it has none.</summary>
    public DateOnly? StepFrom { get; private set; }

    public int StepLimit { get; private set; }

    public LimitUnit StepUnit { get; private set; }

    public DateOnly? StepDue { get; private set; }

    /// <summary>Day 0 of the whole's limit; null before acceptance and where it has none.</summary>
    public DateOnly? WholeFrom { get; private set; }

    public int WholeLimit { get; private set; }

    public LimitUnit WholeUnit { get; private set; }

    public DateOnly? WholeDue { get; private set; }

    /// <summary>The earlier of the two; null when no clock runs. Lists are in this order.</summary>
    public DateOnly? NextDue { get; private set; }

    /// <summary>The year whose holiday notice is missing for the next due day to stand; null when it stands.</summary>
    public int? DueMissesYear { get; private set; }

    /// <summary>The clocks stand still since this day; null while they run.</summary>
    public DateOnly? StoppedOn { get; private set; }

    /// <summary>Counts the ends again, after something moved or a notice became known.</summary>
    /// <returns>Whether a day moved.</returns>
    public bool CountDeadlines(DeadlineCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var before = (StepDue, WholeDue, DueMissesYear);
        Deadline? step = StepFrom is { } from ? calendar.After(from, new Limit(StepLimit, StepUnit)) : null;
        Deadline? whole = WholeFrom is { } begun ? calendar.After(begun, new Limit(WholeLimit, WholeUnit)) : null;
        (StepDue, WholeDue) = (step?.Day, whole?.Day);
        var next = step is { } s && (whole is not { } w || s.Day <= w.Day) ? step : whole;
        NextDue = StoppedOn is null && State == CaseState.Open ? next?.Day : null;
        DueMissesYear = NextDue is null ? null : next?.MissingYear;
        return before != (StepDue, WholeDue, DueMissesYear);
    }

    /// <summary>What is left of the whole's time on a day, in its own unit; null where it has no limit.</summary>
    public Limit? WholeLeft(DeadlineCalendar calendar, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return WholeFrom is { } from ? calendar.Left(from, new Limit(WholeLimit, WholeUnit), StoppedOn ?? on) : null;
    }

    private void StartStep(Limit? limit, DateOnly on) =>
        (StepFrom, StepLimit, StepUnit) = limit is { } known ? (on, known.Count, known.Unit) : ((DateOnly?)null, 0, default(LimitUnit));

    private void StartWhole(Limit? limit, DateOnly on) =>
        (WholeFrom, WholeLimit, WholeUnit) = limit is { } known ? (on, known.Count, known.Unit) : ((DateOnly?)null, 0, default(LimitUnit));

    private void StopClocks(DeadlineCalendar calendar, DateOnly on)
    {
        StoppedOn = on;
        CountDeadlines(calendar);
    }

    /// <summary>From the day on which the case goes on, what was left when it stopped is left again.</summary>
    private void RunClocks(DeadlineCalendar calendar, DateOnly on)
    {
        if (StoppedOn is not { } since)
            return;
        if (StepFrom is { } step)
            StartStep(calendar.Left(step, new Limit(StepLimit, StepUnit), since), on);
        if (WholeFrom is { } whole)
            StartWhole(calendar.Left(whole, new Limit(WholeLimit, WholeUnit), since), on);
        StoppedOn = null;
        CountDeadlines(calendar);
    }
}
