namespace Huimin.Policies;

/// <summary>A cursor over columns that shows one household at a time to the evaluator. One a thread; moving it allocates nothing.</summary>
public sealed class ColumnFamily(FactColumns population) : Family
{
    private int household;
    private int first;

    public override long Region => population.Regions[household];

    public override int MemberCount => population.FirstMember[household + 1] - first;

    public void MoveTo(int householdRow)
    {
        household = householdRow;
        first = population.FirstMember[householdRow];
    }

    public override long HouseholdFact(int fact) => population.HouseholdFact(household, fact);

    public override long MemberFact(int member, int fact) => population.MemberFact(household, first + member, fact);
}
