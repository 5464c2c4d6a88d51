using System.Data.Common;
using System.Globalization;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;

namespace Huimin.Platform.Privacy;

/// <summary>What a rotation did.</summary>
/// <param name="Key">Number of the data key that is now in use.</param>
/// <param name="Suite">Its suite.</param>
/// <param name="Rows">Rows sealed anew.</param>
/// <param name="Broken">Rows that could not be opened and were left as they are, <c>person 17</c>; the old key stays for them.</param>
/// <param name="Elapsed">Until the old key was retired.</param>
public sealed record KeyRotation(short Key, string Suite, long Rows, IReadOnlyList<string> Broken, TimeSpan Elapsed);

/// <summary>
/// Gives the city a new data key and seals every row with it 密钥轮换, some thousand rows a transaction. Every row says its key and
/// searches use the indexes of both, so that work goes on meanwhile; stopped anywhere, the next call goes on where it stood.
/// </summary>
public sealed class RotateKeys(Database database, TimeProvider time)
{
    private const int RowsABatch = 10_000;

    /// <summary>Each up to ten megabytes, and twice in memory.</summary>
    private const int FilesABatch = 8;

    /// <param name="suite">Suite of the new key; null keeps the one in use.</param>
    /// <exception cref="CannotRunException">There is nothing sealed yet, the key file is missing, or another bulk write goes on.</exception>
    public async Task<KeyRotation> RunAsync(string? suite, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        var started = time.GetTimestamp();
        await database.RequireCurrentAsync(cancellation);
        if (suite is not null)
            CipherSuites.Named(suite);
        var broken = new List<string>();
        var rows = 0L;
        if (await IsUnfinishedAsync(cancellation))
        {
            rows = await ResealAsync(broken, progress, cancellation);
            if (suite is null || suite == database.Keyring.Suite)
                return Result();
        }

        if (broken.Count == 0)
        {
            await AddKeyAsync(suite, cancellation);
            rows += await ResealAsync(broken, progress, cancellation);
        }

        return Result();

        KeyRotation Result() => new(database.Keyring.Current!.Number, database.Keyring.Suite!, rows, broken, time.GetElapsedTime(started));
    }

    /// <summary>Makes a new master key and wraps all data keys by it; no row changes. The file keeps the old ones, for older copies of the database.</summary>
    /// <returns>Number of the new master key.</returns>
    /// <exception cref="CannotRunException">The key file is missing, or another bulk write goes on.</exception>
    public async Task<int> RunMasterAsync(CancellationToken cancellation = default)
    {
        await database.RequireCurrentAsync(cancellation);
        var masters = MasterKeys.Read(database.Keyring.KeyFile);
        await using var writer = await database.BeginBulkAsync(cancellation: cancellation);
        List<DataKey> keys;
        await using (var context = database.CreateContext())
            keys = [.. context.DataKeys];
        // The file first: a key in it that wraps nothing yet does no harm, the other way round nothing could be opened.
        masters.Add();
        var secret = new byte[DataKey.Length];
        foreach (var key in keys)
        {
            key.Unwrap(masters, secret);
            key.Wrap(secret, masters);
            await writer.ExecuteAsync("UPDATE data_key SET master = @p0, wrapped = @p1 WHERE id = @p2", [key.Master, key.Wrapped, key.Id], cancellation);
        }

        System.Security.Cryptography.CryptographicOperations.ZeroMemory(secret);
        writer.Record(new AuditEntry(AuditAction.RotateKeys, $"master_key:{masters.Current}") { After = new { data_keys = keys.Count } });
        await writer.CommitAsync(cancellation);
        return masters.Current;
    }

    private async Task<bool> IsUnfinishedAsync(CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        await database.Keyring.RefreshAsync(context, cancellation);
        return context.DataKeys.Any(k => k.State == DataKeyState.Replaced);
    }

    private async Task AddKeyAsync(string? suite, CancellationToken cancellation)
    {
        await using var writer = await database.BeginBulkAsync(cancellation: cancellation);
        await using var context = database.CreateContext();
        await database.Keyring.RefreshAsync(context, cancellation);
        var current = database.Keyring.Current ?? throw new CannotRunException($"{database.Description} 中还没有加密的信息，不用轮换密钥。");
        var last = context.DataKeys.Max(k => k.Id);
        var key = DataKey.Create((short)(last + 1), suite ?? current.Suite, MasterKeys.Read(database.Keyring.KeyFile), time.GetUtcNow().UtcDateTime);
        await writer.ExecuteAsync("UPDATE data_key SET state = @p0 WHERE state = @p1", [(short)DataKeyState.Replaced, (short)DataKeyState.Current], cancellation);
        await Keyring.InsertAsync(writer, key, cancellation);
        writer.Record(new AuditEntry(AuditAction.RotateKeys, $"data_key:{key.Id}") { Before = new { key = last, current.Suite }, After = new { key = key.Id, key.Suite, key.Master } });
        await writer.CommitAsync(cancellation);
    }

    private async Task<long> ResealAsync(List<string> broken, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var table = new ResealedTables(database);
        var total = await table.RowsAsync(cancellation);
        var rows = 0L;
        List<Func<long, Task<(int Read, int Sealed, long Last)>>> parts =
        [
            last => table.HouseholdsAsync(last, RowsABatch, broken, cancellation),
            last => table.PeopleAsync(last, RowsABatch, broken, cancellation),
            last => table.FilesAsync(last, FilesABatch, broken, cancellation),
            .. ResealedTables.Single.Select(c => (Func<long, Task<(int, int, long)>>)(last => table.SingleAsync(c, last, RowsABatch, broken, cancellation))),
        ];
        foreach (var part in parts)
        {
            var last = 0L;
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                (var read, var sealedRows, last) = await part(last);
                rows += sealedRows;
                if (read == 0)
                    break;
                progress?.Report(new WorkProgress("keys", rows, total));
            }
        }

        await RetireAsync(cancellation);
        return rows;
    }

    /// <summary>The old key is retired when no row uses it, which the lock of bulk writes makes certain.</summary>
    private async Task RetireAsync(CancellationToken cancellation)
    {
        await using (var writer = await database.BeginBulkAsync(cancellation: cancellation))
        {
            var sealer = await database.Keyring.SealerAsync(writer, cancellation);
            foreach (var name in ResealedTables.Names)
            {
                if (await ExistsAsync(writer.Connection, name))
                    return;
            }

            await writer.ExecuteAsync("UPDATE data_key SET state = @p0 WHERE state = @p1", [(short)DataKeyState.Retired, (short)DataKeyState.Replaced], cancellation);
            writer.Record(new AuditEntry(AuditAction.RotateKeys, $"data_key:{sealer.Key}") { After = new { replaced = "retired" } });
            await writer.CommitAsync(cancellation);

            async Task<bool> ExistsAsync(DbConnection connection, string name)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT EXISTS (SELECT 1 FROM {name} WHERE seal_key <> {sealer.Key} AND seal_key <> 0)");
                return Convert.ToBoolean(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
            }
        }

        await using var context = database.CreateContext();
        await database.Keyring.RefreshAsync(context, cancellation);
    }
}
