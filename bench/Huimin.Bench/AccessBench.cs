using System.Diagnostics;
using System.Runtime;
using Huimin.Data.Postgres;
using Huimin.Data.Sqlite;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.Regions;
using Huimin.Platform.Sweeps;

namespace Huimin.Bench;

/// <summary>
/// List pages of officers who are signed in, in a city of their own: how long they take while many officers read at once, each
/// looking at a page for a moment before the next, and without any pause; and what part of a page is spent on permissions and filters.
/// </summary>
public sealed class AccessBench : IBenchmark
{
    private const string Schema = "bench_access";

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    /// <summary>Shortest and longest look at a page in milliseconds, much shorter than anybody's.</summary>
    private static readonly (int Least, int Most) Pause = (100, 200);

    public string Name => "access";

    public string Description => Texts.Of($"测量已登录人员的名单页：许多人同时看时多快，以及权限检查和数据范围占多少时间。");

    public long DefaultPersons => 200_000;

    public bool HasClients => true;

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        await using var given = setting.Open(Schema);
        if (given is PostgresDatabase)
        {
            try
            {
                DeleteAnchor(given);
                await BenchSchema.EmptyAsync(given, Schema, cancellation);
                return await RunAsync(given, setting, cancellation);
            }
            finally
            {
                await BenchSchema.DropAsync(given, Schema, CancellationToken.None);
                DeleteAnchor(given);
            }
        }

        // Never in the file that --database names, which may be a city.
        var folder = Directory.CreateTempSubdirectory("huimin-bench-").FullName;
        try
        {
            await using var embedded = new SqliteDatabase(Path.Combine(folder, "city.db"));
            await embedded.MigrateAsync(cancellation);
            return await RunAsync(embedded, setting, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The trail of a dropped schema ends with it.</summary>
    private static void DeleteAnchor(Database database)
    {
        if (File.Exists(database.Audit.AnchorPath))
            File.Delete(database.Audit.AnchorPath);
    }

    private static async Task<IReadOnlyDictionary<string, object>> RunAsync(Database database, BenchSetting setting, CancellationToken cancellation)
    {
        var made = await MakeCityAsync(database, setting, cancellation);
        var server = await setting.Serve(database, cancellation);
        var readers = new List<BenchReader>();
        try
        {
            var addresses = await ListAddresses.ReadAsync(database, cancellation);
            readers = await SignInAsync(database, setting, server.Address, addresses, cancellation);
            var rows = await WarmAsync(readers, addresses, cancellation);
            var figures = new Dictionary<string, object> { ["provider"] = database.Provider, ["persons"] = made, ["clients"] = readers.Count, ["rows_a_page"] = rows };
            var busy = new ListLoad(readers, addresses, cancellation);
            figures["warm_s"] = Math.Round((await RunWarmAsync(busy)).TotalSeconds);
            Add(ListLoad.Figures("", await busy.RunAsync(Measured), Measured));
            Add(new Dictionary<string, object> { ["pause_ms"] = $"{Pause.Least}-{Pause.Most}" });
            Add(ListLoad.Figures("paused_", await busy.RunAsync(Measured, Pause), Measured));
            Add(new Dictionary<string, object> { ["bar_p95_ms"] = 50 });
            // One of the city, one of a county, one of a township.
            BenchReader[] one = [.. readers.DistinctBy(r => r.Place.Level)];
            Add(await new AccessCost(server.Services, cancellation).MeasureAsync(one, addresses));
            return figures;

            void Add(Dictionary<string, object> more)
            {
                foreach (var (name, value) in more)
                    figures[name] = value;
            }
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
            await server.StopAsync();
        }
    }

    private static async Task<long> MakeCityAsync(Database database, BenchSetting setting, CancellationToken cancellation)
    {
        var options = new DemoOptions(setting.City, setting.Persons / 11_000_000.0, BenchSchema.Month);
        var made = await new DemoCity(database, setting.Pack, TimeProvider.System).CreateAsync(options, setting.Progress, cancellation);
        await new RunSweep(database, setting.Pack, TimeProvider.System).RunAsync(BenchSchema.Month, null, setting.Progress, cancellation);
        // What the database's own housekeeping does after an hour, not in the middle of the measurement.
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = database is PostgresDatabase ? "VACUUM (ANALYZE)" : "ANALYZE";
        await command.ExecuteNonQueryAsync(cancellation);
        return made.Persons;
    }

    /// <summary>One officer of the city, one of a county for each five of townships.</summary>
    private static async Task<List<BenchReader>> SignInAsync(Database database, BenchSetting setting, Uri address, ListAddresses addresses, CancellationToken cancellation)
    {
        var random = new Random(1);
        var readers = new List<BenchReader>();
        while (readers.Count < setting.Clients)
        {
            var (role, level) = readers.Count == 0 ? ("county_officer", RegionLevel.City)
                : readers.Count % 6 == 1 ? ("county_officer", RegionLevel.County)
                : ("township_clerk", RegionLevel.Township);
            readers.Add(await BenchReader.SignInAsync(database, address, $"bench-{readers.Count}", role, addresses.Place(random, level), cancellation));
        }

        return readers;
    }

    /// <summary>Opens every kind for everybody, so that nothing is compiled or prepared for the first time later.</summary>
    private static async Task<double> WarmAsync(List<BenchReader> readers, ListAddresses addresses, CancellationToken cancellation)
    {
        var random = new Random(3);
        var (pages, rows) = (0, 0);
        for (var round = 0; round < 5; round++)
            foreach (var reader in readers)
                foreach (var kind in ListAddress.Kinds)
                {
                    var list = addresses.Next(kind, reader.Place, random);
                    var listed = await reader.RowsAsync(list.Path, cancellation);
                    if (listed == 0 && kind is ListAddress.Village or ListAddress.Name)
                        throw new CannotRunException($"{list.Path} 是空的。");
                    (pages, rows) = (pages + 1, rows + listed);
                }

        return Math.Round(rows / (double)pages, 1);
    }

    /// <summary>A server runs for weeks: what the runtime compiles better while it runs is compiled before anything is measured.</summary>
    private static async Task<TimeSpan> RunWarmAsync(ListLoad busy)
    {
        var started = Stopwatch.GetTimestamp();
        long compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            await busy.RunAsync(TimeSpan.FromSeconds(5));
        }
        while (JitInfo.GetCompiledMethodCount() - compiled > 20 && Stopwatch.GetElapsedTime(started) < Longest);
        return Stopwatch.GetElapsedTime(started);
    }
}
