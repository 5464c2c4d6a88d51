using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Huimin.Platform.Data;

/// <summary>Notes whatever is saved through a context: what <see cref="ReadyQuery{TKey,TRow}"/> remembers of before no longer counts.</summary>
internal sealed class NotedChanges(Database database) : DbCommandInterceptor, ISaveChangesInterceptor, IDbTransactionInterceptor
{
    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        database.NoteChange();
        return result;
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        database.NoteChange();
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => database.NoteChange();

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        database.NoteChange();
        return Task.CompletedTask;
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        database.NoteChange();
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        database.NoteChange();
        return ValueTask.FromResult(result);
    }
}
