using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Privacy;

/// <summary>A data key and the rows that use it; those of registers are entries, ended versions and records with sealed fields.</summary>
public sealed record DataKeyStatus(short Number, string Suite, int Master, DataKeyState State, DateTime CreatedAt, long People, long Households, long Files, long Registers);

/// <summary>How a city's keys stand 密钥状态.</summary>
/// <param name="File">The file of master keys.</param>
/// <param name="Exists">Whether it is there.</param>
/// <param name="IsPrivate">Whether only its owner may read it; null where the system knows no such modes.</param>
/// <param name="Masters">Numbers of the master keys in it.</param>
/// <param name="Keys">The data keys.</param>
public sealed record KeyStatus(string File, bool Exists, bool? IsPrivate, IReadOnlyList<int> Masters, IReadOnlyList<DataKeyStatus> Keys)
{
    public static async Task<KeyStatus> ReadAsync(Database database, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await database.RequireCurrentAsync(cancellation);
        await using var context = database.CreateContext();
        var people = await context.People.GroupBy(p => p.SealKey).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var households = await context.Households.GroupBy(h => h.SealKey).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var files = await context.StoredFiles.GroupBy(f => f.SealKey).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var registers = (await context.RegisterEntries.Where(e => e.SealKey != 0).GroupBy(e => e.SealKey).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellation))
            .Concat(await context.RegisterVersions.Where(v => v.SealKey != 0).GroupBy(v => v.SealKey).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellation))
            .Concat(await context.RegisterRecords.Where(r => r.SealKey != 0).GroupBy(r => r.SealKey).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellation))
            .ToLookup(g => g.Key, g => g.Count);
        var keys = await context.DataKeys.AsNoTracking().OrderBy(k => k.Id).ToListAsync(cancellation);
        var file = database.Keyring.KeyFile;
        var isPrivate = MasterKeys.IsPrivate(file);
        return new KeyStatus(
            file, MasterKeys.Exists(file), isPrivate, MasterKeys.Exists(file) && isPrivate != false ? [.. MasterKeys.Read(file).Numbers] : [],
            keys.ConvertAll(k => new DataKeyStatus(k.Id, k.Suite, k.Master, k.State, k.CreatedAt, people.GetValueOrDefault(k.Id), households.GetValueOrDefault(k.Id), files.GetValueOrDefault(k.Id), registers[k.Id].Sum())));
    }
}
