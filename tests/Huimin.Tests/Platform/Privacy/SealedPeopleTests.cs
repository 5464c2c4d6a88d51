using System.Text;
using Huimin.Data.Postgres;
using Huimin.Data.Sqlite;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Policies;
using Huimin.Tests.Platform.People;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Privacy;

/// <summary>What is sealed cannot be read in the database, is found all the same, and opens only with the key file and in its place.</summary>
public class SealedPeopleTests
{
    private const string Header = "household_key,region,address,hukou,name,citizen_id,sex,birth_date,relation,phone,bank_account,guardianship";
    private const string Phone = "15412345678";
    private const string Card = "9900000000000000010";
    private const string Address = "解放路甲乙丙17号";

    private static readonly string Zhang = PeopleFiles.Id("1980-01-01", 1);
    private static readonly string Child = PeopleFiles.Id("2015-05-05", 2);

    private static readonly string Family = $"""
        {Header}
        H1,371302001001,{Address},农村,张三,{Zhang},,,户主,{Phone},{Card},
        H1,371302001001,{Address},农村,张小雨,{Child},,,孙女,,,孤儿
        H2,371302001002,湖东路2号,城镇,王五,,女,1950-03-03,户主,0539-8123456,存折12345678,

        """;

    [Theory, OnEveryDatabase]
    public async Task Import_NothingThatIsSealed_CanBeReadInTheDatabase(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        var (_, errors) = await city.ImportAsync(Family);
        errors.ShouldBeEmpty();
        // Written again with other values: what was there before is gone as well.
        await city.ImportAsync(Family.Replace(Phone, "15487654321", StringComparison.Ordinal));

        var people = await city.ReadAsync(c => c.People.OrderBy(p => p.Id).ToListAsync());
        var opened = people.ConvertAll(city.Database.Keyring.Open);
        opened[0].ShouldBe(new PersonSecrets { CitizenId = Zhang, Phone = "15487654321", BankAccount = Card });
        opened[1].ShouldBe(new PersonSecrets { CitizenId = Child, ProtectedName = "张小雨" });
        opened[2].ShouldBe(new PersonSecrets { Phone = "0539-8123456", BankAccount = "存折12345678" });
        people.ConvertAll(p => p.Name).ShouldBe(["张三", "张*", "王五"]);
        await ShouldHoldNoneAsync(city, Zhang, Child, Phone, "15487654321", Card, Address, "张小雨", "8123456", "12345678");
    }

    [Theory, OnEveryDatabase]
    public async Task Demo_NothingThatIsSealed_CanBeReadInTheDatabase(TestDatabase test)
    {
        await using var city = await test.CreateAsync();
        await new DemoCity(city.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.0005, new Month(2026, 11)), null);

        var people = await city.ReadAsync(c => c.People.ToListAsync());
        var households = await city.ReadAsync(c => c.Households.Take(50).ToListAsync());
        var secrets = people.ConvertAll(city.Database.Keyring.Open);
        var children = secrets.Where(s => s.ProtectedName is not null).ToList();
        children.ShouldNotBeEmpty();
        people.Where(p => p.SealedName is not null).ShouldAllBe(p => p.Name.EndsWith('*') && p.BirthDate > new DateOnly(2008, 1, 1));
        await ShouldHoldNoneAsync(city, [.. secrets.Take(200).SelectMany(s => (string?[])[s.CitizenId, s.Phone, s.BankAccount]).OfType<string>(),
            .. households.Select(city.Database.Keyring.Open).Where(a => a.Length > 6)]);
    }

    [Theory, OnEveryDatabase]
    public async Task Search_SealedValues_AreFoundByTheirIndexes(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(Family);
        foreach (var (query, found) in ((string, string[])[])
            [(Zhang, ["张三"]), (Child, ["张*"]), (Zhang[^4..], ["张三"]), (Phone, ["张三"]), ("0539 8123456", ["王五"]), ("张小雨", ["张*"]), ("张小", []), ("张", ["张*", "张三"]), ("15400000000", [])])
        {
            (await FindAsync(city, query)).ShouldBe(found, ignoreOrder: false, query);
            (await FindAsync(city, query, 371302001000)).ShouldBe(found, ignoreOrder: true, query);
            (await FindAsync(city, query, 371302000000)).ShouldBe(found, ignoreOrder: false, query);
            (await FindAsync(city, query, 371311000000)).ShouldBeEmpty(query);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Import_ChildIsNoLongerProtected_NameIsPlainAgain(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(Family);
        // A row that says nothing of it changes nothing.
        var row = $"{Header}\nH1,371302001001,{Address},农村,张小雨,{Child},,,孙女,,,";
        (await city.ImportAsync(row + "\n")).Result.Unchanged.ShouldBe(1);

        (await city.ImportAsync(row + "无\n")).Result.Changed.ShouldBe(1);
        var person = await city.ReadAsync(c => c.People.SingleAsync(p => p.Name == "张小雨"));
        (person.SealedName, person.NameIndex).ShouldBe((null, null));

        (await city.ImportAsync(row + "事实无人抚养\n")).Result.Changed.ShouldBe(1);
        (await city.ReadAsync(c => c.People.CountAsync(p => p.Name == "张小雨"))).ShouldBe(0);
        // Without the number, the child is known by name and birth date.
        (await city.ImportAsync($"{Header}\nH1,371302001001,{Address},农村,张小雨,,女,2015-05-05,孙女,,,\n")).Result.Unchanged.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Open_ValueOfAnotherRowOrColumnOrAltered_IsRefused(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(Family);
        await using (var bulk = await city.Database.BeginBulkAsync())
        {
            await bulk.ExecuteAsync("UPDATE person SET citizen_id = (SELECT o.citizen_id FROM person o WHERE o.id = 1) WHERE id = 2", []);
            await bulk.ExecuteAsync("UPDATE person SET bank_account = phone WHERE id = 3", []);
            await bulk.CommitAsync();
        }

        var people = await city.ReadAsync(c => c.People.OrderBy(p => p.Id).ToListAsync());
        Should.Throw<CannotRunException>(() => city.Database.Keyring.Open(people[1])).Message.ShouldBe("person 2 的 citizen_id 打不开：密文被改动过，或不属于这一行。");
        Should.Throw<CannotRunException>(() => city.Database.Keyring.Open(people[2])).Message.ShouldContain("bank_account");
        city.Database.Keyring.MaskedCitizenId(2, people[1].CitizenId).ShouldBe("****");
        city.Database.Keyring.MaskedCitizenId(1, people[0].CitizenId).ShouldBe($"99**************{Zhang[^2..]}");
    }

    [Theory, OnEveryDatabase]
    public async Task Export_WithoutReason_IsMaskedAndNotTakenBack(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(Family);

        var masked = await city.ExportAsync(reveal: null);
        foreach (var secret in (string[])[Zhang, Child, Phone, Card, Address, "张小雨", "8123456"])
            masked.ShouldNotContain(secret);
        masked.ShouldContain($"99**************{Zhang[^2..]}");
        masked.ShouldContain("兰山区兰山街道东关社区");
        masked.ShouldContain("154****5678");
        (await city.ImportAsync(masked)).Result.Rejected.ShouldBe(3);

        var whole = await city.ExportAsync();
        foreach (var secret in (string[])[Zhang, Child, Phone, Card, Address, "张小雨", "存折12345678"])
            whole.ShouldContain(secret);
        (await city.ImportAsync(whole)).Result.Unchanged.ShouldBe(3);
        (await Should.ThrowAsync<CannotRunException>(() => city.ExportAsync(reveal: " x "))).Message.ShouldContain("理由");
    }

    [Theory, OnEveryDatabase]
    public async Task Import_WrongCells_AreNotRepeatedWhole(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        var bad = Zhang[..17] + (Zhang[17] == '0' ? '1' : '0');
        var (_, errors) = await city.ImportAsync($"""
            {Header}
            H1,371302001001,{Address},农村,张三,{bad},,,户主,128123456789,9900000000000000011,
            H2,371302001001,{Address},农村,李四,{Zhang},,,户主,{Phone}*,存折1234,
            H3,371302001001,{Address},农村,李五,{Zhang},,,户主,,,
            H4,371302001001,{Address},农村,李六,{Zhang},,,户主,,,

            """);
        errors.Select(e => (e.Line, e.Column)).ShouldBe([(2, "citizen_id"), (2, "phone"), (2, "bank_account"), (3, "phone"), (3, "bank_account"), (5, "citizen_id")]);
        foreach (var error in errors)
        {
            foreach (var secret in (string[])[bad, Zhang, "128123456789", "9900000000000000011", Phone])
                (error.Value + error.Reason).ShouldNotContain(secret);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Keyring_KeyFileMissingOrAnothers_IsOneSentenceAndNeverANewKey(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        await city.ImportAsync(Family);
        var file = city.Database.Keyring.KeyFile;
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var person = await city.ReadAsync(c => c.People.FirstAsync());

        File.Move(file, file + ".away");
        await using (var without = Again(city))
        {
            Should.Throw<CannotRunException>(() => without.Keyring.Open(person)).Message.ShouldContain($"找不到主密钥文件 {file}");
            (await Should.ThrowAsync<CannotRunException>(() => new ImportPeople(without, TestPolicies.Linyi.Facts, TimeProvider.System)
                .RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(Family)), PeopleFiles.Month, new(null)))).Message.ShouldContain("找不到主密钥文件");
            (await Should.ThrowAsync<CannotRunException>(() => new RotateKeys(without, TimeProvider.System).RunAsync(null))).Message.ShouldContain("找不到主密钥文件");
            (await Should.ThrowAsync<CannotRunException>(() => new RotateKeys(without, TimeProvider.System).RunMasterAsync())).Message.ShouldContain("找不到主密钥文件");
            File.Exists(file).ShouldBeFalse();
        }

        MasterKeys.ReadOrCreate(file);
        await using (var other = Again(city))
            Should.Throw<CannotRunException>(() => other.Keyring.Open(person)).Message.ShouldContain("不是这个城市的");
        await File.WriteAllTextAsync(file, "1 abc\n");
        await using (var damaged = Again(city))
            Should.Throw<CannotRunException>(() => damaged.Keyring.Open(person)).Message.ShouldContain("不是主密钥文件");

        File.Move(file + ".away", file, overwrite: true);
        await using var again = Again(city);
        again.Keyring.Open(person).CitizenId.ShouldBe(Zhang);
    }

    [Fact]
    public async Task MasterKeys_MadeByManyAtOnce_AreOneFileWithOneKey()
    {
        var folder = Directory.CreateTempSubdirectory("huimin-test-").FullName;
        try
        {
            var file = Path.Combine(folder, "city.keys");
            var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Convert.ToHexString(MasterKeys.ReadOrCreate(file)[1]))));
            made.Distinct().ShouldHaveSingleItem();
            Convert.ToHexString(MasterKeys.Read(file)[1]).ShouldBe(made[0]);
            Directory.GetFiles(folder).ShouldHaveSingleItem();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Files_WithPeopleOrKeys_AreTheProgramsUsersOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();
        await city.ImportAsync(Family);
        var database = (Huimin.Data.Sqlite.SqliteDatabase)city.Database;
        await using (var connection = await database.OpenConnectionAsync())
        {
            foreach (var file in (string[])[database.Path, database.Path + "-wal", database.Path + "-shm"])
                File.GetUnixFileMode(file).ShouldBe(ours, file);
        }

        var list = Path.Combine(database.Folder, "list.csv");
        using (var whole = new Huimin.Platform.Files.WholeFile(list))
            whole.Keep();
        File.GetUnixFileMode(list).ShouldBe(ours);

        File.SetUnixFileMode(city.Database.Keyring.KeyFile, ours | UnixFileMode.GroupRead);
        Should.Throw<CannotRunException>(() => MasterKeys.Read(city.Database.Keyring.KeyFile)).Message.ShouldContain("600");
        (await KeyStatus.ReadAsync(city.Database)).IsPrivate.ShouldBe(false);
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_PeopleInTheClear_AreSealedAndNothingOfThemStays(TestDatabase test)
    {
        await using var city = await test.CreateAsync(migrate: false);
        await city.Database.MigrateToAsync(6);
        await FillPlainAsync(city);
        // The SQL alone, as when the program was killed then.
        await city.Database.MigrateToAsync(int.MaxValue);
        (await Should.ThrowAsync<CannotRunException>(() => city.Database.RequireCurrentAsync())).Message.ShouldContain("huimin migrate");

        await city.Database.MigrateAsync();
        await city.Database.MigrateAsync();

        await city.Database.RequireCurrentAsync();
        var people = await city.ReadAsync(c => c.People.OrderBy(p => p.Id).ToListAsync());
        people.ConvertAll(p => (p.Name, p.Region)).ShouldBe([("张三", 371302001001), ("张*", 371302001001), ("赵老人", 371302001002)]);
        city.Database.Keyring.Open(people[0]).CitizenId.ShouldBe(Zhang);
        city.Database.Keyring.Open(people[1]).ShouldBe(new PersonSecrets { CitizenId = Child, ProtectedName = "张小雨" });
        city.Database.Keyring.Open(people[2]).ShouldBe(PersonSecrets.None);
        people[2].BirthDate.ShouldBe(new DateOnly(1930, 1, 1));
        var household = await city.ReadAsync(c => c.Households.SingleAsync(h => h.Id == 1));
        city.Database.Keyring.Open(household).ShouldBe(Address);
        (household.ExternalKey, household.Hukou, household.OpenedOn).ShouldBe(("K1", Hukou.Rural, new DateOnly(2020, 1, 1)));
        (await FindAsync(city, Zhang)).ShouldBe(["张三"]);
        await ShouldHoldNoneAsync(city, Zhang, Child, Address, "张小雨");
    }

    private static async Task FillPlainAsync(TestCity city)
    {
        await using var bulk = await city.Database.BeginBulkAsync();
        await bulk.ExecuteAsync("INSERT INTO city (code, key, name, first_month, last_month, next_household_id, next_person_id) VALUES (371300000000, 'linyi', '临沂市', 202611, 202611, 3, 4)", []);
        await bulk.ExecuteAsync(
            "INSERT INTO household (id, region, address, external_key, hukou, opened_on) VALUES (1, 371302001001, @p0, 'K1', 2, @p1), (2, 371302001002, '敬老院', NULL, 1, @p1)",
            [Address, new DateOnly(2020, 1, 1)]);
        await bulk.ExecuteAsync("""
            INSERT INTO person (id, household_id, region, relation, member_since, name, citizen_id, citizen_id_tail, sex, birth_date) VALUES
            (1, 1, 371302001001, 2, @p0, '张三', @p1, @p2, 1, @p3), (2, 1, 371302001001, 40, @p0, '张小雨', @p4, @p5, 2, @p6), (3, 2, 371302001002, 2, @p0, '赵老人', NULL, NULL, 1, @p7)
            """,
            [new DateOnly(2020, 1, 1), Zhang, Zhang[^4..], new DateOnly(1980, 1, 1), Child, Child[^4..], new DateOnly(2015, 5, 5), new DateOnly(1930, 1, 1)]);
        await bulk.ExecuteAsync("INSERT INTO person_fact (person_id, fact, valid_from, value, source) VALUES (2, @p0, @p1, 1, 1)", [PeopleFiles.Fact("guardianship"), new DateOnly(2021, 1, 1)]);
        await bulk.CommitAsync();
    }

    private static async Task<List<string>> FindAsync(TestCity city, string query, long? within = null) => await city.ReadAsync(async c =>
        (await PeopleSearch.For(query).PeopleAsync(c, city.Database.Keyring, within is { } code ? new Huimin.Platform.Regions.DivisionCode(code) : null, null, default))
            .ConvertAll(p => p.Name));

    /// <summary>The same city as another process opens it.</summary>
    internal static Database Again(TestCity city) => city.Database is SqliteDatabase sqlite
        ? new SqliteDatabase(sqlite.Path) { KeyFile = city.Database.Keyring.KeyFile }
        : new PostgresDatabase(TestDatabase.PostgresConnection!, city.Key) { KeyFile = city.Database.Keyring.KeyFile };

    /// <summary>Neither the file's bytes nor any row of any table holds one of the texts.</summary>
    internal static async Task ShouldHoldNoneAsync(TestCity city, params string[] texts)
    {
        if (city.Database is SqliteDatabase sqlite)
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(sqlite.Path)!, "city.db*"))
            {
                var bytes = await File.ReadAllBytesAsync(file);
                foreach (var text in texts)
                    bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)).ShouldBe(-1, $"{text} in {Path.GetFileName(file)}");
            }

            return;
        }

        var rows = new StringBuilder();
        await using var connection = await city.Database.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        foreach (var table in (string[])["person", "household", "former_membership", "person_fact", "data_key", "city"])
        {
            command.CommandText = $"SELECT t::text FROM {table} t";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.AppendLine(reader.GetString(0));
        }

        var dump = rows.ToString();
        dump.ShouldNotBeEmpty();
        foreach (var text in texts)
        {
            dump.Contains(text, StringComparison.Ordinal).ShouldBeFalse(text);
            dump.Contains(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal).ShouldBeFalse(text);
        }
    }
}
