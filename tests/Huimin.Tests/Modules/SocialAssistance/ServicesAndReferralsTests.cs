using Huimin.Platform.Access;
using Huimin.Platform.Cases;
using Huimin.Platform.Indicators;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Huimin.Policies;
using Huimin.Tests.Platform;
using Huimin.Tests.Platform.Cases;
using Huimin.Tests.Platform.Indicators;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Modules.SocialAssistance;

/// <summary>Leads, services, charity and complaints from the beginning to the result.</summary>
public sealed class ServicesAndReferralsTests
{
    private static readonly DateOnly July = new(2026, 7, 6);

    [Theory, OnEveryDatabase]
    public async Task Lead_IsVisitedAndEndsWithAResult(TestDatabase kind)
    {
        await using var walk = await StartAsync(kind);
        await walk.BeginWithoutFamilyAsync("village_assistant", "discovery_lead", ("region", Village(walk)), ("name", "独居老人刘某"), ("source", "assistant"), ("found_on", "2026-07-05"), ("what", "生病无人照料"));
        await walk.AcceptAsync();
        (await walk.RecordAsync()).StepDue.ShouldBe(new DateOnly(2026, 7, 13));
        await walk.InquireAsync(("seen", "确有困难"), ("companion", "网格员"), ("result", "temporary"), ("case_number", "371302001-2026-00002"), ("informed", "当面告知"));
        (await walk.RecordAsync()).Outcome.ShouldBe(CaseOutcome.Helped);
    }

    [Theory, OnEveryDatabase]
    public async Task Service_EndsOnlyAfterTheLastRecord_AndItsTimeIsCounted(TestDatabase kind)
    {
        await using var walk = await StartAsync(kind);
        await walk.BeginAsync("service_assistance", ("reason", "行动不便，需要照料"), ("category", "dibao"));
        await walk.AcceptAsync();
        await walk.VisitedAsync("township_clerk", ("needs", "每周两次生活照料"));
        await walk.ActAsync("township_clerk", "advance");
        await walk.ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Helped)), ("note", "同意"));
        await walk.DecideAsync(CaseOutcome.Helped, "");
        (await walk.LetterAsync()).ShouldContain("根据社会救助法第三十四条，决定同意。");
        await walk.VisitedAsync("township_clerk", ("plan", "每周两次"), ("planned_hours", "24"), ("provider", "爱心服务社"));
        await walk.ActAsync("township_clerk", "advance");
        (string, string)[] served = [("item", "living"), ("minutes", "90"), ("worker", "李护理"), ("confirmed", "signed")];
        walk.Day = new DateOnly(2026, 8, 3);
        await walk.VisitedAsync("township_clerk", [.. served, ("ends", "no")]);
        (await walk.TryActAsync("township_clerk", "advance")).QuerySelector(".hm-errors")!.Words.ShouldContain("服务还没有结束");
        await walk.VisitedAsync("township_clerk", [.. served, ("ends", "yes")]);
        await walk.ActAsync("township_clerk", "advance");
        await walk.InquireAsync(("satisfied", "yes"), ("evaluation", "效果良好"));
        (await walk.RecordAsync()).Outcome.ShouldBe(CaseOutcome.Helped);

        var ledger = new Ledger(walk.Web.Database, FigureCity.Library, walk.Web.Services.GetRequiredService<PolicyLibrary>(), Acting.Command(), walk.Clock);
        var (township, august) = (new DivisionCode(walk.City.Township), Period.Of(new Month(2026, 8)));
        (await ledger.FindAsync("service_assistance_hours", township, august)).Value.ShouldBe(3);
        (await ledger.FindAsync("service_assistance_beneficiaries", township, august)).Value.ShouldBe(1);
    }

    [Theory]
    [InlineData("yes", CaseOutcome.Helped)]
    [InlineData("no", CaseOutcome.Refused)]
    public async Task Charity_AnswersTheReferral(string accepted, CaseOutcome outcome)
    {
        await using var walk = await StartAsync(TestDatabase.Sqlite);
        await walk.BeginAsync("charity_referral", ("reason", "医疗费缺口"), ("asked", "5000"), ("agreed", "yes"));
        await walk.AcceptAsync();
        await walk.InquireAsync(("organisation", "市慈善总会情暖万家"), ("referred_on", "2026-07-06"), ("accepted", accepted), ("given", "5000"));
        (await walk.RecordAsync()).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task Charity_WithoutConsent_IsNotReferred()
    {
        await using var walk = await StartAsync(TestDatabase.Sqlite);
        await walk.BeginAsync("charity_referral", ("reason", "医疗费缺口"), ("agreed", "no"));
        await walk.AcceptAsync();
        await walk.VisitedAsync("township_clerk", ("organisation", "市慈善总会"), ("referred_on", "2026-07-06"));
        (await walk.TryActAsync("township_clerk", "advance")).QuerySelector(".hm-errors")!.Words.ShouldContain("没有同意把情况告知慈善组织");
    }

    [Fact]
    public async Task Complaint_IsInvestigatedByTheTownshipAndAnsweredByTheCounty()
    {
        await using var walk = await StartAsync(TestDatabase.Sqlite);
        await walk.BeginWithoutFamilyAsync("county_officer", "complaint", ("channel", "12345"), ("ticket", "LY20260706001"), ("subject", "refused"), ("what", "申请低保没有受理"));
        await walk.AcceptAsync("county_officer");
        await walk.InquireAsync(("handed_to", "银雀山街道"), ("found", "已补受理"), ("true", "yes"), ("answered", "电话答复来电人"));
        (await walk.RecordAsync()).State.ShouldBe(CaseState.Closed);
    }

    private static Task<CaseWalk> StartAsync(TestDatabase kind) => CaseWalk.StartAsync(kind, new FamilyCity("linyi").Member("王一", "1980-01-01"), July);

    private static string Village(CaseWalk walk) => walk.City.Village.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
