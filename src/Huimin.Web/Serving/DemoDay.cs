using System.Globalization;
using Huimin.Platform;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Web.Serving;

/// <summary>
/// Another day than today, for trying out in a demo city what takes days, such as a publicity: <c>HUIMIN_DEMO_DAY=2026-12-20 ./run</c>. The clock
/// runs on from there. Where the people are real there is no such day.
/// </summary>
public sealed class DemoDay : TimeProvider
{
    public const string Setting = "HUIMIN_DEMO_DAY";

    private readonly TimeSpan ahead;

    private DemoDay(DateOnly day) => ahead = TimeSpan.FromDays(day.DayNumber - DateOnly.FromDateTime(System.GetLocalNow().DateTime).DayNumber);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    /// <summary>The clock that the environment asks for; the machine's when it asks for none.</summary>
    /// <exception cref="CannotRunException">It is no day, or the city is real.</exception>
    public static async Task<TimeProvider> ReadAsync(Database database, string? text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        if (string.IsNullOrEmpty(text))
            return System;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw new CannotRunException($"{Setting} 应写作 2026-12-20。");
        if (await database.IsMigratedAsync(cancellation))
        {
            await using var context = database.CreateContext();
            if (await context.Cities.AnyAsync(c => c.Demo == null, cancellation))
                throw new CannotRunException($"{Setting} 只能用于演示城市。");
        }

        return new DemoDay(day);
    }
}
