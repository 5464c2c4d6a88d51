using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Huimin.Data.Postgres;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.People.Population;

namespace Huimin.Bench;

/// <summary>
/// Loading a month's population as columns against its limit: the same SELECTs through a sequential reader that reads every
/// column and keeps nothing. The two take turns; medians are compared.
/// </summary>
public sealed class LoadBench : IBenchmark
{
    private const int Rounds = 3;

    public string Name => "load";

    public string Description => Texts.Of($"从 PostgreSQL 读取一个月的全部列，对比同样的列直接顺序读取；并测内存峰值。");

    public long DefaultPersons => 10_000_000;

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        await using var database = setting.Open("bench_demo");
        if (database is not PostgresDatabase)
            throw new CannotRunException($"bench load 测量 PostgreSQL，请用 --database 指定 PostgreSQL。");
        await RequireCityAsync(database, setting, cancellation);

        var bare = new List<double>();
        var loads = new List<double>();
        var (persons, peak) = (0, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await ReadAsync(database, cancellation));
            var started = Stopwatch.GetTimestamp();
            var population = await new LoadPopulation(database, setting.Pack.Facts).RunAsync(BenchSchema.Month, cancellation: cancellation);
            loads.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            persons = population.PersonCount;
            // The first load's peak: later rounds, for the clock only, begin with what the last one left behind.
            if (round == 0)
                peak = PeakMegabytes();
            population = null;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        return new Dictionary<string, object>
        {
            ["persons"] = persons,
            ["load_s"] = Math.Round(Times.Median(loads), 2),
            ["limit_s"] = Math.Round(Times.Median(bare), 2),
            ["ratio"] = Math.Round(Times.Median(loads) / Times.Median(bare), 3),
            ["bar"] = 1.3,
            ["peak_memory_mb"] = peak,
            ["memory_bar_mb"] = 1500,
        };
    }

    /// <summary>Keeps the city between runs: making ten million people takes longer than reading them.</summary>
    private static async Task RequireCityAsync(Database database, BenchSetting setting, CancellationToken cancellation)
    {
        var options = new DemoOptions(setting.City, setting.Persons / 11_000_000.0, BenchSchema.Month);
        if (await database.IsMigratedAsync(cancellation))
        {
            await using var context = database.CreateContext();
            var people = context.Cities.Select(c => c.NextPersonId).FirstOrDefault();
            if (Math.Abs(people - setting.Persons) < setting.Persons * 0.02)
                return;
        }

        await BenchSchema.EmptyAsync(database, "bench_demo", cancellation);
        await new DemoCity(database, setting.Pack, TimeProvider.System).CreateAsync(options, setting.Progress, cancellation);
    }

    private static async Task<double> ReadAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var started = Stopwatch.GetTimestamp();
        await EachAsync(PopulationQueries.Households(false), r => r.GetInt64(0) ^ r.GetInt64(1) ^ r.GetInt16(2) ^ (r.IsDBNull(3) ? 0 : 1));
        await EachAsync(PopulationQueries.Members(false), r => r.GetInt64(0) ^ r.GetInt64(1) ^ r.GetInt16(2) ^ Day(r, 3) ^ Day(r, 4));
        await EachAsync(PopulationQueries.FormerMembers(false), r => r.GetInt64(0) ^ r.GetInt64(1) ^ r.GetInt16(2) ^ Day(r, 3) ^ Day(r, 4));
        await EachAsync(PopulationQueries.HouseholdFacts(false), r => r.GetInt64(0) ^ r.GetInt16(1) ^ (r.IsDBNull(2) ? 0 : r.GetInt64(2)));
        await EachAsync(PopulationQueries.PersonFacts(false), r => r.GetInt64(0) ^ r.GetInt16(1) ^ (r.IsDBNull(2) ? 0 : r.GetInt64(2)));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;

        async Task EachAsync(string sql, Func<DbDataReader, long> touch)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            var first = command.CreateParameter();
            (first.ParameterName, first.Value) = ("first", BenchSchema.Month.FirstDay);
            command.Parameters.Add(first);
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
            var sum = 0L;
            while (reader.Read())
                sum ^= touch(reader);
            GC.KeepAlive(sum);
        }
    }

    private static int Day(DbDataReader row, int column) => row.IsDBNull(column) ? 0 : row.GetFieldValue<DateOnly>(column).DayNumber;

    private static long PeakMegabytes()
    {
        const string Peak = "VmHWM:";
        var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(Peak, StringComparison.Ordinal)) : null;
        return line is null
            ? Process.GetCurrentProcess().PeakWorkingSet64 >> 20
            : long.Parse(line[Peak.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) >> 10;
    }
}
