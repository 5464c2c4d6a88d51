using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Tests.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Cases.Intake;

/// <summary>One window 一窗受理 through its pages: find or register, choose, answer once, check, submit once.</summary>
public sealed class IntakePagesTests
{
    private const string Matters = "/cases/new/matters?household=104882&person=500001";

    [Theory, OnEveryDatabase]
    public async Task Intake_OfTwoMatters_AsksOnceAndBeginsBothOnce(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        using (var found = await clerk.GetAsync(new Uri("/cases/new?q=" + Uri.EscapeDataString("赵德福"), UriKind.Relative)))
            (await found.PageAsync()).QuerySelector("main table a")!.GetAttribute("href")!.ShouldBe(Matters);

        var first = await BeginAsync(clerk, ["dibao", "temporary_assistance"]);
        var (id, pages) = (first.Split('/')[3], 0);
        var path = first;
        while (!path.EndsWith("/check", StringComparison.Ordinal))
        {
            path = await AnswerAsync(clerk, path, new()
            {
                ["reason"] = "户主患病",
                ["phone"] = "13853900001",
                ["authorised"] = "yes",
                ["truthful"] = "yes",
                ["relative"] = "yes",
                ["kind"] = "spending",
                ["alone"] = "no",
                ["asks_tekun"] = "no",
            });
            (++pages).ShouldBeLessThan(10);
        }

        var check = await PageAsync(clerk, path);
        check.Body!.Words.ShouldContain("138****0001");
        check.Body!.Words.ShouldNotContain("13853900001");
        // The same button twice, and once more from a page that was left open.
        string submitted;
        using (var answer = await WebCity.PostAsync(clerk, check, path, "form:has(input[name=do][value=submit])", []))
            submitted = answer.RequestMessage!.RequestUri!.AbsolutePath;
        submitted.ShouldBe($"/cases/new/{id}/done");
        using (var again = await WebCity.PostAsync(clerk, check, path, "form:has(input[name=do][value=submit])", []))
            again.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe(submitted);

        await using var context = web.Database.CreateContext();
        var cases = await context.Cases.AsNoTracking().OrderBy(c => c.Id).ToListAsync();
        cases.Select(c => (c.Type, c.State, c.Number)).ShouldBe([("dibao", CaseState.Open, "371323102-2026-00001"), ("temporary_assistance", CaseState.Open, "371323102-2026-00002")]);
        cases.ShouldAllBe(c => c.ApplicationId == cases[0].Id && c.HouseholdId == SmallCity.ZhaoHousehold);
        cases[0].IsOfRelatives.ShouldBeTrue("the answer about relatives files the case");
        (await context.CaseEvents.CountAsync(e => e.Kind == CaseEventKind.Received)).ShouldBe(2);
        (await context.CaseEvents.CountAsync(e => e.Kind == CaseEventKind.RelativesFiled && e.CaseId == cases[0].Id)).ShouldBe(1);

        var done = await PageAsync(clerk, submitted);
        var code = done.QuerySelector(".hm-key")!.Words;
        using var applicant = web.NewReader();
        using var tracked = await WebCity.PostAsync(applicant, "/hall/track", "form:has(#number)", new() { ["number"] = cases[1].Number, ["code"] = code });
        tracked.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe($"/hall/track/{cases[1].Number}");
        // A second application of the same matter is refused with the number of the first.
        using var second = await PostMattersAsync(clerk, ["dibao"]);
        (await second.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain(cases[0].Number);
    }

    [Theory, OnEveryDatabase]
    public async Task Draft_InTwoWindows_TellsTheSecondAndLosesNothing(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        var path = await BeginAsync(clerk, ["dibao"]);
        var (one, other) = (await PageAsync(clerk, path), await PageAsync(clerk, path));
        using (await WebCity.PostAsync(clerk, one, path, "form:has(#reason)", new() { ["reason"] = "第一个窗口", ["phone"] = "13853900001" }))
        {
        }

        using (var refused = await WebCity.PostAsync(clerk, other, path, "form:has(#reason)", new() { ["reason"] = "第二个窗口", ["phone"] = "13853900002" }))
        {
            var page = await refused.PageAsync();
            page.QuerySelector(".hm-errors")!.Words.ShouldContain("另一个窗口");
            ((IHtmlTextAreaElement)page.QuerySelector("#reason")!).Value.ShouldBe("第二个窗口");
        }

        ((IHtmlTextAreaElement)(await PageAsync(clerk, path)).QuerySelector("#reason")!).Value.ShouldBe("第一个窗口");
        // Another township sees neither the draft nor the list with it; nobody's work list has it.
        using var sister = await MatrixCity.ReaderAsync(web, "township_clerk", MatrixCity.SisterTownship);
        using (var answer = await sister.GetAsync(new Uri(path, UriKind.Relative)))
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PageAsync(sister, "/cases/drafts")).QuerySelectorAll("table").ShouldBeEmpty();
        (await PageAsync(clerk, "/work")).QuerySelectorAll("main table").ShouldBeEmpty();
        using (await WebCity.PostAsync(clerk, "/cases/drafts", "form:has(input[name=application])", []))
            (await PageAsync(clerk, "/cases/drafts")).QuerySelectorAll("table").ShouldBeEmpty();
        await using var context = web.Database.CreateContext();
        (await context.Cases.CountAsync()).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Intake_WithWrongAnswers_SaysWhatToDo(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var assistant = await MatrixCity.ReaderAsync(web, "village_assistant", SmallCity.Village);
        using (var nothing = await PostMattersAsync(assistant, []))
            (await nothing.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("请选择要办的事项");
        // A village applies on behalf: by whose mandate is asked.
        using (var unasked = await WebCity.PostAsync(assistant, Matters, "form:has(#person)", new() { ["type"] = "dibao", ["channel"] = "Proxy", ["person"] = "500001" }))
            (await unasked.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("受谁委托");
        using var begun = await WebCity.PostAsync(assistant, Matters, "form:has(#person)", new() { ["type"] = "dibao", ["channel"] = "Proxy", ["person"] = "500001", ["proxy.name"] = "王会计", ["proxy.mandate"] = "本人口头委托" });
        var path = begun.RequestMessage!.RequestUri!.AbsolutePath;
        using var wrong = await WebCity.PostAsync(assistant, path, "form:has(#reason)", new() { ["reason"] = new string('长', 1_001), ["phone"] = "12" });
        (await wrong.PageAsync()).QuerySelector(".hm-errors").ShouldNotBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task Elsewhere_ByNameAndNumber_GoesHomeAndIsFollowed(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        using (var wrong = await WebCity.PostAsync(clerk, "/cases/new/elsewhere", "form:has(#id)", new() { ["name"] = "远方人", ["id"] = "371302196001019995" }))
            (await wrong.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("没有姓名和身份证号都相符的人");
        var token = "";
        using (var found = await WebCity.PostAsync(clerk, "/cases/new/elsewhere", "form:has(#id)", new() { ["name"] = "远方人家", ["id"] = await NumberAsync(web, MatrixCity.FarPerson) }))
        {
            var page = await found.PageAsync();
            page.QuerySelector("main")!.Words.ShouldContain("兰山区远方街道");
            page.QuerySelector("main")!.Words.ShouldNotContain("远方1号");
            token = ((IHtmlInputElement)page.QuerySelector("input[name=token]")!).Value;
            using var begun = await WebCity.PostAsync(clerk, page, "/cases/new/elsewhere", "form:has(#id)", new() { ["type"] = "dibao", ["token"] = token });
            var path = begun.RequestMessage!.RequestUri!.AbsolutePath;
            path.ShouldEndWith("/1");
            while (!path.EndsWith("/check", StringComparison.Ordinal))
                path = await AnswerAsync(clerk, path, new() { ["reason"] = "在外务工", ["phone"] = "13853900001" });
            using var done = await WebCity.PostAsync(clerk, path, "form:has(input[name=do][value=submit])", []);
        }

        await using var context = web.Database.CreateContext();
        var record = await context.Cases.SingleAsync();
        (record.Region, record.IntakeRegion, record.ActorRegion).ShouldBe((371302001001L, (long?)SmallCity.Gaoqiao, 371302001000L));
        (await context.AuditRecords.CountAsync(r => r.Action == AuditAction.FindElsewhere && r.Outcome == AuditOutcome.Failed)).ShouldBe(1);
        // Who received it follows it, and still does not see the household.
        (await PageAsync(clerk, $"/cases/{record.Id}")).QuerySelector("main")!.Words.ShouldContain(record.Number);
        using (var hidden = await clerk.GetAsync(new Uri($"/people/households/{MatrixCity.FarHousehold}", UriKind.Relative)))
            hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var home = await MatrixCity.ReaderAsync(web, "township_clerk", 371302001000);
        (await PageAsync(home, "/work")).QuerySelector("main table")!.Words.ShouldContain(record.Number);
    }

    /// <summary>The sample's numbers may be invented: what is on record is what counts.</summary>
    private static async Task<string> NumberAsync(WebCity web, long person)
    {
        await using var context = web.Database.CreateContext();
        return web.Database.Keyring.Open(await context.People.SingleAsync(p => p.Id == person)).CitizenId!;
    }

    private static async Task<string> BeginAsync(HttpClient clerk, string[] types)
    {
        using var answer = await PostMattersAsync(clerk, types);
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        path.ShouldEndWith("/1");
        return path;
    }

    private static async Task<HttpResponseMessage> PostMattersAsync(HttpClient clerk, string[] types)
    {
        var page = await PageAsync(clerk, Matters);
        var hidden = page.QuerySelector("form:has(#person)")!.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().Select(i => KeyValuePair.Create(i.Name!, i.Value));
        using var content = new FormUrlEncodedContent([.. hidden, new("person", "500001"), new("channel", "Counter"), .. types.Select(t => KeyValuePair.Create("type", t))]);
        return await clerk.PostAsync(new Uri(Matters, UriKind.Relative), content);
    }

    /// <summary>Fills in those of the answers that the page asks and goes on.</summary>
    private static async Task<string> AnswerAsync(HttpClient clerk, string path, Dictionary<string, string> answers)
    {
        var page = await PageAsync(clerk, path);
        var asked = answers.Where(a => page.QuerySelector($"[name='{a.Key}']") is not null).ToDictionary();
        using var answer = await WebCity.PostAsync(clerk, page, path, "form:has(input[name=do][value=answer])", asked);
        var to = answer.RequestMessage!.RequestUri!.AbsolutePath;
        to.ShouldNotBe(path, (await answer.PageAsync()).QuerySelector(".hm-errors")?.Words ?? "");
        return to;
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient reader, string path)
    {
        using var answer = await reader.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
