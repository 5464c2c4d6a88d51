using System.Net;

namespace Huimin.Tests.Platform.People.Households;

public sealed class HouseholdProgrammePageTests
{
    private const string Zhang = "/people/households/200125";

    [Fact]
    public async Task WhyNot_PlainComparison_SaysHowFarItIsMissed()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await web.GetAsync($"{Zhang}/programmes/dibao");
        page.QuerySelector(".hm-answer h2")!.Words.ShouldBe("这户家庭2026年11月为什么不享受最低生活保障");
        page.QuerySelector(".hm-because")!.Words.ShouldContain("不低于保障标准450.00元");
        // In October the same person earned nothing.
        (await web.GetAsync($"{Zhang}/programmes?programme=dibao&month=2026-10")).QuerySelector(".hm-big")!.Words.ShouldBe("450.00元");
        (await web.GetAsync($"{Zhang}/programmes/dibao?lang=en")).QuerySelector(".hm-answer h2")!.Words.ShouldBe("The household, November 2026: why not Minimum living guarantee");
    }

    [Fact]
    public async Task WhyNot_ProgrammeWithInputs_IsDecidedAtTheApplication()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await web.GetAsync($"{Zhang}/programmes/temporary_assistance");
        page.QuerySelectorAll(".hm-card h2").Select(h => h.Words).ShouldContain("临时救助在申请时决定");
        page.QuerySelectorAll(".hm-answer").ShouldBeEmpty();
    }

    [Fact]
    public async Task WhyNot_MissingFact_SaysWhatEachAnswerWouldDecide()
    {
        var city = new SmallCity();
        city.AddHousehold(300001, SmallCity.Village, "1号").MeansCheckedOn = null;
        city.AddPerson(700001, 300001, "钱一", Huimin.Platform.People.Relation.Head, Huimin.Platform.People.Sex.Male, new DateOnly(1980, 1, 1), null);
        await using var web = await TestDatabase.Sqlite.ServeAsync(city);
        var page = await web.GetAsync("/people/households/300001/programmes/dibao");
        page.QuerySelector(".hm-answer h2")!.Words.ShouldBe("这户家庭2026年11月能否享受最低生活保障，还不能判定");
        page.QuerySelector(".hm-because")!.Words.ShouldContain("家庭金融资产");
        page.QuerySelectorAll(".hm-card h3").Select(h => h.Words).ShouldBe(["全户", "钱一"]);
        // With so much missing no single amount decides, and what decides nothing is not listed.
        page.QuerySelectorAll(".hm-list li").ShouldContain(l => l.TextContent.Contains("家庭金融资产", StringComparison.Ordinal));
        page.QuerySelectorAll(".hm-list li").ShouldNotContain(l => l.TextContent.Contains("若为0.00元", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhyNot_OneMissingFact_SaysWhatAnAnswerDecides()
    {
        var city = new SmallCity();
        city.AddHousehold(300001, SmallCity.Village, "1号");
        city.AddPerson(700001, 300001, "钱一", Huimin.Platform.People.Relation.Head, Huimin.Platform.People.Sex.Male, new DateOnly(1980, 1, 1), null);
        city.HouseholdFacts.Add(new Huimin.Platform.People.HouseholdFact
        {
            HouseholdId = 300001,
            Fact = (short)TestPolicies.Linyi.Facts.Find("financial_assets", ofHousehold: true)!.Id,
            ValidFrom = new DateOnly(2026, 1, 1),
            Value = null,
            Source = (short)TestPolicies.Linyi.Facts.Sources[0].Id,
        });
        await using var web = await TestDatabase.Sqlite.ServeAsync(city);
        var page = await web.GetAsync("/people/households/300001/programmes/dibao");
        page.QuerySelectorAll(".hm-card h3").Select(h => h.Words).ShouldBe(["全户"]);
        page.QuerySelectorAll(".hm-list li li").Select(l => l.Words).ShouldBe(["若为0.00元： 应享450.00元"]);
    }

    [Fact]
    public async Task WhyNot_Law_IsThatOfTheMonth()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var basis = (await web.GetAsync($"{Zhang}/programmes/dibao")).QuerySelector(".hm-basis")!.Words;
        basis.ShouldContain("社会救助法 第十八条");
        basis.ShouldNotContain("社会救助暂行办法");
    }

    [Theory]
    [InlineData($"{Zhang}/programmes/dibao", "2026-09")]
    [InlineData($"{Zhang}/programmes/dibao", "2026-12")]
    [InlineData($"{Zhang}", "2020-05")]
    [InlineData($"{Zhang}/facts", "2020-05")]
    [InlineData("/people/persons/600125", "2020-05")]
    public async Task AnyPage_MonthWithoutRecords_DecidesNothingAndSaysWhichThereAre(string path, string month)
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await web.GetAsync($"{path}?month={month}");
        page.QuerySelector(".hm-empty h2")!.Words.ShouldEndWith("没有居民记录");
        page.QuerySelector(".hm-empty p")!.Words.ShouldContain("本市有2026年10月到2026年11月的居民记录");
        page.QuerySelectorAll(".hm-answer, .hm-why, .hm-tag.ok").ShouldBeEmpty();
    }

    [Fact]
    public async Task Household_FirstMonthOnRecord_IsNotComparedWithAMonthWithoutRecords()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var page = await web.GetAsync($"{Zhang}?month=2026-10");
        page.QuerySelectorAll(".hm-why").Length.ShouldBe(1);
        page.QuerySelectorAll("h2").Select(h => h.Words).ShouldNotContain("与上月比");
    }

    [Fact]
    public async Task WhyNot_NoSuchHouseholdOrProgramme_SaysSo()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        await web.GetAsync("/people/households/1/programmes/dibao", HttpStatusCode.NotFound);
        (await web.GetAsync($"{Zhang}/programmes/no_such")).QuerySelector(".hm-empty h2")!.Words.ShouldBe("没有这个项目");
        // From the household's page one click leads here.
        (await web.GetAsync(Zhang)).QuerySelectorAll(".hm-why .hm-actions a").ShouldContain(a => a.GetAttribute("href")!.StartsWith($"{Zhang}/programmes/", StringComparison.Ordinal));
    }
}
