using Huimin.Platform.Audit;

namespace Huimin.Tests.Platform.Audit;

/// <summary>Every way in which a trail can be tampered with, on both databases.</summary>
public sealed class VerifyAuditTests
{
    private static readonly string Columns = string.Join(", ", AuditRecord.Columns);

    [Theory, OnEveryDatabase]
    public async Task Verify_UntouchedTrail_IsWhole(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        var found = await city.Database.VerifyAsync();
        (found.IsWhole, found.Records, found.FirstBad).ShouldBe((true, 12, null));
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_EmptyTrail_IsWhole(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        (await city.Database.VerifyAsync()).ShouldSatisfyAllConditions(f => f.IsWhole.ShouldBeTrue(), f => f.Records.ShouldBe(0));
    }

    public static TheoryData<TestDatabase, string> EveryColumn()
    {
        var data = new TheoryData<TestDatabase, string>();
        foreach (var kind in new OnEveryDatabaseAttribute().GetData(null!).Select(d => (TestDatabase)d[0]))
        {
            foreach (var change in new[]
            {
                "at = at + 1", "account_id = 7", "account = account || 'x'", "duty = 'auditor'", "duty_region = 1", "address = '10.0.0.1'", "action = 'sign_in'",
                "subject = 'household:1'", "region = region + 1", "region = NULL", "outcome = 2", "reason = ''", "before = NULL", "after = replace(after, '500', '501')",
                "hash = (SELECT hash FROM audit_record WHERE number = 4)",
            })
                data.Add(kind, change);
        }

        return data;
    }

    [Theory, MemberData(nameof(EveryColumn))]
    public async Task Verify_OneColumnEdited_NamesTheRecord(TestDatabase kind, string change)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync($"UPDATE audit_record SET {change} WHERE number = 5");
        await ShouldFindAsync(city, 5, AuditProblem.Altered);
    }

    [Fact]
    public async Task Verify_TypeOfAValueEditedOnSqlite_NamesTheRecord()
    {
        await using var city = await TestDatabase.Sqlite.CreateAuditedAsync();
        // 1 and 1.25 read the same where only a whole number is asked for; a text and its bytes look the same, too.
        await city.Database.TamperAsync("UPDATE audit_record SET outcome = 1.25 WHERE number = 6");
        await ShouldFindAsync(city, 6, AuditProblem.Altered);
        await city.Database.TamperAsync("UPDATE audit_record SET reason = CAST(reason AS BLOB) WHERE number = 5");
        await ShouldFindAsync(city, 5, AuditProblem.Altered);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_TextMovedBetweenColumns_NamesTheRecord(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync("UPDATE audit_record SET subject = subject || substr(reason, 1, 1), reason = substr(reason, 2) WHERE number = 3");
        await ShouldFindAsync(city, 3, AuditProblem.Altered);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_MiddleRecordDeleted_NamesTheNumber(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync("DELETE FROM audit_record WHERE number = 6");
        await ShouldFindAsync(city, 6, AuditProblem.Removed);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_MiddleRecordDeletedAndTheRestRenumbered_NamesTheNumber(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync(
            "DELETE FROM audit_record WHERE number = 6", "UPDATE audit_record SET number = -number WHERE number > 6",
            "UPDATE audit_record SET number = -number - 1 WHERE number < 0", "UPDATE audit_head SET number = number - 1");
        await ShouldFindAsync(city, 6, AuditProblem.Removed);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_NumberEdited_NamesTheGap(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync("UPDATE audit_record SET number = 100 WHERE number = 5");
        await ShouldFindAsync(city, 5, AuditProblem.Removed);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_FirstRecordsDeleted_NamesTheFirst(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync("DELETE FROM audit_record WHERE number <= 2");
        await ShouldFindAsync(city, 1, AuditProblem.Removed);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_LastRecordsDeleted_NamesTheFirstOfThem(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync("DELETE FROM audit_record WHERE number > 10");
        await ShouldFindAsync(city, 11, AuditProblem.Truncated);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_AllRecordsDeleted_NamesTheFirst(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync("DELETE FROM audit_record");
        await ShouldFindAsync(city, 1, AuditProblem.Truncated);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_EndCutOffTogetherWithTheHead_IsToldByTheAnchor(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await CutAsync(city, 9);
        await ShouldFindAsync(city, 10, AuditProblem.Truncated);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_EndCutOffAndGrownAgain_IsStillTold(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await CutAsync(city, 9);
        for (var i = 0; i < 6; i++)
            await city.Database.Audit.WriteAsync(AuditActor.Command, new AuditEntry(AuditAction.SignIn, "account:1"));
        (await city.Database.Audit.AdvanceAnchorAsync()).ShouldBeFalse("the anchor confirms no trail that it does not know");
        await ShouldFindAsync(city, 12, AuditProblem.Replaced);

        await new AcceptAudit(city.Database).RunAsync("从备份恢复");
        (await city.Database.VerifyAsync()).IsWhole.ShouldBeTrue();
        (await city.Database.ScalarAsync<string>("SELECT reason FROM audit_record WHERE action = 'audit.accept'")).ShouldBe("从备份恢复");
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_WholeTrailEmptied_IsToldUntilAccepted(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync("DELETE FROM audit_record", "UPDATE audit_head SET number = 0, hash = ''");
        await ShouldFindAsync(city, 1, AuditProblem.Truncated);

        var random = kind == TestDatabase.Sqlite ? "randomblob(16)" : "decode(replace(gen_random_uuid()::text, '-', ''), 'hex')";
        await city.Database.TamperAsync($"UPDATE audit_head SET chain = {random}");
        await ShouldFindAsync(city, 1, AuditProblem.Replaced);
        await city.Database.Audit.WriteAsync(AuditActor.Command, new AuditEntry(AuditAction.SignIn, "account:1"));
        (await city.Database.ScalarAsync<string>("SELECT action FROM audit_record WHERE number = 1")).ShouldBe(AuditAction.BeginAudit);
        (await city.Database.ScalarAsync<string>("SELECT before FROM audit_record WHERE number = 1")).ShouldContain("\"number\":12");
        (await city.Database.Audit.AdvanceAnchorAsync()).ShouldBeFalse("a trail that says that it is new is no continuation");
        await ShouldFindAsync(city, 1, AuditProblem.Replaced);

        await new AcceptAudit(city.Database).RunAsync("从备份恢复");
        (await city.Database.VerifyAsync()).IsWhole.ShouldBeTrue();
        (await city.Database.ScalarAsync<string>("SELECT before FROM audit_record WHERE action = 'audit.accept'")).ShouldContain("\"number\":12");
    }

    [Fact]
    public async Task OfNewDemo_OnlyWhereAnotherTrailStood_IsRecorded()
    {
        await using var city = await TestDatabase.Sqlite.CreateAuditedAsync();
        await new AcceptAudit(city.Database).OfNewDemoAsync();
        (await city.Database.ScalarAsync<long>("SELECT count(*) FROM audit_record")).ShouldBe(12);
        await city.Database.TamperAsync("DELETE FROM audit_record", "UPDATE audit_head SET number = 0, hash = '', chain = randomblob(16)");
        await new AcceptAudit(city.Database).OfNewDemoAsync();
        (await city.Database.ScalarAsync<string>("SELECT group_concat(action) FROM (SELECT action FROM audit_record ORDER BY number)")).ShouldBe("audit.begin,audit.accept");
        (await city.Database.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_RecordAppendedByHand_IsNotOurs(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync($"INSERT INTO audit_record ({Columns}) SELECT 13, {Columns[8..]} FROM audit_record WHERE number = 12");
        await ShouldFindAsync(city, 13, AuditProblem.Inserted);
        await city.Database.TamperAsync("UPDATE audit_head SET number = 13, hash = (SELECT hash FROM audit_record WHERE number = 13)");
        var found = await city.Database.VerifyAsync();
        found.FirstBad.ShouldBe(13);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_RecordInsertedInTheMiddle_IsNotOurs(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync(
            "UPDATE audit_record SET number = -number WHERE number >= 6", "UPDATE audit_record SET number = -number + 1 WHERE number < 0",
            $"INSERT INTO audit_record ({Columns}) SELECT 6, {Columns[8..]} FROM audit_record WHERE number = 2", "UPDATE audit_head SET number = 13");
        await ShouldFindAsync(city, 6, AuditProblem.Inserted);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_RecordInsertedBeforeTheFirst_IsNotOurs(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync($"INSERT INTO audit_record ({Columns}) SELECT 0, {Columns[8..]} FROM audit_record WHERE number = 2");
        await ShouldFindAsync(city, 0, AuditProblem.Inserted);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_TwoRecordsSwapped_NamesTheFirst(TestDatabase kind)
    {
        foreach (var (one, other) in new[] { (4, 9), (4, 5) })
        {
            await using var city = await kind.CreateAuditedAsync();
            await city.Database.TamperAsync(
                $"UPDATE audit_record SET number = -1 WHERE number = {one}", $"UPDATE audit_record SET number = {one} WHERE number = {other}",
                $"UPDATE audit_record SET number = {other} WHERE number = -1");
            await ShouldFindAsync(city, one, AuditProblem.Reordered);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_HeadEdited_IsTold(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync("UPDATE audit_head SET number = 14");
        await ShouldFindAsync(city, 12, AuditProblem.Head);
        await city.Database.TamperAsync("UPDATE audit_head SET number = 12, hash = (SELECT hash FROM audit_record WHERE number = 11)");
        await ShouldFindAsync(city, 12, AuditProblem.Head);
        await city.Database.TamperAsync("UPDATE audit_head SET number = 11");
        await ShouldFindAsync(city, 11, AuditProblem.Head);
        await city.Database.TamperAsync("UPDATE audit_head SET number = 0, hash = ''");
        await ShouldFindAsync(city, 1, AuditProblem.Head);
        await city.Database.TamperAsync("DELETE FROM audit_head");
        await ShouldFindAsync(city, 12, AuditProblem.Head);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_ChainOfTheHeadEdited_IsTold(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        await city.Database.TamperAsync("UPDATE audit_head SET chain = hash");
        await ShouldFindAsync(city, 1, AuditProblem.Altered);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_AnchorMissing_IsToldUntilAccepted(TestDatabase kind)
    {
        await using var city = await kind.CreateAuditedAsync();
        File.Delete(city.Database.Audit.AnchorPath);
        await ShouldFindAsync(city, null, AuditProblem.Anchor);
        await new AcceptAudit(city.Database).RunAsync("换了服务器");
        (await city.Database.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Verify_SeveralRanges_FindsTheLowest()
    {
        await using var city = await TestDatabase.Sqlite.CreateAuditedAsync(40);
        await city.Database.TamperAsync("UPDATE audit_record SET reason = '' WHERE number IN (11, 21, 22, 39)");
        await ShouldFindAsync(city, 11, AuditProblem.Altered);
        await city.Database.TamperAsync("DELETE FROM audit_record WHERE number <= 20");
        await ShouldFindAsync(city, 1, AuditProblem.Removed);
    }

    /// <summary>As somebody would who knows the tables: the records and the head fit each other afterwards.</summary>
    private static Task CutAsync(TestCity city, int last) => city.Database.TamperAsync(
        $"DELETE FROM audit_record WHERE number > {last}",
        $"UPDATE audit_head SET number = {last}, hash = (SELECT hash FROM audit_record WHERE number = {last})");

    private static async Task ShouldFindAsync(TestCity city, long? number, AuditProblem problem)
    {
        var found = await city.Database.VerifyAsync();
        (found.FirstBad, found.Problem).ShouldBe((number, problem));
    }
}
