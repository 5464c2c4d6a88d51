using System.Data.Common;
using System.Globalization;
using Huimin.Platform;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Data.Sqlite;

/// <summary>A city in one SQLite file, the embedded default.</summary>
public sealed class SqliteDatabase : Database
{
    private readonly string connectionString;

    /// <exception cref="CannotRunException">The path is empty.</exception>
    public SqliteDatabase(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new CannotRunException($"sqlite: 后面应写数据库文件的路径，如 sqlite:var/linyi.db。");
        Path = System.IO.Path.GetFullPath(path);
        connectionString = new SqliteConnectionStringBuilder { DataSource = Path, ForeignKeys = false, DefaultTimeout = 30 }.ToString();
    }

    public string Path { get; }

    public override string Provider => "sqlite";

    public override string Description => Texts.Of($"SQLite 文件 {System.IO.Path.GetRelativePath(Environment.CurrentDirectory, Path)}");

    public override string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public override string Place => $"sqlite:{Path}";

    protected override IReadOnlyList<Migration> Migrations { get; } = Migration.In(typeof(SqliteDatabase).Assembly);

    protected override void UseProvider(DbContextOptionsBuilder options) => options.UseSqlite(connectionString);

    public override async Task<DbConnection> OpenConnectionAsync(CancellationToken cancellation = default)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellation);
        using var pragma = connection.CreateCommand();
        // A page cache of 256 MB serves the scans of a sweep; temporary b-trees of index builds stay in memory.
        pragma.CommandText = "PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY; PRAGMA synchronous = NORMAL;";
        await pragma.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    public override async Task<int> SchemaVersionAsync(CancellationToken cancellation = default)
    {
        if (!File.Exists(Path))
            return 0;
        try
        {
            await using var connection = await OpenConnectionAsync(cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_master";
            if (Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) == 0)
                return 0;
            command.CommandText = "SELECT max(version) FROM schema_version";
            return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 1 or 26) // no such table; file is not a database
        {
            throw new CannotRunException($"{Path} 不是惠民的数据库：{e.Message}", e);
        }
    }

    /// <summary>The file with its log of what was written last.</summary>
    public override Task<long> SizeAsync(CancellationToken cancellation = default) =>
        Task.FromResult(new[] { Path, Path + "-wal" }.Select(p => new FileInfo(p)).Sum(f => f.Exists ? f.Length : 0));

    protected override string DefaultKeyFile => Path + ".keys";

    protected override string NoteDeletedRows => "PRAGMA user_version = 1";

    protected override async Task<bool> HasTableAsync(string name, CancellationToken cancellation)
    {
        await using var connection = await OpenConnectionAsync(cancellation);
        await using var command = (SqliteCommand)connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $name";
        command.Parameters.AddWithValue("$name", name);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) > 0;
    }

    /// <summary>Pages that were freed keep their bytes until the file is written anew, without them.</summary>
    protected override async Task EraseDeletedRowsAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        if (Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) == 0)
            return;
        foreach (var statement in (string[])["VACUUM", "PRAGMA user_version = 0", "PRAGMA wal_checkpoint(TRUNCATE)"])
        {
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    protected override async Task ApplyAsync(Migration migration, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(migration);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        // Made empty, readable by the program's user only; its log and shared memory get the mode of the file.
        if (!File.Exists(Path))
            await PrivateFile.Open(Path, FileMode.OpenOrCreate, FileShare.ReadWrite).DisposeAsync();
        await using var connection = (SqliteConnection)await OpenConnectionAsync(cancellation);
        await using (var pragma = connection.CreateCommand())
        {
            // Write-ahead log: readers go on while a sweep or an import writes. The setting stays with the file.
            pragma.CommandText = "PRAGMA journal_mode = WAL";
            await pragma.ExecuteNonQueryAsync(cancellation);
        }

        await using var transaction = connection.BeginTransaction();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);"
            + migration.Sql
            + $"INSERT INTO schema_version (version, name) VALUES ({migration.Version}, '{migration.Name}');";
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public override async Task<IBulkWriter> BeginBulkAsync(bool rebuildIndexes = false, CancellationToken cancellation = default)
    {
        var connection = (SqliteConnection)await OpenConnectionAsync(cancellation);
        return await SqliteBulkWriter.BeginAsync(connection, Audit, rebuildIndexes, cancellation);
    }

    public override async Task<IAuditScan> ScanAuditAsync(long from, long to, CancellationToken cancellation = default) =>
        new SqliteAuditScan((SqliteConnection)await OpenConnectionAsync(cancellation), from, to);

    protected override ValueTask CloseAsync()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }
}
