using System.Globalization;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>The divisions that an entry of a register may belong to, as a form offers them.</summary>
/// <param name="Few">All of them, where they are few; null where they are typed.</param>
/// <param name="Several">Those that what was typed may mean, where it is not clear.</param>
public sealed record EntryPlaces(IReadOnlyList<(string Code, string Name)>? Few, IReadOnlyList<(string Code, string Name)> Several)
{
    private const int Most = 200;

    public static EntryPlaces None { get; } = new([], []);

    /// <summary>The division that is meant; null where none fits or several do.</summary>
    public long? Chosen { get; private init; }

    /// <param name="typed">A code out of the list, or what was typed.</param>
    /// <param name="picked">One picked among several.</param>
    public static async Task<EntryPlaces> ReadAsync(AppDbContext context, Desk desk, RegisterType type, string typed, string picked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(type);
        var (highest, lowest) = (type.Highest ?? type.Level, type.Level);
        var all = await context.Regions.AsNoTracking().Current().Within(desk.Root).Where(r => r.Level >= highest && r.Level <= lowest).OrderBy(r => r.Code).Take(Most + 1).ToListAsync(cancellation);
        if (all.Count <= Most)
        {
            var names = await PlaceNames.ReadAsync(context, all.Select(r => r.Code), cancellation);
            var few = all.ConvertAll(r => (Code(r), names.Full(r.Code) is { Length: > 0 } full ? full : PlaceNames.Short(r.Name)));
            return new EntryPlaces(few, []) { Chosen = all.Count == 1 && typed.Length == 0 ? all[0].Code : all.Find(r => Code(r) == typed)?.Code };
        }

        var choice = await RegionChoice.FindAsync(context, typed, picked, context.Acting.Reach, cancellation);
        var fitting = choice.Found.Where(r => type.Takes(r.Level)).ToList();
        var chosen = choice.Chosen is { } clear && type.Takes(clear.Level) ? clear : fitting.Count == 1 ? fitting[0] : null;
        return new EntryPlaces(null, chosen is null ? fitting.ConvertAll(r => (Code(r), choice.Names.Full(r.Code))) : []) { Chosen = chosen?.Code };
    }

    private static string Code(Region region) => region.Code.ToString("D12", CultureInfo.InvariantCulture);
}
