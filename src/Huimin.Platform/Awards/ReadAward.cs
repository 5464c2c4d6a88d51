using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Awards;

/// <summary>A month of an award.</summary>
/// <param name="Amount">What was paid for it, or will be; in fen.</param>
/// <param name="IsPaid">The month's run is over.</param>
/// <param name="Due">What the policies and facts as they stand today say, in fen; null where that cannot be said or is not asked.</param>
/// <param name="Region">The village whose county pays.</param>
public sealed record AwardMonth(Month Month, long Amount, bool IsPaid, long? Due, long Region)
{
    /// <summary>Still to be paid 补发.</summary>
    public long Arrears => IsPaid && Due is { } due ? Math.Max(0, due - Amount) : 0;

    /// <summary>Paid too much 多发.</summary>
    public long Overpaid => IsPaid && Due is { } due ? Math.Max(0, Amount - due) : 0;
}

/// <summary>An award with everything about it.</summary>
/// <param name="Versions">In order of their numbers.</param>
/// <param name="Decisions">The letters that the versions rest on, by id.</param>
public sealed record AwardFile(Award Award, IReadOnlyList<AwardVersion> Versions, IReadOnlyDictionary<long, Decision> Decisions, IReadOnlyList<AwardMonth> Months, Case? OpenChange)
{
    public Money Arrears => new(Months.Sum(m => m.Arrears));

    public Money Overpaid => new(Months.Sum(m => m.Overpaid));
}

/// <summary>
/// Reads an award with its months: paid is what its versions said at the end of each month, until payments themselves are on record. A
/// standard that is set after a run makes arrears, a death that becomes known late makes what was overpaid.
/// </summary>
public sealed class ReadAward(AppDbContext context, CaseCatalogue catalogue, ComputeAward compute, TimeProvider clock)
{
    private const int MonthsBack = 12;
    private const int MonthsAhead = 3;

    /// <summary>Null when there is no such award within reach.</summary>
    public async Task<AwardFile?> RunAsync(long id, CancellationToken cancellation = default)
    {
        if (await context.Awards.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellation) is not { } award)
            return null;
        var versions = await context.Set<AwardVersion>().AsNoTracking().Where(v => v.AwardId == id).OrderBy(v => v.Number).ToListAsync(cancellation);
        var letters = versions.Select(v => v.DecisionId).OfType<long>().Distinct().ToList();
        var decisions = await context.Decisions.AsNoTracking().Where(d => letters.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellation);
        var types = catalogue.Types.Where(t => t.Purpose == Cases.Types.CasePurpose.Change && t.Programmes.Contains(award.Programme)).Select(t => t.Code).ToList();
        var open = await context.Cases.AsNoTracking().Where(c => types.Contains(c.Type) && c.State != CaseState.Closed)
            .FirstOrDefaultAsync(c => c.AwardId == id || (c.AwardId == null && c.HouseholdId == award.HouseholdId && (c.PersonId == null || c.PersonId == award.PersonId)), cancellation);
        return new AwardFile(award, versions, decisions, await MonthsAsync(award, versions, cancellation), open);
    }

    private async Task<List<AwardMonth>> MonthsAsync(Award award, List<AwardVersion> versions, CancellationToken cancellation)
    {
        var now = Month.Of(DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        var (lastRun, begun) = (now.AddMonths(-1), Month.FromCode(award.FirstMonth));
        var from = begun < now.AddMonths(-MonthsBack) ? now.AddMonths(-MonthsBack) : begun;
        var until = award.OneOff ? Month.FromCode(award.LastMonth ?? award.FirstMonth) : begun > now ? begun.AddMonths(MonthsAhead) : now.AddMonths(MonthsAhead);
        var months = new List<AwardMonth>();
        for (var month = from; month <= until; month = month.AddMonths(1))
        {
            var held = AwardHistory.In(award, versions, month);
            if (month > lastRun)
            {
                if (held is not null)
                    months.Add(new AwardMonth(month, held.Amount, false, null, held.Region));
                continue;
            }

            var paid = AwardHistory.PaidFor(award, versions, month, lastRun);
            if (paid == 0 && held is null)
                continue;
            months.Add(new AwardMonth(month, paid, true, award.OneOff ? null : await DueAsync(award, month, held, cancellation), held?.Region ?? award.Region));
        }

        return months;
    }

    /// <summary>What is due for a month: by the policies, and nothing after the award ended.</summary>
    private async Task<long?> DueAsync(Award award, Month month, AwardVersion? held, CancellationToken cancellation)
    {
        if (held is null)
            return 0;
        return await compute.RunAsync(award, month, cancellation: cancellation) switch
        {
            { IsEligible: true } computed => computed.Outcome.Fen,
            { IsDetermined: true } => 0,
            _ => null,
        };
    }
}
