using System.Net;
using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Tests.Modules;
using Huimin.Tests.Platform.Access;
using Huimin.Tests.Platform.Cases;
using Huimin.Tests.Platform.Files.Storing;
using Microsoft.EntityFrameworkCore;
using static Huimin.Tests.Platform.Hall.HallApplyTests;

namespace Huimin.Tests.Platform.Hall;

/// <summary>What a resident sends reaches the clerk, what the office writes reaches the resident, and two tabs lose nothing.</summary>
public sealed class HallFollowTests
{
    [Theory, OnEveryDatabase]
    public async Task Papers_SentWithTheApplicationAndAfterwards_AreTheClerksDocuments(TestDatabase kind)
    {
        await using var web = await StartAsync(kind);
        using var resident = web.NewReader();
        await BeginAsync(resident);
        (await UploadAsync(resident, "/hall/apply/dibao/papers", "授权书.png", TestFiles.Png())).QuerySelector(".hm-errors").ShouldBeNull();
        var (number, code, _) = await ApplyAsync(resident, Answers);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        var page = await PageAsync(clerk, "/cases/1/application");
        var sent = page.QuerySelectorAll(".hm-papers .hm-files a").Single();
        sent.Words.ShouldContain("授权书.png");
        using (var file = await clerk.GetAsync(new Uri(sent.GetAttribute("href")!, UriKind.Relative)))
            (file.StatusCode, file.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "image/png"));
        // It is the paper that intake asks for: nothing is missing any more.
        page.QuerySelector(".hm-papers")!.Words.ShouldNotContain("还缺");

        using (await WebCity.PostAsync(clerk, "/cases/1", "form:has(#note-ask-supplement)", new() { ["note"] = "住院票据" }))
        using (await TrackAsync(resident, number, code))
            (await UploadAsync(resident, $"/hall/track/{number}", "票据.png", TestFiles.Png(2))).QuerySelector(".hm-errors").ShouldBeNull();
        (await PageAsync(clerk, "/cases/1/application")).QuerySelectorAll(".hm-papers .hm-files a").Select(a => a.Words.Trim()).ShouldBe(["授权书.png", "票据.png"], ignoreOrder: true);
    }

    [Theory, OnEveryDatabase]
    public async Task Letter_OfTheOwnCase_IsThereFromTheDayOfDelivery(TestDatabase kind)
    {
        var family = new FamilyCity("chengdu").Member("王一", "1980-01-01", ("wage", "1800")).Member("王二", "1982-01-01").Member("王三", "2010-01-01");
        await using var walk = await CaseWalk.StartAsync(kind, family, new DateOnly(2026, 7, 6));
        await walk.BeginAsync("dibao", Applications.BasicLiving);
        var done = await PageAsync(await walk.AsAsync("township_clerk"), $"/cases/new/{walk.Id}/done");
        var (number, code) = ((await walk.RecordAsync()).Number, done.QuerySelector(".hm-key")!.Words.Trim());
        await walk.AcceptAsync();
        await walk.GrantAsync();

        using var resident = walk.Web.NewReader();
        var (path, word) = ($"/hall/track/{number}", $"/hall/track/{number}/letter.docx");
        // Whoever did not prove number and code is asked for them.
        using (var stranger = await resident.GetAsync(new Uri(word, UriKind.Relative)))
            stranger.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe($"/hall/track?number={number}");
        (await PageAsync(resident, path + "/letter")).Body!.Words.ShouldContain("请先输入受理号和查询码");
        using (await TrackAsync(resident, number, code))
        {
        }

        var before = await PageAsync(resident, path);
        before.Body!.Words.ShouldContain("决定书还没有送达");
        before.QuerySelector("a[href*=letter]").ShouldBeNull();
        (await PageAsync(resident, path + "/letter")).QuerySelector(".hm-official").ShouldBeNull();
        using (var early = await resident.GetAsync(new Uri(word, UriKind.Relative)))
            early.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await walk.ActAsync("township_clerk", "deliver", ("day", walk.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("note", "当面送达，王一签收"));
        using (await TrackAsync(resident, number, code))
        {
        }

        var after = await PageAsync(resident, path);
        // Sixty days from the day of delivery.
        after.Body!.Words.ShouldContain($"申请行政复议，最晚{walk.Day.AddDays(60):yyyy年M月d日}");
        var letter = await PageAsync(resident, after.QuerySelector("a[href*='/letter?']")!.GetAttribute("href")!);
        letter.QuerySelector(".hm-official")!.Words.ShouldContain("关于同意“最低生活保障申请”的决定书");
        using (var file = await resident.GetAsync(new Uri(after.QuerySelector("a[href*='letter.docx']")!.GetAttribute("href")!, UriKind.Relative)))
            file.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        await using var context = walk.Web.Database.CreateContext();
        (await context.AuditRecords.CountAsync(r => r.Action == AuditAction.Export && r.Subject == "case:" + walk.Id)).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Draft_InTwoTabs_ShowsBothAnswersAndLosesNone(TestDatabase kind)
    {
        const string Reason = "/hall/apply/dibao/q-reason";
        const string Form = "form:has(input[name=do][value=answer])";
        await using var web = await StartAsync(kind);
        using var resident = web.NewReader();
        await BeginAsync(resident);
        var (one, two, other) = (await PageAsync(resident, Reason), await PageAsync(resident, Reason), await PageAsync(resident, "/hall/apply/dibao/q-phone"));
        using (await WebCity.PostAsync(resident, one, Reason, Form, new() { ["reason"] = "第一个窗口写的" }))
        {
        }

        // Another question from another tab is no conflict, and the same answer sent again over a bad line is none.
        using (var phone = await WebCity.PostAsync(resident, other, "/hall/apply/dibao/q-phone", Form, new() { ["phone"] = "13853900001" }))
            (await phone.PageAsync()).QuerySelector(".hm-errors").ShouldBeNull();
        using (var again = await WebCity.PostAsync(resident, one, Reason, Form, new() { ["reason"] = "第一个窗口写的" }))
            (await again.PageAsync()).QuerySelector(".hm-errors").ShouldBeNull();
        using var refused = await WebCity.PostAsync(resident, two, Reason, Form, new() { ["reason"] = "第二个窗口写的" });
        var both = await refused.PageAsync();
        both.QuerySelector(".hm-errors")!.Words.ShouldContain("另一个窗口");
        both.QuerySelector("#other-reason")!.Words.ShouldContain("第一个窗口写的");
        both.QuerySelector("#reason")!.TextContent.ShouldBe("第二个窗口写的");
        (await PageAsync(resident, Reason)).QuerySelector("#reason")!.TextContent.ShouldBe("第一个窗口写的");
        // Sent again in sight of both, it is what was chosen.
        using (var chosen = await WebCity.PostAsync(resident, both, Reason, Form, new() { ["reason"] = "第二个窗口写的" }))
            (await chosen.PageAsync()).QuerySelector(".hm-errors").ShouldBeNull();
        (await PageAsync(resident, Reason)).QuerySelector("#reason")!.TextContent.ShouldBe("第二个窗口写的");

        // What was looked through is what is handed in.
        var (number, _, _) = await ApplyToCheckAsync(web, resident);
        number.ShouldBe("371323102-2026-00001");
    }

    private static async Task<(string Number, string Code, string Html)> ApplyToCheckAsync(WebCity web, HttpClient resident)
    {
        const string Check = "/hall/apply/dibao/check";
        var seen = await PageAsync(resident, Check);
        using (await WebCity.PostAsync(resident, "/hall/apply/dibao/q-reason", "form:has(input[name=do][value=answer])", new() { ["reason"] = "又改了一次" }))
        using (var stale = await WebCity.PostAsync(resident, seen, Check, "form:has(input[name=do][value=submit])", []))
        {
            var page = await stale.PageAsync();
            page.QuerySelector(".hm-errors")!.Words.ShouldContain("另一个窗口");
            page.Body!.Words.ShouldContain("又改了一次");
        }

        await using (var context = web.Database.CreateContext())
            (await context.Cases.CountAsync(c => c.State == CaseState.Draft)).ShouldBe(1);
        return await ApplyAsync(resident, Answers);
    }
}
