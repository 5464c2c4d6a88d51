using System.Diagnostics;
using System.Globalization;
using Huimin.Data.Sqlite;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.People.Population;
using Huimin.Platform.Regions;
using Huimin.Platform.Simulations;
using Huimin.Platform.Sweeps;
using Huimin.Policies;

namespace Huimin.Bench;

/// <summary>
/// One changed parameter on all residents in memory, from the request to the last byte of the page. Its limit is the bare pass of
/// the kernel over the programmes that the change touches; the bar is a second.
/// </summary>
public sealed class SimulateBench : IBenchmark
{
    private const int Rounds = 5;

    public string Name => "simulate";

    public string Description => Texts.Of($"在内存中的全体居民上改一个参数，从请求到整页返回，对比只算受影响项目的一遍。");

    public long DefaultPersons => 10_000_000;

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var folder = Directory.CreateTempSubdirectory("huimin-bench-").FullName;
        try
        {
            await using var database = new SqliteDatabase(Path.Combine(folder, "city.db"));
            await MakeCityAsync(database, setting, cancellation);
            var population = BenchPopulation.Make(setting.Pack, setting.City, setting.Persons, setting.Progress, cancellation);
            var server = await setting.Serve(database, cancellation);
            try
            {
                ((ResidentPopulation)server.Services.GetService(typeof(ResidentPopulation))!).Keep(setting.Pack, population);
                var city = new DivisionCode(RegionFile.Read(ContentFiles.Data($"regions-{setting.City}.csv")).Single(d => d.Level == RegionLevel.City).Code);
                using var reader = await BenchReader.SignInAsync(database, server.Address, "bench", "policy_officer", city, cancellation);
                return await MeasureAsync(setting, population, reader, cancellation);
            }
            finally
            {
                await server.StopAsync();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyDictionary<string, object>> MeasureAsync(BenchSetting setting, PopulationColumns population, BenchReader reader, CancellationToken cancellation)
    {
        // The first request computes what is in force and compiles; those after it are what an officer waits for.
        var first = await AskAsync(reader, 20, cancellation);
        var requests = new List<double>();
        var passes = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            requests.Add(await AskAsync(reader, 30 + round, cancellation));
            passes.Add(Pass(setting.Pack, population, 30 + round, cancellation));
        }

        requests.Sort();
        passes.Sort();
        var (request, pass) = (requests[Rounds / 2], passes[Rounds / 2]);
        return new Dictionary<string, object>
        {
            ["persons"] = population.PersonCount,
            ["households"] = population.HouseholdCount,
            ["threads"] = Environment.ProcessorCount,
            ["first_request_ms"] = Math.Round(first, 1),
            ["request_ms"] = Math.Round(request, 1),
            ["slowest_request_ms"] = Math.Round(requests[^1], 1),
            ["kernel_pass_ms"] = Math.Round(pass, 1),
            ["limit_ms"] = Math.Round(pass, 1),
            ["ratio"] = Math.Round(request / pass, 3),
            ["bar_ms"] = 1000,
            ["aim_ms"] = 300,
        };
    }

    /// <summary>Milliseconds until the whole page is there, be it after refreshes.</summary>
    private static async Task<double> AskAsync(BenchReader reader, int step, CancellationToken cancellation)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"/what-if?lang=en&v=dibao.standard%3D%2B{step}");
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var page = await reader.ReadAsync(address, cancellation);
            var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (page.Contains("more a month", StringComparison.Ordinal))
                return elapsed;
            if (!page.Contains("http-equiv=\"refresh\"", StringComparison.Ordinal))
                throw new CannotRunException($"测算页没有给出结果。");
        }
    }

    private static double Pass(PolicyPack pack, PopulationColumns population, int step, CancellationToken cancellation)
    {
        ParameterOverride[] set = [ParameterOverride.Parse(string.Create(CultureInfo.InvariantCulture, $"dibao.standard=+{step}"))];
        var evaluator = new PopulationEvaluator(pack.In(BenchSchema.Month, set), pack.ReachedBy(set));
        var started = Stopwatch.GetTimestamp();
        Chunks.ForEach(population, null, cancellation, () => evaluator.CreateWorker(population), (worker, _, from, to) => worker.Run(from, to));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>The divisions and the city itself, which pages name; nobody lives in the database.</summary>
    private static async Task MakeCityAsync(Database database, BenchSetting setting, CancellationToken cancellation)
    {
        await database.MigrateAsync(cancellation);
        var divisions = RegionFile.Read(ContentFiles.Data($"regions-{setting.City}.csv"));
        var root = divisions.Single(d => d.Level == RegionLevel.City);
        await using var bulk = await database.BeginBulkAsync(cancellation: cancellation);
        await bulk.WriteAsync(RegionTables.Region, divisions, cancellation);
        await bulk.ExecuteAsync(
            "INSERT INTO city (code, key, name, first_month, last_month, demo, next_household_id, next_person_id, data_version) VALUES (@p0, @p1, @p2, @p3, @p3, @p4, 1, 1, 0)",
            [root.Code, setting.City, root.Name, BenchSchema.Month.Code, "bench"],
            cancellation);
        await bulk.CommitAsync(cancellation);
    }
}
