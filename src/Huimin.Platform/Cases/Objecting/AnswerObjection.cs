using Huimin.Platform.Cases.Types;

namespace Huimin.Platform.Cases.Objecting;

/// <summary>
/// Answers an objection 答复异议. One that is right about a posted opinion or a check sends the case back to the visit or to a hearing of
/// villagers; one that is not lets it go on. An appeal against a decision is answered by the level above, which may take the case up.
/// </summary>
public sealed class AnswerObjection(CaseOffice office)
{
    /// <param name="objectionId">Of an open objection of the case.</param>
    /// <param name="back">Code of the step that an upheld objection leads back to; not looked at otherwise.</param>
    /// <exception cref="CannotRunException">It is not this office's to answer, it was answered before, or nothing is said.</exception>
    public async Task RunAsync(long id, Sent sent, long objectionId, bool upheld, string answer, string? back, CancellationToken cancellation = default)
    {
        answer = CaseOffice.Text(answer, $"请写明核实的情况和答复。");
        if (await office.OpenAsync(id, sent, CaseAction.AnswerObjection, cancellation) is not { } file)
            return;
        var objection = file.Objections.FirstOrDefault(o => o.Id == objectionId) ?? throw new CannotRunException($"没有这条异议。");
        if (!objection.IsOpen)
            throw new CannotRunException($"这条异议已经答复过。");
        if (file.WhyNotAnswer(objection) is { } reason)
            throw new CannotRunException(reason);
        objection.Resolve(upheld, answer, office.Now);
        var from = file.Record.Step;
        // What was decided is changed by a review or a change of the award, not by going back.
        if (upheld && objection.Kind != ObjectionKind.Decision && file.Record is { IsOpen: true, DecidedOn: null })
            SendBack(file, back);
        await office.SaveAsync(file, CaseEventKind.ObjectionAnswered, from, Note(objection.Kind, upheld, answer), sent, cancellation);
    }

    /// <summary>Steps that an upheld objection may lead back to, nearest first.</summary>
    public static IReadOnlyList<CaseStep> WaysBack(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Step is not { } step || file.Record is not { IsOpen: true, DecidedOn: null } ? []
            : [.. file.Type.Before(step).Where(s => s.Work is StepWork.HomeVisit or StepWork.DemocraticReview or StepWork.DataCheck)];
    }

    private void SendBack(CaseFile file, string? back)
    {
        var ways = WaysBack(file);
        // At the check itself it is asked again, from where the case is.
        if (ways.Count == 0)
            return;
        var to = ways.FirstOrDefault(s => s.Code == back) ?? throw new CannotRunException($"请选择退回到哪个环节重新办理。");
        if (to.Work == StepWork.DemocraticReview)
            file.Record.OrderReview();
        foreach (var posting in file.Postings.Where(p => p.Kind != PublicityKind.Result))
            posting.TakeDown(office.Today);
        file.Record.ReturnTo(to, office.Moment);
    }

    private static string Note(ObjectionKind kind, bool upheld, string answer) => (kind, upheld) switch
    {
        (ObjectionKind.Decision, true) => Texts.In(false, $"申诉成立：{answer}"),
        (ObjectionKind.Decision, false) => Texts.In(false, $"申诉不成立：{answer}"),
        (_, true) => Texts.In(false, $"异议成立：{answer}"),
        _ => Texts.In(false, $"异议不成立：{answer}"),
    };
}
