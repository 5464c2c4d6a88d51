using System.Net;
using Huimin.Platform;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Inquiry;
using Huimin.Platform.Cases.Moves;
using Huimin.Platform.Values;
using Huimin.Tests.Platform.Cases.Checking;
using Huimin.Tests.Platform.Files.Storing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Cases.Inquiry;

/// <summary>The tabs between acceptance and opinion: application, papers, facts and visits, as officers use them and with what goes wrong.</summary>
public sealed class InquiryTests
{
    [Theory, OnEveryDatabase]
    public async Task Application_ShowsNumbersMasked_RevealsWithAReason_AndChanges(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        var path = $"/cases/{id}/application";
        using var clerk = await city.BrowserAsync("township_clerk", SmallCity.Gaoqiao);
        var page = await clerk.PageAsync(path);
        page.Body!.Words.ShouldContain("户主年老，没有固定收入");
        page.Body!.Words.ShouldContain("138****0001");
        page.Source.Text.ShouldNotContain("13853900001");
        (await clerk.SendAsync(path, "#reveal", new() { ["field"] = "phone", ["reason"] = "查" })).Body!.Words.ShouldContain("请写明查看的理由");
        (await clerk.SendAsync(path, "#reveal", new() { ["field"] = "phone", ["reason"] = "通知补正材料" })).Body!.Words.ShouldContain("13853900001");
        (await clerk.SendAsync(path, "#change", new() { ["account"] = "1234" })).QuerySelector(".hm-errors")!.Words.ShouldContain("银行账号");
        var changed = await clerk.SendAsync(path, "#change", new() { ["reason"] = "上月又住院", ["why"] = "本人来电补充" });
        changed.Body!.Words.ShouldContain("上月又住院");
        changed.Body!.Words.ShouldContain("138****0001");
        (await clerk.SendAsync(path, "#change", [])).QuerySelector(".hm-errors")!.Words.ShouldContain("没有改动");

        await using var context = city.Web.Database.CreateContext();
        var change = await context.CaseEvents.SingleAsync(e => e.CaseId == id && e.Kind == CaseEventKind.FormChanged);
        change.Note.ShouldBe("困难情况\n本人来电补充");
        (await context.AuditRecords.CountAsync(r => r.Action == "reveal" && r.Subject == $"case:{id}")).ShouldBe(1);
        using var stranger = await city.BrowserAsync("township_clerk", CaseCity.StrangeTownship);
        foreach (var tab in (string[])["application", "inquiry", "visit"])
            (await stranger.GetAsync(new Uri($"/cases/{id}/{tab}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Application_TwoClerksAtOnce_TheSecondSeesWhatHappenedAndKeepsTheText(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        var path = $"/cases/{id}/application";
        using var one = await city.BrowserAsync("township_clerk", SmallCity.Gaoqiao, "甲");
        using var other = await city.BrowserAsync("township_clerk", SmallCity.Gaoqiao, "乙");
        var (ofOne, ofOther) = (await one.PageAsync(path), await other.PageAsync(path));
        await one.SendAsync(ofOne, path, "#change", new() { ["reason"] = "甲写的" });
        // The same form once more is done once.
        (await one.SendAsync(ofOne, path, "#change", new() { ["reason"] = "甲写的" })).QuerySelector(".hm-errors").ShouldBeNull();
        var refused = await other.SendAsync(ofOther, path, "#change", new() { ["reason"] = "乙写的" });
        refused.QuerySelector(".hm-errors")!.Words.ShouldContain("别人办理过");
        refused.Body!.Words.ShouldContain("您打开页面以后的进展");
        refused.QuerySelector("#change textarea")!.TextContent.ShouldBe("乙写的");
        (await other.SendAsync(refused, path, "#change", [])).Body!.Words.ShouldContain("乙写的");
        await using var context = city.Web.Database.CreateContext();
        (await context.CaseEvents.CountAsync(e => e.CaseId == id && e.Kind == CaseEventKind.FormChanged)).ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task Papers_OfEveryBadKind_AreRefusedInWords_AndNothingTypedIsLost(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        var path = $"/cases/{id}/application";
        using var clerk = await city.BrowserAsync("township_clerk", SmallCity.Gaoqiao);
        var bad = ((string Name, byte[] Content, string Says)[])
        [
            ("诊断.jpg", new byte[50_000_000], "超过10MB"), ("IMG_1.HEIC", TestFiles.Heic, "苹果手机"), ("IMG_2.jpg", TestFiles.Heic, "苹果手机"),
            ("空.jpg", [], "空"), ("病历.pdf", TestFiles.Png(), "不是 .pdf"), ("病历.docx", [1, 2, 3], "另存为 PDF"),
        ];
        foreach (var (name, content, says) in bad)
        {
            var refused = await clerk.SendAsync(path, "#document", new() { ["kind"] = "illness", ["note"] = "市医院的诊断" }, ("file", name, content));
            refused.QuerySelector(".hm-errors")!.Words.ShouldContain(says, customMessage: name);
            refused.QuerySelector("#document [name=note]")!.GetAttribute("value").ShouldBe("市医院的诊断");
            refused.QuerySelector("#document option[selected]")!.GetAttribute("value").ShouldBe("illness");
        }

        (await clerk.SendAsync(path, "#document", new() { ["kind"] = "illness" })).QuerySelector(".hm-errors")!.Words.ShouldContain("请选择照片或者文件");
        var kept = await clerk.SendAsync(path, "#document", new() { ["kind"] = "illness", ["note"] = "市医院的诊断" }, ("file", "诊断.png", TestFiles.Png()));
        var link = kept.QuerySelector(".hm-files a")!.GetAttribute("href")!;
        (await clerk.GetByteArrayAsync(new Uri(link, UriKind.Relative))).ShouldBe(TestFiles.Png());
        (await clerk.SendAsync(path, "#document", new() { ["kind"] = "illness" }, ("file", "诊断.png", TestFiles.Png()))).QuerySelector(".hm-errors")!.Words.ShouldContain("已经在材料里");
        // What offices hold is looked up and never asked for.
        (await clerk.SendAsync(path, "#document", new() { ["kind"] = "household_register", ["note"] = "户籍已查询，三人同户" })).Body!.Words.ShouldContain("已查询");
        using var stranger = await city.BrowserAsync("township_clerk", CaseCity.StrangeTownship);
        (await stranger.GetAsync(new Uri(link, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var context = city.Web.Database.CreateContext();
        (await context.CaseDocuments.CountAsync(d => d.CaseId == id)).ShouldBe(3);
    }

    [Theory, OnEveryDatabase]
    public async Task Visit_SentTwiceAfterALostConnection_IsRecordedOnceWithItsPhotosOnce(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.AtVisitAsync();
        var path = $"/cases/{id}/visit";
        using var assistant = await city.BrowserAsync("village_assistant", SmallCity.Village);
        var page = await assistant.PageAsync(path);
        var values = new Dictionary<string, string> { ["others"] = "王会计 李干事", ["findings"] = "两间平房，家电老旧", ["latitude"] = "35.79012", ["longitude"] = "118.62011", ["accuracy"] = "18" };
        (await assistant.SendAsync(page, path, "#visit", new(values) { ["others"] = "" })).QuerySelector(".hm-errors")!.Words.ShouldContain("两名以上");
        (await assistant.SendAsync(page, path, "#visit", new(values) { ["day"] = "2026-12-01" })).QuerySelector(".hm-errors")!.Words.ShouldContain("不能晚于今天");
        (await assistant.SendAsync(page, path, "#visit", new(values) { ["latitude"] = "很远" })).QuerySelector(".hm-errors")!.Words.ShouldContain("经纬度");
        var refused = await assistant.SendAsync(page, path, "#visit", values, ("photos", "门口.png", TestFiles.Png()), ("photos", "屋里.jpg", new byte[50_000_000]));
        refused.QuerySelector(".hm-errors")!.Words.ShouldContain("屋里.jpg");
        refused.QuerySelector("#findings")!.TextContent.ShouldBe("两间平房，家电老旧");

        // Somebody else acts meanwhile, the answer is lost, the phone sends it again and again, also at once.
        await city.Clerk.MoveAsync(id, (m, sent) => m.NoteAsync(id, sent, "已联系家属"));
        (string, string, byte[])[] photos = [("photos", "门口.png", TestFiles.Png()), ("photos", "屋里.jpg", TestFiles.Jpeg())];
        await Task.WhenAll(assistant.SendAsync(page, path, "#visit", values, photos), assistant.SendAsync(page, path, "#visit", values, photos));
        var shown = await assistant.SendAsync(page, path, "#visit", values, photos);
        shown.Body!.Words.ShouldContain("两间平房，家电老旧");
        shown.Body!.Words.ShouldContain("35.79012");
        await using var context = city.Web.Database.CreateContext();
        var visit = await context.CaseVisits.SingleAsync(v => v.CaseId == id);
        (visit.VisitorCount, visit.Accuracy, visit.Latitude).ShouldBe((3, 18, 35.79012));
        (await context.CaseDocuments.CountAsync(d => d.CaseId == id && d.Visit == visit.Number)).ShouldBe(2);
        (await context.StoredFiles.CountAsync()).ShouldBe(2);
        (await context.CaseEvents.CountAsync(e => e.CaseId == id && e.Kind == CaseEventKind.Visited)).ShouldBe(1);
        // The phone learns that it arrived.
        (await assistant.PageAsync(path)).QuerySelector("#visit")!.GetAttribute("data-visited")!.ShouldContain(visit.Token);
    }

    [Theory, OnEveryDatabase]
    public async Task Facts_AreAskedOnlyWhereThePoliciesLook_AndRecordedDated(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.AtVisitAsync();
        var path = $"/cases/{id}/inquiry";
        using var clerk = await city.BrowserAsync("township_clerk", SmallCity.Gaoqiao);
        var facts = TestPolicies.Linyi.Facts;
        var wage = FactQuestion.FieldOf(facts.Find("wage", false)!, SmallCity.Zhao);
        var page = await clerk.PageAsync(path);
        page.QuerySelector($"[name={wage}]")!.GetAttribute("value").ShouldBe("900");
        // Nobody is asked about what no programme of this matter looks at, nor for what the person's own record says.
        var asked = page.QuerySelectorAll("[name^='f-']").Select(e => e.GetAttribute("name")).ToList();
        asked.ShouldNotContain(FactQuestion.FieldOf(facts.Find("aids_affected", false)!, SmallCity.Zhao));
        asked.ShouldNotContain(FactQuestion.FieldOf(facts.Find("birth_date", false)!, SmallCity.Zhao));
        // What is as held changes nothing.
        (await clerk.SendAsync(path, "#facts", [])).QuerySelector(".hm-errors")!.Words.ShouldContain("没有改动");
        var refused = await clerk.SendAsync(path, "#facts", new() { [wage] = "很多" });
        refused.QuerySelector(".hm-errors")!.Words.ShouldContain("工资性收入");
        refused.QuerySelector($"[name={wage}]")!.GetAttribute("value").ShouldBe("很多");
        var saved = await clerk.SendAsync(path, "#facts", new() { [wage] = "1000" });
        saved.QuerySelector(".hm-errors").ShouldBeNull();
        saved.QuerySelector($"[name={wage}]")!.ParentElement!.Words.ShouldContain("已登记1,000.00元/月，入户调查，自2026年11月1日起");
        using var leader = await city.BrowserAsync("township_leader", SmallCity.Gaoqiao);
        (await leader.SendAsync(path, "#facts", new() { [wage] = "1" })).QuerySelector(".hm-errors").ShouldNotBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task RecordFacts_EndsCorrectsAndKeeps(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.AtVisitAsync();
        var facts = TestPolicies.Linyi.Facts;
        var wage = facts.Find("wage", false)!;
        var field = FactQuestion.FieldOf(wage, SmallCity.Zhao);
        await RecordAsync("1000");
        await RecordAsync("1100"); // on the same day: a correction
        (await Should.ThrowAsync<CannotRunException>(() => RecordAsync("1100"))).Message.ShouldContain("没有改动");
        (await Should.ThrowAsync<CannotRunException>(() => RecordAsync("一千"))).Message.ShouldContain("工资性收入");
        (await Should.ThrowAsync<CannotRunException>(() => RecordAsync("5", FactQuestion.FieldOf(wage, 600001)))).Message.ShouldContain("不是这户家庭的成员");
        (await Should.ThrowAsync<CannotRunException>(() => RecordAsync("5", "f-x-1"))).Message.ShouldContain("页面不完整");
        (await Should.ThrowAsync<CannotRunException>(() => city.Assistant.SentAsync(id, (s, sent) => s.GetRequiredService<RecordCaseFacts>().RunAsync(id, sent, "bank", new Dictionary<string, string> { [field] = "1" })))).Message.ShouldContain("来源");
        await using var context = city.Web.Database.CreateContext();
        var rows = await context.PersonFacts.Where(f => f.PersonId == SmallCity.Zhao && f.Fact == wage.Id).OrderBy(f => f.ValidFrom).ToListAsync();
        rows.Select(r => (r.Value, r.ValidFrom, r.ValidTo, r.Source)).ShouldBe(
            [(90_000L, new DateOnly(2026, 1, 1), new DateOnly(2026, 11, 1), (short)1), (110_000L, new DateOnly(2026, 11, 1), (DateOnly?)null, (short)11)]);
        (await context.CaseEvents.CountAsync(e => e.CaseId == id && e.Kind == CaseEventKind.FactsRecorded)).ShouldBe(2);

        Task RecordAsync(string value, string? name = null) => city.Assistant.SentAsync(id, (s, sent) =>
            s.GetRequiredService<RecordCaseFacts>().RunAsync(id, sent, "home_visit", new Dictionary<string, string> { [name ?? field] = value, ["f-115-500002"] = "" }));
    }

    /// <summary>GT-25: no item failed, three, four, six.</summary>
    [Theory]
    [InlineData(SelfCareLosses.None, 0, "全自理")]
    [InlineData(SelfCareLosses.Eating | SelfCareLosses.Dressing | SelfCareLosses.Bathing, 3, "半自理")]
    [InlineData(SelfCareLosses.Eating | SelfCareLosses.Dressing | SelfCareLosses.Bathing | SelfCareLosses.UsingTheToilet, 4, "全护理")]
    [InlineData((SelfCareLosses)63, 6, "全护理")]
    public async Task SelfCare_ThroughThePage_EstablishesTheLevel(SelfCareLosses losses, int failed, string level)
    {
        await using var city = await CaseCity.StartAsync(TestDatabase.Sqlite);
        var id = await city.AtVisitAsync();
        await city.Clerk.SentAsync(id, (s, sent) => s.GetRequiredService<ChangeAnswers>().RunAsync(id, sent, new Dictionary<string, string> { ["asks_tekun"] = "yes" }, ""));
        await city.Assistant.SentAsync(id, (s, sent) => s.GetRequiredService<RecordSelfCare>().RunAsync(
            id, sent, SmallCity.Zhao, losses, new VisitMade(new DateOnly(2026, 11, 2), "刘医生", "", null, null, null, new CaseForm())));
        await using var context = city.Web.Database.CreateContext();
        (await context.CaseVisits.SingleAsync(v => v.Kind == VisitKind.SelfCare)).Findings.ShouldBe($"赵德福：{level}");
        var fact = TestPolicies.Linyi.Facts.Find("self_care_failed", false)!.Id;
        (await context.PersonFacts.SingleAsync(f => f.PersonId == SmallCity.Zhao && f.Fact == fact)).Value.ShouldBe(failed);
        using var assistant = await city.BrowserAsync("village_assistant", SmallCity.Village);
        (await assistant.PageAsync($"/cases/{id}/inquiry")).QuerySelector("#self-care").ShouldNotBeNull();
        (await assistant.PageAsync($"/cases/{id}/inquiry")).Body!.Words.ShouldContain(level);
    }
}
