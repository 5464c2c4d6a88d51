using Huimin.Platform.Access;
using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Cases.Moves;
using Huimin.Platform.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Api;

/// <summary>
/// The cases for programs, <c>/api/cases</c>: the same action classes, permissions and reach as the pages, for whoever is signed in. A
/// form of another site cannot send them: they take JSON only, with the header <see cref="Header"/>.
/// </summary>
public static class CaseApi
{
    public const string Header = "X-Huimin-Api";

    public static void MapCaseApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cases/{number}", ReadAsync).Needs(Permissions.ViewCases);
        routes.MapPost("/api/cases", BeginAsync).Needs(Permissions.AssistCases).DisableAntiforgery();
        routes.MapPost("/api/cases/{number}/actions", ActAsync).Needs(Permissions.ViewCases).DisableAntiforgery();
    }

    private static async Task<IResult> ReadAsync(string number, HttpContext http, CaseOffice office) =>
        await FileAsync(number, office, http.RequestAborted) is { } file ? Results.Json(await AnswerAsync(file, office, http.RequestAborted)) : NotFound();

    private static Task<IResult> BeginAsync(HttpContext http, CaseOffice office, BeginCases begin, AppDbContext context) => GuardAsync<BeginRequest>(http, async asked =>
    {
        var stop = http.RequestAborted;
        var type = office.Catalogue.Of(asked.Type ?? "");
        var household = asked.Household is { } id ? await context.Households.AsNoTracking().FirstOrDefaultAsync(h => h.Id == id, stop) : null;
        if (!type.WithoutFamily && household is null)
            throw new CannotRunException($"没有这户家庭，或者不在您的岗位范围内。");
        var person = asked.Person is { } who ? await context.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == who, stop) : null;
        if (asked.Person is not null && (person is null || (household is not null && person.HouseholdId != household.Id)))
            throw new CannotRunException($"这户家庭没有这个人。");
        var region = household?.Region ?? asked.Region ?? 0;
        if (!context.Acting.Reach.Holds(region))
            throw new CannotRunException($"请选择地方。");
        var begun = await begin.RunAsync(
            new Application([type.Code], region, household?.Id, person?.Id, person?.Name ?? CaseOffice.Text(asked.Applicant, longest: 100), CaseChannel.Counter, FormOf(asked.Answers), asked.Token ?? ""), stop);
        return Results.Json(new { number = begun.Numbers[0], trackCode = begun.TrackCode }, statusCode: StatusCodes.Status201Created);
    });

    private static Task<IResult> ActAsync(string number, HttpContext http, CaseOffice office, MoveCase move, GiveOpinion opine, PublishOpinion publish, DecideCase decide, DeliverDecision deliver, RecordVisit visit) =>
        GuardAsync<ActRequest>(http, async asked =>
        {
            var stop = http.RequestAborted;
            if (await FileAsync(number, office, stop) is not { Record.Id: var id })
                return NotFound();
            var (sent, note, day) = (new Sent(asked.Revision, asked.Token ?? ""), asked.Note ?? "", asked.Day ?? office.Today);
            await (asked.Action switch
            {
                "accept" => move.AcceptAsync(id, sent, stop),
                "not-accept" => move.NotAcceptAsync(id, sent, note, stop),
                "ask-supplement" => move.AskSupplementAsync(id, sent, note, stop),
                "take-supplement" => move.TakeSupplementAsync(id, sent, note, stop),
                "advance" => move.AdvanceAsync(id, sent, note, stop),
                "return" => move.ReturnAsync(id, sent, asked.Step ?? "", note, stop),
                "withdraw" => move.WithdrawAsync(id, sent, note, stop),
                "terminate" => move.TerminateAsync(id, sent, note, stop),
                "suspend" => move.SuspendAsync(id, sent, note, stop),
                "resume" => move.ResumeAsync(id, sent, note, stop),
                "extend" => move.ExtendAsync(id, sent, note, stop),
                "transfer" => move.TransferAsync(id, sent, asked.Region ?? 0, note, stop),
                "note" => move.NoteAsync(id, sent, note, stop),
                "opinion" => opine.RunAsync(id, sent, OutcomeOf(asked), note, stop),
                "publish" => publish.RunAsync(id, sent, day, stop),
                "decide" => decide.RunAsync(id, sent, OutcomeOf(asked), asked.Lines ?? [], note, stop),
                "deliver" => deliver.RunAsync(id, sent, day, note, stop),
                "visit" => visit.RunAsync(id, sent, new VisitMade(day, asked.Others ?? "", note, null, null, null, FormOf(asked.Answers)), stop),
                _ => throw new CannotRunException($"没有“{asked.Action}”这种办理。"),
            });
            return Results.Json(await AnswerAsync((await office.ReadAsync(id, stop))!, office, stop));
        });

    /// <summary>Takes JSON with the header only, and answers what cannot be done in words.</summary>
    private static async Task<IResult> GuardAsync<T>(HttpContext http, Func<T, Task<IResult>> run)
        where T : class
    {
        if (!http.Request.HasJsonContentType() || http.Request.Headers[Header].Count == 0)
            return Problem(StatusCodes.Status400BadRequest, $"请求要用 JSON，并带请求头 {Header}。");
        try
        {
            return await http.Request.ReadFromJsonAsync<T>(http.RequestAborted) is { } asked ? await run(asked) : Problem(StatusCodes.Status400BadRequest, $"请求内容不完整。");
        }
        catch (System.Text.Json.JsonException)
        {
            return Problem(StatusCodes.Status400BadRequest, $"请求内容不完整。");
        }
        catch (CannotRunException e)
        {
            return Results.Json(new { error = e.Message }, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static async Task<CaseFile?> FileAsync(string number, CaseOffice office, CancellationToken stop) =>
        await office.Context.Cases.AsNoTracking().Where(c => c.Number == number).Select(c => (long?)c.Id).FirstOrDefaultAsync(stop) is { } id ? await office.ReadAsync(id, stop) : null;

    private static async Task<CaseAnswer> AnswerAsync(CaseFile file, CaseOffice office, CancellationToken stop)
    {
        var record = file.Record;
        var events = await office.Context.CaseEvents.AsNoTracking().Where(e => e.CaseId == record.Id).OrderBy(e => e.Number).ToListAsync(stop);
        return new CaseAnswer(
            record.Number, record.Type, record.Line, record.Revision, Code(record.State), file.Step?.Code, record.Outcome is { } outcome ? Code(outcome) : null, record.Applicant, record.Region, record.HouseholdId, record.PersonId,
            record.ReceivedAt, record.AcceptedOn, record.StepDue, record.WholeDue, record.NextDue,
            [.. Enum.GetValues<CaseAction>().Where(file.Concerns).Select(a => new ActionAnswer(Code(a), file.WhyNot(a) is { } why ? Texts.Of(why) : null))],
            [.. events.Select(e => new EventAnswer(e.Number, e.At, e.Actor, e.Kind, e.FromStep, e.ToStep, e.Note))],
            [.. file.Decisions.Select(d => new DecisionAnswer(d.Number, Code(d.Outcome), d.DecidedOn, d.DeliveredOn, d.Reason,
                [.. d.Lines.OrderBy(l => l.Number).Select(l => new DecisionLineAnswer(l.Programme, l.PersonId, l.Persons, l.Amount, l.OneOff, l.FirstMonth, l.LastMonth))]))]);
    }

    private static CaseOutcome OutcomeOf(ActRequest asked) =>
        Enum.TryParse<CaseOutcome>(asked.Outcome, ignoreCase: true, out var outcome) && Enum.IsDefined(outcome) ? outcome : throw new CannotRunException($"请选择结论。");

    private static CaseForm FormOf(Dictionary<string, string>? answers)
    {
        var form = new CaseForm();
        foreach (var (code, answer) in answers ?? [])
            form[code] = answer?.Trim() ?? "";
        return form;
    }

    /// <summary>granted, not_accepted.</summary>
    private static string Code<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static IResult NotFound() => Problem(StatusCodes.Status404NotFound, $"没有这件案件，或者不在您的岗位范围内。请核对受理号。");

    private static IResult Problem(int status, FormattableString words) => Results.Json(new { error = Texts.Of(words) }, statusCode: status);
}
