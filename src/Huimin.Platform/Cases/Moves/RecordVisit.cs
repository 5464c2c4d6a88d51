using System.Globalization;
using Huimin.Platform.Cases.Checking;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.Files.Uploading;
using Huimin.Platform.People;
using Huimin.Platform.People.Transfer;
using Huimin.Platform.Programmes;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Moves;

/// <summary>What is recorded of a visit, hearing or assessment.</summary>
/// <param name="Others">Names of the others who went, separated by spaces or commas.</param>
/// <param name="Answers">To the step's own fields.</param>
public sealed record VisitMade(DateOnly Day, string Others, string Findings, double? Latitude, double? Longitude, int? Accuracy, CaseForm Answers)
{
    /// <summary>Checked by <see cref="EvidenceRules.Photos"/>.</summary>
    public IReadOnlyList<UploadedFile> Photos { get; init; } = [];
}

/// <summary>
/// Records a visit to the home, a review or a hearing, with its photos 登记调查. The form may have been filled in where there was no network
/// and arrives hours later or twice: it is recorded once, and its photos are.
/// </summary>
public sealed class RecordVisit(CaseOffice office, StoreFile store, RecordFacts facts, PolicyLibrary policies)
{
    /// <summary>What photos of a visit are stored as.</summary>
    public const string Photo = "visit_photo";

    /// <exception cref="CannotRunException">No visit is made at this step, or what is recorded is incomplete.</exception>
    public async Task RunAsync(long id, Sent sent, VisitMade made, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(made);
        if (await office.Context.CaseVisits.AnyAsync(v => v.CaseId == id && v.Token == sent.Token, cancellation))
            return;
        await office.AddAsync(id, sent, CaseAction.RecordVisit, async file =>
        {
            var kind = file.VisitHere ?? throw new CannotRunException($"现在的环节不办这一项。");
            RequireAnswers(file, made.Answers);
            var visit = New(office, file, kind, made, made.Answers.Answers.Count == 0 ? "{}" : made.Answers.ToJson(), sent.Token);
            office.Context.Add(visit);
            await StoreAsync(file, visit, made.Photos, cancellation);
            if (made.Answers.Answers.Count > 0)
                await KeepAnswersAsync(file, made.Answers, cancellation);
            return (kind == VisitKind.Hearing ? CaseEventKind.Heard : CaseEventKind.Visited, visit.Findings);
        }, cancellation);
    }

    /// <summary>The record of a visit, checked.</summary>
    /// <param name="answers">As JSON.</param>
    internal static CaseVisit New(CaseOffice office, CaseFile file, VisitKind kind, VisitMade made, string answers, string token)
    {
        var others = made.Others.Split([',', '，', '、', ' ', ';', '；', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        if (kind is VisitKind.Home or VisitKind.County && !others.Exists(o => o != office.Actor.Name))
            throw new CannotRunException($"入户调查要有两名以上调查人员，请写同行人员的姓名。");
        if (made.Day > office.Today)
            throw new CannotRunException($"调查日期不能晚于今天。");
        if (file.Record.AcceptedOn is { } accepted && made.Day < accepted)
            throw new CannotRunException($"调查日期不能早于受理日期{accepted}。");
        var visitors = others.Prepend(office.Actor.Name).Distinct(StringComparer.Ordinal).ToList();
        return new CaseVisit
        {
            CaseId = file.Record.Id,
            Number = file.Visits.Select(v => v.Number).DefaultIfEmpty().Max() + 1,
            Kind = kind,
            Step = file.Record.Step,
            VisitedOn = made.Day,
            AccountId = office.Actor.AccountId,
            Visitors = CaseOffice.Text(string.Join(' ', visitors), longest: 200),
            VisitorCount = visitors.Count,
            Latitude = made is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 } ? made.Latitude : null,
            Longitude = made is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 } ? made.Longitude : null,
            Accuracy = made.Accuracy is >= 0 and < 100_000 ? made.Accuracy : null,
            Findings = CaseOffice.Text(made.Findings, $"请写明看到和了解到的情况。"),
            Answers = answers,
            Quantity = file.Step?.Quantity is { } code && long.TryParse(made.Answers[code], NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) ? quantity : null,
            RecordedAt = office.Now,
            Token = token,
        };
    }

    private async Task StoreAsync(CaseFile file, CaseVisit visit, IReadOnlyList<UploadedFile> photos, CancellationToken cancellation)
    {
        var number = file.Documents.Select(d => d.Number).DefaultIfEmpty().Max();
        var kept = file.Documents.Select(d => d.FileId).OfType<long>().ToHashSet();
        foreach (var photo in photos)
        {
            var stored = await store.RunAsync(string.Create(CultureInfo.InvariantCulture, $"case:{file.Record.Id}"), file.Record.Region, Photo, photo, cancellation);
            if (!kept.Add(stored.Id))
                continue;
            office.Context.Add(new CaseDocument
            {
                CaseId = file.Record.Id,
                Number = ++number,
                Kind = Photo,
                FileId = stored.Id,
                Visit = visit.Number,
                Note = "",
                AddedAt = office.Now,
                AccountId = office.Actor.AccountId,
            });
        }
    }

    /// <summary>
    /// What was found at a step is part of the case's answers from then on: later steps and policies ask for it by its code. What
    /// is a fact of the family goes on record, where it is certain whose it is.
    /// </summary>
    private async Task KeepAnswersAsync(CaseFile file, CaseForm answers, CancellationToken cancellation)
    {
        var form = file.Answers.Copy();
        foreach (var (code, answer) in answers.Answers)
            form[code] = answer;
        await office.SealAsync(file.Record, form, cancellation);
        if (file.Record.HouseholdId is not { } household)
            return;
        var catalogue = policies.Require(Month.Of(office.Today)).Facts;
        var whose = file.Record.PersonId ?? await OnlyMemberAsync(household, cancellation);
        var established = new List<EstablishedFact>();
        foreach (var field in file.Step!.Fields.Where(f => f.Fact is not null && answers[f.Code].Length > 0))
        {
            var fact = catalogue.Find(field.Fact!, ofHousehold: false) ?? catalogue.Find(field.Fact!, ofHousehold: true);
            var written = field.Kind == FieldKind.YesNo ? answers[field.Code] == "yes" ? "true" : "false" : answers[field.Code];
            if (fact is not null && (fact.OfHousehold || whose is not null) && CellValues.ReadFact(fact, written, out var value) is null)
                established.Add(new EstablishedFact(fact, fact.OfHousehold ? null : whose, value, "home_visit"));
        }

        if (established.Count > 0)
            await facts.RunAsync(catalogue, household, established, TakeAnswers.HoldsFrom(file.Record), string.Create(CultureInfo.InvariantCulture, $"case:{file.Record.Id}"), cancellation);
    }

    /// <summary>Who lives alone.</summary>
    private async Task<long?> OnlyMemberAsync(long household, CancellationToken cancellation)
    {
        var members = await office.Context.People.Where(p => p.HouseholdId == household && p.DiedOn == null && p.DepartedOn == null).Select(p => p.Id).Take(2).ToListAsync(cancellation);
        return members is [var one] ? one : null;
    }

    private static void RequireAnswers(CaseFile file, CaseForm answers)
    {
        var all = file.Answers.Copy();
        foreach (var (code, answer) in answers.Answers)
            all[code] = answer;
        foreach (var field in file.Step!.Fields.Where(f => f.When?.Invoke(all) != false))
        {
            if (field.Required && answers[field.Code].Length == 0)
                throw new CannotRunException($"请填写：{field.Name}。");
            if (FieldAnswers.Problem(field, answers[field.Code]) is { } problem)
                throw new CannotRunException(problem);
        }
    }
}
