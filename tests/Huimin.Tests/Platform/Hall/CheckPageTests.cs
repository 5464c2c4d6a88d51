using AngleSharp.Html.Parser;
using Huimin.Platform.Hall.Check;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Hall;

/// <summary>What may I be entitled to: the city's own policies on answers that lie in the address and nowhere else.</summary>
public sealed class CheckPageTests
{
    private const string Family = "in=371323000000&hukou=rural&n=3&y1=1952&o1=3&w1=900&y2=1955&o2=6&y3=2010&o3=9";

    [Theory, OnEveryDatabase]
    public async Task Check_OfTheFamilyOnRecord_ComputesTheSameAsTheSweep(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync(change: o => o with { Clock = new SetClock(2026, 11, 20) });
        using var reader = web.NewReader();
        var before = await CountAsync(web);
        var page = new HtmlParser().ParseDocument(await reader.GetStringAsync(new Uri($"/hall/check?{Family}&done=property", UriKind.Relative)));
        // 450 × 3 − 900, as in the golden cases.
        page.QuerySelector("main")!.Words.ShouldContain("450.00元");
        page.QuerySelector("a[href='/hall/apply/dibao']").ShouldNotBeNull();
        (await CountAsync(web)).ShouldBe(before, "nothing is stored");
    }

    [Fact]
    public async Task Check_PageByPage_AsksForWhatIsMissing()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var reader = web.NewReader();
        async Task<string> MainAsync(string query) => new HtmlParser().ParseDocument(await reader.GetStringAsync(new Uri("/hall/check" + query, UriKind.Relative))).QuerySelector("main")!.Words;
        (await MainAsync("")).ShouldContain("沂水县");
        (await MainAsync("?in=371323000000")).ShouldContain("城镇户籍还是农村户籍");
        (await MainAsync("?in=371323000000&hukou=other&done=hukou")).ShouldContain("请选择户籍类别");
        (await MainAsync("?in=371323000000&hukou=rural&n=99&done=people")).ShouldContain("1到10");
        (await MainAsync("?in=371323000000&hukou=rural&n=1&done=people")).ShouldContain("先说您自己");
        (await MainAsync("?in=371323000000&hukou=rural&n=1&y1=52&o1=13&done=member1")).ShouldContain("出生的年份和月份");
        (await MainAsync("?in=371323000000&hukou=rural&n=1&y1=1952&o1=3&done=member1")).ShouldContain("财产和开支");
        (await MainAsync("?in=371323000000&hukou=rural&n=1&y1=1952&o1=3&a=x&done=property")).ShouldContain("请写整数");
        // Another city's place is none.
        (await MainAsync("?in=110101000000&hukou=rural")).ShouldContain("家在哪个县（区）");
    }

    [Fact]
    public void ToJson_OfEveryAnswer_IsAFamilyThatPoliciesRead()
    {
        var answers = new HallAnswers(new Dictionary<string, string>
        {
            ["hukou"] = "urban",
            ["n"] = "2",
            ["y1"] = "1950",
            ["o1"] = "1",
            ["d1"] = "1",
            ["c1"] = "3",
            ["f1"] = "no",
            ["x1"] = "yes",
            ["i1"] = "yes",
            ["p1"] = "1200",
            ["y2"] = "2015",
            ["o2"] = "6",
            ["s2"] = "compulsory",
            ["pa2"] = "dead",
            ["ma2"] = "missing",
            ["a"] = "20000",
            ["h"] = "1",
            ["v"] = "0",
            ["b"] = "0",
            ["r"] = "10000",
        });
        var family = Huimin.Policies.JsonFamily.Read(answers.ToJson(371323000000, new DateOnly(2026, 11, 20)), TestPolicies.Linyi);
        family.MemberCount.ShouldBe(2);
    }

    private static async Task<(int, int, long)> CountAsync(WebCity web)
    {
        await using var context = web.Database.CreateContext();
        return (await context.People.CountAsync(), await context.Cases.CountAsync(), await context.AuditRecords.LongCountAsync());
    }
}
