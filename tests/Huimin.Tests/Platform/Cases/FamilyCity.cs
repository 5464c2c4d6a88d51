using System.Globalization;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Policies;

namespace Huimin.Tests.Platform.Cases;

/// <summary>
/// A city with one county, township and village and one family, by the policies of a shipped layer or of one above it with parameters
/// of the test's own: <c>new FamilyCity("chengdu").With("dibao.standard", "995")</c>.
/// </summary>
public sealed class FamilyCity(string layer)
{
    public const long Family = 1;
    private static readonly DateOnly Beginning = new(2015, 1, 1);

    private static readonly Dictionary<string, (long Village, string City, string County, string Township, string Community)> Places = new(StringComparer.Ordinal)
    {
        ["linyi"] = (371302001001, "临沂市", "兰山区", "银雀山街道", "金一路社区居民委员会"),
        ["chengdu"] = (510104001001, "成都市", "锦江区", "督院街街道", "桂王桥社区居民委员会"),
        ["ankang"] = (610902001001, "安康市", "汉滨区", "新城街道", "兴安社区居民委员会"),
    };

    private readonly Dictionary<string, List<string>> overrides = new(StringComparer.Ordinal);
    private readonly List<Person> people = [];
    private readonly List<PersonFact> personFacts = [];
    private readonly List<HouseholdFact> householdFacts = [];
    private Hukou hukou = Hukou.Urban;

    public string Layer => overrides.Count > 0 ? "golden" : layer;

    public long Village => Places[layer].Village;

    public long Township => Village / 1_000 * 1_000;

    public long County => Village / 1_000_000 * 1_000_000;

    private long City => Village / 100_000_000 * 100_000_000;

    private static FactCatalogue Catalogue => TestPolicies.Linyi.Facts;

    /// <summary>Another value of a parameter, from its beginning on: <c>With("tekun.care", "0: 240, 1: 685, 4: 1090")</c>; a single value stands alone.</summary>
    public FamilyCity With(string parameter, string value)
    {
        var (programme, name) = (parameter.Split('.')[0], parameter.Split('.')[1]);
        if (!overrides.TryGetValue(programme, out var rows))
            overrides[programme] = rows = [];
        var cells = value.Contains(": ", StringComparison.Ordinal) ? value : "value: " + value;
        rows.Add($"  {name}:\n    values:\n      - {{from: 2010-01-01, law: 测试用值, {cells}}}\n");
        return this;
    }

    public FamilyCity Rural()
    {
        hukou = Hukou.Rural;
        return this;
    }

    /// <summary>A member with facts by their codes: money in yuan, days as 2025-03-15, options by their codes, yes and no as true and false.</summary>
    /// <returns>The city; the first member has the id 1, the next 2 …</returns>
    public FamilyCity Member(string name, string birth, params (string Fact, string Value)[] facts)
    {
        var id = people.Count + 1;
        people.Add(new Person
        {
            Id = id,
            HouseholdId = Family,
            Region = Village,
            Relation = id == 1 ? Relation.Head : Relation.Other,
            MemberSince = Beginning,
            Name = name,
            Secrets = new PersonSecrets { CitizenId = string.Create(CultureInfo.InvariantCulture, $"{County / 1_000_000}{birth.Replace("-", "", StringComparison.Ordinal)}{id:000}X") },
            Sex = Sex.Male,
            BirthDate = DateOnly.ParseExact(birth, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        });
        foreach (var (code, value) in facts)
            personFacts.Add(new PersonFact { PersonId = id, Fact = IdOf(code, false), ValidFrom = Beginning, Value = Raw(code, false, value), Source = 1 });
        return this;
    }

    public FamilyCity Household(string fact, string value)
    {
        householdFacts.Add(new HouseholdFact { HouseholdId = Family, Fact = IdOf(fact, true), ValidFrom = Beginning, Value = Raw(fact, true, value), Source = 1 });
        return this;
    }

    public async Task WriteAsync(Database database)
    {
        var place = Places[layer];
        Region[] regions =
        [
            SmallCity.Region(City, RegionLevel.City, place.City), SmallCity.Region(County, RegionLevel.County, place.County),
            SmallCity.Region(Township, RegionLevel.Township, place.Township), SmallCity.Region(Village, RegionLevel.Village, place.Community),
        ];
        var household = new Household { Id = Family, Region = Village, PlainAddress = "1号", Hukou = hukou, MeansCheckedOn = Beginning, OpenedOn = Beginning };
        await using var bulk = await database.BeginBulkAsync();
        await bulk.ExecuteAsync(
            "INSERT INTO city (code, key, name, first_month, last_month, next_household_id, next_person_id) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
            [City, "linyi", place.City, 202001, 202612, 1_000_000L, 1_000_000L]);
        await bulk.WriteAsync(RegionTables.Region, regions);
        var sealer = await database.Keyring.SealerAsync(bulk);
        sealer.Seal(household);
        people.ForEach(sealer.Seal);
        await bulk.WriteAsync(PeopleTables.Household, [household]);
        await bulk.WriteAsync(PeopleTables.Person, people);
        await bulk.WriteAsync(PeopleTables.PersonFact, personFacts);
        await bulk.WriteAsync(PeopleTables.HouseholdFact, householdFacts);
        await bulk.CommitAsync();
    }

    /// <summary>The shipped policies with a layer of the test's own on top; null where nothing is overridden.</summary>
    /// <returns>A folder to be deleted.</returns>
    public string? WritePolicies()
    {
        if (overrides.Count == 0)
            return null;
        var folder = Directory.CreateTempSubdirectory("huimin-golden-").FullName;
        foreach (var file in Directory.EnumerateFiles(ContentFiles.PoliciesFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(ContentFiles.PoliciesFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var own = Directory.CreateDirectory(Path.Combine(folder, "golden")).FullName;
        var region = (City / 100_000_000).ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(own, "layer.yaml"), $"name: 测试\nname_en: Test\nextends: {layer}\nregion: \"{region}\"\n");
        foreach (var (programme, rows) in overrides)
            File.WriteAllText(Path.Combine(own, programme + ".yaml"), $"programme: {programme}\noverride: parameters\n\nparameters:\n{string.Concat(rows)}");
        return folder;
    }

    private static short IdOf(string code, bool ofHousehold) => (short)Catalogue.Find(code, ofHousehold)!.Id;

    private static long Raw(string code, bool ofHousehold, string value)
    {
        var fact = Catalogue.Find(code, ofHousehold)!;
        if (fact.Options.Count > 0)
            return fact.Options.Index().Single(o => o.Item.Code == value).Index;
        if (value is "true" or "false")
            return value == "true" ? 1 : 0;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return RecordedValue.OfDay(day);
        var number = decimal.Parse(value, CultureInfo.InvariantCulture);
        return fact.Type == FactType.Count ? (long)number : (long)(number * 100);
    }
}
