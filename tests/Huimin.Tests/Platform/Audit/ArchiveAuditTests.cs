using Huimin.Platform;
using Huimin.Platform.Audit;

namespace Huimin.Tests.Platform.Audit;

public sealed class ArchiveAuditTests
{
    [Theory, OnEveryDatabase]
    public async Task Archive_OldRecords_LeavesAChainAndAFileThatBothVerify(TestDatabase kind)
    {
        await using var city = await OldTrailAsync(kind);
        var folder = Directory.CreateTempSubdirectory("huimin-archive-").FullName;
        var (first, second) = (Path.Combine(folder, "first.jsonl"), Path.Combine(folder, "second.jsonl"));
        var archive = new ArchiveAudit(city.Database, TimeProvider.System);

        var limit = DateOnly.FromDateTime(DateTime.UnixEpoch.AddTicks(TimeProvider.System.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks)).AddMonths(-6);
        (await Should.ThrowAsync<CannotRunException>(() => archive.RunAsync(limit.AddDays(1), first))).Message.ShouldContain("6个月");
        (await Should.ThrowAsync<CannotRunException>(() => archive.RunAsync(new DateOnly(2025, 1, 1), first))).Message.ShouldContain("没有");

        (await archive.RunAsync(new DateOnly(2025, 1, 5), first)).ShouldBe(new AuditArchived(1, 4));
        (await city.Database.VerifyAsync()).ShouldSatisfyAllConditions(f => f.Problem.ShouldBeNull(), f => f.Records.ShouldBe(7 + 1));
        (await archive.RunAsync(new DateOnly(2025, 1, 8), second)).ShouldBe(new AuditArchived(5, 7));
        (await city.Database.VerifyAsync()).Problem.ShouldBeNull();

        foreach (var file in new[] { first, second })
            (await AuditArchiveFile.VerifyAsync(file, AuditKey.Folder)).Problem.ShouldBeNull();
        await File.WriteAllTextAsync(second, (await File.ReadAllTextAsync(second)).Replace("person:6", "person:7"));
        (await AuditArchiveFile.VerifyAsync(second, AuditKey.Folder)).ShouldSatisfyAllConditions(f => f.Problem.ShouldBe(AuditProblem.Altered), f => f.FirstBad.ShouldBe(6));
        await File.WriteAllLinesAsync(first, (await File.ReadAllLinesAsync(first))[..^1]);
        (await AuditArchiveFile.VerifyAsync(first, AuditKey.Folder)).ShouldSatisfyAllConditions(f => f.Problem.ShouldBe(AuditProblem.Truncated), f => f.FirstBad.ShouldBe(4));

        // More may not go than the trail says has gone, nor come back.
        await city.Database.TamperAsync("DELETE FROM audit_record WHERE number = 8");
        (await city.Database.VerifyAsync()).ShouldSatisfyAllConditions(f => f.Problem.ShouldBe(AuditProblem.Removed), f => f.FirstBad.ShouldBe(8));
        Directory.Delete(folder, recursive: true);
    }

    [Theory, OnEveryDatabase]
    public async Task Archive_DamagedTrail_IsRefused(TestDatabase kind)
    {
        await using var city = await OldTrailAsync(kind);
        await city.Database.TamperAsync("UPDATE audit_record SET reason = 'x' WHERE number = 3");
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        (await Should.ThrowAsync<CannotRunException>(() => new ArchiveAudit(city.Database, TimeProvider.System).RunAsync(new DateOnly(2025, 1, 5), path))).Message.ShouldContain("第3条");
        File.Exists(path).ShouldBeFalse();
        (await city.Database.ScalarAsync<long>("SELECT count(*) FROM audit_record")).ShouldBe(11);
    }

    /// <summary>Ten records of the first ten days of 2025 and one of now.</summary>
    private static async Task<TestCity> OldTrailAsync(TestDatabase kind)
    {
        var city = await kind.CreateAsync();
        for (var day = 1; day <= 10; day++)
        {
            await using var then = new AuditTrail(city.Database, new Day(new DateTimeOffset(2025, 1, day, 9, 0, 0, TimeSpan.Zero)));
            await then.WriteAsync(AuditActor.Command, new AuditEntry(AuditAction.Reveal, $"person:{day}"));
        }

        await city.Database.Audit.WriteAsync(AuditActor.Command, new AuditEntry(AuditAction.SignIn, "account:1"));
        await city.Database.Audit.AdvanceAnchorAsync();
        return city;
    }

    private sealed class Day(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
