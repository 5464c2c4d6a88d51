using System.Net;

namespace Huimin.Tests.Platform.Regions;

public sealed class RegionPageTests
{
    [Theory, OnEveryDatabase]
    public async Task Regions_OpenLevelByLevel_DownToTheHouseholds(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var address = "/regions";
        foreach (var name in (string[])["沂水县", "高桥镇", "南里庄村"])
        {
            var page = await web.GetAsync(address);
            address = page.QuerySelectorAll("main a").Single(a => a.Words == name).GetAttribute("href")!;
        }

        var village = await web.GetAsync(address);
        village.QuerySelector("h1")!.Words.ShouldBe("南里庄村民委员会");
        village.QuerySelectorAll(".hm-crumbs li").Select(l => l.Words).ShouldBe(["区划", "临沂市", "沂水县", "高桥镇"]);
        village.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("最低生活保障", StringComparison.Ordinal)).Words.ShouldContain("最低生活保障 占位值 3 ");
        var people = village.QuerySelectorAll("main a").Single(a => a.Words == "这里的家庭").GetAttribute("href")!;
        (await web.GetAsync(people)).QuerySelectorAll("tbody tr").ShouldHaveSingleItem().Words.ShouldContain("赵德福家庭");
    }

    [Theory, OnEveryDatabase]
    public async Task Region_Village_ComparesWithTheMonthBeforeAndCountsNothingUndetermined(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var row = (await web.GetAsync($"/regions/{SmallCity.Village}")).QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("最低生活保障", StringComparison.Ordinal));
        row.QuerySelectorAll("td")[2].Words.ShouldBe("0");
        row.QuerySelectorAll("td")[4].Words.ShouldBe("—");
        var first = (await web.GetAsync($"/regions/{SmallCity.Village}?month=2026-10")).QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("最低生活保障", StringComparison.Ordinal));
        first.QuerySelectorAll("td")[2].Words.ShouldBe("—");
    }

    [Theory, OnEveryDatabase]
    public async Task Region_ShortCode_IsTheSamePlace(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        (await web.GetAsync("/regions/371323")).QuerySelector("h1")!.Words.ShouldBe("沂水县");
        (await web.GetAsync("/regions/371323102")).QuerySelector("h1")!.Words.ShouldBe("高桥镇");
        foreach (var code in (string[])["0", "-1", "99", "9223372036854775807"])
            await web.GetAsync($"/regions/{code}", HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Region_Totals_AddUpFromTownshipToCity(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var sums = new List<string>();
        foreach (var region in (long[])[SmallCity.Code, SmallCity.Yishui, SmallCity.Gaoqiao])
            sums.Add((await web.GetAsync($"/regions/{region}")).QuerySelector(".hm-sub")!.Words);
        sums.Distinct().ShouldHaveSingleItem().ShouldStartWith("131户，133人；11月应享");
    }

    [Theory, OnEveryDatabase]
    public async Task Region_List_PagesByKeyAndOpensTheExplanation(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var households = new List<string>();
        var persons = 0;
        for (string? next = $"/regions/{SmallCity.Code}/dibao"; next is not null;)
        {
            var page = await web.GetAsync(next);
            households.AddRange(page.QuerySelectorAll("main tbody th a").Select(a => a.GetAttribute("href")!));
            persons += page.QuerySelectorAll("td[data-label=人数]").Sum(c => int.Parse(c.Words, System.Globalization.CultureInfo.InvariantCulture));
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        households.Count.ShouldBe(121);
        households.Distinct().Count().ShouldBe(121);
        persons.ShouldBe(123);
        (await web.GetAsync(households[0])).QuerySelectorAll(".hm-step").ShouldNotBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Regions_Search_FindsByTheBeginningOfAName(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        (await web.GetAsync("/regions?q=" + Uri.EscapeDataString("北里"))).QuerySelector("tbody tr")!.Words.ShouldBe("北里庄村委会 沂水县高桥镇 371323102202");
        (await web.GetAsync("/regions?q=" + Uri.EscapeDataString("'; --"))).QuerySelector(".hm-empty")!.Words.ShouldContain("没有找到");
    }

    [Theory, OnEveryDatabase]
    public async Task Regions_WrongCodes_AnswerNotFoundInWords(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        (await web.GetAsync("/regions/1", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这个区划");
        (await web.GetAsync($"/regions/{SmallCity.Code}/no_such", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这份名单");
        (await web.GetAsync($"/regions/{SmallCity.Code}/residents", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这份名单");
        (await web.GetAsync($"/regions/{SmallCity.Code}/dibao?after=1-2", HttpStatusCode.OK)).QuerySelectorAll("tbody tr").Length.ShouldBe(50);
    }
}
