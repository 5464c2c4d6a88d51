namespace Huimin.Platform.Data;

/// <summary>
/// Tables that a bulk write changed so much that the database's statistics are too old to plan by: a join over a month that it has never
/// seen would compare each row with all of a programme.
/// </summary>
public sealed class GrownTables
{
    private const long Much = 10_000;

    private readonly Dictionary<string, long> rows = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => rows.Where(r => r.Value >= Much).Select(r => r.Key);

    public void Add(string table, int written) => rows[table] = rows.GetValueOrDefault(table) + written;
}
