using Huimin.Data.Postgres;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.Files;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.People;
using Huimin.Platform.Privacy.DataChecks;
using Huimin.Platform.Regions;
using Huimin.Platform.Registers;
using Huimin.Platform.Sweeps;
using Huimin.Policies;
using Huimin.Tests.Platform.Files.Storing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Huimin.Tests.Platform.Data;

/// <summary>PostgreSQL's own row security, as a plain user sees it: superusers are not bound.</summary>
public sealed class RowSecurityTests
{
    [Fact]
    public async Task SetRowSecurity_OnSqlite_IsRefused()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        (await Should.ThrowAsync<CannotRunException>(() => city.Database.SetRowSecurityAsync(true))).Message.ShouldContain("PostgreSQL");
    }

    [Theory, OnEveryDatabase]
    public async Task RowSecurity_QueryWithoutFilters_StillShowsTheReadersRowsOnly(TestDatabase kind)
    {
        if (kind != TestDatabase.Postgres)
            return;
        await using var plain = await PlainUser.CreateAsync();
        await plain.Database.SetRowSecurityAsync(true);
        // Written through the bulk path and swept with it on.
        await new SmallCity().WriteAsync(plain.Database);

        var everything = await CountAsync(plain.Database, Acting.Command());
        everything.Households.ShouldBe(131);
        everything.Entitlements.ShouldBeGreaterThan(0);
        var village = await CountAsync(plain.Database, Reader(SmallCity.Village));
        (village.Households, village.People, village.PersonFacts, village.Former).ShouldBe((1, 3, 3, 0));
        village.Entitlements.ShouldBeLessThan(everything.Entitlements);
        (await CountAsync(plain.Database, Reader(371322000000))).ShouldBe(new Counts(0, 0, 0, 0, 0, 0));
        (await CountAsync(plain.Database, new Acting())).ShouldBe(new Counts(0, 0, 0, 0, 0, 0));
        // A connection of the pool takes nothing of its last user along, in any order.
        (await CountAsync(plain.Database, Acting.Command())).ShouldBe(everything);
        (await CountAsync(plain.Database, Reader(SmallCity.Village))).ShouldBe(village);
        (await CountAsync(plain.Database, Reader(SmallCity.Gaoqiao))).Households.ShouldBe(131);

        await plain.Database.SetRowSecurityAsync(false);
        (await CountAsync(plain.Database, new Acting())).ShouldBe(everything);
        await plain.Database.Audit.AdvanceAnchorAsync();
        (await new Huimin.Platform.Audit.VerifyAudit(plain.Database).RunAsync()).Problem.ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task RowSecurity_ReaderWithoutFilters_ChangesNothingOfOthers(TestDatabase kind)
    {
        if (kind != TestDatabase.Postgres)
            return;
        await using var plain = await PlainUser.CreateAsync();
        await new SmallCity().WriteAsync(plain.Database);
        await plain.Database.SetRowSecurityAsync(true);
        await using var context = plain.Database.CreateContext();
        context.Acting = Reader(SmallCity.Village);
        (await context.Households.IgnoreQueryFilters().Where(h => h.Id == 200001).ExecuteUpdateAsync(u => u.SetProperty(h => h.OpenedOn, new DateOnly(1999, 1, 1)))).ShouldBe(0);
        (await context.PersonFacts.IgnoreQueryFilters().ExecuteDeleteAsync()).ShouldBe(3);
        context.Add(new Household { Id = 999, Region = 371322000000, Hukou = Hukou.Rural, OpenedOn = new(2026, 1, 1) });
        (await Should.ThrowAsync<DbUpdateException>(() => context.SaveChangesAsync())).InnerException!.Message.ShouldContain("row-level security");
    }

    [Theory, OnEveryDatabase]
    public async Task RowSecurity_TableOfALaterMigration_IsBoundAndConsentsAreCut(TestDatabase kind)
    {
        if (kind != TestDatabase.Postgres)
            return;
        await using var plain = await PlainUser.CreateAsync(version: 7);
        await using (var bulk = await plain.Database.BeginBulkAsync())
        {
            await bulk.ExecuteAsync("INSERT INTO setting (name, value) VALUES (@p0, 'on')", [Setting.RowSecurity]);
            await bulk.CommitAsync();
        }

        await plain.Database.MigrateAsync();
        await new SmallCity().WriteAsync(plain.Database);
        await using (var context = plain.Database.CreateContext())
        {
            var give = new GiveConsent(context, TimeProvider.System);
            await give.RunAsync(SmallCity.ZhaoHousehold, new ConsentGiven(null, "means.dibao", LegalBasis.Consent, "", new(2026, 3, 1), "1"));
            await give.RunAsync(200001, new ConsentGiven(null, "means.dibao", LegalBasis.Consent, "", new(2026, 3, 1), "2"));
        }

        await using var reader = plain.Database.CreateContext();
        reader.Acting = Reader(SmallCity.Village);
        (await reader.DataCheckConsents.IgnoreQueryFilters().Select(c => c.HouseholdId).ToListAsync()).ShouldBe([SmallCity.ZhaoHousehold]);
    }

    [Theory, OnEveryDatabase]
    public async Task RowSecurity_StoredFiles_AreCutAndSealedAnew(TestDatabase kind)
    {
        if (kind != TestDatabase.Postgres)
            return;
        await using var plain = await PlainUser.CreateAsync();
        await new SmallCity().WriteAsync(plain.Database);
        await plain.Database.SetRowSecurityAsync(true);
        await plain.Database.StoreAsync(TestFiles.Upload("a.png", TestFiles.Png()));
        await plain.Database.StoreAsync(TestFiles.Upload("b.png", TestFiles.Png(rest: "b")), "case:13", 371323102202);
        (await new Huimin.Platform.Privacy.RotateKeys(plain.Database, TimeProvider.System).RunAsync(null)).Broken.ShouldBeEmpty();
        await using var reader = plain.Database.CreateContext();
        reader.Acting = Reader(SmallCity.Village);
        var file = (await reader.StoredFiles.IgnoreQueryFilters().Include(f => f.Content).ToListAsync()).ShouldHaveSingleItem();
        plain.Database.Keyring.Open(file).ShouldBe(TestFiles.Png());
        (await reader.Set<StoredContent>().IgnoreQueryFilters().CountAsync()).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task RowSecurity_Registers_AreCutToTheReader(TestDatabase kind)
    {
        if (kind != TestDatabase.Postgres)
            return;
        await using var plain = await PlainUser.CreateAsync();
        await plain.Database.SetRowSecurityAsync(true);
        await new SmallCity().WriteAsync(plain.Database);
        await using (var context = plain.Database.CreateContext())
        {
            foreach (var (id, region) in ((long, long)[])[(1, SmallCity.Village), (2, 371323102202)])
            {
                context.Add(new RegisterEntry { Id = id, Type = "children", Line = "child_welfare", State = "active", OpenedOn = new(2026, 1, 1) }
                    .With(new EntryContent { Region = region, Name = "某", Fields = "{}" }, new(2026, 1, 1)));
                context.Add(new RegisterRecord { Id = 10 + id, EntryId = id, Number = 1, Kind = "visit", Region = region, Day = new(2026, 2, 1), Fields = "{}" });
            }

            await context.SaveChangesAsync();
        }

        await using var reader = plain.Database.CreateContext();
        reader.Acting = Reader(SmallCity.Village);
        (await reader.RegisterEntries.IgnoreQueryFilters().Select(e => e.Id).ToListAsync()).ShouldBe([1]);
        (await reader.RegisterRecords.IgnoreQueryFilters().Select(r => r.EntryId).ToListAsync()).ShouldBe([1]);
    }

    [Theory, OnEveryDatabase]
    public async Task RowSecurity_DemoImportExportAndSweep_WorkWithItOn(TestDatabase kind)
    {
        if (kind != TestDatabase.Postgres)
            return;
        await using var plain = await PlainUser.CreateAsync();
        await plain.Database.SetRowSecurityAsync(true);
        var month = new Month(2026, 11);
        var made = await new DemoCity(plain.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.0005, month), null);
        var swept = await new RunSweep(plain.Database, TestPolicies.Linyi, TimeProvider.System).RunAsync(month);
        swept.Result.Persons.ShouldBeInRange((int)(made.Persons * 0.9), (int)made.Persons);

        var text = new StringWriter();
        var exported = await new ExportPeople(plain.Database, TestPolicies.Linyi.Facts, TimeProvider.System).RunAsync(text, reveal: "测试往返导入");
        exported.Persons.ShouldBeGreaterThan(0);
        var folder = Directory.CreateTempSubdirectory("huimin-rows-").FullName;
        using (var errors = new RowErrors(Path.Combine(folder, "errors.csv")))
        {
            var table = System.Text.Encoding.UTF8.GetBytes(text.ToString());
            var imported = await new ImportPeople(plain.Database, TestPolicies.Linyi.Facts, TimeProvider.System).RunAsync(new MemoryStream(table), month, errors);
            (imported.Added, imported.Rejected).ShouldBe((0, 0));
        }

        Directory.Delete(folder, recursive: true);
    }

    private sealed record Counts(int Households, int People, int PersonFacts, int Former, int Entitlements, int Totals);

    private static Acting Reader(long region)
    {
        var acting = new Acting();
        acting.As(7, "甲", new Post { Id = 1, AccountId = 7, Role = "township_clerk", Region = new DivisionCode(region).Value }, new HashSet<string>());
        return acting;
    }

    /// <summary>Without the filters of the context, as a query that forgot them.</summary>
    private static async Task<Counts> CountAsync(Database database, Acting acting)
    {
        await using var context = database.CreateContext();
        context.Acting = acting;
        return new Counts(
            await context.Households.IgnoreQueryFilters().CountAsync(), await context.People.IgnoreQueryFilters().CountAsync(),
            await context.PersonFacts.IgnoreQueryFilters().CountAsync(), await context.FormerMemberships.IgnoreQueryFilters().CountAsync(),
            await context.Entitlements.IgnoreQueryFilters().CountAsync(), await context.SweepTotals.IgnoreQueryFilters().CountAsync());
    }

    /// <summary>A user of the server with a schema of its own and no other rights.</summary>
    private sealed class PlainUser : IAsyncDisposable
    {
        private readonly string name = $"t{Guid.NewGuid():N}"[..16];

        public PostgresDatabase Database { get; private set; } = null!;

        /// <param name="version">Of the schema; null for the newest.</param>
        public static async Task<PlainUser> CreateAsync(int? version = null)
        {
            var user = new PlainUser();
            var server = new NpgsqlConnectionStringBuilder(TestDatabase.PostgresConnection!);
            await ExecuteAsync($"CREATE ROLE {user.name} LOGIN; GRANT CREATE ON DATABASE \"{server.Database}\" TO {user.name}");
            server.Username = user.name;
            user.Database = new PostgresDatabase(server.ToString(), user.name);
            await (version is { } older ? user.Database.MigrateToAsync(older) : user.Database.MigrateAsync());
            (await user.Database.BypassesRowSecurityAsync()).ShouldBeFalse();
            return user;
        }

        public async ValueTask DisposeAsync()
        {
            await Database.DisposeAsync();
            await ExecuteAsync($"DROP OWNED BY {name} CASCADE; DROP ROLE {name}");
        }

        private static async Task ExecuteAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(TestDatabase.PostgresConnection);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
