namespace Huimin.Platform.People;

/// <summary>
/// One established fact 事实 with the time for which it holds and who said so. The value is the raw encoding of
/// <c>Huimin.Policies.Fact</c>, but for dates, which are held readable as the number 20260131; null means established as unknown.
/// </summary>
public abstract class DatedFact
{
    /// <summary><c>Fact.Id</c> of the catalogue.</summary>
    public short Fact { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>First day on which it no longer holds; null while it holds.</summary>
    public DateOnly? ValidTo { get; set; }

    public long? Value { get; init; }

    /// <summary><c>FactSource.Id</c> of the catalogue.</summary>
    public short Source { get; init; }

    public bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || ValidTo > day);
}

public sealed class PersonFact : DatedFact
{
    public long PersonId { get; init; }
}

public sealed class HouseholdFact : DatedFact
{
    public long HouseholdId { get; init; }
}
