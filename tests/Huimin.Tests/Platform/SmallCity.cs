using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Sweeps;
using Huimin.Policies;

namespace Huimin.Tests.Platform;

/// <summary>
/// A city of a few hundred people for tests of pages: the counties of Linyi, one township of Yishui with three villages, the
/// family of 赵德福 (household 104882), and as many 张 as paging needs. Two months were swept.
/// </summary>
public sealed class SmallCity
{
    public const long Code = 371300000000;
    public const long Yishui = 371323000000;
    public const long Gaoqiao = 371323102000;
    public const long Village = 371323102201;
    public const long ZhaoHousehold = 104882;
    public const long Zhao = 500001;
    public const string ZhaoId = "371323195203111817";

    private static readonly DateOnly Beginning = new(2020, 1, 1);

    public List<Region> Regions { get; } =
    [
        Region(Code, RegionLevel.City, "临沂市"),
        Region(371302000000, RegionLevel.County, "兰山区"), Region(371311000000, RegionLevel.County, "罗庄区"),
        Region(371312000000, RegionLevel.County, "河东区"), Region(371321000000, RegionLevel.County, "沂南县"),
        Region(371322000000, RegionLevel.County, "郯城县"), Region(Yishui, RegionLevel.County, "沂水县"),
        Region(371324000000, RegionLevel.County, "兰陵县"), Region(371325000000, RegionLevel.County, "费县"),
        Region(371326000000, RegionLevel.County, "平邑县"), Region(371327000000, RegionLevel.County, "莒南县"),
        Region(371328000000, RegionLevel.County, "蒙阴县"), Region(371329000000, RegionLevel.County, "临沭县"),
        Region(371371000000, RegionLevel.County, "临沂高新技术产业开发区"),
        Region(Gaoqiao, RegionLevel.Township, "高桥镇"),
        Region(Village, RegionLevel.Village, "南里庄村民委员会"), Region(371323102202, RegionLevel.Village, "北里庄村委会"),
        Region(371323102203, RegionLevel.Village, "胜利社区居民委员会"),
    ];

    public List<Household> Households { get; } = [];

    public List<Person> People { get; } = [];

    public List<FormerMembership> Former { get; } = [];

    public List<PersonFact> PersonFacts { get; } = [];

    public List<HouseholdFact> HouseholdFacts { get; } = [];

    public SmallCity()
    {
        AddHousehold(ZhaoHousehold, Village, "南里庄村18号");
        AddPerson(Zhao, ZhaoHousehold, "赵德福", Relation.Head, Sex.Male, new DateOnly(1952, 3, 11), ZhaoId);
        AddPerson(500002, ZhaoHousehold, "李秀兰", Relation.Spouse, Sex.Female, new DateOnly(1955, 6, 2), "371323195506022842");
        AddPerson(500003, ZhaoHousehold, "赵小雨", Relation.Grandchild, Sex.Female, new DateOnly(2010, 9, 1), null);
        Former.Add(new FormerMembership { PersonId = 500003, From = new(2010, 9, 1), To = Beginning, HouseholdId = 200001, Relation = Relation.Daughter });
        Record(Zhao, "wage", 90_000, new(2026, 1, 1));
        Record(500002, "disability_kind", 4, new(2026, 1, 1));
        Record(500002, "disability_grade", 3, new(2026, 1, 1));
        for (var i = 1; i <= 130; i++)
        {
            AddHousehold(200000 + i, i % 2 == 0 ? 371323102202 : 371323102203, $"{i}号");
            AddPerson(600000 + i, 200000 + i, i % 3 == 0 ? "张伟" : $"张{(char)('一' + i)}", Relation.Head, Sex.Male, new DateOnly(1980, 1, 1 + i % 28), $"37132319800101{i:0000}");
            // Ten of them earn enough from November on.
            if (i > 120)
                Record(600000 + i, "wage", 900_000, new(2026, 11, 1));
        }
    }

    public Household AddHousehold(long id, long region, string address)
    {
        var household = new Household { Id = id, Region = region, PlainAddress = address, Hukou = Hukou.Rural, MeansCheckedOn = new(2026, 9, 22), OpenedOn = Beginning };
        Households.Add(household);
        return household;
    }

    public Person AddPerson(long id, long household, string name, Relation relation, Sex sex, DateOnly? birth, string? citizenId)
    {
        var person = new Person
        {
            Id = id,
            HouseholdId = household,
            Region = Households.Single(h => h.Id == household).Region,
            Relation = relation,
            MemberSince = Beginning,
            Name = name,
            Secrets = new PersonSecrets { CitizenId = citizenId },
            Sex = sex,
            BirthDate = birth,
        };
        People.Add(person);
        return person;
    }

    /// <summary>Puts a fact of a person on record, from the first source of the catalogue; money in fen.</summary>
    public void Record(long person, string fact, long value, DateOnly from) => PersonFacts.Add(new PersonFact
    {
        PersonId = person,
        Fact = (short)Catalogue.Find(fact, ofHousehold: false)!.Id,
        ValidFrom = from,
        Value = value,
        Source = (short)Catalogue.Sources[0].Id,
    });

    /// <summary>Writes the city and sweeps October and November 2026 with the policies that the product ships.</summary>
    public async Task WriteAsync(Database database)
    {
        await using (var bulk = await database.BeginBulkAsync())
        {
            await bulk.ExecuteAsync(
                "INSERT INTO city (code, key, name, first_month, last_month, next_household_id, next_person_id) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
                [Code, "linyi", "临沂市", 202610, 202611, 1_000_000L, 1_000_000L]);
            await bulk.WriteAsync(RegionTables.Region, Regions);
            var sealer = await database.Keyring.SealerAsync(bulk);
            Households.ForEach(sealer.Seal);
            People.ForEach(sealer.Seal);
            await bulk.WriteAsync(PeopleTables.Household, Households);
            await bulk.WriteAsync(PeopleTables.Person, People);
            await bulk.WriteAsync(PeopleTables.FormerMembership, Former);
            await bulk.WriteAsync(PeopleTables.PersonFact, PersonFacts);
            await bulk.WriteAsync(PeopleTables.HouseholdFact, HouseholdFacts);
            await bulk.CommitAsync();
        }

        foreach (var month in (Month[])[new(2026, 10), new(2026, 11)])
            await new RunSweep(database, TestPolicies.Linyi, TimeProvider.System).RunAsync(month, null, null);
    }

    private static FactCatalogue Catalogue => TestPolicies.Linyi.Facts;

    public static Region Region(long code, RegionLevel level, string name) => new()
    {
        Code = code,
        ValidFrom = Beginning,
        Level = level,
        Name = name,
        Parent = level == RegionLevel.City ? null : new DivisionCode(code).Parent!.Value.Value,
    };
}
