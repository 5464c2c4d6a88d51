using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts.Administration;

/// <summary>
/// The region that an administrator means by what was typed: a name, the beginning of one, or a code. Where several fit, the page
/// offers them; only regions inside the administrator's own are found.
/// </summary>
public sealed record RegionChoice(string Typed, IReadOnlyList<Region> Found, PlaceNames Names)
{
    public const int Most = 20;

    /// <summary>The one that is meant; null while it is not clear.</summary>
    public Region? Chosen { get; private init; }

    /// <param name="typed">What stands in the box.</param>
    /// <param name="picked">Code of the one picked among several; null where none was.</param>
    public static async Task<RegionChoice> FindAsync(AppDbContext context, string typed, string picked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(typed);
        Reach reach = context.Acting.Reach;
        var text = typed.Trim();
        var found = text.Length is 0 or > 60
            ? []
            : await context.Regions.AsNoTracking().Current().BeginningWith(text).Where(r => r.Code >= reach.First && r.Code <= reach.Last).Take(Most).ToListAsync(cancellation);
        var names = await PlaceNames.ReadAsync(context, found.Select(r => r.Code), cancellation);
        var exact = found.FindAll(r => r.Name == text || PlaceNames.Short(r.Name) == text || r.Code.ToString("D", System.Globalization.CultureInfo.InvariantCulture) == text);
        return new RegionChoice(typed, found, names)
        {
            Chosen = found.Find(r => r.Code.ToString("D", System.Globalization.CultureInfo.InvariantCulture) == picked) ?? (exact.Count == 1 ? exact[0] : found.Count == 1 ? found[0] : null),
        };
    }

    /// <exception cref="CannotRunException">Nothing fits, or several do.</exception>
    public long Require() => Chosen?.Code ?? throw (Found.Count == 0
        ? new CannotRunException($"您管的范围内没有“{Typed}”这个区划，请写名称的开头或区划代码。")
        : new CannotRunException($"“{Typed}”有{Found.Count}处，请选一处。"));
}
