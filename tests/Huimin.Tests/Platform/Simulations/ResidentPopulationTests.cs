using Huimin.Platform;
using Huimin.Platform.Simulations;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Simulations;

public sealed class ResidentPopulationTests
{
    private static readonly Month Month = new(2026, 11);
    private static readonly PolicyPack Pack = TestPolicies.Linyi;

    [Theory, OnEveryDatabase]
    public async Task Get_TwoAtOnce_ShareOneLoad(TestDatabase kind)
    {
        await using var city = await SmallAsync(kind);
        using var residents = new ResidentPopulation(city.Database, TimeProvider.System);
        residents.IsReady(Month, Pack).ShouldBeFalse();
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => residents.GetAsync(Month, Pack)));
        all.Select(r => r.Columns).Distinct().Count().ShouldBe(1);
        residents.IsReady(Month, Pack).ShouldBeTrue();
        (await residents.GetAsync(Month, Pack)).Columns.ShouldBeSameAs(all[0].Columns);
    }

    [Theory, OnEveryDatabase]
    public async Task Get_AfterPeopleChanged_ServesTheOldUntilTheNewAreRead(TestDatabase kind)
    {
        await using var city = await SmallAsync(kind);
        using var residents = new ResidentPopulation(city.Database, TimeProvider.System);
        var first = await residents.GetAsync(Month, Pack);
        first.IsOld.ShouldBeFalse();
        await using (var context = city.Database.CreateContext())
            await context.Cities.ExecuteUpdateAsync(set => set.SetProperty(c => c.DataVersion, c => c.DataVersion + 1));

        var old = await residents.GetAsync(Month, Pack);
        old.IsOld.ShouldBeTrue();
        old.Columns.ShouldBeSameAs(first.Columns);
        for (var i = 0; i < 200 && old.IsOld; i++)
        {
            await Task.Delay(50);
            old = await residents.GetAsync(Month, Pack);
        }

        old.IsOld.ShouldBeFalse();
        old.Columns.DataVersion.ShouldBe(first.Columns.DataVersion + 1);
    }

    [Fact]
    public async Task Get_WhoStopsWaiting_DoesNotStopTheOthers()
    {
        await using var city = await SmallAsync(TestDatabase.Sqlite);
        using var residents = new ResidentPopulation(city.Database, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var leaving = residents.GetAsync(Month, Pack, cancellation: stop.Token);
        var staying = residents.GetAsync(Month, Pack);
        await stop.CancelAsync();
        (await staying).Columns.PersonCount.ShouldBe(133);
        try
        {
            await leaving;
        }
        catch (OperationCanceledException)
        {
            // It may have come in time.
        }
    }

    [Fact]
    public async Task Get_ThirdMonth_DropsTheOneUsedLongestAgo()
    {
        await using var city = await SmallAsync(TestDatabase.Sqlite);
        await using (var context = city.Database.CreateContext())
            await context.Cities.ExecuteUpdateAsync(set => set.SetProperty(c => c.FirstMonth, 202609));
        using var residents = new ResidentPopulation(city.Database, TimeProvider.System);
        foreach (var month in (int[])[9, 10, 9, 11])
            await residents.GetAsync(new Month(2026, month), Pack);
        residents.IsReady(new Month(2026, 10), Pack).ShouldBeFalse();
        residents.IsReady(new Month(2026, 9), Pack).ShouldBeTrue();
        residents.IsReady(new Month(2026, 11), Pack).ShouldBeTrue();
    }

    [Fact]
    public async Task Get_EmptyDatabase_SaysSoAndTriesAgain()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        using var residents = new ResidentPopulation(city.Database, TimeProvider.System);
        await Should.ThrowAsync<CannotRunException>(() => residents.GetAsync(Month, Pack));
        await new SmallCity().WriteAsync(city.Database);
        (await residents.GetAsync(Month, Pack)).Columns.PersonCount.ShouldBe(133);
    }

    private static async Task<TestCity> SmallAsync(TestDatabase kind)
    {
        var city = await kind.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        return city;
    }
}
