using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Huimin.Data.Postgres;

/// <summary>A city in one schema of a PostgreSQL database; several cities share a server without seeing each other.</summary>
public sealed partial class PostgresDatabase : Database
{
    private readonly NpgsqlDataSource source;
    private readonly string schema;
    private readonly RowSecurity rowSecurity = new();

    /// <param name="connectionString">Of the server and database; its search path is replaced by the city's schema.</param>
    /// <param name="city">Key of the city, which names its schema: <c>linyi</c>.</param>
    /// <exception cref="CannotRunException">The key is no plain name or the connection string cannot be read.</exception>
    public PostgresDatabase(string connectionString, string city)
    {
        if (!PlainName().IsMatch(city))
            throw new CannotRunException($"{city} 不能作城市代号，只用小写字母、数字和下划线。");
        schema = city;
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString)
            {
                SearchPath = schema,
                // Statements are prepared after their second use: a 50-row page doubles its speed.
                MaxAutoPrepare = 100,
                AutoPrepareMinUsages = 2,
                CommandTimeout = 0,
                // Nothing of a reader stays on a connection but what row security says anew at every opening; to have the server forget
                // all settings each time cost more than most queries.
                NoResetOnClose = true,
                ApplicationName = "huimin",
                // A whole-table read starts at the table's beginning, not where another one happens to be: rows then come in
                // the order in which they lie, which is by region, and need no sorting. A page of 50
                // rows waits longer for helping processes to start and for its plan to be compiled than for the rows: among ten million
                // people a search in a township took 181 ms with a helper and 12 ms without, and one in a county compiled for 59 ms.
                // Pages are read from memory or from a drive without a moving head: the server's default reckons with one, and reads all facts of
                // a city where those of forty thousand people are asked for.
                Options = "-c synchronize_seqscans=off -c max_parallel_workers_per_gather=0 -c jit=off -c random_page_cost=1.1",
            };
            source = new NpgsqlDataSourceBuilder(builder.ToString()).Build();
        }
        catch (ArgumentException e)
        {
            throw new CannotRunException($"无法识别数据库连接：{e.Message} 应写作 sqlite:路径，或 PostgreSQL 连接串，如 Host=localhost;Database=huimin;Username=huimin。", e);
        }
    }

    public override string Provider => "postgres";

    public override string Description
    {
        get
        {
            var builder = new NpgsqlConnectionStringBuilder(source.ConnectionString);
            return Texts.Of($"{builder.Host} 上的 PostgreSQL 数据库 {builder.Database} 的模式 {schema}");
        }
    }

    public override string Place
    {
        get
        {
            var builder = new NpgsqlConnectionStringBuilder(source.ConnectionString);
            return string.Create(CultureInfo.InvariantCulture, $"postgres:{builder.Host}:{builder.Port}/{builder.Database}/{schema}");
        }
    }

    protected override IReadOnlyList<Migration> Migrations { get; } = Migration.In(typeof(PostgresDatabase).Assembly);

    protected override void UseProvider(DbContextOptionsBuilder options) => options.UseNpgsql(source).AddInterceptors(rowSecurity);

    public override async Task<DbConnection> OpenConnectionAsync(CancellationToken cancellation = default)
    {
        try
        {
            var connection = await source.OpenConnectionAsync(cancellation);
            await rowSecurity.SetReachAsync(connection, Reach.Everything, cancellation);
            return connection;
        }
        catch (NpgsqlException e)
        {
            throw new CannotRunException($"无法连接 PostgreSQL 服务器：{e.Message}", e);
        }
    }

    public override async Task<int> SchemaVersionAsync(CancellationToken cancellation = default)
    {
        await using var connection = await OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT to_regclass('{schema}.schema_version') IS NOT NULL";
        if (!(bool)(await command.ExecuteScalarAsync(cancellation))!)
            return 0;
        command.CommandText = "SELECT max(version) FROM schema_version";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    public override async Task<long> SizeAsync(CancellationToken cancellation = default)
    {
        await using var connection = await OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relkind IN ('r', 'm')";
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    protected override string DefaultKeyFile => Path.Combine(
        Environment.GetEnvironmentVariable("HUIMIN_KEYS") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "huimin"),
        $"{schema}.keys");

    protected override async Task<bool> HasTableAsync(string name, CancellationToken cancellation)
    {
        await using var connection = await OpenConnectionAsync(cancellation);
        await using var command = (NpgsqlCommand)connection.CreateCommand();
        command.CommandText = "SELECT to_regclass(@name) IS NOT NULL";
        command.Parameters.AddWithValue("name", $"{schema}.{name}");
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    protected override async Task ApplyAsync(Migration migration, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(migration);
        await using var connection = (NpgsqlConnection)await OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(
            $"CREATE SCHEMA IF NOT EXISTS {schema};"
            + "CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());"
            + migration.Sql
            + $"INSERT INTO schema_version (version, name) VALUES ({migration.Version}, '{migration.Name}');",
            connection,
            transaction);
        await command.ExecuteNonQueryAsync(cancellation);
        if (migration == Migrations[^1])
            await KeepRowSecurityAsync(command, cancellation);
        await transaction.CommitAsync(cancellation);
        rowSecurity.Forget();
    }

    /// <summary>Where it is switched on, the tables that came since are bound by it, too.</summary>
    private static async Task KeepRowSecurityAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        command.CommandText = $"SELECT count(*) FROM setting WHERE name = '{Setting.RowSecurity}' AND value = 'on'";
        if (Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) == 0)
            return;
        foreach (var sql in RowSecurity.Switch(on: true))
        {
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    public override async Task<IBulkWriter> BeginBulkAsync(bool rebuildIndexes = false, CancellationToken cancellation = default)
    {
        var connection = (NpgsqlConnection)await OpenConnectionAsync(cancellation);
        return await PostgresBulkWriter.BeginAsync(connection, Audit, rebuildIndexes, cancellation);
    }

    public override async Task SetRowSecurityAsync(bool on, CancellationToken cancellation = default)
    {
        await using var connection = (NpgsqlConnection)await OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var value = on ? "on" : "off";
        foreach (var sql in RowSecurity.Switch(on).Append($"INSERT INTO setting (name, value) VALUES ('{Setting.RowSecurity}', '{value}') ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value"))
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await Audit.AppendAsync(connection, transaction, AuditActor.Command, [new AuditEntry(AuditAction.RowSecurity, $"setting:{Setting.RowSecurity}") { After = new { value } }], cancellation);
        await transaction.CommitAsync(cancellation);
        Audit.Committed();
        rowSecurity.Forget();
    }

    /// <summary>Row security binds neither superusers nor roles that bypass it.</summary>
    public override async Task<bool> BypassesRowSecurityAsync(CancellationToken cancellation = default)
    {
        await using var connection = (NpgsqlConnection)await OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user", connection);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    public override async Task<IAuditScan> ScanAuditAsync(long from, long to, CancellationToken cancellation = default) =>
        await PostgresAuditScan.BeginAsync((NpgsqlConnection)await OpenConnectionAsync(cancellation), from, to, cancellation);

    protected override ValueTask CloseAsync() => source.DisposeAsync();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,40}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainName();
}
