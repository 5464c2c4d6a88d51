using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Moves;
using Huimin.Platform.Cases.Objecting;
using Huimin.Tests.Platform.Cases.Checking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Cases;

/// <summary>An appeal for which the upper level took the case up is answered by what the review decides.</summary>
public sealed class ReviewAnswerTests
{
    [Theory, OnEveryDatabase]
    public Task Appeal_WhenTheReviewOverturns_IsUpheld(TestDatabase kind) => ReviewAsync(kind, CaseOutcome.Overturned, true);

    [Theory, OnEveryDatabase]
    public Task Appeal_WhenTheReviewUpholds_IsNot(TestDatabase kind) => ReviewAsync(kind, CaseOutcome.Upheld, false);

    private static async Task ReviewAsync(TestDatabase kind, CaseOutcome outcome, bool upheld)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        await city.ToDecisionAsync(id);
        await city.DecideAsync(id, city.Approver, CaseOutcome.Refused, "收入不实");
        await city.Approver.DoAsync(async s =>
        {
            await s.GetRequiredService<ObjectToCase>().RunAsync(id, ObjectionKind.Decision, new ObjectionText("收入没有少报", "赵德福", ""), "appeal-token-000001");
            return true;
        });
        var review = 0L;
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await city.CityOfficer.SentAsync(id, async (s, sent) => review = await s.GetRequiredService<EscalateCase>().RunAsync(id, sent, "申请人不服"));
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await city.VisitAsync(review, city.CityOfficer);
        await city.CityOfficer.MoveAsync(review, (m, sent) => m.AdvanceAsync(review, sent, ""));
        await city.OpineAsync(review, city.CityOfficer, outcome, "重新核实");
        await city.DecideAsync(review, city.CityApprover, outcome, "以核实的收入为准");

        var appeal = (await city.CityOfficer.FileAsync(id))!.Objections.Single();
        (appeal.IsOpen, appeal.IsUpheld).ShouldBe((false, (bool?)upheld));
        appeal.Answer.ShouldContain("以核实的收入为准");
        appeal.Answer.ShouldContain((await city.CaseAsync(review)).Number);
        await using var context = city.Web.Database.CreateContext();
        (await context.CaseEvents.Where(e => e.CaseId == id).OrderBy(e => e.Number).Select(e => e.Kind).ToListAsync()).TakeLast(2).ShouldBe([CaseEventKind.ObjectionAnswered, CaseEventKind.ReviewEnded]);
        using var officer = await city.BrowserAsync("county_officer", SmallCity.Code);
        using var open = await officer.GetAsync(new Uri("/cases/objections", UriKind.Relative));
        (await open.PageAsync()).Body!.Words.ShouldContain("没有待答复的异议、申诉");
    }
}
