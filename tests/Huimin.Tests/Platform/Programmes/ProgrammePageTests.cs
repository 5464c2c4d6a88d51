using System.Net;

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
