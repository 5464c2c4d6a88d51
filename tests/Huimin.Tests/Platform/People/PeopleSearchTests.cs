using Huimin.Platform.Access;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.People;

/// <summary>Pages of a search: everybody who is meant, once, in the order that is promised, whatever the place and whoever reads.</summary>
public sealed class PeopleSearchTests
{
    private const long City = 371300000000;
    private const long County = 371302000000;
    private const long Township = 371302001000;
    private const long Village = 371302001001;
    private const int Households = 240;
    private const string Child = "王小雨";

    /// <summary>Few names for many people; one beyond the first plane of Unicode, where two orders of text differ.</summary>
    private static readonly string[] Names = ["王伟", "王芳", "王", "李伟", "王秀英", "王\uFF5E", "王\U00020BB7", "欧阳海"];

    private static readonly long[] Villages =
        [Village, 371302001002, 371302002001, 371302002002, 371311001001, 371311001002];

    [Theory, OnEveryDatabase]
    public async Task People_PageAfterPage_AreCompleteWithoutDuplicatesAndInOrder(TestDatabase test)
    {
        await using var city = await CityAsync(test);
        var all = await city.ReadAsync(c => c.People.AsNoTracking().ToListAsync());
        foreach (var query in (string[])["王", "王伟", "李", Child, "欧阳", "无"])
        {
            foreach (var place in (long?[])[null, City, County, Township, Village])
                (await IdsAsync(city, query, place)).ShouldBe(Named(all, query, place), $"{query} {place}");
        }

        var tail = all.GroupBy(p => city.Database.Keyring.Open(p).CitizenId![^4..]).OrderByDescending(g => g.Count()).First();
        tail.Count().ShouldBeGreaterThan(PeopleSearch.PageSize);
        foreach (var place in (long?[])[null, County, Township, Village])
            (await IdsAsync(city, tail.Key, place)).ShouldBe([.. tail.Where(p => IsIn(p, place)).Select(p => p.Id).Order()], $"{tail.Key} {place}");
    }

    [Theory, OnEveryDatabase]
    public async Task People_ReaderOfATownship_FindsNobodyElsewhere(TestDatabase test)
    {
        await using var city = await CityAsync(test);
        var all = await city.ReadAsync(c => c.People.AsNoTracking().ToListAsync());
        var acting = new Acting();
        acting.As(1, "甲", new Post { Id = 1, AccountId = 1, Role = "township_clerk", Region = Township }, new HashSet<string> { Permissions.ViewPeople });
        foreach (var query in (string[])["王", Child])
        {
            (await IdsAsync(city, query, Township, acting)).ShouldBe(Named(all, query, Township), query);
            // Whatever place the address names.
            (await IdsAsync(city, query, null, acting)).ShouldBe(Named(all.Where(p => IsIn(p, Township)), query, null), query);
            (await IdsAsync(city, query, 371311001000, acting)).ShouldBeEmpty(query);
        }
    }

    /// <summary>In the order that the lists promise: of a township or village by household, of anything larger by name with protected children first.</summary>
    private static List<long> Named(IEnumerable<Person> all, string query, long? place)
    {
        var found = all.Where(p => IsIn(p, place)).ToList();
        var children = found.Where(p => p.SealedName is not null && query == Child).ToList();
        var named = found.Where(p => p.Name.StartsWith(query, StringComparison.Ordinal)).ToList();
        return place is { } code && new DivisionCode(code).Level >= RegionLevel.Township
            ? [.. children.Concat(named).OrderBy(p => p.Region).ThenBy(p => p.HouseholdId).ThenBy(p => p.Id).Select(p => p.Id)]
            : [.. children.OrderBy(p => p.Id).Concat(named.OrderBy(p => p.Name, CodePoints).ThenBy(p => p.Id)).Select(p => p.Id)];
    }

    private static Comparer<string> CodePoints { get; } =
        Comparer<string>.Create((a, b) => System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b)));

    private static bool IsIn(Person person, long? place) => place is not { } code || new DivisionCode(code).Contains(new DivisionCode(person.Region));

    private static async Task<List<long>> IdsAsync(TestCity city, string query, long? place, Acting? acting = null)
    {
        var ids = new List<long>();
        for (long? after = null; ;)
        {
            await using var context = city.Database.CreateContext();
            context.Acting = acting ?? context.Acting;
            var page = await PeopleSearch.For(query).PeopleAsync(context, city.Database.Keyring, place is { } code ? new DivisionCode(code) : null, after, default);
            page.Count.ShouldBeLessThanOrEqualTo(PeopleSearch.PageSize + 1);
            ids.AddRange(page.Take(PeopleSearch.PageSize).Select(p => p.Id));
            if (page.Count <= PeopleSearch.PageSize)
                return ids;
            after = ids[^1];
        }
    }

    /// <summary>Households lie across the villages, and neither their numbers nor those of their members follow the places.</summary>
    private static async Task<TestCity> CityAsync(TestDatabase test)
    {
        var city = await test.CreateAsync();
        var households = Enumerable.Range(1, Households).Select(i => new Household
        {
            Id = i,
            Region = Villages[i * 7 % Villages.Length],
            PlainAddress = $"{i}号",
            Hukou = Hukou.Rural,
            OpenedOn = new DateOnly(2020, 1, 1),
        }).ToList();
        var people = Enumerable.Range(0, Households * 3).Select(i => NewPerson(i, households[i * 11 % Households])).ToList();
        await using var bulk = await city.Database.BeginBulkAsync();
        var sealer = await city.Database.Keyring.SealerAsync(bulk);
        households.ForEach(sealer.Seal);
        people.ForEach(sealer.Seal);
        await bulk.WriteAsync(PeopleTables.Household, households);
        await bulk.WriteAsync(PeopleTables.Person, people);
        await bulk.CommitAsync();
        return city;
    }

    private static Person NewPerson(int i, Household household)
    {
        var isChild = i % 9 == 0;
        return new Person
        {
            Id = 10_000 - i,
            HouseholdId = household.Id,
            Region = household.Region,
            Relation = Relation.Other,
            MemberSince = new DateOnly(2020, 1, 1),
            Name = isChild ? "王*" : Names[i % Names.Length],
            Secrets = new PersonSecrets { CitizenId = i % 2 == 0 ? PeopleFiles.Id($"1980-01-{1 + i % 5:00}", 7) : PeopleFiles.Id("1990-01-01", i), ProtectedName = isChild ? Child : null },
            Sex = Sex.Male,
        };
    }
}
