using System.Text.Json;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Audit;

public sealed class AuditTrailTests
{
    [Theory, OnEveryDatabase]
    public async Task Record_WithChanges_WritesWhoWhatWhyAndBeforeAfter(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await using (var context = city.Database.CreateContext())
        {
            context.Acting = new Acting { Address = "10.1.2.3" };
            context.Acting.As(7, "王主任", new Post { Id = 3, AccountId = 7, Role = "auditor", Region = 371300000000 }, new HashSet<string>());
            var role = await context.Roles.Include(r => r.Permissions).SingleAsync(r => r.Code == "finance");
            role.Name = "财务员";
            role.Revision++;
            role.Permissions.RemoveAll(p => p.Permission == "policies.view");
            context.Record(new AuditEntry("role.edit", "role:finance") { Reason = "按新分工" });
            await context.SaveChangesAsync();
        }

        await using var reader = city.Database.CreateContext();
        var records = await reader.AuditRecords.OrderBy(r => r.Number).ToListAsync();
        records.Select(r => (r.Number, r.Action, r.Subject)).ShouldBe([(1, "role.edit", "role:finance"), (2, "role.change", "role:finance"), (3, "role.change", "role:finance")], ignoreOrder: true);
        records.ShouldAllBe(r => r.AccountId == 7 && r.Account == "王主任" && r.Duty == "auditor" && r.DutyRegion == 371300000000 && r.Address == "10.1.2.3");
        records[0].Reason.ShouldBe("按新分工");
        var change = records.Single(r => r.Action == "role.change" && r.After is not null);
        (change.Before, change.After).ShouldBe(("""{"name":"财务"}""", """{"name":"财务员"}"""));
        records.ShouldContain(r => r.Before != null && r.Before.Contains("policies.view") && r.After == null);
        records.ShouldAllBe(r => r.At.Kind == DateTimeKind.Utc && r.At.Ticks % TimeSpan.TicksPerMicrosecond == 0);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_ThatFails_LeavesNoRecord(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await using (var context = city.Database.CreateContext())
        {
            context.Add(new Role { Code = "finance", Name = "", NameEn = "" }); // is there already
            context.Record(new AuditEntry(AuditAction.Reveal, "person:1"));
            await Should.ThrowAsync<DbUpdateException>(() => context.SaveChangesAsync());
            context.ChangeTracker.Clear();
            await context.SaveChangesAsync();
        }

        (await city.Database.ScalarAsync<long>("SELECT count(*) FROM audit_record")).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_InsideATransaction_IsKeptOrUndoneWithIt(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        foreach (var keep in new[] { false, true })
        {
            await using var context = city.Database.CreateContext();
            await using var transaction = await context.Database.BeginTransactionAsync();
            context.Record(new AuditEntry(AuditAction.Reveal, "person:1"));
            await context.SaveChangesAsync();
            if (keep)
                await transaction.CommitAsync();
        }

        (await city.Database.ScalarAsync<long>("SELECT count(*) FROM audit_record")).ShouldBe(1);
        await city.Database.Audit.AdvanceAnchorAsync();
        (await city.Database.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task Record_By32WritersAtOnce_KeepsOneChainWithoutGaps(TestDatabase kind)
    {
        const int Writers = 32;
        const int Each = 8;
        await using var city = await kind.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await using var context = city.Database.CreateContext();
                if (writer % 4 == 0)
                    context.Add(new Setting { Name = $"test_{writer}_{i}", Value = "1" });
                else
                    context.Record(new AuditEntry(AuditAction.Reveal, $"person:{writer}") { Reason = $"第{i}次" });
                await context.SaveChangesAsync();
            }
        })));

        await city.Database.Audit.AdvanceAnchorAsync();
        var found = await city.Database.VerifyAsync();
        (found.Problem, found.Records).ShouldBe((null, Writers * Each));
        (await city.Database.ScalarAsync<long>("SELECT max(number) FROM audit_record")).ShouldBe(Writers * Each);
    }

    [Theory, OnEveryDatabase]
    public async Task Bulk_WithARecord_IsOnTheTrailWithItsCommitOnly(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        foreach (var keep in new[] { false, true })
        {
            await using var bulk = await city.Database.BeginBulkAsync();
            await bulk.ExecuteAsync($"INSERT INTO setting (name, value) VALUES ('a{keep}', 'b')", []);
            bulk.Record(new AuditEntry(AuditAction.Sweep, "month:2026-11") { After = new { persons = 12 } });
            if (keep)
                await bulk.CommitAsync();
        }

        await using var context = city.Database.CreateContext();
        var record = await context.AuditRecords.SingleAsync();
        (record.Action, record.Account, record.AccountId, record.After).ShouldBe((AuditAction.Sweep, Environment.UserName, null, """{"persons":12}"""));
    }

    [Theory, OnEveryDatabase]
    public async Task Change_OfARecordThroughTheContext_IsRefused(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync(1);
        await using var context = city.Database.CreateContext();
        var record = await context.AuditRecords.SingleAsync();
        context.Remove(record);
        await Should.ThrowAsync<InvalidOperationException>(() => context.SaveChangesAsync());
        Should.Throw<InvalidOperationException>(() => context.SaveChanges());
    }

    [Theory, OnEveryDatabase]
    public async Task Record_TextsThatADatabaseRefuses_AreCleaned(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await using (var context = city.Database.CreateContext())
        {
            context.Record(new AuditEntry(AuditAction.Reveal, "person:1\0") { Reason = "半个字\ud83d和\u202e'; DROP TABLE audit_record; --" + new string('长', 9_000), After = new { text = "a\0\udc00" } });
            await context.SaveChangesAsync();
        }

        await city.Database.Audit.AdvanceAnchorAsync();
        (await city.Database.VerifyAsync()).IsWhole.ShouldBeTrue();
        await using var reader = city.Database.CreateContext();
        var record = await reader.AuditRecords.SingleAsync();
        record.Reason.ShouldStartWith("半个字\uFFFD和");
        record.Reason.Length.ShouldBe(4_000);
        JsonDocument.Parse(record.After!).RootElement.GetProperty("text").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task Append_KeyLost_IsRefusedInsteadOfBeginningWithANewOne()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("huimin-lost-").FullName;
        await using (var trail = new AuditTrail(city.Database, folder: folder))
            await trail.WriteAsync(AuditActor.Command, new AuditEntry(AuditAction.SignIn, "account:1"));
        var key = Path.Combine(folder, "audit.key");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Delete(key);
        await using var without = new AuditTrail(city.Database, folder: folder);
        (await Should.ThrowAsync<CannotRunException>(() => without.WriteAsync(AuditActor.Command, new AuditEntry(AuditAction.SignIn, "account:1")))).Message.ShouldContain("审计密钥");
        File.Exists(key).ShouldBeFalse();
        Directory.Delete(folder, recursive: true);
    }
}
