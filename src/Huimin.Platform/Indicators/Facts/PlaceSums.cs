namespace Huimin.Platform.Indicators.Facts;

/// <summary>Values of all places of a city from those of its villages.</summary>
internal static class PlaceSums
{
    public const long Township = 1_000;
    public const long County = 1_000_000;
    public const long City = 100_000_000;

    /// <summary>The value of every place that has records, and of the city in any case.</summary>
    public static async Task<Dictionary<long, long>> CountAsync(Indicator indicator, Asked asked, long city, bool withVillages, CancellationToken cancellation)
    {
        var (first, last) = (city, city + City - 1);
        if (indicator.On(asked.To).Kind != DefinitionKind.Different)
            return Up(await CountRecords.SumsAsync(indicator, asked, first, last, 1, cancellation), city, withVillages);
        var values = new Dictionary<long, long> { [city] = 0 };
        foreach (var unit in withVillages ? (long[])[1, Township, County, City] : [Township, County, City])
        {
            // A group whose code is that of a wider place belongs to none of the level's own places.
            var wider = unit switch { 1 => Township, Township => County, County => City, _ => long.MaxValue };
            foreach (var (place, value) in await CountRecords.SumsAsync(indicator, asked, first, last, unit, cancellation))
                if (place % wider != 0 || unit == City)
                    values[place] = value;
        }

        return values;
    }

    /// <summary>Adds villages up to their township, county and city; what counts for a wider place counts there and above.</summary>
    public static Dictionary<long, long> Up(IEnumerable<KeyValuePair<long, long>> records, long city, bool withVillages)
    {
        var sums = new Dictionary<long, long> { [city] = 0 };
        foreach (var (region, value) in records)
        {
            var (township, county) = (region / Township * Township, region / County * County);
            Add(city);
            if (county != city)
                Add(county);
            if (township != county)
                Add(township);
            if (withVillages && region != township)
                Add(region);

            void Add(long place) => sums[place] = sums.GetValueOrDefault(place) + value;
        }

        return sums;
    }
}
