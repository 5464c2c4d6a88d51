using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Ui;

namespace Huimin.Platform.Hall.Track;

/// <summary>Where a case stands, in the words of whoever applied.</summary>
public static class TrackWords
{
    /// <summary>What an applicant is told of what happened; what officers say among themselves is not.</summary>
    public static bool IsForApplicant(string kind) => kind is not (CaseEventKind.Noted or CaseEventKind.RelativesFiled or CaseEventKind.SpotCheckDrawn or CaseEventKind.FactsRecorded or CaseEventKind.CheckRequested
        or CaseEventKind.CheckAnswered or CaseEventKind.DocumentAdded or CaseEventKind.FormChanged or CaseEventKind.OpinionGiven or CaseEventKind.Returned);

    public static string Now(Words words, CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(file);
        return file.Record.State switch
        {
            CaseState.Waiting => words["还缺材料，请您补正。补正以后接着办。"],
            CaseState.Suspended => words["因为客观原因暂时停下了，可以办的时候会接着办。"],
            CaseState.Frozen => words["上一级民政部门正在复审，结论出来以后会告诉您。"],
            CaseState.Closed => Ended(words, file.Record.Outcome),
            _ when file.Record.DecidedOn is not null && file.Step is { Work: StepWork.Task } rest => words["已经作出决定，还在办理：{0}。", Texts.In(words.English, rest.Name)],
            _ => At(words, file.Step?.Work),
        };
    }

    public static string Kind(Words words, ObjectionKind kind)
    {
        ArgumentNullException.ThrowIfNull(words);
        return kind switch
        {
            ObjectionKind.Publicity => words["公示异议"],
            ObjectionKind.Check => words["核对异议"],
            _ => words["申诉"],
        };
    }

    private static string Ended(Words words, CaseOutcome? outcome) => outcome switch
    {
        CaseOutcome.Granted => words["已经同意。"],
        CaseOutcome.Refused => words["没有同意，理由在下面。"],
        CaseOutcome.Withdrawn => words["您已经撤回。"],
        CaseOutcome.NotAccepted => words["没有受理。需要办理的，请到乡镇（街道）问清理由再申请。"],
        CaseOutcome.DeemedWithdrawn => words["到期没有补正，按撤回处理。可以重新申请。"],
        CaseOutcome.Terminated => words["已经终止办理。"],
        { } other => words["已经办完：{0}。", words.Outcome(other)],
        _ => words["已经办完。"],
    };

    private static string At(Words words, StepWork? work) => work switch
    {
        StepWork.Intake => words["已经收到，乡镇（街道）正在看材料齐不齐。"],
        StepWork.DataCheck => words["正在核对家庭收入和财产，不用您跑腿。"],
        StepWork.HomeVisit => words["工作人员会到家里来看看，请保持电话畅通。"],
        StepWork.DemocraticReview => words["正在听取村民、居民的意见。"],
        StepWork.Opinion => words["乡镇（街道）正在提出意见。"],
        StepWork.Publicity => words["正在村（社区）公示。"],
        StepWork.Hearing => words["作决定以前要听您的意见，工作人员会联系您。"],
        StepWork.Decision => words["正在作决定。"],
        StepWork.Delivery => words["已经作出决定，正在送决定书。"],
        _ => words["正在办理。"],
    };
}
