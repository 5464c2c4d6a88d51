using System.Diagnostics;
using Huimin.Data.Postgres;
using Huimin.Data.Sqlite;
using Huimin.Platform;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;

namespace Huimin.Bench;

/// <summary>
/// Verifying a long audit trail against its two limits on the same cores: reading the same rows without hashing them, and hashing
/// the same bytes without reading them. The three take turns; the fastest rounds are compared, as a busy machine only adds time.
/// </summary>
public sealed class AuditBench : IBenchmark
{
    private const int Rounds = 3;
    private const int RecordsABatch = 20_000;
    private const int RecordsARange = 100_000;

    public string Name => "audit";

    public string Description => Texts.Of($"核验审计记录，对比只读取同样的行、只计算同样字节的校验值。");

    public string Unit => "records";

    public long DefaultPersons => 2_000_000;

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var records = setting.Persons;
        await using var database = setting.Open("bench_audit");
        await EmptyAsync(database, cancellation);
        var writing = Stopwatch.GetTimestamp();
        await WriteAsync(database, records, setting.Progress, cancellation);
        var written = Stopwatch.GetElapsedTime(writing);
        var (read, hash, verify) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
        var bytes = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var (readTime, readBytes) = await ReadAsync(database, records, cancellation);
            (read, bytes) = (Min(read, readTime), readBytes);
            hash = Min(hash, await HashAsync(database, records, cancellation));
            var found = await new VerifyAudit(database).RunAsync(null, cancellation);
            if (!found.IsWhole || found.Records != records)
                throw new InvalidOperationException($"The trail of the benchmark does not verify: {found}.");
            verify = Min(verify, found.Elapsed);
        }

        return new Dictionary<string, object>
        {
            ["provider"] = database.Provider,
            ["records"] = records,
            ["bytes_per_record"] = bytes / records,
            ["write_records_per_second"] = Rate(written),
            ["records_per_second"] = Rate(verify),
            ["read_only_records_per_second"] = Rate(read),
            ["hash_only_records_per_second"] = Rate(hash),
            ["ratio_to_slower_limit"] = Math.Round(verify / (read > hash ? read : hash), 3),
            ["bar_records_per_second"] = 500_000,
        };

        double Rate(TimeSpan time) => Math.Round(records / time.TotalSeconds);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task EmptyAsync(Database database, CancellationToken cancellation)
    {
        if (File.Exists(database.Audit.AnchorPath))
            File.Delete(database.Audit.AnchorPath);
        if (database is PostgresDatabase)
        {
            await BenchSchema.EmptyAsync(database, "bench_audit", cancellation);
            return;
        }

        foreach (var end in (string[])["", "-wal", "-shm"])
            File.Delete(((SqliteDatabase)database).Path + end);
        await database.MigrateAsync(cancellation: cancellation);
    }

    /// <summary>A day of a county bureau over and over: sign-ins, files opened, values revealed, cases decided.</summary>
    private static async Task WriteAsync(Database database, long count, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var table = new BulkTable<AuditRecord>("audit_record", AuditRecord.Columns, Write);
        using var chained = AuditKey.OpenOrCreate(database.Audit.Folder).CreateHash();
        byte[] previous;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
            previous = AuditTrail.Genesis(chained, (await AuditStatements.ReadHeadAsync(connection, 0, cancellation)).Chain);
        var encoding = new AuditEncoding();
        var at = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await using (var bulk = await database.BeginBulkAsync(rebuildIndexes: true, cancellation))
        {
            var batch = new List<AuditRecord>(RecordsABatch);
            for (var number = 1L; number <= count; number++)
            {
                var record = Make(number, at = at.AddTicks(7_654_321));
                encoding.Write(record);
                chained.Compute(previous, encoding.Bytes, record.Hash);
                previous = record.Hash;
                batch.Add(record);
                if (batch.Count < RecordsABatch && number < count)
                    continue;
                await bulk.WriteAsync(table, batch, cancellation);
                progress?.Report(new WorkProgress("store", number, count));
                batch.Clear();
            }

            await bulk.ExecuteAsync("UPDATE audit_head SET number = @p0, hash = @p1", [count, previous], cancellation);
            await bulk.CommitAsync(cancellation);
        }

        await database.Audit.ReplaceAnchorAsync(cancellation);
    }

    private static AuditRecord Make(long number, DateTime at)
    {
        var person = number % 300;
        var (action, subject, reason, before, after) = (number % 10) switch
        {
            0 => (AuditAction.SignIn, $"account:{person}", "", null, null),
            1 or 2 => (AuditAction.Reveal, $"person:{500_000 + number % 90_000}", Texts.In(false, $"核对"), null, """{"field":"citizen_id"}"""),
            3 or 4 => ("case.change", $"case:{number}", Texts.In(false, $"核对"), """{"state":"proposed","amount":86400,"revision":3}""", """{"state":"approved","amount":91200,"revision":4}"""),
            _ => ("page", $"household:{100_000 + number % 400_000}", "", (string?)null, (string?)null),
        };
        return new AuditRecord
        {
            Number = number,
            At = AuditRecord.Moment(AuditRecord.Microseconds(at)),
            AccountId = person,
            Account = $"clerk-{person}",
            Duty = "township_clerk",
            DutyRegion = 371323102000,
            Address = $"10.12.{person / 250}.{person % 250}",
            Action = action,
            Subject = subject,
            Region = 371323102201 + number % 40,
            Outcome = number % 97 == 0 ? AuditOutcome.Refused : AuditOutcome.Done,
            Reason = reason,
            Before = before,
            After = after,
            Hash = new byte[32],
        };
    }

    private static void Write(AuditRecord record, IRowWriter row)
    {
        row.Int64(record.Number);
        row.Int64(AuditRecord.Microseconds(record.At));
        row.Int64(record.AccountId);
        row.Text(record.Account);
        row.Text(record.Duty);
        row.Int64(record.DutyRegion);
        row.Text(record.Address);
        row.Text(record.Action);
        row.Text(record.Subject);
        row.Int64(record.Region);
        row.Int16((short)record.Outcome);
        row.Text(record.Reason);
        row.Text(record.Before);
        row.Text(record.After);
        row.Bytes(record.Hash);
    }

    private static async Task<(TimeSpan Time, long Bytes)> ReadAsync(Database database, long records, CancellationToken cancellation)
    {
        var bytes = 0L;
        var started = Stopwatch.GetTimestamp();
        await EachRangeAsync(records, async (from, to) =>
        {
            var sum = 0L;
            await using (var scan = await database.ScanAuditAsync(from, to, cancellation))
            {
                while (scan.Read())
                    sum += scan.Encoded.Length + scan.Hash.Length;
            }

            Interlocked.Add(ref bytes, sum);
        });
        return (Stopwatch.GetElapsedTime(started), bytes);
    }

    /// <summary>One range's bytes, hashed as often as there are ranges.</summary>
    private static async Task<TimeSpan> HashAsync(Database database, long records, CancellationToken cancellation)
    {
        var rows = new List<(byte[] Encoded, byte[] Hash)>();
        await using (var scan = await database.ScanAuditAsync(1, Math.Min(records, RecordsARange), cancellation))
        {
            while (scan.Read())
                rows.Add((scan.Encoded.ToArray(), scan.Hash.ToArray()));
        }

        var key = AuditKey.Open(database.Audit.Folder);
        var started = Stopwatch.GetTimestamp();
        await EachRangeAsync(records, (from, to) =>
        {
            using var hash = key.CreateHash();
            var computed = new byte[32];
            for (var i = 0; i <= to - from; i++)
                hash.Compute(rows[Math.Max(i - 1, 0)].Hash, rows[i].Encoded, computed);
            return Task.CompletedTask;
        });
        return Stopwatch.GetElapsedTime(started);
    }

    private static Task EachRangeAsync(long records, Func<long, long, Task> work)
    {
        var next = 1L - RecordsARange;
        return Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Add(ref next, RecordsARange) is var from && from <= records)
                await work(from, Math.Min(from + RecordsARange - 1, records));
        })));
    }
}
