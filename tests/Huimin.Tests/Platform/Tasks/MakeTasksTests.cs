using System.Globalization;
using Huimin.Platform;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Nightly;
using Huimin.Platform.People;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Tasks;
using Huimin.Platform.Values;
using Huimin.Policies;
using Huimin.Tests.Platform.Awards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Tasks;

/// <summary>What a pass finds becomes a task once, is answered once, and closes by itself.</summary>
public sealed class MakeTasksTests
{
    private static readonly Month Month = new(2025, 6);

    [Theory, OnEveryDatabase]
    public async Task Findings_TenThousand_AreEachATaskOnceAndCloseByThemselves(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await city.SweepAsync(Month);
        var before = (await city.DifferencesAsync(Month)).Found;
        await AddAsync(city, 10_000);
        (await city.DifferencesAsync(Month)).Made.ShouldBe(10_000);
        var again = await city.DifferencesAsync(Month);
        (again.Found, again.Made, again.Open).ShouldBe((10_000 + before, 0, 10_000 + before));
        await using (var context = city.Database.CreateContext())
            (await context.WorkTasks.CountAsync(t => t.State == TaskState.Open)).ShouldBe(10_000 + before);
        await city.SweepAsync(Month);
        (await city.DifferencesAsync(Month)).Closed.ShouldBe(10_000);
        await using var after = city.Database.CreateContext();
        (await after.WorkTasks.CountAsync(t => t.Outcome == TaskKinds.Resolved)).ShouldBe(10_000);
    }

    [Theory, OnEveryDatabase]
    public async Task Passes_TwoAtOnce_MakeTheSameTasksOnce(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await city.SweepAsync(Month);
        await AddAsync(city, 300);
        async Task<int> RunAsync()
        {
            try
            {
                return (await city.DifferencesAsync(Month)).Made;
            }
            catch (CannotRunException)
            {
                return 0; // The other one writes: it is told to wait.
            }
        }

        (await Task.WhenAll(RunAsync(), RunAsync())).Sum().ShouldBeGreaterThanOrEqualTo(300);
        await using var context = city.Database.CreateContext();
        (await context.WorkTasks.GroupBy(t => t.Subject).CountAsync(g => g.Count() > 1)).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Pass_StoppedWhileItRuns_LeavesNothing(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => city.MakeTasks().RunAsync(new Stopping(stop), Month, stop.Token));
        await using var context = city.Database.CreateContext();
        (await context.WorkTasks.CountAsync()).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Differences_LostIncomeAndRise_AreFoundExplainedAndAnswered(TestDatabase kind)
    {
        // From June on the family earns more; somebody's grant is not yet awarded; nobody knows one family's means any more.
        await using var city = await CityAsync(kind, c =>
        {
            AwardCity.AddFamily(c, 0);
            c.PersonFacts.RemoveAll(f => f.PersonId == AwardCity.A);
            var fact = (short)TestPolicies.Linyi.Facts.Find("wage", ofHousehold: false)!.Id;
            c.PersonFacts.Add(new PersonFact { PersonId = AwardCity.A, Fact = fact, ValidFrom = new(2024, 1, 1), ValidTo = new(2025, 6, 1), Value = 180_000, Source = 1 });
            c.PersonFacts.Add(new PersonFact { PersonId = AwardCity.A, Fact = fact, ValidFrom = new(2025, 6, 1), Value = 210_000, Source = 1 });
        });
        await city.SweepAsync(Month);
        await city.DifferencesAsync(Month);
        await using var context = city.Database.CreateContext();
        var task = await context.WorkTasks.AsNoTracking().SingleAsync(t => t.HouseholdId == AwardCity.Family && t.Kind == "changed");
        task.Amount.ShouldBe(87_000);
        task.DueOn.ShouldBe(DeadlineCalendar.Load().After(city.Clock.Today, Limit.WorkingDays(10)).Day);

        using var assistant = await city.SignInAsync("village_assistant", SmallCity.Village);
        using var shown = await assistant.GetAsync(new Uri($"/tasks/{task.Id}", UriKind.Relative));
        var page = await shown.PageAsync();
        page.QuerySelector("#why")!.Words.ShouldContain("870.00");
        using (var refused = await WebCity.PostAsync(assistant, page, $"/tasks/{task.Id}", "#finish", new() { ["outcome"] = "unchanged" }))
            (await refused.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("请写明情况");
        using (var done = await WebCity.PostAsync(assistant, page, $"/tasks/{task.Id}", "#finish", new() { ["outcome"] = "unchanged", ["note"] = "临时多做了几天工" }))
            done.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/tasks");
        using (var twice = await WebCity.PostAsync(assistant, page, $"/tasks/{task.Id}", "#finish", new() { ["outcome"] = "unchanged", ["note"] = "临时多做了几天工" }))
            (await twice.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("已经办结");
        (await city.DifferencesAsync(Month)).Answered.ShouldBe(1);
        (await context.WorkTasks.CountAsync(t => t.HouseholdId == AwardCity.Family && t.State == TaskState.Open)).ShouldBe(0);

        // Another amount is another question.
        await context.Entitlements.Where(e => e.Month == 202506 && e.HouseholdId == AwardCity.Family && e.Programme == "dibao").ExecuteUpdateAsync(set => set.SetProperty(e => e.Amount, 80_000L));
        await city.DifferencesAsync(Month);
        (await context.WorkTasks.CountAsync(t => t.HouseholdId == AwardCity.Family && t.State == TaskState.Open)).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Task_ThatBecomesACase_IsClosedWithIt(TestDatabase kind)
    {
        await using var city = await CityAsync(kind, c => AwardCity.AddFamily(c));
        var award = await city.AwardAsync("dibao", AwardCity.Family);
        await using var context = city.Database.CreateContext();
        await context.Awards.Where(a => a.Id == award.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Amount, 90_000L));
        await context.AwardVersions.Where(v => v.AwardId == award.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.Amount, 90_000L));
        await city.SweepAsync(Month);
        await city.DifferencesAsync(Month);
        var task = await context.WorkTasks.AsNoTracking().SingleAsync(t => t.AwardId == award.Id);
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        using var page = await clerk.GetAsync(new Uri($"/tasks/{task.Id}", UriKind.Relative));
        var link = (await page.PageAsync()).QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).First(h => h.Contains("/change", StringComparison.Ordinal));
        using var begun = await WebCity.PostAsync(clerk, link, "form:has(input[value=begin])", new() { ["cause"] = "found", ["reason"] = "比对发现" });
        var opened = await context.WorkTasks.AsNoTracking().SingleAsync(t => t.Id == task.Id);
        (opened.State, opened.Outcome).ShouldBe((TaskState.Done, TaskKinds.BecameCase));
        begun.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe(string.Create(CultureInfo.InvariantCulture, $"/cases/{opened.CaseId}"));
        (await city.DifferencesAsync(Month)).Made.ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Nightly_RunTwice_DoesEverythingOnce(TestDatabase kind)
    {
        await using var city = await CityAsync(kind, c => AwardCity.AddFamily(c));
        await city.SweepAsync(Month);
        await using var context = city.Database.CreateContext();
        context.Add(await WaitingAsync(city, new DateOnly(2025, 5, 1)));
        await context.SaveChangesAsync();
        await context.Awards.Where(a => a.HouseholdId == AwardCity.Family && a.Programme == "dibao").ExecuteUpdateAsync(set => set.SetProperty(a => a.ReviewOn, new DateOnly(2025, 6, 30)));
        var first = await Nightly(city).RunAsync();
        first.Where(s => s.Problem is not null).ShouldBeEmpty();
        first.Single(s => s.Name == "deemed_withdrawals").Done.ShouldBe(1);
        first.Single(s => s.Name == "dates").Done.ShouldBeGreaterThanOrEqualTo(1);
        (await Nightly(city).RunAsync()).ShouldAllBe(s => s.Done == 0 && s.Problem == null);
        var record = await context.Cases.AsNoTracking().SingleAsync();
        (record.State, record.Outcome).ShouldBe((CaseState.Closed, CaseOutcome.DeemedWithdrawn));
        (await context.CaseEvents.SingleAsync(e => e.Kind == CaseEventKind.DeemedWithdrawn)).Note.ShouldContain("视为撤回");
        (await context.WorkTasks.CountAsync(t => t.Kind == "review_due")).ShouldBeGreaterThanOrEqualTo(1);
    }

    private static RunNightly Nightly(AwardCity city) => new(
        city.Database, city.Web.Services.GetRequiredService<CaseCatalogue>(), city.Web.Services.GetRequiredService<TaskCatalogue>(), city.Policies, DeadlineCalendar.Load(), city.Clock);

    private static async Task<Huimin.Platform.Cases.Case> WaitingAsync(AwardCity city, DateOnly since)
    {
        var clerk = city.Web.Services.GetRequiredService<CaseCatalogue>();
        var type = clerk.Of("dibao");
        var record = new Huimin.Platform.Cases.Case { Id = 900, Number = "W-1", Type = type.Code, Line = type.Line, FormVersion = 1, ApplicationId = 900, ReceivedAt = new DateTime(2025, 5, 1, 0, 0, 0, DateTimeKind.Utc), Token = "waiting-0" };
        record.About(SmallCity.Village, SmallCity.ZhaoHousehold, null, "赵德福");
        await using (var bulk = await city.Database.BeginBulkAsync())
        {
            var sealer = await city.Database.Keyring.SealerAsync(bulk);
            record.Seal(sealer.Seal(Huimin.Platform.Privacy.SealedColumn.CaseForm, 900, "{}"), sealer.Key);
            await bulk.CommitAsync();
        }

        var at = new CaseMoment(new DateTime(2025, 5, 1, 0, 0, 0, DateTimeKind.Utc), since, DeadlineCalendar.Load(), (_, _) => SmallCity.Gaoqiao);
        record.Submit(type, at);
        record.Wait(at);
        return record;
    }

    private static Task<AwardCity> CityAsync(TestDatabase kind, Action<SmallCity>? change = null) =>
        AwardCity.StartAsync(kind, new(2025, 5), new(2025, 6, 16), [("2024-01-01", 990)], change ?? (_ => { }));

    private static async Task AddAsync(AwardCity city, int count)
    {
        await using var bulk = await city.Database.BeginBulkAsync();
        await bulk.WriteAsync(SweepTables.Entitlement, [.. Enumerable.Range(1, count).Select(i => new Entitlement
        {
            Month = Month.Code,
            Programme = "dibao",
            Region = SmallCity.Village,
            HouseholdId = 2_000_000 + i,
            PersonId = 0,
            Persons = 1,
            Amount = 45_000,
        })]);
        await bulk.CommitAsync();
    }

    /// <summary>Is stopped after it found something.</summary>
    private sealed class Stopping(CancellationTokenSource stop) : ITaskSource
    {
        public IReadOnlyList<TaskKind> Kinds { get; } = [TaskKinds.Risk];

        public async Task<IReadOnlyList<FoundTask>> FindAsync(TaskDay day, CancellationToken cancellation)
        {
            await stop.CancelAsync();
            return [new FoundTask(TaskKinds.Risk, "risk/x/1/0", "social_assistance", SmallCity.Village, 1, null, "x", null, 0, null)];
        }
    }
}
