using System.Diagnostics;
using Huimin.Data.Sqlite;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.Files;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Bench;

/// <summary>
/// The checked import of people against its limit: the bare bulk insert of the same rows, ready in memory, into equal tables
/// with the same indexes; and against the same import with sealing off, since sealing may add at most 30 %. The file is the export
/// of a demo city.
/// </summary>
public sealed class ImportBench : IBenchmark
{
    public string Name => "import";

    public string Description => Texts.Of($"带校验的人员导入，对比同样的行直接批量写入。");

    public long DefaultPersons => 1_000_000;

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var folder = Directory.CreateTempSubdirectory("huimin-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "people.csv");
            await MakeFileAsync(setting, folder, file, cancellation);

            // Once uncounted, then in the order sealed, plain, plain, sealed, so that neither gains by a warm machine.
            await SealedAsync(setting, folder, file, CipherSuites.None, cancellation);
            var early = await SealedAsync(setting, folder, file, CipherSuites.Aes, cancellation);
            var plain = await SealedAsync(setting, folder, file, CipherSuites.None, cancellation) + await SealedAsync(setting, folder, file, CipherSuites.None, cancellation);
            var national = await SealedAsync(setting, folder, file, CipherSuites.Sm, cancellation);
            await using var database = await EmptyAsync(setting, folder, "bench_import", cancellation);
            await ImportDivisionsAsync(database, setting, cancellation);
            var first = await ImportAsync(database, setting, file, cancellation);
            var again = await ImportAsync(database, setting, file, cancellation);

            var bare = await BareAsync(database, setting, folder, cancellation);
            await DropAsync(database, "bench_import", cancellation);
            return new Dictionary<string, object>
            {
                ["database"] = database.Provider,
                ["rows"] = first.Rows,
                ["rejected"] = first.Rejected,
                ["facts"] = first.FactsWritten,
                ["file_mb"] = new FileInfo(file).Length / 1_000_000,
                ["import_s"] = Math.Round(first.Elapsed.TotalSeconds, 2),
                ["rows_per_second"] = Math.Round(first.Rows / first.Elapsed.TotalSeconds),
                ["plain_import_s"] = Math.Round(plain.TotalSeconds / 2, 2),
                ["sealing_ratio"] = Math.Round((early + first.Elapsed) / plain, 3),
                ["sealing_ratio_sm"] = Math.Round(national / (plain / 2), 3),
                ["sealing_bar"] = 1.3,
                ["bare_insert_s"] = Math.Round(bare.TotalSeconds, 2),
                ["bare_rows_per_second"] = Math.Round(first.Rows / bare.TotalSeconds),
                ["ratio"] = Math.Round(first.Elapsed / bare, 3),
                ["again_rows_per_second"] = Math.Round(again.Rows / again.Elapsed.TotalSeconds),
                ["again_unchanged"] = again.Unchanged,
                ["bar_rows_per_second"] = 100_000,
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The import into an empty database of its own, with a cipher suite.</summary>
    private static async Task<TimeSpan> SealedAsync(BenchSetting setting, string folder, string file, string suite, CancellationToken cancellation)
    {
        await using var database = await EmptyAsync(setting, folder, "bench_suite", cancellation);
        database.Suite = suite;
        await ImportDivisionsAsync(database, setting, cancellation);
        var elapsed = (await ImportAsync(database, setting, file, cancellation)).Elapsed;
        await DropAsync(database, "bench_suite", cancellation);
        return elapsed;
    }

    private static async Task MakeFileAsync(BenchSetting setting, string folder, string file, CancellationToken cancellation)
    {
        await using var source = new SqliteDatabase(Path.Combine(folder, "source.db"));
        await source.MigrateAsync(cancellation);
        var options = new DemoOptions(setting.City, setting.Persons / 11_000_000.0, BenchSchema.Month);
        await new DemoCity(source, setting.Pack, TimeProvider.System).CreateAsync(options, setting.Progress, cancellation);
        await using var output = new StreamWriter(file);
        await new ExportPeople(source, setting.Pack.Facts, TimeProvider.System).RunAsync(output, null, "benchmark", setting.Progress, cancellation);
    }

    /// <summary>A new file beside the others for SQLite, whatever the option names; a schema of the benchmark's own for PostgreSQL.</summary>
    private static async Task<Database> EmptyAsync(BenchSetting setting, string folder, string name, CancellationToken cancellation)
    {
        var database = setting.Open(name);
        if (database is SqliteDatabase)
        {
            await database.DisposeAsync();
            foreach (var file in Directory.GetFiles(folder, name + ".db*"))
                File.Delete(file);
            database = new SqliteDatabase(Path.Combine(folder, name + ".db"));
            await database.MigrateAsync(cancellation);
        }
        else
        {
            await BenchSchema.EmptyAsync(database, name, cancellation);
        }

        return database;
    }

    private static async Task ImportDivisionsAsync(Database database, BenchSetting setting, CancellationToken cancellation)
    {
        using var errors = new RowErrors(null);
        await using var divisions = File.OpenRead(ContentFiles.Data($"regions-{setting.City}.csv"));
        await new ImportRegions(database, TimeProvider.System).RunAsync(divisions, setting.City, errors, cancellation: cancellation);
    }

    private static async Task<PeopleImport> ImportAsync(Database database, BenchSetting setting, string file, CancellationToken cancellation)
    {
        using var errors = new RowErrors(null);
        await using var stream = File.OpenRead(file);
        return await new ImportPeople(database, setting.Pack.Facts, TimeProvider.System)
            .RunAsync(stream, BenchSchema.Month, errors, setting.Progress, cancellation);
    }

    private static async Task<TimeSpan> BareAsync(Database filled, BenchSetting setting, string folder, CancellationToken cancellation)
    {
        await using var context = filled.CreateContext();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var households = await context.Households.OrderBy(h => h.Id).ToListAsync(cancellation);
        var people = await context.People.OrderBy(p => p.Id).ToListAsync(cancellation);
        var personFacts = await context.PersonFacts.OrderBy(f => f.PersonId).ToListAsync(cancellation);
        var householdFacts = await context.HouseholdFacts.OrderBy(f => f.HouseholdId).ToListAsync(cancellation);

        await using var bare = await EmptyAsync(setting, folder, "bench_bare", cancellation);
        var started = Stopwatch.GetTimestamp();
        await using (var writer = await bare.BeginBulkAsync(rebuildIndexes: true, cancellation))
        {
            await writer.WriteAsync(PeopleTables.Household, households, cancellation);
            await writer.WriteAsync(PeopleTables.Person, people, cancellation);
            await writer.WriteAsync(PeopleTables.PersonFact, personFacts, cancellation);
            await writer.WriteAsync(PeopleTables.HouseholdFact, householdFacts, cancellation);
            await writer.CommitAsync(cancellation);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        await DropAsync(bare, "bench_bare", cancellation);
        return elapsed;
    }

    /// <summary>Files go with their folder.</summary>
    private static Task DropAsync(Database database, string schema, CancellationToken cancellation) =>
        database is SqliteDatabase ? Task.CompletedTask : BenchSchema.DropAsync(database, schema, cancellation);
}
