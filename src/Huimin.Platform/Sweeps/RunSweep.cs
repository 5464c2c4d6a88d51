using System.Globalization;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Operations;
using Huimin.Platform.People.Population;
using Huimin.Platform.Regions;
using Huimin.Policies;

namespace Huimin.Platform.Sweeps;

/// <summary>A sweep's result and how long its three parts took.</summary>
public sealed record SweepReport(SweepResult Result, TimeSpan Load, TimeSpan Compute, TimeSpan Store);

/// <summary>
/// One pass over the residents 全员比对: load the month's population, evaluate every programme, store entitlements and totals.
/// Nothing is written until everything is computed, and then all of it in one transaction.
/// </summary>
public sealed class RunSweep(Database database, PolicyPack pack, TimeProvider clock)
{
    private const long CountyUnit = 1_000_000;

    /// <param name="region">Only this division; null for the whole city. What is stored for other divisions stays as it is.</param>
    /// <exception cref="CannotRunException">The month lies outside the data, or the city has no such division.</exception>
    public async Task<SweepReport> RunAsync(Month month, DivisionCode? region = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var span = Signals.Source.StartActivity("sweep");
        var city = await CityCodeAsync(region, cancellation);
        var policy = pack.In(month);
        progress?.Report(new WorkProgress("load", 0, 0));
        var started = clock.GetTimestamp();
        var population = await new LoadPopulation(database, pack.Facts).RunAsync(month, region, cancellation);
        var loaded = clock.GetTimestamp();
        progress?.Report(new WorkProgress("compute", 0, population.PersonCount));
        var result = ComputeSweep.Run(population, policy, cancellation: cancellation);
        var computed = clock.GetTimestamp();
        progress?.Report(new WorkProgress("store", 0, 0));
        var report = new SweepReport(result, clock.GetElapsedTime(started, loaded), clock.GetElapsedTime(loaded, computed), default);
        await StoreAsync(report, month, region?.Value ?? city, city, population.DataVersion, computed, cancellation);
        report = report with { Store = clock.GetElapsedTime(computed) };
        Signals.Sweep.Record(report.Load, "part", "load");
        Signals.Sweep.Record(report.Compute, "part", "compute");
        Signals.Sweep.Record(report.Store, "part", "store");
        return report;
    }

    /// <summary>The pass over the whole city, unless the stored one read the same records by the same policies.</summary>
    /// <returns>Null when nothing has changed since.</returns>
    /// <exception cref="CannotRunException">As for every pass.</exception>
    public async Task<SweepReport?> RunIfChangedAsync(Month month, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        await using (var context = database.CreateContext())
        {
            var number = month.Code;
            var stored = context.Cities.Select(c => new { c.DataVersion, Last = context.SweepRuns.FirstOrDefault(r => r.Month == number && r.Region == c.Code) }).FirstOrDefault();
            if (stored?.Last is { } last && last.PolicyHash == pack.Hash && last.DataVersion == stored.DataVersion)
                return null;
        }

        return await RunAsync(month, null, progress, cancellation);
    }

    private async Task<long> CityCodeAsync(DivisionCode? region, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var city = context.Cities.FirstOrDefault()
            ?? throw new CannotRunException($"{database.Description} 中还没有城市。请用 huimin demo 生成演示城市，或用 huimin regions import 导入区划。");
        if (region is { } asked && !await RegionExistsAsync(context, asked, cancellation))
            throw new CannotRunException($"{city.Name}没有区划 {asked}。");
        if (region is { Level: RegionLevel.Village })
            throw new CannotRunException($"全员比对最小到乡镇（街道）：合计只保存到乡级。");
        return city.Code;
    }

    private static Task<bool> RegionExistsAsync(AppDbContext context, DivisionCode region, CancellationToken cancellation) =>
        Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.AnyAsync(context.Regions, r => r.Code == region.Value, cancellation);

    private async Task StoreAsync(SweepReport report, Month month, long region, long city, long dataVersion, long computed, CancellationToken cancellation)
    {
        var number = month.Code;
        var division = new DivisionCode(region);
        await using var bulk = await database.BeginBulkAsync(cancellation: cancellation);
        if (region != city)
            await RefuseMovedAsync(bulk, number, division, cancellation);
        foreach (var table in new[] { SweepTables.Entitlement.Name, SweepTables.Total.Name })
            await bulk.ExecuteAsync($"DELETE FROM {table} WHERE month = @p0 AND region BETWEEN @p1 AND @p2", [number, division.First, division.Last], cancellation);
        foreach (var part in report.Result.Chunks.SelectMany(c => c.Entitlements).Chunk(100_000))
            await bulk.WriteAsync(SweepTables.Entitlement, part, cancellation);
        await bulk.WriteAsync(SweepTables.Total, [.. Totals(report.Result, region, city)], cancellation);
        if (region != city)
            await SumUpAsync(bulk, number, region, city, cancellation);
        await bulk.ExecuteAsync("DELETE FROM sweep_run WHERE month = @p0 AND region = @p1", [number, region], cancellation);
        await bulk.ExecuteAsync(
            "INSERT INTO sweep_run (month, region, policy_hash, data_version, finished_at, persons, households, load_milliseconds, compute_milliseconds, store_milliseconds) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)",
            [
                number, region, pack.Hash, dataVersion, clock.GetUtcNow().UtcDateTime, report.Result.Persons, report.Result.Households,
                (int)report.Load.TotalMilliseconds, (int)report.Compute.TotalMilliseconds, (int)clock.GetElapsedTime(computed).TotalMilliseconds,
            ],
            cancellation);
        bulk.Record(new AuditEntry(AuditAction.Sweep, $"month:{month}")
        {
            Region = region,
            After = new { report.Result.Persons, report.Result.Households, policy_hash = pack.Hash, data_version = dataVersion },
        });
        await bulk.CommitAsync(cancellation);
    }

    /// <summary>A household that moved into or out of the part since the last sweep would be counted twice or not at all.</summary>
    private static async Task RefuseMovedAsync(IBulkWriter bulk, int month, DivisionCode part, CancellationToken cancellation)
    {
        await using var command = bulk.Connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT count(*) FROM entitlement e JOIN household h ON h.id = e.household_id
            WHERE e.month = {month} AND e.region <> h.region
                AND (e.region BETWEEN {part.First} AND {part.Last} OR h.region BETWEEN {part.First} AND {part.Last})
            """);
        var moved = Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
        if (moved > 0)
            throw new CannotRunException($"上次比对后有{moved}项待遇的家庭迁入或迁出 {part}，请重新比对全市。");
    }

    private static IEnumerable<SweepTotal> Totals(SweepResult result, long region, long city)
    {
        foreach (var (township, counts) in result.Townships)
            foreach (var row in result.Rows(township, counts))
                yield return row;
        if (new DivisionCode(region).Level >= RegionLevel.Township)
            yield break;
        // Townships directly under the city (东莞) have no county; their sum would be the city once more.
        foreach (var (county, counts) in result.Counties.Where(c => c.Key != city))
            foreach (var row in result.Rows(county, counts))
                yield return row;
        if (region == city)
            foreach (var row in result.Rows(city, result.Whole))
                yield return row;
    }

    /// <summary>After a part was swept again, the divisions above it are the sums of what is stored below them.</summary>
    private static async Task SumUpAsync(IBulkWriter bulk, int month, long region, long city, CancellationToken cancellation)
    {
        var county = region / CountyUnit * CountyUnit;
        if (region != county && county != city)
            await SumAsync(county, "region % 1000 = 0");
        // Counties, and townships that stand directly under the city.
        await SumAsync(city, "(region % 1000000 = 0 OR (region % 1000 = 0 AND region / 1000000 * 1000000 = @p1))");

        async Task SumAsync(long parent, string parts)
        {
            await bulk.ExecuteAsync("DELETE FROM sweep_total WHERE month = @p0 AND region = @p1", [month, parent], cancellation);
            await bulk.ExecuteAsync(
                $"""
                INSERT INTO sweep_total (month, region, programme, units, persons, amount, undetermined)
                SELECT @p0, @p1, programme, sum(units), sum(persons), sum(amount), sum(undetermined) FROM sweep_total
                WHERE month = @p0 AND region > @p1 AND region <= @p2 AND {parts}
                GROUP BY programme
                """,
                [month, parent, new DivisionCode(parent).Last],
                cancellation);
        }
    }
}
