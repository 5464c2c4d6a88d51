namespace Huimin.Platform.Regions;

/// <summary>A division 行政区划 in one of its versions: renamed or abolished divisions keep their row with an end.</summary>
public sealed class Region
{
    /// <summary>12 digits; county = code / 1,000,000, township = code / 1,000.</summary>
    public long Code { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>First day on which this version no longer holds; null while it holds.</summary>
    public DateOnly? ValidTo { get; set; }

    public RegionLevel Level { get; init; }

    /// <summary>Code of the division above; null for the city itself, the root of its own tree.</summary>
    public long? Parent { get; init; }

    public required string Name { get; init; }
}

public enum RegionLevel : short
{
    Province = 1,
    City = 2,
    County = 3,
    Township = 4,
    Village = 5,
}
