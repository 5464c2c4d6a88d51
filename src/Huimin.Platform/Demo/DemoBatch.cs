using Huimin.Platform.People;

namespace Huimin.Platform.Demo;

/// <summary>Rows of some thousand households, made together and written together.</summary>
internal sealed class DemoBatch
{
    public List<Household> Households { get; } = new(16_384);

    public List<Person> People { get; } = new(49_152);

    public List<PersonFact> PersonFacts { get; } = new(49_152);

    public List<HouseholdFact> HouseholdFacts { get; } = new(32_768);

    public List<FormerMembership> FormerMemberships { get; } = new(256);
}
