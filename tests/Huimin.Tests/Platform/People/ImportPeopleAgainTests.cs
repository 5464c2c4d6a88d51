using Huimin.Platform;
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
    public async Task RunAsync_PersonOrHouseholdMoves_EverybodysRegionIsTheHouseholds(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three(), new Month(2026, 8));
        (await RegionsAsync(city)).ShouldBe([("张三", 371302001001), ("李四", 371302001001), ("王五", 371302001002)]);

        // One person moves.
        await city.ImportAsync($"{SinceHeader}\nH2,371302001002,湖东路2号,城镇,李四,{Li},,其他,2026-09-20\n", new Month(2026, 10));
        (await RegionsAsync(city)).ShouldBe([("张三", 371302001001), ("李四", 371302001002), ("王五", 371302001002)]);

        // A household moves; of its two members the file names one, and somebody of another household comes in.
        var zhao = PeopleFiles.Id("1970-01-01", 3);
        await city.ImportAsync($"{SinceHeader}\nH2,371302001001,新村3号,城镇,李四,{Li},,其他,\nH3,371302001002,新村4号,城镇,赵六,{zhao},,户主,\n");
        (await RegionsAsync(city)).ShouldBe([("张三", 371302001001), ("李四", 371302001001), ("王五", 371302001001), ("赵六", 371302001002)]);

        static Task<List<(string, long)>> RegionsAsync(TestCity city) =>
            city.ReadAsync(async c => (await c.People.OrderBy(p => p.Id).ToListAsync()).ConvertAll(p => (p.Name, p.Region)));
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

    [Theory, OnEveryDatabase]
    public async Task RunAsync_NumberOfAHouseholdWithTheCountyOfBefore_FindsIt(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three());
        await city.ReadAsync(c => c.Households.Where(h => h.Id == 2).ExecuteUpdateAsync(set => set.SetProperty(h => h.ExternalKey, (string?)null)));
        const string Old = "H-371323-2,371302001002,湖东路2号,城镇,王五,,女,1950-03-03,户主,,,\n";

        foreach (var _ in new[] { 1, 2 })
        {
            var (result, errors) = await city.ImportAsync($"{PeopleFiles.Header}\n{Old}");
            errors.ShouldBeEmpty();
            (result.Unchanged, result.HouseholdsAdded).ShouldBe((1, 0));
        }

        // Another city's number, and one that only looks like a number, are keys of their own.
        (await city.ImportAsync($"{PeopleFiles.Header}\nH-110101-2,371302001002,湖东路3号,城镇,赵六,,女,1950-03-03,户主,,,\nH-2024-2,371302001002,湖东路4号,城镇,钱七,,女,1950-03-03,户主,,,\n"))
            .Result.HouseholdsAdded.ShouldBe(2);
        // Two numbers of one household in a file.
        var (_, twice) = await city.ImportAsync($"{PeopleFiles.Header}\n{Old}H-371302-2,371302001002,湖东路2号,城镇,赵六,,女,1970-03-03,其他,,,\n");
        twice.ShouldHaveSingleItem().Reason.ShouldContain("第2行是同一户");
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_NewHousehold_ExistsSinceItsFirstMemberCame(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        // The last line is in a later batch than the first.
        var others = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"K{i},371302001001,解放路{i}号,农村,张三,,1980-01-01,户主,2026-10-05\n"));
        await city.ImportAsync(
            $"{SinceHeader}\nH1,371302001001,东路1号,农村,张小,,2026-11-10,子,2026-11-10\nH1,371302001001,东路1号,农村,李四,{Li},,户主,2010-05-01\n"
            + $"H2,371302001001,东路2号,农村,张小,,2026-11-10,子,2026-11-10\n{others}H2,371302001001,东路2号,农村,张大,,1980-01-01,户主,2011-06-01\n"
            + "H3,371302001001,东路3号,农村,张小,,2026-11-10,子,2026-11-10\n");

        foreach (var (key, day) in new[] { ("H1", new DateOnly(2010, 5, 1)), ("H2", new DateOnly(2011, 6, 1)), ("H3", new DateOnly(2026, 11, 1)) })
            (await city.ReadAsync(c => c.Households.SingleAsync(h => h.ExternalKey == key))).OpenedOn.ShouldBe(day);
        (await city.ReadAsync(c => c.Households.CountAsync())).ShouldBe(5_003);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_SameValuesForAnEarlierMonth_HoldFromThatMonthOn(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three());

        var (result, errors) = await city.ImportAsync(PeopleFiles.Three(), new Month(2026, 9));

        errors.ShouldBeEmpty();
        (result.Changed, result.Unchanged, result.FactsWritten).ShouldBe((2, 1, 5));
        (await city.ReadAsync(c => c.PersonFacts.ToListAsync())).ShouldAllBe(f => f.ValidFrom == new DateOnly(2026, 9, 1) && f.ValidTo == null);
        (await city.ReadAsync(c => c.HouseholdFacts.SingleAsync())).ValidFrom.ShouldBe(new DateOnly(2026, 9, 1));
        (await city.ImportAsync(PeopleFiles.Three())).Result.Unchanged.ShouldBe(3);
        (await city.ImportAsync(PeopleFiles.Three(), new Month(2026, 9))).Result.Unchanged.ShouldBe(3);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_MonthOutOfReach_IsRefusedAndLeavesTheMonthsOfTheCity(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        foreach (var month in new[] { new Month(1999, 12), new Month(2027, 1), new Month(2062, 11) })
            (await Should.ThrowAsync<CannotRunException>(() => city.ImportAsync(PeopleFiles.Three(), month))).Message.ShouldContain("2000-01至2026-12");
        var before = await city.ReadAsync(c => c.Cities.SingleAsync());

        // Nothing accepted, nothing widened.
        (await city.ImportAsync($"{PeopleFiles.Header}\nH1\n", new Month(2026, 9))).Result.Rejected.ShouldBe(1);

        var after = await city.ReadAsync(c => c.Cities.SingleAsync());
        (after.FirstMonth, after.LastMonth).ShouldBe((before.FirstMonth, before.LastMonth));
        (await city.ImportAsync(PeopleFiles.Three(), new Month(2026, 12))).Result.Added.ShouldBe(3);
        (await city.ReadAsync(c => c.Cities.SingleAsync())).LastMonth.ShouldBe(202612);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_FileCutOffInsideItsLastCell_RefusesThatRow(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        var text = $"{SinceHeader},wage\nH1,371302001001,解放路1号,农村,李四,{Li},,户主,,1800\nH2,371302001002,湖东路2号,城镇,王五,,1950-03-03,户主,,18";

        var (result, errors) = await city.ImportAsync(text);

        (result.Added, result.Rejected).ShouldBe((1, 1));
        var error = errors.ShouldHaveSingleItem();
        (error.Line, error.Reason).ShouldBe((3, "文件末尾没有换行，最后一行可能被截断"));
        (await city.ImportAsync(text + "00\n")).Result.Added.ShouldBe(1);
        (await city.ExportAsync()).ShouldEndWith("\n");
    }

    [Theory, OnEveryDatabase]
    public async Task Commands_ErrorFileOverTheInputOrTheDatabase_AreRefused(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        var folder = Directory.CreateTempSubdirectory("huimin-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "people.csv");
            await File.WriteAllTextAsync(file, PeopleFiles.Three());
            var targets = new List<string> { Path.Combine(folder.FullName, ".", "people.csv") };
            if (test == TestDatabase.Sqlite)
                targets.Add(city.Connection["sqlite:".Length..]);
            foreach (var command in new[] { "people", "regions" })
            {
                foreach (var target in targets)
                {
                    var (code, _, error) = await Web.Commands.Program.RunAsync(
                        command, "import", file, "--errors", target, "--database", city.Connection, "--city", city.Key);
                    code.ShouldBe(2);
                    error.ShouldContain("The error file cannot be");
                }
            }

            (await File.ReadAllTextAsync(file)).ShouldBe(PeopleFiles.Three());
            (await city.ReadAsync(c => c.People.CountAsync())).ShouldBe(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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
