using Huimin.Platform.Cases;
using Huimin.Tests.Platform;
using Huimin.Tests.Platform.Cases;

namespace Huimin.Tests.Modules.SocialAssistance;

/// <summary>Episodes of relief: somebody unknown, ten days, the search for the family, three months, and who comes again.</summary>
public sealed class HomelessReliefTests
{
    private static readonly DateOnly May = new(2026, 5, 6);

    private static readonly (string, string)[] Unknown =
    [
        ("name", "无名男，约60岁"), ("identity", "unknown"), ("way", "police"), ("found_at", "汽车站，5月6日晚"), ("minor", "no"), ("condition", "身无分文，说不清家在哪里"),
    ];

    [Theory, OnEveryDatabase]
    public async Task Episode_OfSomebodyUnknown_IsSearchedForUntilThreeMonthsAreOverAndSettled(TestDatabase kind)
    {
        await using var walk = await StayingAsync(kind);
        walk.Day = May.AddDays(3);
        await walk.VisitedAsync("county_officer", ("care", "食宿、体检"), ("goes", "search"));
        await walk.ActAsync("county_officer", "advance");
        (await walk.StepAsync())!.Code.ShouldBe("tracing");

        (await RefusedAsync(walk)).ShouldContain("24小时内要发布寻亲公告");
        await TriedAsync(walk, "notice");
        (await RefusedAsync(walk)).ShouldContain("公安比对和DNA采集比对");
        await TriedAsync(walk, "police");
        await TriedAsync(walk, "dna");
        (await RefusedAsync(walk)).ShouldContain("查找不满三个月");
        walk.Day = May.AddDays(3).AddMonths(3);
        (await RefusedAsync(walk)).ShouldContain("请登记安置落户");
        await TriedAsync(walk, "visit", ("settled", "已在福利机构落户，转特困供养"));
        await walk.ActAsync("county_officer", "advance");
        await walk.VisitedAsync("county_officer", ("departure", "settled"), ("to", "市社会福利院"), ("left_at", "2026-08-09"), ("escort", "张护送"));
        await walk.ActAsync("county_officer", "advance");
        var record = await walk.RecordAsync();
        (record.State, record.Outcome, record.HouseholdId, record.PersonId).ShouldBe((CaseState.Closed, CaseOutcome.Helped, null, null));
    }

    [Fact]
    public async Task Stay_OverTenDays_NeedsTheSuperiorsRecord()
    {
        await using var walk = await StayingAsync(TestDatabase.Sqlite);
        walk.Day = May.AddDays(8);
        var page = await ReliefAsync(walk);
        page.ShouldContain("在站1人，1人将满或者超过10天");
        page.ShouldContain("8天");
        walk.Day = May.AddDays(11);
        await walk.VisitedAsync("county_officer", ("care", "患病照料"), ("goes", "home"));
        (await RefusedAsync(walk)).ShouldContain("在站已经11天，超过10天的要向上级民政部门备案");
        await walk.VisitedAsync("county_officer", ("care", "患病照料"), ("goes", "home"), ("longer_record", "临民救备〔2026〕3号"));
        await walk.ActAsync("county_officer", "advance");
        (await walk.StepAsync())!.Code.ShouldBe("tracing");
    }

    [Fact]
    public async Task Known_WhoComesAgain_IsCountedAndNotTraced()
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, new FamilyCity("linyi").Member("王一", "1980-01-01"), May);
        (string, string)[] known = [("name", "孙归来"), ("identity", "known"), ("way", "self"), ("found_at", "车站"), ("minor", "no"), ("condition", "钱包被偷")];
        for (var time = 1; time <= 2; time++)
        {
            await walk.BeginWithoutFamilyAsync("county_officer", "homeless_relief", known);
            await walk.AcceptAsync("county_officer");
            await walk.InquireAsync(
                ("luggage", "背包一个"), ("health", "well"), ("care", "食宿"), ("goes", "home"), ("departure", "ticket"), ("to", "河南省商丘市"), ("left_at", "2026-05-07"), ("visited", "已到家"), ("handed", "temporary"));
            (await walk.RecordAsync()).State.ShouldBe(CaseState.Closed);
        }

        (await ReliefAsync(walk)).ShouldContain("1次");
    }

    [Fact]
    public async Task Refusal_WithReason_HasItsNotice()
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, new FamilyCity("linyi").Member("王一", "1980-01-01"), new DateOnly(2026, 7, 6));
        await walk.BeginWithoutFamilyAsync("county_officer", "homeless_relief", Unknown);
        await walk.ActAsync("county_officer", "not-accept", ("note", "经核实有亲属在本地，已由亲属接回"));
        var letter = await walk.LetterAsync(role: "county_officer");
        letter.ShouldContain("不予受理通知书");
        letter.ShouldContain("兰山民救不受〔2026〕100001号");
        letter.ShouldContain("经核实有亲属在本地，已由亲属接回。");
        letter.ShouldContain("根据社会救助法第七十六条，对本决定不服的");
    }

    private static async Task<CaseWalk> StayingAsync(TestDatabase kind)
    {
        var walk = await CaseWalk.StartAsync(kind, new FamilyCity("linyi").Member("王一", "1980-01-01"), May);
        await walk.BeginWithoutFamilyAsync("county_officer", "homeless_relief", Unknown);
        await walk.AcceptAsync("county_officer");
        await walk.VisitedAsync("county_officer", ("luggage", "布袋一个"), ("health", "well"));
        await walk.ActAsync("county_officer", "advance");
        return walk;
    }

    private static Task TriedAsync(CaseWalk walk, string means, params (string, string)[] more) =>
        walk.VisitedAsync("county_officer", [("means", means), ("tried_on", "2026-05-09"), ("attempt", "没有线索"), ("identity", "unknown"), .. more]);

    private static async Task<string> RefusedAsync(CaseWalk walk) => (await walk.TryActAsync("county_officer", "advance")).QuerySelector(".hm-errors")!.Words;

    private static async Task<string> ReliefAsync(CaseWalk walk) => await (await walk.AsAsync("county_officer")).GetStringAsync(new Uri("/relief", UriKind.Relative));
}
