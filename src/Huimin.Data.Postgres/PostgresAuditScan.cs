using System.Buffers.Binary;
using System.Globalization;
using Huimin.Platform.Audit;
using Npgsql;

namespace Huimin.Data.Postgres;

/// <summary>Takes the server's binary COPY as it comes: a row's bytes but the last column are what was hashed.</summary>
internal sealed class PostgresAuditScan : IAuditScan
{
    /// <summary>Signature, flags and the length of an extension that is always empty.</summary>
    private const int HeaderLength = 19;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlRawCopyStream copy;
    private byte[] buffer = new byte[1 << 18];
    private int position;
    private int end;
    private int start;
    private int hashStart;
    private int hashLength;

    private PostgresAuditScan(NpgsqlConnection connection, NpgsqlRawCopyStream copy) => (this.connection, this.copy) = (connection, copy);

    public ReadOnlySpan<byte> Encoded => buffer.AsSpan(start, hashStart - 4 - start);

    public ReadOnlySpan<byte> Hash => buffer.AsSpan(hashStart, hashLength);

    public static async Task<PostgresAuditScan> BeginAsync(NpgsqlConnection connection, long from, long to, CancellationToken cancellation)
    {
        try
        {
            var rows = await connection.BeginRawBinaryCopyAsync(
                string.Create(CultureInfo.InvariantCulture, $"COPY (SELECT {string.Join(", ", AuditRecord.Columns)} FROM audit_record WHERE number BETWEEN {from} AND {to} ORDER BY number) TO STDOUT (FORMAT BINARY)"),
                cancellation);
            var scan = new PostgresAuditScan(connection, rows);
            scan.Require(HeaderLength);
            scan.position = HeaderLength;
            return scan;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public bool Read()
    {
        Require(2);
        if (BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(position)) < 0)
            return false;
        // Positions are counted from the row's beginning: asking for more may move the row to the front of the buffer.
        var at = 2;
        for (var column = AuditRecord.Columns.Count; column > 1; column--)
            at += Field(at);
        var hash = at + 4;
        at += Field(at);
        Require(at);
        start = position + 2;
        hashStart = position + hash;
        hashLength = at - hash;
        position += at;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await copy.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>Bytes of the field at an offset of the row, its length included.</summary>
    private int Field(int at)
    {
        Require(at + 4);
        return 4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(position + at)));
    }

    /// <summary>Has so many bytes in the buffer from the position on.</summary>
    private void Require(int bytes)
    {
        if (end - position >= bytes)
            return;
        buffer.AsSpan(position, end - position).CopyTo(buffer);
        (position, end) = (0, end - position);
        if (bytes > buffer.Length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, bytes));
        while (end < bytes)
        {
            var read = copy.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                throw new EndOfStreamException("The server ended the records in the middle of one.");
            end += read;
        }
    }
}
