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
    private readonly ConditionalWeakTable<IModel, Func<AppDbContext, TKey, IAsyncEnumerable<TRow>>> ready = [];
    private readonly RecentAnswers<TKey, TRow> recent = new();

    public async Task<List<TRow>> ToListAsync(AppDbContext context, TKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = new List<TRow>();
        await foreach (var row in ready.GetValue(context.Model, _ => EF.CompileAsyncQuery(query))(context, key).WithCancellation(cancellation))
            rows.Add(row);
        return rows;
    }

    /// <inheritdoc cref="RecentAnswers{TKey,TRow}.ReadAsync"/>
    public Task<IReadOnlyList<TRow>> RecentAsync(AppDbContext context, TKey key, CancellationToken cancellation) =>
        recent.ReadAsync(context, key, ToListAsync, cancellation);
}
