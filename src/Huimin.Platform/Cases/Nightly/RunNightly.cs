using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Tasks;
using Huimin.Platform.Values;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Nightly;

/// <summary>One step of the night.</summary>
/// <param name="Done">Rows that were changed.</param>
/// <param name="Left">Rows that somebody else was changing: the next night takes them.</param>
/// <param name="Problem">Why it was not done; null when it was.</param>
public sealed record NightlyStep(string Name, int Done, int Left, string? Problem = null);

/// <summary>
/// What the program does by itself when a day begins 每日到期处理: it passes over everybody if anything has changed since the last time,
/// counts deadlines again where a holiday notice appeared, closes what counts as withdrawn, notes publicities that ended, and makes
/// tasks. Every row has its own transaction, so that it may be stopped anywhere and run again; what was done is not done twice.
/// </summary>
public sealed class RunNightly(Database database, CaseCatalogue catalogue, TaskCatalogue tasks, PolicyLibrary policies, DeadlineCalendar calendar, TimeProvider clock)
{
    public async Task<IReadOnlyList<NightlyStep>> RunAsync(CancellationToken cancellation = default) =>
    [
        await StepAsync("sweep", SweepAsync, cancellation),
        await StepAsync("deadlines", RecountAsync, cancellation),
        await StepAsync("deemed_withdrawals", DeemWithdrawnAsync, cancellation),
        await StepAsync("publicity_ends", EndPublicityAsync, cancellation),
        await StepAsync("differences", DifferencesAsync, cancellation),
        await StepAsync("dates", DatesAsync, cancellation),
    ];

    private DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>One step that fails does not keep the others from being done.</summary>
    private static async Task<NightlyStep> StepAsync(string name, Func<CancellationToken, Task<(int Done, int Left)>> run, CancellationToken cancellation)
    {
        try
        {
            var (done, left) = await run(cancellation);
            return new NightlyStep(name, done, left);
        }
        catch (CannotRunException e)
        {
            return new NightlyStep(name, 0, 0, e.Message);
        }
    }

    /// <summary>This month, which begins here if nothing was imported for it yet.</summary>
    private async Task<(int Done, int Left)> SweepAsync(CancellationToken cancellation)
    {
        var month = Month.Of(Today);
        await new BeginMonth(database).RunAsync(month, cancellation);
        return (await new RunSweep(database, policies.Require(month), clock).RunIfChangedAsync(month, cancellation: cancellation) is { } report ? report.Result.Persons : 0, 0);
    }

    /// <summary>A provisional day stands, or moves, when the notice of its year is there.</summary>
    private async Task<(int Done, int Left)> RecountAsync(CancellationToken cancellation)
    {
        await using var read = database.CreateContext();
        var years = await read.Cases.Where(c => c.DueMissesYear != null).Select(c => c.DueMissesYear!.Value).Distinct().ToListAsync(cancellation);
        years.RemoveAll(year => !calendar.WorkingDays.Years.Contains(year));
        var ids = await read.Cases.Where(c => c.DueMissesYear != null && years.Contains(c.DueMissesYear.Value)).Select(c => c.Id).ToListAsync(cancellation);
        return await EachAsync(ids, (_, record) => Task.FromResult(record.CountDeadlines(calendar)), cancellation);
    }

    /// <summary>What was asked for did not come in time 视为撤回: written by the program, with its ground.</summary>
    private async Task<(int Done, int Left)> DeemWithdrawnAsync(CancellationToken cancellation)
    {
        await using var read = database.CreateContext();
        var waiting = await read.Cases.AsNoTracking().Where(c => c.State == CaseState.Waiting && c.StoppedOn != null).Select(c => new { c.Id, c.Type, c.StoppedOn }).ToListAsync(cancellation);
        List<long> late = [.. waiting.Where(c => IsLate(c.Type, c.StoppedOn!.Value)).Select(c => c.Id)];
        return await EachAsync(late, (office, record) =>
        {
            if (record.State != CaseState.Waiting || record.StoppedOn is not { } since || !IsLate(record.Type, since))
                return Task.FromResult(false);
            var (type, from) = (catalogue.Of(record.Type), record.Step);
            record.Close(CaseOutcome.DeemedWithdrawn, office.Moment);
            var ground = Texts.In(false, $"{since}一次告知补正，{type.SupplementWithin!.Value.Name}内没有补正，视为撤回申请。依据：一次告知书；{string.Join("、", type.Law)}。");
            office.Context.Add(record.Happened(CaseEventKind.DeemedWithdrawn, from, ground, Program, office.Now, null));
            return Task.FromResult(true);
        }, cancellation);
    }

    private bool IsLate(string type, DateOnly since) =>
        catalogue.Find(type)?.SupplementWithin is { } limit && calendar.After(since, limit) is { IsProvisional: false } due && due.Day < Today;

    private async Task<(int Done, int Left)> EndPublicityAsync(CancellationToken cancellation)
    {
        await using var read = database.CreateContext();
        var (today, since) = (Today, Today.AddDays(-60));
        var over = await read.Publicities.AsNoTracking().Where(p => p.EndsOn < today && p.EndsOn >= since && p.TakenDownOn == null && p.Kind != PublicityKind.Result)
            .Join(read.Cases.Where(c => c.State == CaseState.Open), p => p.CaseId, c => c.Id, (p, _) => new { p.Id, p.CaseId, p.StartsOn, p.EndsOn }).ToListAsync(cancellation);
        var ends = over.GroupBy(p => p.CaseId).ToDictionary(g => g.Key, g => g.MaxBy(p => p.Id)!);
        return await EachAsync([.. ends.Keys], async (office, record) =>
        {
            var ended = ends[record.Id];
            var token = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"publicity/{ended.Id}");
            if (record.State != CaseState.Open || await office.Context.CaseEvents.AnyAsync(e => e.CaseId == record.Id && e.Token == token, cancellation))
                return false;
            var note = Texts.In(false, $"公示{ended.StartsOn}至{ended.EndsOn}期满。");
            office.Context.Add(record.Happened(CaseEventKind.PublicityEnded, record.Step, note, Program, office.Now, token));
            return true;
        }, cancellation);
    }

    /// <summary>The last pass over this month, or the one before while this month's is still to come.</summary>
    private async Task<(int Done, int Left)> DifferencesAsync(CancellationToken cancellation)
    {
        await using var read = database.CreateContext();
        var now = Month.Of(Today).Code;
        var last = await read.SweepRuns.Where(r => r.Month <= now && read.Cities.Any(c => c.Code == r.Region)).MaxAsync(r => (int?)r.Month, cancellation)
            ?? throw new CannotRunException($"还没有全员比对，请先运行 huimin sweep。");
        var made = await Make().RunAsync(tasks.Differences, Month.FromCode(last), cancellation);
        return (made.Made + made.Closed, 0);
    }

    private async Task<(int Done, int Left)> DatesAsync(CancellationToken cancellation)
    {
        var changed = 0;
        foreach (var source in tasks.Dates)
        {
            var made = await Make().RunAsync(source, Month.Of(Today), cancellation);
            changed += made.Made + made.Closed;
        }

        return (changed, 0);
    }

    private MakeTasks Make() => new(database, policies, catalogue, calendar, clock);

    /// <summary>The program itself, as the timeline names it.</summary>
    private static CaseActor Program => new(null, Texts.In(false, $"系统"), "", null);

    /// <summary>Changes cases one by one, each saved at once.</summary>
    private async Task<(int Done, int Left)> EachAsync(IReadOnlyList<long> ids, Func<CaseOffice, Case, Task<bool>> change, CancellationToken cancellation)
    {
        var (done, left) = (0, 0);
        foreach (var id in ids)
        {
            await using var context = database.CreateContext();
            var office = new CaseOffice(context, catalogue, calendar, new Delegation(context), database.Keyring, clock);
            if (await context.Cases.FirstOrDefaultAsync(c => c.Id == id, cancellation) is not { } record || !await change(office, record))
                continue;
            try
            {
                await context.SaveChangesAsync(cancellation);
                done++;
            }
            catch (DbUpdateException)
            {
                left++;
            }
        }

        return (done, left);
    }
}
