namespace Huimin.Platform.Cases.Api;

/// <summary>A case as the API answers it: what it is, where it stands, and what whoever asks may do about it now.</summary>
/// <param name="Revision">Sent back with an action, so that nobody acts on what changed meanwhile.</param>
/// <param name="Applicant">As it is shown: of a protected child masked.</param>
/// <param name="NextDue">Day on which the next clock ends; null when none runs.</param>
/// <param name="Actions">Every action of the step, with the reason where it is not possible.</param>
public sealed record CaseAnswer(
    string Number, string Type, string Line, long Revision, string State, string? Step, string? Outcome, string Applicant, long Region, long? Household, long? Person, DateTime ReceivedAt, DateOnly? AcceptedOn,
    DateOnly? StepDue, DateOnly? WholeDue, DateOnly? NextDue, IReadOnlyList<ActionAnswer> Actions, IReadOnlyList<EventAnswer> Timeline, IReadOnlyList<DecisionAnswer> Decisions);

/// <param name="WhyNot">Null when it is possible.</param>
public sealed record ActionAnswer(string Action, string? WhyNot);

public sealed record EventAnswer(int Number, DateTime At, string Actor, string Kind, string FromStep, string ToStep, string Note);

public sealed record DecisionAnswer(string Number, string Outcome, DateOnly DecidedOn, DateOnly? DeliveredOn, string Reason, IReadOnlyList<DecisionLineAnswer> Lines);

/// <param name="Amount">In fen, a month or once.</param>
/// <param name="FirstMonth">202612.</param>
public sealed record DecisionLineAnswer(string Programme, long? Person, int Persons, long Amount, bool OneOff, int FirstMonth, int? LastMonth);

/// <summary>What begins a case.</summary>
/// <param name="Household">Of the family; null for a matter that needs none.</param>
/// <param name="Region">Where it happens; only without a household.</param>
/// <param name="Token">Of 8 to 60 characters, drawn by the caller: sent twice, it begins once.</param>
public sealed record BeginRequest(string Type, long? Household, long? Person, long? Region, string? Applicant, Dictionary<string, string>? Answers, string Token);

/// <summary>What acts on a case.</summary>
/// <param name="Action">As a page sends it: <c>accept</c>, <c>opinion</c>, <c>decide</c> …</param>
/// <param name="Token">Of 8 to 64 characters, drawn by the caller: sent twice, it is done once.</param>
/// <param name="Lines">Keys of the programmes that are granted; none takes what the policies propose.</param>
/// <param name="Answers">To the step's own questions, with a visit.</param>
/// <param name="Others">Who went along on a visit.</param>
public sealed record ActRequest(
    string Action, long Revision, string Token, string? Note, string? Outcome, DateOnly? Day, string? Step, long? Region, IReadOnlyList<string>? Lines, string? Others, Dictionary<string, string>? Answers);
