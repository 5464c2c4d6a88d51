using System.Globalization;
using Huimin.Platform.Awards;
using Huimin.Platform.People;
using Huimin.Platform.Sweeps;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Tasks;

/// <summary>
/// Compares what a pass over the city found with what is awarded 应享与在享比对: entitled and not served, served and no longer entitled,
/// another amount, two awards that exclude each other, and the warnings. The database compares; only the differences are read.
/// </summary>
internal sealed class FindDifferences : ITaskSource
{
    private const int Part = 500;

    public IReadOnlyList<TaskKind> Kinds { get; } = [TaskKinds.Unserved, TaskKinds.Lapsed, TaskKinds.Changed, TaskKinds.Conflict, TaskKinds.Risk];

    /// <exception cref="CannotRunException">The month was not swept, or policies or people changed since.</exception>
    public async Task<IReadOnlyList<FoundTask>> FindAsync(TaskDay day, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(day);
        var (code, pack) = (day.Month.Code, day.Policies.Require(day.Month));
        var run = await day.Context.SweepRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Month == code && day.Context.Cities.Any(c => c.Code == r.Region), cancellation);
        if (run is null)
            throw new CannotRunException($"{day.Month}还没有全员比对，请先运行 huimin sweep。");
        var found = new List<FoundTask>();
        var asked = pack.Programmes.Where(p => p.Kind != ProgrammeKind.Warning && p.Grant != Grant.OneOff && !p.OnlyOnApplication && day.Policies.In(day.Month).IsInForce(p)).ToList();
        foreach (var ofHousehold in (bool[])[true, false])
        {
            List<string> codes = [.. asked.Where(p => p.OfHousehold == ofHousehold).Select(p => p.Code)];
            await UnservedAsync(day, pack, codes, ofHousehold, found, cancellation);
            await LapsedAsync(day, pack, codes, ofHousehold, found, cancellation);
            await ChangedAsync(day, pack, codes, ofHousehold, found, cancellation);
        }

        await ConflictsAsync(day, pack, found, cancellation);
        await RisksAsync(day, pack, found, cancellation);
        return found;
    }

    private static async Task UnservedAsync(TaskDay day, PolicyPack pack, List<string> codes, bool ofHousehold, List<FoundTask> found, CancellationToken cancellation)
    {
        var (month, awards) = (day.Month.Code, day.Context.Awards.Where(a => !a.OneOff && (a.LastMonth == null || a.LastMonth >= day.Month.Code)));
        var entitled = day.Context.Entitlements.AsNoTracking().Where(e => e.Month == month && codes.Contains(e.Programme));
        // Two plain equalities each: databases join millions by them at once.
        var missing = ofHousehold
            ? entitled.Where(e => !awards.Any(a => a.Programme == e.Programme && a.HouseholdId == e.HouseholdId && a.PersonId == null))
            : entitled.Where(e => !awards.Any(a => a.Programme == e.Programme && a.PersonId == e.PersonId));
        foreach (var e in await missing.ToListAsync(cancellation))
            found.Add(New(day, pack, TaskKinds.Unserved, e));
    }

    private static async Task ChangedAsync(TaskDay day, PolicyPack pack, List<string> codes, bool ofHousehold, List<FoundTask> found, CancellationToken cancellation)
    {
        var month = day.Month.Code;
        List<string> paid = [.. codes.Where(c => pack.Find(c) is { Kind: ProgrammeKind.Benefit })];
        var entitled = day.Context.Entitlements.AsNoTracking().Where(e => e.Month == month && paid.Contains(e.Programme));
        var held = InForce(day).Where(a => paid.Contains(a.Programme));
        var differing = ofHousehold
            ? from e in entitled
              join a in held.Where(a => a.PersonId == null) on new { e.Programme, Id = (long?)e.HouseholdId } equals new { a.Programme, Id = a.HouseholdId }
              where a.Amount != e.Amount
              select new { Entitled = e, Award = a }
            : from e in entitled
              join a in held on new { e.Programme, Id = (long?)e.PersonId } equals new { a.Programme, Id = a.PersonId }
              where a.Amount != e.Amount
              select new { Entitled = e, Award = a };
        foreach (var part in (await differing.ToListAsync(cancellation)).Chunk(Part))
        {
            List<long> ids = [.. part.Select(p => p.Award.Id)];
            var versions = (await day.Context.Set<AwardVersion>().AsNoTracking().Where(v => ids.Contains(v.AwardId)).ToListAsync(cancellation)).ToLookup(v => v.AwardId);
            foreach (var pair in part.Where(p => AwardHistory.In(p.Award, [.. versions[p.Award.Id]], day.Month)?.Amount != p.Entitled.Amount))
                found.Add(New(day, pack, TaskKinds.Changed, pair.Entitled) with { AwardId = pair.Award.Id });
        }
    }

    /// <summary>Awards without an entitlement are asked of the policies once more: what cannot be decided is not "no longer".</summary>
    private static async Task LapsedAsync(TaskDay day, PolicyPack pack, List<string> codes, bool ofHousehold, List<FoundTask> found, CancellationToken cancellation)
    {
        var month = day.Month.Code;
        var entitled = day.Context.Entitlements.Where(e => e.Month == month);
        var held = InForce(day).Where(a => codes.Contains(a.Programme));
        var without = ofHousehold
            ? held.Where(a => a.PersonId == null && !entitled.Any(e => e.Programme == a.Programme && e.HouseholdId == a.HouseholdId))
            : held.Where(a => a.PersonId != null && !entitled.Any(e => e.Programme == a.Programme && e.PersonId == a.PersonId));
        var policy = day.Policies.In(day.Month);
        var evaluator = policy.CreateEvaluator();
        foreach (var part in (await without.OrderBy(a => a.HouseholdId).ToListAsync(cancellation)).Chunk(Part))
        {
            var families = await RecordedFamily.LoadManyAsync(day.Context, pack.Facts, [.. part.Select(a => a.HouseholdId ?? 0)], day.Month, cancellation);
            foreach (var award in part)
            {
                if (Status(evaluator, families.GetValueOrDefault(award.HouseholdId ?? 0), pack.Find(award.Programme)!, award.PersonId) == OutcomeStatus.NotEligible)
                    found.Add(Of(day, TaskKinds.Lapsed, award, Subject(TaskKinds.Lapsed, award.Programme, award.HouseholdId, award.PersonId)));
            }
        }
    }

    /// <summary>Whoever is not on record in the month is entitled to nothing.</summary>
    private static OutcomeStatus Status(FamilyEvaluator evaluator, RecordedFamily? family, Programme programme, long? person)
    {
        if (family is not { MemberCount: > 0 })
            return OutcomeStatus.NotEligible;
        evaluator.Evaluate(family);
        if (programme.OfHousehold)
            return evaluator.Household(programme.Index).Status;
        var member = family.Members.Index().Where(m => m.Item.Id == person).Select(m => m.Index).FirstOrDefault(-1);
        return member < 0 ? OutcomeStatus.NotEligible : evaluator.Member(programme.Index, member).Status;
    }

    private static async Task ConflictsAsync(TaskDay day, PolicyPack pack, List<FoundTask> found, CancellationToken cancellation)
    {
        var pairs = pack.Overlaps.Where(o => o.Rule is OverlapRule.OtherWins or OverlapRule.Choose && o.Programme.OfHousehold == o.With.OfHousehold
            && o.Programme.Kind != ProgrammeKind.Warning && o.With.Kind != ProgrammeKind.Warning).Select(o => (One: o.Programme, Other: o.With)).Distinct();
        foreach (var (one, other) in pairs)
        {
            var (first, second) = (InForce(day).Where(a => a.Programme == one.Code), InForce(day).Where(a => a.Programme == other.Code));
            // A join compares what is there; Any would also ask whether both are null, and then no index serves.
            var both = one.OfHousehold
                ? first.Where(a => a.PersonId == null).Join(second.Where(b => b.PersonId == null), a => a.HouseholdId, b => b.HouseholdId, (a, _) => a)
                : first.Join(second, a => a.PersonId, b => b.PersonId, (a, _) => a);
            foreach (var award in await both.Distinct().ToListAsync(cancellation))
                found.Add(Of(day, TaskKinds.Conflict, award, Subject(TaskKinds.Conflict, $"{one.Code}+{other.Code}", award.HouseholdId, award.PersonId)));
        }
    }

    private static async Task RisksAsync(TaskDay day, PolicyPack pack, List<FoundTask> found, CancellationToken cancellation)
    {
        var month = day.Month.Code;
        foreach (var programme in pack.Programmes.Where(p => p.Kind == ProgrammeKind.Warning))
        {
            var due = programme.Handling is { } handling ? day.Calendar.After(day.Today, Values.Limit.WorkingDays(handling.Close)).Day : (DateOnly?)null;
            foreach (var e in await day.Context.Entitlements.AsNoTracking().Where(e => e.Month == month && e.Programme == programme.Code).ToListAsync(cancellation))
                found.Add(New(day, pack, TaskKinds.Risk, e) with { DueOn = due ?? Due(day, TaskKinds.Risk) });
        }
    }

    private static IQueryable<Award> InForce(TaskDay day)
    {
        var month = day.Month.Code;
        return day.Context.Awards.AsNoTracking().Where(a => !a.OneOff && a.FirstMonth <= month && (a.LastMonth == null || a.LastMonth >= month));
    }

    private static FoundTask New(TaskDay day, PolicyPack pack, TaskKind kind, Entitlement e) => new(
        kind, Subject(kind, e.Programme, e.HouseholdId, e.PersonId == 0 ? null : e.PersonId), pack.Find(e.Programme)!.Line, e.Region, e.HouseholdId,
        e.PersonId == 0 ? null : e.PersonId, e.Programme, null, e.Amount, Due(day, kind));

    internal static FoundTask Of(TaskDay day, TaskKind kind, Award award, string subject) =>
        new(kind, subject, award.Line, award.Region, award.HouseholdId, award.PersonId, award.Programme, award.Id, award.Amount, Due(day, kind));

    private static DateOnly? Due(TaskDay day, TaskKind kind) => kind.Limit is { } limit ? day.Calendar.After(day.Today, limit).Day : null;

    internal static string Subject(TaskKind kind, string programme, long? household, long? person) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind.Code}/{programme}/{(person is null ? household : 0)}/{person ?? 0}");
}
