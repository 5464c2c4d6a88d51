using Huimin.Platform.Audit;
using Huimin.Platform.Data;

namespace Huimin.Platform.Privacy.Retention;

/// <summary>
/// Deletes or makes anonymous what is past its time 清理到期记录: batch by batch, each in a transaction of its own with its record on
/// the trail, so that it can be stopped anywhere and run again. Never touches the trail itself, which only archiving shortens.
/// </summary>
public sealed class ApplyRetention(Database database, TimeProvider clock)
{
    /// <summary>Rows a transaction; few enough that nobody waits for it.</summary>
    public int BatchRows { get; init; } = 5_000;

    /// <returns>What was due and done, rule by rule; the counts of rules that do nothing themselves are 0.</returns>
    public async Task<IReadOnlyList<DueRecords>> RunAsync(IReadOnlyList<RetentionRule> rules, CancellationToken cancellation = default)
    {
        var done = new List<DueRecords>();
        foreach (var due in await new ListDueRecords(database, clock).RunAsync(rules, cancellation))
        {
            long rows = 0;
            if (due is { Before: { } before, Count: > 0, Rule.Action: RetentionAction.Delete or RetentionAction.Anonymise })
            {
                int batch;
                while ((batch = await BatchAsync(due.Rule, before, cancellation)) > 0)
                    rows += batch;
            }

            done.Add(due with { Count = rows });
        }

        await database.EraseDeletedRowsAsync(cancellation);
        return done;
    }

    private async Task<int> BatchAsync(RetentionRule rule, DateOnly before, CancellationToken cancellation)
    {
        var kind = rule.Kind;
        var key = string.Join(", ", kind.Key);
        object[] limit = [ListDueRecords.Limit(kind, before)];
        var chosen = $"(SELECT {key} FROM {kind.Table} WHERE {ListDueRecords.Due(kind)} ORDER BY {key} LIMIT {BatchRows:D})";
        await using var bulk = await database.BeginBulkAsync(cancellation: cancellation);
        foreach (var (table, column) in rule.Action == RetentionAction.Delete ? kind.Parts : [])
            await bulk.ExecuteAsync($"DELETE FROM {table} WHERE {column} IN {chosen}", limit, cancellation);
        var rows = await bulk.ExecuteAsync(
            rule.Action == RetentionAction.Delete ? $"DELETE FROM {kind.Table} WHERE ({key}) IN {chosen}" : $"UPDATE {kind.Table} SET {kind.Anonymous} WHERE ({key}) IN {chosen}",
            limit, cancellation);
        if (rows == 0)
            return 0;
        if (database.NoteDeletedRows is { } note)
            await bulk.ExecuteAsync(note, [], cancellation);
        bulk.Record(new AuditEntry(AuditAction.ApplyRetention, $"retention:{kind.Code}")
        {
            Reason = rule.Law,
            After = new { action = RetentionRules.Word(rule.Action), before, rows, rule.Source },
        });
        await bulk.CommitAsync(cancellation);
        return rows;
    }
}
