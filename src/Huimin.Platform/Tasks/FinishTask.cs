using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Tasks;

/// <summary>Somebody looked at it: how it ended 办结任务.</summary>
public sealed class FinishTask(AppDbContext context, TaskCatalogue tasks, TimeProvider clock)
{
    /// <param name="revision">Of the task as it was shown.</param>
    /// <param name="outcome">Code of one of the kind's outcomes.</param>
    /// <exception cref="CannotRunException">It is done already or changed, the outcome is none of its kind, or the duty does not allow it.</exception>
    public async Task RunAsync(long id, long revision, string outcome, string note, CancellationToken cancellation = default)
    {
        var task = await context.WorkTasks.FirstOrDefaultAsync(t => t.Id == id, cancellation) ?? throw new CannotRunException($"没有这项任务，或者不在您的岗位范围内。");
        var kind = tasks.Find(task.Kind) ?? throw new CannotRunException($"本程序没有这类任务，对应的业务条线可能没有安装。");
        if (WhyNot(task, kind) is { } reason)
            throw new CannotRunException(reason);
        var chosen = kind.Outcomes.FirstOrDefault(o => o.Code == outcome) ?? throw new CannotRunException($"请选择办理结果。");
        note = chosen.NeedsNote ? CaseOffice.Text(note, $"请写明情况。", WorkTask.LongestNote) : CaseOffice.Text(note, longest: WorkTask.LongestNote);
        if (task.Revision != revision)
            throw Changed();
        await SaveAsync(task, outcome, note, null, cancellation);
    }

    /// <summary>Why this reader cannot finish it; null when possible.</summary>
    public FormattableString? WhyNot(WorkTask task, TaskKind kind)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(kind);
        if (task.State == TaskState.Done)
            return $"这项任务已经办结。";
        if (!context.Acting.May(kind.Permission))
            return $"您的岗位不办这类任务。";
        return null;
    }

    /// <summary>A case was begun about it. One that is done already stays as it is: the case exists all the same.</summary>
    internal async Task WithCaseAsync(long id, long caseId, CancellationToken cancellation)
    {
        if (await context.WorkTasks.FirstOrDefaultAsync(t => t.Id == id && t.State == TaskState.Open, cancellation) is { } task)
            await SaveAsync(task, TaskKinds.BecameCase, "", caseId, cancellation);
    }

    private async Task SaveAsync(WorkTask task, string outcome, string note, long? caseId, CancellationToken cancellation)
    {
        task.Finish(outcome, note, context.Acting.AccountId, caseId, DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        context.Record(new AuditEntry("task.finish", $"task:{task.Id}") { Region = task.Region, After = new { task.Kind, outcome, case_id = caseId } });
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            context.ChangeTracker.Clear();
            throw Changed();
        }
    }

    private static CannotRunException Changed() => new($"别人刚刚办理过这项任务，请看过现在的情况再办。");
}
