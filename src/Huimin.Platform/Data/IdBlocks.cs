using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Data;

/// <summary>
/// Ids that the program assigns, so that a row has its id before it is saved. They are taken in blocks, each by a short statement of its
/// own: writers do not wait for each other, and a number lost with a failed save harms nobody.
/// </summary>
public sealed class IdBlocks(Database database)
{
    private const int Block = 64;

    private readonly ConcurrentDictionary<string, Held> held = new(StringComparer.Ordinal);

    /// <summary>The next id of a kind. Not inside a transaction that writes: on SQLite the block's own write would wait for it.</summary>
    public async Task<long> NextAsync(string kind, CancellationToken cancellation = default)
    {
        var block = held.GetOrAdd(kind, _ => new Held());
        await block.Taking.WaitAsync(cancellation);
        try
        {
            if (block.Next >= block.End)
            {
                block.End = await TakeAsync(kind, Block, cancellation);
                block.Next = block.End - Block;
            }

            return block.Next++;
        }
        finally
        {
            block.Taking.Release();
        }
    }

    /// <summary>The first of as many ids in a row, for bulk writes.</summary>
    public async Task<long> TakeRangeAsync(string kind, int count, CancellationToken cancellation = default) => await TakeAsync(kind, count, cancellation) - count;

    /// <summary>Likewise inside a bulk write, which on SQLite keeps every other writer waiting.</summary>
    public static async Task<long> TakeRangeAsync(IBulkWriter bulk, string kind, int count, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bulk);
        await bulk.ExecuteAsync(TakeSql(kind, count), [], cancellation);
        await using var command = bulk.Connection.CreateCommand();
        command.CommandText = $"SELECT next FROM id_block WHERE kind = '{kind}'";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) - count;
    }

    /// <summary>
    /// Likewise inside an open transaction, for what is to be done one after another: whoever else wants ids of the kind this way waits
    /// until it ends, also where no ids are wanted.
    /// </summary>
    public static async Task<long> TakeRangeAsync(AppDbContext context, string kind, int count, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (await context.Database.SqlQueryRaw<long>(TakeSql(kind, count)).ToListAsync(cancellation))[0] - count;
    }

    private static string TakeSql(string kind, int count) => string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO id_block (kind, next) VALUES ('{kind}', {count + 1})
        ON CONFLICT (kind) DO UPDATE SET next = id_block.next + {count} RETURNING next AS "Value"
        """);

    private async Task<long> TakeAsync(string kind, int count, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        // The kind is a word of ours and the count a number: neither comes from outside.
        command.CommandText = TakeSql(kind, count);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    private sealed class Held
    {
        public readonly SemaphoreSlim Taking = new(1);
        public long Next;
        public long End;
    }
}

/// <summary>The next free id of a kind, as it lies in the table.</summary>
public sealed class IdBlock
{
    public required string Kind { get; init; }

    public long Next { get; init; }
}
