using Huimin.Platform.Cases;
using Huimin.Tests.Platform.Cases;

namespace Huimin.Tests.Modules.ChildWelfare;

/// <summary>GT-39 to GT-44: children's benefits, from the counter to the letter and the award; nothing of a child is posted.</summary>
public sealed class ChildBenefitsTests
{
    private static readonly DateOnly February2021 = new(2021, 2, 22);
    private static readonly (string, string)[] NoParents = [("father_state", "none"), ("mother_state", "none")];

    [Theory]
    [InlineData("700", false, "670.00元", 670_00)]
    [InlineData("700", true, "570.00元", 570_00)]
    [InlineData("3000", false, "920.00元", 920_00)]
    public async Task Gt39To41_DeFactoOrphan_ReceivesTheDifferenceToTheOrphansStandard(string income, bool disabled, string amount, long fen)
    {
        var city = new FamilyCity("linyi").Member("王奶奶", "1950-01-01", ("transfer_income", income));
        city = disabled
            ? city.With("disability_living.standard", "1: 100").Member("王小明", "2012-01-01", ("guardianship", "de_facto_unattended"), ("disability_kind", "hearing"), ("disability_grade", "4"))
            : city.Member("王小明", "2012-01-01", ("guardianship", "de_facto_unattended"));
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, city, February2021);
        await walk.BeginForAsync(2, "de_facto_orphan", Applications.Child());
        await walk.AcceptAsync();
        await walk.GrantAsync(NoParents);
        var letter = await walk.LetterAsync();
        letter.ShouldContain("每月" + amount + " 2021年3月");
        letter.ShouldContain("的监护人：");
        var award = (await walk.AwardsAsync()).ShouldHaveSingleItem();
        (award.PersonId, award.Amount, award.FirstMonth).ShouldBe((2, fen, 202103));
        await using var context = walk.Web.Database.CreateContext();
        context.Publicities.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("institution", "2,503.00元", 2_503_00)]
    [InlineData("home", "2,002.00元", 2_002_00)]
    public async Task Gt42_Orphan_FollowsTheDibaoStandardByRatioRoundedUp(string placement, string amount, long fen)
    {
        var city = new FamilyCity("linyi").With("dibao.standard", "1001").With("orphan_living.dispersed", "600").With("orphan_living.institution", "1000")
            .With("orphan_living.dispersed_ratio", "200%").With("orphan_living.institution_ratio", "250%")
            .Member("王小明", "2015-01-01", ("guardianship", "orphan"), ("placement", placement));
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, city, new DateOnly(2023, 3, 1));
        await walk.BeginAsync("orphan", Applications.Child(placement));
        await walk.AcceptAsync();
        await walk.GrantAsync([("father_state", "dead"), ("mother_state", "dead")]);
        (await walk.LetterAsync()).ShouldContain("每月" + amount);
        (await walk.AwardsAsync()).ShouldHaveSingleItem().Amount.ShouldBe(fen);
    }

    [Theory]
    [InlineData("2025-02-10", true)]
    [InlineData("2025-04-10", false)]
    public async Task Gt43_MotherOutOfContact_CountsAfterSixMonthsFromThePoliceReport(string since, bool fits)
    {
        var city = new FamilyCity("linyi").Member("王奶奶", "1950-01-01", ("transfer_income", "3000")).Member(
            "王小明", "2015-01-01", ("father_state", "in_prison"), ("father_state_since", "2025-01-10"), ("mother_state", "out_of_contact"), ("mother_state_since", since));
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, city, new DateOnly(2025, 8, 18));
        await walk.BeginForAsync(2, "de_facto_orphan", Applications.Child());
        await walk.AcceptAsync();
        (string, string)[] states = [("father_state", "in_prison"), ("mother_state", "out_of_contact")];
        if (fits)
        {
            await walk.GrantAsync(states);
            (await walk.AwardsAsync()).ShouldHaveSingleItem().Amount.ShouldBe(920_00);
            return;
        }

        await walk.InquireAsync(states);
        await walk.ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Refused)), ("note", "失联未满六个月"));
        await walk.DecideAsync(CaseOutcome.Refused, "母亲失联未满六个月");
        (await walk.AwardsAsync()).ShouldBeEmpty();
        (await walk.LetterAsync()).ShouldContain("父母状况（父亲服刑在押、母亲失联）也不符合条件");
    }

    [Theory, OnEveryDatabase]
    public async Task Gt44_OrphanStudent_ReceivesAYearsAid(TestDatabase kind)
    {
        var city = new FamilyCity("linyi").Member("王同学", "2006-05-10", ("guardianship", "orphan"), ("study", "college"));
        await using var walk = await CaseWalk.StartAsync(kind, city, new DateOnly(2025, 9, 1));
        await walk.BeginAsync("orphan_study_aid", ("phone", Applications.Phone), ("school", "临沂大学"), ("school_year", "2025-2026"), ("orphan_before_18", "yes"), ("adopted", "no"), ("study", "college"));
        await walk.AcceptAsync();
        await walk.GrantAsync();
        (await walk.LetterAsync()).ShouldContain("福彩圆梦·孤儿助学 王同学 一次性10,000.00元 2025年9月");
        var award = (await walk.AwardsAsync()).ShouldHaveSingleItem();
        (award.Amount, award.OneOff, award.FirstMonth).ShouldBe((10_000_00, true, 202509));
    }
}
