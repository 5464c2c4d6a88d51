namespace Huimin.Platform.Data;

/// <summary>Deletes and updates by sets of ids inside a bulk write: how changed rows make place for their new versions.</summary>
public static class BulkStatements
{
    private const int IdsAStatement = 5_000;

    /// <summary>Deletes the rows whose <paramref name="column"/> is one of the ids and that fulfil the condition.</summary>
    /// <param name="condition">SQL with parameters <c>@p0</c> …, or null.</param>
    public static async Task DeleteAsync(
        this IBulkWriter writer, string table, string column, IReadOnlyCollection<long> ids,
        string? condition, IReadOnlyList<object> parameters, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var part in ids.Chunk(IdsAStatement))
        {
            // Whole numbers are safe to write into the statement, and both databases take the same text.
            var sql = $"DELETE FROM {table} WHERE {column} IN ({string.Join(',', part)}){(condition is null ? "" : " AND " + condition)}";
            await writer.ExecuteAsync(sql, parameters, cancellation);
        }
    }

    /// <summary>Updates the rows whose <paramref name="column"/> is one of the ids.</summary>
    /// <param name="tableAndSet">The statement after UPDATE, up to its condition.</param>
    public static async Task UpdateAsync(this IBulkWriter writer, string tableAndSet, string column, IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var part in ids.Chunk(IdsAStatement))
            await writer.ExecuteAsync($"UPDATE {tableAndSet} WHERE {column} IN ({string.Join(',', part)})", [], cancellation);
    }
}
