using AngleSharp.Html.Dom;
using System.Globalization;
using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
using Huimin.Platform.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Awards;

/// <summary>Deaths, moves, and households that split and merge: what it does to awards, and what keeps it from being done twice.</summary>
public sealed class FamilyChangeTests
{
    [Theory, OnEveryDatabase]
    public async Task Death_RegisteredByTwoAtOnce_CutsOnce(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        using var one = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        using var other = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        var path = $"/people/persons/{AwardCity.B}/death";
        var pages = new List<(HttpClient Clerk, IHtmlDocument Page)>();
        foreach (var clerk in (HttpClient[])[one, other])
        {
            using var open = await clerk.GetAsync(new Uri(path, UriKind.Relative));
            pages.Add((clerk, await open.PageAsync()));
        }

        await Task.WhenAll(pages.Select(async p =>
        {
            using var answer = await WebCity.PostAsync(p.Clerk, p.Page, path, "form:has(#day)", new() { ["day"] = "2025-06-02", ["source"] = "家属报告" });
        }));
        (await city.VersionsAsync(award.Id)).Count.ShouldBe(2);
        using var later = await one.GetAsync(new Uri(path, UriKind.Relative));
        (await later.PageAsync()).Body!.Words.ShouldContain("已经登记为2025年6月2日去世");
    }

    [Theory, OnEveryDatabase]
    public async Task Death_DaysThatCannotBe_AreRefused(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        foreach (var (day, source, reason) in ((string, string, string)[])[("2025-07-01", "家属", "死亡日期应在"), ("1979-01-01", "家属", "死亡日期应在"), ("", "家属", "日期应写作"), ("2025-06-01", " ", "请写明依据")])
        {
            using var answer = await WebCity.PostAsync(clerk, $"/people/persons/{AwardCity.A}/death", "form:has(#day)", new() { ["day"] = day, ["source"] = source });
            (await answer.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain(reason);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Death_OfTheWholeFamily_EndsItsAwards(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        foreach (var person in (long[])[AwardCity.A, AwardCity.B, AwardCity.C])
        {
            using var answer = await WebCity.PostAsync(clerk, $"/people/persons/{person}/death", "form:has(#day)", new() { ["day"] = "2025-05-20", ["source"] = "公安注销" });
        }

        award = await city.AwardAsync("dibao", AwardCity.Family);
        (award.LastMonth, award.EndedBecause).ShouldBe((202505, AwardEnd.Died));
    }

    [Theory, OnEveryDatabase]
    public async Task Move_ToAnotherVillage_TakesTheAwardAlongAndChangesThePayerNextMonth(TestDatabase kind)
    {
        const long to = 371323102202;
        await using var city = await CityAsync(kind);
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        using (var wrong = await WebCity.PostAsync(clerk, $"/people/households/{AwardCity.Family}/changes", "#move-household", new() { ["region"] = "371323102999" }))
            (await wrong.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("没有这个村");
        using (await WebCity.PostAsync(clerk, $"/people/households/{AwardCity.Family}/changes", "#move-household", new() { ["region"] = to.ToString(CultureInfo.InvariantCulture), ["address"] = "北里庄村3号" }))
        {
        }

        (await city.AwardAsync("dibao", AwardCity.Family)).Region.ShouldBe(to);
        (await city.VersionsAsync(award.Id)).Select(v => (v.FromMonth, v.Region, v.Amount)).ShouldBe([(202505, SmallCity.Village, award.Amount), (202507, to, award.Amount)]);
        await using var context = city.Database.CreateContext();
        (await context.People.Where(p => p.HouseholdId == AwardCity.Family).Select(p => p.Region).Distinct().SingleAsync()).ShouldBe(to);
    }

    [Theory, OnEveryDatabase]
    public async Task Split_AndMerge_MoveThePeopleAndAskToLookAgain(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        using var answer = await WebCity.PostAsync(
            clerk, $"/people/households/{AwardCity.Family}/changes", "#move-people", new() { ["person"] = AwardCity.B.ToString(CultureInfo.InvariantCulture), ["relation"] = "Other", ["day"] = "2025-06-10" });
        var made = long.Parse(answer.RequestMessage!.RequestUri!.AbsolutePath.Split('/')[3], CultureInfo.InvariantCulture);
        made.ShouldNotBe(AwardCity.Family);
        await using var context = city.Database.CreateContext();
        (await context.People.AsNoTracking().SingleAsync(p => p.Id == AwardCity.B)).HouseholdId.ShouldBe(made);
        (await context.FormerMemberships.SingleAsync(m => m.PersonId == AwardCity.B)).HouseholdId.ShouldBe(AwardCity.Family);
        (await context.WorkTasks.SingleAsync(t => t.Kind == TaskKinds.FamilyChanged.Code)).HouseholdId.ShouldBe(AwardCity.Family);

        // Everybody into the household of 赵德福: the family is no more, and its award ends with the month.
        foreach (var person in (long[])[AwardCity.A, AwardCity.C])
        {
            using var moved = await WebCity.PostAsync(
                clerk, $"/people/households/{AwardCity.Family}/changes", "#move-people",
                new() { ["person"] = person.ToString(CultureInfo.InvariantCulture), ["to"] = SmallCity.ZhaoHousehold.ToString(CultureInfo.InvariantCulture), ["relation"] = "Other", ["day"] = "2025-06-12" });
            moved.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe($"/people/households/{SmallCity.ZhaoHousehold}/awards");
        }

        var award = await city.AwardAsync("dibao", AwardCity.Family);
        (award.LastMonth, award.EndedBecause).ShouldBe((202506, AwardEnd.Replaced));
        (await context.Households.AsNoTracking().SingleAsync(h => h.Id == AwardCity.Family)).ClosedOn.ShouldBe(new DateOnly(2025, 6, 12));
    }

    [Theory, OnEveryDatabase]
    public async Task Change_OfWhatIsInHand_IsBegunOnce(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        var path = $"/awards/{award.Id}/change?cause=periodic";
        var page = await (await clerk.GetAsync(new Uri(path, UriKind.Relative))).PageAsync();
        Dictionary<string, string> answers = new() { ["cause"] = "periodic", ["reason"] = "到期" };
        using var first = await WebCity.PostAsync(clerk, page, path, "form:has(input[value=begin])", answers);
        using var twice = await WebCity.PostAsync(clerk, page, path, "form:has(input[value=begin])", answers);
        twice.RequestMessage!.RequestUri.ShouldBe(first.RequestMessage!.RequestUri, "the same form again is the same case");
        using var second = await WebCity.PostAsync(clerk, path, "form:has(input[value=begin])", answers);
        (await second.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("正在办理");
        using var shown = await clerk.GetAsync(new Uri($"/awards/{award.Id}", UriKind.Relative));
        (await shown.PageAsync()).Body!.Words.ShouldContain("正在办理");
        await using var context = city.Database.CreateContext();
        (await context.Cases.CountAsync(c => c.AwardId == award.Id)).ShouldBe(1);
        (await context.Cases.SingleAsync()).State.ShouldBe(CaseState.Open);
    }

    [Theory, OnEveryDatabase]
    public async Task Statistics_OfATownship_CountItsCasesAndExportIsOnTheTrail(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        await using (var context = city.Database.CreateContext())
        {
            await context.Awards.Where(a => a.Id == award.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Amount, 90_000L));
        }

        await city.DecideChangeAsync(award, CaseOutcome.Raised);
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        using var answer = await clerk.GetAsync(new Uri("/work/statistics?from=2025-06&until=2025-06", UriKind.Relative));
        var total = (await answer.PageAsync()).QuerySelectorAll("tbody tr").First(r => r.QuerySelector("th")!.Words == "合计").QuerySelectorAll("td").Select(c => c.Words).ToList();
        total[..3].ShouldBe(["1", "1", "1"]);
        var csv = await clerk.GetStringAsync(new Uri("/work/statistics/export.csv?from=2025-06&until=2025-06", UriKind.Relative));
        csv.ShouldContain("合计");
        await using var trail = city.Database.CreateContext();
        (await trail.AuditRecords.CountAsync(r => r.Action == "export" && r.Subject == "page:/work/statistics")).ShouldBe(1);
    }

    private static Task<AwardCity> CityAsync(TestDatabase kind) =>
        AwardCity.StartAsync(kind, new(2025, 5), new(2025, 6, 16), [("2024-01-01", 990)], c => AwardCity.AddFamily(c));
}
