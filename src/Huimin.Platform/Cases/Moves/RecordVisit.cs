using System.Text.Json;
using Huimin.Platform.Cases.Types;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Moves;

/// <summary>What is recorded of a visit, hearing or assessment.</summary>
/// <param name="Others">Names of the others who went, separated by spaces or commas.</param>
/// <param name="Answers">To the step's own fields.</param>
public sealed record VisitMade(DateOnly Day, string Others, string Findings, double? Latitude, double? Longitude, int? Accuracy, CaseForm Answers);

/// <summary>
/// Records a visit to the home, a review or a hearing 登记调查. The form may have been filled in where there was no network and arrives
/// hours later or twice: it is recorded once.
/// </summary>
public sealed class RecordVisit(CaseOffice office)
{
    /// <exception cref="CannotRunException">No visit is made at this step, or what is recorded is incomplete.</exception>
    public async Task RunAsync(long id, Sent sent, VisitMade made, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(made);
        var context = office.Context;
        if (await context.CaseVisits.AnyAsync(v => v.CaseId == id && v.Token == sent.Token, cancellation))
            return;
        // A visit adds to the file and contradicts nothing that others did meanwhile: it is taken whatever the page showed.
        var current = await context.Cases.Where(c => c.Id == id).Select(c => (long?)c.Revision).FirstOrDefaultAsync(cancellation);
        if (await office.OpenAsync(id, sent with { Revision = current ?? sent.Revision }, CaseAction.RecordVisit, cancellation) is not { } file)
            return;
        var kind = file.VisitHere ?? throw new CannotRunException($"现在的环节不办这一项。");
        var others = made.Others.Split([',', '，', '、', ' ', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        if (kind is VisitKind.Home or VisitKind.County && others.Count == 0)
            throw new CannotRunException($"入户调查要有两名以上调查人员，请写同行人员的姓名。");
        if (made.Day > office.Today)
            throw new CannotRunException($"调查日期不能晚于今天。");
        if (file.Record.AcceptedOn is { } accepted && made.Day < accepted)
            throw new CannotRunException($"调查日期不能早于受理日期{accepted}。");
        RequireAnswers(file.Step!, made.Answers);
        var number = await context.CaseVisits.Where(v => v.CaseId == id).MaxAsync(v => (int?)v.Number, cancellation) ?? 0;
        var visit = new CaseVisit
        {
            CaseId = id,
            Number = number + 1,
            Kind = kind,
            Step = file.Record.Step,
            VisitedOn = made.Day,
            AccountId = context.Acting.AccountId,
            Visitors = CaseOffice.Text(string.Join(' ', [context.Acting.Name, .. others]), longest: 200),
            VisitorCount = others.Count + 1,
            Latitude = made.Latitude is { } lat and >= -90 and <= 90 ? lat : null,
            Longitude = made.Longitude is { } lon and >= -180 and <= 180 ? lon : null,
            Accuracy = made.Accuracy,
            Findings = CaseOffice.Text(made.Findings, $"请写明看到和了解到的情况。"),
            Answers = made.Answers.Answers.Count == 0 ? "{}" : made.Answers.ToJson(),
            RecordedAt = office.Now,
            Token = sent.Token,
        };
        context.Add(visit);
        if (made.Answers.Answers.Count > 0)
            await KeepAnswersAsync(file, made.Answers, cancellation);
        await office.SaveAsync(file, kind == VisitKind.Hearing ? CaseEventKind.Heard : CaseEventKind.Visited, file.Record.Step, visit.Findings, sent, cancellation);
    }

    /// <summary>What was found at a step is part of the case's answers from then on: later steps and policies ask for it by its code.</summary>
    private async Task KeepAnswersAsync(CaseFile file, CaseForm answers, CancellationToken cancellation)
    {
        var form = file.Answers.Copy();
        foreach (var (code, answer) in answers.Answers)
            form[code] = answer;
        await office.SealAsync(file.Record, form, cancellation);
    }

    private static void RequireAnswers(CaseStep step, CaseForm answers)
    {
        if (step.Fields.FirstOrDefault(f => f.Required && f.When?.Invoke(answers) != false && answers[f.Code].Length == 0) is { } missing)
            throw new CannotRunException($"请填写：{missing.Name}。");
    }
}
