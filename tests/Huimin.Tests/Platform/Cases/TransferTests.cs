using Huimin.Tests.Platform.Cases.Checking;

namespace Huimin.Tests.Platform.Cases;

/// <summary>A case is handed over to another township, which may lie outside the reach of whoever hands it over.</summary>
public sealed class TransferTests
{
    [Theory, OnEveryDatabase]
    public async Task Transfer_ByName_GoesThere_AndAnUnknownNameKeepsWhatWasTyped(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var id = await city.BeginAsync();
        using var clerk = await city.BrowserAsync("township_clerk", SmallCity.Gaoqiao);
        var path = $"/cases/{id}";
        const string Form = "form:has(#region)";
        var refused = await clerk.SendAsync(path, Form, new() { ["region"] = "没有镇", ["note"] = "全家已经搬走" });
        refused.QuerySelector(".hm-errors")!.Words.ShouldContain("没有“没有镇”这个区划");
        refused.QuerySelector("#region")!.GetAttribute("value").ShouldBe("没有镇");
        refused.QuerySelector("#note-transfer")!.TextContent.ShouldBe("全家已经搬走");
        (await city.CaseAsync(id)).ActorRegion.ShouldBe(SmallCity.Gaoqiao);

        var handed = await clerk.SendAsync(refused, path, Form, new() { ["region"] = "罗庄街道" });
        handed.QuerySelector(".hm-errors").ShouldBeNull();
        handed.QuerySelector(".hm-notice")!.TextContent.ShouldContain("已经移交");
        (await city.CaseAsync(id)).ActorRegion.ShouldBe(CaseCity.StrangeTownship);
    }
}
