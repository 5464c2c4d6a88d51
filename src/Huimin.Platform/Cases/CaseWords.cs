using Huimin.Platform.Access;
using Huimin.Platform.Ui;

namespace Huimin.Platform.Cases;

/// <summary>How cases are written on pages.</summary>
public static class CaseWords
{
    extension(Words words)
    {
        public string State(CaseState state) => state switch
        {
            CaseState.Draft => words["草稿"],
            CaseState.Open => words["在办"],
            CaseState.Waiting => words["等待补正"],
            CaseState.Suspended => words["中止"],
            CaseState.Frozen => words["提级复审中"],
            _ => words["办结"],
        };

        public string Outcome(CaseOutcome outcome) => outcome switch
        {
            CaseOutcome.Granted => words["同意"],
            CaseOutcome.Refused => words["不予同意"],
            CaseOutcome.Withdrawn => words["申请人撤回"],
            CaseOutcome.NotAccepted => words["不予受理"],
            CaseOutcome.Terminated => words["终止办理"],
            CaseOutcome.DeemedWithdrawn => words["视为撤回"],
            CaseOutcome.Kept => words["继续享受"],
            CaseOutcome.Raised => words["增发"],
            CaseOutcome.Cut => words["减发"],
            CaseOutcome.Stopped => words["停发"],
            CaseOutcome.Upheld => words["维持"],
            CaseOutcome.Overturned => words["改变"],
            _ => words["已提供帮助"],
        };

        public string Channel(CaseChannel channel) => channel switch
        {
            CaseChannel.Counter => words["窗口"],
            CaseChannel.Phone => words["手机"],
            CaseChannel.Proxy => words["代办"],
            CaseChannel.Found => words["主动发现"],
            CaseChannel.HandedOver => words["转办"],
            _ => words["到期"],
        };

        public string Visit(VisitKind kind) => kind switch
        {
            VisitKind.Home => words["入户调查"],
            VisitKind.County => words["县级入户核查"],
            VisitKind.DemocraticReview => words["民主评议"],
            VisitKind.Hearing => words["听取意见"],
            VisitKind.SelfCare => words["生活自理能力评估"],
            _ => words["办理记录"],
        };

        public string Check(CheckState state) => state switch
        {
            CheckState.Requested => words["待发"],
            CheckState.Sent => words["已发，等待反馈"],
            CheckState.Clear => words["无记录"],
            CheckState.Found => words["有记录"],
            _ => words["未能核对"],
        };

        /// <summary>What happened, in a word or two.</summary>
        public string Event(string kind) => kind switch
        {
            CaseEventKind.Received => words["登记申请"],
            CaseEventKind.Accepted => words["受理"],
            CaseEventKind.NotAccepted => words["不予受理"],
            CaseEventKind.SupplementAsked => words["一次告知补正"],
            CaseEventKind.Supplemented => words["收到补正"],
            CaseEventKind.FormChanged => words["更改申请内容"],
            CaseEventKind.DocumentAdded => words["添加材料"],
            CaseEventKind.CheckRequested => words["发起核对"],
            CaseEventKind.CheckAnswered => words["核对反馈"],
            CaseEventKind.Visited => words["调查"],
            CaseEventKind.FactsRecorded => words["登记情况"],
            CaseEventKind.Advanced => words["完成环节"],
            CaseEventKind.Returned => words["退回"],
            CaseEventKind.OpinionGiven => words["提出意见"],
            CaseEventKind.Published => words["开始公示"],
            CaseEventKind.PublicityEnded => words["公示期满"],
            CaseEventKind.Objected => words["提出异议"],
            CaseEventKind.ObjectionAnswered => words["答复异议"],
            CaseEventKind.ReviewOrdered => words["组织民主评议"],
            CaseEventKind.Heard => words["听取意见"],
            CaseEventKind.Decided => words["作出决定"],
            CaseEventKind.Delivered => words["送达"],
            CaseEventKind.Withdrawn => words["申请人撤回"],
            CaseEventKind.DeemedWithdrawn => words["视为撤回"],
            CaseEventKind.Suspended => words["中止办理"],
            CaseEventKind.Resumed => words["恢复办理"],
            CaseEventKind.Extended => words["延长期限"],
            CaseEventKind.Transferred => words["移交"],
            CaseEventKind.Escalated => words["提级复审"],
            CaseEventKind.ReviewEnded => words["复审结论"],
            CaseEventKind.RelativesFiled => words["近亲属备案"],
            CaseEventKind.SpotCheckDrawn => words["抽中县级核查"],
            CaseEventKind.Reopened => words["重新办理"],
            CaseEventKind.Terminated => words["终止办理"],
            _ => words["备注"],
        };

        public string Action(CaseAction action) => action switch
        {
            CaseAction.Accept => words["受理"],
            CaseAction.NotAccept => words["不予受理"],
            CaseAction.AskSupplement => words["一次告知补正"],
            CaseAction.TakeSupplement => words["收到补正"],
            CaseAction.AddDocument => words["添加材料"],
            CaseAction.ChangeForm => words["更改申请内容"],
            CaseAction.RequestCheck => words["发起核对"],
            CaseAction.RecordFacts => words["登记情况"],
            CaseAction.RecordVisit => words["登记调查"],
            CaseAction.Advance => words["完成这一环节"],
            CaseAction.Return => words["退回"],
            CaseAction.GiveOpinion => words["提出意见"],
            CaseAction.Publish => words["开始公示"],
            CaseAction.OrderReview => words["组织民主评议"],
            CaseAction.AnswerObjection => words["答复异议"],
            CaseAction.Decide => words["作出决定"],
            CaseAction.Deliver => words["登记送达"],
            CaseAction.Withdraw => words["申请人撤回"],
            CaseAction.Terminate => words["终止办理"],
            CaseAction.Suspend => words["中止办理"],
            CaseAction.Resume => words["恢复办理"],
            CaseAction.Extend => words["延长期限"],
            CaseAction.Transfer => words["移交"],
            CaseAction.Escalate => words["提级复审"],
            CaseAction.FileRelatives => words["近亲属备案"],
            CaseAction.DrawSpotCheck => words["抽取县级核查"],
            CaseAction.Reopen => words["重新办理"],
            _ => words["备注"],
        };

        /// <summary>How long is left, beside the day: 还剩3天, 今天到期, 已逾期2天.</summary>
        public string Left(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
        {
            < 0 and var late => words["已逾期{0}天", -late],
            0 => words["今天到期"],
            var left => words["还剩{0}天", left],
        };
    }

    /// <summary>Class of the <c>Tag</c> of a due day: late, within three days, or in time.</summary>
    public static string TagOf(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch { < 0 => "bad", <= 3 => "due", _ => "ok" };

    public static string TagOf(CaseState state) => state switch
    {
        CaseState.Open => "in",
        CaseState.Waiting or CaseState.Suspended => "due",
        CaseState.Frozen => "bad",
        _ => "mute",
    };

    /// <summary>What a permission is called in the list of duties.</summary>
    public static FormattableString DutyOf(string permission) => Permissions.All.First(p => p.Code == permission).Name;
}
