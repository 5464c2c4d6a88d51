using System.Reflection;
using Huimin.Data.Postgres;
using Huimin.Data.Sqlite;
using Huimin.Platform.Data;
using Xunit.Sdk;

namespace Huimin.Tests;

/// <summary>
/// Runs a theory on SQLite and, when <c>HUIMIN_TEST_POSTGRES</c> holds a connection string (as under <c>./test</c>), on
/// PostgreSQL too. The test receives an empty, migrated database of its own: <c>await using var city = await test.CreateAsync()</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEveryDatabaseAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [TestDatabase.Sqlite];
        if (TestDatabase.PostgresConnection is not null)
            yield return [TestDatabase.Postgres];
    }
}

public enum TestDatabase
{
    Sqlite,
    Postgres,
}

/// <summary>A database of one test; disposing removes it.</summary>
public sealed class TestCity : IAsyncDisposable
{
    public required Database Database { get; init; }

    public required Func<ValueTask> Remove { get; init; }

    /// <summary>What <c>--database</c> takes for this database.</summary>
    public required string Connection { get; init; }

    /// <summary>What <c>--city</c> takes.</summary>
    public required string Key { get; init; }

    public async ValueTask DisposeAsync()
    {
        // First, since the trail's anchor is still written to the folder as the database closes.
        await Database.DisposeAsync();
        await Remove();
    }
}

public static class TestDatabases
{
    extension(TestDatabase kind)
    {
        public static string? PostgresConnection => Environment.GetEnvironmentVariable("HUIMIN_TEST_POSTGRES");

        public async Task<TestCity> CreateAsync(bool migrate = true)
        {
            if (kind == TestDatabase.Sqlite)
                return NewFile(migrate ? await Migrated.Value : null);
            var city = NewSchema();
            if (migrate)
                await city.Database.MigrateAsync();
            return city;
        }
    }

    /// <summary>A migrated file, made once: to copy it is a hundred times faster than to migrate another.</summary>
    private static readonly Lazy<Task<byte[]>> Migrated = new(async () =>
    {
        await using var city = NewFile(null);
        await city.Database.MigrateAsync();
        await using (var connection = await city.Database.OpenConnectionAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        return await File.ReadAllBytesAsync(city.Connection["sqlite:".Length..]);
    });

    private static TestCity NewFile(byte[]? content)
    {
        var folder = Directory.CreateTempSubdirectory("huimin-test-").FullName;
        var path = Path.Combine(folder, "city.db");
        if (content is not null)
        {
            File.WriteAllBytes(path, content);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return new TestCity
        {
            Database = new SqliteDatabase(path),
            Connection = $"sqlite:{path}",
            Key = "linyi",
            Remove = () =>
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
                return ValueTask.CompletedTask;
            },
        };
    }

    private static TestCity NewSchema()
    {
        var schema = $"t{Guid.NewGuid():N}"[..16];
        var database = new PostgresDatabase(TestDatabase.PostgresConnection!, schema);
        return new TestCity
        {
            Database = database,
            Connection = TestDatabase.PostgresConnection!,
            Key = schema,
            Remove = async () =>
            {
                await using var again = new PostgresDatabase(TestDatabase.PostgresConnection!, schema);
                await using var connection = await again.OpenConnectionAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = $"DROP SCHEMA IF EXISTS {schema} CASCADE";
                await command.ExecuteNonQueryAsync();
            },
        };
    }
}
