using Huimin.Platform.Access;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;

namespace Huimin.Platform.Cases;

/// <summary>What may be done now, and for what may not, why: the page shows the reason beside the disabled action, and the action itself gives it to whoever tries.</summary>
public sealed partial class CaseFile
{
    /// <exception cref="CannotRunException">It is not allowed; the message says why.</exception>
    public void Require(CaseAction action)
    {
        if (WhyNot(action) is { } reason)
            throw new CannotRunException(reason);
    }

    public bool May(CaseAction action) => WhyNot(action) is null;

    /// <summary>Why the action is not possible for this reader now; null when it is.</summary>
    public FormattableString? WhyNot(CaseAction action) => WhyNotNow(action) ?? WhyNotMine(action) ?? WhyNotYet(action);

    /// <summary>Whether the action is one of this step at all: others are not even shown.</summary>
    public bool Concerns(CaseAction action) => action switch
    {
        CaseAction.Accept or CaseAction.NotAccept => Step?.Work == StepWork.Intake,
        CaseAction.TakeSupplement => Record.State == CaseState.Waiting,
        CaseAction.Resume => Record.State == CaseState.Suspended,
        CaseAction.RequestCheck => Step?.Work == StepWork.DataCheck,
        CaseAction.RecordVisit => VisitHere is not null,
        // What is known of the family is settled before somebody decides on it.
        CaseAction.RecordFacts => Step?.Work is not (null or StepWork.Publicity or StepWork.Decision or StepWork.Delivery) && Type.Programmes.Count > 0,
        CaseAction.ChangeForm => Record.IsOpen && Record.DecidedOn is null,
        CaseAction.GiveOpinion => Step?.Work == StepWork.Opinion,
        CaseAction.Publish => Step?.Work == StepWork.Publicity,
        CaseAction.Decide => Step?.Work == StepWork.Decision,
        CaseAction.Deliver => Step?.Work == StepWork.Delivery,
        CaseAction.AnswerObjection => Objections.Any(o => o.IsOpen),
        CaseAction.Advance => Step is { Work: not (StepWork.Intake or StepWork.Decision or StepWork.Opinion or StepWork.Delivery) },
        CaseAction.Extend => Type.WholeExtended is not null && Record.WholeFrom is not null && Record.IsOpen,
        CaseAction.Reopen => Record.State == CaseState.Closed,
        CaseAction.Escalate => Type.Purpose != CasePurpose.Review && Record.State != CaseState.Draft,
        CaseAction.OrderReview => Record.IsOpen && !Record.NeedsReview && Type.Steps.Any(s => s.Work == StepWork.DemocraticReview),
        CaseAction.DrawSpotCheck => Record.IsOpen && !Record.IsSpotChecked && Type.Programmes.Count > 0,
        CaseAction.FileRelatives => Record.IsOpen && !Record.IsOfRelatives && Type.Programmes.Count > 0,
        _ => Record.State is not CaseState.Draft,
    };

    /// <summary>What a visit recorded now would be; null where none is made.</summary>
    public VisitKind? VisitHere => Step?.Work switch
    {
        StepWork.HomeVisit => VisitKind.Home,
        StepWork.DemocraticReview => VisitKind.DemocraticReview,
        StepWork.Hearing => VisitKind.Hearing,
        StepWork.Task => VisitKind.Work,
        StepWork.Decision when Record.IsOfRelatives || Record.IsSpotChecked => VisitKind.County,
        _ => null,
    };

    /// <summary>By the state of the case, whoever asks.</summary>
    private FormattableString? WhyNotNow(CaseAction action) => Record.State switch
    {
        CaseState.Draft => $"这件申请还没有提交。",
        CaseState.Closed when action is not (CaseAction.Reopen or CaseAction.Escalate or CaseAction.Note or CaseAction.AddDocument or CaseAction.AnswerObjection) => $"这件事已经办结。",
        not CaseState.Closed when action == CaseAction.Reopen => $"还没有办结，不用重新办理。",
        CaseState.Frozen when action != CaseAction.Note => $"上级正在提级复审，结论作出以前不能改动。",
        CaseState.Waiting when action is not (CaseAction.AnswerObjection or CaseAction.TakeSupplement or CaseAction.AddDocument or CaseAction.ChangeForm or CaseAction.Withdraw or CaseAction.Terminate or CaseAction.Note or CaseAction.Escalate) =>
            $"正在等申请人补正材料，收到补正以后再办。",
        CaseState.Suspended when action is not (CaseAction.Resume or CaseAction.AddDocument or CaseAction.Withdraw or CaseAction.Terminate or CaseAction.Note or CaseAction.Escalate) =>
            $"已经中止办理，恢复以后再办。",
        CaseState.Open when action == CaseAction.TakeSupplement => $"没有在等补正。",
        CaseState.Open when action == CaseAction.Resume => $"没有中止。",
        _ => Unless(Concerns(action), $"现在的环节不办这一项。"),
    };

    /// <summary>By who asks.</summary>
    private FormattableString? WhyNotMine(CaseAction action)
    {
        if (Acting.IsCommand)
            return null;
        switch (action)
        {
            case CaseAction.Note or CaseAction.AddDocument:
                return Unless(HandlesCases, $"您的岗位只能看，不能办理案件。");
            case CaseAction.Escalate:
                return Unless(IsAbove, $"提级复审由上一级民政部门决定。");
            case CaseAction.AnswerObjection when Objections.FirstOrDefault(o => o.IsOpen) is { } objection:
                return WhyNotAnswer(objection);
            case CaseAction.DrawSpotCheck:
                return Unless(Acting.May(Permissions.ApproveCases) && UnitLevel <= RegionLevel.County, $"抽查由县级审批岗位决定。");
            case CaseAction.FileRelatives:
                return Unless(Acting.May(Permissions.ProposeCases) || Acting.May(Permissions.ApproveCases), $"近亲属备案由经办或者审批岗位登记。");
            case CaseAction.Reopen:
                return Unless(Acting.May(Permissions.ApproveCases), $"重新办理由审批岗位决定。");
            case CaseAction.Withdraw or CaseAction.Suspend or CaseAction.Resume or CaseAction.Terminate or CaseAction.TakeSupplement or CaseAction.ChangeForm or CaseAction.OrderReview:
                return Unless(Acting.May(Permissions.ProposeCases) || IsMyStep, $"这一项由经办岗位办理。");
            case CaseAction.Extend:
                return Unless(Acting.May(Permissions.ApproveCases) || Acting.May(Permissions.ProposeCases), $"这一项由经办岗位办理。");
            case CaseAction.RecordVisit when Step?.Work == StepWork.Decision:
                return Unless(Acting.May(Permissions.AssistCases) && UnitLevel <= RegionLevel.County, $"这一次由县级业务员入户，不能由乡镇代替。");
            case CaseAction.RecordVisit when Step?.Work is StepWork.HomeVisit or StepWork.DemocraticReview or StepWork.Hearing:
                return Unless(Acting.May(Permissions.AssistCases) && IsInUnit, $"这一环节由{ActorName}办理。");
            default:
                return IsMyStep ? null : Acting.May(Step?.Permission ?? "") ? Reason($"这一环节由{ActorName}办理。") : Reason($"您的岗位不办这一环节，由{ActorName}办理。");
        }
    }

    /// <summary>Why the reader does not answer the objection: one about a posting or a check is the office's that handles the case, an appeal the upper level's.</summary>
    public FormattableString? WhyNotAnswer(CaseObjection objection)
    {
        ArgumentNullException.ThrowIfNull(objection);
        if (Acting.IsCommand)
            return null;
        return objection.Kind == ObjectionKind.Decision
            ? Unless(IsAbove, Reason($"对决定的申诉由上一级民政部门答复。"))
            : Unless(Acting.May(Permissions.ProposeCases) && (IsMyStep || UnitLevel <= RegionLevel.Township), Reason($"异议由受理、拟办岗位核实答复。"));
    }

    /// <summary>By what is still missing.</summary>
    private FormattableString? WhyNotYet(CaseAction action) => action switch
    {
        CaseAction.Accept when MissingAnswers is [var first, ..] => $"申请表还有{MissingAnswers.Count}项没有填，例如：{first.Name}。",
        CaseAction.Accept when MissingDocuments is [var first, ..] => $"还缺{MissingDocuments.Count}种材料，例如：{first.Name}。可以一次告知补正。",
        CaseAction.Accept when Form.Fields.FirstOrDefault(f => f.Clock?.Used(f, Answers) < 0) is { } early => $"“{early.Name}”不能早于“{Form.Fields.First(f => f.Code == early.Clock!.Since).Name}”。",
        CaseAction.Accept when Type.Programmes.Count > 0 && Record.HouseholdId is null && Record.PersonId is null => $"还没有关联申请人的档案，请先查找或者登记。",
        CaseAction.AskSupplement when Record.WasSupplemented => $"已经一次告知过全部补正内容，不能再次要求补正（社会救助法第四十二条）。",
        CaseAction.AskSupplement when Record.AcceptedOn is not null => $"受理以后不能再要求补正；需要核实的，在调查中办理。",
        CaseAction.RequestCheck when !HasConsent => $"还没有登记核对授权，不能发起核对。请先在家庭档案登记授权或者法定依据。",
        CaseAction.RequestCheck when Checks.Any(c => c.State is CheckState.Requested or CheckState.Sent) => $"上一次核对还有{Checks.Count(c => c.State is CheckState.Requested or CheckState.Sent)}个来源没有反馈。",
        CaseAction.GiveOpinion or CaseAction.Decide when Objections.Any(o => o is { Kind: ObjectionKind.Check, IsOpen: true }) => $"申请人对核对结果有异议，答复以后再办。",
        CaseAction.GiveOpinion or CaseAction.Decide when Checks.Any(c => c.State is CheckState.Requested or CheckState.Sent) => $"重新核对还没有全部反馈，反馈以后再办。",
        CaseAction.Advance => Step is { } step ? WhyNotDone(step) : null,
        CaseAction.Decide => WhyNotDecided(),
        CaseAction.Publish when Posting is { } posting && posting.CaseId == Record.Id && posting.StartsOn >= DateOnly.FromDateTime(Record.StepSince) => $"已经开始公示，到{posting.EndsOn}结束。",
        CaseAction.Extend when Record.WholeLimit >= Type.WholeExtended?.Count => $"已经延长过办理期限。",
        CaseAction.Escalate when Review is not null => $"已经在提级复审。",
        _ => null,
    };

    /// <summary>Why the step is not finished; null when it is.</summary>
    private FormattableString? WhyNotDone(CaseStep step)
    {
        if (step.Needs.FirstOrDefault(code => !Documents.Any(d => d.Kind == code)) is { } needed && Type.Documents.FirstOrDefault(d => d.Code == needed) is { } kind)
            return $"还缺材料：{kind.Name}。";
        FormattableString? missing = step.Work switch
        {
            StepWork.DataCheck when Checks.Count == 0 => Reason($"还没有发起核对。"),
            StepWork.DataCheck when Checks.Any(c => c.State is CheckState.Requested or CheckState.Sent or CheckState.Failed) => Reason($"还有{Checks.Count(c => c.State is CheckState.Requested or CheckState.Sent or CheckState.Failed)}个来源没有核对结果。"),
            StepWork.DataCheck when Objections.Any(o => o is { Kind: ObjectionKind.Check, IsOpen: true }) => Reason($"申请人对核对结果有异议，答复以后再办。"),
            StepWork.DataCheck when Objections.Any(o => o is { Kind: ObjectionKind.Check, IsUpheld: true } && o.AnsweredAt > Checks.Max(c => c.RequestedAt)) => Reason($"核对异议成立，请重新发起核对。"),
            StepWork.HomeVisit => Since(VisitKind.Home) switch
            {
                [] => Reason($"还没有入户调查记录。"),
                var made when !made.Any(v => v.VisitorCount >= 2) => Reason($"入户调查要有两名以上调查人员。"),
                _ => null,
            },
            StepWork.DemocraticReview => Unless(Since(VisitKind.DemocraticReview).Count > 0, $"还没有民主评议记录。"),
            StepWork.Hearing => Unless(Since(VisitKind.Hearing).Count > 0, $"减发或者停发以前要听取当事人意见并记录（社会救助法第四十八条）。"),
            StepWork.Publicity => WhyNotPublished(step),
            StepWork.Task when step.Fields.Count > 0 && Since(VisitKind.Work).Count == 0 => Reason($"还没有办理记录。"),
            _ => null,
        };
        return missing ?? step.WhyNotDone?.Invoke(this);
    }

    /// <summary>Whole days since the case came to its step, in local days: the day that it came is 0.</summary>
    public int DaysAtStep => Today.DayNumber - LocalDay(Record.StepSince).DayNumber;

    private static DateOnly LocalDay(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.Local));

    private FormattableString? WhyNotPublished(CaseStep step)
    {
        if (Objections.Any(o => o is { Kind: ObjectionKind.Publicity, IsOpen: true }))
            return $"公示有异议，答复以后再办。";
        return Posting switch
        {
            null => $"还没有开始公示。",
            var posting when posting.EndsOn.DayNumber - posting.StartsOn.DayNumber < step.PublicityDays => $"还没有按规定天数公示。",
            var posting when Today <= posting.EndsOn => $"公示到{posting.EndsOn}结束，期满以后再办。",
            _ => null,
        };
    }

    private FormattableString? WhyNotDecided()
    {
        if (Record.IsOfRelatives && Since(VisitKind.County).Count == 0)
            return $"近亲属备案的案件，县级要全部入户核查，还没有核查记录。";
        if (Record.IsSpotChecked && Since(VisitKind.County).Count == 0)
            return $"这件已经抽中，县级入户核查以后再决定。";
        if (Objections.Any(o => o is { Kind: ObjectionKind.Publicity, IsOpen: true }))
            return $"公示有异议，答复以后再办。";
        return null;
    }

    /// <summary>Visits of a kind that belong to this round: what was seen before the case was sent back does not count again, but a county's visit does.</summary>
    private List<CaseVisit> Since(VisitKind kind) => [.. Visits.Where(v => v.Kind == kind && (kind == VisitKind.County || v.RecordedAt >= Record.StepSince))];

    private static FormattableString? Unless(bool fine, FormattableString reason) => fine ? null : reason;

    /// <summary>So that a choice of two texts stays a text and does not become a string.</summary>
    private static FormattableString Reason(FormattableString reason) => reason;

    private RegionLevel UnitLevel => Acting.Post is { } post ? new DivisionCode(post.Region).Level : RegionLevel.Village;

    private bool HandlesCases => Acting.May(Permissions.AssistCases) || Acting.May(Permissions.ProposeCases) || Acting.May(Permissions.ApproveCases);

    /// <summary>Whether the reader works in the unit that acts, or in a village of it.</summary>
    private bool IsInUnit => Acting.Post is { } post
        && (post.Region == Record.ActorRegion || (UnitLevel == RegionLevel.Village && new DivisionCode(post.Region).Contains(new DivisionCode(Record.Region))));

    /// <summary>Whether this step is the reader's to do.</summary>
    public bool IsMyStep => Acting.IsCommand || (Step is { } step && Acting.May(step.Permission) && IsInUnit);

    /// <summary>Whether the reader's office stands above the one that acts, or acted last.</summary>
    private bool IsAbove => (Acting.May(Permissions.ProposeCases) || Acting.May(Permissions.ApproveCases))
        && UnitLevel <= RegionLevel.County && UnitLevel < (Record.ActorRegion == 0 ? LastLevel : new DivisionCode(Record.ActorRegion).Level);

    /// <summary>The level that decided.</summary>
    private RegionLevel LastLevel => Decision is { } decision ? new DivisionCode(decision.Unit).Level : RegionLevel.Township;
}
