using System.Diagnostics;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Awards;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Facts;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Huimin.Platform.Registers;
using Huimin.Platform.Sweeps;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Bench;

/// <summary>
/// Figures of a whole city against their limits: a value from facts (300 ms at p95), from the records (2 s), and the rebuild of one day's
/// facts for every indicator (60 s). The limits are for eleven million residents; the bare count of the residents, which no figure can
/// undercut that passes over them, is measured in the same run.
/// </summary>
public sealed class IndicatorsBench : IBenchmark
{
    private const string Schema = "bench_indicators";
    private const int Rounds = 20;
    private const double FactsLimit = 300;
    private const double RecordsLimit = 2_000;
    private const double RebuildLimit = 60_000;

    public string Name => "indicators";

    public string Description => Texts.Of($"测量全市指标：从汇总取数、从记录取数、汇总一天的全部指标，各与规定的上限相比。");

    public long DefaultPersons => 1_000_000;

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        await using var database = setting.Open(Schema);
        if (database.Provider != "postgres")
            throw new CannotRunException($"这项测量在 PostgreSQL 上进行，请用 --database 给出连接串。");
        try
        {
            await BenchSchema.EmptyAsync(database, Schema, cancellation);
            return await MeasureAsync(database, setting, cancellation);
        }
        finally
        {
            await BenchSchema.DropAsync(database, Schema, CancellationToken.None);
            if (File.Exists(database.Audit.AnchorPath))
                File.Delete(database.Audit.AnchorPath);
        }
    }

    private static async Task<IReadOnlyDictionary<string, object>> MeasureAsync(Database database, BenchSetting setting, CancellationToken cancellation)
    {
        var made = await MakeAsync(database, setting, cancellation);
        var library = IndicatorLibrary.Load(setting.Modules);
        using var policies = new PolicyLibrary(ContentFiles.PoliciesFolder, setting.City);
        var clock = new BenchDay();
        var ledger = new Ledger(database, library, policies, Acting.Command(), clock);
        await using var context = database.CreateContext();
        var (city, awards) = (new DivisionCode(await context.Cities.Select(c => c.Code).SingleAsync(cancellation)), await context.Awards.CountAsync(cancellation));
        var started = Stopwatch.GetTimestamp();
        await context.People.CountAsync(cancellation);
        var bare = Stopwatch.GetElapsedTime(started);

        var period = Period.Of(BenchSchema.Month);
        List<string> codes = [.. library.CountedOnes.Select(i => i.Code)];
        var records = new List<(string Code, double Milliseconds)>();
        foreach (var code in codes)
            records.Add((code, await TimeAsync(() => ledger.FindAsync(code, city, period, FigureSource.Records, cancellation))));

        var rebuilt = await new RebuildFacts(database, library, policies, clock).RunAsync(clock.Today, setting.Progress, cancellation);
        var facts = new List<double>();
        for (var round = 0; round < Rounds; round++)
            foreach (var code in codes)
                facts.Add(await TimeAsync(() => ledger.FindAsync(code, city, Period.OfDay(clock.Today), FigureSource.Facts, cancellation)));
        facts.Sort();
        var (slowest, worst) = records.MaxBy(r => r.Milliseconds);
        var p95 = facts[facts.Count * 95 / 100];
        return new Dictionary<string, object>
        {
            ["persons"] = made,
            ["awards"] = awards,
            ["indicators"] = codes.Count,
            ["bare_count_ms"] = Math.Round(bare.TotalMilliseconds),
            ["facts_p50_ms"] = Math.Round(facts[facts.Count / 2], 1),
            ["facts_p95_ms"] = Math.Round(p95, 1),
            ["facts_of_limit"] = Math.Round(p95 / FactsLimit, 3),
            ["records_median_ms"] = Math.Round(Times.Median([.. records.Select(r => r.Milliseconds)])),
            ["records_slowest"] = slowest,
            ["records_slowest_ms"] = Math.Round(worst),
            ["records_of_limit"] = Math.Round(worst / RecordsLimit, 3),
            ["records_over_limit"] = string.Join(' ', records.Where(r => r.Milliseconds > RecordsLimit).Select(r => r.Code)),
            ["rebuild_ms"] = Math.Round(rebuilt.Elapsed.TotalMilliseconds),
            ["rebuild_slowest"] = rebuilt.Slowest,
            ["rebuild_rows"] = rebuilt.Rows,
            ["rebuild_of_limit"] = Math.Round(rebuilt.Elapsed.TotalMilliseconds / RebuildLimit, 3),
        };
    }

    private static async Task<long> MakeAsync(Database database, BenchSetting setting, CancellationToken cancellation)
    {
        var scale = setting.Persons / (double)DemoProfile.Read(setting.City).Residents;
        var made = await new DemoCity(database, setting.Pack, TimeProvider.System, new RegisterCatalogue(setting.Modules)).CreateAsync(new DemoOptions(setting.City, scale, BenchSchema.Month), setting.Progress, cancellation);
        foreach (var month in (Policies.Month[])[BenchSchema.Month.AddMonths(-1), BenchSchema.Month])
            await new RunSweep(database, setting.Pack, TimeProvider.System).RunAsync(month, null, setting.Progress, cancellation);
        await new TakeOverAwards(database, setting.Pack).RunAsync(BenchSchema.Month.AddMonths(-1), setting.Progress, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var analyse = connection.CreateCommand();
        // What the database's own housekeeping does after an hour.
        analyse.CommandText = "VACUUM (ANALYZE) person, household, person_fact, award, award_version, entitlement, register_entry, register_record";
        analyse.CommandTimeout = 600;
        await analyse.ExecuteNonQueryAsync(cancellation);
        return made.Persons;
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> ask)
    {
        var started = Stopwatch.GetTimestamp();
        await ask();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>The 29th of the benchmarks' month.</summary>
    private sealed class BenchDay : TimeProvider
    {
        public DateOnly Today { get; } = new(BenchSchema.Month.Year, BenchSchema.Month.Number, 29);

        public override DateTimeOffset GetUtcNow() => new(Today.ToDateTime(new TimeOnly(4, 0)), TimeSpan.Zero);
    }
}
