using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Values;
using Huimin.Policies;

namespace Huimin.Platform.Demo.History;

/// <summary>Whom an earlier case was about.</summary>
internal sealed record HistoryApplicant(long Region, long? Household, long? Person, string Name);

/// <summary>
/// Cases of earlier years that are over, as an older system would have handed them over: received, accepted, decided and delivered, with
/// numbers of their units and years. What was done at the steps between is not in them.
/// </summary>
internal sealed class HistoryCases(CaseCatalogue catalogue, DeadlineCalendar calendar, Sealer sealer, IReadOnlyDictionary<long, string> places, long firstCase, long firstDecision)
{
    private static readonly CaseActor OlderSystem = new(null, Texts.In(false, $"原系统"), "", null);

    private readonly Dictionary<(long Unit, string Kind, int Year), int> numbers = [];

    public CaseCatalogue Catalogue => catalogue;

    public List<Case> Cases { get; } = [];

    public List<CaseEvent> Events { get; } = [];

    public List<CaseVisit> Visits { get; } = [];

    public List<Decision> Decisions { get; } = [];

    public IEnumerable<NumberSeries> Series => numbers.Select(n => new NumberSeries { Unit = n.Key.Unit, Kind = n.Key.Kind, Year = n.Key.Year, Last = n.Value });

    /// <summary>The type by which a programme is applied for.</summary>
    public CaseType TypeOf(string programme) => catalogue.Find(programme)
        ?? catalogue.Types.First(t => t.Purpose == CasePurpose.Application && t.Programmes.Contains(programme));

    /// <param name="accepted">Day of the application and its acceptance.</param>
    /// <param name="closed">Day of the decision, or of the end.</param>
    /// <param name="lines">What the decision grants; none for a refusal. Null for a case that is not decided upon.</param>
    public (Case Case, Decision? Decision) Add(
        CaseType type, HistoryApplicant about, DateOnly accepted, DateOnly closed, CaseOutcome outcome, CaseForm answers, IReadOnlyList<DecisionLine>? lines, long? reviewOf = null, string note = "")
    {
        var id = firstCase + Cases.Count;
        var received = At(accepted, 9);
        var unit = CaseOffice.Unit(about.Region, type.First.Level);
        var record = new Case
        {
            Id = id,
            Number = CaseNumber.Of(unit, accepted.Year, Next(unit, NumberSeries.Cases, accepted.Year)),
            Type = type.Code,
            Line = type.Line,
            FormVersion = type.CurrentForm.Number,
            Channel = reviewOf is null ? CaseChannel.Counter : CaseChannel.HandedOver,
            ApplicationId = id,
            ReviewOf = reviewOf,
            ReceivedAt = received,
            Token = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"history/{id}"),
        };
        record.About(about.Region, about.Household, about.Person, type.AboutChildren ? Masking.Name(about.Name) : about.Name);
        record.Seal(sealer.Seal(SealedColumn.CaseForm, id, answers.ToJson()), sealer.Key);
        record.Answers = answers;
        var begun = Moment(received, accepted);
        record.Submit(type, begun);
        Events.Add(record.Happened(CaseEventKind.Received, "", note, OlderSystem, received, null));
        record.Accept(type, begun);
        Events.Add(record.Happened(CaseEventKind.Accepted, type.First.Code, "", OlderSystem, received, null));
        var ended = Moment(At(closed, 15), closed);
        var decision = lines is null ? null : Decide(record, type, ended, outcome, lines);
        record.GoTo(type.Steps[^1], ended);
        record.Close(outcome, ended);
        Events.Add(record.Happened(decision is null ? CaseEventKind.Advanced : CaseEventKind.Delivered, record.Step, "", OlderSystem, ended.At, null));
        Cases.Add(record);
        return (record, decision);
    }

    public void AddVisit(Case record, string step, DateOnly day, string findings, CaseForm answers) => Visits.Add(new CaseVisit
    {
        CaseId = record.Id,
        Number = 1,
        Kind = VisitKind.Work,
        Step = step,
        VisitedOn = day,
        Visitors = OlderSystem.Name,
        VisitorCount = 1,
        Findings = findings,
        Answers = answers.ToJson(),
        RecordedAt = At(day, 14),
        Token = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"history/{record.Id}/1"),
    });

    public static DecisionLine Line(string programme, long? person, int persons, long fen, bool oneOff, Month first) => new()
    {
        Programme = programme,
        PersonId = person,
        Persons = persons,
        Amount = fen,
        OneOff = oneOff,
        FirstMonth = first.Code,
        Explanation = "",
    };

    private Decision Decide(Case record, CaseType type, CaseMoment at, CaseOutcome outcome, IReadOnlyList<DecisionLine> lines)
    {
        record.GoTo(type.Steps.First(s => s.Work == StepWork.Decision), at);
        record.Decide(outcome, at);
        var (id, unit) = (firstDecision + Decisions.Count, record.ActorRegion);
        var sequence = Next(unit, NumberSeries.Letters, at.Day.Year);
        var decision = new Decision
        {
            Id = id,
            CaseId = record.Id,
            Region = record.Region,
            Unit = unit,
            Year = at.Day.Year,
            Sequence = sequence,
            Number = LetterNumber.Of(places.GetValueOrDefault(unit, ""), at.Day.Year, sequence),
            Outcome = outcome,
            DecidedOn = at.Day,
            Reason = outcome is CaseOutcome.Refused or CaseOutcome.Upheld ? Texts.In(false, $"按当时的政策不符合条件") : "",
            Lines = [.. lines.Select((l, i) => new DecisionLine
            {
                DecisionId = id,
                Number = i + 1,
                Programme = l.Programme,
                PersonId = l.PersonId,
                Persons = l.Persons,
                Amount = l.Amount,
                OneOff = l.OneOff,
                FirstMonth = l.FirstMonth,
                LastMonth = l.LastMonth,
                Explanation = l.Explanation,
            })],
        };
        decision.Deliver(at.Day, "");
        Decisions.Add(decision);
        Events.Add(record.Happened(CaseEventKind.Decided, record.Step, "", OlderSystem, at.At, null));
        return decision;
    }

    private int Next(long unit, string kind, int year) => numbers[(unit, kind, year)] = numbers.GetValueOrDefault((unit, kind, year)) + 1;

    private CaseMoment Moment(DateTime at, DateOnly day) => new(at, day, calendar, static (record, step) => CaseOffice.Unit(record.Region, step.Level));

    private static DateTime At(DateOnly day, int hour) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(hour, 0), DateTimeKind.Unspecified), TimeZoneInfo.Local);
}
