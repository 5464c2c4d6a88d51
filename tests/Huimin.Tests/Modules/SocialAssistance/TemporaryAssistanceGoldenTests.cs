using Huimin.Platform.Cases;
using Huimin.Tests.Platform;
using Huimin.Tests.Platform.Cases;

namespace Huimin.Tests.Modules.SocialAssistance;

/// <summary>GT-27 to GT-30, from the application at the counter to the letter and the award.</summary>
public sealed class TemporaryAssistanceGoldenTests
{
    private static readonly DateOnly March2025 = new(2025, 3, 3);

    [Theory, OnEveryDatabase]
    public async Task Gt27_SmallFastAid_IsCappedAtOneMonthOfTheStandard(TestDatabase kind)
    {
        await using var walk = await CaseWalk.StartAsync(kind, new FamilyCity("chengdu").Member("王一", "1980-01-01", ("wage", "5000")), March2025);
        await walk.BeginAsync("temporary_urgent", [.. Applications.Temporary, ("kind", "urgent"), ("small_fast", "yes"), ("proposed", "1500")]);
        await walk.AcceptAsync();
        await walk.GrantAsync();
        var letter = await walk.LetterAsync();
        letter.ShouldContain("临时救助 1人 一次性990.00元 2025年3月");
        letter.ShouldContain("一次性通过金融机构发放");
        var award = (await walk.AwardsAsync()).ShouldHaveSingleItem();
        (award.Amount, award.OneOff, award.FirstMonth, award.LastMonth).ShouldBe((990_00, true, 202503, 202503));
    }

    [Fact]
    public async Task Gt28_SpendingType_IsRaisedToTwoMonthsAHead()
    {
        var city = new FamilyCity("chengdu").Member("王一", "1980-01-01").Member("王二", "1982-01-01").Member("王三", "2010-01-01").Member("王四", "2012-01-01");
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, city, March2025);
        await walk.BeginAsync("temporary_assistance", [.. Applications.Temporary, ("kind", "spending"), ("proposed", "6000")]);
        await walk.AcceptAsync();
        await walk.GrantAsync();
        (await walk.LetterAsync()).ShouldContain("临时救助 4人 一次性7,920.00元");
        (await walk.AwardsAsync()).ShouldHaveSingleItem().Amount.ShouldBe(7_920_00);
    }

    [Theory]
    [InlineData("4", "7,740.00元", 7_740_00)]
    [InlineData("8", "11,610.00元", 11_610_00)]
    public async Task Gt29_Formula_CountsPersonsAndMonthsUpToSix(string months, string amount, long fen)
    {
        var city = new FamilyCity("ankang").With("temporary_assistance.by_formula", "true").Member("王一", "1980-01-01").Member("王二", "1982-01-01").Member("王三", "2010-01-01");
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, city, new DateOnly(2023, 3, 1));
        await walk.BeginAsync("temporary_urgent", [.. Applications.Temporary, ("kind", "urgent"), ("months", months)]);
        await walk.AcceptAsync();
        await walk.GrantAsync();
        (await walk.LetterAsync()).ShouldContain("一次性" + amount);
        (await walk.AwardsAsync()).ShouldHaveSingleItem().Amount.ShouldBe(fen);
    }

    [Theory]
    [InlineData("3000", true)]
    [InlineData("3500", false)]
    public async Task Gt30_TownshipDecidesUpToItsLimit(string proposed, bool township)
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, new FamilyCity("linyi").Member("王一", "1980-01-01"), March2025);
        await walk.BeginAsync("temporary_urgent", [.. Applications.Temporary, ("kind", "urgent"), ("proposed", proposed)]);
        await walk.AcceptAsync();
        await walk.ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Granted)));
        (await walk.RecordAsync()).ActorRegion.ShouldBe(township ? walk.City.Township : walk.City.County);
        // The other level may not.
        var refused = await walk.TryActAsync(township ? "county_approver" : "township_leader", "decide", ("outcome", nameof(CaseOutcome.Granted)));
        refused.QuerySelector(".hm-errors")!.Words.ShouldContain("办理");
        await walk.DecideAsync(CaseOutcome.Granted, "");
        (await walk.LetterAsync()).ShouldContain(township ? "银雀山街道办事处" : "兰山区民政局");
        (await walk.AwardsAsync()).ShouldHaveSingleItem().Amount.ShouldBe(long.Parse(proposed, System.Globalization.CultureInfo.InvariantCulture) * 100);
    }
}
