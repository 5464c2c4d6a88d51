using System.Globalization;
using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Types;
using Huimin.Tests.Platform.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Case = Huimin.Platform.Cases.Case;

namespace Huimin.Tests.Platform.Cases;

/// <summary>
/// Walks a case through its steps as the people of a city do: each step by an account of its own duty, over HTTP, on a day that the test
/// sets. The offices that are asked about its means answer what is on record.
/// <code>
/// await using var walk = await CaseWalk.StartAsync(kind, city, new DateOnly(2025, 3, 20));
/// await walk.BeginAsync("dibao", ("reason", "…"));
/// await walk.GrantAsync();
/// (await walk.LetterAsync()).ShouldContain("1,170.00元");
/// </code>
/// </summary>
public sealed partial class CaseWalk : IAsyncDisposable
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
            (await answer.PageAsync()).Done();
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
        (await answer.PageAsync()).Done();
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        Id = long.Parse(path.Split('/')[2], CultureInfo.InvariantCulture);
    }

    private static string NameOf(string role) => "办理-" + role;

    private long UnitOf(string role) => role switch
    {
        "village_assistant" => City.Village,
        "township_clerk" or "township_leader" => City.Township,
        _ => City.County,
    };
}
