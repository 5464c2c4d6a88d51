using System.Globalization;
using Huimin.Platform;
using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Programmes;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Tasks;
using Huimin.Platform.Values;
using Huimin.Policies;
using Huimin.Tests.Platform.Accounts;
using Huimin.Tests.Platform.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Awards;

/// <summary>A <see cref="SmallCity"/> with the policies of the golden tests, awards taken over from one month's pass, and a clock that tests set.</summary>
internal sealed class AwardCity : IAsyncDisposable
{
    public const long Family = 104900;
    public const long A = 500101;
    public const long B = 500102;
    public const long C = 500103;

    private readonly string folder;

    private AwardCity(WebCity web, SetClock clock, string folder) => (Web, Clock, this.folder) = (web, clock, folder);

    public WebCity Web { get; }

    public SetClock Clock { get; }

    public Database Database => Web.Database;

    /// <param name="taken">The month whose pass is taken over.</param>
    /// <param name="today">What day it is on the pages.</param>
    /// <param name="standards">Rows of the dibao standard: first day and yuan a month; the last holds.</param>
    /// <param name="change">What else is in the city.</param>
    /// <param name="policies">What else the policies say: file and text to replace.</param>
    public static async Task<AwardCity> StartAsync(
        TestDatabase kind, Month taken, DateOnly today, IReadOnlyList<(string From, int Yuan)> standards, Action<SmallCity> change, params (string File, string Old, string New)[] policies)
    {
        var copied = CopyPolicies(standards, policies);
        var content = new SmallCity();
        change(content);
        var clock = new SetClock(today);
        var web = await WebCity.StartAsync(kind, content, copied, o => o with { Clock = clock });
        await using (var context = web.Database.CreateContext())
            await context.Cities.ExecuteUpdateAsync(set => set.SetProperty(c => c.FirstMonth, 202401));
        var city = new AwardCity(web, clock, copied);
        await city.SweepAsync(taken);
        await new TakeOverAwards(web.Database, city.Policies.Require(taken)).RunAsync(taken);
        return city;
    }

    public PolicyLibrary Policies => Web.Services.GetRequiredService<PolicyLibrary>();

    public Task SweepAsync(Month month) => new RunSweep(Database, Policies.Require(month), TimeProvider.System).RunAsync(month);

    /// <summary>A family of three, of whom A earns; their means were checked.</summary>
    public static void AddFamily(SmallCity city, long income = 180_000)
    {
        city.AddHousehold(Family, SmallCity.Village, "南里庄村90号").MeansCheckedOn = new(2024, 1, 1);
        city.AddPerson(A, Family, "钱一", Relation.Head, Sex.Male, new(1980, 1, 1), "37132319800101901X");
        city.AddPerson(B, Family, "孙二", Relation.Spouse, Sex.Female, new(1982, 1, 1), "37132319820101902X");
        city.AddPerson(C, Family, "钱三", Relation.Son, Sex.Male, new(2010, 1, 1), "37132320100101903X");
        city.Record(A, "wage", income, new(2024, 1, 1));
    }

    public MakeTasks MakeTasks() => new(Database, Policies, Web.Services.GetRequiredService<CaseCatalogue>(), DeadlineCalendar.Load(), Clock);

    public Task<TasksMade> DifferencesAsync(Month month) => MakeTasks().RunAsync(Web.Services.GetRequiredService<TaskCatalogue>().Differences, month);

    public async Task<Award> AwardAsync(string programme, long household)
    {
        await using var context = Database.CreateContext();
        return await context.Awards.AsNoTracking().SingleAsync(a => a.Programme == programme && a.HouseholdId == household);
    }

    public async Task<List<AwardVersion>> VersionsAsync(long award)
    {
        await using var context = Database.CreateContext();
        return await context.AwardVersions.AsNoTracking().Where(v => v.AwardId == award).OrderBy(v => v.Number).ToListAsync();
    }

    public async Task<HttpClient> SignInAsync(string role, long region)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{role}-{region}-{Guid.NewGuid():N}")[..40];
        return await Web.SignInAsync(name, (await Database.AddAccountAsync(name, role, region)).Password);
    }

    /// <summary>Reports a change on the award's page and takes the case up to the opinion.</summary>
    public async Task<long> BeginChangeAsync(HttpClient clerk, Award award, Dictionary<string, string>? answers = null)
    {
        using var officer = await SignInAsync("county_officer", SmallCity.Yishui);
        using var begun = await WebCity.PostAsync(
            clerk, $"/awards/{award.Id}/change?cause=reported", "form:has(input[value=begin])", new(answers ?? []) { ["cause"] = answers?.GetValueOrDefault("cause") ?? "reported", ["reason"] = "家里情况变了" });
        var path = begun.RequestMessage!.RequestUri!.AbsolutePath;
        path.ShouldStartWith("/cases/");
        var id = long.Parse(path["/cases/".Length..], CultureInfo.InvariantCulture);
        await officer.CheckMeansAsync(Web, path);
        await MoveAsync(officer, path, "advance", []);
        await clerk.RecordVisitAsync(path);
        await MoveAsync(clerk, path, "advance", []);
        return id;
    }

    /// <summary>Reports a change on the award's page and takes the case through everything up to the decision.</summary>
    public async Task<long> DecideChangeAsync(Award award, CaseOutcome outcome, Dictionary<string, string>? answers = null)
    {
        using var clerk = await SignInAsync("township_clerk", SmallCity.Gaoqiao);
        using var approver = await SignInAsync("county_approver", SmallCity.Yishui);
        var id = await BeginChangeAsync(clerk, award, answers);
        var path = string.Create(CultureInfo.InvariantCulture, $"/cases/{id}");
        await MoveAsync(clerk, path, "opinion", new() { ["outcome"] = outcome.ToString(), ["note"] = "已核实" });
        if (outcome is CaseOutcome.Cut or CaseOutcome.Stopped)
        {
            await clerk.RecordVisitAsync(path);
            await MoveAsync(clerk, path, "advance", []);
        }

        // The end of tekun support hangs for seven days; who signed in before is signed out by then.
        if (await StepAsync(id) == "publicity")
        {
            await MoveAsync(clerk, path, "publish", []);
            Clock.Today = Clock.Today.AddDays(8);
            using var later = await SignInAsync("township_clerk", SmallCity.Gaoqiao);
            await MoveAsync(later, path, "advance", []);
            using var other = await SignInAsync("county_approver", SmallCity.Yishui);
            await MoveAsync(other, path, "decide", new() { ["outcome"] = outcome.ToString(), ["note"] = "情况属实" });
            return id;
        }

        await MoveAsync(approver, path, "decide", new() { ["outcome"] = outcome.ToString(), ["note"] = "情况属实" });
        return id;
    }

    private async Task<string> StepAsync(long id)
    {
        await using var context = Database.CreateContext();
        return await context.Cases.Where(c => c.Id == id).Select(c => c.Step).SingleAsync();
    }

    public static async Task MoveAsync(HttpClient reader, string path, string what, Dictionary<string, string> values)
    {
        using var answer = await WebCity.PostAsync(reader, path, $"form:has(input[value={what}])", values);
        var page = await answer.PageAsync();
        page.QuerySelector(".hm-errors, [role=alert]")?.Words.ShouldBeNull(what);
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string CopyPolicies(IReadOnlyList<(string From, int Yuan)> standards, (string File, string Old, string New)[] changes)
    {
        var copies = Directory.CreateTempSubdirectory("huimin-policies-").FullName;
        foreach (var file in Directory.EnumerateFiles(ContentFiles.PoliciesFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(copies, Path.GetRelativePath(ContentFiles.PoliciesFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var dibao = Path.Combine(copies, "linyi", "dibao.yaml");
        var rows = string.Concat(standards.Select(s => $"      - from: {s.From}\n        law: 测试标准\n        urban: {s.Yuan}\n        rural: {s.Yuan}\n"));
        File.WriteAllText(dibao, $"programme: dibao\noverride: parameters\n\nparameters:\n  standard:\n    by: hukou\n    values:\n{rows}");
        foreach (var (file, old, replacement) in changes)
        {
            var path = Path.Combine(copies, file);
            var text = File.ReadAllText(path);
            text.ShouldContain(old);
            File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
        }

        return copies;
    }
}

/// <summary>It is noon of the day that the test says.</summary>
internal sealed class SetClock(DateOnly today) : TimeProvider
{
    public DateOnly Today { get; set; } = today;

    private int ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(Today.ToDateTime(new TimeOnly(4, 0)), TimeSpan.Zero).AddMilliseconds(Interlocked.Increment(ref ticks) * 10);
}
