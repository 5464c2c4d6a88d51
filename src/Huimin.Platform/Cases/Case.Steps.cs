using Huimin.Platform.Cases.Types;
using Huimin.Platform.Values;

namespace Huimin.Platform.Cases;

/// <summary>
/// The moves of a case. They assume that the move is allowed, which <see cref="CaseFile.Require"/> says, and keep state, step, unit and
/// clocks together.
/// </summary>
public sealed partial class Case
{
    /// <summary>Since when it is at its step, in UTC: what was recorded before belongs to an earlier round.</summary>
    public DateTime StepSince { get; private set; }

    /// <summary>Begins its course at the first step.</summary>
    internal void Submit(CaseType type, CaseMoment at)
    {
        State = CaseState.Open;
        Enter(type.First, at);
    }

    /// <summary>Accepted: day 0 of the whole's clock 受理.</summary>
    internal void Accept(CaseType type, CaseMoment at)
    {
        AcceptedOn = at.Day;
        StartWhole(type.WholeOf?.Invoke(this) ?? type.Whole, at.Day);
        Advance(type, at);
    }

    /// <summary>To the next step, or closed with what was decided after the last.</summary>
    internal void Advance(CaseType type, CaseMoment at)
    {
        if (type.After(type.Step(Step), this) is { } next)
            Enter(next, at);
        else
            Close(Outcome ?? type.EndsAs?.Invoke(Answers ?? new CaseForm()) ?? CaseOutcome.Helped, at);
    }

    internal void GoTo(CaseStep step, CaseMoment at) => Enter(step, at);

    internal void ReturnTo(CaseStep step, CaseMoment at)
    {
        TimesReturned++;
        Opinion = step.Work is StepWork.Decision or StepWork.Delivery ? Opinion : null;
        Enter(step, at);
    }

    /// <param name="amount">What is proposed together, in fen.</param>
    /// <param name="below">The policies let the township decide about so much.</param>
    internal void GiveOpinion(CaseOutcome opinion, long amount, bool below) => (Opinion, ProposedAmount, IsDecidedBelow) = (opinion, amount, below);

    internal void Decide(CaseOutcome outcome, CaseMoment at) => (Outcome, DecidedOn) = (outcome, at.Day);

    internal void Close(CaseOutcome outcome, CaseMoment at)
    {
        (State, Outcome, ClosedOn) = (CaseState.Closed, outcome, at.Day);
        (ActorRegion, ActorPermission) = (0, "");
        StoppedOn = null;
        CountDeadlines(at.Calendar);
    }

    internal void Wait(CaseMoment at)
    {
        (State, WasSupplemented) = (CaseState.Waiting, true);
        StopClocks(at.Calendar, at.Day);
    }

    internal void Suspend(CaseMoment at)
    {
        State = CaseState.Suspended;
        StopClocks(at.Calendar, at.Day);
    }

    internal void Freeze(CaseMoment at)
    {
        State = CaseState.Frozen;
        StopClocks(at.Calendar, at.Day);
    }

    /// <summary>Goes on after waiting, suspension or review.</summary>
    internal void Resume(CaseMoment at)
    {
        State = CaseState.Open;
        RunClocks(at.Calendar, at.Day);
        CountDeadlines(at.Calendar);
    }

    /// <summary>A closed case goes on at a step: by a review that overturned it, or by law 重新办理.</summary>
    internal void Reopen(CaseStep step, CaseMoment at)
    {
        (State, Outcome, ClosedOn, DecidedOn, StoppedOn) = (CaseState.Open, null, null, null, null);
        Enter(step, at);
    }

    internal void Extend(Limit limit, CaseMoment at)
    {
        if (WholeFrom is { } from)
            StartWhole(limit, from);
        CountDeadlines(at.Calendar);
    }

    internal void MoveTo(long region, CaseType type, CaseMoment at)
    {
        Region = region;
        Enter(type.Step(Step), at);
    }

    internal void FileRelatives() => IsOfRelatives = true;

    internal void DrawSpotCheck() => IsSpotChecked = true;

    internal void OrderReview() => NeedsReview = true;

    /// <summary>Adds to the timeline and takes the next revision.</summary>
    internal CaseEvent Happened(string kind, string fromStep, string note, CaseActor actor, DateTime at, string? token)
    {
        Revision++;
        return new CaseEvent
        {
            CaseId = Id,
            Number = ++LastEvent,
            At = at,
            AccountId = actor.AccountId,
            Actor = actor.Name,
            Duty = actor.Duty,
            DutyRegion = actor.Region,
            Kind = kind,
            FromStep = fromStep,
            ToStep = Step,
            Note = note,
            Token = token,
        };
    }

    private void Enter(CaseStep step, CaseMoment at)
    {
        (Step, StepSince) = (step.Code, at.At);
        (ActorRegion, ActorPermission) = (at.UnitOf(this, step), step.Permission);
        StartStep(step.Limit, at.Day);
        CountDeadlines(at.Calendar);
    }
}

/// <summary>When a move happens and what decides on clocks and units then.</summary>
/// <param name="At">In UTC.</param>
/// <param name="Day">The local day, which periods count from.</param>
/// <param name="UnitOf">The division whose office acts at a step of the case.</param>
internal sealed record CaseMoment(DateTime At, DateOnly Day, DeadlineCalendar Calendar, Func<Case, CaseStep, long> UnitOf);

/// <summary>Who does something to a case.</summary>
/// <param name="AccountId">Null for residents and the program itself.</param>
public sealed record CaseActor(long? AccountId, string Name, string Duty, long? Region);
