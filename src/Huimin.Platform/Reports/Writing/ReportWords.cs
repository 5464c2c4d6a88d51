using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Proving;
using Huimin.Platform.Ui;

namespace Huimin.Platform.Reports.Writing;

/// <summary>How pages write reports and their figures.</summary>
public static class ReportWords
{
    extension(Words words)
    {
        public string State(ReportState state) => state switch
        {
            ReportState.Draft => words["起草中"],
            ReportState.Submitted => words["待签发"],
            ReportState.Signed => words["已签发"],
            ReportState.Withdrawn => words["已作废"],
            _ => words["模板"],
        };

        public string Standing(MarkStanding standing) => standing switch
        {
            MarkStanding.Missing => words["缺数字"],
            MarkStanding.Contradicted => words["不一致"],
            MarkStanding.Doubtful => words["存疑"],
            MarkStanding.NotInLedger => words["台账外"],
            _ => words["一致"],
        };

        /// <summary>手改, 手写; nothing for what the ledger gave.</summary>
        public string Origin(FigureOrigin origin) => origin switch
        {
            FigureOrigin.Edited => words["手改"],
            FigureOrigin.Typed => words["手写"],
            _ => "",
        };

        public string Step(ReportStep step) => step switch
        {
            ReportStep.Submitted => words["送签"],
            ReportStep.Returned => words["退回"],
            ReportStep.Signed => words["签发"],
            _ => words["作废"],
        };
    }

    public static string TagOf(ReportState state) => state switch
    {
        ReportState.Draft => "in",
        ReportState.Submitted => "due",
        ReportState.Signed => "ok",
        _ => "mute",
    };

    public static string TagOf(MarkStanding standing) => standing switch
    {
        MarkStanding.Proved => "ok",
        MarkStanding.Contradicted or MarkStanding.Missing => "bad",
        MarkStanding.Doubtful => "due",
        _ => "mute",
    };

    /// <summary>The class of a mark, as the verification of reports has it.</summary>
    public static string ClassOf(MarkStanding standing) => standing switch
    {
        MarkStanding.Proved => "proved",
        MarkStanding.Contradicted or MarkStanding.Missing => "contradicted",
        MarkStanding.Doubtful => "doubtful",
        _ => "absent",
    };

    public static string SignOf(MarkStanding standing) => standing switch
    {
        MarkStanding.Proved => "✓",
        MarkStanding.Contradicted or MarkStanding.Missing => "✗",
        MarkStanding.Doubtful => "?",
        _ => "–",
    };
}
