using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Huimin.Platform.Access;
using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Moves;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Huimin.Tests.Platform.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Case = Huimin.Platform.Cases.Case;

namespace Huimin.Tests.Platform.Cases;

/// <summary>
/// Walks a case through its steps as the people of a city do: each step by an account of its own duty, over HTTP, on a day that the test
/// sets. Visits and answers of checks are entered by the action classes, as whoever does them.
/// <code>
/// await using var walk = await CaseWalk.StartAsync(kind, city, new DateOnly(2025, 3, 20));
/// await walk.BeginAsync("dibao", ("reason", "…"));
/// await walk.GrantAsync();
/// (await walk.LetterAsync()).ShouldContain("1,170.00元");
/// </code>
/// </summary>
public sealed class CaseWalk : IAsyncDisposable
{
    private readonly Dictionary<string, (HttpClient Reader, DateOnly Day)> readers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> passwords = new(StringComparer.Ordinal);
    private readonly string? policies;

    private CaseWalk(WebCity web, FamilyCity city, SetClock clock, string? policies) => (Web, City, Clock, this.policies) = (web, city, clock, policies);

    public WebCity Web { get; }

    public FamilyCity City { get; }

    public SetClock Clock { get; }

    /// <summary>The day on which the next thing is done.</summary>
    public DateOnly Day
    {
        get => DateOnly.FromDateTime(Clock.GetLocalNow().DateTime);
        set => Clock.Set(value);
    }

    /// <summary>Id of the case that was begun last.</summary>
    public long Id { get; set; }

    public string Path => string.Create(CultureInfo.InvariantCulture, $"/cases/{Id}");

    public static async Task<CaseWalk> StartAsync(TestDatabase kind, FamilyCity city, DateOnly day)
    {
        var database = await kind.CreateAsync();
        await city.WriteAsync(database.Database);
        var (clock, policies) = (new SetClock(day.Year, day.Month, day.Day), city.WritePolicies());
        return new CaseWalk(await WebCity.StartAsync(database, policies, o => o with { City = city.Layer, Clock = clock }), city, clock, policies);
    }

    /// <summary>A browser of the account with this duty; it signs in again on another day.</summary>
    public async Task<HttpClient> AsAsync(string role)
    {
        if (readers.TryGetValue(role, out var known) && known.Day == Day)
            return known.Reader;
        if (!passwords.TryGetValue(role, out var password))
            passwords[role] = password = (await Web.Database.AddAccountAsync(NameOf(role), role, UnitOf(role))).Password;
        known.Reader?.Dispose();
        var reader = await Web.SignInAsync(NameOf(role), password);
        readers[role] = (reader, Day);
        return reader;
    }

    /// <summary>Enters an application of the family at the counter.</summary>
    public async Task BeginAsync(string type, params (string Field, string Value)[] answers) => await BeginForAsync(1, type, answers);

    /// <summary>For one member: the matter is chosen, its pages are filled in, what was answered is looked through and handed in.</summary>
    public async Task BeginForAsync(long person, string type, params (string Field, string Value)[] answers)
    {
        var clerk = await AsAsync("township_clerk");
        var values = answers.ToDictionary(a => a.Field, a => a.Value, StringComparer.Ordinal);
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal) { ["type"] = type, ["person"] = person.ToString(CultureInfo.InvariantCulture), ["channel"] = nameof(CaseChannel.Counter) };
        var answer = await WebCity.PostAsync(clerk, $"/cases/new/matters?household={FamilyCity.Family}&person={person}", "form:has(input[name=do][value=begin])", chosen);
        for (var page = 0; page < 20; page++)
        {
            await RefuseAsync(answer);
            var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
            answer.Dispose();
            if (path.EndsWith("/done", StringComparison.Ordinal))
            {
                Id = long.Parse(path.Split('/')[3], CultureInfo.InvariantCulture);
                return;
            }

            var action = path.EndsWith("/check", StringComparison.Ordinal) ? "submit" : "answer";
            answer = await WebCity.PostAsync(clerk, path, $"form:has(input[name=do][value={action}])", values);
        }
    }

    /// <summary>Enters a matter that needs no family on record.</summary>
    public async Task BeginWithoutFamilyAsync(string role, string type, params (string Field, string Value)[] answers)
    {
        var values = answers.ToDictionary(a => a.Field, a => a.Value, StringComparer.Ordinal);
        values.TryAdd("region", City.Township.ToString(CultureInfo.InvariantCulture));
        using var answer = await WebCity.PostAsync(await AsAsync(role), "/cases/begin/" + type, "form:has(input[name=do][value=begin])", values);
        await BegunAsync(answer);
    }

    /// <summary>Sends one form of the case's page.</summary>
    /// <exception cref="InvalidOperationException">The page says why not.</exception>
    public async Task ActAsync(string role, string action, params (string Field, string Value)[] values)
    {
        var page = await TryActAsync(role, action, values);
        if (page.QuerySelector(".hm-errors") is { } refused)
            throw new InvalidOperationException($"{action}: {refused.Words}");
    }

    /// <returns>The page that was answered, with the reason when it was refused.</returns>
    public async Task<IHtmlDocument> TryActAsync(string role, string action, params (string Field, string Value)[] values)
    {
        using var answer = await WebCity.PostAsync(await AsAsync(role), Path, $"form:has(input[name=do][value={action}])", values.ToDictionary(v => v.Field, v => v.Value, StringComparer.Ordinal));
        return await answer.PageAsync();
    }

    /// <summary>Accepts the application; the papers that it needs were seen at the counter.</summary>
    public async Task AcceptAsync(string role = "township_clerk")
    {
        await using (var context = Web.Database.CreateContext())
        {
            var type = Web.Services.GetRequiredService<CaseCatalogue>().Of((await RecordAsync()).Type);
            foreach (var (i, paper) in type.Documents.Where(d => d is { Required: true, Held: false }).Index())
                context.Add(new CaseDocument { CaseId = Id, Number = i + 1, Kind = paper.Code, Note = "窗口已看原件", AddedAt = Clock.GetUtcNow().UtcDateTime });
            await context.SaveChangesAsync();
        }

        await ActAsync(role, "accept");
    }

    /// <summary>Goes through what stands between acceptance and the opinion, does the opinion's township work and stops before the opinion.</summary>
    public async Task InquireAsync(params (string Field, string Value)[] found)
    {
        while (await StepAsync() is { Work: not (StepWork.Opinion or StepWork.Decision or StepWork.Delivery or StepWork.Publicity) } step)
        {
            if (step.Work == StepWork.DataCheck)
                await CheckedAsync();
            else
                await VisitedAsync(step.Work == StepWork.Task ? RoleOf(step) : "village_assistant", found);
            await ActAsync(RoleOf(step), "advance");
        }
    }

    /// <summary>To the decision as the policies propose it, by way of a posting where the type wants one.</summary>
    public async Task GrantAsync(params (string Field, string Value)[] found)
    {
        await InquireAsync(found);
        await ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Granted)), ("note", ""));
        await ThroughAsync(found);
        await DecideAsync(CaseOutcome.Granted, "");
    }

    public async Task RefuseAsync(string reason)
    {
        await InquireAsync();
        await ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Refused)), ("note", reason));
        await ThroughAsync();
        await DecideAsync(CaseOutcome.Refused, reason);
    }

    /// <summary>What stands between opinion and decision; a posting hangs for its days and the clock is moved behind them.</summary>
    public async Task ThroughAsync(params (string Field, string Value)[] found)
    {
        while (await StepAsync() is { Work: not StepWork.Decision } step)
        {
            if (step.Work == StepWork.Publicity)
                await PublishAsync();
            else
                await VisitedAsync(step.Work == StepWork.Task ? RoleOf(step) : "village_assistant", found);
            await ActAsync(RoleOf(step), "advance");
        }
    }

    /// <summary>Posts the opinion today and waits until the posting is over.</summary>
    public async Task PublishAsync()
    {
        await ActAsync("township_clerk", "publish", ("from", Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        await using var context = Web.Database.CreateContext();
        Day = (await context.Publicities.Where(p => p.CaseId == Id).MaxAsync(p => p.EndsOn)).AddDays(1);
    }

    /// <summary>By whoever decides at the step: the township's leader where the decision was handed down.</summary>
    public async Task DecideAsync(CaseOutcome outcome, string reason)
    {
        var record = await RecordAsync();
        await ActAsync(record.ActorRegion == City.Township ? "township_leader" : "county_approver", "decide", ("outcome", outcome.ToString()), ("note", reason));
    }

    /// <summary>The means were asked of a bank, which knows nothing: written down as the answer file would.</summary>
    public async Task CheckedAsync()
    {
        await using var context = Web.Database.CreateContext();
        var now = Clock.GetUtcNow().UtcDateTime;
        context.Add(new CaseCheck { Id = (Id * 10) + 1, CaseId = Id, Region = City.Village, Round = 1, Source = "bank", State = CheckState.Clear, RequestedAt = now, AnsweredAt = now });
        await context.SaveChangesAsync();
    }

    /// <summary>A visit, hearing or work record of the step, by two people.</summary>
    public Task VisitedAsync(string role, params (string Field, string Value)[] found) => DoAsync<RecordVisit>(role, async (record, visit) =>
    {
        var answers = new CaseForm();
        var fields = (await StepAsync())!.Fields.Select(f => f.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var (field, value) in found.Where(f => fields.Contains(f.Field)))
            answers[field] = value;
        await visit.RunAsync(Id, new Sent(record.Revision, Guid.NewGuid().ToString("N")), new VisitMade(Day, "同行人", "情况属实", null, null, null, answers));
    });

    /// <summary>Runs an action class as the account with a duty, in a scope like a request's.</summary>
    public async Task DoAsync<TAction>(string role, Func<Case, TAction, Task> run)
        where TAction : notnull
    {
        await AsAsync(role);
        await using var scope = Web.Services.CreateAsyncScope();
        await using (var context = Web.Database.CreateContext())
        {
            var account = await context.Accounts.SingleAsync(a => a.Name == NameOf(role));
            var post = await context.Posts.SingleAsync(p => p.AccountId == account.Id);
            var may = await context.Set<RolePermission>().Where(p => p.Role == role).Select(p => p.Permission).ToListAsync();
            scope.ServiceProvider.GetRequiredService<Acting>().As(account.Id, NameOf(role), post, may.ToHashSet(StringComparer.Ordinal));
        }

        await run(await RecordAsync(), scope.ServiceProvider.GetRequiredService<TAction>());
    }

    public async Task<Case> RecordAsync()
    {
        await using var context = Web.Database.CreateContext();
        return await context.Cases.AsNoTracking().SingleAsync(c => c.Id == Id);
    }

    /// <summary>The step that it is at; null when it is closed.</summary>
    public async Task<CaseStep?> StepAsync() => await RecordAsync() is { IsOpen: true } record ? Web.Services.GetRequiredService<CaseCatalogue>().Of(record.Type).Step(record.Step) : null;

    /// <summary>The newest letter as it is read on the page.</summary>
    public async Task<string> LetterAsync(string? key = null, string role = "township_clerk")
    {
        using var answer = await (await AsAsync(role)).GetAsync(new Uri(Path + "/decision" + (key is null ? "" : "?letter=" + key), UriKind.Relative));
        var letter = (await answer.PageAsync()).QuerySelector(".hm-official").ShouldNotBeNull("the case has no letter");
        return string.Join(' ', letter.QuerySelectorAll("p, .title span, h3, h4, h5, th, td").Select(part => part.Words));
    }

    public async Task<IReadOnlyList<Award>> AwardsAsync()
    {
        await using var context = Web.Database.CreateContext();
        return await context.Awards.AsNoTracking().Where(a => a.CaseId == Id).OrderBy(a => a.Id).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (reader, _) in readers.Values)
            reader.Dispose();
        await Web.DisposeAsync();
        if (policies is not null)
            Directory.Delete(policies, recursive: true);
    }

    private async Task BegunAsync(HttpResponseMessage answer)
    {
        await RefuseAsync(answer);
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        Id = long.Parse(path.Split('/')[2], CultureInfo.InvariantCulture);
    }

    /// <exception cref="InvalidOperationException">The page says why not.</exception>
    private static async Task RefuseAsync(HttpResponseMessage answer)
    {
        if ((await answer.PageAsync()).QuerySelector(".hm-errors") is { } refused)
            throw new InvalidOperationException(refused.Words);
    }

    /// <summary>Who acts at a step, by its level and what it asks for.</summary>
    private static string RoleOf(CaseStep step) => (step.Level, step.Permission) switch
    {
        (RegionLevel.Township, Permissions.ApproveCases) => "township_leader",
        (RegionLevel.Township, _) => "township_clerk",
        (_, Permissions.ApproveCases) => "county_approver",
        _ => "county_officer",
    };

    private static string NameOf(string role) => "办理-" + role;

    private long UnitOf(string role) => role switch
    {
        "village_assistant" => City.Village,
        "township_clerk" or "township_leader" => City.Township,
        _ => City.County,
    };
}
