using Huimin.Platform.Cases;
using Huimin.Tests.Platform.Cases;

namespace Huimin.Tests.Modules.Disability;

/// <summary>GT-32 to GT-38: one application for both allowances, from the counter to the letter and the awards.</summary>
public sealed class TwoAllowancesTests
{
    private static readonly DateOnly March2023 = new(2023, 3, 1);
    private static readonly (string, string)[] Federation = [("certificate", "yes")];

    [Theory, OnEveryDatabase]
    public async Task Gt32_GradeOneOnDibao_ReceivesBoth(TestDatabase kind)
    {
        await using var walk = await GrantedAsync(kind, new FamilyCity("linyi").Member("王一", "1980-01-01", ("disability_grade", "1")), March2023);
        (await walk.AwardsAsync()).Select(a => (a.Programme, a.Amount, a.FirstMonth)).ShouldBe([("disability_living", 185_00, 202303), ("disability_nursing", 167_00, 202303)]);
        var letter = await walk.LetterAsync();
        letter.ShouldContain("困难残疾人生活补贴 王一 每月185.00元");
        letter.ShouldContain("重度残疾人护理补贴 王一 每月167.00元");
        letter.ShouldContain("以上合计每月352.00元");
    }

    [Fact]
    public async Task Gt33_GradeThreePhysical_ReceivesTheLivingAllowanceOnly()
    {
        await using var walk = await GrantedAsync(TestDatabase.Sqlite, new FamilyCity("linyi").Member("王一", "1980-01-01", ("disability_kind", "physical"), ("disability_grade", "3")), March2023);
        (await walk.AwardsAsync()).Select(a => (a.Programme, a.Amount)).ShouldBe([("disability_living", 145_00L)]);
    }

    [Fact]
    public async Task Gt34_Tekun_ReceivesNeither()
    {
        await using var walk = await RefusedAsync(new FamilyCity("linyi").Member("王一", "1980-01-01", ("disability_grade", "1"), ("has_capable_supporter", "false")), "已享受特困供养");
        (await walk.AwardsAsync()).ShouldBeEmpty();
        (await walk.LetterAsync()).ShouldContain("已享受特困供养");
    }

    [Fact]
    public async Task Gt35_OrphanOfGradeTwo_ReceivesTheNursingAllowanceOnly()
    {
        await using var walk = await GrantedAsync(TestDatabase.Sqlite, new FamilyCity("linyi").Member("王一", "2015-01-01", ("disability_grade", "2"), ("guardianship", "orphan")), March2023);
        (await walk.AwardsAsync()).Select(a => (a.Programme, a.Amount)).ShouldBe([("disability_nursing", 140_00L)]);
    }

    [Fact]
    public async Task Gt36_WorkInjuryNursingFee_ExcludesBoth()
    {
        await using var walk = await RefusedAsync(new FamilyCity("linyi").Member("王一", "1980-01-01", ("disability_grade", "1"), ("other_nursing_benefit", "true")), "已经领取工伤保险生活护理费");
        (await walk.LetterAsync()).ShouldContain("已领取工伤保险生活护理费等待遇");
    }

    [Theory, OnEveryDatabase]
    public async Task Gt37_ApprovedAMonthLater_IsPaidFromTheMonthOfApplication(TestDatabase kind)
    {
        await using var walk = await CaseWalk.StartAsync(kind, new FamilyCity("linyi").Member("王一", "1980-01-01", ("disability_grade", "1")), new DateOnly(2025, 3, 20));
        await walk.BeginAsync("disability_allowances", Applications.Allowances);
        walk.Day = new DateOnly(2025, 4, 15);
        await walk.AcceptAsync();
        await walk.ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Granted)));
        await walk.ThroughAsync(Federation);
        walk.Day = new DateOnly(2025, 4, 25);
        await walk.DecideAsync(CaseOutcome.Granted, "");
        (await walk.AwardsAsync()).Select(a => (a.Amount, a.FirstMonth)).ShouldBe([(185_00, 202503), (167_00, 202503)]);
        (await walk.LetterAsync()).ShouldContain("自2025年3月起计发，到2025年4月共2个月，合计704.00元，第一次发放时一并发给。");
    }

    [Fact]
    public async Task Gt38_ElderOnDibao_HasBothAllowancesBesideTheEldersSubsidy()
    {
        await using var walk = await GrantedAsync(TestDatabase.Sqlite, new FamilyCity("linyi").Member("王一", "1940-06-01", ("disability_grade", "1"), ("ability_level", "3")), March2023);
        // 185 and the higher nursing allowance of 167; the elders' subsidy, which no case grants yet, leaves its own extra of 80 out and is 100.
        (await walk.AwardsAsync()).Sum(a => a.Amount).ShouldBe(352_00);
        using var officer = await walk.Web.ReaderAsync();
        (await officer.GetStringAsync(new Uri("/people/households/1/programmes/elder_hardship_subsidy?month=2023-03", UriKind.Relative))).ShouldContain("100.00元");
    }

    [Fact]
    public async Task Clocks_OfACaseThatAnotherProvincePushed_AreTenWorkingDaysAndNoPosting()
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, new FamilyCity("linyi").Member("王一", "1980-01-01", ("disability_grade", "1")), new DateOnly(2025, 9, 25));
        await walk.BeginAsync("disability_allowances", [.. Applications.Allowances, ("from_elsewhere", "yes"), ("received_at", "江苏省苏州市")]);
        await walk.AcceptAsync();
        (await walk.RecordAsync()).WholeDue.ShouldBe(new DateOnly(2025, 10, 15));
        await walk.ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Granted)));
        (await walk.StepAsync())!.Code.ShouldBe("federation");
        await walk.VisitedAsync("county_officer", Federation);
        await walk.ActAsync("county_officer", "advance");
        (await walk.StepAsync())!.Code.ShouldBe("confirm");
    }

    [Fact]
    public async Task Push_ToAnotherProvince_IsFollowedUntilTheApplicantIsTold()
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, new FamilyCity("linyi").Member("王一", "1980-01-01"), new DateOnly(2025, 9, 22));
        await walk.BeginWithoutFamilyAsync("township_clerk", "disability_allowances_push", ("name", "李外省"), ("citizen_id", "11010519491231002X"), ("phone", Applications.Phone), ("home", "北京市朝阳区"));
        await walk.AcceptAsync();
        (await walk.RecordAsync()).StepDue.ShouldBe(new DateOnly(2025, 9, 25));
        await walk.InquireAsync(("pushed_to", "朝阳区民政局"), ("pushed_on", "2025-09-22"), ("home_decision", "refused"), ("told", "电话告知本人"));
        var record = await walk.RecordAsync();
        (record.State, record.Outcome).ShouldBe((CaseState.Closed, CaseOutcome.Refused));
    }

    private static async Task<CaseWalk> GrantedAsync(TestDatabase kind, FamilyCity city, DateOnly day)
    {
        var walk = await CaseWalk.StartAsync(kind, city, day);
        await walk.BeginAsync("disability_allowances", Applications.Allowances);
        await walk.AcceptAsync();
        await walk.GrantAsync(Federation);
        return walk;
    }

    private static async Task<CaseWalk> RefusedAsync(FamilyCity city, string reason)
    {
        var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, city, March2023);
        await walk.BeginAsync("disability_allowances", Applications.Allowances);
        await walk.AcceptAsync();
        await walk.ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Refused)), ("note", reason));
        await walk.ThroughAsync(Federation);
        await walk.DecideAsync(CaseOutcome.Refused, reason);
        return walk;
    }
}
