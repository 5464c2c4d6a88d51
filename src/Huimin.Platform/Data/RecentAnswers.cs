using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Huimin.Platform.Data;

/// <summary>What was read a moment ago, for what every request begins with.</summary>
internal sealed class RecentAnswers<TKey, TRow>
    where TKey : notnull
{
    /// <summary>How late a change that another program saves may be noticed.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>Answers that are kept of one database.</summary>
    private const int Most = 10_000;

    private readonly ConditionalWeakTable<Database, ConcurrentDictionary<TKey, Answer>> recent = [];

    /// <summary>
    /// As it was a moment ago, after whatever this program has saved since. For rows that nobody changes and that are the same for
    /// every reader, read before anything of the request is saved. That there is nothing is not remembered.
    /// </summary>
    public async Task<IReadOnlyList<TRow>> ReadAsync(AppDbContext context, TKey key, Func<AppDbContext, TKey, CancellationToken, Task<List<TRow>>> read, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Opened is not { } database)
            return await read(context, key, cancellation);
        var held = recent.GetOrCreateValue(database);
        // Noted before reading: what is saved meanwhile makes this answer one of before.
        var (changes, now) = (database.Changes, Environment.TickCount64);
        if (held.TryGetValue(key, out var known) && known.Changes == changes && now - known.At < Moment.TotalMilliseconds)
            return known.Rows;
        var rows = await read(context, key, cancellation);
        if (held.Count >= Most)
            held.Clear();
        if (rows.Count > 0)
            held[key] = new Answer(rows, changes, now);
        return rows;
    }

    private sealed record Answer(IReadOnlyList<TRow> Rows, long Changes, long At);
}
