using System.Net;
using System.Text;
using Huimin.Platform;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Checking;
using Huimin.Platform.Cases.Objecting;
using Huimin.Platform.Files;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Cases.Checking;

/// <summary>The economic check: from the consent over request and result files to recorded facts, objections and the repeated check.</summary>
public sealed class CheckTests
{
    private const string Zhao = "371323195203111817";
    private const string Li = "371323195506022842";

    private static readonly string[] AllSources = ["household_register", "social_insurance", "human_resources", "tax", "housing_fund", "bank", "real_estate", "vehicles", "market_registry"];

    [Theory, OnEveryDatabase]
    public async Task Check_ThroughThePages_FromConsentToFacts(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        await using (var context = city.Web.Database.CreateContext())
            await context.Households.Where(h => h.Id == SmallCity.ZhaoHousehold).ExecuteUpdateAsync(set => set.SetProperty(h => h.MeansCheckedOn, (DateOnly?)null));
        var id = await city.BeginAsync();
        await city.Clerk.MoveAsync(id, (m, sent) => m.AcceptAsync(id, sent));
        var path = $"/cases/{id}/inquiry";
        using var clerk = await city.BrowserAsync("township_clerk", SmallCity.Gaoqiao);
        using var county = await city.BrowserAsync("county_officer", SmallCity.Yishui);

        // The consent that the application brought along is one click.
        (await county.PageAsync(path)).QuerySelector("button[disabled]")!.ParentElement!.Words.ShouldContain("没有登记核对授权");
        await clerk.SendAsync(path, "form:has([value=consent])", []);
        await county.SendAsync(path, "form:has([value=check])", []);
        (await county.PageAsync(path)).Body!.Words.ShouldContain("还有9个来源没有反馈");

        // A township neither makes request files nor takes results.
        (await clerk.PageAsync("/checks")).Body!.Words.ShouldContain("由县级核对机构办理");
        (await clerk.SendAsync("/checks", "#export-bank", [])).Body!.Words.ShouldContain("由县级核对机构办理");

        var before = await VersionAsync(city);
        foreach (var source in AllSources)
        {
            (await county.SendAsync("/checks", $"#export-{source}", [])).Body!.Words.ShouldContain("1件、2人");
            var link = (await county.PageAsync("/checks")).QuerySelector(".hm-list a")!.GetAttribute("href")!;
            var file = await county.GetStringAsync(new Uri(link, UriKind.Relative));
            file.ShouldContain($"赵德福,{Zhao}");
            file.ShouldNotContain("赵小雨"); // without a number nobody can be asked about her
            (await clerk.GetAsync(new Uri(link, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            var answered = source switch
            {
                "bank" => file.Replace($"{Zhao},", $"{Zhao},有记录,21000.50", StringComparison.Ordinal).Replace($"{Li},", $"{Li},有记录,100", StringComparison.Ordinal),
                "tax" => file.Replace($"{Zhao},", $"{Zhao},有记录,1200", StringComparison.Ordinal).Replace($"{Li},", $"{Li},无记录,", StringComparison.Ordinal),
                "vehicles" => file.Replace($"{Zhao},", $"{Zhao},有记录,1", StringComparison.Ordinal).Replace($"{Li},", $"{Li},无记录,", StringComparison.Ordinal),
                _ => file.Replace($"{Zhao},", $"{Zhao},无记录,", StringComparison.Ordinal).Replace($"{Li},", $"{Li},无记录,", StringComparison.Ordinal),
            };
            // What stood empty in the file has one comma more than what is filled in.
            answered = string.Join('\n', answered.Split('\n').Select(l => l.Contains("记录", StringComparison.Ordinal) && !l.Contains("请求号", StringComparison.Ordinal) ? Fit(l, file.Split('\n')[0]) : l));
            var done = await county.SendAsync("/checks", "#import", new() { ["source"] = source }, ("file", "result.csv", Encoding.UTF8.GetBytes(answered)));
            done.Body!.Words.ShouldContain("新收2人", customMessage: $"{source}: {answered} {done.Body!.Words}");
            // Again: nothing changes.
            (await county.SendAsync("/checks", "#import", new() { ["source"] = source }, ("file", "result.csv", Encoding.UTF8.GetBytes(answered)))).Body!.Words.ShouldContain("与已有相同2");
        }

        await using var after = city.Web.Database.CreateContext();
        var facts = TestPolicies.Linyi.Facts;
        var assets = await after.HouseholdFacts.SingleAsync(f => f.HouseholdId == SmallCity.ZhaoHousehold && f.Fact == facts.Find("financial_assets", true)!.Id);
        (assets.Value, assets.ValidFrom, assets.Source).ShouldBe((2_110_050L, new DateOnly(2026, 11, 1), (short)4));
        // The wage that was held ends where the new one begins.
        var wages = await after.PersonFacts.Where(f => f.PersonId == SmallCity.Zhao && f.Fact == facts.Find("wage", false)!.Id).OrderBy(f => f.ValidFrom).ToListAsync();
        wages.Select(w => (w.Value, w.ValidFrom, w.ValidTo)).ShouldBe([(90_000L, new DateOnly(2026, 1, 1), new DateOnly(2026, 11, 1)), (120_000L, new DateOnly(2026, 11, 1), (DateOnly?)null)]);
        (await after.Households.SingleAsync(h => h.Id == SmallCity.ZhaoHousehold)).MeansCheckedOn.ShouldBe(new DateOnly(2026, 11, 1));
        (await VersionAsync(city)).ShouldBeGreaterThan(before);
        (await after.AuditRecords.CountAsync(r => r.Action == "export" && r.Subject.StartsWith("check_batch:"))).ShouldBe(9);
        (await after.AuditRecords.CountAsync(r => r.Action == "facts.record")).ShouldBe(4);

        // A vehicle is above what the policies allow: suspected, with the threshold; then the check is done.
        var page = await county.PageAsync(path);
        page.QuerySelector("#suspected")!.Words.ShouldContain("机动车1辆，超过0辆");
        await county.SendAsync($"/cases/{id}", "form:has([value=advance])", []);
        (await city.CaseAsync(id)).Step.ShouldBe("visit");
    }

    [Theory, OnEveryDatabase]
    public async Task Import_WithAWrongRow_WritesNothingAndNamesTheRow(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        await SentAsync(city, "bank");
        var errors = new RowErrors(null);
        var result = await ImportAsync(city, "bank", $"姓名,证件号码,结果,家庭金融资产\n赵德福,{Zhao},有记录,2万\n李秀兰,{Li},无记录,\n张三,371323198001010019,无记录,\n赵德福,37**************17,无记录,\n李秀兰,{Li},查不到,", errors);
        result.Taken.ShouldBe(0);
        errors.First.Select(e => (e.Line, e.Column)).ShouldBe([(2, "financial_assets"), (4, "citizen_id"), (5, "citizen_id"), (6, "result"), (2, "result")], ignoreOrder: true);
        errors.First.ShouldAllBe(e => !e.Value.Contains("3198001010", StringComparison.Ordinal));
        await using var context = city.Web.Database.CreateContext();
        (await context.CaseChecks.Where(c => c.Source == "bank").Select(c => c.State).SingleAsync()).ShouldBe(CheckState.Sent);
        (await context.HouseholdFacts.CountAsync()).ShouldBe(0);
        (await Should.ThrowAsync<CannotRunException>(() => ImportAsync(city, "bank", "甲,乙\n1,2", new RowErrors(null)))).Message.ShouldContain("首行应为");
        (await Should.ThrowAsync<CannotRunException>(() => ImportAsync(city, "bank", "", new RowErrors(null)))).Message.ShouldContain("空");
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfOtherNameOrNumber_WaitsForSomebodyToLook(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await SentAsync(city, "tax");
        var table = $"姓名,证件号码,结果,工资性收入\n赵得福,{Zhao},有记录,800\n李秀兰,371323195506022863,无记录,";
        (await ImportAsync(city, "tax", table, new RowErrors(null))).Doubtful.ShouldBe(2);
        // The same rows are queued once.
        (await ImportAsync(city, "tax", table, new RowErrors(null))).Doubtful.ShouldBe(0);
        using var county = await city.BrowserAsync("county_officer", SmallCity.Yishui);
        var page = await county.PageAsync("/checks");
        page.Body!.Words.ShouldContain("2条结果不能确定是谁");
        page.Body!.Words.ShouldNotContain("371323195506022863");
        await county.SendAsync("/checks", "form:has([value=same])", []);
        await county.SendAsync("/checks", "form:has([value=same])", []);
        await using var context = city.Web.Database.CreateContext();
        (await context.CaseChecks.SingleAsync(c => c.CaseId == id && c.Source == "tax")).State.ShouldBe(CheckState.Found);
        var wage = TestPolicies.Linyi.Facts.Find("wage", false)!.Id;
        (await context.PersonFacts.SingleAsync(f => f.PersonId == SmallCity.Zhao && f.Fact == wage && f.ValidTo == null)).Value.ShouldBe(80_000L);
        (await Should.ThrowAsync<CannotRunException>(async () => await city.County.DoAsync(async s =>
        {
            await s.GetRequiredService<ResolveDoubt>().RunAsync(await context.CheckDoubts.Select(d => d.Id).FirstAsync(), true, TestPolicies.Linyi.Facts);
            return true;
        }))).Message.ShouldContain("已经处理");
    }

    [Theory, OnEveryDatabase]
    public async Task Export_WithoutConsentOnTheDay_LeavesTheFamilyOut_AndTwoOfficersSendOnce(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.AtCheckAsync();
        await city.County.SentAsync(id, (s, sent) => s.GetRequiredService<RequestCheck>().RunAsync(id, sent));
        var both = await Task.WhenAll(Export(), Export());
        both.Count(b => b.Batch is not null).ShouldBe(1);
        await using (var context = city.Web.Database.CreateContext())
            await context.DataCheckConsents.ExecuteUpdateAsync(set => set.SetProperty(c => c.WithdrawnOn, new DateOnly(2026, 11, 2)));
        var refused = await city.County.DoAsync(s => s.GetRequiredService<ExportChecks>().RunAsync("tax", city.NewToken()));
        refused.Batch.ShouldBeNull();
        Texts.In(false, refused.Left.ShouldHaveSingleItem().Why).ShouldContain("授权");
        (await Should.ThrowAsync<CannotRunException>(() => city.Clerk.DoAsync(s => s.GetRequiredService<ExportChecks>().RunAsync("tax", city.NewToken())))).Message.ShouldContain("县级");
        (await Should.ThrowAsync<CannotRunException>(() => city.County.DoAsync(s => s.GetRequiredService<ExportChecks>().RunAsync("moon", city.NewToken())))).Message.ShouldContain("来源");

        Task<MadeBatch> Export()
        {
            var token = city.NewToken();
            return city.County.DoAsync(s => s.GetRequiredService<ExportChecks>().RunAsync("bank", token));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Objection_ThatIsRight_IsAnsweredAndEverythingAskedAgain(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.AtCheckAsync();
        await city.County.SentAsync(id, (s, sent) => s.GetRequiredService<RequestCheck>().RunAsync(id, sent));
        foreach (var source in AllSources)
        {
            await city.County.DoAsync(s => s.GetRequiredService<ExportChecks>().RunAsync(source, city.NewToken()));
            await ImportAsync(city, source, source == "vehicles" ? $"姓名,证件号码,结果,机动车辆数\n赵德福,{Zhao},有记录,1\n李秀兰,{Li},无记录," : $"姓名,证件号码,结果\n赵德福,{Zhao},无记录\n李秀兰,{Li},无记录", new RowErrors(null));
        }

        using var county = await city.BrowserAsync("county_officer", SmallCity.Yishui);
        await county.SendAsync($"/cases/{id}/inquiry", "#object", new() { ["note"] = "车是残疾人代步车，有购车发票", ["who"] = "赵德福" });
        Huimin.Platform.Texts.In(false, (await city.County.FileAsync(id))!.WhyNot(CaseAction.Advance)!).ShouldContain("异议");
        city.Clock.Pass(TimeSpan.FromMinutes(5));
        var objection = (await city.County.FileAsync(id))!.Objections.Single().Id;
        await city.County.SentAsync(id, (s, sent) => s.GetRequiredService<AnswerObjection>().RunAsync(id, sent, objection, true, "发票属实，重新核对", null));
        Huimin.Platform.Texts.In(false, (await city.County.FileAsync(id))!.WhyNot(CaseAction.Advance)!).ShouldContain("重新发起核对");
        city.Clock.Pass(TimeSpan.FromMinutes(5));
        await county.SendAsync($"/cases/{id}/inquiry", "form:has([value=check])", []);
        (await county.PageAsync($"/cases/{id}/inquiry")).Body!.Words.ShouldContain("第2次核对");
        foreach (var source in AllSources)
        {
            await city.County.DoAsync(s => s.GetRequiredService<ExportChecks>().RunAsync(source, city.NewToken()));
            await ImportAsync(city, source, $"姓名,证件号码,结果\n赵德福,{Zhao},无记录\n李秀兰,{Li},无记录", new RowErrors(null));
        }

        await using var context = city.Web.Database.CreateContext();
        // "No record" of the vehicle register takes back what it had said.
        var vehicles = TestPolicies.Linyi.Facts.Find("vehicles", true)!.Id;
        (await context.HouseholdFacts.SingleAsync(f => f.HouseholdId == SmallCity.ZhaoHousehold && f.Fact == vehicles && f.ValidTo == null)).Value.ShouldBe(0L);
        (await city.County.FileAsync(id))!.WhyNot(CaseAction.Advance).ShouldBeNull();
    }

    [Fact]
    public void Sources_OfTheProduct_NameKnownSourcesAndFacts()
    {
        var facts = TestPolicies.Linyi.Facts;
        var sources = CheckSources.Load().In("linyi");
        sources.Select(s => s.Code).ShouldBe(AllSources, ignoreOrder: true);
        sources.ShouldAllBe(s => facts.Sources.Any(f => f.Code == s.Code));
        sources.SelectMany(s => s.Facts).ShouldAllBe(f => facts.Find(f, false) != null || facts.Find(f, true) != null);
    }

    private static async Task<long> SentAsync(CaseCity city, string source)
    {
        var id = await city.AtCheckAsync();
        await city.County.SentAsync(id, (s, sent) => s.GetRequiredService<RequestCheck>().RunAsync(id, sent));
        (await city.County.DoAsync(s => s.GetRequiredService<ExportChecks>().RunAsync(source, city.NewToken()))).Batch.ShouldNotBeNull();
        return id;
    }

    private static Task<CheckImport> ImportAsync(CaseCity city, string source, string table, RowErrors errors) => city.County.DoAsync(s =>
        s.GetRequiredService<ImportCheckResults>().RunAsync(source, new MemoryStream(Encoding.UTF8.GetBytes(table)), TestPolicies.Linyi.Facts, errors));

    private static async Task<long> VersionAsync(CaseCity city)
    {
        await using var context = city.Web.Database.CreateContext();
        return await context.Cities.Select(c => c.DataVersion).SingleAsync();
    }

    /// <summary>As many cells as the header has.</summary>
    private static string Fit(string line, string header)
    {
        var (cells, columns) = (line.Split(','), header.Split(',').Length);
        return string.Join(',', cells.Take(columns).Concat(Enumerable.Repeat("", Math.Max(0, columns - cells.Length))));
    }
}
