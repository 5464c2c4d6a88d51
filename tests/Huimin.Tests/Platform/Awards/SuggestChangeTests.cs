using System.Globalization;
using Huimin.Platform.Awards;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Awards;

/// <summary>The opinion of a change case begins with what the assessment comes to.</summary>
public sealed class SuggestChangeTests
{
    [Theory, OnEveryDatabase]
    public async Task Opinion_OfAChange_SuggestsWhatTheAssessmentComputed(TestDatabase kind)
    {
        await using var city = await AwardCity.StartAsync(kind, new(2025, 5), new(2025, 6, 20), [("2024-01-01", 990)], c => AwardCity.AddFamily(c));
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        award.Amount.ShouldBe(117_000);
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        var id = await city.BeginChangeAsync(clerk, award);
        var path = string.Create(CultureInfo.InvariantCulture, $"/cases/{id}");
        foreach (var (wage, outcome, due) in ((long, string, string)[])[(180_000, "Kept", "1,170.00元"), (250_000, "Cut", "470.00元"), (60_000, "Raised", "2,370.00元"), (400_000, "Stopped", "0.00元")])
        {
            await using (var context = city.Database.CreateContext())
                await context.PersonFacts.Where(f => f.PersonId == AwardCity.A).ExecuteUpdateAsync(set => set.SetProperty(f => f.Value, wage));
            using var answer = await clerk.GetAsync(new Uri(path, UriKind.Relative));
            var page = await answer.PageAsync();
            page.QuerySelectorAll("input[name=outcome][checked]").Select(i => i.GetAttribute("value")).ShouldBe([outcome]);
            page.QuerySelector(".hm-now")!.Words.ShouldContain($"现在每月1,170.00元，应为每月{due}");
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Opinion_OnTheRecipientsOwnWish_SuggestsTheStop(TestDatabase kind)
    {
        await using var city = await AwardCity.StartAsync(kind, new(2025, 5), new(2025, 6, 20), [("2024-01-01", 990)], c => AwardCity.AddFamily(c));
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        var id = await city.BeginChangeAsync(clerk, await city.AwardAsync("dibao", AwardCity.Family), new() { ["cause"] = ChangeAwards.OwnWish });
        using var answer = await clerk.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"/cases/{id}"), UriKind.Relative));
        (await answer.PageAsync()).QuerySelector("input[name=outcome][checked]")!.GetAttribute("value").ShouldBe("Stopped");
    }
}
