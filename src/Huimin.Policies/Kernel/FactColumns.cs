namespace Huimin.Policies;

/// <summary>
/// The facts of many households as columns: households in order, the members of a household in a run. What
/// <see cref="PopulationEvaluator"/> passes over.
/// </summary>
public class FactColumns
{
    private readonly FactColumn?[] household;
    private readonly FactColumn?[] member;
    private readonly FactColumn?[] shared;

    /// <param name="facts">The catalogue by whose indexes the columns stand.</param>
    /// <param name="regions">12-digit division codes by household row.</param>
    /// <param name="firstMember">Row of the first member of each household, and behind the last household the number of members.</param>
    /// <param name="meansKnown">By household row, whether its means were checked: income and property not recorded are then the default, not unknown.</param>
    public FactColumns(FactCatalogue facts, ArraySegment<long> regions, int[] firstMember, bool[] meansKnown)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Facts = facts;
        Regions = regions;
        FirstMember = firstMember;
        MeansKnown = meansKnown;
        household = new FactColumn?[facts.Household.Count];
        member = new FactColumn?[facts.Member.Count];
        shared = new FactColumn?[facts.Member.Count];
    }

    public FactCatalogue Facts { get; }

    public int HouseholdCount => Regions.Count;

    public int PersonCount => FirstMember[HouseholdCount];

    /// <summary>12-digit division codes by household row.</summary>
    public ArraySegment<long> Regions { get; }

    /// <summary>Row of the first member of each household, and behind the last household the number of members.</summary>
    public int[] FirstMember { get; }

    internal bool[] MeansKnown { get; }

    /// <summary>Records a raw value of a household's fact; <see cref="Family.Unknown"/> for one that is asked and not known.</summary>
    public void SetHousehold(int fact, int row, long value) => (household[fact] ??= FactColumn.For(Facts.Household[fact], HouseholdCount))[row] = value;

    /// <summary>Records a raw value of a member's fact.</summary>
    public void SetMember(int fact, int row, long value) => (member[fact] ??= FactColumn.For(Facts.Member[fact], PersonCount))[row] = value;

    /// <summary>Puts a whole column in its place.</summary>
    public void SetHousehold(int fact, FactColumn column) => household[fact] = column;

    /// <summary>Puts a whole column in its place.</summary>
    public void SetMember(int fact, FactColumn column) => member[fact] = column;

    /// <summary>A fact that all members have from their household; <paramref name="column"/> is by household row.</summary>
    public void SetMemberFromHousehold(int fact, FactColumn column) => shared[fact] = column;

    /// <summary>The column of a household's fact, or null when it is recorded of nobody.</summary>
    internal FactColumn? HouseholdColumn(int fact) => household[fact];

    internal FactColumn? MemberColumn(int fact) => member[fact];

    /// <summary>The column by household row of a fact that members have from their household, or null.</summary>
    internal FactColumn? SharedColumn(int fact) => shared[fact];

    internal long HouseholdFact(int row, int fact) => Read(household[fact], row, Facts.Household[fact], row);

    internal long MemberFact(int householdRow, int row, int fact) => shared[fact] is { } fromHousehold
        ? Read(fromHousehold, householdRow, Facts.Member[fact], householdRow)
        : Read(member[fact], row, Facts.Member[fact], householdRow);

    // Absent is the default, except income and property of a household that nobody has looked at: they are unknown.
    private long Read(FactColumn? column, int row, Fact fact, int householdRow)
    {
        var value = column is null ? FactColumn.Absent : column[row];
        return value != FactColumn.Absent ? value : fact.Means && !MeansKnown[householdRow] ? Family.Unknown : fact.Default;
    }
}
