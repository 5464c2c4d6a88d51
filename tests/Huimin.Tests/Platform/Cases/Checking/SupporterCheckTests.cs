using System.Text;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Types;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Cases.Checking;

/// <summary>Relatives outside the household: named with the application, asked about with their own authorisation, never counted in.</summary>
public sealed class SupporterCheckTests
{
    private const string Son = "440524198001010013";

    [Theory, OnEveryDatabase]
    public async Task Supporter_NamedAndAuthorised_IsPartOfTheCheckAndNotOfTheFamily(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        var path = $"/cases/{id}/application";
        using var clerk = await city.BrowserAsync("township_clerk", SmallCity.Gaoqiao);
        using var county = await city.BrowserAsync("county_officer", SmallCity.Yishui);
        foreach (var (wrong, why) in ((string, string)[])[("赵大", "第1行应写姓名、身份证号、关系"), ("赵大 123 长子", "第1行："), ($"赵大 {Son} 长子\n赵二 {Son} 次子", "同一个身份证号")])
            (await clerk.SendAsync(path, "#change", new() { [LegalSupporter.Field] = wrong })).QuerySelector(".hm-errors")!.Words.ShouldContain(why);
        // As people type it; it is kept in one way and shown masked.
        var named = await clerk.SendAsync(path, "#change", new() { [LegalSupporter.Field] = $"赵大，{Son}，长子" });
        named.QuerySelector(".hm-errors").ShouldBeNull();
        named.Body!.Words.ShouldContain("赵大 44**************13 长子");
        named.Body!.InnerHtml.ShouldNotContain(Son);

        // Their own authorisation is asked for, and nobody else's paper stands for it.
        (await clerk.PageAsync($"/cases/{id}")).QuerySelector(".hm-now")!.Words.ShouldContain("赡养、抚养、扶养人核对授权书");
        await using (var context = city.Web.Database.CreateContext())
        {
            context.Add(new CaseDocument { CaseId = id, Number = 2, Kind = LegalSupporter.Paper, Note = "赵大签名", AddedAt = city.Clock.GetUtcNow().UtcDateTime });
            await context.SaveChangesAsync();
        }

        await city.Clerk.MoveAsync(id, (m, sent) => m.AcceptAsync(id, sent));
        await clerk.SendAsync($"/cases/{id}/inquiry", "form:has([value=consent])", []);
        await county.SendAsync($"/cases/{id}/inquiry", "form:has([value=check])", []);
        (await county.SendAsync("/checks", "#export-bank", [])).Body!.Words.ShouldContain("1件、3人");
        var file = await county.GetStringAsync(new Uri((await county.PageAsync("/checks")).QuerySelector(".hm-list a")!.GetAttribute("href")!, UriKind.Relative));
        file.ShouldContain($"-s1,赵大,{Son}");

        var table = $"姓名,证件号码,结果,家庭金融资产\n赵德福,371323195203111817,有记录,500\n李秀兰,371323195506022842,无记录,\n赵大,{Son},有记录,90000";
        (string, string, byte[]) answers = ("file", "result.csv", Encoding.UTF8.GetBytes(table));
        (await county.SendAsync("/checks", "#import", new() { ["source"] = "bank" }, answers)).Body!.Words.ShouldContain("新收3人");
        (await county.SendAsync("/checks", "#import", new() { ["source"] = "bank" }, answers)).Body!.Words.ShouldContain("与已有相同3");
        (await county.PageAsync($"/cases/{id}/inquiry")).QuerySelector(".hm-checks")!.Words.ShouldContain("赵大（长子）");
        await using var after = city.Web.Database.CreateContext();
        var assets = TestPolicies.Linyi.Facts.Find("financial_assets", true)!.Id;
        (await after.HouseholdFacts.Where(f => f.HouseholdId == SmallCity.ZhaoHousehold && f.Fact == assets && f.ValidTo == null).Select(f => f.Value).SingleAsync()).ShouldBe(50_000);
        (await after.People.CountAsync(p => p.Name == "赵大")).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Supporter_WithoutAuthorisation_IsNotAskedAbout(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        using var clerk = await city.BrowserAsync("township_clerk", SmallCity.Gaoqiao);
        using var county = await city.BrowserAsync("county_officer", SmallCity.Yishui);
        await city.Clerk.MoveAsync(id, (m, sent) => m.AcceptAsync(id, sent));
        // Named after acceptance, without a paper.
        await clerk.SendAsync($"/cases/{id}/application", "#change", new() { [LegalSupporter.Field] = $"赵大 {Son} 长子" });
        await clerk.SendAsync($"/cases/{id}/inquiry", "form:has([value=consent])", []);
        await county.SendAsync($"/cases/{id}/inquiry", "form:has([value=check])", []);
        (await county.SendAsync("/checks", "#export-bank", [])).Body!.Words.ShouldContain("1件、2人");
    }
}
