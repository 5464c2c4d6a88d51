using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Platform.Programmes.Publishing;
using Huimin.Platform.Simulations;
using Huimin.Policies;
using Huimin.Tests.Platform.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Programmes.Publishing;

/// <summary>A <see cref="SmallCity"/> with two policy officers on 21 November 2026, and the actions as the server has them.</summary>
internal sealed class PublishingCity : IAsyncDisposable
{
    public static readonly Month December = new(2026, 12);

    private readonly TestCity city;
    private readonly ServiceProvider services;

    private PublishingCity(TestCity city)
    {
        this.city = city;
        services = new ServiceCollection()
            .AddSingleton(city.Database)
            .AddSingleton<TimeProvider>(new FixedClock())
            .AddSingleton(new PolicyLibrary(ContentFiles.PoliciesFolder, "linyi"))
            .AddSingleton<ResidentPopulation>()
            .AddSingleton<Simulate>()
            .AddDbContext<AppDbContext>(city.Database.Configure)
            .AddScoped<Separation>()
            .AddPublishing()
            .BuildServiceProvider();
    }

    public Database Database => city.Database;

    public PolicyLibrary Library => services.GetRequiredService<PolicyLibrary>();

    public SignedInOfficer Author { get; private set; } = null!;

    public SignedInOfficer Second { get; private set; } = null!;

    public static async Task<PublishingCity> CreateAsync(TestDatabase kind)
    {
        var made = new PublishingCity(await kind.CreateAsync());
        await new SmallCity().WriteAsync(made.Database);
        made.Author = await made.AddAsync("甲");
        made.Second = await made.AddAsync("乙");
        return made;
    }

    public async Task<SignedInOfficer> AddAsync(string name)
    {
        return SignedInOfficer.Of((await Database.AddAccountAsync(name)).Account);
    }

    /// <summary>One request: the action with a database context of its own.</summary>
    public async Task<T> DoAsync<TAction, T>(Func<TAction, Task<T>> run)
        where TAction : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TAction>());
    }

    public Task<long> StartAsync(SignedInOfficer? officer = null, string title = "提高标准") => DoAsync<StartDraft, long>(a => a.RunAsync(officer ?? Author, title));

    public Task<PolicyDraft> RowAsync(
        long id, string urban = "660", string rural = "510", string parameter = "standard", string programme = "dibao", Month? from = null, SignedInOfficer? officer = null) =>
        DoAsync<AddDraftRow, PolicyDraft>(a => a.RunAsync(officer ?? Author, id, null, programme, parameter, new NewParameterRow((from ?? December).FirstDay, ["测试文件"], [("urban", urban), ("rural", rural)])));

    public Task<PolicyDraft> SaveAsync(long id, string path, string? text, SignedInOfficer? officer = null) =>
        DoAsync<SaveDraftFile, PolicyDraft>(a => a.RunAsync(officer ?? Author, id, null, path, text));

    public Task<PolicyDraft> DescribeAsync(long id, string reason = "按文件", Month? start = null, string late = "", SignedInOfficer? officer = null) =>
        DoAsync<DescribeDraft, PolicyDraft>(a => a.RunAsync(officer ?? Author, id, null, "提高标准", reason, start ?? December, late));

    public Task<PolicyDraft> EffectAsync(long id, SignedInOfficer? officer = null) => DoAsync<ComputeDraftEffect, PolicyDraft>(a => a.RunAsync(officer ?? Author, id, null));

    public Task<PolicyDraft> ProposeAsync(long id, string alarmReason = "", SignedInOfficer? officer = null) =>
        DoAsync<ProposeDraft, PolicyDraft>(a => a.RunAsync(officer ?? Author, id, null, alarmReason));

    public Task<PolicyDraft> PublishAsync(long id, SignedInOfficer? officer = null, string note = "", long? seen = null) =>
        DoAsync<PublishDraft, PolicyDraft>(a => a.RunAsync(officer ?? Second, id, seen, note));

    /// <summary>A draft that only waits for the second officer.</summary>
    public async Task<long> ProposedAsync(string urban = "660", string rural = "510", Month? start = null, string late = "", SignedInOfficer? officer = null, string programme = "dibao")
    {
        var id = await StartAsync(officer);
        await RowAsync(id, urban, rural, programme: programme, from: start, officer: officer);
        await DescribeAsync(id, start: start, late: late, officer: officer);
        await EffectAsync(id, officer);
        await ProposeAsync(id, "已核对", officer);
        return id;
    }

    public async Task<PolicyDraft> DraftAsync(long id)
    {
        await using var context = Database.CreateContext();
        return await context.PolicyDrafts.AsNoTracking().Include(d => d.Files).Include(d => d.Events.OrderBy(e => e.Number)).SingleAsync(d => d.Id == id);
    }

    public async Task<List<PolicyVersion>> VersionsAsync()
    {
        await using var context = Database.CreateContext();
        return await context.PolicyVersions.AsNoTracking().Include(v => v.Files).OrderBy(v => v.Number).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await city.DisposeAsync();
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 4, 0, 0, TimeSpan.Zero);
    }

    /// <summary>The town standard of a programme as a pack has it.</summary>
    public static string Urban(PolicyPack pack, Month month, string programme = "dibao") =>
        pack.Find(programme)!.Parameters.First(p => p.Code == "standard").RowOn(month.FirstDay)!.Values.First(v => v.Path == "urban").Text;

    /// <summary>What an action says that is refused.</summary>
    public static async Task<string> RefusalAsync(Func<Task> act) => (await Should.ThrowAsync<CannotRunException>(act)).In(english: false);
}
