using Huimin.Platform;
using Huimin.Platform.Cases.SpotChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Cases.SpotChecks;

/// <summary>Which cases the county visits is drawn by nobody's choice, and drawn again it is the same.</summary>
public sealed class DrawSpotChecksTests
{
    [Theory, OnEveryDatabase]
    public async Task Draw_OfAPeriod_TakesTheShareInAFixedOrderAndEveryRelative(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var ids = new List<long>();
        for (var i = 0; i < 10; i++)
        {
            ids.Add(await city.BeginAsync(household: 200001 + (2 * i)));
            await city.Clerk.MoveAsync(ids[i], (m, sent) => m.AcceptAsync(ids[i], sent));
        }

        var order = ids.OrderBy(DrawSpotChecks.Place).ToList();
        await city.Clerk.MoveAsync(order[9], (m, sent) => m.FileRelativesAsync(order[9], sent, "村主任的弟弟"));
        var drawn = await DrawAsync(city);
        (drawn.Among, drawn.Drawn, drawn.Before).ShouldBe((10, 4, 0));
        await using (var context = city.Web.Database.CreateContext())
            (await context.Cases.Where(c => c.IsSpotChecked).Select(c => c.Id).ToListAsync()).ShouldBe([order[0], order[1], order[2], order[9]], ignoreOrder: true);
        (await DrawAsync(city)).ShouldBe(new SpotCheckDraw(10, 0, 4));
        await city.Approver.DoAsync(async s =>
        {
            await s.GetRequiredService<SpotCheckShare>().SetAsync(SmallCity.Yishui, 50);
            return true;
        });
        (await DrawAsync(city)).ShouldBe(new SpotCheckDraw(10, 2, 4));
        (await Should.ThrowAsync<CannotRunException>(() => city.Clerk.DoAsync(s => s.GetRequiredService<DrawSpotChecks>().RunAsync(SmallCity.Yishui, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30)))))
            .Message.ShouldContain("县级审批");
        (await Should.ThrowAsync<CannotRunException>(() => city.Approver.DoAsync(s => s.GetRequiredService<DrawSpotChecks>().RunAsync(SmallCity.Yishui, new DateOnly(2026, 11, 30), new DateOnly(2026, 11, 1)))))
            .Message.ShouldContain("起不能晚于止");
    }

    private static Task<SpotCheckDraw> DrawAsync(CaseCity city) =>
        city.Approver.DoAsync(s => s.GetRequiredService<DrawSpotChecks>().RunAsync(SmallCity.Yishui, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30)));
}
