using System.Net;
using Huimin.Platform.People;
using Huimin.Tests.Platform.Access;

namespace Huimin.Tests.Platform.People;

public sealed class PeoplePageTests
{
    [Theory, OnEveryDatabase]
    public async Task Search_ByEveryForm_FindsTheSamePerson(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        foreach (var query in (string[])["赵德福", "赵德", SmallCity.ZhaoId, "1817", "赵德福家庭", "１８１７"])
        {
            var row = (await web.GetAsync(Search(query))).QuerySelectorAll("main tbody tr").ShouldHaveSingleItem();
            row.QuerySelector("th")!.Words.ShouldBe("赵德福");
            row.Words.ShouldContain("37**************17");
            row.Words.ShouldContain("沂水县高桥镇南里庄村");
            row.Words.ShouldNotContain(SmallCity.ZhaoId);
        }
    }

    [Fact]
    public async Task Pages_OfPeople_AreNotStored()
    {
        await using var web = await MatrixCity.StartAsync(TestDatabase.Sqlite);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        foreach (var path in (string[])["/people", $"/people/persons/{SmallCity.Zhao}", $"/people/households/{SmallCity.ZhaoHousehold}"])
        {
            using var answer = await clerk.GetAsync(new Uri(path, UriKind.Relative));
            (answer.StatusCode, answer.Headers.CacheControl?.NoStore).ShouldBe((HttpStatusCode.OK, true), path);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Search_ByHouseholdNumber_GoesThere(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        (await web.GetAsync(Search("H-371323-104882"))).QuerySelector("h1")!.Words.ShouldBe("赵德福家庭");
        (await web.GetAsync(Search("h371323104882"))).QuerySelector("h1")!.Words.ShouldBe("赵德福家庭");
        (await web.GetAsync(Search("H-371323-999999"))).Body!.Words.ShouldContain("没有与“H-371323-999999”相符");
    }

    [Theory, OnEveryDatabase]
    public async Task Search_ByPlace_ShowsThePlace(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var link = (await web.GetAsync(Search("高桥"))).QuerySelectorAll(".hm-links a").ShouldHaveSingleItem();
        link.Words.ShouldBe("沂水县高桥镇");
        link.GetAttribute("href").ShouldBe($"/regions/{SmallCity.Gaoqiao}");
    }

    [Theory, OnEveryDatabase]
    public async Task Search_CommonName_PagesByKeyToTheLastPerson(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        (await AllRowsAsync(web, Search("张"))).ShouldBe(130);
        (await AllRowsAsync(web, Search("张伟"))).ShouldBe(43);
        (await AllRowsAsync(web, $"/people?region={SmallCity.Yishui}")).ShouldBe(131);
        (await AllRowsAsync(web, $"{Search("张")}&region=371323102202")).ShouldBe(65);
        (await AllRowsAsync(web, $"{Search("张")}&region=371302000000")).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Search_ThoseOutsideTheHouseholdInTheMonth_AreNotShownAsEntitled(TestDatabase kind)
    {
        var city = new SmallCity();
        city.People.Single(p => p.Id == 500002).DiedOn = new(2026, 5, 20);
        city.People.Single(p => p.Id == 500003).DepartedOn = new(2026, 11, 1);
        city.AddPerson(500004, SmallCity.ZhaoHousehold, "赵新来", Relation.Grandchild, Sex.Male, new(2012, 1, 1), null).MemberSince = new(2026, 11, 2);
        city.AddPerson(500005, SmallCity.ZhaoHousehold, "赵大山", Relation.Grandchild, Sex.Male, new(2013, 1, 1), null);
        city.AddPerson(500006, SmallCity.ZhaoHousehold, "赵小山", Relation.Grandchild, Sex.Male, new(2014, 1, 1), null);
        await using var web = await kind.ServeAsync(city);
        foreach (var (name, entitled) in ((string, bool)[])[("赵德福", true), ("赵大山", true), ("李秀兰", false), ("赵小雨", false), ("赵新来", false)])
        {
            var row = (await web.GetAsync(Search(name))).QuerySelectorAll("main tbody tr").ShouldHaveSingleItem();
            row.TextContent.Contains("最低生活保障", StringComparison.Ordinal).ShouldBe(entitled, name);
        }

        (await web.GetAsync(Search("赵小雨") + "&month=2026-10")).QuerySelector("main tbody tr")!.Words.ShouldContain("最低生活保障");
    }

    [Theory, OnEveryDatabase]
    public async Task Files_OfAPastMonth_ShowTheStayOfThatMonth(TestDatabase kind)
    {
        var city = new SmallCity();
        city.People.Single(p => p.Id == 500003).MemberSince = new(2026, 11, 1);
        city.Former.Clear();
        city.Former.Add(new FormerMembership { PersonId = 500003, From = new(2021, 3, 5), To = new(2026, 11, 1), HouseholdId = 200001, Relation = Relation.Daughter });
        await using var web = await kind.ServeAsync(city);

        var row = (await web.GetAsync("/people/households/200001/members?month=2026-10")).QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("赵小雨", StringComparison.Ordinal));
        row.Words.ShouldContain("2021年3月5日");
        row.Words.ShouldContain("女");
        (await web.GetAsync("/people/persons/500003?month=2026-10")).QuerySelector(".hm-id")!.Words.ShouldContain("H-371323-200001");
        var now = await web.GetAsync("/people/persons/500003");
        now.QuerySelector(".hm-id")!.Words.ShouldContain("H-371323-104882");
        now.QuerySelector(".hm-time")!.Words.ShouldContain("原家庭 H-371323-200001");
    }

    [Theory, OnEveryDatabase]
    public async Task Household_WithoutAnyBenefit_OpensOnTheFirstHouseholdProgrammeAndItsConsequence(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var why = (await web.GetAsync("/people/households/200125")).QuerySelector(".hm-why")!;
        why.QuerySelector("h2")!.Words.ShouldBe("最低生活保障为什么不符合");
        why.QuerySelectorAll(".hm-step.failed .hm-tag").Select(t => t.Words).Distinct().ShouldBe(["因此不符合"]);
        (await web.GetAsync("/people/persons/600125")).QuerySelector("main table")!.Words.ShouldContain("最低生活保障");
    }

    [Theory, OnEveryDatabase]
    public async Task Search_HostileQueries_AreHarmless(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        string[] hostile =
        [
            "'; DROP TABLE person; --", "\" OR 1=1", "%", "_", "张%", "<script>alert(1)</script>", "\uFFFF", "𬱖", "{0}", "../../etc/passwd", "-1", "H-371323-99999999999999999",
        ];
        foreach (var query in hostile)
        {
            var page = await web.GetAsync(Search(query));
            page.QuerySelectorAll("script:not([src])").ShouldBeEmpty(query);
            page.QuerySelectorAll("main tbody tr").ShouldBeEmpty(query);
        }

        (await web.GetAsync(Search(new string('张', 1000)))).QuerySelector(".hm-errors")!.Words.ShouldContain("60个字以内");
        using (var huge = await web.SendAsync(Search(new string('x', 20_000))))
            ((int)huge.StatusCode).ShouldBeInRange(400, 499);
        foreach (var address in (string[])["/people?region=abc", "/people?region=99&after=x", "/people?q=%E5%BC%A0&after=zzz", "/people?q=%ff%fe"])
            await web.GetAsync(address);
    }

    [Theory, OnEveryDatabase]
    public async Task Household_File_ExplainsItsBenefitInSentences(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var page = await web.GetAsync("/people/households/104882");

        page.QuerySelector(".hm-id")!.Words.ShouldContain("沂水县高桥镇南里庄村");
        page.QuerySelector(".hm-id")!.Words.ShouldContain("H-371323-104882");
        var amount = page.QuerySelectorAll("table tbody tr").First(r => r.TextContent.Contains("最低生活保障", StringComparison.Ordinal)).QuerySelector(".hm-amount")!.Words;
        page.QuerySelector(".hm-why h2")!.Words.ShouldBe($"最低生活保障为什么是 {amount}元");
        var steps = page.QuerySelectorAll(".hm-step").Select(s => s.Words).ToList();
        steps[0].ShouldContain("3人");
        steps[^1].ShouldContain(amount);
        page.QuerySelectorAll(".hm-step .law").ShouldNotBeEmpty();
        page.QuerySelectorAll(".hm-tree li").Length.ShouldBeGreaterThan(10);

        var other = await web.GetAsync("/people/households/104882?programme=disability_nursing&person=500002");
        other.QuerySelector(".hm-why h2")!.Words.ShouldContain("为什么不符合");
    }

    [Theory, OnEveryDatabase]
    public async Task Household_Tabs_AreAddressesThatShowFactsAndHistory(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        (await web.GetAsync("/people/households/104882/members")).QuerySelectorAll("tbody tr").Length.ShouldBe(3);
        (await web.GetAsync("/people/households/104882/facts")).Body!.Words.ShouldContain("900.00元/月 2026年1月1日 户籍");
        (await web.GetAsync("/people/households/200001/history")).Body!.Words.ShouldContain("赵小雨离开家庭");
    }

    [Theory, OnEveryDatabase]
    public async Task Household_ChangedIncome_IsTheCauseOfTheDifference(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var page = await web.GetAsync("/people/households/200125");
        var row = page.QuerySelectorAll("tr").Single(r => r.TextContent.Contains('→', StringComparison.Ordinal) && r.TextContent.Contains("最低生活保障", StringComparison.Ordinal));
        row.Words.ShouldContain("不符合");
        row.Words.ShouldContain("0.00 → 9,000.00");
    }

    [Theory, OnEveryDatabase]
    public async Task Person_File_ShowsTheirBenefitsAndFormerHouseholds(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var page = await web.GetAsync("/people/persons/500003");
        page.QuerySelector("h1")!.Words.ShouldBe("赵小雨");
        page.QuerySelector(".hm-id")!.Words.ShouldContain("未登记");
        page.QuerySelector("a[href='/people/households/200001']").ShouldNotBeNull();
        (await web.GetAsync("/people/persons/500002?programme=disability_living")).QuerySelector(".hm-why h2")!.Words.ShouldContain("李秀兰的困难残疾人生活补贴");
    }

    [Theory, OnEveryDatabase]
    public async Task Files_WrongNumbers_AnswerNotFoundInWords(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        (await web.GetAsync("/people/households/999", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这户家庭");
        (await web.GetAsync("/people/households/999/facts", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这户家庭");
        (await web.GetAsync("/people/persons/-1", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这个人");
        (await web.GetAsync("/people/households/abc", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这一页");
        (await web.GetAsync("/nothing/here", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这一页");
    }

    private static string Search(string query) => $"/people?q={Uri.EscapeDataString(query)}";

    private static async Task<int> AllRowsAsync(WebCity web, string address)
    {
        var seen = new HashSet<string>();
        var rows = 0;
        for (string? next = address; next is not null;)
        {
            var page = await web.GetAsync(next);
            foreach (var link in page.QuerySelectorAll("main tbody th a"))
            {
                rows++;
                seen.Add(link.GetAttribute("href")!);
            }

            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        seen.Count.ShouldBe(rows, "a row stands on two pages");
        return rows;
    }
}
