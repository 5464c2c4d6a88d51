using Huimin.Platform.Data;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Sweeps;

/// <summary>
/// A month begins 开月 with what is on record: facts hold until another takes their place, so that everybody can be computed for the new
/// month before anything of it is imported.
/// </summary>
public sealed class BeginMonth(Database database)
{
    /// <returns>Whether the city's records ended before that month.</returns>
    public async Task<bool> RunAsync(Month month, CancellationToken cancellation = default)
    {
        await using var context = database.CreateContext();
        if (await context.Cities.SingleAsync(cancellation) is not { } city || city.LastMonth >= month.Code)
            return false;
        city.LastMonth = month.Code;
        await context.SaveChangesAsync(cancellation);
        return true;
    }
}
