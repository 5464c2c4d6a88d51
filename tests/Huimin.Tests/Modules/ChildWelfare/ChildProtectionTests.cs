using Huimin.Platform.Cases;
using Huimin.Tests.Platform;
using Huimin.Tests.Platform.Cases;

namespace Huimin.Tests.Modules.ChildWelfare;

/// <summary>Mandatory reports, guardianship and grants; a child's name is never shown whole.</summary>
public sealed class ChildProtectionTests
{
    private static readonly DateOnly July = new(2026, 7, 6);

    [Theory, OnEveryDatabase]
    public async Task Report_OfImmediateDanger_WaitsForThePoliceAndEndsOnlyWhenTheChildIsSafe(TestDatabase kind)
    {
        await using var walk = await StartAsync(kind);
        (string, string)[] report = [("received_at", "2026-07-06T09:05"), ("reporter_kind", "school"), ("child", "赵小雨"), ("harm", "violence"), ("what", "身上有伤"), ("danger", "immediate")];
        await walk.BeginWithoutFamilyAsync("township_clerk", "child_report", report);
        (await walk.RecordAsync()).Applicant.ShouldBe("赵*");
        // Immediate danger goes to the police first.
        (await walk.TryActAsync("township_clerk", "accept")).QuerySelector(".hm-errors")!.Words.ShouldContain("报警时间");
        await walk.BeginWithoutFamilyAsync("township_clerk", "child_report", [.. report, ("police_at", "2026-07-06T09:01")]);
        (await walk.TryActAsync("township_clerk", "accept")).QuerySelector(".hm-errors")!.Words.ShouldContain("“报警时间”不能早于“接报时间”");
        await walk.BeginWithoutFamilyAsync("township_clerk", "child_report", [.. report, ("police_at", "2026-07-06T09:26"), ("police", "110，陈警官")]);
        var answers = await (await walk.AsAsync("township_clerk")).GetStringAsync(new Uri(walk.Path + "/application", UriKind.Relative));
        answers.ShouldContain("2026年7月6日 09:26");
        answers.ShouldContain("用时21分钟，超过15分钟");
        await walk.AcceptAsync();
        (await walk.RecordAsync()).StepDue.ShouldBe(July.AddDays(1));
        (string, string)[] found = [("verified", "confirmed"), ("placement", "relative"), ("assessment", "父亲家暴"), ("plan", "每周探访"), ("tasks", "教育局：七月二十日前安排返校"), ("closing", "风险解除")];
        while ((await walk.StepAsync())!.Code != "follow_up")
        {
            var step = (await walk.StepAsync())!;
            var role = step.Level == Huimin.Platform.Regions.RegionLevel.Township ? "township_clerk" : "county_officer";
            await walk.VisitedAsync(role, found);
            await walk.ActAsync(role, "advance");
        }

        // What other departments were asked to do is answered for.
        (await Should.ThrowAsync<InvalidOperationException>(() => walk.VisitedAsync("township_clerk", ("safety", "risk")))).Message.ShouldContain("各部门任务的办理情况");
        await walk.VisitedAsync("township_clerk", ("safety", "risk"), ("replies", "教育局已安排返校"));
        (await walk.TryActAsync("township_clerk", "advance")).QuerySelector(".hm-errors")!.Words.ShouldContain("不能结案");
        await walk.VisitedAsync("township_clerk", ("safety", "safe"), ("replies", "教育局已安排返校"));
        await walk.ActAsync("township_clerk", "advance");
        await walk.InquireAsync(found);
        (await walk.RecordAsync()).Outcome.ShouldBe(CaseOutcome.Helped);
        var page = await (await walk.AsAsync("county_officer")).GetStringAsync(new Uri("/cases", UriKind.Relative));
        page.ShouldContain("赵*");
        page.ShouldNotContain("赵小雨");
    }

    [Fact]
    public async Task Report_Unfounded_GoesStraightToTheClosing()
    {
        await using var walk = await StartAsync(TestDatabase.Sqlite);
        await walk.BeginWithoutFamilyAsync("township_clerk", "child_report", ("received_at", "2026-07-06 09:05"), ("reporter_kind", "citizen"), ("harm", "other"), ("what", "听到哭声"), ("danger", "ordinary"));
        await walk.AcceptAsync();
        await walk.VisitedAsync("township_clerk", ("verified", "unfounded"));
        await walk.ActAsync("township_clerk", "advance");
        (await walk.StepAsync())!.Code.ShouldBe("close");
    }

    [Fact]
    public async Task Guardianship_Temporary_IsDecidedPlacedAndEndsWithinAYear()
    {
        await using var walk = await StartAsync(TestDatabase.Sqlite);
        await walk.BeginWithoutFamilyAsync("county_officer", "child_guardianship", ("child", "钱小天"), ("kind", "temporary"), ("ground", "92_1"), ("reason", "流浪，查找不到监护人"));
        await walk.AcceptAsync("county_officer");
        await walk.ActAsync("county_officer", "opinion", ("outcome", nameof(CaseOutcome.Helped)), ("note", "应当临时监护"));
        await walk.DecideAsync(CaseOutcome.Helped, "暂时查找不到监护人");
        (await walk.LetterAsync(role: "county_officer")).ShouldContain("钱*的监护人");
        await walk.VisitedAsync("county_officer", ("placement", "rescue"));
        await walk.ActAsync("county_officer", "advance");
        (await walk.RecordAsync()).StepDue.ShouldBe(July.AddMonths(12));
        await walk.InquireAsync(("ending", "returned"));
        (await walk.RecordAsync()).State.ShouldBe(CaseState.Closed);
    }

    [Fact]
    public async Task FundGrant_Decided_IsPaidOut()
    {
        await using var walk = await StartAsync(TestDatabase.Sqlite);
        await walk.BeginAsync("child_fund_grant", ("category", "marginal"), ("use", "schooling"), ("asked", "3000"), ("reason", "学费"));
        await walk.AcceptAsync();
        await walk.InquireAsync();
        await walk.ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Helped)), ("note", "情况属实"));
        await walk.DecideAsync(CaseOutcome.Helped, "同意帮扶3000元");
        await walk.InquireAsync(("paid", "3000"), ("paid_on", "2026-07-06"), ("fund", "枣慈留香"));
        (await walk.RecordAsync()).Outcome.ShouldBe(CaseOutcome.Helped);
    }

    private static Task<CaseWalk> StartAsync(TestDatabase kind) => CaseWalk.StartAsync(kind, new FamilyCity("linyi").Member("王小明", "2015-01-01"), July);
}
