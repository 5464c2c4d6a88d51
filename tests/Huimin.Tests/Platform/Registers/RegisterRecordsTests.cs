using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Registers;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Registers;

/// <summary>What entries collect, what is due, and how it is counted.</summary>
public sealed class RegisterRecordsTests
{
    private const long Recipient = 600002;

    [Theory, OnEveryDatabase]
    public async Task CareAgreement_IsOneAPersonAndListsWhoHasNone(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        await using (var bulk = await web.Database.BeginBulkAsync())
        {
            foreach (var person in (long[])[Recipient, 600004])
                await bulk.ExecuteAsync("INSERT INTO entitlement (month, programme, region, household_id, person_id, persons, amount) VALUES (202611, 'tekun', 371323102202, @p0, @p1, 1, 58500)", [person - 400_000, person]);
            await bulk.CommitAsync();
        }

        using var officer = await web.OfficerAsync();
        const string Agreements = "/registers/care_agreements";
        (await officer.PageAsync($"{Agreements}?show=missing")).QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        (string, string)[] agreement = [("person", "600002"), ("opened", RegisterCity.Day(-40)), ("expires", RegisterCity.Day(300)), ("f.self_care", "none"), ("f.carer", "王邻居"), ("f.relation", "neighbour"), ("f.duties", "meals"), ("f.carer_phone", "13905391111")];
        var id = await officer.EnterAsync(web, "care_agreements", agreement);
        (await officer.PageAsync($"{Agreements}?show=missing")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await officer.SendAsync($"{Agreements}/new", agreement)).Errors().ShouldHaveSingleItem().ShouldContain("时间重叠");
        (await officer.SendAsync($"{Agreements}/new", [.. agreement, ("person", "999"), ("expires", "")])).Errors().ShouldBe(["人员：没有这个人，或者不在您的岗位范围内。请填人员编号或证件号码", "有效期至：必填，不能为空"], ignoreOrder: true);

        // Somebody who needs full care is visited every week: overdue since the first one was due.
        (await officer.PageAsync($"{Agreements}/{id}")).QuerySelector("main")!.Words.ShouldContain("超期33天");
        (await officer.PageAsync($"{Agreements}?show=overdue")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        await officer.SendAsync($"{Agreements}/{id}/records/visit", ("day", RegisterCity.Today), ("f.condition", "good"), ("f.duties_done", "yes"));
        (await officer.PageAsync($"{Agreements}/{id}")).QuerySelector("main")!.Words.ShouldContain("还有7天");
        // Expired: no longer in force, and no longer covering.
        await officer.SendAsync($"{Agreements}/{id}/edit", ("expires", RegisterCity.Day(-1)), ("f.self_care", "none"), ("f.relation", "neighbour"), ("f.duties", "meals"), ("day", RegisterCity.Today));
        (await officer.PageAsync($"{Agreements}?show=missing")).QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        (await officer.PageAsync($"{Agreements}?state=all")).QuerySelector("tbody")!.Words.ShouldContain("已过期");
        (await officer.PageAsync($"{Agreements}?on={RegisterCity.Day(-2)}")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Fund_NeverGoesBelowZeroAndAddsUp(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        const string Funds = "/registers/child_care_funds";
        var id = await officer.EnterAsync(web, "child_care_funds", ("name", "沂水县关爱基金"), ("region", SmallCity.Yishui.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("opened", RegisterCity.Day(-90)), ("f.host", "县慈善总会"));
        Task<AngleSharp.Html.Dom.IHtmlDocument> IncomeAsync(int day, string yuan) => officer.SendAsync($"{Funds}/{id}/records/income", ("day", RegisterCity.Day(day)), ("f.source", "donation"), ("f.received", yuan));
        Task<AngleSharp.Html.Dom.IHtmlDocument> GrantAsync(int day, string yuan) => officer.SendAsync($"{Funds}/{id}/records/grant", ("day", RegisterCity.Day(day)), ("f.child", "500003"), ("f.purpose", "study"), ("f.granted", yuan), ("f.approval", "1号"));
        (await GrantAsync(-50, "1")).Errors().ShouldHaveSingleItem().ShouldContain("余额不足");
        await IncomeAsync(-60, "1000.00");
        (await GrantAsync(-30, "800")).Errors().ShouldBeEmpty();
        // It was there on the day, but not later.
        (await GrantAsync(-40, "300")).Errors().ShouldHaveSingleItem().ShouldContain("最低余额200.00元");
        // It is there now, but was not then.
        await IncomeAsync(-10, "5000");
        (await GrantAsync(-70, "1")).Errors().ShouldHaveSingleItem().ShouldContain("余额不足");
        (await GrantAsync(-5, "12.345")).Errors().ShouldHaveSingleItem().ShouldContain("最多两位小数");
        await officer.SendAsync($"{Funds}/{id}/records/refund", ("day", RegisterCity.Today), ("f.returned", "100"), ("f.why", "已由医保报销"));
        (await officer.PageAsync($"{Funds}/{id}")).QuerySelector("main")!.Words.ShouldContain("5,300.00");

        await using var context = web.Database.CreateContext();
        var type = RegisterCity.Catalogue.Require("child_care_funds");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
        (await context.BalanceAsync(type, today)).ShouldBe(530_000);
        (await context.RegisterEntries.SumAsync(e => e.Amount)).ShouldBe(530_000);
        (await context.BalanceAsync(type, today.AddDays(-20))).ShouldBe(20_000);
        var grants = context.Records(type, type.FindRecord("grant")!).Where(r => r.Day >= today.AddDays(-30) && r.Day <= today);
        (await grants.SumAsync(r => r.Amount), await grants.Select(r => r.PersonId).Distinct().CountAsync()).ShouldBe((80_000, 1));
    }

    [Theory, OnEveryDatabase]
    public async Task Issues_AreOpenUntilTheirEvidence(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        const string Campaigns = "/registers/rectification_campaigns";
        var id = await officer.EnterAsync(web, "rectification_campaigns", ("name", "农村低保专项整治"), ("region", SmallCity.Yishui.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("opened", RegisterCity.Day(-90)), ("f.subject", "dibao"));
        (string, string)[] issue = [("day", RegisterCity.Day(-60)), ("due", RegisterCity.Day(-20)), ("f.source", "audit"), ("f.issue", "死亡未停发"), ("f.unit", "高桥镇")];
        await officer.SendAsync($"{Campaigns}/{id}/records/issue", issue);
        await officer.SendAsync($"{Campaigns}/{id}/records/issue", [.. issue, ("due", RegisterCity.Day(10))]);
        (await officer.SendAsync($"{Campaigns}/{id}/records/issue", [.. issue, ("due", "")])).Errors().ShouldHaveSingleItem().ShouldContain("办结期限");
        (await officer.SendAsync($"{Campaigns}/{id}/records/issue", [.. issue, ("outcome", "rectified")])).Errors().ShouldBe(["整改依据：必填，不能为空"]);
        (await officer.PageAsync($"{Campaigns}?show=overdue&state=all")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await officer.SendAsync($"{Campaigns}/{id}/records/1", ("outcome", "rectified"), ("done", RegisterCity.Today))).Errors().ShouldBe(["整改依据：必填，不能为空"]);
        (await officer.SendAsync($"{Campaigns}/{id}/records/1", ("outcome", "rectified"), ("done", RegisterCity.Today), ("f.evidence", "停发审批表"), ("f.recovered", "350.50"))).Errors().ShouldBeEmpty();
        (await officer.PageAsync($"{Campaigns}?show=overdue&state=all")).QuerySelector("tbody").ShouldBeNull();
        // Once is enough.
        (await officer.PageAsync($"{Campaigns}/{id}/records/1")).QuerySelector("form#form").ShouldBeNull();
        await using var context = web.Database.CreateContext();
        var type = RegisterCity.Catalogue.Require("rectification_campaigns");
        var issues = context.Records(type, type.FindRecord("issue")!);
        (await issues.CountAsync(), await issues.CountAsync(r => r.Outcome == "rectified"), await issues.CountAsync(r => r.DoneOn == null)).ShouldBe((2, 1, 1));
    }

    [Theory, OnEveryDatabase]
    public async Task Former_Register_IsReadAndEndedAndTakesNothingMore(TestDatabase kind)
    {
        const string Reports = "/registers/protection_reports";
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        (await officer.PageAsync("/registers")).QuerySelector("main")!.Words.ShouldNotContain("强制报告个案");
        (await officer.SendAsync($"{Reports}/new", ("name", "周小明"), ("region", RegisterCity.Village), ("opened", RegisterCity.Day(-1)))).Errors().ShouldHaveSingleItem().ShouldContain("现在按案件办理");

        var id = await EnteredBeforeAsync(web.Database);
        (await officer.PageAsync("/registers")).QuerySelector("main")!.Words.ShouldContain("强制报告个案");
        (await officer.PageAsync(Reports)).QuerySelector($"a[href^='{Reports}/new'], a[href^='{Reports}/import']").ShouldBeNull();
        var page = await officer.PageAsync($"{Reports}/{id}");
        page.QuerySelector("h1")!.Words.ShouldBe("周*");
        page.DocumentElement.OuterHtml.ShouldNotContain("淤伤");
        page.QuerySelector("main")!.Words.ShouldContain("高风险");
        page.QuerySelector(".hm-notice a")!.GetAttribute("href").ShouldBe("/cases/begin/child_report");
        (await officer.SendAsync($"{Reports}/{id}/edit", ("day", RegisterCity.Today))).Errors().ShouldHaveSingleItem().ShouldContain("现在按案件办理");
        (await officer.SendAsync($"{Reports}/{id}/records/follow_up", ("day", RegisterCity.Today))).Errors().ShouldHaveSingleItem().ShouldContain("现在按案件办理");
        (await officer.SendAsync($"{Reports}/{id}/state", ("state", "verified"), ("day", RegisterCity.Today))).Errors().ShouldHaveSingleItem().ShouldContain("现在按案件办理");
        (await officer.SendAsync($"{Reports}/{id}/state", ("state", "closed"), ("day", RegisterCity.Today), ("reason", "转为案件"))).Errors().ShouldBeEmpty();
        var entry = await web.ReadAsync(c => c.RegisterEntries.SingleAsync());
        (entry.State, entry.ClosedOn).ShouldBe(("closed", DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime)));
        var version = await web.ReadAsync(c => c.RegisterVersions.SingleAsync());
        web.Database.Keyring.Open(SealedColumn.RegisterVersion, version.Id, version.Secrets!.Value).ShouldContain("淤伤");
    }

    [Fact]
    public void Former_Registers_NameTheCasesOfToday() =>
        RegisterCity.Catalogue.All.Select(t => t.NowCases).OfType<string>().ShouldBe(["child_report", "service_assistance", "charity_referral"], ignoreOrder: true);

    [Theory, OnEveryDatabase]
    public async Task Import_IsAllOrNothingAndExportIsMasked(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        const string Directors = "/registers/child_directors";
        var template = await officer.GetStringAsync(new Uri($"{Directors}/export.csv?template=1", UriKind.Relative));
        template.TrimStart('\uFEFF').ShouldStartWith("区划代码,姓名,起始日期,任职方式,学历,联系电话,从业查询无违法犯罪记录");
        var bad = template + $"371323102201,周主任,2026-01-05,专职,大专及以上,13905391234,是\n371302001001,吴主任,2026-01-05,专职,,,是\n371323102202,郑主任,2026-02-30,兼任,,12,\n371323102201,周主任,2026-01-05,专职,,,是\n";
        var page = await UploadAsync(officer, Directors, bad);
        page.QuerySelector("main")!.Words.ShouldContain("没有写入");
        var rows = page.QuerySelectorAll("tbody tr").Select(r => r.Words).ToList();
        rows.ShouldContain(r => r.StartsWith("3 ", StringComparison.Ordinal) && r.Contains("区划不在您的岗位范围内", StringComparison.Ordinal));
        rows.ShouldContain(r => r.StartsWith("4 ", StringComparison.Ordinal) && r.Contains("应为日期", StringComparison.Ordinal));
        rows.ShouldContain(r => r.StartsWith("4 ", StringComparison.Ordinal) && r.Contains("必填", StringComparison.Ordinal));
        rows.ShouldContain(r => r.StartsWith("5 ", StringComparison.Ordinal) && r.Contains("重复", StringComparison.Ordinal));
        (await web.ReadAsync(c => c.RegisterEntries.AnyAsync())).ShouldBeFalse();
        (await UploadAsync(officer, Directors, "甲,乙\n1,2\n")).Errors().ShouldHaveSingleItem().ShouldContain("不是儿童主任的列名");

        (await UploadAsync(officer, Directors, template + "371323102201,周主任,2026-01-05,专职,大专及以上,13905391234,是\n371323102202,=1+1,2026-01-05,full_time,,,yes\n")).Errors().ShouldBeEmpty();
        (await web.ReadAsync(c => c.RegisterEntries.CountAsync())).ShouldBe(2);
        var csv = await officer.GetStringAsync(new Uri($"{Directors}/export.csv", UriKind.Relative));
        csv.ShouldContain("周主任");
        csv.ShouldContain("139****1234");
        csv.ShouldNotContain("13905391234");
        csv.ShouldContain("'=1+1");
        (await web.ReadAsync(c => c.AuditRecords.Where(r => r.Subject == "register:child_directors").Select(r => r.Action).ToListAsync())).ShouldBe(["register.import", "export"], ignoreOrder: true);
    }

    [Fact]
    public async Task Demo_FillsEveryRegister_AndTheSameSeedGivesTheSame()
    {
        var texts = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await using var city = await TestDatabase.Sqlite.CreateAsync();
            await new Huimin.Platform.Demo.DemoCity(city.Database, TestPolicies.Linyi, TimeProvider.System, RegisterCity.Catalogue).CreateAsync(new("linyi", 0.01, new(2026, 11)), null);
            await using var context = city.Database.CreateContext();
            var held = await context.RegisterEntries.GroupBy(e => e.Type).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
            RegisterCity.Catalogue.All.Where(t => t.NowCases is not null).ShouldAllBe(t => !held.ContainsKey(t.Code));
            foreach (var type in RegisterCity.Catalogue.All.Where(t => t.NowCases is null))
            {
                held.GetValueOrDefault(type.Code).ShouldBeGreaterThan(0, type.Code);
                type.Sample.ShouldNotBeNull(type.Code);
                foreach (var entry in await context.RegisterEntries.Where(e => e.Type == type.Code).Take(200).ToListAsync())
                {
                    type.State(entry.State);
                    FieldValues.Read(entry.Fields).Codes.ShouldAllBe(c => type.Find(c) != null);
                }
            }

            var type2 = RegisterCity.Catalogue.Require("child_care_funds");
            (await context.RegisterEntries.Where(e => e.Type == "child_care_funds").SumAsync(e => e.Amount)).ShouldBe(await context.BalanceAsync(type2, DateOnly.MaxValue));
            (await context.RegisterEntries.MaxAsync(e => e.Id)).ShouldBeLessThan(await context.Set<IdBlock>().Where(b => b.Kind == RegisterTables.Ids).Select(b => b.Next).SingleAsync());
            texts.Add(string.Join('\n', await context.RegisterEntries.OrderBy(e => e.Id).Select(e => e.Type + e.Name + e.Region + e.Fields + e.State).ToListAsync()));
        }

        texts[0].ShouldBe(texts[1]);
    }

    /// <summary>A report as it was entered while the register was in use.</summary>
    private static async Task<long> EnteredBeforeAsync(Database database)
    {
        var day = new DateOnly(2026, 7, 6);
        await using var bulk = await database.BeginBulkAsync();
        var sealer = await database.Keyring.SealerAsync(bulk);
        var id = await IdBlocks.TakeRangeAsync(bulk, RegisterTables.Ids, 1);
        await bulk.WriteAsync(RegisterTables.Entry,
        [
            new RegisterEntry { Id = id, Type = "protection_reports", Line = "child_welfare", State = "graded", OpenedOn = day, ChangedAt = TimeProvider.System.GetUtcNow().UtcDateTime }.With(
                new EntryContent
                {
                    Region = SmallCity.Village,
                    Name = "周*",
                    Category = "school",
                    Fields = """{"received":"2026-07-06T09:00","reporter_kind":"school","harm":"violence","grade":"high"}""",
                    Secrets = sealer.Seal(SealedColumn.RegisterEntry, id, """{"name":"周小明","situation":"身上有多处淤伤"}"""),
                    SealKey = sealer.Key,
                }, day),
        ]);
        await bulk.CommitAsync();
        return id;
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> UploadAsync(HttpClient officer, string register, string text)
    {
        var page = await officer.PageAsync($"{register}/import");
        using var content = new MultipartFormDataContent();
        foreach (var input in page.QuerySelectorAll("form#form input").OfType<AngleSharp.Html.Dom.IHtmlInputElement>().Where(i => i.Type == "hidden"))
            content.Add(new StringContent(input.Value), input.Name!);
        content.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text)), "file", "directors.csv");
        using var answer = await officer.PostAsync(new Uri($"{register}/import", UriKind.Relative), content);
        return await answer.PageAsync();
    }
}
