using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Platform.People;
using Huimin.Tests.Platform.Access;
using Huimin.Tests.Platform.Files.Storing;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Hall;

/// <summary>A resident with a phone and nothing else: applies, follows, supplements, objects; and whoever tries another's case gets nothing.</summary>
public sealed class HallApplyTests
{
    private const string HeadId = "440524198001010013";

    internal static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["proxy.is"] = "no",
        ["applicant.name"] = "孙有号",
        ["applicant.id"] = HeadId,
        ["reason"] = "生病没有收入",
        ["phone"] = "13853900001",
        ["account"] = "",
        ["authorised"] = "yes",
        ["truthful"] = "yes",
        ["asks_tekun"] = "no",
        ["supporters"] = "",
        ["alone"] = "no",
        ["relative"] = "no",
    };

    [Theory, OnEveryDatabase]
    public async Task Apply_OnAPhone_ArrivesLinkedAndIsFollowedByCodeOnly(TestDatabase kind)
    {
        await using var web = await StartAsync(kind);
        using var resident = web.NewReader();
        var (number, code, receipt) = await ApplyAsync(resident, Answers);
        number.ShouldBe("371323102-2026-00001");
        receipt.ShouldNotContain(HeadId);
        await using (var context = web.Database.CreateContext())
        {
            var record = await context.Cases.SingleAsync();
            (record.State, record.Channel, record.HouseholdId, record.Applicant, record.ActorRegion).ShouldBe((CaseState.Open, CaseChannel.Phone, (long?)300009, "孙有号", SmallCity.Gaoqiao));
            System.Text.Encoding.UTF8.GetString(record.Form.Bytes).ShouldNotContain("13853900001");
            (await context.CaseEvents.SingleAsync()).Actor.ShouldBe("申请人");
        }

        // A line that breaks after the last button: the page again has number and code again.
        (await PageAsync(resident, "/hall/apply/dibao/done")).QuerySelector(".hm-hall-receipt .code")!.Words.ShouldBe(code);
        // The phone that applied needs the code like everybody.
        (await PageAsync(resident, $"/hall/track/{number}")).Body!.Words.ShouldContain("请先输入受理号和查询码");
        using (var wrong = await TrackAsync(resident, number, code == "00000000" ? "00000001" : "00000000"))
            (await wrong.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("对不上");
        using (var unknown = await TrackAsync(resident, "371323102-2026-99999", code))
            (await unknown.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("对不上");
        using (var right = await TrackAsync(resident, number, code))
        {
            var page = await right.PageAsync();
            page.QuerySelector(".hm-hall-state")!.Words.ShouldContain("乡镇（街道）正在看材料齐不齐");
            page.Body!.Words.ShouldContain("孙*号");
            page.Body!.Words.ShouldNotContain("孙有号");
            page.Body!.InnerHtml.ShouldNotContain("13853900001");
        }

        await using var trail = web.Database.CreateContext();
        (await trail.AuditRecords.Where(r => r.Action == AuditAction.Track).OrderBy(r => r.Number).Select(r => r.Outcome).ToListAsync()).ShouldBe([AuditOutcome.Failed, AuditOutcome.Failed, AuditOutcome.Done]);
    }

    [Theory, OnEveryDatabase]
    public async Task Track_OfSomebodyElse_ShowsNothingWhateverIsForged(TestDatabase kind)
    {
        await using var web = await StartAsync(kind);
        using var one = web.NewReader();
        using var two = web.NewReader();
        var (first, code, _) = await ApplyAsync(one, Answers);
        var (second, other, _) = await ApplyAsync(two, new(Answers) { ["applicant.name"] = "李外人", ["applicant.id"] = "" });
        first.ShouldNotBe(second);
        using (await TrackAsync(one, first, code))
        {
        }

        // The own proof opens the own application only.
        var page = await PageAsync(one, $"/hall/track/{second}");
        page.Body!.Words.ShouldContain("请先输入受理号和查询码");
        page.Body!.InnerHtml.ShouldNotContain("李外人");
        using (var swapped = await TrackAsync(one, second, code))
            (await swapped.PageAsync()).QuerySelector(".hm-errors").ShouldNotBeNull();
        // A form of the own case sent to another's address does nothing there.
        var mine = await PageAsync(one, $"/hall/track/{first}");
        using (await WebCity.PostAsync(one, mine, $"/hall/track/{second}", "form:has(#withdraw)", new() { ["text"] = "不要了" }))
        {
            await using var context = web.Database.CreateContext();
            (await context.Cases.CountAsync(c => c.State == CaseState.Closed)).ShouldBe(0);
        }

        foreach (var forged in (string[])["1/9999999999", "CfDJ8AAAA", "../../x", "' OR 1=1"])
        {
            var cookies = new CookieContainer();
            cookies.Add(one.BaseAddress!, new Cookie("hm-track", Uri.EscapeDataString(forged), "/hall"));
            cookies.Add(one.BaseAddress!, new Cookie("hm-apply", Uri.EscapeDataString("1." + new string('a', 32)), "/hall"));
            using var thief = web.NewReader(cookies, follow: true);
            (await PageAsync(thief, $"/hall/track/{first}")).Body!.Words.ShouldContain("请先输入受理号和查询码");
            (await PageAsync(thief, "/hall/apply/dibao/check")).Body!.Words.ShouldContain("没有找到您填的申请");
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Apply_ByNobodyOnRecord_WaitsForTheClerkWhoLinksIt(TestDatabase kind)
    {
        await using var web = await StartAsync(kind);
        using var resident = web.NewReader();
        // The right number under another name is nobody; the answer is the same as for everybody.
        var (number, _, receipt) = await ApplyAsync(resident, new(Answers) { ["applicant.name"] = "孙无号" });
        receipt.ShouldContain(number);
        long id;
        await using (var context = web.Database.CreateContext())
        {
            var record = await context.Cases.SingleAsync();
            id = record.Id;
            (record.HouseholdId, record.PersonId).ShouldBe((null, null));
        }

        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        var page = await PageAsync(clerk, $"/cases/{id}");
        page.Body!.Words.ShouldContain("还没有关联申请人的档案");
        page.Body!.Words.ShouldContain("44**************13");
        page.Body!.InnerHtml.ShouldNotContain(HeadId);
        using (var linked = await WebCity.PostAsync(clerk, page, $"/cases/{id}", "form:has(input[name=person][value='700009'])", []))
            (await linked.PageAsync()).QuerySelector(".hm-errors").ShouldBeNull();
        await using var after = web.Database.CreateContext();
        var known = await after.Cases.SingleAsync();
        (known.HouseholdId, known.PersonId, known.Applicant).ShouldBe((300009L, null, "孙有号"));
        using var sister = await MatrixCity.ReaderAsync(web, "township_clerk", MatrixCity.SisterTownship);
        using (var hidden = await sister.GetAsync(new Uri($"/cases/{id}", UriKind.Relative)))
            hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Papers_OfWrongKindOrSize_AreRefusedInWordsAndGoodOnesAreSealed(TestDatabase kind)
    {
        await using var web = await StartAsync(kind);
        using var resident = web.NewReader();
        await BeginAsync(resident);
        const string Papers = "/hall/apply/dibao/papers";
        (await UploadAsync(resident, Papers, "IMG_1.heic", TestFiles.Heic)).Words.ShouldContain("照片");
        (await UploadAsync(resident, Papers, "IMG_1.jpg", TestFiles.Heic)).Words.ShouldContain("不予接收");
        (await UploadAsync(resident, Papers, "empty.png", [])).QuerySelector(".hm-errors").ShouldNotBeNull();
        (await UploadAsync(resident, Papers, "big.png", new byte[50 * 1024 * 1024])).Words.ShouldContain("太大");
        (await UploadAsync(resident, Papers, "ok.png", TestFiles.Png())).QuerySelector(".hm-errors").ShouldBeNull();
        (await UploadAsync(resident, Papers, "ok.png", TestFiles.Png())).QuerySelectorAll("button[name=paper]").Length.ShouldBe(1, "sent again, it is there once");
        await using var context = web.Database.CreateContext();
        var paper = await context.CaseDocuments.SingleAsync();
        (await context.StoredFiles.SingleAsync()).Id.ShouldBe(paper.FileId!.Value);
        // Without the draft's key nobody gets to its pages, and to files there is no way at all.
        using var stranger = web.NewReader(follow: false);
        using (var file = await stranger.GetAsync(new Uri($"/files/{paper.FileId}", UriKind.Relative)))
            file.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await PageAsync(stranger, Papers)).Body!.Words.ShouldContain("没有找到您填的申请");
    }

    [Theory, OnEveryDatabase]
    public async Task Course_SeenFromThePhone_SupplementsObjectsAndAppeals(TestDatabase kind)
    {
        await using var web = await StartAsync(kind);
        using var resident = web.NewReader();
        var (number, code, _) = await ApplyAsync(resident, Answers);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        long id;
        await using (var context = web.Database.CreateContext())
            id = await context.Cases.Select(c => c.Id).SingleAsync();
        using (await WebCity.PostAsync(clerk, $"/cases/{id}", "form:has(#note-ask-supplement)", new() { ["note"] = "核对授权书；<b>住院票据</b>" }))
        {
        }

        using (await TrackAsync(resident, number, code))
        {
        }

        var path = $"/hall/track/{number}";
        var asked = await PageAsync(resident, path);
        asked.QuerySelector(".hm-hall-said")!.Words.ShouldBe("核对授权书；<b>住院票据</b>");
        (await UploadAsync(resident, path, "授权书.png", TestFiles.Png())).QuerySelector(".hm-errors").ShouldBeNull();
        using (var answered = await WebCity.PostAsync(resident, path, "form:has(#supplement)", new() { ["text"] = "授权书已拍照" }))
            (await answered.PageAsync()).QuerySelector(".hm-hall-state")!.Words.ShouldContain("正在看材料");
        await using (var context = web.Database.CreateContext())
        {
            (await context.CaseEvents.Where(e => e.CaseId == id).OrderBy(e => e.Number).Select(e => e.Kind).ToListAsync()).ShouldBe(["received", "supplement_asked", "document_added", "supplemented"]);
            (await context.StoredFiles.SingleAsync()).Subject.ShouldBe($"case:{id}");
        }

        // Nothing to object to yet: neither is offered, and a made-up form is answered in words.
        var now = await PageAsync(resident, path);
        now.QuerySelector("#appeal").ShouldBeNull();
        using (var early = await WebCity.PostAsync(resident, now, path, "form:has(#withdraw)", new() { ["do"] = "appeal", ["text"] = "不服" }))
            (await early.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("还没有作出决定");
        // Withdrawn, and sent twice.
        using (await WebCity.PostAsync(resident, now, path, "form:has(#withdraw)", new() { ["text"] = "找到工作了" }))
        using (var twice = await WebCity.PostAsync(resident, now, path, "form:has(#withdraw)", new() { ["text"] = "找到工作了" }))
            (await twice.PageAsync()).QuerySelector(".hm-hall-state")!.Words.ShouldContain("您已经撤回");
        await using var after = web.Database.CreateContext();
        (await after.CaseEvents.CountAsync(e => e.CaseId == id && e.Kind == CaseEventKind.Withdrawn)).ShouldBe(1);
        var withdrawn = await after.CaseEvents.SingleAsync(e => e.CaseId == id && e.Kind == CaseEventKind.Withdrawn);
        (withdrawn.AccountId, withdrawn.Actor).ShouldBe((null, "申请人"));
    }

    [Theory, OnEveryDatabase]
    public async Task Texts_WithAttacks_RunNothingAnywhere(TestDatabase kind)
    {
        await using var web = await StartAsync(kind);
        const string Attack = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>{{7*7}}=cmd|' /C calc'!A0";
        using var resident = web.NewReader();
        var (number, code, receipt) = await ApplyAsync(resident, new(Answers) { ["applicant.name"] = Attack[..50], ["applicant.id"] = "", ["reason"] = Attack });
        RunsNothing(receipt);
        using (var tracked = await TrackAsync(resident, number, code))
            RunsNothing(await tracked.Content.ReadAsStringAsync());
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        RunsNothing((await PageAsync(clerk, "/cases/1")).Source.Text);
        RunsNothing((await PageAsync(clerk, "/work")).Source.Text);
        foreach (var path in (string[])["/hall/check?in=", "/hall/check?in=371323000000&hukou=", "/hall/apply/", "/hall/track?number=", "/hall/track/", "/publicity?in="])
        {
            using var answer = await resident.GetAsync(new Uri(path + Uri.EscapeDataString(Attack), UriKind.Relative));
            ((int)answer.StatusCode).ShouldBeLessThan(500, path);
            RunsNothing(await answer.Content.ReadAsStringAsync());
        }
    }

    private static void RunsNothing(string html)
    {
        var page = new HtmlParser().ParseDocument(html);
        page.QuerySelectorAll("script:not([src]), img, [onerror], [onload], iframe").Select(e => e.OuterHtml).ShouldBeEmpty();
    }

    internal static async Task<WebCity> StartAsync(TestDatabase kind)
    {
        var content = new SmallCity();
        content.Regions.AddRange([SmallCity.Region(MatrixCity.SisterTownship, Huimin.Platform.Regions.RegionLevel.Township, "姊妹镇"), SmallCity.Region(371323103201, Huimin.Platform.Regions.RegionLevel.Village, "姊妹村村民委员会")]);
        content.AddHousehold(300009, SmallCity.Village, "9号");
        content.AddPerson(700009, 300009, "孙有号", Relation.Head, Sex.Male, new DateOnly(1980, 1, 1), HeadId);
        return await WebCity.StartAsync(kind, content);
    }

    internal static async Task BeginAsync(HttpClient resident)
    {
        using var begun = await WebCity.PostAsync(resident, $"/hall/apply/dibao?in={SmallCity.Village}", "form:has(input[name=do][value=begin])", []);
        begun.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/hall/apply/dibao/behalf");
    }

    /// <summary>Page by page to the receipt.</summary>
    internal static async Task<(string Number, string Code, string Html)> ApplyAsync(HttpClient resident, Dictionary<string, string> answers)
    {
        await BeginAsync(resident);
        var path = "/hall/apply/dibao/behalf";
        for (var i = 0; !path.EndsWith("/papers", StringComparison.Ordinal) && i < 20; i++)
        {
            var page = await PageAsync(resident, path);
            var asked = answers.Where(a => page.QuerySelector($"[name='{a.Key}']") is not null).ToDictionary();
            using var answer = await WebCity.PostAsync(resident, page, path, "form:has(input[name=do][value=answer])", asked);
            var to = answer.RequestMessage!.RequestUri!.AbsolutePath;
            to.ShouldNotBe(path, (await answer.PageAsync()).QuerySelector(".hm-errors")?.Words ?? "");
            path = to;
        }

        using var done = await WebCity.PostAsync(resident, "/hall/apply/dibao/check", "form:has(input[name=do][value=submit])", []);
        var html = await done.Content.ReadAsStringAsync();
        var receipt = new HtmlParser().ParseDocument(html);
        var values = receipt.QuerySelectorAll(".hm-hall-receipt dd").Select(d => d.Words).ToList();
        values.Count.ShouldBe(2, receipt.QuerySelector(".hm-errors")?.Words ?? html);
        return (values[0], values[1], html);
    }

    internal static Task<HttpResponseMessage> TrackAsync(HttpClient reader, string number, string code) =>
        WebCity.PostAsync(reader, "/hall/track", "form:has(#number)", new() { ["number"] = number, ["code"] = code });

    internal static async Task<IElement> UploadAsync(HttpClient resident, string path, string name, byte[] bytes)
    {
        var page = await PageAsync(resident, path);
        var form = page.QuerySelector("form[enctype]")!;
        using var content = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>())
            content.Add(new StringContent(input.Value), input.Name!);
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        content.Add(file, "file", name);
        using var answer = await resident.PostAsync(new Uri(path, UriKind.Relative), content);
        ((int)answer.StatusCode).ShouldBeLessThan(500);
        return (await answer.PageAsync()).Body!;
    }

    internal static async Task<IHtmlDocument> PageAsync(HttpClient reader, string path)
    {
        using var answer = await reader.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
