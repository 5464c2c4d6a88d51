using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Moves;

/// <summary>The moves of a case that change nothing else: each is guarded by the file, leaves one event, and is saved at once.</summary>
public sealed class MoveCase(CaseOffice office)
{
    /// <summary>Accepts a complete application; its clock begins today 受理.</summary>
    public Task AcceptAsync(long id, Sent sent, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.Accept, CaseEventKind.Accepted, "", file => file.Record.Accept(file.Type, office.Moment), cancellation);

    /// <summary>Does not accept what is not this office's to decide; with reasons and remedies 不予受理.</summary>
    public Task NotAcceptAsync(long id, Sent sent, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.NotAccept, CaseEventKind.NotAccepted, CaseOffice.Text(reason, $"请写明不予受理的理由。"),
            file => file.Record.Close(CaseOutcome.NotAccepted, office.Moment), cancellation);

    /// <summary>Asks once for everything that is missing; the clocks stand still until it comes 一次告知补正.</summary>
    public Task AskSupplementAsync(long id, Sent sent, string list, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.AskSupplement, CaseEventKind.SupplementAsked, CaseOffice.Text(list, $"请一次写明需要补正的全部内容。"),
            file => file.Record.Wait(office.Moment), cancellation);

    /// <summary>The supplement came 收到补正.</summary>
    public Task TakeSupplementAsync(long id, Sent sent, string note, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.TakeSupplement, CaseEventKind.Supplemented, CaseOffice.Text(note), file => file.Record.Resume(office.Moment), cancellation);

    /// <summary>The step is done: on to the next.</summary>
    public Task AdvanceAsync(long id, Sent sent, string note, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.Advance, CaseEventKind.Advanced, CaseOffice.Text(note), file => file.Record.Advance(file.Type, office.Moment), cancellation);

    /// <summary>Back to an earlier step, with the reason 退回.</summary>
    /// <exception cref="CannotRunException">There is no such earlier step, or no reason is given.</exception>
    public Task ReturnAsync(long id, Sent sent, string step, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.Return, CaseEventKind.Returned, CaseOffice.Text(reason, $"请写明退回的理由和要重新办理的内容。"), file =>
        {
            var to = file.Type.Before(file.Step!).FirstOrDefault(s => s.Code == step && s.Unless?.Invoke(file.Record) != true)
                ?? throw new CannotRunException($"不能退回到这个环节。");
            foreach (var posting in file.Postings.Where(p => p.Kind != PublicityKind.Result))
                posting.TakeDown(office.Today);
            file.Record.ReturnTo(to, office.Moment);
        }, cancellation);

    public Task WithdrawAsync(long id, Sent sent, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.Withdraw, CaseEventKind.Withdrawn, CaseOffice.Text(reason, $"请写明申请人撤回的情况。"), file =>
        {
            if (file.Record.DecidedOn is not null)
                throw new CannotRunException($"已经作出决定，不能再撤回。");
            Close(file, CaseOutcome.Withdrawn);
        }, cancellation);

    /// <summary>Ends without a decision on the matter: no cooperation, death, nothing left to decide 终止办理.</summary>
    public Task TerminateAsync(long id, Sent sent, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.Terminate, CaseEventKind.Terminated, CaseOffice.Text(reason, $"请写明终止办理的理由和依据。"), file =>
        {
            if (file.Record.DecidedOn is not null)
                throw new CannotRunException($"已经作出决定，不能终止。");
            Close(file, CaseOutcome.Terminated);
        }, cancellation);

    public Task SuspendAsync(long id, Sent sent, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.Suspend, CaseEventKind.Suspended, CaseOffice.Text(reason, $"请写明中止的理由。"), file => file.Record.Suspend(office.Moment), cancellation);

    public Task ResumeAsync(long id, Sent sent, string note, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.Resume, CaseEventKind.Resumed, CaseOffice.Text(note), file => file.Record.Resume(office.Moment), cancellation);

    /// <summary>Special cases may take longer, once, for a reason that the applicant is told 延长期限.</summary>
    public Task ExtendAsync(long id, Sent sent, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.Extend, CaseEventKind.Extended, CaseOffice.Text(reason, $"请写明延长的理由。"),
            file => file.Record.Extend(file.Type.WholeExtended!.Value, office.Moment), cancellation);

    /// <summary>Another place handles it from now on 移交.</summary>
    /// <param name="region">12-digit code of a township, village or county of the city.</param>
    public Task TransferAsync(long id, Sent sent, long region, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.Transfer, CaseEventKind.Transferred, CaseOffice.Text(reason, $"请写明移交的理由。"), async file =>
        {
            if (!await office.Context.Regions.Current().AnyAsync(r => r.Code == region, cancellation) || new DivisionCode(region).Level <= RegionLevel.City)
                throw new CannotRunException($"没有这个地方，请选择县区、乡镇或者村。");
            file.Record.MoveTo(region, file.Type, office.Moment);
        }, cancellation);

    /// <summary>Related to officers or the village committee: the county visits the home 近亲属备案.</summary>
    public Task FileRelativesAsync(long id, Sent sent, string whom, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.FileRelatives, CaseEventKind.RelativesFiled, CaseOffice.Text(whom, $"请写明是谁的近亲属、什么关系。"), file => file.Record.FileRelatives(), cancellation);

    public Task DrawSpotCheckAsync(long id, Sent sent, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.DrawSpotCheck, CaseEventKind.SpotCheckDrawn, "", file => file.Record.DrawSpotCheck(), cancellation);

    /// <summary>Villagers are to be heard, because there are objections or the facts are hard to verify 组织民主评议.</summary>
    public Task OrderReviewAsync(long id, Sent sent, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.OrderReview, CaseEventKind.ReviewOrdered, CaseOffice.Text(reason, $"请写明为什么要组织民主评议。"), file => file.Record.OrderReview(), cancellation);

    public Task NoteAsync(long id, Sent sent, string note, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.Note, CaseEventKind.Noted, CaseOffice.Text(note, $"请写备注。"), _ => { }, cancellation);

    /// <summary>Goes on at a step after it was closed, because the law or a court says so 重新办理. What was late stays late on the timeline.</summary>
    public Task ReopenAsync(long id, Sent sent, string step, string reason, CancellationToken cancellation = default) =>
        MoveAsync(id, sent, CaseAction.Reopen, CaseEventKind.Reopened, CaseOffice.Text(reason, $"请写明重新办理的依据和理由。"), async file =>
        {
            var to = file.Type.Steps.FirstOrDefault(s => s.Code == step && s.Work is not (StepWork.Delivery or StepWork.Publicity)) ?? throw new CannotRunException($"请选择从哪个环节重新办理。");
            if (file.Record.Outcome is CaseOutcome.Granted && await office.Context.Awards.AnyAsync(a => a.CaseId == id && a.LastMonth == null && !a.OneOff, cancellation))
                throw new CannotRunException($"由此产生的待遇还在享受，要改变它请办理动态管理。");
            file.Record.Reopen(to, office.Moment);
        }, cancellation);

    private Task MoveAsync(long id, Sent sent, CaseAction action, string kind, string note, Action<CaseFile> move, CancellationToken cancellation) =>
        MoveAsync(id, sent, action, kind, note, file =>
        {
            move(file);
            return Task.CompletedTask;
        }, cancellation);

    private async Task MoveAsync(long id, Sent sent, CaseAction action, string kind, string note, Func<CaseFile, Task> move, CancellationToken cancellation)
    {
        if (await office.OpenAsync(id, sent, action, cancellation) is not { } file)
            return;
        var from = file.Record.Step;
        await move(file);
        await office.SaveAsync(file, kind, from, note, sent, cancellation);
    }

    private void Close(CaseFile file, CaseOutcome outcome)
    {
        foreach (var posting in file.Postings.Where(p => p.Kind != PublicityKind.Result))
            posting.TakeDown(office.Today);
        file.Record.Close(outcome, office.Moment);
    }
}
