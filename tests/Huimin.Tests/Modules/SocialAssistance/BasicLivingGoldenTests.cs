using Huimin.Platform.Cases;
using Huimin.Tests.Platform;
using Huimin.Tests.Platform.Cases;

namespace Huimin.Tests.Modules.SocialAssistance;

/// <summary>GT-13, GT-20 to GT-25 and GT-31, from the application at the counter to the letter and the award.</summary>
public sealed class BasicLivingGoldenTests
{
    private static readonly DateOnly March2025 = new(2025, 3, 3);

    [Theory]
    [InlineData("60%", "597.00元", 597_00)]
    [InlineData("0%", "495.00元", 495_00)]
    public async Task Gt13_SinglePersonHousehold_IsPaidOnItsOwnIncomeWithAFloor(string floor, string amount, long fen)
    {
        var city = new FamilyCity("linyi").With("dibao.standard", "995").With("dibao.floor_ratio", floor)
            .Member("王一", "1980-01-01", ("transfer_income", "500"), ("disability_kind", "mental"), ("disability_grade", "2")).Member("王二", "1955-01-01", ("wage", "2000"));
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, city, March2025);
        await walk.BeginAsync("dibao", [.. Applications.BasicLiving, ("alone", "yes")]);
        await walk.AcceptAsync();
        await walk.GrantAsync();
        (await walk.LetterAsync()).ShouldContain("最低生活保障 1人 每月" + amount + " 2025年4月");
        var award = (await walk.AwardsAsync()).ShouldHaveSingleItem();
        (award.Programme, award.Amount, award.Persons, award.FirstMonth).ShouldBe(("dibao", fen, 1, 202504));
    }

    [Theory, OnEveryDatabase]
    public async Task Gt20_AssetsWithinTwoYearsOfTheStandard_Pass(TestDatabase kind)
    {
        var city = new FamilyCity("linyi").With("dibao.standard", "900").Household("financial_assets", "21000").Member("王一", "1980-01-01");
        await using var walk = await CaseWalk.StartAsync(kind, city, March2025);
        await walk.BeginAsync("dibao", Applications.BasicLiving);
        await walk.AcceptAsync();
        await walk.GrantAsync();
        (await walk.LetterAsync()).ShouldContain("家庭人均金融资产21,000.00元，不超过限额21,600.00元（民发〔2021〕57号第十四条）。");
        (await walk.AwardsAsync()).ShouldHaveSingleItem().Amount.ShouldBe(900_00);
    }

    [Theory, OnEveryDatabase]
    public async Task Gt20_AssetsAboveTwoYearsOfTheStandard_AreRefusedWithThePoliciesReasonAndTheRemedies(TestDatabase kind)
    {
        var city = new FamilyCity("linyi").With("dibao.standard", "870").Household("financial_assets", "21000").Member("王一", "1980-01-01");
        await using var walk = await CaseWalk.StartAsync(kind, city, March2025);
        await walk.BeginAsync("dibao", Applications.BasicLiving);
        await walk.AcceptAsync();
        await walk.InquireAsync();
        // The policies do not allow it, so neither does the page.
        (await walk.TryActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Granted)))).QuerySelector(".hm-errors")!.Words.ShouldContain("按现行政策不符合");
        await walk.RefuseAsync("家庭金融资产超过规定限额");
        var letter = await walk.LetterAsync();
        letter.ShouldContain("关于不予同意“最低生活保障申请”的决定书");
        letter.ShouldContain("家庭人均金融资产21,000.00元，超过限额20,880.00元");
        letter.ShouldContain("家庭金融资产超过规定限额。");
        letter.ShouldContain("60天内向兰山区人民政府申请行政复议（行政复议法第二十条）");
        letter.ShouldContain("6个月内依法向有管辖权的人民法院提起行政诉讼（行政诉讼法第四十六条）");
        // The law of 2026 was not in force.
        letter.ShouldContain("社会救助暂行办法第六十五条");
        (await walk.AwardsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("linyi", "2020-07-06", false, "6", "1,600.00元", 1_600_00)]
    [InlineData("linyi", "2020-07-06", true, "2", "985.00元", 985_00)]
    public async Task Gt21And22_Tekun_BasicLivingAndCareOfLinyi2020(string layer, string day, bool rural, string failed, string amount, long fen)
    {
        var city = new FamilyCity(layer).Member("王一", "1950-01-01", ("has_capable_supporter", "false"), ("self_care_failed", failed));
        await TekunAsync(rural ? city.Rural() : city, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), amount, fen);
    }

    [Fact]
    public async Task Gt23_Tekun_FourFailedItemsAreCompleteLoss() => await TekunAsync(
        new FamilyCity("linyi").Rural().With("dibao.standard", "801").With("tekun.standard", "1050").With("tekun.care", "0: 240, 1: 685, 4: 1090")
            .Member("王一", "1950-01-01", ("has_capable_supporter", "false"), ("self_care_failed", "4")),
        new DateOnly(2023, 3, 1), "2,140.00元", 2_140_00);

    [Theory]
    [InlineData(false, "840.00元", 840_00)]
    [InlineData(true, "582.00元", 582_00)]
    public async Task Gt24_Tekun_BasicStandardOfAnkang2023_IsAtLeast130PercentOfDibao(bool rural, string amount, long fen)
    {
        var city = new FamilyCity("ankang").With("tekun.care", "0: 0").Member("王一", "1950-01-01", ("has_capable_supporter", "false"));
        await TekunAsync(rural ? city.Rural() : city, new DateOnly(2023, 3, 1), amount, fen);
        fen.ShouldBeGreaterThanOrEqualTo(rural ? 581_75 : 838_50);
    }

    [Fact]
    public async Task Gt25_Tekun_FailedItemsDecideTheCareLevel()
    {
        var city = new FamilyCity("linyi");
        foreach (var failed in (string[])["0", "3", "4", "6"])
            city.Member("老人" + failed, "1950-01-01", ("has_capable_supporter", "false"), ("self_care_failed", failed));
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, city, new DateOnly(2020, 7, 6));
        await walk.BeginAsync("tekun", [.. Applications.BasicLiving, ("asks_tekun", "yes")]);
        await walk.AcceptAsync();
        await walk.GrantAsync();
        // 900 with 150 for the able, 400 for partial loss, 700 for complete loss.
        (await walk.AwardsAsync()).Select(a => a.Amount).ShouldBe([1_050_00, 1_300_00, 1_600_00, 1_600_00]);
        (await walk.LetterAsync()).ShouldContain("老人6 每月1,600.00元");
    }

    [Theory]
    [InlineData("60%", true)]
    [InlineData("75%", false)]
    [InlineData("80%", false)]
    public async Task Gt31_RigidExpense_IsRecognisedFromTheRatioOn(string ratio, bool expected)
    {
        var city = new FamilyCity("linyi").With("dibao.standard", "990").With("rigid_expense_family.ratio", ratio).With("rigid_expense_family.disposable_income", "45000")
            .Household("rigid_expense_12m", "40000").Member("王一", "1980-01-01", ("wage", "5000")).Member("王二", "1982-01-01").Member("王三", "2010-01-01");
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, city, March2025);
        await walk.BeginAsync("rigid_expense_family", Applications.BasicLiving);
        await walk.AcceptAsync();
        if (expected)
        {
            await walk.GrantAsync();
            var award = (await walk.AwardsAsync()).ShouldHaveSingleItem();
            (award.Programme, award.FirstMonth, award.LastMonth).ShouldBe(("rigid_expense_family", 202504, 202603));
            (await walk.LetterAsync()).ShouldContain("刚性支出困难家庭 3人 认定身份 2025年4月 2026年3月");
        }
        else
        {
            await walk.RefuseAsync("刚性支出没有达到规定比例");
            (await walk.AwardsAsync()).ShouldBeEmpty();
            (await walk.LetterAsync()).ShouldContain($"占家庭年收入60,000.00元的66.67%，未达到{ratio}");
        }
    }

    private static async Task TekunAsync(FamilyCity city, DateOnly day, string amount, long fen)
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, city, day);
        await walk.BeginAsync("tekun", [.. Applications.BasicLiving, ("asks_tekun", "yes")]);
        await walk.AcceptAsync();
        await walk.GrantAsync();
        (await walk.LetterAsync()).ShouldContain("王一 每月" + amount);
        var award = (await walk.AwardsAsync()).ShouldHaveSingleItem();
        (award.Programme, award.PersonId, award.Amount).ShouldBe(("tekun", 1L, fen));
        award.FirstMonth.ShouldBe((day.AddMonths(1).Year * 100) + day.AddMonths(1).Month);
    }
}
