using System.Data.Common;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Huimin.Platform.Data;

/// <summary>
/// The database of one city: where it is, how it is migrated and how rows go in by the hundred thousand. One
/// implementation a provider; everything else is the same EF model and the same SQL on both.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    private readonly Lazy<AuditTrail> audit;
    private readonly NotedChanges noted;
    private Keyring? keyring;
    private long changes;

    protected Database()
    {
        audit = new Lazy<AuditTrail>(() => new AuditTrail(this));
        noted = new NotedChanges(this);
        Ids = new IdBlocks(this);
    }

    /// <summary>Ids of rows that are saved one by one.</summary>
    public IdBlocks Ids { get; }

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public abstract string Provider { get; }

    /// <summary>Where it is, in words without secrets and in the current language.</summary>
    public abstract string Description { get; }

    /// <summary>Folder of an embedded database; null where a server keeps it.</summary>
    public virtual string? Folder => null;

    /// <summary>The file of master keys, when it is not the default one.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The cipher suite for a first data key, <c>aes</c> or <c>sm</c>; null takes what is in use, or <c>aes</c>.</summary>
    public string? Suite { get; set; }

    /// <summary>Opens what is sealed in this database.</summary>
    public Keyring Keyring => LazyInitializer.EnsureInitialized(ref keyring, () => new Keyring(this, KeyFile ?? DefaultKeyFile, TimeProvider.System));

    /// <summary>Moves on with whatever this program saves: what was read before no longer counts.</summary>
    internal long Changes => Interlocked.Read(ref changes);

    /// <summary>Something was saved, or is taken to be.</summary>
    internal void NoteChange() => Interlocked.Increment(ref changes);

    /// <summary>Version of the schema that this program needs.</summary>
    public int NewestSchema => Migrations[^1].Version;

    /// <summary>The same place in one line for machines, without secrets: the audit trail's anchor is kept by it.</summary>
    public abstract string Place { get; }

    /// <summary>The audit trail of this database.</summary>
    public AuditTrail Audit => audit.Value;

    public void Configure(DbContextOptionsBuilder options)
    {
        UseProvider(options);
        options.AddInterceptors(noted);
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new OwnDatabase(this));
    }

    /// <summary>A context for the program's own work, which sees everything; pages get theirs from the services, cut to the reader.</summary>
    public AppDbContext CreateContext()
    {
        var options = new DbContextOptionsBuilder<AppDbContext>();
        Configure(options);
        return new AppDbContext(options.Options) { Acting = Acting.Command() };
    }

    /// <summary>An open connection for the bulk paths.</summary>
    public abstract Task<DbConnection> OpenConnectionAsync(CancellationToken cancellation = default);

    /// <summary>True when the database exists and has a schema; false when it is new and empty.</summary>
    public async Task<bool> IsMigratedAsync(CancellationToken cancellation = default) =>
        await SchemaVersionAsync(cancellation) > 0;

    /// <summary>Version of the last migration applied; 0 for a new database.</summary>
    public abstract Task<int> SchemaVersionAsync(CancellationToken cancellation = default);

    /// <summary>Bytes on disk of the city's tables and indexes.</summary>
    public abstract Task<long> SizeAsync(CancellationToken cancellation = default);

    /// <summary>Applies the migrations that are missing, each in its own transaction.</summary>
    /// <exception cref="CannotRunException">The database was made by a newer version of the program.</exception>
    public Task MigrateAsync(CancellationToken cancellation = default) => MigrateAsync(null, cancellation);

    /// <summary>Likewise, telling how far the sealing of rows in the clear has come.</summary>
    public async Task MigrateAsync(IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        await MigrateToAsync(int.MaxValue, cancellation);
        await new SealPlainRows(this).RunAsync(progress, cancellation);
    }

    /// <summary>Applies the SQL of the migrations up to a version.</summary>
    internal async Task MigrateToAsync(int last, CancellationToken cancellation = default)
    {
        var version = await SchemaVersionAsync(cancellation);
        RefuseNewer(version);
        foreach (var migration in Migrations.Where(m => m.Version > version && m.Version <= last))
            await ApplyAsync(migration, cancellation);
    }

    /// <summary>Checks before serving or computing that the schema is exactly this program's; migrating is a command of its own.</summary>
    /// <exception cref="CannotRunException">It is missing, older or newer.</exception>
    public async Task RequireCurrentAsync(CancellationToken cancellation = default)
    {
        var version = await SchemaVersionAsync(cancellation);
        RefuseNewer(version);
        if (version == 0)
            throw new CannotRunException($"{Description} 中还没有城市。请用 huimin demo 生成演示城市，或用 huimin regions import 导入区划。");
        if (version < Migrations[^1].Version || await SealPlainRows.IsDueAsync(this, cancellation))
            throw new CannotRunException($"{Description} 的结构是第{version:D}版，本程序需要第{Migrations[^1].Version:D}版，请运行 huimin migrate。");
    }

    /// <summary>Starts a bulk write; everything written through it becomes visible at its commit or not at all.</summary>
    /// <param name="rebuildIndexes">Take indexes and keys of the written tables away first and build them at the commit:
    /// several times faster when the tables are empty or are filled anew.</param>
    public abstract Task<IBulkWriter> BeginBulkAsync(bool rebuildIndexes = false, CancellationToken cancellation = default);

    /// <summary>Reads audit records in order as they lie in the database, for verifying them by the million.</summary>
    /// <param name="from">First number.</param>
    /// <param name="to">Last number.</param>
    public abstract Task<IAuditScan> ScanAuditAsync(long from, long to, CancellationToken cancellation = default);

    /// <summary>Has the database itself keep readers to their regions, or not; off in a new database.</summary>
    /// <exception cref="CannotRunException">The database cannot.</exception>
    public virtual Task SetRowSecurityAsync(bool on, CancellationToken cancellation = default) =>
        throw new CannotRunException($"行级安全只在 PostgreSQL 上可用。");

    /// <summary>Whether the user that the program signs in to the database as is not bound by it.</summary>
    public virtual Task<bool> BypassesRowSecurityAsync(CancellationToken cancellation = default) => Task.FromResult(false);

    public async ValueTask DisposeAsync()
    {
        if (audit.IsValueCreated)
            await audit.Value.DisposeAsync();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract void UseProvider(DbContextOptionsBuilder options);

    protected abstract ValueTask CloseAsync();

    protected internal abstract Task<bool> HasTableAsync(string name, CancellationToken cancellation);

    /// <summary>Where the master keys of this database lie unless another file is named.</summary>
    protected abstract string DefaultKeyFile { get; }

    /// <summary>A statement that notes, inside a transaction, that deleted rows are to be erased from the storage; null where they vanish with their table.</summary>
    protected internal virtual string? NoteDeletedRows => null;

    /// <summary>Erases the rows whose deletion was noted.</summary>
    protected internal virtual Task EraseDeletedRowsAsync(CancellationToken cancellation) => Task.CompletedTask;

    protected abstract IReadOnlyList<Migration> Migrations { get; }

    protected abstract Task ApplyAsync(Migration migration, CancellationToken cancellation);

    private void RefuseNewer(int version)
    {
        if (version > Migrations[^1].Version)
            throw new CannotRunException($"{Description} 由更新版本的惠民建立（结构第{version:D}版，本程序只到第{Migrations[^1].Version:D}版）。数据没有改变，请安装新版本。");
    }
}
