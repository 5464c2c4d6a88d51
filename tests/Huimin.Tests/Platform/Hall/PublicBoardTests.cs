using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huimin.Platform;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Cases.Objecting;
using Huimin.Platform.People;
using Huimin.Tests.Platform.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Hall;

/// <summary>What hangs in the village 公示栏: masked, today's, and answered for.</summary>
public sealed class PublicBoardTests
{
    private static readonly string Board = $"/publicity/{SmallCity.Village}";

    [Theory, OnEveryDatabase]
    public async Task Board_WhileAnOpinionHangs_ShowsTheMaskedLineAndNothingElse(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await ToPublicityAsync(city);
        using var reader = city.Web.NewReader();
        var page = await PageAsync(reader, Board);
        page.QuerySelector("main table")!.Words.ShouldContain("赵*福");
        page.QuerySelector("main table")!.Words.ShouldContain("450.00元");
        page.QuerySelector("svg.hm-qr").ShouldNotBeNull();
        foreach (var secret in (string[])["赵德福", "李秀兰", "赵小雨", SmallCity.ZhaoId, "18号", "13853900001", "371323102-2026", "残疾", "年老"])
            page.DocumentElement.OuterHtml.ShouldNotContain(secret);
        (await PageAsync(reader, "/publicity/371323102202")).QuerySelectorAll("main table").ShouldBeEmpty("another village's is not hung here");
        city.Clock.Set(new DateOnly(2026, 12, 20));
        (await PageAsync(reader, Board)).QuerySelectorAll("main table").ShouldBeEmpty("it is over");
        id.ShouldBeGreaterThan(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Objection_ByAnybody_HoldsTheCaseUntilAnsweredAndSendsItBackWhereItIsRight(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await ToPublicityAsync(city);
        using var neighbour = city.Web.NewReader();
        var link = (await PageAsync(neighbour, Board)).QuerySelector("main table td a")!.GetAttribute("href")!;
        var form = await PageAsync(neighbour, link);
        using (var empty = await WebCity.PostAsync(neighbour, form, link, "form:has(#what)", new() { ["what"] = " " }))
            (await empty.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("请写明哪里不对");
        for (var twice = 0; twice < 2; twice++)
        {
            using var sent = await WebCity.PostAsync(neighbour, form, link, "form:has(#what)", new() { ["what"] = "<b>他家有汽车</b>", ["who"] = "孙邻居", ["contact"] = "13800138000" });
            (await sent.PageAsync()).QuerySelector("h1")!.Words.ShouldBe("收到您的意见");
        }

        await using (var context = city.Web.Database.CreateContext())
        {
            var objection = await context.CaseObjections.SingleAsync();
            System.Text.Encoding.UTF8.GetString(objection.Content.Bytes).ShouldNotContain("孙邻居");
            var heard = await context.CaseEvents.SingleAsync(e => e.CaseId == id && e.Kind == CaseEventKind.Objected);
            (heard.Note, heard.Actor, heard.AccountId).ShouldBe(("对公示提出异议", "群众", null));
        }

        city.Clock.Set(new DateOnly(2026, 11, 12));
        (await Should.ThrowAsync<CannotRunException>(() => city.Clerk.MoveAsync(id, (m, sent) => m.AdvanceAsync(id, sent, "")))).Message.ShouldContain("异议");
        var open = (await city.Clerk.FileAsync(id))!.Objections.Single();
        (await Should.ThrowAsync<CannotRunException>(() => AnswerAsync(city, city.Clerk, id, open.Id, true, "核实有车", null))).Message.ShouldContain("退回到哪个环节");
        (await Should.ThrowAsync<CannotRunException>(() => AnswerAsync(city, city.Stranger, id, open.Id, false, "无此事", null))).Message.ShouldContain("没有这件案件");
        await AnswerAsync(city, city.Clerk, id, open.Id, true, "核实有车", "visit");
        (await Should.ThrowAsync<CannotRunException>(() => AnswerAsync(city, city.Clerk, id, open.Id, false, "再答一次", null))).Message.Length.ShouldBeGreaterThan(0);
        var record = await city.CaseAsync(id);
        (record.Step, record.TimesReturned).ShouldBe(("visit", 1));
        (await PageAsync(neighbour, Board)).QuerySelectorAll("main table").ShouldBeEmpty("taken down with the opinion");
        using var late = await neighbour.GetAsync(new Uri(link, UriKind.Relative));
        late.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Grant_IsMadeKnownWhileItIsPaid_AndAnAppealReachesTheLevelAbove(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        await city.ToDecisionAsync(id);
        await city.DecideAsync(id, city.Approver, CaseOutcome.Granted);
        await city.Clerk.SentAsync(id, (s, sent) => s.GetRequiredService<DeliverDecision>().RunAsync(id, sent, new DateOnly(2026, 11, 10), "当面送达"));
        using var reader = city.Web.NewReader();
        (await PageAsync(reader, Board)).QuerySelector("main")!.Words.ShouldContain("已经确认");
        city.Clock.Set(new DateOnly(2027, 6, 1));
        (await PageAsync(reader, Board)).QuerySelector("main table")!.Words.ShouldContain("赵*福");
        await using (var context = city.Web.Database.CreateContext())
            await context.Awards.ExecuteUpdateAsync(set => set.SetProperty(a => a.LastMonth, (int?)202705));
        (await PageAsync(reader, Board)).QuerySelectorAll("main table").ShouldBeEmpty("the award has ended");

        city.Clock.Set(new DateOnly(2026, 11, 12));
        await city.Approver.DoAsync(async s =>
        {
            await s.GetRequiredService<ObjectToCase>().RunAsync(id, ObjectionKind.Decision, new ObjectionText("金额少算了", "赵德福", ""), "appeal-token-000001");
            return true;
        });
        var appeal = (await city.CityOfficer.FileAsync(id))!.Objections.Single();
        (await Should.ThrowAsync<CannotRunException>(() => AnswerAsync(city, city.Clerk, id, appeal.Id, false, "没有少算", null))).Message.ShouldContain("上一级");
        (await city.CityOfficer.FileAsync(id))!.May(CaseAction.Escalate).ShouldBeTrue();
        await AnswerAsync(city, city.CityOfficer, id, appeal.Id, false, "按公布的标准计算无误", null);
        (await city.CityOfficer.FileAsync(id))!.Objections.Single().IsUpheld.ShouldBe(false);
    }

    [Theory, OnEveryDatabase]
    public async Task Minor_HeadingAHousehold_IsNeverNamed(TestDatabase kind)
    {
        var content = new SmallCity();
        content.AddHousehold(300010, SmallCity.Village, "10号");
        content.AddPerson(700010, 300010, "周小娃", Relation.Head, Sex.Male, new DateOnly(2012, 1, 1), null);
        await using var city = await CaseCity.StartAsync(kind, content);
        await ToPublicityAsync(city, 300010);
        using var reader = city.Web.NewReader();
        var page = await PageAsync(reader, $"/publicity/{await RegionAsync(city)}");
        page.DocumentElement.OuterHtml.ShouldNotContain("周");
        await using var context = city.Web.Database.CreateContext();
        (await context.Publicities.ToListAsync()).ShouldAllBe(p => p.Name == "****");
    }

    private static async Task<long> RegionAsync(CaseCity city)
    {
        await using var context = city.Web.Database.CreateContext();
        return await context.Publicities.Select(p => p.Region).FirstAsync();
    }

    private static async Task<long> ToPublicityAsync(CaseCity city, long household = SmallCity.ZhaoHousehold)
    {
        var id = await city.BeginAsync(household: household);
        await city.Clerk.MoveAsync(id, (m, sent) => m.AcceptAsync(id, sent));
        await city.AnswerChecksAsync(id);
        await city.County.MoveAsync(id, (m, sent) => m.AdvanceAsync(id, sent, ""));
        await city.VisitAsync(id, city.Clerk);
        await city.Clerk.MoveAsync(id, (m, sent) => m.AdvanceAsync(id, sent, ""));
        await city.OpineAsync(id, city.Clerk, CaseOutcome.Granted);
        await city.Clerk.SentAsync(id, (s, sent) => s.GetRequiredService<PublishOpinion>().RunAsync(id, sent, new DateOnly(2026, 11, 2)));
        return id;
    }

    private static Task AnswerAsync(CaseCity city, Officer by, long id, long objection, bool upheld, string answer, string? back) =>
        by.SentAsync(id, (s, sent) => s.GetRequiredService<AnswerObjection>().RunAsync(id, sent, objection, upheld, answer, back));

    private static async Task<IHtmlDocument> PageAsync(HttpClient reader, string path) =>
        new HtmlParser().ParseDocument(await reader.GetStringAsync(new Uri(path, UriKind.Relative)));
}
