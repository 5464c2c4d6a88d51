using Huimin.Platform.Accounts;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy.Retention;
using Huimin.Tests.Platform.Accounts;
using Huimin.Tests.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Privacy.Retention;

/// <summary>What is past its time goes, with a record; what is not, stays.</summary>
public sealed class ApplyRetentionTests
{
    private static readonly Today Clock = new();

    [Theory, OnEveryDatabase]
    public async Task Apply_SessionsPastTheirTime_AreDeletedBatchByBatchWithARecordOfEach(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var account = (await city.Database.AddAccountAsync("甲")).Account;
        await using (var context = city.Database.CreateContext())
        {
            for (var i = 1; i <= 5; i++)
                Add(context, account, new DateTime(2026, 1, i, 8, 0, 0, DateTimeKind.Utc), new DateTime(2026, 5, i, 9, 30, 0, DateTimeKind.Utc));
            // Left open and unused; ended on the last day that stays; used long ago but ended lately; in use.
            Add(context, account, new DateTime(2026, 2, 1, 8, 0, 0, DateTimeKind.Utc), null);
            Add(context, account, new DateTime(2026, 2, 1, 8, 0, 0, DateTimeKind.Utc), new DateTime(2026, 5, 22, 0, 0, 0, DateTimeKind.Utc));
            Add(context, account, new DateTime(2026, 2, 1, 8, 0, 0, DateTimeKind.Utc), new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc));
            Add(context, account, new DateTime(2026, 11, 22, 8, 0, 0, DateTimeKind.Utc), null);
            await context.SaveChangesAsync();
        }

        var rules = RetentionRules.Load();
        var due = (await new ListDueRecords(city.Database, Clock).RunAsync(rules)).Single(d => d.Rule.Kind.Code == "account_session");
        (due.Count, due.Oldest, due.Before).ShouldBe((6, new DateOnly(2026, 2, 1), new DateOnly(2026, 5, 22)));
        (await city.Database.ScalarAsync<int>("SELECT count(*) FROM account_session")).ShouldBe(9);

        var done = await new ApplyRetention(city.Database, Clock) { BatchRows = 4 }.RunAsync(rules);
        done.Single(d => d.Rule.Kind.Code == "account_session").Count.ShouldBe(6);
        (await city.Database.ScalarAsync<int>("SELECT count(*) FROM account_session")).ShouldBe(3);
        await using (var context = city.Database.CreateContext())
        {
            var records = await context.AuditRecords.Where(r => r.Action == AuditAction.ApplyRetention).OrderBy(r => r.Number).ToListAsync();
            records.Select(r => r.Subject).ShouldBe(["retention:account_session", "retention:account_session"]);
            records[0].After!.ShouldContain("\"rows\":4");
            records[1].After!.ShouldContain("\"rows\":2");
            records[0].Reason.ShouldBe("网络安全法第二十三条");
        }

        (await new ApplyRetention(city.Database, Clock).RunAsync(rules)).Sum(d => d.Count).ShouldBe(0);
        await city.Database.Audit.AdvanceAnchorAsync();
        (await city.Database.VerifyAsync()).Problem.ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task Apply_OldTrail_IsListedAndNeverTouched(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await city.Database.Audit.WriteAsync(AuditActor.Command, new AuditEntry(AuditAction.SignIn, "account:1"));
        var records = await city.Database.ScalarAsync<long>("SELECT count(*) FROM audit_record");
        var later = new Today(new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var rules = RetentionRules.Load().Where(r => r.Kind.Code == "audit_record").ToList();
        var listed = (await new ListDueRecords(city.Database, later).RunAsync(rules)).Single();
        (listed.Count, listed.Before).ShouldBe((records, new DateOnly(2098, 7, 1)));

        await using (var context = city.Database.CreateContext())
        {
            context.Add(new Setting { Name = Setting.AuditMonths, Value = "24" });
            await context.SaveChangesAsync();
        }

        (await new ListDueRecords(city.Database, later).RunAsync(rules)).Single().Before.ShouldBe(new DateOnly(2097, 1, 1));
        (await new ApplyRetention(city.Database, later).RunAsync(rules)).Single().Count.ShouldBe(0);
        (await city.Database.ScalarAsync<long>("SELECT count(*) FROM audit_record")).ShouldBe(records + 1);
    }

    [Theory, OnEveryDatabase]
    public async Task Apply_WithdrawnDraftsAndConsents_GoWithTheirPartsAndTheNewestNumberStays(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await city.Database.TamperAsync(
            [
                .. new[] { (1, 5, "2020-01-01"), (2, 3, "2020-01-01"), (3, 5, "2026-01-01"), (4, 5, "2020-01-01") }.SelectMany(d => new[]
                {
                    "INSERT INTO policy_draft (id, layer, base_version, base_hash, title, reason, late_reason, author_id, author, state, revision, created_at, changed_at, alarm_reason) "
                        + $"VALUES ({d.Item1}, 'linyi', 0, '', 't', '', '', 1, 'a', {d.Item2}, 1, '{d.Item3} 08:00:00', '{d.Item3} 08:00:00', '')",
                    $"INSERT INTO policy_draft_file (draft_id, path, text) VALUES ({d.Item1}, 'linyi/dibao.yaml', 'x')",
                }),
                .. new[] { (1, "'2020-02-01'"), (2, "NULL"), (3, "'2020-02-01'") }.Select(c =>
                    $"INSERT INTO data_check_consent (household_id, number, purpose, basis, article, given_on, document, withdrawn_on) VALUES (104882, {c.Item1}, 'means.dibao', 1, '', '2020-01-05', 'D1', {c.Item2})"),
            ]);

        var done = await new ApplyRetention(city.Database, Clock).RunAsync(RetentionRules.Load());
        done.Single(d => d.Rule.Kind.Code == "withdrawn_draft").Count.ShouldBe(1);
        done.Single(d => d.Rule.Kind.Code == "data_check_consent").Count.ShouldBe(1);
        await using var context = city.Database.CreateContext();
        (await context.PolicyDrafts.Select(d => d.Id).OrderBy(id => id).ToListAsync()).ShouldBe([2, 3, 4]);
        (await city.Database.ScalarAsync<int>("SELECT count(*) FROM policy_draft_file WHERE draft_id = 1")).ShouldBe(0);
        (await city.Database.ScalarAsync<int>("SELECT count(*) FROM policy_draft_file")).ShouldBe(3);
        (await context.DataCheckConsents.Select(c => c.Number).OrderBy(n => n).ToListAsync()).ShouldBe([2, 3]);
    }

    [Theory, OnEveryDatabase]
    public async Task Apply_ContactOfTheDead_IsEmptiedWhereTheCityDecidedSo(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await city.Database.TamperAsync(
            $"UPDATE person SET died_on = '2024-01-01', phone = citizen_id, bank_account = citizen_id WHERE id = {SmallCity.Zhao}",
            "UPDATE person SET died_on = '2026-01-01', phone = citizen_id WHERE id = 500002",
            "UPDATE person SET phone = citizen_id WHERE id = 600001");
        (await new ApplyRetention(city.Database, Clock).RunAsync(RetentionRules.Load())).Sum(d => d.Count).ShouldBe(0);

        var decided = RetentionRules.Read(new StringReader("record,keep,unit,from,action,law,law_en,source\nperson_contact,1,years,left,anonymise,,,placeholder\n"), "rules.csv");
        (await new ApplyRetention(city.Database, Clock).RunAsync(decided)).Single().Count.ShouldBe(1);
        (await city.Database.ScalarAsync<int>("SELECT count(*) FROM person WHERE phone IS NOT NULL")).ShouldBe(2);
        await using var context = city.Database.CreateContext();
        var person = await context.People.SingleAsync(p => p.Id == SmallCity.Zhao);
        var secrets = city.Database.Keyring.Open(person);
        (secrets.CitizenId, secrets.Phone, secrets.BankAccount).ShouldBe((SmallCity.ZhaoId, null, null));
    }

    private static async Task<TestCity> CityAsync(TestDatabase kind)
    {
        var city = await kind.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        return city;
    }

    private static void Add(AppDbContext context, Account account, DateTime begun, DateTime? ended)
    {
        var session = AccountSession.Begin(account, isStrong: false, "10.0.0.1", "Firefox", begun);
        if (ended is { } at)
            session.End(SessionEnd.SignedOut, at);
        context.Add(session);
    }

    private sealed class Today(DateTimeOffset now) : TimeProvider
    {
        public Today()
            : this(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero))
        {
        }

        public override DateTimeOffset GetUtcNow() => now;
    }
}
