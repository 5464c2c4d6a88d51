using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Huimin.Platform.Data;

namespace Huimin.Platform.Audit;

/// <summary>
/// Checks every record of the trail against its hash 核验审计记录, all cores at once: to check a record, the hash stored with the
/// one before is enough, so ranges are independent. Then the head of the chain and the anchor outside the database, by which
/// a missing end is found.
/// </summary>
public sealed class VerifyAudit(Database database)
{
    private const long MostRecordsARange = 100_000;

    private static readonly (long? Number, AuditProblem? Problem) Nothing = (null, null);

    /// <exception cref="CannotRunException">The key is missing or the anchor file damaged.</exception>
    public async Task<AuditVerification> RunAsync(IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        var state = await AuditState.ReadAsync(database, cancellation);
        if (state.Chain.Length == 0)
            return Result((Math.Max(1, state.Last), AuditProblem.Head));
        if (state.Records == 0 && state.Number == 0)
            return Result(Anchored(state, []));
        var key = AuditKey.Open(database.Audit.Folder);
        var checking = new CheckRecords(database, key);
        var (first, start, problem) = await BeginningAsync(state, key, cancellation);
        if (problem is not null)
            return Result((first, problem));

        var last = Math.Min(state.Number, Math.Max(state.Last, first - 1));
        var bad = await RangesAsync(checking, first, start, last, progress, cancellation);
        return Result(
            bad is { } found ? (found.Number, await checking.NameAsync(found, cancellation))
            : await EndAsync(state, checking, last, last + 1 == first ? start : null, cancellation) is { Problem: not null } end ? end
            : Anchored(state, start));

        AuditVerification Result((long? Number, AuditProblem? Problem) found) =>
            new(state.Records, found.Number, found.Problem, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>The first record that must be there and the hash that it follows: of nothing, or of the last one archived.</summary>
    private async Task<(long First, byte[] Start, AuditProblem? Problem)> BeginningAsync(AuditState state, AuditKey key, CancellationToken cancellation)
    {
        using var hash = key.CreateHash();
        var boundary = await ArchiveBoundary.LastAsync(database, cancellation);
        var first = (boundary?.To ?? 0) + 1;
        var start = boundary is null ? AuditTrail.Genesis(hash, state.Chain) : Hex(boundary.Hash);
        return state.Records > 0 && state.First < first ? (state.First, start, AuditProblem.Inserted) : (first, start, null);
    }

    private static async Task<CheckRecords.Found?> RangesAsync(
        CheckRecords checking, long first, byte[] start, long last, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var workers = Math.Clamp(Environment.ProcessorCount, 1, 8);
        var size = Math.Clamp((last - first) / workers + 1, 1, MostRecordsARange);
        var next = first - size;
        var gate = new Lock();
        CheckRecords.Found? bad = null;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync, cancellation)));
        return bad;

        async Task WorkAsync()
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var from = Interlocked.Add(ref next, size);
                // What lies behind a bad record does not matter; what lies before may still be worse.
                if (from > last || (Volatile.Read(ref bad) is { } known && from > known.Number))
                    return;
                var found = await checking.RangeAsync(from, Math.Min(from + size - 1, last), from == first ? start : null, cancellation);
                lock (gate)
                {
                    if (found is not null && (bad is null || found.Number < bad.Number))
                        bad = found;
                    progress?.Report(new WorkProgress("audit", Math.Min(from + size, last + 1) - first, last + 1 - first));
                }
            }
        }
    }

    /// <summary>The last record against the head of the chain.</summary>
    /// <param name="start">The hash that the record behind the last follows, where there is no last.</param>
    private static async Task<(long? Number, AuditProblem? Problem)> EndAsync(AuditState state, CheckRecords checking, long last, byte[]? start, CancellationToken cancellation)
    {
        if (state.Last < state.Number)
        {
            // The head's number was edited when its hash is that of the record that is last.
            return state.LastHash.AsSpan().SequenceEqual(state.Hash) && state.Records > 0 ? (state.Last, AuditProblem.Head) : (state.Last + 1, AuditProblem.Truncated);
        }

        if (state.Last > state.Number)
        {
            // Records behind the head that nobody could have forged say that the head was set back.
            var beyond = await checking.RangeAsync(last + 1, last + 1, start, cancellation);
            return beyond is null ? (Math.Max(1, last), AuditProblem.Head) : (last + 1, AuditProblem.Inserted);
        }

        return state.LastHash.AsSpan().SequenceEqual(state.Hash) ? Nothing : (last, AuditProblem.Head);
    }

    /// <summary>The chain against what was kept of it outside the database.</summary>
    private static (long? Number, AuditProblem? Problem) Anchored(AuditState state, byte[] start)
    {
        if (state.Anchor is not { } anchor)
            return state.Number == 0 ? Nothing : (null, AuditProblem.Anchor);
        if (anchor.Chain != Convert.ToHexStringLower(state.Chain))
            return (1, AuditProblem.Replaced);
        if (anchor.Number > state.Number)
            return (state.Number + 1, AuditProblem.Truncated);
        if (state.AnchoredHash is { } then)
            return Convert.ToHexStringLower(then) == anchor.Hash ? Nothing : (anchor.Number, AuditProblem.Replaced);
        // The anchored record was archived: only the last one that was can still be compared.
        return Convert.ToHexStringLower(start) == anchor.Hash ? Nothing : (null, AuditProblem.Anchor);
    }

    private static byte[] Hex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}

/// <summary>The last record that was moved to an archive, as the record about it says, which is part of the chain itself.</summary>
internal sealed record ArchiveBoundary(long To, string Hash)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Null when nothing was archived.</summary>
    public static async Task<ArchiveBoundary?> LastAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var last = await AuditStatements.ReadTextsAsync(
            connection, $"SELECT after FROM audit_record WHERE action = '{AuditAction.ArchiveAudit}' AND outcome = 1 ORDER BY number DESC LIMIT 1", cancellation);
        try
        {
            return last is [{ } json] ? JsonSerializer.Deserialize<ArchiveBoundary>(json, Json) : null;
        }
        catch (JsonException)
        {
            // Edited; the record will be found altered.
            return null;
        }
    }
}

/// <summary>What the database and the anchor file say about the trail, read at one moment.</summary>
internal sealed record AuditState
{
    public required byte[] Chain { get; init; }

    /// <summary>Of the head row.</summary>
    public long Number { get; init; }

    public required byte[] Hash { get; init; }

    public long Records { get; init; }

    public long First { get; init; }

    public long Last { get; init; }

    public byte[] LastHash { get; init; } = [];

    public byte[]? AnchoredHash { get; init; }

    public AuditAnchor? Anchor { get; init; }

    public static async Task<AuditState> ReadAsync(Database database, CancellationToken cancellation)
    {
        var anchor = AuditAnchor.Read(database.Audit.AnchorPath);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = AuditStatements.Command(connection, null, """
            SELECT h.chain, h.number, h.hash, r.records, r.first, r.last,
                (SELECT hash FROM audit_record WHERE number = (SELECT max(number) FROM audit_record)),
                (SELECT hash FROM audit_record WHERE number = @p0)
            FROM (SELECT count(*) AS records, min(number) AS first, max(number) AS last FROM audit_record) r LEFT JOIN audit_head h ON h.id = 1
            """);
        AuditStatements.Add(command, System.Data.DbType.Int64, anchor?.Number ?? 0);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new AuditState
        {
            Chain = Bytes(0) ?? [],
            Number = Long(1),
            Hash = Bytes(2) ?? [],
            Records = Long(3),
            First = Long(4),
            Last = Long(5),
            LastHash = Bytes(6) ?? [],
            AnchoredHash = Bytes(7),
            Anchor = anchor,
        };

        long Long(int column) => row.IsDBNull(column) ? 0 : Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);
        byte[]? Bytes(int column) => row.IsDBNull(column) ? null : row.GetValue(column) as byte[] ?? [];
    }
}
