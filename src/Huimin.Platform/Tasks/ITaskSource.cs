using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Platform.Values;
using Huimin.Policies;

namespace Huimin.Platform.Tasks;

/// <summary>What a source of tasks looks at.</summary>
/// <param name="Month">Of the pass over the city that is compared, and of today for what dates bring.</param>
public sealed record TaskDay(AppDbContext Context, PolicyLibrary Policies, CaseCatalogue Cases, DeadlineCalendar Calendar, DateOnly Today, Month Month);

/// <summary>Something found that is to become a task, once.</summary>
/// <param name="Subject">What it is about: equal as long as it is the same matter.</param>
/// <param name="Amount">In fen; 0 for nothing.</param>
public readonly record struct FoundTask(
    TaskKind Kind, string Subject, string Line, long Region, long? HouseholdId, long? PersonId, string? Programme, long? AwardId, long Amount, DateOnly? DueOn);

/// <summary>
/// Finds what officers are to look at 任务来源. It says everything that is so today: what it does not say any more closes by itself.
/// </summary>
public interface ITaskSource
{
    /// <summary>The kinds of which it finds all tasks.</summary>
    IReadOnlyList<TaskKind> Kinds { get; }

    Task<IReadOnlyList<FoundTask>> FindAsync(TaskDay day, CancellationToken cancellation);
}
