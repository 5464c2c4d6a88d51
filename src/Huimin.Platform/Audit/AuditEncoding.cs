using System.Buffers.Binary;
using System.Text;

namespace Huimin.Platform.Audit;

/// <summary>
/// The bytes of a record that are hashed: every column in order as its length and its big-endian or UTF-8 bytes, −1 for NULL.
/// This is how PostgreSQL writes a row in a binary COPY, so that verifying hashes what the server sends as it comes; no two
/// different records have the same bytes.
/// </summary>
public sealed class AuditEncoding
{
    private byte[] buffer = new byte[1024];
    private int length;

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    public void Clear() => length = 0;

    public void Int16(short value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), 2);
        BinaryPrimitives.WriteInt16BigEndian(Take(2), value);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), 8);
        BinaryPrimitives.WriteInt64BigEndian(Take(8), value);
    }

    public void Int64(long? value)
    {
        if (value is { } known)
            Int64(known);
        else
            Null();
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        var size = Encoding.UTF8.GetByteCount(value);
        BinaryPrimitives.WriteInt32BigEndian(Take(4), size);
        Encoding.UTF8.GetBytes(value, Take(size));
    }

    /// <summary>A text as it lies in the database.</summary>
    public void Utf8(ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), value.Length);
        value.CopyTo(Take(value.Length));
    }

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    /// <summary>A value of another type than its column's: no record is written so, and none verifies with it.</summary>
    public void Foreign() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -2);

    /// <summary>The whole record but its hash.</summary>
    public void Write(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Clear();
        Int64(record.Number);
        Int64(AuditRecord.Microseconds(record.At));
        Int64(record.AccountId);
        Text(record.Account);
        Text(record.Duty);
        Int64(record.DutyRegion);
        Text(record.Address);
        Text(record.Action);
        Text(record.Subject);
        Int64(record.Region);
        Int16((short)record.Outcome);
        Text(record.Reason);
        Text(record.Before);
        Text(record.After);
    }

    /// <summary>The number of an encoded record, which is its first column.</summary>
    public static long NumberOf(ReadOnlySpan<byte> encoded) => BinaryPrimitives.ReadInt64BigEndian(encoded[4..]);

    private Span<byte> Take(int size)
    {
        if (length + size > buffer.Length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + size));
        var space = buffer.AsSpan(length, size);
        length += size;
        return space;
    }
}
