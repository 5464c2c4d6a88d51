using Huimin.Platform.Access;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Cases.Moves;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Cases;

/// <summary>
/// A <see cref="SmallCity"/> in which officers act on cases by the same actions as the pages: <c>await city.Clerk.DoAsync(…)</c>. The clock
/// stands where the test sets it.
/// </summary>
public sealed class CaseCity : IAsyncDisposable
{
    /// <summary>Of another county, where no case of the tests belongs.</summary>
    public const long StrangeTownship = 371311001000;

    private int tokens;

    private CaseCity(WebCity web, SetClock clock) => (Web, Clock) = (web, clock);

    public WebCity Web { get; }

    public SetClock Clock { get; }

    public Officer Clerk => new(this, "township_clerk", SmallCity.Gaoqiao, 11);

    public Officer SecondClerk => new(this, "township_clerk", SmallCity.Gaoqiao, 12);

    public Officer Leader => new(this, "township_leader", SmallCity.Gaoqiao, 13);

    public Officer Assistant => new(this, "village_assistant", SmallCity.Village, 14);

    public Officer County => new(this, "county_officer", SmallCity.Yishui, 21);

    public Officer Approver => new(this, "county_approver", SmallCity.Yishui, 22);

    public Officer CityOfficer => new(this, "county_officer", SmallCity.Code, 31);

    public Officer CityApprover => new(this, "county_approver", SmallCity.Code, 32);

    public Officer Stranger => new(this, "township_clerk", StrangeTownship, 41);

    public static async Task<CaseCity> StartAsync(TestDatabase kind, SmallCity? content = null, string? policies = null)
    {
        var clock = new SetClock(2026, 11, 2);
        content ??= new SmallCity();
        content.Regions.Add(SmallCity.Region(StrangeTownship, RegionLevel.Township, "罗庄街道"));
        return new CaseCity(await kind.ServeAsync(content, policies, o => o with { Clock = clock }), clock);
    }

    public string NewToken() => $"test-token-{++tokens:00000}";

    /// <summary>Dibao for the family of 赵德福, with the paper that it needs.</summary>
    public async Task<long> BeginAsync(string type = "dibao", long household = SmallCity.ZhaoHousehold)
    {
        var answers = new CaseForm
        {
            ["reason"] = "户主年老，没有固定收入",
            ["phone"] = "13853900001",
            ["authorised"] = "yes",
            ["truthful"] = "yes",
            ["relative"] = "no",
        };
        var region = household == SmallCity.ZhaoHousehold ? SmallCity.Village : 371323102203;
        var begun = await Clerk.DoAsync(s => s.GetRequiredService<BeginCases>().RunAsync(
            new Application([type], region, household, null, "赵德福", CaseChannel.Counter, answers, NewToken())));
        await using var context = Web.Database.CreateContext();
        context.Add(new CaseDocument { CaseId = begun.Ids[0], Number = 1, Kind = "authorisation", Note = "纸质", AddedAt = Clock.GetUtcNow().UtcDateTime });
        await context.SaveChangesAsync();
        return begun.Ids[0];
    }

    /// <summary>Takes a case through its steps up to the decision, by the officers whose steps they are.</summary>
    public async Task ToDecisionAsync(long id)
    {
        await Clerk.MoveAsync(id, (m, sent) => m.AcceptAsync(id, sent));
        await AnswerChecksAsync(id);
        await County.MoveAsync(id, (m, sent) => m.AdvanceAsync(id, sent, ""));
        await VisitAsync(id, Assistant);
        await Clerk.MoveAsync(id, (m, sent) => m.AdvanceAsync(id, sent, ""));
        await OpineAsync(id, Clerk, CaseOutcome.Granted);
        await PostAsync(id);
        await Clerk.MoveAsync(id, (m, sent) => m.AdvanceAsync(id, sent, ""));
    }

    /// <summary>Every source answered that nothing was found.</summary>
    public async Task AnswerChecksAsync(long id)
    {
        await using var context = Web.Database.CreateContext();
        context.Add(new CaseCheck { Id = (id * 100) + 1, CaseId = id, Region = SmallCity.Village, Round = 1, Source = "bank", State = CheckState.Clear, RequestedAt = Clock.GetUtcNow().UtcDateTime });
        await context.SaveChangesAsync();
    }

    public Task VisitAsync(long id, Officer by) => by.SentAsync(id, (s, sent) => s.GetRequiredService<RecordVisit>().RunAsync(
        id, sent, new VisitMade(DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime), "王会计", "情况属实", 35.8, 118.6, 20, new CaseForm())));

    public Task OpineAsync(long id, Officer by, CaseOutcome outcome, string reason = "情况属实") =>
        by.SentAsync(id, (s, sent) => s.GetRequiredService<GiveOpinion>().RunAsync(id, sent, outcome, reason));

    /// <summary>Hangs the posting and lets its days pass.</summary>
    public async Task PostAsync(long id)
    {
        var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        await Clerk.SentAsync(id, (s, sent) => s.GetRequiredService<PublishOpinion>().RunAsync(id, sent, today));
        Clock.Set(today.AddDays(8));
    }

    public Task DecideAsync(long id, Officer by, CaseOutcome outcome, string reason = "") =>
        by.SentAsync(id, (s, sent) => s.GetRequiredService<DecideCase>().RunAsync(id, sent, outcome, [], reason));

    public async Task<Huimin.Platform.Cases.Case> CaseAsync(long id)
    {
        await using var context = Web.Database.CreateContext();
        return await context.Cases.AsNoTracking().SingleAsync(c => c.Id == id);
    }

    public ValueTask DisposeAsync() => Web.DisposeAsync();
}

/// <summary>Somebody who acts under a post.</summary>
public sealed class Officer(CaseCity city, string role, long region, long account)
{
    public async Task<T> DoAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = city.Web.Services.CreateAsyncScope();
        await using (var context = city.Web.Database.CreateContext())
        {
            var permissions = await context.RolePermissions.Where(p => p.Role == role).Select(p => p.Permission).ToListAsync();
            scope.ServiceProvider.GetRequiredService<Acting>().As(
                account, $"{role}{account}", new Post { Id = account, AccountId = account, Role = role, Region = region }, permissions.ToHashSet(StringComparer.Ordinal));
        }

        return await act(scope.ServiceProvider);
    }

    public Task<CaseFile?> FileAsync(long id) => DoAsync(s => s.GetRequiredService<CaseOffice>().ReadAsync(id));

    /// <summary>Acts on a case as it is now, with a new token.</summary>
    public async Task SentAsync(long id, Func<IServiceProvider, Sent, Task> act)
    {
        var sent = new Sent((await city.CaseAsync(id)).Revision, city.NewToken());
        await DoAsync(async s =>
        {
            await act(s, sent);
            return true;
        });
    }

    public Task MoveAsync(long id, Func<MoveCase, Sent, Task> move) => SentAsync(id, (s, sent) => move(s.GetRequiredService<MoveCase>(), sent));
}
