using Huimin.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Reports.Writing.Drafting;

/// <summary>The moves of a report that change nothing of its text.</summary>
public sealed class MoveReport(ChangeReport work, ReadReport read)
{
    /// <summary>Hands it to whoever signs 送签.</summary>
    /// <exception cref="CannotRunException">Something stands in the way of signing.</exception>
    public Task SubmitAsync(long id, long? seen, string note, CancellationToken cancellation = default) => RunAsync(id, seen, Permissions.WriteReports, ReportStep.Submitted, note, async draft =>
    {
        draft.Submit(work.Now);
        var version = await work.Context.ReportVersions.AsNoTracking().FirstAsync(v => v.ReportId == id && v.Number == draft.Version, cancellation);
        Require(await read.RunAsync(draft, version, cancellation), work.Today);
    }, cancellation);

    /// <summary>Sends it back to its writers, with the reason 退回.</summary>
    public Task ReturnAsync(long id, long? seen, string reason, CancellationToken cancellation = default) =>
        string.IsNullOrWhiteSpace(reason) ? throw new CannotRunException($"请写明为什么退回。") : RunAsync(id, seen, Permissions.SignReports, ReportStep.Returned, reason, draft =>
        {
            draft.Return(work.Now);
            return Task.CompletedTask;
        }, cancellation);

    /// <summary>Gives it up 作废.</summary>
    public Task WithdrawAsync(long id, long? seen, string note, CancellationToken cancellation = default) => RunAsync(id, seen, Permissions.WriteReports, ReportStep.Withdrawn, note, draft =>
    {
        draft.Withdraw(work.Now);
        return Task.CompletedTask;
    }, cancellation);

    /// <exception cref="CannotRunException">Something stands in the way of signing; it says what.</exception>
    internal static void Require(OpenedReport report, DateOnly today)
    {
        if (report.Hindrances(today) is [var first, ..])
            throw new CannotRunException($"不能签发：{first}");
    }

    private Task RunAsync(long id, long? seen, string permission, ReportStep step, string note, Func<ReportDraft, Task> move, CancellationToken cancellation) => work.RunAsync(id, permission, async (draft, officer) =>
    {
        draft.RequireRevision(seen);
        await move(draft);
        await work.AddStepAsync(draft, step, officer, ReportDraft.Cut(note), cancellation);
        return draft.Revision;
    }, cancellation);
}
