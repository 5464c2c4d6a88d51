using Huimin.Platform.People;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Demo;

/// <summary>Rows of some thousand households, made together and written together.</summary>
internal sealed class DemoBatch
{
    public List<Household> Households { get; } = new(16_384);

    public List<Person> People { get; } = new(49_152);

    public List<PersonFact> PersonFacts { get; } = new(49_152);

    public List<HouseholdFact> HouseholdFacts { get; } = new(32_768);

    public List<FormerMembership> FormerMemberships { get; } = new(256);

    /// <summary>Seals everybody's secrets, and the names of children whom the batch's facts protect; a household is in one batch with all that belongs to it.</summary>
    public void Seal(Sealer sealer, ProtectedChildren children, DateOnly today)
    {
        var marks = new Dictionary<long, Marks>();
        foreach (var fact in PersonFacts)
        {
            if (fact.ValidTo is null && children.Of(fact.Fact, fact.Value) is not Marks.None and var mark)
                marks[fact.PersonId] = marks.GetValueOrDefault(fact.PersonId) | mark;
        }

        foreach (var household in Households)
            sealer.Seal(household);
        foreach (var person in People)
        {
            if (marks.TryGetValue(person.Id, out var known) && ProtectedChildren.IsProtected(known, person.BirthDate, today))
                person.Secrets = person.Secrets! with { ProtectedName = person.Name };
            sealer.Seal(person);
        }
    }
}
