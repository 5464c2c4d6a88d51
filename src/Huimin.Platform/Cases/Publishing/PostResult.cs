using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Programmes;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Publishing;

/// <summary>
/// A grant is made known inside the village or community (社会救助法 art. 45), as long as it is paid, in the decision's own transaction. What is
/// about children is never posted, and neither is the name of a minor.
/// </summary>
public sealed class PostResult(AppDbContext context, PolicyLibrary policies, CaseOffice office) : ICaseEffects
{
    /// <summary>How long a grant that is paid once hangs.</summary>
    private const int DaysOnce = 7;

    /// <summary>A grant that is paid every month hangs until the award ends: the board asks the award.</summary>
    public static readonly DateOnly WhilePaid = new(9999, 12, 31);

    public bool Concern(CaseType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type is { AboutChildren: false, Programmes.Count: > 0, Purpose: CasePurpose.Application or CasePurpose.Change };
    }

    public async Task ApplyAsync(CaseFile file, Decision decision, Queue<long> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(decision);
        if (file.Type.Purpose == CasePurpose.Change)
            await TakeDownAsync(file.Record, decision.Outcome, cancellation);
        if (decision.Outcome is not (CaseOutcome.Granted or CaseOutcome.Raised or CaseOutcome.Cut))
            return;
        foreach (var lines in decision.Lines.GroupBy(l => l.Programme))
        {
            var line = lines.First();
            if (await ApplicantAsync(file.Record, line, cancellation) is not { } applicant || policies.PackIn(Month.FromCode(line.FirstMonth))?.Find(line.Programme) is not { } programme)
                continue;
            var entry = new PublicEntry(applicant, file.Places, programme, Math.Max(1, lines.Sum(l => l.Persons)), new Money(lines.Sum(l => l.Amount)), PublicDecision.Approved, office.Today);
            if (entry.Name == Masking.Unreadable)
                continue;
            context.Add(new Publicity
            {
                Id = await PostingIdAsync(cancellation),
                CaseId = file.Record.Id,
                Kind = PublicityKind.Result,
                Region = file.Record.Region,
                StartsOn = office.Today,
                EndsOn = line.OneOff ? office.Today.AddDays(DaysOnce) : WhilePaid,
                Name = entry.Name,
                Programme = entry.Category,
                Persons = entry.Persons,
                Amount = entry.Amount.Fen,
                Outcome = decision.Outcome,
            });
        }
    }

    /// <summary>What was posted of the award before: another amount, or nothing, is posted in its place.</summary>
    private async Task TakeDownAsync(Case record, CaseOutcome outcome, CancellationToken cancellation)
    {
        if (outcome is not (CaseOutcome.Raised or CaseOutcome.Cut or CaseOutcome.Stopped))
            return;
        var earlier = await context.Awards.Where(a => a.Id == record.AwardId || (record.AwardId == null && a.HouseholdId == record.HouseholdId)).Select(a => a.CaseId).ToListAsync(cancellation);
        earlier.AddRange(await context.Cases.Where(c => c.AwardId != null && c.AwardId == record.AwardId).Select(c => c.Id).ToListAsync(cancellation));
        foreach (var posting in await context.Publicities.Where(p => earlier.Contains(p.CaseId) && p.Kind == PublicityKind.Result && p.TakenDownOn == null).ToListAsync(cancellation))
            posting.TakeDown(office.Today);
    }

    /// <summary>
    /// Not from the blocks of ids, which are taken by a write of their own: the decision's transaction is open and holds the database.
    /// </summary>
    private async Task<long> PostingIdAsync(CancellationToken cancellation) => (await context.Database.SqlQuery<long>($"""
        INSERT INTO id_block (kind, next) VALUES ('publicity', 2)
        ON CONFLICT (kind) DO UPDATE SET next = id_block.next + 1 RETURNING next - 1 AS "Value"
        """).ToListAsync(cancellation))[0];

    private async Task<Person?> ApplicantAsync(Case record, DecisionLine line, CancellationToken cancellation)
    {
        if ((line.PersonId ?? record.PersonId) is { } person)
            return await context.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == person, cancellation);
        return await context.People.AsNoTracking().Where(p => p.HouseholdId == record.HouseholdId && p.DiedOn == null && p.DepartedOn == null)
            .OrderBy(p => p.Relation).ThenBy(p => p.Id).FirstOrDefaultAsync(cancellation);
    }
}
