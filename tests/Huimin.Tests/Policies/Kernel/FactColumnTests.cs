using Huimin.Policies;

namespace Huimin.Tests.Policies.Kernel;

public sealed class FactColumnTests
{
    [Fact]
    public void Set_ValuesOfEveryKind_ComeBack()
    {
        foreach (var fact in ShippedPolicies.Linyi.Facts.Member.Concat(ShippedPolicies.Linyi.Facts.Household))
        {
            var column = FactColumn.For(fact, 4);
            column[0].ShouldBe(FactColumn.Absent);
            column[1] = Family.Unknown;
            column[1].ShouldBe(Family.Unknown);
            var largest = fact.Type switch { FactType.Money => 9_000_000_000_000L, FactType.Bool => 1, FactType.Choice => fact.Options.Count - 1, _ => Math.Min(fact.Maximum, 3_000_000) };
            column[2] = largest;
            column[2].ShouldBe(largest, fact.Code);
            column[3] = 0;
            column[3].ShouldBe(0);
        }
    }
}
