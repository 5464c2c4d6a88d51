using Huimin.Platform;
using Huimin.Platform.Programmes.Publishing;
using static Huimin.Tests.Platform.Programmes.Publishing.PublishingCity;

namespace Huimin.Tests.Platform.Programmes.Publishing;

/// <summary>Drafts that meet: one is published, and the others lose neither their text nor the published one.</summary>
public sealed class ConcurrentDraftsTests
{
    private const string Path = "linyi/dibao.yaml";

    /// <summary>Two drafts on the same text: the second is told that the text changed, and is taken up again without losing either.</summary>
    [Theory, OnEveryDatabase]
    public async Task Publish_OnAStaleBase_IsRefusedUntilTakenUpAgain(TestDatabase kind)
    {
        await using var city = await PublishingCity.CreateAsync(kind);
        var (first, second) = (await city.ProposedAsync(), await city.ProposedAsync(urban: "950", rural: "620", officer: city.Second, programme: "tekun"));
        await city.PublishAsync(first, note: "同意");
        (await RefusalAsync(() => city.PublishAsync(second, city.Author, "同意"))).ShouldContain("已有新的版本（第1版）");
        (await city.VersionsAsync()).Count.ShouldBe(1);

        await city.DoAsync<TakeUpDraft, PolicyDraft>(a => a.RunAsync(city.Second, second, null, new Dictionary<string, bool>()));
        var taken = await city.DraftAsync(second);
        (taken.State, taken.BaseVersion).ShouldBe((DraftState.Draft, 1));
        await city.EffectAsync(second, city.Second);
        await city.ProposeAsync(second, "已核对", city.Second);
        await city.PublishAsync(second, city.Author, "同意");
        city.Library.VersionIn(December).Number.ShouldBe(2, "of two with the same start the latest published");
        var pack = city.Library.PackIn(December)!;
        Urban(pack, December).ShouldBe("660");
        Urban(pack, December, "tekun").ShouldBe("950");
    }

    [Fact]
    public async Task TakeUp_SamePlaceChangedByBoth_AsksWhoseTextToKeep()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var (first, second) = (await city.ProposedAsync(), await city.ProposedAsync(urban: "700", rural: "520"));
        await city.PublishAsync(first, note: "同意");
        (await RefusalAsync(() => TakeUpAsync([]))).ShouldContain($"{Path} 双方都改了");
        TakeUpDraft.Conflicts(await city.DraftAsync(second), city.Library.Newest).Single().ShouldSatisfyAllConditions(
            c => c.Path.ShouldBe(Path),
            c => c.Published!.ShouldContain("urban: 660"),
            c => c.Drafted!.ShouldContain("urban: 700"));
        (await TakeUpAsync(new() { [Path] = true })).Files.Single().ShouldSatisfyAllConditions(
            f => f.Text!.ShouldContain("urban: 700"),
            f => f.BaseText!.ShouldContain("urban: 660"));

        Task<PolicyDraft> TakeUpAsync(Dictionary<string, bool> keep) => city.DoAsync<TakeUpDraft, PolicyDraft>(a => a.RunAsync(city.Author, second, null, keep));
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_TwoDraftsAtOnce_OneWins(TestDatabase kind)
    {
        await using var city = await PublishingCity.CreateAsync(kind);
        var third = await city.AddAsync("丙");
        var (first, second) = (await city.ProposedAsync(), await city.ProposedAsync(urban: "950", rural: "620", programme: "tekun"));
        var outcomes = await Task.WhenAll(TryAsync(() => city.PublishAsync(first, note: "同意")), TryAsync(() => city.PublishAsync(second, third, "同意")));
        outcomes.Count(o => o is null).ShouldBe(1);
        outcomes.Single(o => o is not null)!.ShouldMatch("抢先|已有新的版本");
        (await city.VersionsAsync()).Single().Number.ShouldBe(1);
        new[] { (await city.DraftAsync(first)).State, (await city.DraftAsync(second)).State }.Order().ShouldBe([DraftState.Proposed, DraftState.Published]);
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_OneDraftByTwoOfficersAtOnce_IsOneVersion(TestDatabase kind)
    {
        await using var city = await PublishingCity.CreateAsync(kind);
        var third = await city.AddAsync("丙");
        var id = await city.ProposedAsync();
        var outcomes = await Task.WhenAll(TryAsync(() => city.PublishAsync(id, note: "同意")), TryAsync(() => city.PublishAsync(id, third, "同意")));
        outcomes.Count(o => o is null).ShouldBe(1);
        (await city.VersionsAsync()).Single().Number.ShouldBe(1);
        (await city.DraftAsync(id)).Events.Count(e => e.What == DraftStep.Published).ShouldBe(1);
    }

    [Fact]
    public async Task Propose_BeforeTheNewestVersion_IsRefused()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var id = await city.ProposedAsync(start: December.AddMonths(3));
        await city.PublishAsync(id, note: "同意");
        var earlier = await city.StartAsync();
        await city.RowAsync(earlier, urban: "640");
        await city.DescribeAsync(earlier);
        await city.EffectAsync(earlier);
        (await RefusalAsync(() => city.ProposeAsync(earlier, "已核对"))).ShouldContain("第1版自2027-03起施行");
    }

    private static async Task<string?> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (CannotRunException e)
        {
            return e.In(english: false);
        }
    }
}
