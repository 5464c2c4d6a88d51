using Huimin.Platform.Data;
using Huimin.Policies;

namespace Huimin.Bench;

/// <summary>Databases that belong to the benchmarks alone: schemas named <c>bench_…</c>.</summary>
internal static class BenchSchema
{
    /// <summary>The month of every benchmark's city, so that figures of different days compare.</summary>
    public static readonly Month Month = new(2026, 11);

    public static async Task EmptyAsync(Database database, string schema, CancellationToken cancellation)
    {
        await DropAsync(database, schema, cancellation);
        await database.MigrateAsync(cancellation);
    }

    public static async Task DropAsync(Database database, string schema, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"DROP SCHEMA IF EXISTS {schema} CASCADE";
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
