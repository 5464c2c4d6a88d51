using System.Data.Common;
using System.Globalization;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Audit;

/// <summary>What went into an archive.</summary>
public sealed record AuditArchived(long From, long To)
{
    public long Records => To - From + 1;
}

/// <summary>
/// Moves the oldest records to a file 归档审计记录. The file verifies on its own; the trail goes on to verify because the record of
/// the archiving, itself part of the chain, holds the last number and hash that left.
/// </summary>
public sealed class ArchiveAudit(Database database, TimeProvider clock)
{
    /// <summary>Logs are kept at least six months (网络安全法 article 23).</summary>
    public const int FewestMonths = 6;

    /// <summary>Months that records stay in the database.</summary>
    public static async Task<int> MonthsAsync(AppDbContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var kept = await context.Settings.Where(s => s.Name == Setting.AuditMonths).Select(s => s.Value).FirstOrDefaultAsync(cancellation);
        return Math.Max(FewestMonths, int.TryParse(kept, CultureInfo.InvariantCulture, out var months) ? months : FewestMonths);
    }

    /// <param name="before">First day that stays, in UTC.</param>
    /// <param name="path">The file, which must not exist.</param>
    /// <exception cref="CannotRunException">The day is too late, there is nothing so old, the trail is damaged, or the file cannot be written.</exception>
    public async Task<AuditArchived> RunAsync(DateOnly before, string path, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        await using var context = database.CreateContext();
        var months = await MonthsAsync(context, cancellation);
        var latest = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddMonths(-months);
        if (before > latest)
            throw new CannotRunException($"审计记录须保存{months}个月，只能归档{latest}以前的。");
        if (File.Exists(path))
            throw new CannotRunException($"文件 {path} 已存在，请换一个文件名。");
        await database.Audit.AdvanceAnchorAsync(cancellation);
        var found = await new VerifyAudit(database).RunAsync(progress, cancellation);
        if (!found.IsWhole)
            throw new CannotRunException($"没有归档：{found.Sentence}");

        var day = AuditRecord.Moment(AuditRecord.Microseconds(before.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)));
        var first = await context.AuditRecords.MinAsync(r => (long?)r.Number, cancellation);
        var last = await context.AuditRecords.Where(r => r.At >= day).MinAsync(r => (long?)r.Number, cancellation) - 1
            ?? await context.AuditRecords.MaxAsync(r => (long?)r.Number, cancellation);
        if (first is not { } from || last is not { } to || to < from)
            throw new CannotRunException($"没有{before}以前的审计记录。");

        var hash = await WriteFileAsync(context, from, to, path, cancellation);
        await RemoveAsync(from, to, hash, Path.GetFileName(path), cancellation);
        await database.Audit.AdvanceAnchorAsync(cancellation);
        return new AuditArchived(from, to);
    }

    /// <returns>The hash of the last record.</returns>
    private async Task<byte[]> WriteFileAsync(AppDbContext context, long from, long to, string path, CancellationToken cancellation)
    {
        var state = await AuditState.ReadAsync(database, cancellation);
        var boundary = await ArchiveBoundary.LastAsync(database, cancellation);
        using var hashing = AuditKey.Open(database.Audit.Folder).CreateHash();
        var previous = boundary?.Hash ?? Convert.ToHexStringLower(AuditTrail.Genesis(hashing, state.Chain));
        using var file = new WholeFile(path);
        AuditArchiveFile.WriteHeader(file.Text, new AuditArchiveHeader(1, Convert.ToHexStringLower(state.Chain), from, to, previous));
        byte[] hash = [];
        await foreach (var record in context.AuditRecords.Where(r => r.Number >= from && r.Number <= to).OrderBy(r => r.Number).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            AuditArchiveFile.Write(file.Text, record);
            hash = record.Hash;
        }

        file.Complete();
        // Under its name before the records go: whatever happens then, each of them is somewhere.
        file.Keep();
        return hash;
    }

    private async Task RemoveAsync(long from, long to, byte[] hash, string file, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (database.Provider == "postgres")
            await ExecuteAsync("GRANT DELETE ON audit_record TO CURRENT_USER");
        await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM audit_record WHERE number <= {to}"));
        if (database.Provider == "postgres")
            await ExecuteAsync("REVOKE DELETE ON audit_record FROM CURRENT_USER");
        var entry = new AuditEntry(AuditAction.ArchiveAudit, string.Create(CultureInfo.InvariantCulture, $"audit:{from}-{to}"))
        {
            After = new { from, to, hash = Convert.ToHexStringLower(hash), file },
        };
        await database.Audit.AppendAsync(connection, transaction, AuditActor.Command, [entry], cancellation);
        await transaction.CommitAsync(cancellation);
        database.Audit.Committed();

        async Task ExecuteAsync(string sql)
        {
            await using DbCommand command = AuditStatements.Command(connection, transaction, sql);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}
