using Huimin.Platform;
using Huimin.Platform.Indicators;
using Huimin.Platform.Reports.Verifying;
using Huimin.Reports;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Claims;
using Huimin.Tests.Platform.Indicators;

namespace Huimin.Tests.Platform.Reports.Verifying;

/// <summary>Each shape of a claim: proved, refuted, and unchecked where the ledger does not know.</summary>
public sealed class TestClaimTests
{
    private const long City = 371300000000;
    private static readonly Period Now = Period.Year(2024);
    private static readonly Dictionary<long, string> Places = new() { [1] = "甲县", [2] = "乙县", [3] = "丙县" };

    private static readonly IndicatorLibrary Library = new(
        IndicatorCatalogue.Read(new StringReader("""
            indicators:
              - {code: part, zh: 部分, en: Part, unit: place, measure: stock, domain: safety}
              - {code: whole, zh: 总数, en: Whole, unit: place, measure: stock, domain: safety}
              - {code: rate, zh: 覆盖率, en: Coverage, unit: percent, measure: rate, domain: safety}
            claim_limits: {marked: 0.1, uneven: 2, even: 1.25}
            """)),
        []);

    [Theory]
    [InlineData(5, 5, TestStanding.Proved)]
    [InlineData(4, 5, TestStanding.Refuted)]
    [InlineData(6, 5, TestStanding.Unchecked)]
    [InlineData(0, 0, TestStanding.Unchecked)]
    [InlineData(null, 5, TestStanding.Unchecked)]
    [InlineData(5, null, TestStanding.Unchecked)]
    public void Run_All_IsAsManyAsThereAre(int? part, int? whole, TestStanding standing) =>
        Run(ClaimKind.All, new AllOf([], "part", ["whole"]), ("part", part), ("whole", whole)).Standing.ShouldBe(standing);

    [Theory]
    [InlineData(1.0, TestStanding.Proved)]
    [InlineData(0.9999, TestStanding.Refuted)]
    [InlineData(1.5, TestStanding.Unchecked)]
    [InlineData(null, TestStanding.Unchecked)]
    public void Run_FullRate_IsAHundredPerCent(double? rate, TestStanding standing) => Run(ClaimKind.All, new FullRate([], "rate"), ("rate", (decimal?)rate)).Standing.ShouldBe(standing);

    [Theory]
    [InlineData(0, TestStanding.Proved)]
    [InlineData(1, TestStanding.Refuted)]
    [InlineData(null, TestStanding.Unchecked)]
    public void Run_NoneLeft_IsZeroAndUnknownIsNotZero(int? left, TestStanding standing)
    {
        Run(ClaimKind.All, new NoneOf([], "part"), ("part", left)).Standing.ShouldBe(standing);
        Run(ClaimKind.None, new NoneOf([], "part"), ("part", left)).Standing.ShouldBe(standing);
    }

    [Theory]
    [InlineData(0, null, TestStanding.Proved)]
    [InlineData(1, 100, TestStanding.Proved)]
    [InlineData(2, 100, TestStanding.Refuted)]
    [InlineData(2, null, TestStanding.Unchecked)]
    [InlineData(null, 100, TestStanding.Unchecked)]
    public void Run_FewTolerated_AreAShareOfTheWhole(int? left, int? whole, TestStanding standing) =>
        Run(ClaimKind.None, new NoneOf([], "part", "whole", 0.01m), ("part", left), ("whole", whole)).Standing.ShouldBe(standing);

    [Theory]
    [InlineData(ClaimKind.More, 12, 10, TestStanding.Proved)]
    [InlineData(ClaimKind.More, 10, 10, TestStanding.Refuted)]
    [InlineData(ClaimKind.More, 9, 10, TestStanding.Refuted)]
    [InlineData(ClaimKind.More, 3, 0, TestStanding.Proved)]
    [InlineData(ClaimKind.Less, 8, 10, TestStanding.Proved)]
    [InlineData(ClaimKind.Less, 10, 10, TestStanding.Refuted)]
    [InlineData(ClaimKind.Less, 0, 10, TestStanding.Proved)]
    [InlineData(ClaimKind.More, 12, null, TestStanding.Unchecked)]
    [InlineData(ClaimKind.More, null, 10, TestStanding.Unchecked)]
    public void Run_Change_IsAgainstAYearBefore(ClaimKind kind, int? now, int? then, TestStanding standing) => Changed(kind, isMarked: false, now, then).Standing.ShouldBe(standing);

    [Theory]
    [InlineData(110, TestStanding.Proved)]
    [InlineData(109, TestStanding.Unchecked)]
    [InlineData(100, TestStanding.Refuted)]
    public void Run_MarkedChange_TakesMoreThanOne(int now, TestStanding standing) => Changed(ClaimKind.More, isMarked: true, now, 100).Standing.ShouldBe(standing);

    [Theory]
    [InlineData(10, 5, 7, TestStanding.Proved)]
    [InlineData(10, 0, 7, TestStanding.Proved)]
    [InlineData(10, 8, 9, TestStanding.Refuted)]
    [InlineData(10, 10, 10, TestStanding.Refuted)]
    [InlineData(0, 0, 0, TestStanding.Refuted)]
    [InlineData(10, 6, 9, TestStanding.Unchecked)]
    [InlineData(10, 5, null, TestStanding.Proved)]
    [InlineData(10, 10, null, TestStanding.Unchecked)]
    [InlineData(10, null, null, TestStanding.Unchecked)]
    public void Run_Uneven_IsHowFarPlacesDiffer(int? first, int? second, int? third, TestStanding standing) =>
        Spread(new SpreadOf([], "part"), [("part", 1, first), ("part", 2, second), ("part", 3, third)]).Standing.ShouldBe(standing);

    /// <summary>A county of twice the people may have twice as many.</summary>
    [Fact]
    public void Run_Uneven_IsToldInProportion()
    {
        List<(string, long, decimal?)> wholes = [("whole", 1, 100), ("whole", 2, 200), ("whole", 3, 300)];
        Spread(new SpreadOf([], "part", "whole"), [("part", 1, 10), ("part", 2, 20), ("part", 3, 30), .. wholes]).Standing.ShouldBe(TestStanding.Refuted);
        Spread(new SpreadOf([], "part", "whole"), [("part", 1, 10), ("part", 2, 10), ("part", 3, 10), .. wholes]).Standing.ShouldBe(TestStanding.Proved);
    }

    [Theory]
    [InlineData(0, TestStanding.Refuted)]
    [InlineData(7, TestStanding.Unchecked)]
    [InlineData(null, TestStanding.Unchecked)]
    public void Run_First_IsNeverProvedByOneCity(int? own, TestStanding standing)
    {
        var tested = Run(ClaimKind.First, new SomeOf([], "part"), ("part", own));
        tested.Standing.ShouldBe(standing);
        if (standing == TestStanding.Unchecked)
            Texts.In(false, tested.Reason).ShouldContain("一个市的记录算不出来");
    }

    [Fact]
    public void Run_WithoutEvidence_SaysWhatIsMissing()
    {
        Texts.In(true, Run(ClaimKind.All, new NoneOf([], "part"), ("part", null)).Reason).ShouldBe("“Part” is missing: no records");
        Run(ClaimKind.First, null).ShouldSatisfyAllConditions(t => t.Standing.ShouldBe(TestStanding.Unchecked), t => Texts.In(true, t.Reason).ShouldContain("records of one city cannot tell"));
        Texts.In(true, Run(ClaimKind.All, null).Reason).ShouldBe("No indicator measures this claim.");
        // What was published may be this very report.
        var published = Figure("part", City, Now, 0) with { Kind = FigureKind.Published };
        Test(Claim(ClaimKind.All, new NoneOf([], "part")), [published]).Standing.ShouldBe(TestStanding.Unchecked);
    }

    [Fact]
    public void Shipped_Claims_NameIndicatorsThatThereAre() =>
        FigureCity.Library.Catalogue.Claims.SelectMany(c => c.Codes).Concat(FigureCity.Library.Catalogue.Successions.SelectMany(s => new[] { s.Count, s.Rise }))
            .Where(code => FigureCity.Library.Find(code) is null).ShouldBeEmpty();

    private static TestedClaim Run(ClaimKind kind, ClaimRule? rule, params (string Code, decimal? Value)[] known) => Test(Claim(kind, rule), known.Select(k => Figure(k.Code, City, Now, k.Value)));

    private static TestedClaim Changed(ClaimKind kind, bool isMarked, int? now, int? then) =>
        Test(Claim(kind, new ChangeOf("part")) with { IsMarked = isMarked }, [Figure("part", City, Now, now), Figure("part", City, Now.YearBefore, then)]);

    private static TestedClaim Spread(SpreadOf rule, IEnumerable<(string Code, long Place, decimal? Value)> known) =>
        Test(Claim(ClaimKind.Uneven, rule), known.Select(k => Figure(k.Code, k.Place, Now, k.Value)));

    private static TestedClaim Test(Claim claim, IEnumerable<LedgerFigure> found)
    {
        var asked = new AskedClaim(claim, City, Now, Now.YearBefore, Places);
        var ledger = found.ToDictionary(f => new FigureAsked(f.Code, f.Region, f.Period));
        asked.Wanted.ShouldBeSubsetOf(ledger.Keys);
        return new TestClaim(Library, ledger).Run(asked);
    }

    private static Claim Claim(ClaimKind kind, ClaimRule? rule) => new("", 0, ReportPeriod.Year(2024), kind, rule);

    private static LedgerFigure Figure(string code, long region, Period period, decimal? value) => new()
    {
        Code = code,
        Region = region,
        Period = period,
        AsOf = period.End,
        Unit = code == "rate" ? "percent" : "place",
        Kind = value is null ? FigureKind.Unknown : FigureKind.Computed,
        Value = value,
        Why = value is null ? new BothLanguages("没有记录", "no records") : null,
    };
}
