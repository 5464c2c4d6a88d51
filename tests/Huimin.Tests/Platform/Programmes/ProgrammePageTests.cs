using System.Net;
using Huimin.Policies;

namespace Huimin.Tests.Platform.Programmes;

public sealed class ProgrammePageTests
{
    [Theory, OnEveryDatabase]
    public async Task Programmes_List_OpensEveryProgrammeWithItsParametersAndLaw(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var list = await web.GetAsync("/programmes");
        var links = list.QuerySelectorAll("tbody th a").Select(a => a.GetAttribute("href")!).ToList();
        links.Count.ShouldBe(TestPolicies.Linyi.Programmes.Count);
        foreach (var link in links)
            (await web.GetAsync(link)).QuerySelectorAll(".hm-law li").ShouldNotBeEmpty(link);
        (await web.GetAsync("/programmes/no_such", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这个项目");
    }

    [Fact]
    public async Task Programme_Dibao_IsMadeFromItsText()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await web.GetAsync("/programmes/dibao");
        page.QuerySelectorAll(".hm-conditions li").Length.ShouldBeGreaterThan(4);
        page.QuerySelector(".hm-conditions")!.Words.ShouldContain("机动车辆数不超过机动车辆数上限");
        page.QuerySelector("svg.hm-steps-chart")!.GetAttribute("aria-label").ShouldBe("低保标准的变化");
        page.QuerySelectorAll(".hm-change").ShouldContain(c => c.TextContent.Contains("由520元/月调整为600元/月", StringComparison.Ordinal));
        page.QuerySelectorAll(".hm-example").ShouldContain(e => e.TextContent.Contains("GT-01", StringComparison.Ordinal) && e.TextContent.Contains("1,170.00元", StringComparison.Ordinal));
        page.QuerySelectorAll(".hm-overlaps a").Select(a => a.GetAttribute("href")).ShouldContain("/programmes/tekun");
        var english = await web.GetAsync("/programmes/dibao?lang=en&month=2020-06");
        english.QuerySelector(".hm-conditions")!.Words.ShouldContain("Motor vehicles is at most vehicles at most");
        english.QuerySelector(".hm-sub")!.Words.ShouldContain("June 2020");
    }

    [Fact]
    public async Task Programmes_Count_IsOfThoseInForceInTheMonth()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        foreach (var month in (Month[])[new(2026, 10), new(2026, 11)])
        {
            var policy = TestPolicies.Linyi.In(month);
            var page = await web.GetAsync($"/programmes?month={month}");
            page.QuerySelector(".hm-sub")!.Words.ShouldContain($"现行{policy.Pack.Programmes.Count(policy.IsInForce)}个项目");
        }

        TestPolicies.Linyi.In(new Month(2026, 10)).IsInForce(TestPolicies.Linyi.Find("heating_subsidy")!).ShouldBeFalse();
    }

    [Fact]
    public async Task Programme_Warning_IsFoundAndHandledAndNotApplied()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await web.GetAsync("/programmes/warn_accident");
        page.QuerySelector(".hm-sub")!.Words.ShouldContain("自动发现");
        page.QuerySelector(".hm-sub")!.Words.ShouldNotContain("依申请");
        page.QuerySelector(".hm-task")!.Words.ShouldContain("入户了解是否需要急难型临时救助");
        page.QuerySelector(".hm-task")!.Words.ShouldContain("1个工作日内受理，5个工作日内入户，10个工作日内办结");
        page.QuerySelectorAll("main th").ShouldNotContain(h => h.TextContent.Contains("金额", StringComparison.Ordinal));
        (await web.GetAsync("/programmes/dibao")).QuerySelector(".hm-task").ShouldBeNull();

        var list = (await web.GetAsync("/programmes")).QuerySelectorAll("table").Last();
        list.QuerySelectorAll("thead th")[4].Words.ShouldBe("11月涉及（人）");
    }

    [Fact]
    public async Task Programme_Charts_SayWhatTheyShowAndInWhatUnit()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        foreach (var code in (string[])["dibao", "temporary_assistance"])
        {
            foreach (var chart in (await web.GetAsync($"/programmes/{code}")).QuerySelectorAll("svg.hm-steps-chart"))
            {
                chart.ParentElement!.QuerySelector("figcaption")!.Words.ShouldContain("单位：");
                chart.QuerySelectorAll(".name").ShouldAllBe(n => n.TextContent.Length > 0);
            }
        }
    }

    [Fact]
    public async Task Matrix_HasARowAndAColumnForEachProgrammeAndEveryLaw()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var matrix = StackingMatrix.Of(TestPolicies.Linyi);
        var page = await web.GetAsync("/programmes/matrix");
        page.QuerySelectorAll(".hm-matrix thead th[scope=col]").Length.ShouldBe(matrix.Programmes.Count);
        page.QuerySelectorAll(".hm-matrix tbody th[scope=row]").Length.ShouldBe(matrix.Programmes.Count);
        page.QuerySelectorAll(".hm-footnotes li").Select(l => l.Words).ShouldBe(matrix.Law);
        page.QuerySelectorAll(".hm-matrix-list li").Length.ShouldBe(matrix.Overlaps.Count);
        page.QuerySelectorAll(".hm-matrix .cell").ShouldContain(c => c.GetAttribute("title") == "享受“特困人员救助供养”的，不享受“最低生活保障”");
    }

    [Fact]
    public async Task Pages_BrokenPolicies_SayWhatIsWrongAndWhere()
    {
        var folder = Directory.CreateTempSubdirectory("huimin-policies-").FullName;
        try
        {
            await using var web = await TestDatabase.Sqlite.ServeAsync(policies: folder);
            foreach (var page in (string[])["/programmes", "/people/households/104882", "/people/persons/500002"])
                (await web.GetAsync(page)).QuerySelector(".hm-errors")!.Words.ShouldContain("政策文件有");
            // What was swept before is still there.
            (await web.GetAsync("/")).QuerySelectorAll(".hm-kpi").ShouldNotBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
