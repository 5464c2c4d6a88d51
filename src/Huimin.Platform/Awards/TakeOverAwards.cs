using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Sweeps;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Awards;

/// <summary>
/// Begins with what is being received already 承接待遇: everything that the pass over a month found due is taken as awarded, as by the
/// former system. From then on only differences are asked about. Run again, it adds what is not there yet.
/// </summary>
public sealed class TakeOverAwards(Database database, PolicyPack pack)
{
    private const int BatchSize = 50_000;

    /// <returns>How many were taken over.</returns>
    /// <exception cref="CannotRunException">The month was not swept.</exception>
    public async Task<int> RunAsync(Month month, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        await using var bulk = await database.BeginBulkAsync(cancellation: cancellation);
        await using var context = database.CreateContext();
        if (!await context.SweepRuns.AnyAsync(r => r.Month == month.Code, cancellation))
            throw new CannotRunException($"{month}还没有全员比对，请先运行 huimin sweep。");
        var due = await DueAsync(context, month, cancellation);
        var id = due.Count == 0 ? 0 : await IdBlocks.TakeRangeAsync(bulk, "award", due.Count, cancellation);
        var taken = 0;
        foreach (var part in due.Chunk(BatchSize))
        {
            var made = part.Select(e => Make(id++, e, month)).ToList();
            await bulk.WriteAsync(AwardTables.Award, made.ConvertAll(m => m.Award), cancellation);
            await bulk.WriteAsync(AwardTables.Version, made.ConvertAll(m => m.Version), cancellation);
            progress?.Report(new WorkProgress("store", taken += part.Length, due.Count));
        }

        bulk.Record(new AuditEntry("awards.takeover", $"month:{month}") { After = new { awards = due.Count } });
        await bulk.CommitAsync(cancellation);
        return due.Count;
    }

    /// <summary>Everything monthly that is due and of which no award is there yet.</summary>
    private async Task<List<Entitlement>> DueAsync(AppDbContext context, Month month, CancellationToken cancellation)
    {
        var due = new List<Entitlement>();
        foreach (var ofHousehold in (bool[])[true, false])
        {
            List<string> codes = [.. pack.Programmes.Where(p => p.OfHousehold == ofHousehold && p.Kind != ProgrammeKind.Warning && p.Grant != Grant.OneOff && !p.OnlyOnApplication).Select(p => p.Code)];
            var entitled = context.Entitlements.AsNoTracking().Where(e => e.Month == month.Code && codes.Contains(e.Programme));
            due.AddRange(await (ofHousehold
                ? entitled.Where(e => !context.Awards.Any(a => !a.OneOff && a.Programme == e.Programme && a.HouseholdId == e.HouseholdId && a.PersonId == null))
                : entitled.Where(e => !context.Awards.Any(a => !a.OneOff && a.Programme == e.Programme && a.PersonId == e.PersonId))).ToListAsync(cancellation));
        }

        return due;
    }

    private (Award Award, AwardVersion Version) Make(long id, Entitlement e, Month month)
    {
        var programme = pack.Find(e.Programme)!;
        var award = new Award
        {
            Id = id,
            Programme = e.Programme,
            Line = programme.Line,
            Region = e.Region,
            HouseholdId = e.HouseholdId,
            PersonId = e.PersonId == 0 ? null : e.PersonId,
            FirstMonth = month.Code,
            // Nobody knows when each was looked at last: the reviews are spread over the coming year.
            ReviewOn = programme.Kind == ProgrammeKind.Benefit ? month.AddMonths(1 + (int)(e.HouseholdId % 12)).LastDay : null,
        };
        return (award, award.Set(month, e.Amount, e.Persons, null, "", month.FirstDay.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)));
    }
}
