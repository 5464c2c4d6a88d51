using Huimin.Policies;

namespace Huimin.Platform.People.Population;

/// <summary>
/// The population of one month as columns 人口快照: households in order of region, members in order of household. It is what
/// a sweep runs over; about 60 bytes a resident.
/// </summary>
public sealed class PopulationColumns : FactColumns
{
    internal PopulationColumns(Month month, FactCatalogue facts, HouseholdRows households, MemberRows members)
        : base(facts, new ArraySegment<long>(households.Regions, 0, households.Count), members.FirstOfHousehold, households.MeansKnown)
    {
        Month = month;
        HouseholdIds = new ArraySegment<long>(households.Ids, 0, households.Count);
        PersonIds = new ArraySegment<long>(members.Ids, 0, members.Count);
    }

    public Month Month { get; }

    /// <summary><c>City.DataVersion</c> when it was read.</summary>
    public long DataVersion { get; init; }

    /// <summary>Database ids by row.</summary>
    public ArraySegment<long> HouseholdIds { get; }

    public ArraySegment<long> PersonIds { get; }
}
