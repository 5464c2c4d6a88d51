using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.People;
using Huimin.Platform.People.Population;
using Huimin.Platform.Regions;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.People.Population;

public sealed class LoadPopulationTests
{
    private static readonly Month Month = new(2026, 11);
    private static readonly PolicyPack Pack = TestPolicies.Linyi;

    [Theory, OnEveryDatabase]
    public async Task Run_HouseholdsThatMovedAway_AreInOrderOfTheirNewRegion(TestDatabase kind)
    {
        await using var city = await DemoAsync(kind);
        await using (var context = city.Database.CreateContext())
        {
            // Every seventh household moves to the first village: neither households nor people lie in order any more.
            await context.Households.Where(h => h.Id % 7 == 0).ExecuteUpdateAsync(set => set.SetProperty(h => h.Region, 371302001002));
        }

        var population = await LoadAsync(city.Database);
        population.Regions.ShouldBe(population.Regions.Order());
        population.FirstMember[^1].ShouldBe(population.PersonCount);
        await ShouldBeAsRecordedAsync(city.Database, population);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_County_HasExactlyItsHouseholds(TestDatabase kind)
    {
        await using var city = await DemoAsync(kind);
        var whole = await LoadAsync(city.Database);
        var county = new DivisionCode(371328000000);
        var part = await new LoadPopulation(city.Database, Pack.Facts).RunAsync(Month, county);

        part.HouseholdIds.ShouldBe(whole.HouseholdIds.Where((_, row) => county.Contains(new DivisionCode(whole.Regions[row]))));
        part.PersonCount.ShouldBeGreaterThan(0);
        await ShouldBeAsRecordedAsync(city.Database, part);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_PersonWhoMovedThisMonth_StillCountsInTheOldHousehold(TestDatabase kind)
    {
        await using var city = await DemoAsync(kind);
        long person, old, other;
        await using (var context = city.Database.CreateContext())
        {
            var households = await context.Households.OrderBy(h => h.Id).Take(2).ToListAsync();
            (old, other) = (households[0].Id, households[1].Id);
            var moving = await context.People.FirstAsync(p => p.HouseholdId == old && p.DiedOn == null);
            context.Add(moving.MoveTo(other, moving.Region, Relation.Other, Month.FirstDay.AddDays(4)));
            person = moving.Id;
            await context.SaveChangesAsync();
        }

        HouseholdOf(await LoadAsync(city.Database), person).ShouldBe(old);
        await using (var context = city.Database.CreateContext())
            await context.Cities.ExecuteUpdateAsync(set => set.SetProperty(c => c.LastMonth, 202612));
        HouseholdOf(await new LoadPopulation(city.Database, Pack.Facts).RunAsync(Month.AddMonths(1)), person).ShouldBe(other);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_DeathWithinTheMonth_CountsToItsEnd(TestDatabase kind)
    {
        await using var city = await DemoAsync(kind);
        long inMonth, before;
        await using (var context = city.Database.CreateContext())
        {
            var people = await context.People.Where(p => p.DiedOn == null).OrderBy(p => p.Id).Take(2).ToListAsync();
            (people[0].DiedOn, people[1].DiedOn) = (Month.FirstDay, Month.FirstDay.AddDays(-1));
            (inMonth, before) = (people[0].Id, people[1].Id);
            await context.SaveChangesAsync();
        }

        var population = await LoadAsync(city.Database);
        population.PersonIds.ShouldContain(inMonth);
        population.PersonIds.ShouldNotContain(before);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_MeansCheckedLater_AreUnknownUntilThen(TestDatabase kind)
    {
        await using var city = await DemoAsync(kind);
        await using (var context = city.Database.CreateContext())
        {
            // A third each: checked on the first of the month, the day after, never.
            await context.Households.Where(h => h.Id % 3 == 0).ExecuteUpdateAsync(set => set.SetProperty(h => h.MeansCheckedOn, Month.FirstDay));
            await context.Households.Where(h => h.Id % 3 == 1).ExecuteUpdateAsync(set => set.SetProperty(h => h.MeansCheckedOn, Month.FirstDay.AddDays(1)));
            await context.Households.Where(h => h.Id % 3 == 2).ExecuteUpdateAsync(set => set.SetProperty(h => h.MeansCheckedOn, (DateOnly?)null));
            await context.HouseholdFacts.ExecuteDeleteAsync();
        }

        var population = await LoadAsync(city.Database);
        var family = new ColumnFamily(population);
        var assets = Pack.Facts.Find("financial_assets", ofHousehold: true)!;
        await using var read = city.Database.CreateContext();
        for (var row = 0; row < population.HouseholdCount; row++)
        {
            family.MoveTo(row);
            var expected = population.HouseholdIds[row] % 3 == 0 ? 0 : Family.Unknown;
            family.HouseholdFact(assets.Index).ShouldBe(expected);
            (await RecordedFamily.LoadAsync(read, Pack.Facts, population.HouseholdIds[row], Month))!.HouseholdFact(assets.Index).ShouldBe(expected);
        }
    }

    [Fact]
    public void RowIndex_AnyOrderOfIdsAndQuestions_FindsTheRow()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var ids = Enumerable.Range(0, random.Next(0, 40)).Select(_ => (long)random.Next(0, 100)).Distinct().ToArray();
            if (round % 2 == 0)
                Array.Sort(ids);
            var index = new RowIndex([.. ids, -7, 3], ids.Length);
            for (var question = 0; question < 60; question++)
            {
                var id = random.Next(-2, 103);
                index.Find(id).ShouldBe(Array.IndexOf(ids, id));
            }
        }
    }

    private static long HouseholdOf(PopulationColumns population, long person)
    {
        var row = ((IList<long>)population.PersonIds).IndexOf(person);
        return population.HouseholdIds[Enumerable.Range(0, population.HouseholdCount).Last(h => population.FirstMember[h] <= row)];
    }

    private static async Task ShouldBeAsRecordedAsync(Database database, PopulationColumns population)
    {
        var family = new ColumnFamily(population);
        await using var context = database.CreateContext();
        for (var row = 0; row < population.HouseholdCount; row += 3)
        {
            family.MoveTo(row);
            var recorded = (await RecordedFamily.LoadAsync(context, Pack.Facts, population.HouseholdIds[row], population.Month))!;
            recorded.Region.ShouldBe(family.Region);
            recorded.MemberCount.ShouldBe(family.MemberCount);
            for (var member = 0; member < family.MemberCount; member++)
                foreach (var fact in Pack.Facts.Member)
                    recorded.MemberFact(member, fact.Index).ShouldBe(family.MemberFact(member, fact.Index), fact.Code);
        }
    }

    private static Task<PopulationColumns> LoadAsync(Database database) => new LoadPopulation(database, Pack.Facts).RunAsync(Month);

    private static async Task<TestCity> DemoAsync(TestDatabase kind)
    {
        var city = await kind.CreateAsync();
        await new DemoCity(city.Database, Pack, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.0003, Month), null);
        return city;
    }
}
