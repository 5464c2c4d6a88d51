using Huimin.Platform.Cases.Assessing;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Deciding;

/// <summary>Posts the first opinion in the village or community for objections 公示. What it shows is fixed now, through <see cref="PublicEntry"/>.</summary>
public sealed class PublishOpinion(CaseOffice office, AssessCase assess)
{
    /// <param name="from">Day on which it hangs first; day 1 is the next.</param>
    /// <exception cref="CannotRunException">It is not the turn for it, or the day lies behind.</exception>
    public async Task RunAsync(long id, Sent sent, DateOnly from, CancellationToken cancellation = default)
    {
        if (await office.OpenAsync(id, sent, CaseAction.Publish, cancellation) is not { } file)
            return;
        if (file.Type.AboutChildren)
            throw new CannotRunException($"涉及儿童的事项不公示。");
        if (from < office.Today.AddDays(-3) || from > office.Today.AddDays(10))
            throw new CannotRunException($"公示开始日期应在今天前后：最早三天前，最晚十天后。");
        foreach (var old in file.Postings.Where(p => p.Kind != PublicityKind.Result))
            old.TakeDown(office.Today);
        var assessment = await assess.RunAsync(file.Type, file.Record, office.Today, cancellation);
        var granted = file.Record.Opinion is CaseOutcome.Granted or CaseOutcome.Raised or CaseOutcome.Kept or CaseOutcome.Cut;
        // Who is refused is posted under what was applied for, never under a layer that nobody asked for.
        var lines = granted ? assessment.Proposed(file.Type.GrantsEach) : [.. assessment.Lines.OrderByDescending(l => l.Programme.Code == file.Type.Code).Take(1)];
        if (lines.Count == 0)
            throw new CannotRunException($"现在按政策已经没有可以公示的项目，请退回重新提出意见。");
        var applicant = await ApplicantAsync(file, assessment, cancellation);
        foreach (var line in lines.GroupBy(l => l.Programme))
            await AddAsync(file, line.Key, [.. line], applicant, granted, from, cancellation);
        await office.SaveAsync(file, CaseEventKind.Published, file.Record.Step, "", sent, cancellation);
    }

    private async Task AddAsync(CaseFile file, Programme programme, IReadOnlyList<AssessedLine> lines, Person applicant, bool granted, DateOnly from, CancellationToken cancellation)
    {
        var amount = granted ? new Money(lines.Sum(l => l.Outcome.Amount.Fen)) : Money.Zero;
        var entry = new PublicEntry(applicant, file.Places, programme, Math.Max(1, lines.Sum(l => l.Persons)), amount, granted ? PublicDecision.Proposed : PublicDecision.Ended, from);
        office.Context.Add(new Publicity
        {
            Id = await office.Context.OwnDatabase.Ids.NextAsync("publicity", cancellation),
            CaseId = file.Record.Id,
            Kind = file.Record.Opinion is CaseOutcome.Stopped or CaseOutcome.Cut ? PublicityKind.Ending : PublicityKind.Opinion,
            Region = file.Record.Region,
            StartsOn = from,
            EndsOn = office.Calendar.After(from, new Values.Limit(file.Step!.PublicityDays, file.Step.PublicityUnit)).Day,
            Name = entry.Name,
            Programme = entry.Category,
            Persons = entry.Persons,
            Amount = entry.Amount.Fen,
            Outcome = file.Record.Opinion ?? CaseOutcome.Granted,
        });
    }

    private async Task<Person> ApplicantAsync(CaseFile file, CaseAssessment assessment, CancellationToken cancellation)
    {
        if (file.Record.PersonId is { } person)
            return await office.Context.People.AsNoTracking().FirstAsync(p => p.Id == person, cancellation);
        return assessment.Family!.Members.OrderBy(m => m.Relation).ThenBy(m => m.Id).First();
    }
}
