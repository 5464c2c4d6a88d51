using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Platform.Values;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Tasks;

/// <summary>What a pass made of what it found.</summary>
/// <param name="Open">Were open and are found again.</param>
/// <param name="Answered">Were looked at before by somebody, and nothing is new about them.</param>
public sealed record TasksMade(int Found, int Made, int Open, int Answered, int Closed)
{
    public static TasksMade operator +(TasksMade one, TasksMade other) =>
        new(one.Found + other.Found, one.Made + other.Made, one.Open + other.Open, one.Answered + other.Answered, one.Closed + other.Closed);
}

/// <summary>
/// Makes tasks of what a source finds 生成任务, in one bulk transaction: each once while it is open, none of what somebody answered and
/// the same pass finds again, and what is not found any more closes by itself. Run again, it changes nothing.
/// </summary>
public sealed class MakeTasks(Database database, PolicyLibrary policies, CaseCatalogue cases, DeadlineCalendar calendar, TimeProvider clock)
{
    private const int Part = 500;

    public async Task<TasksMade> RunAsync(ITaskSource source, Month month, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var context = database.CreateContext();
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var day = new TaskDay(context, policies, cases, calendar, today, month);
        var found = (await source.FindAsync(day, cancellation)).DistinctBy(f => f.Subject, StringComparer.Ordinal).ToList();
        List<string> kinds = [.. source.Kinds.Select(k => k.Code)];
        var inHand = await InHandAsync(context, cancellation);
        var asked = found.Where(f => f.Programme is null || f.Kind == TaskKinds.Risk || !inHand.Contains((f.HouseholdId ?? 0, f.Programme))).ToDictionary(f => f.Subject, StringComparer.Ordinal);
        await using var bulk = await database.BeginBulkAsync(cancellation: cancellation);
        // Read behind the gate of bulk writers: two passes at once do not make the same tasks.
        var open = await context.WorkTasks.AsNoTracking().Where(t => t.State == TaskState.Open && kinds.Contains(t.Kind))
            .Select(t => new OpenTask(t.Id, t.Subject, t.LastFound, t.Amount, t.HouseholdId, t.Programme)).ToListAsync(cancellation);
        var answered = await AnsweredAsync(context, [.. asked.Values], month, cancellation);
        var known = open.Select(t => t.Subject).Concat(answered.Select(t => t.Subject)).ToHashSet(StringComparer.Ordinal);
        List<FoundTask> made = [.. asked.Values.Where(f => !known.Contains(f.Subject))];
        await CloseAsync(bulk, [.. open.Where(t => !asked.ContainsKey(t.Subject))], inHand, today, cancellation);
        await FoundAgainAsync(bulk, [.. open.Where(t => asked.ContainsKey(t.Subject)), .. answered], asked, month, cancellation);
        await bulk.WriteAsync(TaskTables.Task, await NewAsync(made, month, today, bulk, cancellation), cancellation);
        var result = new TasksMade(found.Count, made.Count, open.Count(t => asked.ContainsKey(t.Subject)), answered.Count, open.Count(t => !asked.ContainsKey(t.Subject)));
        if (result.Made > 0 || result.Closed > 0)
            bulk.Record(new AuditEntry("tasks.make", $"month:{month}") { After = new { kinds, result.Found, result.Made, result.Closed } });
        await bulk.CommitAsync(cancellation);
        return result;
    }

    /// <summary>Households whose open cases are about a programme already.</summary>
    private async Task<HashSet<(long, string)>> InHandAsync(AppDbContext context, CancellationToken cancellation)
    {
        var open = await context.Cases.AsNoTracking().Where(c => c.State != CaseState.Closed && c.HouseholdId != null).Select(c => new { c.HouseholdId, c.Type }).ToListAsync(cancellation);
        return [.. open.SelectMany(c => (cases.Find(c.Type)?.Programmes ?? []).Select(p => (c.HouseholdId!.Value, p)))];
    }

    /// <summary>What an officer finished and has been found without a break and with the same amount since.</summary>
    private static async Task<List<OpenTask>> AnsweredAsync(AppDbContext context, List<FoundTask> asked, Month month, CancellationToken cancellation)
    {
        var (before, amounts, answered) = (month.AddMonths(-1).Code, asked.ToDictionary(f => f.Subject, f => f.Amount, StringComparer.Ordinal), new List<OpenTask>());
        foreach (var part in asked.Select(f => f.Subject).Chunk(Part))
        {
            var done = await context.WorkTasks.AsNoTracking().Where(t => part.Contains(t.Subject) && t.State == TaskState.Done && t.DoneBy != null && t.LastFound >= before)
                .Select(t => new OpenTask(t.Id, t.Subject, t.LastFound, t.Amount, t.HouseholdId, t.Programme)).ToListAsync(cancellation);
            answered.AddRange(done.Where(t => amounts[t.Subject] == t.Amount));
        }

        return answered;
    }

    private static async Task CloseAsync(IBulkWriter bulk, List<OpenTask> gone, HashSet<(long, string)> inHand, DateOnly today, CancellationToken cancellation)
    {
        foreach (var group in gone.GroupBy(t => inHand.Contains((t.HouseholdId ?? 0, t.Programme ?? ""))))
        {
            foreach (var part in group.Chunk(Part))
                await bulk.ExecuteAsync(
                    $"UPDATE work_task SET state = 2, outcome = @p0, done_on = @p1, revision = revision + 1 WHERE state = 1 AND id IN ({Ids(part)})", [group.Key ? TaskKinds.InHand : TaskKinds.Resolved, today], cancellation);
        }
    }

    private static async Task FoundAgainAsync(IBulkWriter bulk, List<OpenTask> again, Dictionary<string, FoundTask> asked, Month month, CancellationToken cancellation)
    {
        foreach (var part in again.Where(t => t.LastFound != month.Code).Chunk(Part))
            await bulk.ExecuteAsync($"UPDATE work_task SET last_found = @p0 WHERE id IN ({Ids(part)})", [month.Code], cancellation);
        foreach (var task in again.Where(t => asked[t.Subject].Amount != t.Amount))
            await bulk.ExecuteAsync("UPDATE work_task SET amount = @p0, revision = revision + 1 WHERE id = @p1", [asked[task.Subject].Amount, task.Id], cancellation);
    }

    private static async Task<List<WorkTask>> NewAsync(List<FoundTask> made, Month month, DateOnly today, IBulkWriter bulk, CancellationToken cancellation)
    {
        var id = made.Count == 0 ? 0 : await IdBlocks.TakeRangeAsync(bulk, TaskTables.Ids, made.Count, cancellation);
        return [.. made.Select(f => new WorkTask
        {
            Id = id++,
            Kind = f.Kind.Code,
            Subject = f.Subject,
            Line = f.Line,
            Region = f.Region,
            HouseholdId = f.HouseholdId,
            PersonId = f.PersonId,
            Programme = f.Programme,
            AwardId = f.AwardId,
            Month = month.Code,
            LastFound = month.Code,
            Amount = f.Amount,
            CreatedOn = today,
            DueOn = f.DueOn,
        })];
    }

    /// <summary>Numbers of ours, never text from outside.</summary>
    private static string Ids(IEnumerable<OpenTask> tasks) => string.Join(',', tasks.Select(t => t.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private sealed record OpenTask(long Id, string Subject, int LastFound, long Amount, long? HouseholdId, string? Programme);
}
