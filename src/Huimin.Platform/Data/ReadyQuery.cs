using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Huimin.Platform.Data;

/// <summary>
/// A query of every request, translated once for each model: to find an ordinary one among those translated before takes longer
/// than the database takes to answer it.
/// </summary>
internal sealed class ReadyQuery<TKey, TRow>(Expression<Func<AppDbContext, TKey, IQueryable<TRow>>> query)
    where TKey : notnull
{
    /// <summary>How late a change that another program saves may be noticed.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>Answers that are kept of one database.</summary>
    private const int Most = 10_000;

    private readonly ConditionalWeakTable<IModel, Func<AppDbContext, TKey, IAsyncEnumerable<TRow>>> ready = [];
    private readonly ConditionalWeakTable<Database, ConcurrentDictionary<TKey, Answer>> recent = [];

    public async Task<List<TRow>> ToListAsync(AppDbContext context, TKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = new List<TRow>();
        await foreach (var row in ready.GetValue(context.Model, _ => EF.CompileAsyncQuery(query))(context, key).WithCancellation(cancellation))
            rows.Add(row);
        return rows;
    }

    /// <summary>
    /// As it was a moment ago, after whatever this program has saved since. For rows that nobody changes and that are the same for
    /// every reader, read before anything of the request is saved. That there is nothing is not remembered.
    /// </summary>
    public async Task<IReadOnlyList<TRow>> RecentAsync(AppDbContext context, TKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Opened is not { } database)
            return await ToListAsync(context, key, cancellation);
        var held = recent.GetOrCreateValue(database);
        // Noted before reading: what is saved meanwhile makes this answer one of before.
        var (changes, now) = (database.Changes, Environment.TickCount64);
        if (held.TryGetValue(key, out var known) && known.Changes == changes && now - known.At < Moment.TotalMilliseconds)
            return known.Rows;
        var rows = await ToListAsync(context, key, cancellation);
        if (held.Count >= Most)
            held.Clear();
        if (rows.Count > 0)
            held[key] = new Answer(rows, changes, now);
        return rows;
    }

    private sealed record Answer(IReadOnlyList<TRow> Rows, long Changes, long At);
}
