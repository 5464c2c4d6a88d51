using System.Diagnostics;
using Huimin.Data.Postgres;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Npgsql;

namespace Huimin.Bench;

/// <summary>
/// Making a demo city in PostgreSQL against its limit: bare COPY of the same rows, ready encoded in files, into equal tables,
/// and building the same indexes.
/// </summary>
public sealed class DemoBench : IBenchmark
{
    private static readonly string[] Tables = ["region", "household", "person", "person_fact", "household_fact", "former_membership"];

    public string Name => "demo";

    public string Description => Texts.Of($"在 PostgreSQL 中生成演示城市，对比同样的行直接 COPY 并建同样的索引。");

    public long DefaultPersons => 11_000_000;

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        await using var database = setting.Open("bench_demo");
        await using var bare = setting.Open("bench_bare");
        if (database is not PostgresDatabase)
            throw new CannotRunException($"bench demo 与 COPY 对比，请用 --database 指定 PostgreSQL。");
        await BenchSchema.EmptyAsync(database, "bench_demo", cancellation);
        var scale = setting.Persons / 11_000_000.0;
        var options = new DemoOptions(setting.City, scale, BenchSchema.Month);
        var result = await new DemoCity(database, setting.Pack, TimeProvider.System).CreateAsync(options, setting.Progress, cancellation);

        var folder = Directory.CreateTempSubdirectory("huimin-bench-").FullName;
        try
        {
            foreach (var table in Tables)
                await DumpAsync(database, table, Path.Combine(folder, table), cancellation);
            await BenchSchema.EmptyAsync(bare, "bench_bare", cancellation);
            var (copy, indexes) = await CopyAsync(bare, folder, cancellation);
            var limit = copy + indexes;
            return new Dictionary<string, object>
            {
                ["persons"] = result.Persons,
                ["rows"] = result.Persons + result.Households + result.Facts,
                ["demo_s"] = Math.Round(result.Elapsed.TotalSeconds, 2),
                ["copy_s"] = Math.Round(copy.TotalSeconds, 2),
                ["indexes_s"] = Math.Round(indexes.TotalSeconds, 2),
                ["limit_s"] = Math.Round(limit.TotalSeconds, 2),
                ["ratio"] = Math.Round(result.Elapsed / limit, 3),
                ["bar"] = 1.5,
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            await BenchSchema.DropAsync(bare, "bench_bare", cancellation);
        }
    }

    private static async Task DumpAsync(Database database, string table, string path, CancellationToken cancellation)
    {
        await using var connection = (NpgsqlConnection)await database.OpenConnectionAsync(cancellation);
        await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY {table} TO STDOUT (FORMAT BINARY)", cancellation);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        await rows.CopyToAsync(file, 1 << 20, cancellation);
    }

    private static async Task<(TimeSpan Copy, TimeSpan Indexes)> CopyAsync(Database database, string folder, CancellationToken cancellation)
    {
        await using var connection = (NpgsqlConnection)await database.OpenConnectionAsync(cancellation);
        var started = Stopwatch.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var build = new List<string> { BulkIndexBuild.Settings };
        foreach (var table in Tables)
        {
            var (drop, create) = await BulkIndexBuild.ForAsync(connection, table, cancellation);
            foreach (var sql in drop)
                await ExecuteAsync(connection, sql, cancellation);
            build.AddRange(create);
            await using var file = new FileStream(Path.Combine(folder, table), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY {table} FROM STDIN (FORMAT BINARY)", cancellation);
            await file.CopyToAsync(rows, 1 << 20, cancellation);
        }

        var copied = Stopwatch.GetTimestamp();
        foreach (var sql in build)
            await ExecuteAsync(connection, sql, cancellation);
        await transaction.CommitAsync(cancellation);
        return (Stopwatch.GetElapsedTime(started, copied), Stopwatch.GetElapsedTime(copied));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
