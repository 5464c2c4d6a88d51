namespace Huimin.Platform.Sweeps;

/// <summary>One finished pass over the residents for a month 全员比对; a later pass over the same month replaces its results.</summary>
public sealed class SweepRun
{
    /// <summary>The month as a number, 202611.</summary>
    public int Month { get; init; }

    /// <summary>Division that was swept; the whole city, or a part of it that was swept again later.</summary>
    public long Region { get; init; }

    public required string PolicyHash { get; init; }

    /// <summary><c>City.DataVersion</c> that was read: an older one means that people have changed since.</summary>
    public long DataVersion { get; init; }

    public DateTime FinishedAt { get; init; }

    public int Persons { get; init; }

    public int Households { get; init; }

    public int LoadMilliseconds { get; init; }

    public int ComputeMilliseconds { get; init; }

    public int StoreMilliseconds { get; init; }
}

/// <summary>What a household or person is entitled to in a month 应享待遇, as the sweep found it.</summary>
public sealed class Entitlement
{
    public int Month { get; init; }

    public long HouseholdId { get; init; }

    public required string Programme { get; init; }

    /// <summary>0 when the household as a whole is entitled; otherwise the person.</summary>
    public long PersonId { get; init; }

    public long Region { get; init; }

    /// <summary>Persons whom the entitlement covers: the counted members, or 1.</summary>
    public short Persons { get; init; }

    /// <summary>Fen a month; 0 for a category such as 低保边缘.</summary>
    public long Amount { get; init; }
}

/// <summary>Totals of a sweep for one programme in one county or township, the figures behind every cockpit number.</summary>
public sealed class SweepTotal
{
    public int Month { get; init; }

    /// <summary>City, county or township.</summary>
    public long Region { get; init; }

    public required string Programme { get; init; }

    /// <summary>Households or persons, whichever the programme assesses.</summary>
    public int Units { get; init; }

    public int Persons { get; init; }

    public long Amount { get; init; }

    /// <summary>Units that an unknown fact keeps from being decided; they are in no other column.</summary>
    public int Undetermined { get; init; }
}
