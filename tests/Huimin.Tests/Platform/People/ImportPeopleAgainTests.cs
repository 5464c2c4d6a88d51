using Huimin.Platform.People;
using Huimin.Platform.People.Population;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.People;

/// <summary>Files that meet what earlier files have left: moves, people given twice, changed counties and earlier months.</summary>
public class ImportPeopleAgainTests
{
    private const string SinceHeader = "household_key,region,address,hukou,name,citizen_id,birth_date,relation,member_since";

    private static readonly string Li = PeopleFiles.Id("1982-02-02", 2);

    [Theory, OnEveryDatabase]
    public async Task RunAsync_MoveWithItsDayTwice_ChangesNothingTheSecondTime(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three(), new Month(2026, 8));
        var moved = $"{SinceHeader}\nH2,371302001002,湖东路2号,城镇,李四,{Li},,其他,2026-09-20\n";

        (await city.ImportAsync(moved)).Result.Changed.ShouldBe(1);
        var (again, errors) = await city.ImportAsync(moved);

        errors.ShouldBeEmpty();
        (again.Changed, again.Unchanged).ShouldBe((0, 1));
        await ShouldStandAsync(city, new DateOnly(2026, 9, 20), (8, 1), (9, 1), (10, 2), (11, 2));
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_MoveWithADayBeforeTheHeldStay_MovesInTheMonthOfTheImport(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three(), new Month(2026, 8));
        var moved = $"{SinceHeader}\nH2,371302001002,湖东路2号,城镇,李四,{Li},,其他,1999-01-01\n";

        (await city.ImportAsync(moved, new Month(2026, 10))).Result.Changed.ShouldBe(1);

        (await city.ImportAsync(moved, new Month(2026, 10))).Result.Unchanged.ShouldBe(1);
        (await city.ImportAsync(moved)).Result.Unchanged.ShouldBe(1);
        await ShouldStandAsync(city, new DateOnly(2026, 10, 1), (8, 1), (9, 1), (10, 2), (11, 2));
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_SomebodyWhoHadLeft_ComesBackOnce(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three(), new Month(2026, 8));
        await city.ReadAsync(c => c.People.Where(p => p.Name == "李四").ExecuteUpdateAsync(set => set.SetProperty(p => p.DepartedOn, new DateOnly(2026, 8, 15))));
        var back = $"{SinceHeader}\nH2,371302001002,湖东路2号,城镇,李四,{Li},,其他,1999-01-01\n";

        (await city.ImportAsync(back, new Month(2026, 10))).Result.Changed.ShouldBe(1);

        (await city.ImportAsync(back)).Result.Unchanged.ShouldBe(1);
        await ShouldStandAsync(city, new DateOnly(2026, 10, 1), (8, 1), (9, 0), (10, 2), (11, 2));
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_SamePersonWithAndWithoutId_IsTakenOnce(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        var with = $"H1,371302001001,解放路1号,农村,李四,{Li},,,配偶,,,\n";
        const string Without = "H1,371302001001,解放路1号,农村,李四,,女,1982-02-02,配偶,,,\n";
        var elsewhere = $"H2,371302001002,湖东路2号,城镇,李四,{Li},,,其他,,,\n";

        // Into an empty city, then against what is held.
        foreach (var (rows, added) in new[] { (with + Without, 1), (Without + with, 0), (with + Without, 0), (Without + elsewhere, 0) })
        {
            var (result, errors) = await city.ImportAsync($"{PeopleFiles.Header}\n{rows}");
            (result.Added, result.Rejected).ShouldBe((added, 1));
            errors.ShouldHaveSingleItem().Reason.ShouldBe("与第2行是同一人");
            errors[0].Line.ShouldBe(3);
        }

        await using var empty = await test.CreateCityAsync();
        (await empty.ImportAsync($"{PeopleFiles.Header}\n{Without}{with}")).Result.Rejected.ShouldBe(1);
        (await empty.ReadAsync(c => c.People.CountAsync())).ShouldBe(1);
    }

    /// <param name="since">First day of the current stay of 李四.</param>
    /// <param name="households">In which household she is in each month of 2026; 0: in none.</param>
    private static async Task ShouldStandAsync(TestCity city, DateOnly since, params (int Month, long Household)[] households)
    {
        var li = await city.ReadAsync(c => c.People.SingleAsync(p => p.Name == "李四"));
        li.MemberSince.ShouldBe(since);
        (await city.ReadAsync(c => c.FormerMemberships.Where(m => m.PersonId == li.Id).ToListAsync())).ShouldAllBe(m => m.From < m.To && m.To <= since);
        foreach (var (month, household) in households)
        {
            var population = await new LoadPopulation(city.Database, TestPolicies.Linyi.Facts).RunAsync(new Month(2026, month));
            var found = Enumerable.Range(0, population.HouseholdCount)
                .SelectMany(h => Enumerable.Range(population.FirstMember[h], population.FirstMember[h + 1] - population.FirstMember[h]).Select(m => (h, m)))
                .Where(x => population.PersonIds[x.m] == li.Id).Select(x => population.HouseholdIds[x.h]).ToList();
            found.ShouldBe(household == 0 ? [] : [household]);
        }
    }
}
