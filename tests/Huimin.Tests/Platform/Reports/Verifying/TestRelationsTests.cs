using Huimin.Platform;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Registers;
using Huimin.Platform.Reports.Verifying;
using Huimin.Platform.Tasks;
using Huimin.Tests.Platform.Indicators;

namespace Huimin.Tests.Platform.Reports.Verifying;

/// <summary>What holds between figures of a text, and between those and the ledger; and the claims whose evidence the program itself counts.</summary>
public sealed class TestRelationsTests
{
    private const string Title = "临沂市民政局2026年10月工作情况\n";

    [Theory, OnEveryDatabase]
    public async Task Verify_PartAndWhole_AreComparedWithTheLedgerWhereTheTextStatesOne(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        (await StandingAsync("全市发放特困人员家庭取暖补贴8户,分散供养特困人员6人。", "tekun_dispersed")).ShouldBe([TestStanding.Refuted]);
        (await StandingAsync("全市销售福利彩票1000万元,筹集公益金310万元。", "lottery_sales")).ShouldBe([TestStanding.Proved]);
        (await StandingAsync("全市销售福利彩票1000万元,筹集公益金600万元。", "lottery_sales")).ShouldBe([TestStanding.Refuted]);
        (await StandingAsync("全市筹集福利彩票公益金100万元。", "lottery_sales")).ShouldBeEmpty("what nobody knows is not compared");
        await city.ReportAsync(EnteredKind.Published, new() { ["lottery_sales"] = "10000000" });
        (await StandingAsync("全市筹集福利彩票公益金100万元。", "lottery_sales")).ShouldBeEmpty("nor with what a report says");
        await city.ReportAsync(EnteredKind.Reported, new() { ["lottery_sales"] = "10000000" });
        (await StandingAsync("全市筹集福利彩票公益金100万元。", "lottery_sales")).ShouldBe([TestStanding.Refuted]);
        (await StandingAsync("全市筹集福利彩票公益金300万元。", "lottery_sales")).ShouldBe([TestStanding.Proved]);

        await city.ReportAsync(EnteredKind.Reported, new() { ["elder_care_institutions"] = "123" });
        (await StandingAsync("全市123处养老机构帮包责任全部落实。", "elder_care_institutions")).ShouldBe([TestStanding.Proved, TestStanding.Proved]);
        (await StandingAsync("全市110处养老机构帮包责任全部落实。", "elder_care_institutions")).ShouldBe([TestStanding.Refuted, TestStanding.Proved]);
        (await StandingAsync("全市110处养老机构帮包责任落实。", "elder_care_institutions")).ShouldBe([TestStanding.Proved]);

        async Task<IEnumerable<TestStanding>> StandingAsync(string text, string whole) => (await city.VerifyAsync(Title + text)).Relations.Where(r => r.Whole == whole).Select(r => r.Standing).ToList();
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_RisesInARow_AreOneMoreThanAYearBefore(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        const string Code = "social_assistance_standard_consecutive_increases";
        const string Risen = "困难群众救助保障标准平均提高8%,实现13连增。";
        (await RelationAsync(Risen)).Standing.ShouldBe(TestStanding.Unchecked);
        await city.ReportAsync(EnteredKind.Published, new() { [Code] = "12" }, "2025-10");
        (await RelationAsync(Risen)).Standing.ShouldBe(TestStanding.Proved);
        (await RelationAsync("困难群众救助保障标准平均提高8%,实现15连增。")).Standing.ShouldBe(TestStanding.Refuted);

        async Task<TestedRelation> RelationAsync(string text) => (await city.VerifyAsync(Title + text)).Relations.Single(r => r.Whole == Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_Plan_IsComparedWithWhatIsDoneForTheTimeOfItsTarget(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        const string Text = "全市完成老年人家庭适老化改造224户。\n下一步,完成老年人家庭适老化改造7000户。";
        (await RelationAsync()).Standing.ShouldBe(TestStanding.Unchecked);
        await city.ReportAsync(EnteredKind.Target, new() { ["home_adaptation_households"] = "7000" }, "2026");
        var relation = await RelationAsync();
        relation.Standing.ShouldBe(TestStanding.Proved);
        Texts.In(true, relation.Reason).ShouldContain("3.2%");
        await city.ReportAsync(EnteredKind.Target, new() { ["home_adaptation_households"] = "5000" }, "2026");
        (await RelationAsync()).Standing.ShouldBe(TestStanding.Refuted);

        async Task<TestedRelation> RelationAsync() => (await city.VerifyAsync(Title + Text)).Relations.Single(r => r.Whole == "home_adaptation_households");
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_ReturnToPoverty_IsCountedFromOpenTasks(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        (await ClaimAsync("全市未发生返贫。")).Standing.ShouldBe(TestStanding.Unchecked, "without any task nothing is known");
        await using var context = city.Database.CreateContext();
        var below = Task(1, TaskKinds.Unserved.Code, "dibao");
        context.Add(below);
        await context.SaveChangesAsync();
        (await ClaimAsync("全市未发生返贫。")).Standing.ShouldBe(TestStanding.Proved, "who was never warned has not fallen back");
        context.Add(Task(2, TaskKinds.Risk.Code, "warn_medical_expense"));
        await context.SaveChangesAsync();
        (await ClaimAsync("全市未发生返贫。")).Standing.ShouldBe(TestStanding.Refuted);
        (await ClaimAsync("全市未发生规模性返贫。")).ShouldSatisfyAllConditions(c => c.Standing.ShouldBe(TestStanding.Refuted), c => c.Share.ShouldNotBeNull());
        below.Finish("assisted", "", null, null, new(2026, 10, 30));
        await context.SaveChangesAsync();
        (await ClaimAsync("全市未发生规模性返贫。")).Standing.ShouldBe(TestStanding.Proved);

        async Task<TestedClaim> ClaimAsync(string text) => (await city.VerifyAsync(Title + text)).Claims.Single();

        static WorkTask Task(long id, string what, string programme) => new()
        {
            Id = 9_000_000 + id,
            Kind = what,
            Subject = $"{what}/{programme}/{id}",
            Line = "social_assistance",
            Region = SmallCity.Village,
            HouseholdId = SmallCity.ZhaoHousehold,
            Programme = programme,
            Month = 202610,
            CreatedOn = new(2026, 10, 15),
        };
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_CountiesAndGrowth_AreCountedAndCompared(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        const string Everywhere = "救急难慈善项目实现各县全覆盖。";
        (await ClaimAsync(Everywhere)).Standing.ShouldBe(TestStanding.Unchecked);
        await using var context = city.Database.CreateContext();
        var counties = new SmallCity().Regions.Where(r => r.Level == Huimin.Platform.Regions.RegionLevel.County).Select(r => r.Code).ToList();
        foreach (var (county, id) in counties.Skip(1).Select((c, i) => (c, 9_000_000L + i)))
            AddProject(county, id);
        AddProject(SmallCity.Yishui, 9_100_000);
        await context.SaveChangesAsync();
        var lacking = await ClaimAsync(Everywhere);
        (lacking.Standing, lacking.Share).ShouldBe((TestStanding.Refuted, (counties.Count - 1m) / counties.Count));
        AddProject(counties[0], 9_200_000);
        await context.SaveChangesAsync();
        (await ClaimAsync(Everywhere)).Standing.ShouldBe(TestStanding.Proved);

        const string More = "农村公墓纳入国土空间规划数量较上年明显增加。";
        await city.ReportAsync(EnteredKind.Reported, new() { ["public_cemeteries_in_spatial_plan"] = "120" });
        (await ClaimAsync(More)).Standing.ShouldBe(TestStanding.Unchecked);
        await city.ReportAsync(EnteredKind.Reported, new() { ["public_cemeteries_in_spatial_plan"] = "100" }, "2025-10");
        (await ClaimAsync(More)).Standing.ShouldBe(TestStanding.Proved);
        await city.ReportAsync(EnteredKind.Reported, new() { ["public_cemeteries_in_spatial_plan"] = "120" }, "2025-10");
        (await ClaimAsync(More)).Standing.ShouldBe(TestStanding.Refuted);

        async Task<TestedClaim> ClaimAsync(string text) => (await city.VerifyAsync(Title + text)).Claims.Single();

        void AddProject(long county, long id) => context.Add(new RegisterEntry { Id = id, Type = "charity_projects", Line = "social_assistance", State = "running", OpenedOn = new(2026, 1, 1) }
            .With(new EntryContent { Region = county, Name = "救急难", Category = "charity", Fields = "{}" }, new(2026, 1, 1)));
    }
}
