using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Regions;

/// <summary>
/// The region that somebody means by what was typed: a name, the beginning of one, or a code. Where several fit, the page offers them.
/// </summary>
public sealed record RegionChoice(string Typed, IReadOnlyList<Region> Found, PlaceNames Names)
{
    public const int Most = 20;

    /// <summary>The one that is meant; null while it is not clear.</summary>
    public Region? Chosen { get; private init; }

    /// <param name="typed">What stands in the box.</param>
    /// <param name="picked">Code of the one picked among several; null where none was.</param>
    /// <param name="within">Where it is looked for: the reader's own region, or the whole city where something is handed over.</param>
    public static async Task<RegionChoice> FindAsync(AppDbContext context, string typed, string picked, Reach within, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(typed);
        var text = typed.Trim();
        var found = text.Length is 0 or > 60 ? [] : await BeginningAsync(context, text, within, cancellation);
        if (found.Count == 0 && text.Length is > 1 and <= 60)
            (text, found) = await ByPathAsync(context, text, within, cancellation);
        var names = await PlaceNames.ReadAsync(context, found.Select(r => r.Code), cancellation);
        var exact = found.FindAll(r => r.Name == text || PlaceNames.Short(r.Name) == text || Written(r.Code) == text.PadRight(12, '0'));
        return new RegionChoice(typed, found, names)
        {
            Chosen = found.Find(r => Written(r.Code) == picked) ?? (exact.Count == 1 ? exact[0] : found.Count == 1 ? found[0] : null),
        };
    }

    /// <exception cref="CannotRunException">Nothing fits, or several do.</exception>
    public long Require() => Chosen?.Code ?? throw (Found.Count == 0
        ? new CannotRunException($"没有“{Typed}”这个区划，或者不在您的范围内。请写名称的开头或区划代码。")
        : new CannotRunException($"“{Typed}”有{Found.Count}处，请选一处。"));

    private static string Written(long code) => code.ToString("D12", CultureInfo.InvariantCulture);

    private static Task<List<Region>> BeginningAsync(AppDbContext context, string text, Reach reach, CancellationToken cancellation) =>
        context.Regions.AsNoTracking().Current().BeginningWith(text).Where(r => r.Code >= reach.First && r.Code <= reach.Last).Take(Most).ToListAsync(cancellation);

    /// <summary>By the whole path, 沂水县高桥镇南里庄村: what stands before is taken away division by division.</summary>
    /// <returns>What is left of the text, and the divisions there that begin so.</returns>
    private static async Task<(string Left, List<Region> Found)> ByPathAsync(AppDbContext context, string text, Reach reach, CancellationToken cancellation)
    {
        var rest = text;
        long? above = null;
        while (await context.Regions.AsNoTracking().Current()
            .Where(r => (above == null ? r.Level <= RegionLevel.County : r.Parent == above) && rest.StartsWith(r.Name) && r.Name != rest)
            .OrderByDescending(r => r.Level).Select(r => new { r.Code, r.Name }).FirstOrDefaultAsync(cancellation) is { } next)
            (above, rest) = (next.Code, rest[next.Name.Length..]);
        var found = above is not { } root ? [] : await context.Regions.AsNoTracking().Current().Within(new DivisionCode(root)).BeginningWith(rest)
            .Where(r => r.Code >= reach.First && r.Code <= reach.Last).Take(Most).ToListAsync(cancellation);
        return (rest, found);
    }
}
