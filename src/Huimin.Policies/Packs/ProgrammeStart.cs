namespace Huimin.Policies;

/// <summary>The first month for which a programme is paid or a status holds (<c>starts:</c>) 起始月份.</summary>
public enum ProgrammeStart
{
    MonthAfterDecision,
    MonthOfDecision,
    MonthOfApplication,
    MonthAfterApplication,

    /// <summary>The month of what makes it due: an eightieth birthday, a death.</summary>
    MonthOfEvent,
    MonthAfterEvent,
}
