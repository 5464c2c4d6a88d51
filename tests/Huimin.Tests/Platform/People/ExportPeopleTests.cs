using System.Text;
using Huimin.Platform;
using Huimin.Platform.Audit;
using Huimin.Platform.Demo;
using Huimin.Platform.Files;
using Huimin.Platform.People;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.People;

public class ExportPeopleTests
{
    [Theory, OnEveryDatabase]
    public async Task RunAsync_ImportedIntoAnotherCityAndExportedAgain_IsTheSameFile(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three());
        var first = await city.ExportAsync();
        first.ShouldContain("H1,371302001001,解放路1号,rural,,张三,");

        await using var other = await test.CreateCityAsync();
        var (result, errors) = await other.ImportAsync(first);

        errors.ShouldBeEmpty();
        result.Added.ShouldBe(3);
        (await other.ExportAsync()).ShouldBe(first);
        // The city that it came from recognises everybody.
        (await city.ImportAsync(first)).Result.Unchanged.ShouldBe(3);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_StoppedAtTheFirstByte_IsOnTheTrailAlready(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three());
        await using var full = new FullDisk();
        var region = DivisionCode.Parse("371302001002");
        await Should.ThrowAsync<IOException>(() => new ExportPeople(city.Database, TestPolicies.Linyi.Facts, TimeProvider.System).RunAsync(full, region, "核对发放名单"));

        var begun = await city.ReadAsync(c => c.AuditRecords.SingleAsync(r => r.Action == AuditAction.Export));
        (begun.Reason, begun.Region, begun.After).ShouldBe(("核对发放名单", region.Value, """{"state":"begun","masked":false}"""));

        await city.ExportAsync(region, "核对发放名单");
        var records = await city.ReadAsync(c => c.AuditRecords.Where(r => r.Action == AuditAction.Export).OrderBy(r => r.Number).ToListAsync());
        (records.Count, records[^1].After).ShouldBe((3, """{"households":1,"persons":1,"masked":false}"""));
    }

    private sealed class FullDisk : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("full");
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_OneRegion_ExportsItsPeopleOnly(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three());

        var text = await city.ExportAsync(DivisionCode.Parse("371302001002"));

        text.ShouldContain("王五");
        text.ShouldNotContain("张三");
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_TextsThatLookLikeFormulas_AreGuardedAndReadBack(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(PeopleFiles.Three().Replace("解放路1号", "'=1+1", StringComparison.Ordinal));
        city.Database.Keyring.Open(await city.ReadAsync(c => c.Households.SingleAsync(h => h.ExternalKey == "H1"))).ShouldBe("=1+1");

        var text = await city.ExportAsync();

        text.ShouldContain(",'=1+1,");
        (await city.ImportAsync(text)).Result.Unchanged.ShouldBe(3);
    }

    [Theory, OnEveryDatabase]
    public async Task RunAsync_WholeDemoCity_ReachesAFixedPointThroughImport(TestDatabase test)
    {
        await using var demo = await test.CreateAsync();
        await new DemoCity(demo.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.0005, PeopleFiles.Month), null);
        var first = await demo.ExportAsync();

        await using var other = await test.CreateAsync();
        using (var errors = new RowErrors(null))
        await using (var divisions = File.OpenRead(ContentFiles.Data("regions-linyi.csv")))
            await new ImportRegions(other.Database, TimeProvider.System).RunAsync(divisions, other.Key, errors);
        var (result, refused) = await other.ImportAsync(first);

        refused.ShouldBeEmpty();
        result.Added.ShouldBeGreaterThan(5_000);
        (await other.ExportAsync()).ShouldBe(first);
        var (again, _) = await demo.ImportAsync(first);
        again.Unchanged.ShouldBe(result.Added);
    }
}
