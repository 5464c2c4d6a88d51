namespace Huimin.Platform.Cases;

/// <summary>What can be done to a case. Which of them is allowed now, and why the rest is not, says <see cref="CaseFile.WhyNot"/>.</summary>
public enum CaseAction
{
    Accept,
    NotAccept,
    AskSupplement,
    TakeSupplement,
    AddDocument,
    ChangeForm,
    RequestCheck,
    RecordFacts,
    RecordVisit,
    Advance,
    Return,
    GiveOpinion,
    Publish,
    OrderReview,
    AnswerObjection,
    Decide,
    Deliver,
    Withdraw,
    Terminate,
    Suspend,
    Resume,
    Extend,
    Transfer,
    Escalate,
    FileRelatives,
    DrawSpotCheck,
    Reopen,
    Note,
}
