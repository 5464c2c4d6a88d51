using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Data;

/// <summary>
/// Consecutive numbers of a unit 编号: letters and cases are numbered without gaps within unit and year. The row stays locked until the
/// transaction that took the number ends, so a number that is not used was never given.
/// </summary>
public sealed class NumberSeries
{
    public const string Cases = "case";
    public const string Letters = "letter";

    public long Unit { get; init; }

    public required string Kind { get; init; }

    public int Year { get; init; }

    public int Last { get; init; }

    /// <summary>The next number, inside a transaction that is already open.</summary>
    public static async Task<int> NextAsync(AppDbContext context, long unit, string kind, int year, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A number is given inside the transaction that uses it.");
        var given = await context.Database.SqlQuery<int>($"""
            INSERT INTO number_series (unit, kind, year, last) VALUES ({unit}, {kind}, {year}, 1)
            ON CONFLICT (unit, kind, year) DO UPDATE SET last = number_series.last + 1 RETURNING last AS "Value"
            """).ToListAsync(cancellation);
        return given[0];
    }
}
