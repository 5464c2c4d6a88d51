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

/// <summary>Level of an administrative division 行政区划级别, from the widest to the narrowest.</summary>
public enum RegionLevel : short
{
    /// <summary>省级.</summary>
    Province = 1,

    /// <summary>地级.</summary>
    City = 2,

    /// <summary>县级.</summary>
    County = 3,

    /// <summary>乡级.</summary>
    Township = 4,

    /// <summary>村级 (village or community).</summary>
    Village = 5,
}
