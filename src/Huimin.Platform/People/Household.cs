using Huimin.Platform.Privacy;

namespace Huimin.Platform.People;

/// <summary>A household 家庭: the people who live and are assessed together, at one address.</summary>
public sealed class Household
{
    public long Id { get; init; }

    /// <summary>12-digit code of the village or community.</summary>
    public long Region { get; set; }

    /// <summary>Street and number 住址.</summary>
    public SealedText Address { get; internal set; }

    /// <summary>Number of the data key that sealed the address.</summary>
    public short SealKey { get; internal set; }

    /// <summary>The address in the clear: set by who opened the row or is about to seal it; not stored.</summary>
    public string? PlainAddress { get; set; }

    /// <summary>Key under which the data's owner knows the household (the household key column of an import); unique where given.</summary>
    public string? ExternalKey { get; init; }

    public Hukou Hukou { get; set; }

    /// <summary>
    /// Day of the last economic check 核对. Null: nobody has looked, and income and property of this household are unknown.
    /// From that day on, what is not on record was looked for and not found.
    /// </summary>
    public DateOnly? MeansCheckedOn { get; set; }

    /// <summary>Whether what is not recorded of income and property is none on a day: not before the check.</summary>
    public bool MeansKnownOn(DateOnly day) => MeansCheckedOn <= day;

    public DateOnly OpenedOn { get; set; }

    /// <summary>First day on which the household no longer exists.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <summary>The number people quote: county and id, <c>H-371323-104882</c>.</summary>
    public string Number => $"H-{Region / 1_000_000}-{Id}";
}

/// <summary>Kind of household register 户籍性质; decides between urban and rural standards.</summary>
public enum Hukou : short
{
    Urban = 1,
    Rural = 2,
}
