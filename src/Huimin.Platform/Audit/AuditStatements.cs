using System.Data;
using System.Data.Common;
using System.Globalization;

namespace Huimin.Platform.Audit;

/// <summary>The trail's own SQL, the same on both databases.</summary>
internal static class AuditStatements
{
    private static readonly DbType[] Types =
    [
        DbType.Int64, DbType.Int64, DbType.Int64, DbType.String, DbType.String, DbType.Int64, DbType.String, DbType.String, DbType.String,
        DbType.Int64, DbType.Int16, DbType.String, DbType.String, DbType.String, DbType.Binary,
    ];

    /// <summary>The chain's end, and the hash of one record asked for.</summary>
    public sealed record Head(byte[] Chain, long Number, byte[] Hash, byte[]? AskedHash);

    /// <summary>Reads the head and keeps other writers from it until the transaction ends.</summary>
    public static async Task<(byte[] Chain, long Number, byte[] Hash)> LockHeadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
    {
        await using var command = Command(connection, transaction, "UPDATE audit_head SET number = number WHERE id = 1 RETURNING chain, number, hash");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? (row.GetFieldValue<byte[]>(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2))
            : throw new CannotRunException($"审计记录的链首不见了，数据库被人改动过。请运行 huimin audit verify。");
    }

    public static async Task MoveHeadAsync(DbConnection connection, DbTransaction? transaction, long number, byte[] hash, CancellationToken cancellation)
    {
        await using var command = Command(connection, transaction, "UPDATE audit_head SET number = @p0, hash = @p1 WHERE id = 1");
        Add(command, DbType.Int64, number);
        Add(command, DbType.Binary, hash);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <param name="asked">Number of a record whose hash is read with the head, in one snapshot.</param>
    public static async Task<Head> ReadHeadAsync(DbConnection connection, long asked, CancellationToken cancellation)
    {
        await using var command = Command(connection, null, "SELECT chain, number, hash, (SELECT r.hash FROM audit_record r WHERE r.number = @p0) FROM audit_head WHERE id = 1");
        Add(command, DbType.Int64, asked);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new Head(row.GetFieldValue<byte[]>(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), await row.IsDBNullAsync(3, cancellation) ? null : row.GetFieldValue<byte[]>(3))
            : new Head([], 0, [], null);
    }

    public static DbCommand Insert(DbConnection connection, DbTransaction? transaction)
    {
        var values = string.Join(", ", Enumerable.Range(0, Types.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"@p{i}")));
        var command = Command(connection, transaction, $"INSERT INTO audit_record ({string.Join(", ", AuditRecord.Columns)}) VALUES ({values})");
        foreach (var type in Types)
            Add(command, type, null);
        return command;
    }

    public static void Set(DbCommand insert, AuditRecord record)
    {
        object?[] values =
        [
            record.Number, AuditRecord.Microseconds(record.At), record.AccountId, record.Account, record.Duty, record.DutyRegion, record.Address, record.Action, record.Subject,
            record.Region, (short)record.Outcome, record.Reason, record.Before, record.After, record.Hash,
        ];
        for (var i = 0; i < values.Length; i++)
            insert.Parameters[i].Value = values[i] ?? DBNull.Value;
    }

    /// <summary>The first column of every row.</summary>
    public static async Task<List<string?>> ReadTextsAsync(DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, null, sql);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var texts = new List<string?>();
        while (await row.ReadAsync(cancellation))
            texts.Add(await row.IsDBNullAsync(0, cancellation) ? null : row.GetString(0));
        return texts;
    }

    public static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        if (transaction is not null)
            command.Transaction = transaction;
        return command;
    }

    public static void Add(DbCommand command, DbType type, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{command.Parameters.Count}");
        parameter.DbType = type;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
