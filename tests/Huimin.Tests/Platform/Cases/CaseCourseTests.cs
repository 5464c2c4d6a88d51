using Huimin.Platform;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Assessing;
using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Cases.Moves;
using Huimin.Platform.Data;
using Huimin.Platform.Access;
using Huimin.Platform.Awards;
using Huimin.Platform.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Cases;

/// <summary>The course of a case through the engine: who may do what when, clocks, conflicts, what is done once, and what is never lost.</summary>
public sealed class CaseCourseTests
{
    [Theory, OnEveryDatabase]
    public async Task Dibao_FromApplicationToDelivery_GrantsWhatThePoliciesCompute(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        await city.ToDecisionAsync(id);
        await city.DecideAsync(id, city.Approver, CaseOutcome.Granted);
        await city.Clerk.SentAsync(id, (s, sent) => s.GetRequiredService<DeliverDecision>().RunAsync(id, sent, new DateOnly(2026, 11, 10), "当面送达，本人签收"));

        await using var context = city.Web.Database.CreateContext();
        var decision = await context.Decisions.Include(d => d.Lines).SingleAsync();
        decision.Number.ShouldBe("沂水民救〔2026〕1号");
        var line = decision.Lines.ShouldHaveSingleItem();
        // 450 × 3 − 900 of the rural standard; the month after the decision (GT-16).
        (line.Programme, line.Amount, line.FirstMonth, line.Persons).ShouldBe(("dibao", 45_000L, 202612, 3));
        KeptExplanation.Parse(line.Explanation).Sentences.Count.ShouldBeGreaterThan(2);
        var award = await context.Awards.SingleAsync();
        (award.Programme, award.HouseholdId, award.Amount, award.FirstMonth, award.CaseId).ShouldBe(("dibao", SmallCity.ZhaoHousehold, 45_000L, 202612, id));
        (await context.AwardVersions.SingleAsync()).DecisionId.ShouldBe(decision.Id);
        var record = await city.CaseAsync(id);
        (record.State, record.Outcome, record.ActorRegion).ShouldBe((CaseState.Closed, CaseOutcome.Granted, 0L));
        var events = await context.CaseEvents.Where(e => e.CaseId == id).OrderBy(e => e.Number).Select(e => e.Kind).ToListAsync();
        events.ShouldBe(["received", "accepted", "advanced", "visited", "advanced", "opinion_given", "published", "advanced", "decided", "delivered"]);
        (await context.AuditRecords.CountAsync(r => r.Subject == $"case:{id}")).ShouldBeGreaterThan(5);
    }

    [Theory, OnEveryDatabase]
    public async Task TwoClerks_DecideAtOnce_TheSecondIsToldAndNothingIsDoneTwice(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        var seen = (await city.CaseAsync(id)).Revision;
        await city.Clerk.DoAsync(async s => { await s.GetRequiredService<MoveCase>().AcceptAsync(id, new Sent(seen, "one-token-of-mine")); return true; });
        // The same form again: done once, no complaint.
        await city.Clerk.DoAsync(async s => { await s.GetRequiredService<MoveCase>().AcceptAsync(id, new Sent(seen, "one-token-of-mine")); return true; });
        var refused = await Should.ThrowAsync<CannotRunException>(() => city.SecondClerk.DoAsync(async s =>
        {
            await s.GetRequiredService<MoveCase>().NotAcceptAsync(id, new Sent(seen, "another-token"), "不是本镇居民");
            return true;
        }));
        refused.Message.ShouldContain("别人办理过");
        await using var context = city.Web.Database.CreateContext();
        (await context.CaseEvents.CountAsync(e => e.CaseId == id && e.Kind == CaseEventKind.Accepted)).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Decide_FailingAfterTheNumberWasGiven_LeavesNeitherDecisionNorAwardNorGap(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        await city.ToDecisionAsync(id);
        await Should.ThrowAsync<InvalidOperationException>(() => city.Approver.SentAsync(id, (s, sent) => new DecideCase(
            s.GetRequiredService<CaseOffice>(), s.GetRequiredService<AssessCase>(), s.GetRequiredService<Separation>(),
            [new GrantAwards(s.GetRequiredService<AppDbContext>(), s.GetRequiredService<PolicyLibrary>(), s.GetRequiredService<ComputeAward>(), city.Clock), new Failing()]).RunAsync(id, sent, CaseOutcome.Granted, [], "")));
        await using (var context = city.Web.Database.CreateContext())
        {
            (await context.Decisions.CountAsync()).ShouldBe(0);
            (await context.Awards.CountAsync()).ShouldBe(0);
        }

        (await city.CaseAsync(id)).Step.ShouldBe("confirm");
        await city.DecideAsync(id, city.Approver, CaseOutcome.Granted);
        await using var after = city.Web.Database.CreateContext();
        (await after.Decisions.SingleAsync()).Sequence.ShouldBe(1);
        (await after.Awards.CountAsync()).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task SentBackFiveTimes_KeepsEverythingAndCanStillBeDecided(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        await city.ToDecisionAsync(id);
        for (var round = 1; round <= 5; round++)
        {
            await city.Approver.MoveAsync(id, (m, sent) => m.ReturnAsync(id, sent, "visit", $"第{round}次退回，补充调查"));
            // What was seen before does not count again.
            (await city.Clerk.FileAsync(id))!.WhyNot(CaseAction.Advance).ShouldNotBeNull();
            city.Clock.Pass(TimeSpan.FromMinutes(1));
            await city.VisitAsync(id, city.Assistant);
            await city.Clerk.MoveAsync(id, (m, sent) => m.AdvanceAsync(id, sent, ""));
            await city.OpineAsync(id, city.Clerk, CaseOutcome.Granted);
            await city.PostAsync(id);
            await city.Clerk.MoveAsync(id, (m, sent) => m.AdvanceAsync(id, sent, ""));
        }

        await city.DecideAsync(id, city.Approver, CaseOutcome.Granted);
        (await city.CaseAsync(id)).TimesReturned.ShouldBe(5);
        await using var context = city.Web.Database.CreateContext();
        (await context.CaseVisits.CountAsync(v => v.CaseId == id)).ShouldBe(6);
        (await context.CaseEvents.CountAsync(e => e.CaseId == id && e.Kind == CaseEventKind.Returned)).ShouldBe(5);
        (await context.Awards.CountAsync()).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Steps_OfOthers_AreRefusedWithTheReason(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        (await city.Stranger.FileAsync(id)).ShouldBeNull();
        var leader = (await city.Leader.FileAsync(id))!;
        Huimin.Platform.Texts.In(false, leader.WhyNot(CaseAction.Accept)!).ShouldContain("高桥镇");
        (await Should.ThrowAsync<CannotRunException>(() => city.County.MoveAsync(id, (m, sent) => m.AcceptAsync(id, sent)))).Message.ShouldContain("高桥镇");
        (await Should.ThrowAsync<CannotRunException>(() => city.Clerk.MoveAsync(id, (m, sent) => m.AdvanceAsync(id, sent, "")))).Message.ShouldContain("不办这一项");
    }

    [Theory, OnEveryDatabase]
    public async Task Supplement_StopsTheClocks_AndIsAskedForOnce(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        (await city.CaseAsync(id)).NextDue.ShouldBe(new DateOnly(2026, 11, 9)); // 5 working days after 2 November
        city.Clock.Set(new DateOnly(2026, 11, 4));
        await city.Clerk.MoveAsync(id, (m, sent) => m.AskSupplementAsync(id, sent, "缺诊断证明"));
        (await city.CaseAsync(id)).NextDue.ShouldBeNull();
        city.Clock.Set(new DateOnly(2026, 11, 16));
        await city.Clerk.MoveAsync(id, (m, sent) => m.TakeSupplementAsync(id, sent, "已补"));
        (await city.CaseAsync(id)).NextDue.ShouldBe(new DateOnly(2026, 11, 19)); // three of five days were left
        (await Should.ThrowAsync<CannotRunException>(() => city.Clerk.MoveAsync(id, (m, sent) => m.AskSupplementAsync(id, sent, "还缺")))).Message.ShouldContain("一次告知");
    }

    [Theory, OnEveryDatabase]
    public async Task WholeClock_OverAYearWithoutNotice_IsProvisional(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        city.Clock.Set(new DateOnly(2026, 11, 23));
        var id = await city.BeginAsync();
        await city.Clerk.MoveAsync(id, (m, sent) => m.AcceptAsync(id, sent));
        var record = await city.CaseAsync(id);
        record.WholeDue.ShouldBe(new DateOnly(2027, 1, 5));
        // The step ends this year and stands.
        record.DueMissesYear.ShouldBeNull();
        record.StepDue.ShouldBe(new DateOnly(2026, 11, 26));
    }

    [Theory, OnEveryDatabase]
    public async Task Review_FreezesTheFile_AndItsResultBinds(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        await city.ToDecisionAsync(id);
        await city.DecideAsync(id, city.Approver, CaseOutcome.Refused, "收入不实");
        var review = 0L;
        await city.CityOfficer.SentAsync(id, async (s, sent) => review = await s.GetRequiredService<EscalateCase>().RunAsync(id, sent, "申请人不服"));
        (await city.CaseAsync(id)).State.ShouldBe(CaseState.Frozen);
        (await Should.ThrowAsync<CannotRunException>(() => city.Clerk.SentAsync(id, (s, sent) => s.GetRequiredService<DeliverDecision>().RunAsync(id, sent, new DateOnly(2026, 11, 10), "邮寄")))).Message.ShouldContain("提级复审");

        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await city.VisitAsync(review, city.CityOfficer);
        await city.CityOfficer.MoveAsync(review, (m, sent) => m.AdvanceAsync(review, sent, ""));
        await city.OpineAsync(review, city.CityOfficer, CaseOutcome.Overturned, "收入属实");
        await city.DecideAsync(review, city.CityApprover, CaseOutcome.Overturned, "收入属实，应予重新办理");
        var record = await city.CaseAsync(id);
        (record.State, record.Step, record.Outcome).ShouldBe((CaseState.Open, "opinion", (CaseOutcome?)null));
        (await city.CaseAsync(review)).State.ShouldBe(CaseState.Closed);
    }

    [Theory, OnEveryDatabase]
    public async Task Relatives_AreVisitedByTheCountyBeforeTheDecision(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        await city.ToDecisionAsync(id);
        await city.Clerk.MoveAsync(id, (m, sent) => m.FileRelativesAsync(id, sent, "村支书之父"));
        (await Should.ThrowAsync<CannotRunException>(() => city.DecideAsync(id, city.Approver, CaseOutcome.Granted))).Message.ShouldContain("近亲属备案");
        (await Should.ThrowAsync<CannotRunException>(() => city.VisitAsync(id, city.Clerk))).Message.ShouldContain("县级");
        await city.VisitAsync(id, city.County);
        await city.DecideAsync(id, city.Approver, CaseOutcome.Granted);
        (await city.CaseAsync(id)).DecidedOn.ShouldNotBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task Delegated_County_DecidesInTheTownshipByAnotherThanTheProposer(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        await city.Approver.DoAsync(async s => { await s.GetRequiredService<Delegation>().SetAsync("dibao", SmallCity.Yishui, on: true); return true; });
        var id = await city.BeginAsync();
        await city.ToDecisionAsync(id);
        (await city.CaseAsync(id)).ActorRegion.ShouldBe(SmallCity.Gaoqiao);
        await city.DecideAsync(id, city.Leader, CaseOutcome.Granted);
        await using var context = city.Web.Database.CreateContext();
        (await context.Decisions.SingleAsync()).Number.ShouldBe("高桥民救〔2026〕1号");
    }

    private sealed class Failing : ICaseEffects
    {
        public bool Concern(Huimin.Platform.Cases.Types.CaseType type) => true;

        public Task ApplyAsync(CaseFile file, Decision decision, Queue<long> ids, CancellationToken cancellation) => throw new InvalidOperationException("killed");
    }
}
