using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
using Huimin.Platform.People;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Awards;

/// <summary>GT-14 to GT-19 and GT-26 through the pages: what happens to a benefit after it was granted.</summary>
public sealed class GoldenAwardTests
{
    private static readonly (string, int)[] Standard990 = [("2024-01-01", 990)];

    [Theory, OnEveryDatabase]
    public async Task Gt14And15_DeathFoundLate_CutsFromTheMonthAfterAndShowsWhatWasOverpaid(TestDatabase kind)
    {
        await using var city = await AwardCity.StartAsync(kind, new(2025, 1), new(2025, 6, 16), Standard990, c => AwardCity.AddFamily(c, 60_000));
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        award.Amount.ShouldBe(237_000);
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        using var answer = await WebCity.PostAsync(clerk, $"/people/persons/{AwardCity.B}/death", "form:has(#day)", new() { ["day"] = "2025-03-15", ["source"] = "死亡证明 3713-88" });
        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe($"/awards/{award.Id}");
        var page = await answer.PageAsync();
        Row(page, "2025年3月")[1].ShouldBe("2,370.00");
        Row(page, "2025年4月")[1].ShouldBe("2,370.00", "paid before the death was known");
        Row(page, "2025年4月")[2].ShouldBe("1,380.00");
        Row(page, "2025年6月")[1].ShouldBe("1,380.00");
        page.Body!.Words.ShouldContain("多发1,980.00元");
        page.QuerySelectorAll(".hm-notice").Length.ShouldBe(1, "nothing is in arrears");
        (await city.VersionsAsync(award.Id)).Select(v => (v.FromMonth, v.Amount, v.Persons)).ShouldBe([(202501, 237_000L, 3), (202504, 138_000L, 2)]);
        await using var context = city.Database.CreateContext();
        (await context.AuditRecords.CountAsync(r => r.Action == "person.death" && r.Subject == $"person:{AwardCity.B}")).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Gt17_StandardSetAfterTheRun_MakesArrears(TestDatabase kind)
    {
        await using var city = await AwardCity.StartAsync(kind, new(2025, 12), new(2026, 3, 10), [("2024-01-01", 950), ("2026-01-01", 1120)], c => AwardCity.AddFamily(c));
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        award.Amount.ShouldBe(105_000);
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        using var answer = await clerk.GetAsync(new Uri($"/awards/{award.Id}", UriKind.Relative));
        var page = await answer.PageAsync();
        Row(page, "2026年1月")[2].ShouldBe("1,560.00");
        Row(page, "2026年2月")[3].ShouldBe("510.00");
        Row(page, "2025年12月")[3].ShouldBe("—");
        page.Body!.Words.ShouldContain("应补发1,020.00元");
        await city.DecideChangeAsync(award, CaseOutcome.Raised);
        (await city.AwardAsync("dibao", AwardCity.Family)).Amount.ShouldBe(156_000);
    }

    [Theory, OnEveryDatabase]
    public async Task Gt18_IncomeAboveTheStandard_IsPaidThroughGradualExitAndEnds(TestDatabase kind)
    {
        await using var city = await AwardCity.StartAsync(kind, new(2025, 5), new(2025, 6, 20), Standard990, c =>
        {
            AwardCity.AddFamily(c, 0);
            c.PersonFacts.RemoveAll(f => f.PersonId == AwardCity.A);
            var fact = (short)TestPolicies.Linyi.Facts.Find("wage", ofHousehold: false)!.Id;
            c.PersonFacts.Add(new PersonFact { PersonId = AwardCity.A, Fact = fact, ValidFrom = new(2024, 1, 1), ValidTo = new(2025, 6, 10), Value = 180_000, Source = 1 });
            c.PersonFacts.Add(new PersonFact { PersonId = AwardCity.A, Fact = fact, ValidFrom = new(2025, 6, 10), Value = 400_000, Source = 1 });
        }, ExitMonths);
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        award.Amount.ShouldBe(117_000);
        var id = await city.DecideChangeAsync(award, CaseOutcome.Stopped, new() { ["exceeded_since"] = "2025-06-10" });
        award = await city.AwardAsync("dibao", AwardCity.Family);
        (award.LastMonth, award.EndedBecause).ShouldBe((202512, AwardEnd.NotEntitled));
        var versions = await city.VersionsAsync(award.Id);
        for (var month = new Month(2025, 7); month <= new Month(2025, 12); month = month.AddMonths(1))
            AwardHistory.In(award, versions, month)!.Amount.ShouldBe(117_000, month.ToString());
        AwardHistory.In(award, versions, new Month(2026, 1)).ShouldBeNull();

        await using var context = city.Database.CreateContext();
        var facts = await context.HouseholdFacts.Where(f => f.HouseholdId == AwardCity.Family).ToListAsync();
        facts.Select(f => (f.Fact, f.Value!.Value)).ShouldBe([(Fact("dibao_exceeded_since"), 20250610L), (Fact("dibao_last_amount"), 117_000L), (Fact("dibao_ended_on"), 20251231L)], ignoreOrder: true);
        var decision = await context.Decisions.Include(d => d.Lines).SingleAsync(d => d.CaseId == id);
        decision.Lines.Single().Explanation.ShouldContain("渐退期");
        city.Clock.Today = new(2026, 1, 20);
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        using var answer = await clerk.GetAsync(new Uri($"/awards/{award.Id}", UriKind.Relative));
        var page = await answer.PageAsync();
        Row(page, "2025年12月")[1].ShouldBe("1,170.00");
        page.QuerySelectorAll("tbody th").Select(c => c.Words).ShouldNotContain("2026年1月");
    }

    [Theory, OnEveryDatabase]
    public async Task Gt19_OffersRefused_CutTheOwnShareAfterTheHearing(TestDatabase kind)
    {
        await using var city = await AwardCity.StartAsync(kind, new(2025, 3), new(2025, 3, 20), Standard990, c =>
        {
            AwardCity.AddFamily(c);
            c.Record(AwardCity.B, "refused_offers", 3, new(2025, 3, 10));
        });
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        award.Amount.ShouldBe(117_000);
        await city.DecideChangeAsync(award, CaseOutcome.Cut);
        (await city.VersionsAsync(award.Id)).Select(v => (v.FromMonth, v.Amount)).ShouldBe([(202503, 117_000L), (202504, 78_000L)]);
        (await city.AwardAsync("dibao", AwardCity.Family)).ReviewOn.ShouldBe(new DateOnly(2025, 10, 1), "somebody can work: every half year");
    }

    [Theory, OnEveryDatabase]
    public async Task Gt26_MinorOnTekunTurns18_ContinuesAtSchoolAndEndsAtWork(TestDatabase kind)
    {
        const long atSchool = 500201, atWork = 500202;
        await using var city = await AwardCity.StartAsync(kind, new(2025, 5), new(2025, 5, 20), Standard990, c =>
        {
            foreach (var (household, person, name) in ((long, long, string)[])[(104910, atSchool, "周读"), (104911, atWork, "周工")])
            {
                c.AddHousehold(household, SmallCity.Village, "90号").MeansCheckedOn = new(2024, 1, 1);
                c.AddPerson(person, household, name, Relation.Head, Sex.Male, new(2007, 5, 10), $"37132320070510{person % 1000}X");
                c.Record(person, "has_capable_supporter", 0, new(2024, 1, 1));
            }

            c.Record(atSchool, "study", Option("study", "senior"), new(2024, 1, 1));
        });
        (await city.AwardAsync("tekun", 104910)).PersonId.ShouldBe(atSchool);
        var worker = await city.AwardAsync("tekun", 104911);
        await city.SweepAsync(new(2025, 6));
        await city.DifferencesAsync(new(2025, 6));
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        using var answer = await clerk.GetAsync(new Uri("/tasks?kind=lapsed&programme=tekun", UriKind.Relative));
        var rows = (await answer.PageAsync()).QuerySelectorAll("tbody tr").Select(r => r.Words).ToList();
        rows.Single().ShouldContain("周工");
        await city.DecideChangeAsync(worker, CaseOutcome.Stopped, new() { ["cause"] = "found" });
        (await city.AwardAsync("tekun", 104911)).LastMonth.ShouldBe(202505);
        (await city.AwardAsync("tekun", 104910)).LastMonth.ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task Stop_StillEntitled_IsRefusedUnlessTheyWishIt(TestDatabase kind)
    {
        await using var city = await AwardCity.StartAsync(kind, new(2025, 3), new(2025, 3, 20), Standard990, c => AwardCity.AddFamily(c));
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        (await Assert.ThrowsAsync<ShouldAssertException>(() => city.DecideChangeAsync(award, CaseOutcome.Stopped))).Message.ShouldContain("仍然符合");
        (await city.AwardAsync("dibao", AwardCity.Family)).LastMonth.ShouldBeNull();
        await using (var context = city.Database.CreateContext())
            await context.Cases.ExecuteUpdateAsync(set => set.SetProperty(c => c.State, CaseState.Closed));
        await city.DecideChangeAsync(award, CaseOutcome.Stopped, new() { ["cause"] = "own_wish" });
        award = await city.AwardAsync("dibao", AwardCity.Family);
        (award.LastMonth, award.EndedBecause).ShouldBe((202503, AwardEnd.GivenUp));
    }

    private static readonly (string, string, string) ExitMonths = ("national/dibao.yaml", "第三十三条（由地方制定，未定为零）, value: 0", "第三十三条（由地方制定，未定为零）, value: 6");

    private static short Fact(string code) => (short)TestPolicies.Linyi.Facts.Find(code, ofHousehold: true)!.Id;

    private static long Option(string fact, string option) => TestPolicies.Linyi.Facts.Find(fact, ofHousehold: false)!.Options.Index().First(o => o.Item.Code == option).Index;

    private static List<string> Row(AngleSharp.Html.Dom.IHtmlDocument page, string month) =>
        [.. page.QuerySelectorAll("tbody tr").First(r => r.QuerySelector("th")!.Words == month).Children.Select(c => c.Words)];
}
