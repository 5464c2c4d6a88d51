using Huimin.Platform.Data;

namespace Huimin.Platform.Regions;

/// <summary>Names of the divisions that one page shows, read in one query.</summary>
public sealed class PlaceNames
{
    private static readonly ReadyQuery<List<long>, Place> Names = new(static (context, codes) => context.Regions.Where(r => codes.Contains(r.Code) && r.ValidTo == null).Select(r => new Place(r.Code, r.Name)));

    private readonly Dictionary<long, string> names;

    private PlaceNames(Dictionary<long, string> names) => this.names = names;

    /// <summary>Reads the names of these divisions and of everything above them inside the city.</summary>
    public static async Task<PlaceNames> ReadAsync(AppDbContext context, IEnumerable<long> regions, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var codes = regions.SelectMany(Upwards).Distinct().ToList();
        return new PlaceNames((await Names.ToListAsync(context, codes, cancellation)).ToDictionary(p => p.Code, p => p.Name));
    }

    public string Name(long region) => names.TryGetValue(region, out var name) ? Short(name) : region.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>County, township and village in one: 沂水县高桥镇南里庄村.</summary>
    public string Full(long region) => string.Concat(Path(region).Where(p => p.Level > RegionLevel.City).Select(p => Name(p.Value)));

    /// <summary>From the city down to the division itself.</summary>
    public IReadOnlyList<DivisionCode> Path(long region) =>
        [.. Upwards(region).Where(names.ContainsKey).Reverse().Select(code => new DivisionCode(code))];

    /// <summary>The name as people say it: a village's committee (村民委员会, 居委会) is left out.</summary>
    public static string Short(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var (official, plain) in Committees)
            if (name.Length > official.Length && name.EndsWith(official, StringComparison.Ordinal))
                return name[..^official.Length] + plain;
        return name;
    }

    private static readonly (string Official, string Plain)[] Committees =
    [
        ("村村民委员会", "村"), ("村村委会", "村"), ("村民委员会", "村"), ("村委会", "村"),
        ("社区居民委员会", "社区"), ("社区居委会", "社区"), ("居民委员会", "居委会"),
    ];

    private sealed record Place(long Code, string Name);

    private static IEnumerable<long> Upwards(long region)
    {
        for (DivisionCode? code = new DivisionCode(region); code is { Level: > RegionLevel.Province } known; code = known.Parent)
            yield return known.Value;
    }
}
