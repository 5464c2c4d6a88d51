using System.Text;
using AngleSharp.Html.Dom;
using Huimin.Modules;
using Huimin.Modules.SocialAssistance.Complaints;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Files;
using Huimin.Platform.Modules;
using Huimin.Platform.Values;
using Huimin.Tests.Platform;
using Huimin.Tests.Platform.Cases;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Modules.SocialAssistance.Complaints;

/// <summary>The tickets of a hotline: all or none, once, and what comes up again and again from one township.</summary>
public sealed class ComplaintsTests
{
    private const string Header = "受理单号,日期,主题,区划代码,来电人,电话,诉求内容\n";

    /// <summary>From one township and its village: payments rise from one to three, the staff's manner stays at three, of questions there are two.</summary>
    private const string Tickets = Header +
        """
        LY-601,2026-06-30 23:59,待遇发放,371302001,,,六月没有收到
        LY-602,2026-06-02,工作人员作风,371302001,,,态度不好
        LY-603,2026-06-03,工作人员作风,371302001,,,态度不好
        LY-604,2026-06-04,工作人员作风,371302001,,,态度不好
        LY-701,2026-07-01,待遇发放,371302001,张来电,13805391234,"七月没有收到，
        卡换了"
        LY-702,2026-07-02 09:30,payment,371302001001,,,七月没有收到
        LY-703,2026-07-03,待遇发放,371302001000,李来电,,七月没有收到
        LY-704,2026-07-04,工作人员作风,371302001,,,态度不好
        LY-705,2026-07-05,工作人员作风,371302001,,,态度不好
        LY-706,2026-07-06,工作人员作风,371302001,,,态度不好
        LY-707,2026-07-07,咨询,371302,,,怎样申请
        LY-708,2026-07-08,咨询,371302001,,,怎样申请

        """;

    [Theory, OnEveryDatabase]
    public async Task Import_BeginsEveryTicketOnce(TestDatabase kind)
    {
        await using var walk = await StartAsync(kind);
        (await ImportAsync(walk, Tickets)).Result.ShouldBe(new ComplaintImport(12, 12, 0));
        (await ImportAsync(walk, Tickets)).Result.ShouldBe(new ComplaintImport(12, 0, 12));
        (await ImportAsync(walk, Tickets + "LY-709,2026-07-09,求助,371302001,,,没有饭吃\n")).Result.ShouldBe(new ComplaintImport(13, 1, 12));

        var cases = await CasesAsync(walk);
        cases.Count.ShouldBe(13);
        cases.ShouldAllBe(c => c.Type == "complaint" && c.Channel == CaseChannel.HandedOver && c.State == CaseState.Open && c.StepDue == new DateOnly(2026, 7, 21));
        // Its token is the number of the ticket: a code that followed from it would be no secret.
        cases.ShouldAllBe(c => c.TrackHash == null);
        cases.Count(c => c.Applicant == "姓名不详").ShouldBe(11);
        walk.Id = cases.Single(c => c.Applicant == "张来电").Id;
        var page = await (await walk.AsAsync("county_officer")).GetStringAsync(new Uri(walk.Path + "/application", UriKind.Relative));
        page.ShouldContain("LY-701");
        page.ShouldContain("12345热线");
    }

    [Theory, OnEveryDatabase]
    public async Task Import_WithWrongRows_NamesEachAndWritesNone(TestDatabase kind)
    {
        await using var walk = await StartAsync(kind);
        var (result, errors) = await ImportAsync(walk, Header +
            """
            LY-701,2026-07-01,待遇发放,371302001,,,没有收到
            ,2026-07-01,待遇发放,371302001,,,没有收到
            LY-702,7月1日,待遇发放,371302001,,,没有收到
            LY-703,2026-07-21,待遇发放,371302001,,,没有收到
            LY-704,2026-07-01,别的,371302001,,,没有收到
            LY-705,2026-07-01,待遇发放,371399001,,,没有收到
            LY-706,2026-07-01,待遇发放,371302001,王来电,1380539,没有收到
            LY-707,2026-07-01,待遇发放,371302001,,,
            LY-701,2026-07-01,待遇发放,371302001,,,没有收到
            LY-708,2026-07-01,待遇发放

            """);
        errors.Select(e => (e.Line, e.Column, e.Reason)).ShouldBe(
        [
            (3, "受理单号", "受理单号应为字母、数字和短横，最多36个字"), (4, "日期", "日期应写作 2026-11-01 或者 2026-11-01 14:05"), (5, "日期", "日期在今天以后"),
            (6, "主题", "应为其中之一：求助、咨询、举报不符合条件、申请没有受理或者没有批准、工作人员作风、待遇发放"), (7, "区划代码", "本市没有这个县、乡镇或者村（居）的区划代码"),
            (8, "电话", "联系电话应为11位手机号，或带区号的固定电话"), (9, "诉求内容", "诉求内容是空的"), (10, "受理单号", "与第2行的受理单号相同"), (11, "", "应有7列，实有3列"),
        ]);
        errors.ShouldAllBe(e => !e.Value.Contains("王来电") && !e.Value.Contains("1380539"));
        result.Begun.ShouldBe(0);
        (await CasesAsync(walk)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_OfAnotherTable_SaysWhatTheFirstLineShouldBe()
    {
        await using var walk = await StartAsync(TestDatabase.Sqlite);
        (await Should.ThrowAsync<CannotRunException>(() => ImportAsync(walk, "姓名,住址\n张三,1号\n"))).Message.ShouldContain("不认识列“姓名”。首行应为：受理单号,日期,主题");
        (await Should.ThrowAsync<CannotRunException>(() => ImportAsync(walk, "受理单号,日期,主题,区划代码\nLY-1,2026-07-01,咨询,371302\n"))).Message.ShouldContain("首行缺少“诉求内容”列");
        (await Should.ThrowAsync<CannotRunException>(() => ImportAsync(walk, Header))).Message.ShouldContain("没有数据行");
    }

    [Theory, OnEveryDatabase]
    public async Task HotSpots_AreSubjectsThatRiseInOneTownship(TestDatabase kind)
    {
        await using var walk = await StartAsync(kind);
        await ImportAsync(walk, Tickets);
        var page = await PageAsync(walk, "county_officer", "/complaints?month=2026-07");
        page.QuerySelector("h1")!.Words.ShouldBe("2026年7月收到投诉8件，1处集中反映");
        var spot = page.QuerySelectorAll("table:not(.counts) tbody tr").ShouldHaveSingleItem();
        spot.Words.ShouldBe("兰山区银雀山街道 待遇发放 3 1 开展专项整治");
        page.QuerySelectorAll("table.counts tbody tr").Select(r => string.Join(' ', r.Children.Select(c => c.Words))).ShouldBe(["银雀山街道 — 1（0） — — 3（3） 3（1） 7（4）", "本级，没有写明下级地方 — 1（0） — — — — 1（0）"]);

        var cases = await PageAsync(walk, "county_officer", spot.QuerySelector("th a")!.GetAttribute("href") + "&month=2026-07");
        cases.QuerySelectorAll("h2").Select(h => h.Words).ShouldContain("本月反映待遇发放的3件");
        cases.QuerySelectorAll("table:not(.counts) tbody tr th a[href^='/cases/']").Length.ShouldBe(3);

        var form = await PageAsync(walk, "county_officer", spot.QuerySelector("td a")!.GetAttribute("href")!);
        form.QuerySelector("#name")!.GetAttribute("value").ShouldBe("兰山区银雀山街道“待遇发放”问题专项整治");
        form.QuerySelector("#region option[selected]")!.Words.ShouldBe("兰山区");
    }

    [Fact]
    public async Task HotSpots_OfATownship_ShowItsVillagesAndLeaveTheCampaignToTheCounty()
    {
        await using var walk = await StartAsync(TestDatabase.Sqlite);
        await ImportAsync(walk, Tickets);
        // The county's place is beyond the township's reach: what is shown is its own.
        var page = await PageAsync(walk, "township_clerk", "/complaints?month=2026-07&region=371302000000");
        page.QuerySelector("h1")!.Words.ShouldBe("2026年7月收到投诉7件，1处集中反映");
        page.QuerySelector("table:not(.counts) tbody tr")!.Words.ShouldContain("由县级开展");
        page.QuerySelectorAll("table.counts tbody tr th").Select(r => r.Words).ShouldBe(["本级，没有写明下级地方", "金一路社区"]);
        page.QuerySelectorAll("h2").Select(h => h.Words).ShouldContain("本月7件");
        (await PageAsync(walk, "township_clerk", "/complaints?month=2026-05")).QuerySelector(".hm-empty h2")!.Words.ShouldBe("这两个月没有投诉");
    }

    private static Task<CaseWalk> StartAsync(TestDatabase kind) => CaseWalk.StartAsync(kind, new FamilyCity("linyi").Member("王一", "1980-01-01"), new DateOnly(2026, 7, 20));

    private static async Task<(ComplaintImport Result, IReadOnlyList<RowError> Errors)> ImportAsync(CaseWalk walk, string text)
    {
        await using var context = walk.Web.Database.CreateContext();
        context.Acting = Acting.Command();
        var office = new CaseOffice(context, new CaseCatalogue(new ModuleCatalogue(AllModules.List)), DeadlineCalendar.Load(), new Delegation(context), walk.Web.Database.Keyring, walk.Clock);
        using var errors = new RowErrors(null);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (await new ImportComplaints(office, new BeginCases(office)).RunAsync(file, errors), errors.First);
    }

    private static async Task<List<Huimin.Platform.Cases.Case>> CasesAsync(CaseWalk walk)
    {
        await using var context = walk.Web.Database.CreateContext();
        return await context.Cases.AsNoTracking().OrderBy(c => c.Id).ToListAsync();
    }

    private static async Task<IHtmlDocument> PageAsync(CaseWalk walk, string role, string path)
    {
        using var answer = await (await walk.AsAsync(role)).GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return await answer.PageAsync();
    }
}
