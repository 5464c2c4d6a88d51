using System.Buffers.Binary;
using System.Text;
using Huimin.Platform.Data;

namespace Huimin.Data.Postgres;

/// <summary>
/// Encodes rows in the format of COPY … (FORMAT BINARY): each field its length and its big-endian bytes. Filling one buffer
/// and sending it whole costs a fifth of writing value by value through the driver.
/// </summary>
internal sealed class CopyEncoder : IRowWriter
{
    private static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    /// <summary>Signature, no flags, no header extension.</summary>
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private byte[] buffer = new byte[1 << 20];
    private int length;

    public ReadOnlyMemory<byte> Encoded => buffer.AsMemory(0, length);

    public int Length => length;

    public void Clear() => length = 0;

    public void Begin() => Header.CopyTo(Take(Header.Length));

    public void BeginRow(int columns) => BinaryPrimitives.WriteInt16BigEndian(Take(2), (short)columns);

    public void End() => BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);

    public void Int16(short value)
    {
        var field = Field(2);
        BinaryPrimitives.WriteInt16BigEndian(field, value);
    }

    public void Int32(int value)
    {
        var field = Field(4);
        BinaryPrimitives.WriteInt32BigEndian(field, value);
    }

    public void Int64(long value)
    {
        var field = Field(8);
        BinaryPrimitives.WriteInt64BigEndian(field, value);
    }

    public void Date(DateOnly value) => Int32(value.DayNumber - Epoch);

    public void Moment(DateTime utc) => Int64((utc.Ticks - (Epoch * TimeSpan.TicksPerDay)) / TimeSpan.TicksPerMicrosecond);

    public void Text(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var space = Take(4 + most);
        var written = Encoding.UTF8.GetBytes(value, space[4..]);
        BinaryPrimitives.WriteInt32BigEndian(space, written);
        length -= most - written;
    }

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Field(value.Length));

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    private Span<byte> Field(int size)
    {
        var space = Take(4 + size);
        BinaryPrimitives.WriteInt32BigEndian(space, size);
        return space[4..];
    }

    private Span<byte> Take(int size)
    {
        if (length + size > buffer.Length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + size));
        var space = buffer.AsSpan(length, size);
        length += size;
        return space;
    }
}
