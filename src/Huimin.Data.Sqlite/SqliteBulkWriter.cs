using System.Data.Common;
using Huimin.Platform;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Huimin.Data.Sqlite;

/// <summary>
/// Inserts through statements prepared once and bound without boxing: about four times the rows a second of ADO.NET
/// parameters, measured on the demo city.
/// </summary>
internal sealed class SqliteBulkWriter : IBulkWriter
{
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly Dictionary<string, sqlite3_stmt> statements = new(StringComparer.Ordinal);
    private readonly List<string> indexes = [];
    private readonly AuditTrail audit;
    private readonly List<AuditEntry> recorded = [];
    private readonly bool rebuildIndexes;
    private readonly GrownTables grown = new();
    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    private SqliteBulkWriter(SqliteConnection connection, AuditTrail audit, bool rebuildIndexes)
    {
        this.audit = audit;
        this.connection = connection;
        this.rebuildIndexes = rebuildIndexes;
        transaction = connection.BeginTransaction();
    }

    public DbConnection Connection => connection;

    public static async Task<SqliteBulkWriter> BeginAsync(SqliteConnection connection, AuditTrail audit, bool rebuildIndexes, CancellationToken cancellation)
    {
        try
        {
            return new SqliteBulkWriter(connection, audit, rebuildIndexes);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_BUSY)
        {
            await connection.DisposeAsync();
            throw new CannotRunException($"另一个导入、演示城市或全员比对正在写入，请等它完成。", e);
        }
    }

    public async Task WriteAsync<T>(BulkTable<T> table, IReadOnlyList<T> rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        cancellation.ThrowIfCancellationRequested();
        grown.Add(table.Name, rows.Count);
        if (rebuildIndexes && written.Add(table.Name))
            await TakeIndexesAwayAsync(table.Name, cancellation);
        var statement = Prepare(table.Name, table.Columns);
        var writer = new RowBinder(statement);
        foreach (var row in rows)
        {
            writer.Begin();
            table.Write(row, writer);
            var code = raw.sqlite3_step(statement);
            raw.sqlite3_reset(statement);
            if (code != raw.SQLITE_DONE)
                throw Failed(code);
        }
    }

    public async Task<int> ExecuteAsync(string sql, IReadOnlyList<object> parameters, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (var i = 0; i < parameters.Count; i++)
            command.Parameters.AddWithValue($"@p{i}", parameters[i]);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public void Record(AuditEntry entry) => recorded.Add(entry);

    public async Task CommitAsync(CancellationToken cancellation = default)
    {
        foreach (var sql in indexes)
            await ExecuteAsync(sql, [], cancellation);
        FinalizeStatements();
        try
        {
            await audit.AppendAsync(connection, transaction, AuditActor.Command, recorded, cancellation);
            await transaction.CommitAsync(cancellation);
            audit.Committed(recorded.Count > 0);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_FULL)
        {
            throw Failed(e.SqliteErrorCode);
        }

        try
        {
            foreach (var table in grown.Names)
                await CountAnewAsync(table);
            if (grown.Names.Any())
                await TellOthersAsync();
        }
        catch (SqliteException)
        {
            // A help for later, which a busy or full database may have to do without; the rows are written.
        }
    }

    /// <summary>What was written is committed by now and cannot be called off; a temporary table needs no statistics.</summary>
    private async Task CountAnewAsync(string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $table";
        command.Parameters.AddWithValue("$table", table);
        if (await command.ExecuteScalarAsync(CancellationToken.None) is not 1L)
            return;
        command.CommandText = $"PRAGMA analysis_limit = 1000; ANALYZE {table}";
        command.Parameters.Clear();
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Other connections, also of other processes, read statistics only together with the schema: a change of it makes them.</summary>
    private async Task TellOthersAsync()
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE VIEW counted_anew AS SELECT 1; DROP VIEW counted_anew";
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        FinalizeStatements();
        try
        {
            await transaction.DisposeAsync();
        }
        catch (SqliteException)
        {
            // A full disk has already rolled the transaction back; there is nothing left to undo.
        }

        await connection.DisposeAsync();
    }

    private void FinalizeStatements()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        statements.Clear();
    }

    private sqlite3_stmt Prepare(string table, IReadOnlyList<string> columns)
    {
        if (statements.TryGetValue(table, out var statement))
            return statement;
        var sql = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))})";
        var code = raw.sqlite3_prepare_v2(connection.Handle, sql, out statement);
        if (code != raw.SQLITE_OK)
            throw Failed(code);
        return statements[table] = statement;
    }

    private async Task TakeIndexesAwayAsync(string table, CancellationToken cancellation)
    {
        var names = new List<string>();
        await using (var command = connection.CreateCommand())
        {
            command.Transaction = transaction;
            command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = $table AND sql IS NOT NULL";
            command.Parameters.AddWithValue("$table", table);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                names.Add(reader.GetString(0));
                indexes.Add(reader.GetString(1));
            }
        }

        foreach (var name in names)
            await ExecuteAsync($"DROP INDEX {name}", [], cancellation);
    }

    private Exception Failed(int code) => code == raw.SQLITE_FULL
        ? new CannotRunException($"磁盘已满，没有写入任何数据。请腾出空间后重试。")
        : new SqliteException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), code);

    private sealed class RowBinder(sqlite3_stmt statement) : IRowWriter
    {
        private int position;

        public void Begin() => position = 0;

        public void Int16(short value) => raw.sqlite3_bind_int(statement, ++position, value);

        public void Int32(int value) => raw.sqlite3_bind_int(statement, ++position, value);

        public void Int64(long value) => raw.sqlite3_bind_int64(statement, ++position, value);

        public void Date(DateOnly value)
        {
            Span<byte> text = stackalloc byte[10];
            value.TryFormat(text, out _, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            raw.sqlite3_bind_text(statement, ++position, text);
        }

        public void Boolean(bool value) => raw.sqlite3_bind_int(statement, ++position, value ? 1 : 0);

        // As EF Core writes it.
        public void Moment(DateTime utc) => Text(utc.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", System.Globalization.CultureInfo.InvariantCulture));

        public void Text(string? value)
        {
            if (value is null)
                Null();
            else
                raw.sqlite3_bind_text(statement, ++position, value);
        }

        public void Bytes(ReadOnlySpan<byte> value) => raw.sqlite3_bind_blob(statement, ++position, value);

        public void Null() => raw.sqlite3_bind_null(statement, ++position);
    }
}
