using System.Diagnostics;
using Huimin.Platform;
using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Platform.Modules;
using Huimin.Platform.Programmes;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Tasks;
using Huimin.Platform.Values;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Bench;

/// <summary>
/// A pass over the city whose differences become tasks, against the bare bulk write of the same rows. Most of what the pass found is
/// awarded; the findings are warnings, amounts that differ and what is not awarded yet.
/// </summary>
public sealed class TasksBench : IBenchmark
{
    private const int Month = 202611;
    private const long CityCode = 371300000000;
    private const long Village = 371323102201;

    /// <summary>Entitlements that agree with their awards, for each finding.</summary>
    private const int Agreeing = 20;

    public string Name => "tasks";

    public string Description => Texts.Of($"比对发现生成任务，与直接批量写入同样的行相比。");

    public string Unit => "findings";

    public long DefaultPersons => 10_000;

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        await using var database = setting.Open("bench_tasks");
        await database.MigrateAsync(cancellation);
        var (pack, findings) = (setting.Pack, (int)setting.Persons);
        await FillAsync(database, pack, findings, cancellation);
        using var policies = new PolicyLibrary(ContentFiles.PoliciesFolder, setting.City);
        var modules = new ModuleCatalogue([]);
        var make = new MakeTasks(database, policies, new CaseCatalogue(modules), DeadlineCalendar.Load(), TimeProvider.System);
        var source = new TaskCatalogue(modules).Differences;
        var month = Policies.Month.FromCode(Month);

        var started = Stopwatch.GetTimestamp();
        var made = await make.RunAsync(source, month, cancellation);
        var making = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        await make.RunAsync(source, month, cancellation);
        var again = Stopwatch.GetElapsedTime(started);
        var bare = await BareAsync(database, cancellation);
        return new Dictionary<string, object>
        {
            ["findings"] = made.Found,
            ["tasks"] = made.Made,
            ["entitlements"] = findings * (Agreeing + 1),
            ["make_ms"] = Math.Round(making.TotalMilliseconds, 1),
            ["again_ms"] = Math.Round(again.TotalMilliseconds, 1),
            ["bare_write_ms"] = Math.Round(bare.TotalMilliseconds, 1),
            ["ratio"] = Math.Round(making / bare, 1),
        };
    }

    /// <summary>The same rows once more, with nothing asked.</summary>
    private static async Task<TimeSpan> BareAsync(Database database, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var rows = await context.WorkTasks.AsNoTracking().ToListAsync(cancellation);
        await context.WorkTasks.ExecuteDeleteAsync(cancellation);
        var started = Stopwatch.GetTimestamp();
        await using var bulk = await database.BeginBulkAsync(cancellation: cancellation);
        await bulk.WriteAsync(TaskTables.Task, rows, cancellation);
        await bulk.CommitAsync(cancellation);
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task FillAsync(Database database, PolicyPack pack, int findings, CancellationToken cancellation)
    {
        await using (var context = database.CreateContext())
        {
            await context.WorkTasks.ExecuteDeleteAsync(cancellation);
            await context.AwardVersions.ExecuteDeleteAsync(cancellation);
            await context.Awards.ExecuteDeleteAsync(cancellation);
        }

        await using var bulk = await database.BeginBulkAsync(cancellation: cancellation);
        foreach (var table in (string[])["entitlement", "sweep_run", "city"])
            await bulk.ExecuteAsync($"DELETE FROM {table}", [], cancellation);
        await bulk.ExecuteAsync(
            "INSERT INTO city (code, key, name, first_month, last_month, next_household_id, next_person_id) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
            [CityCode, "bench", "bench", Month, Month, 1L, 1L], cancellation);
        await bulk.ExecuteAsync(
            "INSERT INTO sweep_run (month, region, policy_hash, data_version, finished_at, persons, households, load_milliseconds, compute_milliseconds, store_milliseconds) VALUES (@p0, @p1, @p2, 0, @p3, 0, 0, 0, 0, 0)",
            [Month, CityCode, pack.Hash, new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc)], cancellation);
        // What will be awarded: the last third of the findings gets another amount afterwards.
        var awarded = Enumerable.Range(1, findings * Agreeing + findings / 3).Select(i => Of("dibao", i, 45_000)).ToList();
        await bulk.WriteAsync(SweepTables.Entitlement, awarded, cancellation);
        await bulk.CommitAsync(cancellation);
        await new Platform.Awards.TakeOverAwards(database, pack).RunAsync(Policies.Month.FromCode(Month), cancellation: cancellation);

        await using var differing = await database.BeginBulkAsync(cancellation: cancellation);
        await differing.ExecuteAsync("UPDATE entitlement SET amount = 46000 WHERE household_id > @p0", [(long)findings * Agreeing], cancellation);
        var first = awarded.Count + 1;
        await differing.WriteAsync(SweepTables.Entitlement, [.. Enumerable.Range(first, findings / 3).Select(i => Of("dibao", i, 45_000))], cancellation);
        await differing.WriteAsync(SweepTables.Entitlement, [.. Enumerable.Range(first, findings - 2 * (findings / 3)).Select(i => Of("warn_medical_expense", i, 0))], cancellation);
        await differing.CommitAsync(cancellation);
    }

    private static Entitlement Of(string programme, long household, long amount) => new()
    {
        Month = Month,
        Programme = programme,
        Region = Village,
        HouseholdId = household,
        PersonId = 0,
        Persons = 3,
        Amount = amount,
    };
}
