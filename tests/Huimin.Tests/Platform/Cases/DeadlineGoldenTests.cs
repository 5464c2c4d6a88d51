using Huimin.Platform.Cases;
using Huimin.Tests.Modules;

namespace Huimin.Tests.Platform.Cases;

/// <summary>GT-58 to GT-60: the days on the pages of cases, by the holiday notice of 2025.</summary>
public sealed class DeadlineGoldenTests
{
    private static FamilyCity Poor => new FamilyCity("linyi").Member("王一", "1980-01-01");

    [Theory, OnEveryDatabase]
    public async Task Gt58_Accepted25September2025_EndsOnTheStatutoryDays(TestDatabase kind)
    {
        await using var walk = await CaseWalk.StartAsync(kind, Poor, new DateOnly(2025, 9, 25));
        await walk.BeginAsync("dibao", Applications.BasicLiving);
        await walk.AcceptAsync();
        var record = await walk.RecordAsync();
        // Three working days of the check, thirty of the whole, forty-five of a special case.
        (record.StepDue, record.WholeDue).ShouldBe((new DateOnly(2025, 9, 29), new DateOnly(2025, 11, 12)));
        (await (await walk.AsAsync("township_clerk")).GetStringAsync(new Uri(walk.Path, UriKind.Relative))).ShouldContain("2025年11月12日");
        await walk.ActAsync("township_clerk", "extend", ("note", "人户分离，需要异地核实"));
        (await walk.RecordAsync()).WholeDue.ShouldBe(new DateOnly(2025, 12, 3));
    }

    [Fact]
    public async Task Gt58_FifteenWorkingDaysFrom25September2025_AreOverOn22October()
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, new FamilyCity("linyi").Member("王小明", "2015-01-01", ("guardianship", "orphan")), new DateOnly(2025, 9, 22));
        await walk.BeginAsync("orphan", Applications.Child());
        await walk.AcceptAsync();
        await walk.InquireAsync(("father_state", "dead"), ("mother_state", "dead"));
        walk.Day = new DateOnly(2025, 9, 25);
        await walk.ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Granted)));
        (await walk.RecordAsync()).StepDue.ShouldBe(new DateOnly(2025, 10, 22));
    }

    [Fact]
    public async Task Gt59_MaterialsOn28April2025_AreConfirmedBy15May()
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, Poor, new DateOnly(2025, 4, 18));
        await walk.BeginAsync("dibao", Applications.BasicLiving);
        await walk.AcceptAsync();
        await walk.InquireAsync();
        walk.Day = new DateOnly(2025, 4, 20);
        await walk.ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Granted)));
        await walk.PublishAsync();
        walk.Day.ShouldBe(new DateOnly(2025, 4, 28));
        await walk.ActAsync("township_clerk", "advance");
        (await walk.RecordAsync()).StepDue.ShouldBe(new DateOnly(2025, 5, 15));
    }

    [Fact]
    public async Task Gt60_PostedOn26September2025_HangsSevenDaysThrough3October()
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, Poor, new DateOnly(2025, 9, 24));
        await walk.BeginAsync("dibao", Applications.BasicLiving);
        await walk.AcceptAsync();
        await walk.InquireAsync();
        await walk.ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Granted)));
        walk.Day = new DateOnly(2025, 9, 26);
        await walk.ActAsync("township_clerk", "publish", ("from", "2025-09-26"));
        // Still hanging: the step is not done on its last day, and is on the next.
        walk.Day = new DateOnly(2025, 10, 3);
        (await walk.TryActAsync("township_clerk", "advance")).QuerySelector(".hm-errors")!.Words.ShouldContain("公示到2025-10-03结束");
        walk.Day = new DateOnly(2025, 10, 4);
        await walk.ActAsync("township_clerk", "advance");
        (await walk.StepAsync())!.Code.ShouldBe("confirm");
    }
}
