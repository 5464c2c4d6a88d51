using System.Data.Common;
using Huimin.Platform.Data;

namespace Huimin.Platform.Audit;

/// <summary>
/// The audit trail of one database 审计记录: appends records to the chain inside the transaction of what they record, and keeps
/// the anchor outside the database up to date.
/// </summary>
public sealed class AuditTrail : IAsyncDisposable
{
    /// <summary>The anchor follows the chain at most this late, and is written at most this often.</summary>
    private static readonly TimeSpan AnchorDelay = TimeSpan.FromSeconds(1);

    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim advancing = new(1);
    private readonly ITimer anchorTimer;
    private AuditKey? key;
    private int isWaiting;
    private bool hasAppended;

    /// <param name="folder">Of the key and the anchor; <see cref="AuditKey.Folder"/> by default.</param>
    public AuditTrail(Database database, TimeProvider? clock = null, string? folder = null)
    {
        this.database = database;
        this.clock = clock ?? TimeProvider.System;
        Folder = folder ?? AuditKey.Folder;
        anchorTimer = this.clock.CreateTimer(_ => _ = AdvanceSoonAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Folder { get; }

    public string AnchorPath => AuditAnchor.PathFor(Folder, database);

    /// <summary>
    /// Appends records inside a transaction that is already open and says nothing of its commit: whoever commits calls
    /// <see cref="Committed"/>. The head of the chain stays locked until then, so this comes last before the commit.
    /// </summary>
    /// <exception cref="CannotRunException">The key of a trail that has begun is missing.</exception>
    public async Task AppendAsync(
        DbConnection connection, DbTransaction? transaction, AuditActor actor, IReadOnlyList<AuditEntry> entries, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
            return;
        var (chain, number, hash) = await AuditStatements.LockHeadAsync(connection, transaction, cancellation);
        var known = key ??= number == 0 ? AuditKey.OpenOrCreate(Folder) : AuditKey.Open(Folder);
        using var chained = known.CreateHash();
        if (number == 0)
        {
            hash = Genesis(chained, chain);
            if (AuditAnchor.Read(AnchorPath) is { } left && left.Chain != Convert.ToHexStringLower(chain))
                entries = [Began(left), .. entries];
        }

        var encoding = new AuditEncoding();
        await using var insert = AuditStatements.Insert(connection, transaction);
        foreach (var entry in entries)
        {
            var record = ToRecord(++number, actor, entry, new byte[hash.Length]);
            encoding.Write(record);
            chained.Compute(hash, encoding.Bytes, record.Hash);
            hash = record.Hash;
            AuditStatements.Set(insert, record);
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await AuditStatements.MoveHeadAsync(connection, transaction, number, hash, cancellation);
    }

    /// <summary>Writes a record that stands for itself, such as an action that was refused, in a transaction of its own.</summary>
    public async Task WriteAsync(AuditActor actor, AuditEntry entry, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await AppendAsync(connection, transaction, actor, [entry], cancellation);
        await transaction.CommitAsync(cancellation);
        Committed();
    }

    /// <summary>A transaction was committed: what was read before no longer counts, and the anchor follows within a second.</summary>
    /// <param name="appended">Whether it appended records.</param>
    public void Committed(bool appended = true)
    {
        database.NoteChange();
        if (!appended)
            return;
        hasAppended = true;
        if (Interlocked.Exchange(ref isWaiting, 1) == 0)
            anchorTimer.Change(AnchorDelay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Moves the anchor to the head of the chain, if the chain is the one that the anchor knows: a trail that was cut or replaced
    /// must not be confirmed by what is appended afterwards.
    /// </summary>
    /// <returns>Whether the anchor stands at the head now.</returns>
    public async Task<bool> AdvanceAnchorAsync(CancellationToken cancellation = default)
    {
        await advancing.WaitAsync(cancellation);
        try
        {
            var anchor = AuditAnchor.Read(AnchorPath);
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var head = await AuditStatements.ReadHeadAsync(connection, anchor?.Number ?? 0, cancellation);
            if (head.Number == 0)
                return anchor is null;
            var next = new AuditAnchor(Convert.ToHexStringLower(head.Chain), head.Number, Convert.ToHexStringLower(head.Hash));
            if (anchor == next)
                return true;
            if (anchor is not null && !Continues(anchor, head))
                return false;
            next.Write(AnchorPath);
            return true;
        }
        finally
        {
            advancing.Release();
        }
    }

    /// <summary>Takes the trail as it is now for the right one, after what happened to it was recorded.</summary>
    internal async Task ReplaceAnchorAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var head = await AuditStatements.ReadHeadAsync(connection, 0, cancellation);
        new AuditAnchor(Convert.ToHexStringLower(head.Chain), head.Number, Convert.ToHexStringLower(head.Hash)).Write(AnchorPath);
    }

    /// <summary>What the first record is chained to.</summary>
    internal static byte[] Genesis(IRecordHash chained, ReadOnlySpan<byte> chain)
    {
        var hash = new byte[32];
        chained.Compute("huimin audit"u8, chain, hash);
        return hash;
    }

    public async ValueTask DisposeAsync()
    {
        await anchorTimer.DisposeAsync();
        if (hasAppended)
            await AdvanceSoonAsync();
        advancing.Dispose();
    }

    /// <summary>
    /// Another chain never continues the one that the anchor knows, whatever it says of itself: emptying the tables makes one as
    /// well. Only <see cref="AcceptAudit"/> gives the anchor to it.
    /// </summary>
    private static bool Continues(AuditAnchor anchor, AuditStatements.Head head) =>
        anchor.Chain == Convert.ToHexStringLower(head.Chain) && head.AskedHash is { } then && Convert.ToHexStringLower(then) == anchor.Hash;

    /// <summary>This place held another trail before: the new one begins by saying so, which does not make it right.</summary>
    private static AuditEntry Began(AuditAnchor left) => new(AuditAction.BeginAudit, "audit:1") { Before = left };

    private AuditRecord ToRecord(long number, AuditActor actor, AuditEntry entry, byte[] hash) => new()
    {
        Number = number,
        // Whole microseconds, as they are stored.
        At = AuditRecord.Moment(AuditRecord.Microseconds(clock.GetUtcNow().UtcDateTime)),
        AccountId = actor.AccountId,
        Account = AuditText.CleanKey(actor.Name),
        Duty = AuditText.Clean(actor.Duty),
        DutyRegion = actor.DutyRegion,
        Address = AuditText.Clean(actor.Address),
        Action = AuditText.CleanKey(entry.Action),
        Subject = AuditText.CleanKey(entry.Subject),
        Region = entry.Region,
        Outcome = entry.Outcome,
        Reason = AuditText.Clean(entry.Reason),
        Before = AuditText.ToJson(entry.Before),
        After = AuditText.ToJson(entry.After),
        Hash = hash,
    };

    /// <summary>The anchor is a second guard: where it cannot be written now, the work goes on and the next commit tries again.</summary>
    private async Task AdvanceSoonAsync()
    {
        Interlocked.Exchange(ref isWaiting, 0);
        try
        {
            await AdvanceAnchorAsync();
        }
        catch (Exception e) when (e is DbException or CannotRunException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Verifying tells that the anchor stands behind or is damaged.
        }
    }
}
