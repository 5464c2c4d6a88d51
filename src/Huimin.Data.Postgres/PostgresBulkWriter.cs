using System.Data.Common;
using Huimin.Platform;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Npgsql;

namespace Huimin.Data.Postgres;

/// <summary>Writes by binary COPY, batch by batch, in one transaction; the server is the limit, not this side.</summary>
internal sealed class PostgresBulkWriter : IBulkWriter
{
    private const int SendAt = 256 * 1024;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly AuditTrail audit;
    private readonly bool rebuildIndexes;
    private readonly List<AuditEntry> recorded = [];
    private readonly GrownTables grown = new();
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> staged = new(StringComparer.Ordinal);
    private readonly List<string> rebuild = [];
    private readonly CopyEncoder encoder = new();

    private PostgresBulkWriter(NpgsqlConnection connection, NpgsqlTransaction transaction, AuditTrail audit, bool rebuildIndexes)
    {
        this.audit = audit;
        this.connection = connection;
        this.transaction = transaction;
        this.rebuildIndexes = rebuildIndexes;
    }

    public DbConnection Connection => connection;

    public static async Task<PostgresBulkWriter> BeginAsync(NpgsqlConnection connection, AuditTrail audit, bool rebuildIndexes, CancellationToken cancellation)
    {
        var writer = new PostgresBulkWriter(connection, await connection.BeginTransactionAsync(cancellation), audit, rebuildIndexes);
        await using var gate = new NpgsqlCommand(
            "SELECT pg_try_advisory_xact_lock(hashtext('huimin bulk ' || current_schema()))", connection, writer.transaction);
        if (await gate.ExecuteScalarAsync(cancellation) is true)
            return writer;
        await writer.DisposeAsync();
        throw new CannotRunException($"另一个导入、演示城市或全员比对正在写入，请等它完成。");
    }

    public async Task WriteAsync<T>(BulkTable<T> table, IReadOnlyList<T> rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
            return;
        grown.Add(table.Name, rows.Count);
        if (rebuildIndexes && written.Add(table.Name))
            await TakeIndexesAwayAsync(table.Name, cancellation);
        var staging = await StagingAsync(table.Name, table.Columns, cancellation);
        try
        {
            await using var copy = await connection.BeginRawBinaryCopyAsync(
                $"COPY {staging ?? table.Name} ({string.Join(", ", table.Columns)}) FROM STDIN (FORMAT BINARY)", cancellation);
            try
            {
                encoder.Begin();
                foreach (var row in rows)
                {
                    encoder.BeginRow(table.Columns.Count);
                    table.Write(row, encoder);
                    if (encoder.Length >= SendAt)
                        await SendAsync(copy, cancellation);
                }

                encoder.End();
                await SendAsync(copy, cancellation);
            }
            catch
            {
                encoder.Clear();
                await copy.CancelAsync();
                throw;
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DiskFull)
        {
            throw new CannotRunException($"数据库服务器磁盘已满，没有写入任何数据。请腾出空间后重试。", e);
        }

        if (staging is null)
            return;
        var columns = string.Join(", ", table.Columns);
        await ExecuteAsync($"INSERT INTO {table.Name} ({columns}) SELECT {columns} FROM {staging}", [], cancellation);
        await ExecuteAsync($"TRUNCATE {staging}", [], cancellation);
    }

    public async Task<int> ExecuteAsync(string sql, IReadOnlyList<object> parameters, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        for (var i = 0; i < parameters.Count; i++)
            command.Parameters.AddWithValue($"p{i}", parameters[i]);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public void Record(AuditEntry entry) => recorded.Add(entry);

    public async Task CommitAsync(CancellationToken cancellation = default)
    {
        if (rebuild.Count > 0)
        {
            await ExecuteAsync(BulkIndexBuild.Settings, [], cancellation);
            foreach (var sql in rebuild)
                await ExecuteAsync(sql, [], cancellation);
        }

        // After the indexes, which take minutes: nobody else can append meanwhile.
        await audit.AppendAsync(connection, transaction, AuditActor.Command, recorded, cancellation);
        await transaction.CommitAsync(cancellation);
        audit.Committed(recorded.Count > 0);
        try
        {
            foreach (var table in grown.Names)
                await CountAnewAsync(table);
        }
        catch (NpgsqlException)
        {
            // A help for later; the rows are written and the server counts them by itself in a while.
        }
    }

    /// <summary>What was written is committed by now and cannot be called off; a table of this transaction alone is gone.</summary>
    private async Task CountAnewAsync(string table)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_class WHERE relname = @table AND relnamespace = current_schema()::regnamespace)", connection);
        command.Parameters.AddWithValue("table", table);
        if (await command.ExecuteScalarAsync(CancellationToken.None) is not true)
            return;
        command.CommandText = $"ANALYZE {table}";
        command.Parameters.Clear();
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task TakeIndexesAwayAsync(string table, CancellationToken cancellation)
    {
        var (drop, create) = await BulkIndexBuild.ForAsync(connection, table, cancellation);
        foreach (var sql in drop)
            await ExecuteAsync(sql, [], cancellation);
        rebuild.AddRange(create);
    }

    /// <summary>PostgreSQL copies into no table with row security: rows then go by a temporary one. Null for all others.</summary>
    private async Task<string?> StagingAsync(string table, IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        if (staged.TryGetValue(table, out var known))
            return known;
        await using var ask = new NpgsqlCommand("SELECT relforcerowsecurity FROM pg_class WHERE oid = to_regclass(@table)", connection, transaction);
        ask.Parameters.AddWithValue("table", table);
        var staging = await ask.ExecuteScalarAsync(cancellation) is true ? $"bulk_{table}" : null;
        if (staging is not null)
            await ExecuteAsync($"CREATE TEMPORARY TABLE {staging} ON COMMIT DROP AS SELECT {string.Join(", ", columns)} FROM {table} WITH NO DATA", [], cancellation);
        return staged[table] = staging;
    }

    private async Task SendAsync(NpgsqlRawCopyStream copy, CancellationToken cancellation)
    {
        await copy.WriteAsync(encoder.Encoded, cancellation);
        encoder.Clear();
    }
}
