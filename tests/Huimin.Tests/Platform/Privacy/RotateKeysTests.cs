using Huimin.Platform;
using Huimin.Platform.Demo;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Policies;
using Huimin.Tests.Platform.People;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Privacy;

public class RotateKeysTests
{
    [Theory, OnEveryDatabase]
    public async Task Rotate_ToTheNationalSuite_OpensEverythingAsBefore(TestDatabase test)
    {
        await using var city = await DemoAsync(test);
        var before = await EverythingAsync(city);

        var result = await new RotateKeys(city.Database, TimeProvider.System).RunAsync(CipherSuites.Sm);

        (result.Key, result.Suite, result.Rows).ShouldBe(((short)2, "sm", before.Count));
        result.Broken.ShouldBeEmpty();
        (await EverythingAsync(city)).ShouldBe(before);
        var status = await KeyStatus.ReadAsync(city.Database);
        status.Keys.Select(k => (k.Number, k.Suite, k.State, k.People + k.Households)).ShouldBe([((short)1, "aes", DataKeyState.Retired, 0), ((short)2, "sm", DataKeyState.Current, (long)before.Count)]);
        // New rows follow.
        (await FindAsync(city.Database, before.First(b => b.Contains("CitizenId:", StringComparison.Ordinal)))).ShouldBeTrue();
        (await new RotateKeys(city.Database, TimeProvider.System).RunAsync(null)).Suite.ShouldBe("sm");
        (await EverythingAsync(city)).ShouldBe(before);
    }

    [Theory, OnEveryDatabase]
    public async Task Rotate_StoppedInTheMiddle_SearchesGoOnAndTheNextCallFinishes(TestDatabase test)
    {
        await using var city = await DemoAsync(test, 0.003);
        await using var reader = SealedPeopleTests.Again(city);
        var before = await EverythingAsync(city);
        using var stop = new CancellationTokenSource();
        var batches = 0;
        var stopper = new Reporter(_ =>
        {
            if (++batches == 3)
                stop.Cancel();
        });

        await Should.ThrowAsync<OperationCanceledException>(() => new RotateKeys(city.Database, TimeProvider.System).RunAsync(null, stopper, stop.Token));

        var half = await KeyStatus.ReadAsync(city.Database);
        half.Keys.Select(k => k.State).ShouldBe([DataKeyState.Replaced, DataKeyState.Current]);
        half.Keys.ShouldAllBe(k => k.People > 0);
        // A server that was running all the time: rows of either key are found and open.
        foreach (var key in half.Keys)
        {
            var person = await city.ReadAsync(c => c.People.FirstAsync(p => p.SealKey == key.Number && p.CitizenId != null));
            var id = reader.Keyring.Open(person).CitizenId!;
            await using var context = reader.CreateContext();
            (await PeopleSearch.For(id).PeopleAsync(context, reader.Keyring, null, null, default)).ShouldHaveSingleItem().Id.ShouldBe(person.Id);
            (await PeopleSearch.For(id[^4..]).PeopleAsync(context, reader.Keyring, null, person.Id - 1, default))[0].Id.ShouldBe(person.Id);
        }

        var rest = await new RotateKeys(city.Database, TimeProvider.System).RunAsync(null);
        rest.Key.ShouldBe((short)2);
        rest.Rows.ShouldBeInRange(1, before.Count - 1);
        (await KeyStatus.ReadAsync(city.Database)).Keys.Select(k => (k.State, k.People > 0)).ShouldBe([(DataKeyState.Retired, false), (DataKeyState.Current, true)]);
        (await EverythingAsync(city)).ShouldBe(before);
    }

    [Theory, OnEveryDatabase]
    public async Task Rotate_RowThatDoesNotOpen_IsNamedAndKeepsItsKey(TestDatabase test)
    {
        await using var city = await DemoAsync(test);
        await using (var bulk = await city.Database.BeginBulkAsync())
        {
            await bulk.ExecuteAsync("UPDATE person SET citizen_id = (SELECT o.citizen_id FROM person o WHERE o.id = 1) WHERE id = 2", []);
            await bulk.CommitAsync();
        }

        var result = await new RotateKeys(city.Database, TimeProvider.System).RunAsync(null);

        result.Broken.ShouldBe(["person 2"]);
        (await KeyStatus.ReadAsync(city.Database)).Keys.Select(k => (k.State, k.People)).First().ShouldBe((DataKeyState.Replaced, 1));
    }

    [Theory, OnEveryDatabase]
    public async Task RotateMaster_DataKeysAreWrappedAnew_AndOldCopiesStillOpen(TestDatabase test)
    {
        await using var city = await DemoAsync(test);
        var before = await EverythingAsync(city);
        var wrapped = (await city.ReadAsync(c => c.DataKeys.SingleAsync())).Wrapped;

        (await new RotateKeys(city.Database, TimeProvider.System).RunMasterAsync()).ShouldBe(2);

        var key = await city.ReadAsync(c => c.DataKeys.SingleAsync());
        (key.Master, key.Wrapped.SequenceEqual(wrapped)).ShouldBe((2, false));
        (await KeyStatus.ReadAsync(city.Database)).Masters.ShouldBe([1, 2]);
        await using var again = SealedPeopleTests.Again(city);
        var person = await city.ReadAsync(c => c.People.FirstAsync(p => p.CitizenId != null));
        before.ShouldContain($"{person.Id}:CitizenId:{again.Keyring.Open(person).CitizenId}");
        (await EverythingAsync(city)).ShouldBe(before);
    }

    [Theory, OnEveryDatabase]
    public async Task Suite_OtherThanTheCitys_IsRefusedByAnImport(TestDatabase test)
    {
        await using var city = await DemoAsync(test);
        await using var other = city.Database is Huimin.Data.Sqlite.SqliteDatabase sqlite
            ? (Huimin.Platform.Data.Database)new Huimin.Data.Sqlite.SqliteDatabase(sqlite.Path) { KeyFile = city.Database.Keyring.KeyFile, Suite = CipherSuites.Sm }
            : new Huimin.Data.Postgres.PostgresDatabase(TestDatabase.PostgresConnection!, city.Key) { KeyFile = city.Database.Keyring.KeyFile, Suite = CipherSuites.Sm };
        await using var bulk = await other.BeginBulkAsync();
        (await Should.ThrowAsync<CannotRunException>(() => other.Keyring.SealerAsync(bulk))).Message.ShouldContain("huimin keys rotate --suite sm");
    }

    [Theory, OnEveryDatabase]
    public async Task Rotate_CityWithoutPeople_SaysSo(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        (await Should.ThrowAsync<CannotRunException>(() => new RotateKeys(city.Database, TimeProvider.System).RunAsync(null))).Message.ShouldContain("还没有加密的信息");
        File.Exists(city.Database.Keyring.KeyFile).ShouldBeFalse();
    }

    private static async Task<TestCity> DemoAsync(TestDatabase test, double scale = 0.0003)
    {
        var city = await test.CreateAsync();
        await new DemoCity(city.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", scale, new Month(2026, 11)), null);
        return city;
    }

    private static async Task<bool> FindAsync(Huimin.Platform.Data.Database database, string line)
    {
        var id = line[(line.LastIndexOf(':') + 1)..];
        await using var context = database.CreateContext();
        return (await PeopleSearch.For(id).PeopleAsync(context, database.Keyring, null, null, default)).Count == 1;
    }

    /// <summary>One line a row.</summary>
    private static async Task<List<string>> EverythingAsync(TestCity city)
    {
        var people = await city.ReadAsync(c => c.People.OrderBy(p => p.Id).ToListAsync());
        var households = await city.ReadAsync(c => c.Households.OrderBy(h => h.Id).ToListAsync());
        return
        [
            .. people.Select(p => (p.Id, Secrets: city.Database.Keyring.Open(p), p.Name)).Select(p => p.Secrets is { CitizenId: { } id, Phone: null, BankAccount: null, ProtectedName: null }
                ? $"{p.Id}:CitizenId:{id}" : $"{p.Id} {p.Name} {p.Secrets.CitizenId} {p.Secrets.Phone} {p.Secrets.BankAccount} {p.Secrets.ProtectedName}"),
            .. households.Select(h => $"{h.Id} {city.Database.Keyring.Open(h)}"),
        ];
    }

    private sealed class Reporter(Action<WorkProgress> report) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => report(value);
    }
}
