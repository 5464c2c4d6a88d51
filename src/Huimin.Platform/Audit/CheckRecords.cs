using System.Buffers.Binary;
using Huimin.Platform.Data;

namespace Huimin.Platform.Audit;

/// <summary>Records against their hashes, and a name for what is wrong with the first that does not fit.</summary>
internal sealed class CheckRecords(Database database, AuditKey key)
{
    /// <summary>How far behind a wrong record its own place is looked for.</summary>
    private const int LookAhead = 10_000;

    /// <summary>A record that is missing or does not fit, and the hash it should follow.</summary>
    public sealed record Found(long Number, byte[] Previous)
    {
        public bool IsMissing { get; init; }
    }

    private sealed record Row(byte[] Encoded, byte[] Hash)
    {
        public long Number => AuditEncoding.NumberOf(Encoded);
    }

    /// <summary>The first bad record of a range; null when all are right, or when the one before it is not there, which its own range tells.</summary>
    /// <param name="start">The hash that the first record follows; null to take it from the record before.</param>
    public async Task<Found?> RangeAsync(long from, long to, byte[]? start, CancellationToken cancellation)
    {
        await using var scan = await database.ScanAuditAsync(start is null ? from - 1 : from, to, cancellation);
        using var hash = key.CreateHash();
        return Check(scan, hash, from, to, start);
    }

    private static Found? Check(IAuditScan scan, IRecordHash hash, long from, long to, byte[]? start)
    {
        Span<byte> previous = stackalloc byte[32];
        Span<byte> computed = stackalloc byte[32];
        if (start is null)
        {
            if (!scan.Read() || AuditEncoding.NumberOf(scan.Encoded) != from - 1 || scan.Hash.Length != previous.Length)
                return null;
            scan.Hash.CopyTo(previous);
        }
        else if (start.Length == previous.Length)
        {
            start.CopyTo(previous);
        }

        var expected = from;
        while (scan.Read())
        {
            if (AuditEncoding.NumberOf(scan.Encoded) != expected)
                break;
            hash.Compute(previous, scan.Encoded, computed);
            if (!computed.SequenceEqual(scan.Hash))
                return new Found(expected, previous.ToArray());
            computed.CopyTo(previous);
            expected++;
        }

        return expected > to ? null : new Found(expected, previous.ToArray()) { IsMissing = true };
    }

    /// <summary>Tells apart what happened, from how the neighbours of the bad record fit.</summary>
    public async Task<AuditProblem> NameAsync(Found found, CancellationToken cancellation)
    {
        if (found.IsMissing)
            return AuditProblem.Removed;
        var rows = new List<Row>();
        await using (var scan = await database.ScanAuditAsync(found.Number, found.Number + LookAhead, cancellation))
        {
            while (scan.Read())
                rows.Add(new Row(scan.Encoded.ToArray(), scan.Hash.ToArray()));
        }

        using var hash = key.CreateHash();
        var here = rows[0];
        // First: of two neighbours that changed places, the second one fits here, too, as if something had been inserted.
        for (var i = 1; i < rows.Count; i++)
        {
            if (Fits(hash, here, rows[i].Number, rows[i - 1].Hash) || Fits(hash, here, rows[i].Number, rows[i].Hash))
                return AuditProblem.Reordered;
        }

        if (rows.Count > 1)
        {
            // Everything behind moved up to make place, or down to close the gap.
            if (Fits(hash, rows[1], found.Number, found.Previous))
                return AuditProblem.Inserted;
            if (Fits(hash, rows[1], found.Number + 2, here.Hash))
                return AuditProblem.Removed;
        }

        return AuditProblem.Altered;
    }

    /// <summary>Whether the record was written under that number, behind that hash.</summary>
    private static bool Fits(IRecordHash hash, Row row, long number, ReadOnlySpan<byte> previous)
    {
        var encoded = row.Encoded.AsSpan().ToArray();
        BinaryPrimitives.WriteInt64BigEndian(encoded.AsSpan(4), number);
        Span<byte> computed = stackalloc byte[32];
        hash.Compute(previous, encoded, computed);
        return computed.SequenceEqual(row.Hash);
    }
}
