using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Freezing;
using Huimin.Tests.Platform.Awards;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Indicators;

public sealed class FreezingTests
{
    private static readonly Period October = Period.Of(FigureCity.October);

    [Theory, OnEveryDatabase]
    public async Task Freeze_ThenALateRecord_KeepsTheFigureUntilItIsRestated(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        var before = await city.FindAsync("dibao_recipients", FigureCity.City, October);
        (await Freeze(city).FreezeAsync(October)).ShouldBeGreaterThan(20);
        await city.AddLateAwardAsync();

        var frozen = await city.FindAsync("dibao_recipients", FigureCity.City, October, FigureSource.Records);
        (frozen.Kind, frozen.Value).ShouldBe((FigureKind.Frozen, before.Value));
        (await city.FindAsync("dibao_recipients", FigureCity.Village, October)).Kind.ShouldBe(FigureKind.Frozen);
        // The month that runs counts the late award.
        (await city.FindAsync("dibao_recipients", FigureCity.City, Period.Of(FigureCity.November), FigureSource.Records)).Value.ShouldBe(before.Value + 4);

        await Should.ThrowAsync<CannotRunException>(() => Freeze(city).RestateAsync("dibao_recipients", October, " "));
        await Freeze(city).RestateAsync("dibao_recipients", October, "补登一户");
        foreach (var place in new[] { FigureCity.City, FigureCity.Yishui, FigureCity.Gaoqiao })
            (await city.FindAsync("dibao_recipients", place, October)).ShouldSatisfyAllConditions(f => f.Kind.ShouldBe(FigureKind.Frozen), f => f.Value.ShouldNotBeNull());
        (await city.FindAsync("dibao_recipients", FigureCity.City, October)).Value.ShouldBe(before.Value + 4);
        // What was not restated stays.
        (await city.FindAsync("dibao_households", FigureCity.City, October)).Value.ShouldBe((await city.FindAsync("dibao_households", FigureCity.City, Period.Of(FigureCity.November))).Value - 1);
        await using var context = city.Database.CreateContext();
        (await context.FigureFreezes.OrderBy(f => f.Id).Select(f => new { f.Indicator, f.Reason }).ToListAsync()).Select(f => (f.Indicator, f.Reason)).ShouldBe([(null, ""), ("dibao_recipients", "补登一户")]);
        (await context.AuditRecords.CountAsync(r => r.Action == "figures.restate" && r.Reason == "补登一户")).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Freeze_WhatCannotBe_IsRefused(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        (await RefusalAsync(() => Freeze(city).FreezeAsync(Period.Of(FigureCity.November)))).ShouldContain("还没有结束");
        (await RefusalAsync(() => Freeze(city).RestateAsync("dibao_recipients", October, "改"))).ShouldContain("还没有冻结");
        await Freeze(city).FreezeAsync(October);
        (await RefusalAsync(() => Freeze(city).FreezeAsync(October))).ShouldContain("已经冻结");
        (await RefusalAsync(() => Freeze(city).RestateAsync("dibao_average_top_up", October, "改"))).ShouldContain("不是由记录直接算出");
        var clerk = new Acting();
        clerk.As(1, "甲", new Post { Id = 1, AccountId = 1, Role = "statistician", Region = SmallCity.Yishui, StartedAt = default }, new HashSet<string> { Permissions.ManageIndicators });
        (await RefusalAsync(() => new FreezeFigures(city.Database, FigureCity.Library, city.Policies, clerk, city.Clock).FreezeAsync(October))).ShouldContain("全市");
    }

    private static FreezeFigures Freeze(AwardCity city) => new(city.Database, FigureCity.Library, city.Policies, Acting.Command(), city.Clock);

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Should.ThrowAsync<CannotRunException>(act)).In(english: false);
}
