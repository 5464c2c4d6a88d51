using System.Text;
using Huimin.Platform;
using Huimin.Platform.Files;
using Huimin.Platform.People;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.People;

public class ImportPeopleTests
{
    [Theory, OnEveryDatabase]
    public async Task RunAsync_GoodRows_WritesPeopleHouseholdsAndFacts(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();

        var (result, errors) = await city.ImportAsync(PeopleFiles.Three());

        errors.ShouldBeEmpty();
        (result.Rows, result.Added, result.HouseholdsAdded, result.FactsWritten).ShouldBe((3, 3, 2, 5));
        var zhang = await city.ReadAsync(c => c.People.SingleAsync(p => p.Name == "张三"));
        (zhang.Sex, zhang.BirthDate, zhang.Relation).ShouldBe((Sex.Male, new DateOnly(1980, 1, 1), Relation.Head));
        city.Database.Keyring.Open(zhang).CitizenId.ShouldBe(PeopleFiles.Id("1980-01-01", 1));
        zhang.MemberSince.ShouldBe(new DateOnly(2026, 11, 1));
        var wage = await city.ReadAsync(c => c.PersonFacts.SingleAsync(f => f.PersonId == zhang.Id && f.Fact == PeopleFiles.Fact("wage")));
        (wage.Value, wage.ValidFrom, wage.ValidTo).ShouldBe((180_000L, new DateOnly(2026, 11, 1), null));
        TestPolicies.Linyi.Facts.Sources.Single(s => s.Id == wage.Source).Code.ShouldBe("import");
        var assets = await city.ReadAsync(c => c.HouseholdFacts.SingleAsync());
        assets.Value.ShouldBe(1_200_050);
        var unknown = await city.ReadAsync(c => c.PersonFacts.SingleAsync(f => f.PersonId != zhang.Id && f.Fact == PeopleFiles.Fact("wage")));
        unknown.Value.ShouldBeNull();
        var household = await city.ReadAsync(c => c.Households.SingleAsync(h => h.ExternalKey == "H2"));
        (household.Region, household.Hukou).ShouldBe((371302001002, Hukou.Urban));
        (await city.ReadAsync(c => c.Cities.SingleAsync())).NextPersonId.ShouldBe(4);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_SameFileTwice_ChangesNothing(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three());
        var before = await city.ExportAsync();

        var (result, errors) = await city.ImportAsync(PeopleFiles.Three());

        errors.ShouldBeEmpty();
        (result.Unchanged, result.FactsWritten, result.HouseholdsAdded).ShouldBe((3, 0, 0));
        (await city.ExportAsync()).ShouldBe(before);
        (await city.ReadAsync(c => c.PersonFacts.CountAsync())).ShouldBe(4);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_ChangedFactOfALaterMonth_EndsTheOldOneAndBeginsANew(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three(), new Month(2026, 9));

        var (result, _) = await city.ImportAsync(PeopleFiles.Three(wage: "2000"));

        (result.Changed, result.Unchanged, result.FactsWritten).ShouldBe((1, 2, 2));
        var wages = await city.ReadAsync(c => c.PersonFacts.Where(f => f.PersonId == 1 && f.Fact == PeopleFiles.Fact("wage")).OrderBy(f => f.ValidFrom).ToListAsync());
        wages.Select(f => (f.Value, f.ValidFrom, f.ValidTo)).ShouldBe(
        [
            (180_000L, new DateOnly(2026, 9, 1), new DateOnly(2026, 11, 1)),
            (200_000L, new DateOnly(2026, 11, 1), null),
        ]);
        (await city.ReadAsync(c => c.Cities.SingleAsync())).FirstMonth.ShouldBe(202609);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_ChangedFactOfTheSameMonth_CorrectsIt(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three());

        await city.ImportAsync(PeopleFiles.Three(wage: "2000"));

        var wage = await city.ReadAsync(c => c.PersonFacts.SingleAsync(f => f.PersonId == 1 && f.Fact == PeopleFiles.Fact("wage")));
        (wage.Value, wage.ValidTo).ShouldBe((200_000L, null));
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_OlderMonthThanHeld_RefusesOnlyWhatItWouldChange(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three());

        var (result, errors) = await city.ImportAsync(PeopleFiles.Three(wage: "2000"), new Month(2026, 9));

        (result.Rejected, result.Changed, result.Unchanged).ShouldBe((1, 1, 1));
        errors.ShouldHaveSingleItem().Column.ShouldBe("wage");
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_PersonOfAnotherHousehold_MovesWithHistory(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three(), new Month(2026, 9));
        var moved = $"{PeopleFiles.Header}\nH2,371302001002,湖东路2号,城镇,李四,{PeopleFiles.Id("1982-02-02", 2)},,,其他,,,\n";

        var (result, errors) = await city.ImportAsync(moved);

        errors.ShouldBeEmpty();
        result.Changed.ShouldBe(1);
        var li = await city.ReadAsync(c => c.People.SingleAsync(p => p.Name == "李四"));
        (li.HouseholdId, li.MemberSince, li.Relation).ShouldBe((2, new DateOnly(2026, 11, 1), Relation.Other));
        var former = await city.ReadAsync(c => c.FormerMemberships.SingleAsync());
        (former.HouseholdId, former.From, former.To, former.Relation).ShouldBe((1, new DateOnly(2026, 9, 1), new DateOnly(2026, 11, 1), Relation.Spouse));
        (await city.ImportAsync(moved)).Result.Unchanged.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_PersonWhoHadNoId_GetsItAndIsNotDoubled(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three());

        var (result, _) = await city.ImportAsync(
            $"{PeopleFiles.Header}\nH2,371302001002,湖东路2号,城镇,王五,{PeopleFiles.Id("1950-03-03", 8)},女,1950-03-03,户主,,,\n");

        (result.Added, result.Changed).ShouldBe((0, 1));
        city.Database.Keyring.Open(await city.ReadAsync(c => c.People.SingleAsync(p => p.Name == "王五"))).CitizenId.ShouldBe(PeopleFiles.Id("1950-03-03", 8));
        // A row without the number still finds her.
        (await city.ImportAsync(PeopleFiles.Three())).Result.Unchanged.ShouldBe(3);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_IdOfSomebodyElse_IsRefused(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three());

        var (result, errors) = await city.ImportAsync(
            $"{PeopleFiles.Header}\nH9,371302001002,湖东路9号,城镇,赵六,{PeopleFiles.Id("1980-01-01", 1)},,,户主,,,\n");

        (result.Rejected, result.HouseholdsAdded).ShouldBe((1, 0));
        errors.ShouldHaveSingleItem().Reason.ShouldContain("另一个人");
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_OneBadMember_WritesTheOthersOfTheHousehold(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        var bad = PeopleFiles.Three().Replace("配偶,,,", "配偶,1.8万,,", StringComparison.Ordinal);

        var (result, errors) = await city.ImportAsync(bad);

        (result.Added, result.Rejected).ShouldBe((2, 1));
        var error = errors.ShouldHaveSingleItem();
        (error.Line, error.Column, error.Value).ShouldBe((3, "wage", "1.8万"));
        // Corrected, the same file adds the one who was missing and leaves the others alone.
        var (again, _) = await city.ImportAsync(PeopleFiles.Three());
        (again.Added, again.Unchanged).ShouldBe((1, 2));
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_StoppedInTheMiddle_LeavesNothing(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        var folder = Directory.CreateTempSubdirectory("huimin-test-");
        using var stop = new CancellationTokenSource();
        var text = new StringBuilder(PeopleFiles.Header + "\n");
        for (var i = 0; i < 60_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"K{i},371302001001,解放路{i}号,农村,张三,,男,1980-01-01,户主,1800,,\n");
        using (var errors = new RowErrors(Path.Combine(folder.FullName, "errors.csv")))
        using (var file = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())))
        {
            var progress = new Stopper(stop);
            await Should.ThrowAsync<OperationCanceledException>(() =>
                new ImportPeople(city.Database, TestPolicies.Linyi.Facts, TimeProvider.System).RunAsync(file, null, errors, progress, stop.Token));
        }

        (await city.ReadAsync(c => c.People.CountAsync())).ShouldBe(0);
        (await city.ReadAsync(c => c.Households.CountAsync())).ShouldBe(0);
        (await city.ReadAsync(c => c.Cities.SingleAsync())).NextPersonId.ShouldBe(1);
        folder.GetFiles().ShouldBeEmpty();
        folder.Delete();
        (await city.ImportAsync(PeopleFiles.Three())).Result.Added.ShouldBe(3);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_ManyBatches_KeepsHouseholdsTogetherAndFindsDistantDuplicates(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        var text = new StringBuilder(PeopleFiles.Header + "\n");
        const int Rows = 40_000;
        for (var i = 0; i < Rows; i++)
        {
            var key = i % 1_000; // the members of a household are a thousand rows apart
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"K{key},371302001001,解放路{key}号,农村,张{(char)('一' + i / 1_000)},{PeopleFiles.Id("1980-01-01", i % 1_000).Replace("991302", "99" + (1000 + i / 1_000), StringComparison.Ordinal)[..17]},,,其他,,,\n");
        }

        // Seventeen characters only: numbers without their check character, all refused, whatever the batch.
        var (refused, _) = await city.ImportAsync(text.ToString());
        refused.Rejected.ShouldBe(Rows);

        var good = new StringBuilder(PeopleFiles.Header + "\n");
        for (var i = 0; i < Rows; i++)
        {
            var key = i % 1_000;
            good.Append(System.Globalization.CultureInfo.InvariantCulture, $"K{key},371302001001,解放路{key}号,农村,张{(char)('一' + i / 1_000)},,男,1980-01-01,其他,,,\n");
        }

        var lines = good.ToString();
        var (result, errors) = await city.ImportAsync(lines + lines.Split('\n')[1] + "\n");
        (result.Added, result.HouseholdsAdded, result.Rejected).ShouldBe((Rows, 1_000, 1));
        errors.Single().Reason.ShouldContain("第2行");
        (await city.ImportAsync(lines)).Result.Unchanged.ShouldBe(Rows);
    }

    [Fact]
    public async Task RunAsync_WithoutACity_SaysWhatToDo()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();

        (await Should.ThrowAsync<CannotRunException>(() => city.ImportAsync(PeopleFiles.Three()))).Message.ShouldContain("regions import");
    }

    /// <summary>Stops the work at its first report.</summary>
    private sealed class Stopper(CancellationTokenSource stop) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => stop.Cancel();
    }
}
