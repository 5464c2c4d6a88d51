using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Policies;

namespace Huimin.Platform.Demo.History;

/// <summary>Those who received something in earlier years and do not any more: families that got on, children who grew up, people who died.</summary>
internal sealed class HistoryFormers(HistoryPeople people, Sealer sealer, Month takeOver, long nextPerson, ulong seed)
{
    private const int Adult = 18;
    private const int LongestGrown = 8;

    private readonly FamilyBuckets families = new(people.All);
    private readonly HashSet<long> grown = [];
    private DemoRandom random = new(seed);
    private int at;

    /// <summary>The dead, who are not on record otherwise.</summary>
    public List<Person> Dead { get; } = [];

    public long NextPersonId => nextPerson + Dead.Count;

    /// <summary>Null when the city has no such family left.</summary>
    public HistoryUnit? Family(Hukou? hukou, int persons, IReadOnlyList<(string Programme, long Now)> each)
    {
        if (families.Take(hukou, persons) is not { } family)
            return null;
        return new HistoryUnit
        {
            Household = family.Id,
            Region = family.Region,
            Persons = persons,
            Hukou = family.Hukou,
            Name = family.Head.Name,
            Awards = [.. each.Select(e => (e.Programme, e.Now * persons))],
            IsPresent = false,
        };
    }

    /// <summary>Somebody who was a child on a day and is none any more.</summary>
    public HistoryUnit? GrownChild(DateOnly day, IReadOnlyList<(string Programme, long Now)> each)
    {
        var (youngest, oldest) = (takeOver.FirstDay.AddYears(-Adult), takeOver.FirstDay.AddYears(-Adult - LongestGrown));
        for (var i = 0; i < people.All.Count; i++)
        {
            var family = people.All[at++ % people.All.Count];
            if (family.Members.Find(m => m.Birth <= youngest && m.Birth > oldest && m.Birth > day.AddYears(-Adult) && !grown.Contains(m.Id)) is not { } member)
                continue;
            grown.Add(member.Id);
            return new HistoryUnit { Household = family.Id, Person = member.Id, Region = family.Region, Persons = 1, Hukou = family.Hukou, Birth = member.Birth, Name = member.Name, Awards = each, IsPresent = false };
        }

        return null;
    }

    /// <summary>Somebody as old as another recipient, who died in a month.</summary>
    public HistoryUnit Deceased(DateOnly born, Month month, Hukou? hukou, IReadOnlyList<(string Programme, long Now)> each)
    {
        var family = people.Next();
        for (var i = 0; i < people.All.Count && hukou is { } one && family.Hukou != one; i++)
            family = people.Next();
        var sex = random.Chance(0.5) ? Sex.Male : Sex.Female;
        var birth = born.AddDays(-random.Below(1_500));
        var person = new Person
        {
            Id = NextPersonId,
            HouseholdId = family.Id,
            Region = family.Region,
            Relation = Relation.Other,
            MemberSince = birth.AddYears(20),
            Name = DemoNames.Full(DemoNames.Surname(ref random), sex, birth.Year, ref random),
            Secrets = PersonSecrets.None,
            Sex = sex,
            BirthDate = birth,
            DiedOn = month.FirstDay.AddDays(random.Below(28)),
        };
        sealer.Seal(person);
        Dead.Add(person);
        return new HistoryUnit { Household = family.Id, Person = person.Id, Region = family.Region, Persons = 1, Hukou = family.Hukou, Birth = birth, Name = person.Name, Awards = each, IsPresent = false, HasDied = true, Last = month };
    }
}
