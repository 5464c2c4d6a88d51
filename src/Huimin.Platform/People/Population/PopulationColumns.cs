using Huimin.Policies;

namespace Huimin.Platform.People.Population;

/// <summary>
/// The population of one month as columns 人口快照: households in order of region, members in order of household. It is what
/// a sweep runs over; about 60 bytes a resident.
/// </summary>
public sealed class PopulationColumns
{
    private readonly Column?[] household;
    private readonly Column?[] member;
    private readonly FactCatalogue facts;
    private readonly long[] householdDefaults;
    private readonly long[] memberDefaults;

    internal PopulationColumns(Month month, FactCatalogue facts, HouseholdRows households, MemberRows members)
    {
        Month = month;
        this.facts = facts;
        HouseholdIds = new ArraySegment<long>(households.Ids, 0, households.Count);
        Regions = new ArraySegment<long>(households.Regions, 0, households.Count);
        Hukou = households.Hukou;
        MeansKnown = households.MeansKnown;
        FirstMember = members.FirstOfHousehold;
        PersonIds = new ArraySegment<long>(members.Ids, 0, members.Count);
        household = new Column?[facts.Household.Count];
        member = new Column?[facts.Member.Count];
        householdDefaults = [.. facts.Household.Select(f => f.Default)];
        memberDefaults = [.. facts.Member.Select(f => f.Default)];
    }

    public Month Month { get; }

    /// <summary><c>City.DataVersion</c> when it was read.</summary>
    public long DataVersion { get; init; }

    public int HouseholdCount => HouseholdIds.Count;

    public int PersonCount => PersonIds.Count;

    /// <summary>Database ids by row.</summary>
    public ArraySegment<long> HouseholdIds { get; }

    /// <summary>12-digit division codes by household row, ascending.</summary>
    public ArraySegment<long> Regions { get; }

    public ArraySegment<long> PersonIds { get; }

    /// <summary>Row of the first member of each household, and behind the last household the number of members.</summary>
    public int[] FirstMember { get; }

    internal byte[] Hukou { get; }

    internal bool[] MeansKnown { get; }

    internal void SetHousehold(int fact, int row, long value) => (household[fact] ??= Column.For(facts.Household[fact], HouseholdCount))[row] = value;

    internal void SetMember(int fact, int row, long value) => (member[fact] ??= Column.For(facts.Member[fact], PersonCount))[row] = value;

    /// <summary>Puts a whole column in its place; used for what is held on the person rather than as a dated fact.</summary>
    internal void SetMember(int fact, Column column) => member[fact] = column;

    internal long HouseholdFact(int row, int fact) =>
        Read(household[fact], row, householdDefaults[fact], facts.Household[fact].Means && !MeansKnown[row]);

    internal long MemberFact(int householdRow, int row, int fact) =>
        Read(member[fact], row, memberDefaults[fact], facts.Member[fact].Means && !MeansKnown[householdRow]);

    // Absent is the default, except income and property of a household that nobody has looked at: they are unknown.
    private static long Read(Column? column, int row, long absent, bool unknownWhenAbsent)
    {
        var value = column is null ? Column.Absent : column[row];
        return value != Column.Absent ? value : unknownWhenAbsent ? Family.Unknown : absent;
    }
}

/// <summary>A cursor over the columns that shows one household at a time to the evaluator. One a thread; moving it allocates nothing.</summary>
public sealed class PopulationFamily(PopulationColumns population, FactCatalogue facts) : Family
{
    private readonly int householdHukou = facts.Find("hukou", ofHousehold: true)?.Index ?? -1;
    private readonly int memberHukou = facts.Find("hukou", ofHousehold: false)?.Index ?? -1;
    private int household;
    private int first;

    public override long Region => population.Regions[household];

    public override int MemberCount => population.FirstMember[household + 1] - first;

    public void MoveTo(int householdRow)
    {
        household = householdRow;
        first = population.FirstMember[householdRow];
    }

    public override long HouseholdFact(int fact) =>
        fact == householdHukou ? population.Hukou[household] : population.HouseholdFact(household, fact);

    public override long MemberFact(int member, int fact) =>
        fact == memberHukou ? population.Hukou[household] : population.MemberFact(household, first + member, fact);
}
