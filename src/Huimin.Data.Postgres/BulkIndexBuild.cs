using Npgsql;

namespace Huimin.Data.Postgres;

/// <summary>
/// Takes a table's indexes and keys away and gives back the statements that build them again. Building after the rows
/// are in is about twice as fast as keeping them up.
/// </summary>
public static class BulkIndexBuild
{
    /// <summary>Of the running transaction only.</summary>
    public const string Settings =
        "SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL max_parallel_maintenance_workers = 2;";

    public static async Task<(IReadOnlyList<string> Drop, IReadOnlyList<string> Create)> ForAsync(
        NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        const string sql = """
            SELECT i.relname, pg_get_indexdef(x.indexrelid), c.conname, pg_get_constraintdef(c.oid)
            FROM pg_index x
            JOIN pg_class i ON i.oid = x.indexrelid
            LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.contype = 'p'
            WHERE x.indrelid = to_regclass(@table)
            """;
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("table", table);
        var drop = new List<string>();
        var create = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (index, definition) = (reader.GetString(0), reader.GetString(1));
            if (reader.IsDBNull(2))
            {
                drop.Add($"DROP INDEX {index}");
                create.Add(definition);
            }
            else
            {
                drop.Add($"ALTER TABLE {table} DROP CONSTRAINT {reader.GetString(2)}");
                create.Add($"ALTER TABLE {table} ADD CONSTRAINT {reader.GetString(2)} {reader.GetString(3)}");
            }
        }

        return (drop, create);
    }
}
