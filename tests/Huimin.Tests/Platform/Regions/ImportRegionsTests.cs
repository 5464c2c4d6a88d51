using System.Text;
using Huimin.Platform;
using Huimin.Platform.Files;
using Huimin.Platform.People;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Regions;

public class ImportRegionsTests
{
    private const string Small = """
        code,level,name
        371300000000,city,临沂市
        371302000000,county,兰山区
        371302001000,township,兰山街道
        371302001001,village,东关社区
        371302001002,village,西关社区
        """;

    [Theory, OnEveryDatabase]
    public async Task RunAsync_WholeCity_FillsTheTreeOfANewDatabase(TestDatabase test)
    {
        await using var city = await test.CreateAsync(migrate: false);
        await using var file = File.OpenRead(ContentFiles.Data("regions-linyi.csv"));
        using var errors = new RowErrors(null);

        var result = await new ImportRegions(city.Database, TimeProvider.System).RunAsync(file, city.Key, errors);

        result.Added.ShouldBe(4356);
        result.Rejected.ShouldBe(0);
        await using var context = city.Database.CreateContext();
        (await context.Cities.SingleAsync()).Name.ShouldBe("临沂市");
        var counties = await context.Regions.Current().ChildrenOf(DivisionCode.Parse("371300000000")).ToListAsync();
        counties.Count.ShouldBe(13);
        (await context.Regions.Current().BeginningWith("兰山").Select(r => r.Name).FirstAsync()).ShouldBe("兰山区");
        (await context.Regions.Current().BeginningWith("371302").CountAsync())
            .ShouldBe(await context.Regions.Within(DivisionCode.Parse("371302000000")).CountAsync());
        (await context.Regions.BeginningWith("%").CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("regions-ankang.csv")]
    [InlineData("regions-chengdu.csv")]
    [InlineData("regions-zaozhuang.csv")]
    public async Task RunAsync_EveryCityOfTheData_HasNoWrongRow(string name)
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        await using var file = File.OpenRead(ContentFiles.Data(name));
        using var errors = new RowErrors(null);

        await new ImportRegions(city.Database, TimeProvider.System).RunAsync(file, "a", errors);

        errors.First.ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_SameFileTwice_ChangesNothing(TestDatabase test)
    {
        await using var city = await test.CreateAsync();
        await ImportAsync(city, Small);

        var again = await ImportAsync(city, Small);

        again.Unchanged.ShouldBe(5);
        (again.Added + again.Renamed + again.Closed).ShouldBe(0);
        await using var context = city.Database.CreateContext();
        (await context.Regions.CountAsync()).ShouldBe(5);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_RenamedMissingAndNewDivisions_KeepsTheirHistory(TestDatabase test)
    {
        await using var city = await test.CreateAsync();
        await ImportAsync(city, Small);
        await using (var people = await city.Database.BeginBulkAsync())
        {
            var household = new Household { Id = 1, Region = 371302001002, PlainAddress = "西关1号", OpenedOn = new DateOnly(2020, 1, 1) };
            (await city.Database.Keyring.SealerAsync(people)).Seal(household);
            await people.WriteAsync(PeopleTables.Household, [household]);
            await people.CommitAsync();
        }

        var changed = Small.Replace("东关社区", "东关新村", StringComparison.Ordinal).Replace("1002,village,西关", "1003,village,南关", StringComparison.Ordinal);
        var day = new DateOnly(2026, 11, 1);
        var result = await ImportAsync(city, changed, day);

        (result.Added, result.Renamed, result.Closed, result.HouseholdsInClosed).ShouldBe((1, 1, 1, 1));
        await using var context = city.Database.CreateContext();
        (await context.Regions.ValidOn(day.AddDays(-1)).SingleAsync(r => r.Code == 371302001001)).Name.ShouldBe("东关社区");
        (await context.Regions.ValidOn(day).SingleAsync(r => r.Code == 371302001001)).Name.ShouldBe("东关新村");
        (await context.Regions.SingleAsync(r => r.Code == 371302001002)).ValidTo.ShouldBe(day);
        (await context.Regions.Current().CountAsync()).ShouldBe(5);

        // A correction on the same day leaves no version of zero days; reopening works.
        await ImportAsync(city, Small, day);
        (await context.Regions.AsNoTracking().Current().CountAsync()).ShouldBe(5);
        (await context.Regions.AsNoTracking().AnyAsync(r => r.ValidFrom == r.ValidTo)).ShouldBeFalse();
        await Should.ThrowAsync<CannotRunException>(() => ImportAsync(city, changed, day.AddDays(-10)));
    }

    [Theory]
    [InlineData("371302001003,village", 7, "", "3列")]
    [InlineData("37130200100,village,北关", 7, "code", "12位")]
    [InlineData("371302001003,township,北关", 7, "level", "不符")]
    [InlineData("371302001003,hamlet,北关", 7, "level", "级别应为")]
    [InlineData("371302009003,village,北关", 7, "code", "上级")]
    [InlineData("371302001001,village,北关", 7, "code", "第5行")]
    [InlineData("371302001003,village,", 7, "name", "名称")]
    [InlineData("371302001003,village,=1+1", 7, "name", "公式")]
    [InlineData("370000000000,province,山东省", 7, "level", "省级")]
    [InlineData("371302001003,village,\"北关", 7, "", "引号")]
    public async Task RunAsync_OneWrongRow_WritesNothingAndNamesIt(string row, int line, string column, string reason)
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        using var errors = new RowErrors(null);

        var result = await ImportAsync(city, Small + "\n" + row, errors: errors);

        result.Rejected.ShouldBe(1);
        var error = errors.First.ShouldHaveSingleItem();
        (error.Line, error.Column).ShouldBe((line, column));
        error.Reason.ShouldContain(reason);
        await using var context = city.Database.CreateContext();
        (await context.Regions.AnyAsync()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("id,name\n1,2")]
    [InlineData("code,level,name\n")]
    public async Task RunAsync_NotAFileOfDivisions_IsRefused(string text)
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();

        await Should.ThrowAsync<CannotRunException>(() => ImportAsync(city, text));
    }

    [Fact]
    public async Task RunAsync_AnotherCity_IsRefused()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        await ImportAsync(city, Small);

        var other = Small.Replace("3713", "3704", StringComparison.Ordinal).Replace("临沂", "枣庄", StringComparison.Ordinal);

        (await Should.ThrowAsync<CannotRunException>(() => ImportAsync(city, other))).Message.ShouldContain("枣庄市");
    }

    private static async Task<RegionImport> ImportAsync(TestCity city, string text, DateOnly? from = null, RowErrors? errors = null)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var none = new RowErrors(null);
        return await new ImportRegions(city.Database, TimeProvider.System).RunAsync(file, "linyi", errors ?? none, from);
    }
}
