using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.Files.Uploading;
using Huimin.Platform.Privacy;
using Huimin.Platform.Privacy.Retention;
using Huimin.Tests.Platform.Audit;
using Huimin.Tests.Platform.People;
using Huimin.Tests.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Files.Storing;

public sealed class StoreFileTests
{
    [Theory, OnEveryDatabase]
    public async Task Store_Photo_IsSealedAndOpensAndStandsOnTheTrail(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var content = TestFiles.Jpeg(rest: "赵德福的身份证");
        var file = await city.Database.StoreAsync(TestFiles.Upload("赵德福.jpg", content), with: null);

        await using var context = city.Database.CreateContext();
        var listed = (await new ListFiles(context, city.Database.Keyring).RunAsync("case:12")).ShouldHaveSingleItem();
        (listed.Id, listed.Kind, listed.Name, listed.ContentKind, listed.Length, listed.IsPicture).ShouldBe((file.Id, "id_card", "赵德福.jpg", FileKind.Jpeg, content.Length, true));
        listed.Address.ShouldBe($"/files/{file.Id}");
        (await context.StoredFiles.SingleAsync()).Content.ShouldBeNull("a list does not read the content");
        context.ChangeTracker.Clear();
        var whole = await context.StoredFiles.Include(f => f.Content).SingleAsync();
        city.Database.Keyring.Open(whole).ShouldBe(content);
        whole.Content!.Bytes.AsSpan().IndexOf("赵德福"u8).ShouldBe(-1);
        whole.Name.Bytes.IndexOf("赵德福"u8).ShouldBe(-1);
        whole.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));

        var record = await context.AuditRecords.SingleAsync(r => r.Subject == $"stored_file:{file.Id}");
        (record.Action, record.Region).ShouldBe(("stored_file.add", SmallCity.Village));
        record.After!.ShouldContain(whole.Sha256);
        record.After!.ShouldContain("case:12");
        record.After!.ShouldNotContain("赵德福");
    }

    [Theory, OnEveryDatabase]
    public async Task Store_SameContentAgain_IsAnsweredWithTheFirst(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var photo = TestFiles.Upload("a.png", TestFiles.Png());
        var first = await city.Database.StoreAsync(photo);
        (await city.Database.StoreAsync(photo with { Name = "again.png" })).Id.ShouldBe(first.Id);
        (await city.Database.StoreAsync(photo, "case:13")).Id.ShouldNotBe(first.Id);
        (await city.Database.StoreAsync(TestFiles.Upload("a.png", TestFiles.Png(rest: "other")))).Id.ShouldNotBe(first.Id);

        await using var context = city.Database.CreateContext();
        var store = new StoreFile(context, city.Database.Keyring, TimeProvider.System);
        // Twice in one form, before anything is saved.
        var both = TestFiles.Upload("b.png", TestFiles.Png(rest: "both"));
        (await store.RunAsync("case:12", SmallCity.Village, "id_card", both)).ShouldBeSameAs(await store.RunAsync("case:12", SmallCity.Village, "id_card", both));
        await context.SaveChangesAsync();
        (await context.StoredFiles.CountAsync()).ShouldBe(4);
    }

    [Theory, OnEveryDatabase]
    public async Task Store_TwoAtTheSameTime_KeepOne(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await using var one = city.Database.CreateContext();
        await using var other = city.Database.CreateContext();
        foreach (var context in (AppDbContext[])[one, other])
            await new StoreFile(context, city.Database.Keyring, TimeProvider.System).RunAsync("case:12", SmallCity.Village, "id_card", TestFiles.Upload("a.png", TestFiles.Png()));
        await one.SaveChangesAsync();
        await Should.ThrowAsync<DbUpdateException>(() => other.SaveChangesAsync());
        (await city.ReadAsync(c => c.StoredFiles.CountAsync())).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Store_ActionThatFails_LeavesNothing(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await using (var context = city.Database.CreateContext())
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            await city.Database.StoreAsync(TestFiles.Upload("a.png", TestFiles.Png()), with: context);
            (await context.StoredFiles.CountAsync()).ShouldBe(1);
        }

        (await city.ReadAsync(c => c.StoredFiles.CountAsync())).ShouldBe(0);
        (await city.ReadAsync(c => c.AuditRecords.CountAsync(r => r.Action == "stored_file.add"))).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Store_OutsideTheReach_IsRefusedAndOthersFilesAreNotThere(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await city.Database.StoreAsync(TestFiles.Upload("a.png", TestFiles.Png()));
        await using var stranger = city.Database.ContextOf(371322000000);
        (await Should.ThrowAsync<CannotRunException>(() => city.Database.StoreAsync(TestFiles.Upload("b.png", TestFiles.Png(rest: "b")), with: stranger))).In(english: true).ShouldContain("reach");
        (await new ListFiles(stranger, city.Database.Keyring).RunAsync("case:12")).ShouldBeEmpty();
        (await stranger.StoredFiles.Include(f => f.Content).CountAsync()).ShouldBe(0);
        (await stranger.Set<StoredContent>().CountAsync()).ShouldBe(0);
        await using var clerk = city.Database.ContextOf(SmallCity.Gaoqiao);
        (await new ListFiles(clerk, city.Database.Keyring).RunAsync("case:12")).ShouldHaveSingleItem();
        (await clerk.Set<StoredContent>().CountAsync()).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_ContentOfAnotherRowOrAltered_IsRefused(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var first = await city.Database.StoreAsync(TestFiles.Upload("a.png", TestFiles.Png()));
        var second = await city.Database.StoreAsync(TestFiles.Upload("b.png", TestFiles.Png(rest: "b")));
        await city.Database.TamperAsync($"UPDATE stored_file SET content = (SELECT o.content FROM stored_file o WHERE o.id = {first.Id}) WHERE id = {second.Id}");
        var moved = await city.ReadAsync(c => c.StoredFiles.Include(f => f.Content).SingleAsync(f => f.Id == second.Id));
        Should.Throw<CannotRunException>(() => city.Database.Keyring.Open(moved)).Message.ShouldContain("打不开");
        var whole = await city.ReadAsync(c => c.StoredFiles.Include(f => f.Content).SingleAsync(f => f.Id == first.Id));
        whole.Content!.Bytes[^20] ^= 1;
        Should.Throw<CannotRunException>(() => city.Database.Keyring.Open(whole));
        Should.Throw<ArgumentException>(() => city.Database.Keyring.Open(new StoredFile { Subject = "", Kind = "", Sha256 = "" }));
    }

    [Theory, OnEveryDatabase]
    public async Task Rotate_Keys_SealsFilesAnewAndNamesThoseThatDoNotOpen(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var contents = new Dictionary<long, byte[]>();
        for (var i = 0; i < 19; i++)
        {
            var content = TestFiles.Png(rest: new string('x', 10_000 * i) + i);
            contents[(await city.Database.StoreAsync(TestFiles.Upload($"{i}.png", content))).Id] = content;
        }

        await using var reader = SealedPeopleTests.Again(city);
        (await KeyStatus.ReadAsync(city.Database)).Keys.Single().Files.ShouldBe(19);
        (await new RotateKeys(city.Database, TimeProvider.System).RunAsync(CipherSuites.Sm)).Broken.ShouldBeEmpty();
        (await KeyStatus.ReadAsync(city.Database)).Keys.Select(k => (k.State, k.Suite, k.Files)).ShouldBe([(DataKeyState.Retired, "aes", 0L), (DataKeyState.Current, "sm", 19L)]);
        // A server that was running all the time.
        foreach (var file in await city.ReadAsync(c => c.StoredFiles.Include(f => f.Content).ToListAsync()))
            reader.Keyring.Open(file).ShouldBe(contents[file.Id]);

        var (good, bad) = (contents.Keys.Min(), contents.Keys.Max());
        await city.Database.TamperAsync($"UPDATE stored_file SET content = (SELECT o.content FROM stored_file o WHERE o.id = {good}) WHERE id = {bad}");
        (await new RotateKeys(city.Database, TimeProvider.System).RunAsync(null)).Broken.ShouldBe([$"stored_file {bad}"]);
        (await KeyStatus.ReadAsync(city.Database)).Keys.Select(k => (k.State, k.Files)).ShouldBe([(DataKeyState.Retired, 0L), (DataKeyState.Replaced, 1L), (DataKeyState.Current, 18L)]);
    }

    [Theory, OnEveryDatabase]
    public async Task Store_CityWithoutPeople_MakesTheFirstKey(TestDatabase kind)
    {
        await using var city = await kind.CreateCityAsync();
        var file = await city.Database.StoreAsync(TestFiles.Upload("a.png", TestFiles.Png()));
        file.SealKey.ShouldBe((short)1);
        city.Database.Keyring.NameOf(file).ShouldBe("a.png");
    }

    [Theory, OnEveryDatabase]
    public async Task Retention_WhereTheCityDecidedSo_DeletesOldFiles(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await city.Database.PutFileAsync(1, SmallCity.Village);
        (await new ApplyRetention(city.Database, TimeProvider.System).RunAsync(RetentionRules.Load())).Single(d => d.Rule.Kind.Code == "stored_file").Count.ShouldBe(0);
        var decided = RetentionRules.Read(new StringReader("record,keep,unit,from,action,law,law_en,source\nstored_file,0,days,added,delete,,,placeholder\n"), "rules.csv");
        (await new ApplyRetention(city.Database, TimeProvider.System).RunAsync(decided)).Single().Count.ShouldBe(1);
        (await city.ReadAsync(c => c.StoredFiles.CountAsync())).ShouldBe(0);
    }

    private static async Task<TestCity> CityAsync(TestDatabase kind)
    {
        var city = await kind.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        return city;
    }
}
