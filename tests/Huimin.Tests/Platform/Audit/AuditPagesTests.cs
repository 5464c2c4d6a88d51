using System.Net;
using Huimin.Platform.Audit;
using Huimin.Tests.Platform.Access;
using Huimin.Tests.Platform.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Audit;

public sealed class AuditPagesTests
{
    [Theory, OnEveryDatabase]
    public async Task Search_ByEachField_FindsItsRecords(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        await FillAsync(web);
        using var auditor = await MatrixCity.ReaderAsync(web, "auditor", SmallCity.Code);
        foreach (var (query, subjects) in ((string, string[])[])[
            ("action=reveal", ["家庭 104903", "家庭 104902", "家庭 104901"]), ("subject=household:104902", ["家庭 104902"]), ("subject=household:&outcome=refused", ["家庭 104903"]),
            ("region=371302&action=reveal", ["家庭 104903"]), ("account=%E6%9F%90%E7%94%B2&action=reveal", []), ("from=2026-01-01&to=2026-01-02", []), ("action=reveal&from=2026-01-01", ["家庭 104903", "家庭 104902", "家庭 104901"])])
        {
            using var answer = await auditor.GetAsync(new Uri($"/audit?{query}", UriKind.Relative));
            (await answer.PageAsync()).QuerySelectorAll("tbody tr td:nth-child(7)").Select(t => t.TextContent).ShouldBe(subjects, query);
        }

        await using var context = web.Database.CreateContext();
        var searches = await context.AuditRecords.Where(r => r.Action == AuditAction.SearchAudit).OrderBy(r => r.Number).ToListAsync();
        searches.Count.ShouldBe(7);
        searches[0].After.ShouldBe("""{"action":"reveal"}""");
        searches.ShouldAllBe(r => r.Duty == "auditor" && r.DutyRegion == SmallCity.Code && r.AccountId != null && r.Address.Length > 0);
    }

    [Fact]
    public async Task Search_ManyRecords_ArePagedAndEachPageIsRecorded()
    {
        await using var web = await MatrixCity.StartAsync(TestDatabase.Sqlite);
        for (var i = 0; i < 120; i++)
            await web.Database.Audit.WriteAsync(AuditActor.Command, new AuditEntry(AuditAction.Export, $"people:{i}"));
        using var auditor = await MatrixCity.ReaderAsync(web, "auditor", SmallCity.Code);
        var seen = new List<string>();
        for (var address = "/audit?action=export"; address is not null;)
        {
            using var answer = await auditor.GetAsync(new Uri(address, UriKind.Relative));
            var page = await answer.PageAsync();
            seen.AddRange(page.QuerySelectorAll("tbody th").Select(t => t.TextContent));
            address = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        seen.Count.ShouldBe(120);
        seen.Distinct().Count().ShouldBe(120);
        await using var context = web.Database.CreateContext();
        var searches = await context.AuditRecords.Where(r => r.Action == AuditAction.SearchAudit).OrderBy(r => r.Number).Select(r => r.After).ToListAsync();
        searches.ShouldBe(["{\"action\":\"export\"}", $"{{\"action\":\"export\",\"after\":\"{seen[49]}\"}}", $"{{\"action\":\"export\",\"after\":\"{seen[99]}\"}}"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Denial_OfAVeryLongAddress_IsOnTheTrail(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        var random = new Random(1);
        // Nothing that an index could compress.
        var address = new string([.. Enumerable.Range(0, 6_000).Select(_ => (char)('a' + random.Next(26)))]);
        await web.Database.Audit.WriteAsync(AuditActor.Command with { Name = address }, new AuditEntry(AuditAction.Denied, "page:/" + address));
        await using var context = web.Database.CreateContext();
        var record = await context.AuditRecords.SingleAsync(r => r.Action == AuditAction.Denied);
        (record.Subject, record.Account).ShouldBe(("page:/" + address[..194], address[..200]));
    }

    [Theory, OnEveryDatabase]
    public async Task Record_OnItsPage_ShowsBeforeAndAfterAndEscapesThem(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        await web.Database.Audit.WriteAsync(AuditActor.Command, new AuditEntry("role.change", "role:finance")
        {
            Reason = "<script>alert(1)</script>",
            Before = new { name = "财务" },
            After = new { name = "<b>财务员</b>" },
        });
        var number = await web.Database.ScalarAsync<long>("SELECT max(number) FROM audit_record");
        using var auditor = await MatrixCity.ReaderAsync(web, "auditor", SmallCity.Code);
        using var answer = await auditor.GetAsync(new Uri($"/audit/{number}", UriKind.Relative));
        var page = await answer.PageAsync();
        page.QuerySelectorAll("tbody td").Select(t => t.TextContent).ShouldBe(["财务", "<b>财务员</b>"]);
        page.QuerySelector("h1 ~ p")!.Words.ShouldContain("角色：修改");
        page.QuerySelectorAll("main script, main b").ShouldBeEmpty();
        (await auditor.GetAsync(new Uri("/audit/999999", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Search_BadInput_IsToldAndFindsNothing(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var auditor = await MatrixCity.ReaderAsync(web, "auditor", SmallCity.Code);
        foreach (var query in (string[])["from=yesterday", "to=2026-13-01", "region=37130", "region=%27%3B--", "from=9999-12-31", "subject=" + new string('x', 300)])
        {
            using var answer = await auditor.GetAsync(new Uri($"/audit?{query}", UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, query);
            var page = await answer.PageAsync();
            page.QuerySelector(".hm-errors").ShouldNotBeNull(query);
            page.QuerySelectorAll("tbody tr").ShouldBeEmpty(query);
            (await auditor.GetAsync(new Uri($"/audit/export.csv?{query}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
        }

        // A quotation mark is searched for, not run.
        using var quoted = await auditor.GetAsync(new Uri("/audit?account=%27%20OR%201%3D1%20--", UriKind.Relative));
        (await quoted.PageAsync()).QuerySelectorAll("tbody tr").ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Export_OfASearch_HoldsItsRecordsAndIsRecorded(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        await FillAsync(web);
        using var auditor = await MatrixCity.ReaderAsync(web, "auditor", SmallCity.Code);
        var lines = (await auditor.GetStringAsync(new Uri("/audit/export.csv?subject=household:", UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4);
        lines[0].TrimStart('\uFEFF').ShouldBe(string.Join(',', AuditRecord.Columns));
        lines[1].ShouldContain("\"'=cmd()\"".Trim('"'));
        await using var context = web.Database.CreateContext();
        (await context.AuditRecords.SingleAsync(r => r.Action == AuditAction.Export)).After.ShouldBe("""{"subject":"household:"}""");
    }

    [Theory, OnEveryDatabase]
    public async Task SignInsAndDenials_AreOnTheTrail(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        var (account, password) = await web.Database.AddAccountAsync("李四", "township_clerk", SmallCity.Gaoqiao);
        using (var stranger = web.NewReader())
        {
            using var wrong = await WebCity.PostAsync(stranger, "/sign-in", "form:has(#password)", new() { ["name"] = "李四", ["password"] = "wrong-wrong-1" });
            using var unknown = await WebCity.PostAsync(stranger, "/sign-in", "form:has(#password)", new() { ["name"] = "Korn-blume42", ["password"] = "wrong-wrong-1" });
        }

        using var clerk = await web.SignInAsync("李四", password);
        (await clerk.GetAsync(new Uri("/audit", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.GetAsync(new Uri($"/people/households/{MatrixCity.SisterHousehold}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await using var context = web.Database.CreateContext();
        var own = await context.AuditRecords.Where(r => r.AccountId == account.Id || r.Subject == $"account:{account.Id}").OrderBy(r => r.Number).ToListAsync();
        own.Select(r => (r.Action, r.Subject, r.Outcome)).ShouldBe(
        [
            ("account.add", $"account:{account.Id}", AuditOutcome.Done),
            (AuditAction.SignIn, $"account:{account.Id}", AuditOutcome.Failed), (AuditAction.SignIn, $"account:{account.Id}", AuditOutcome.Done),
            (AuditAction.Denied, "page:/audit", AuditOutcome.Refused), (AuditAction.Denied, $"page:/people/households/{MatrixCity.SisterHousehold}", AuditOutcome.Refused),
        ]);
        own.ShouldAllBe(r => !(r.After ?? "").Contains(password) && !(r.After ?? "").Contains("AQAAAA"));
        // A password typed where the name belongs stays out of the trail.
        var typed = (await context.AuditRecords.SingleAsync(r => r.Subject == "account")).After!;
        typed.ShouldContain("Ko");
        typed.ShouldNotContain("Kor");
        await web.Database.Audit.AdvanceAnchorAsync();
        (await web.Database.VerifyAsync()).Problem.ShouldBeNull();
    }

    private static async Task FillAsync(WebCity web)
    {
        for (var i = 1; i <= 3; i++)
        {
            await web.Database.Audit.WriteAsync(AuditActor.Command, new AuditEntry(AuditAction.Reveal, $"household:{104900 + i}")
            {
                Region = i == 3 ? 371302001001 : SmallCity.Village,
                Outcome = i == 3 ? AuditOutcome.Refused : AuditOutcome.Done,
                Reason = "=cmd()",
            });
        }
    }
}
