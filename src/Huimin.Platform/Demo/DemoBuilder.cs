using Huimin.Platform.People;
using Huimin.Policies;

namespace Huimin.Platform.Demo;

/// <summary>Adds households, people and their facts to the batch at hand, with ids, names and citizen IDs.</summary>
internal sealed class DemoBuilder(DemoFacts facts, Month month)
{
    private readonly DemoCitizenIds citizenIds = new();
    private readonly DateOnly today = month.FirstDay;
    private long nextHousehold = 1;
    private long nextPerson = 1;
    private long region;

    public DemoBatch Batch { get; private set; } = new();

    public DemoFacts Facts => facts;

    /// <summary>First day of the month that the city is made for; ages are exact on it.</summary>
    public DateOnly Today => today;

    public long NextHouseholdId => nextHousehold;

    public long NextPersonId => nextPerson;

    public void BeginCounty(long county) => citizenIds.BeginCounty(county);

    public void BeginVillage(long village) => region = village;

    public DemoBatch TakeBatch()
    {
        var full = Batch;
        Batch = new DemoBatch();
        return full;
    }

    public Household AddHousehold(Hukou hukou, string address, bool meansChecked, ref DemoRandom random)
    {
        var household = new Household
        {
            Id = nextHousehold++,
            Region = region,
            PlainAddress = address,
            Hukou = hukou,
            MeansCheckedOn = meansChecked ? today.AddDays(-random.Between(160, 500)) : null,
            OpenedOn = new DateOnly(random.Between(1985, 2024), random.Between(1, 12), random.Between(1, 28)),
        };
        Batch.Households.Add(household);
        return household;
    }

    /// <summary>A person who is exactly so many years old today.</summary>
    public Person AddPerson(Household household, Relation relation, Sex sex, int age, char surname, ref DemoRandom random)
    {
        var birth = today.AddYears(-age).AddDays(-random.Below(365));
        var id = citizenIds.Next(birth, sex);
        var person = new Person
        {
            Id = nextPerson,
            HouseholdId = household.Id,
            Region = household.Region,
            Relation = relation,
            MemberSince = birth > household.OpenedOn ? birth : household.OpenedOn,
            Name = DemoNames.Full(surname, sex, birth.Year, ref random),
            Secrets = DemoContacts.Of(nextPerson, id, isHead: relation == Relation.Head),
            Sex = sex,
            BirthDate = birth,
        };
        nextPerson++;
        Batch.People.Add(person);
        return person;
    }

    /// <summary>A monthly amount in yuan; nothing is recorded for zero, which the economic check makes a known zero.</summary>
    public void Income(Person person, short fact, decimal yuan, short source, DateOnly? from = null, DateOnly? to = null)
    {
        if (yuan > 0)
            Fact(person, fact, (long)(decimal.Round(yuan, 2) * 100), source, from, to);
    }

    public void Fact(Person person, short fact, long value, short source, DateOnly? from = null, DateOnly? to = null) =>
        Batch.PersonFacts.Add(new PersonFact
        {
            PersonId = person.Id,
            Fact = fact,
            ValidFrom = from ?? Later(facts.Start, person.BirthDate!.Value),
            ValidTo = to,
            Value = value,
            Source = source,
        });

    public void Fact(Household household, short fact, long value, short source, DateOnly? from = null) =>
        Batch.HouseholdFacts.Add(new HouseholdFact
        {
            HouseholdId = household.Id,
            Fact = fact,
            ValidFrom = from ?? Later(facts.Start, household.OpenedOn),
            Value = value,
            Source = source,
        });

    /// <summary>A day within the months of history, the first days of the made month included.</summary>
    public DateOnly RecentDay(ref DemoRandom random) => today.AddDays(random.Between(-30 * (DemoCity.MonthsOfHistory - 1), 9));

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
