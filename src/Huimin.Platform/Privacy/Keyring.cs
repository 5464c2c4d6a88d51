using Huimin.Platform.Data;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.People;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Privacy;

/// <summary>
/// The data keys of a city, opened with the master keys of its key file 密钥环: opens what is sealed and gives the keyed indexes by
/// which it is found. New texts are sealed through a <see cref="Sealer"/>. Safe for all threads.
/// </summary>
public sealed class Keyring(Database database, string keyFile, TimeProvider time)
{
    private volatile OpenKey[] keys = [];

    /// <summary>The file of master keys.</summary>
    public string KeyFile => keyFile;

    /// <summary>Suite of the current data key, or null while there is none.</summary>
    public string? Suite => Current?.Suite;

    internal OpenKey? Current => Array.Find(keys, k => k.State == DataKeyState.Current);

    /// <summary>Takes notice of keys that another process has made; before a search, and at the beginning of a bulk write.</summary>
    /// <exception cref="CannotRunException">The key file is missing or another city's.</exception>
    public async Task RefreshAsync(AppDbContext context, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        Take(await context.DataKeys.AsNoTracking().OrderBy(k => k.Id).ToListAsync(cancellation));
    }

    /// <summary>Seals with the current key inside a bulk write, whose lock keeps the keys as they are; the first one makes the first key.</summary>
    /// <exception cref="CannotRunException">Another suite is in use, or the key file is missing.</exception>
    public async Task<Sealer> SealerAsync(IBulkWriter writer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        await using (var context = database.CreateContext())
            await RefreshAsync(context, cancellation);
        if (Current is not { } current)
        {
            var masters = MasterKeys.ReadOrCreate(keyFile);
            var key = DataKey.Create(1, database.Suite ?? CipherSuites.Aes, masters, time.GetUtcNow().UtcDateTime);
            await InsertAsync(writer, key, cancellation);
            keys = [new OpenKey(key, masters)];
            current = keys[0];
        }
        else if (database.Suite is { } suite && suite != current.Suite)
        {
            throw new CannotRunException($"这个城市用的是密码套件 {current.Suite}。要换成 {suite}，请运行 huimin keys rotate --suite {suite}。");
        }

        return new Sealer(this, current);
    }

    /// <summary>Makes the first key of a city that has none yet, in a transaction of its own; before a transaction that seals.</summary>
    /// <exception cref="CannotRunException">The key file is missing, or a bulk write goes on.</exception>
    public async Task EnsureKeyAsync(AppDbContext context, CancellationToken cancellation = default)
    {
        if (Current is not null)
            return;
        await RefreshAsync(context, cancellation);
        if (Current is not null)
            return;
        await using var writer = await database.BeginBulkAsync(cancellation: cancellation);
        await SealerAsync(writer, cancellation);
        await writer.CommitAsync(cancellation);
    }

    /// <summary>
    /// Seals with the current key what one action is about to save. Inside the context's transaction a rotation waits for its commit, so
    /// that it sees what is sealed here; without one, a row that is saved after a rotation began keeps the old key, which opens it still,
    /// until the next.
    /// </summary>
    /// <exception cref="CannotRunException">There is no key, or it was just replaced.</exception>
    public async Task<Sealer> SealerAsync(AppDbContext context, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Database.CurrentTransaction is null)
            await EnsureKeyAsync(context, cancellation);
        // On SQLite the transaction itself keeps other writers out.
        var ask = $"SELECT id AS \"Value\" FROM data_key WHERE id = {{0}} AND state = {{1}}{(database.Provider == "sqlite" ? "" : " FOR SHARE")}";
        for (var tries = 0; tries < 2; tries++)
        {
            await RefreshAsync(context, cancellation);
            if (Current is { } current && (await context.Database.SqlQueryRaw<short>(
                ask, current.Number, (short)DataKeyState.Current).ToListAsync(cancellation)).Count == 1)
                return new Sealer(this, current);
        }

        throw new CannotRunException($"加密密钥正在更换，请稍后再提交一次。");
    }

    /// <summary>Opens a sealed text of a row.</summary>
    /// <exception cref="CannotRunException">It was altered, belongs to another row, or its key is missing.</exception>
    public string Open(SealedColumn column, long row, SealedText text)
    {
        ArgumentNullException.ThrowIfNull(column);
        return KeyOf(column, row, text).Open(column, row, text.Bytes) ?? throw Unopened(column, row);
    }

    /// <summary>What is sealed of a person, in the clear.</summary>
    public PersonSecrets Open(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.CitizenId is null && person.Phone is null && person.BankAccount is null && person.SealedName is null
            ? PersonSecrets.None
            : new PersonSecrets
            {
                CitizenId = Open(SealedColumn.CitizenId, person.Id, person.CitizenId),
                Phone = Open(SealedColumn.Phone, person.Id, person.Phone),
                BankAccount = Open(SealedColumn.BankAccount, person.Id, person.BankAccount),
                ProtectedName = Open(SealedColumn.Name, person.Id, person.SealedName),
            };
    }

    /// <summary>The address of a household, in the clear.</summary>
    public string Open(Household household)
    {
        ArgumentNullException.ThrowIfNull(household);
        return Open(SealedColumn.Address, household.Id, household.Address);
    }

    /// <summary>The content of a file, in the clear.</summary>
    /// <exception cref="CannotRunException">It was altered, belongs to another row, or its key is missing.</exception>
    /// <exception cref="ArgumentException">The file was read without its content.</exception>
    public byte[] Open(StoredFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var bytes = file.Content?.Bytes ?? throw new ArgumentException($"The content of file {file.Id} was not read.", nameof(file));
        return KeyOf(SealedColumn.FileContent, file.Id, new SealedText(bytes)).OpenBytes(SealedColumn.FileContent, file.Id, bytes) ?? throw Unopened(SealedColumn.FileContent, file.Id);
    }

    /// <summary>The name of a file, in the clear.</summary>
    /// <exception cref="CannotRunException">It was altered, belongs to another row, or its key is missing.</exception>
    public string NameOf(StoredFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Open(SealedColumn.FileName, file.Id, file.Name);
    }

    /// <summary>A person's ID as pages show it, or null when none is on record; what cannot be opened is all stars.</summary>
    public string? MaskedCitizenId(long person, SealedText? citizenId)
    {
        try
        {
            return Open(SealedColumn.CitizenId, person, citizenId) is { } id ? Masking.CitizenId(id) : null;
        }
        catch (CannotRunException)
        {
            return Masking.Unreadable;
        }
    }

    /// <summary>Under each key that rows may be sealed with: the indexes of a whole value.</summary>
    public List<byte[]> Indexes(SealedColumn column, string text)
    {
        ArgumentNullException.ThrowIfNull(column);
        return [.. keys.Where(k => k.State != DataKeyState.Retired).Select(k => k.Index(column, text))];
    }

    /// <summary>Likewise of the last four characters of an ID.</summary>
    public List<byte[]> TailIndexes(string tail) => [.. keys.Where(k => k.State != DataKeyState.Retired).Select(k => k.TailIndex(tail))];

    internal string? Open(SealedColumn column, long row, SealedText? text) => text is { } known ? Open(column, row, known) : null;

    internal static Task InsertAsync(IBulkWriter writer, DataKey key, CancellationToken cancellation) => writer.ExecuteAsync(
        "INSERT INTO data_key (id, suite, master, wrapped, created_at, state) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
        [key.Id, key.Suite, key.Master, key.Wrapped, key.CreatedAt, (short)key.State], cancellation);

    private OpenKey KeyOf(SealedColumn column, long row, SealedText text) =>
        Find(text.Key) ?? throw new CannotRunException($"{column.Table} {row:D} 的 {column.Column} 用第{text.Key:D}号数据密钥加密，库中没有这把密钥。");

    private static CannotRunException Unopened(SealedColumn column, long row) =>
        new($"{column.Table} {row:D} 的 {column.Column} 打不开：密文被改动过，或不属于这一行。");

    private OpenKey? Find(short number)
    {
        if (Array.Find(keys, k => k.Number == number) is { } known)
            return known;
        // Another process has rotated since; this happens once a key.
        using var context = database.CreateContext();
        Take(context.DataKeys.AsNoTracking().OrderBy(k => k.Id).ToList());
        return Array.Find(keys, k => k.Number == number);
    }

    private void Take(List<DataKey> stored)
    {
        var held = keys;
        if (stored.Count == held.Length && !stored.Where((s, i) => !IsSame(s, held[i])).Any())
            return;
        if (stored.Count == 0)
        {
            keys = [];
            return;
        }

        var masters = MasterKeys.Read(keyFile);
        keys = [.. stored.Select(s => Array.Find(held, h => IsSame(s, h)) ?? new OpenKey(s, masters))];
    }

    private static bool IsSame(DataKey stored, OpenKey held) =>
        stored.Id == held.Number && stored.State == held.State && stored.Suite == held.Suite && stored.Wrapped.AsSpan().SequenceEqual(held.Wrapped);
}
