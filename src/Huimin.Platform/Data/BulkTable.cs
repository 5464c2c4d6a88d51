using System.Data.Common;
using Huimin.Platform.Audit;

namespace Huimin.Platform.Data;

/// <summary>How rows of <typeparamref name="T"/> go into a table: the columns and one function that writes them in that order.</summary>
public sealed record BulkTable<T>(string Name, IReadOnlyList<string> Columns, Action<T, IRowWriter> Write);

/// <summary>Writes the columns of one row, in order, without boxing.</summary>
public interface IRowWriter
{
    void Int16(short value);

    void Int32(int value);

    void Int64(long value);

    void Date(DateOnly value);

    void Boolean(bool value);

    /// <summary>A moment in UTC, to the microsecond.</summary>
    void Moment(DateTime utc);

    /// <summary>A text, or NULL.</summary>
    void Text(string? value);

    void Bytes(ReadOnlySpan<byte> value);

    void Null();

    /// <summary>Bytes, or NULL.</summary>
    void Bytes(byte[]? value)
    {
        if (value is null)
            Null();
        else
            Bytes(value.AsSpan());
    }

    void Int16(short? value)
    {
        if (value is { } known)
            Int16(known);
        else
            Null();
    }

    void Int32(int? value)
    {
        if (value is { } known)
            Int32(known);
        else
            Null();
    }

    void Int64(long? value)
    {
        if (value is { } known)
            Int64(known);
        else
            Null();
    }

    void Date(DateOnly? value)
    {
        if (value is { } known)
            Date(known);
        else
            Null();
    }
}

/// <summary>
/// A bulk write in one transaction: rows go in by COPY or by a prepared insert, statements run between them, and disposing
/// without a commit leaves the database as it was.
/// </summary>
public interface IBulkWriter : IAsyncDisposable
{
    Task WriteAsync<T>(BulkTable<T> table, IReadOnlyList<T> rows, CancellationToken cancellation = default);

    /// <summary>Runs a statement inside the same transaction; parameters are named <c>@p0</c>, <c>@p1</c> …</summary>
    Task<int> ExecuteAsync(string sql, IReadOnlyList<object> parameters, CancellationToken cancellation = default);

    /// <summary>The connection inside its transaction, for reads that must see what was written.</summary>
    DbConnection Connection { get; }

    /// <summary>Queues an audit record, usually one for the whole write with its counts; it is appended just before the commit.</summary>
    void Record(AuditEntry entry);

    Task CommitAsync(CancellationToken cancellation = default);
}
