using Huimin.Policies;

namespace Huimin.Tests.Policies.Reading;

/// <summary><c>overlaps:</c> — what they add to a programme, and what is wrong with them.</summary>
public sealed class OverlapTests : IDisposable
{
    private readonly PolicyFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A programme <c>aid</c> of 600 yuan beside <c>relief</c> of 150 yuan, which is due to whoever has no vehicle.</summary>
    private PolicyFolder Write(string overlaps, string define = "  plain: wage_sum", string require = "rooms = 1", string unit = "household", string reliefUnit = "household", string amount = "standard")
    {
        folder.Write("city/relief.yaml", PolicyFolder.Aid(require: reliefUnit == "household" ? "vehicles = 0" : "household.vehicles = 0", amount: "standard / 4", unit: reliefUnit).Replace("programme: aid", "programme: relief", StringComparison.Ordinal).Replace("name: 救助", "name: 纾困", StringComparison.Ordinal).Replace("name_en: Aid", "name_en: Relief", StringComparison.Ordinal));
        return folder.Write("city/aid.yaml", PolicyFolder.Aid(define: define, require: require, unit: unit, amount: amount).Replace("examples:", $"overlaps:\n  - {overlaps}\nexamples:", StringComparison.Ordinal).Replace("expect: {eligible: true}", "expect: {status: eligible}", StringComparison.Ordinal));
    }

    private Explanation Explain(int vehicles, int dwellings = 1)
    {
        var pack = folder.Pack();
        var programme = pack.Find("aid")!;
        var family = JsonFamily.Read($$"""{"region": "371302001001", "household": {"vehicles": {{vehicles}}, "dwellings": {{dwellings}}}, "members": [{"id": "a"}]}""", pack);
        return pack.In(new Month(2025, 3)).Explain(family, programme.Index, programme.OfHousehold ? -1 : 0);
    }

    [Theory]
    [InlineData("household", "household")]
    [InlineData("person", "household")]
    [InlineData("person", "person")]
    public void OtherWins_AddsARequirement(string unit, string other)
    {
        Write("{with: relief, rule: other_wins, law: 某办法}", unit: unit, reliefUnit: other);

        Explain(vehicles: 1).Outcome.Fen.ShouldBe(60000);
        var refused = Explain(vehicles: 0);
        refused.Outcome.Status.ShouldBe(OutcomeStatus.NotEligible);
        refused.ReasonZh.ShouldBe("已享受纾困");
        refused.ReasonEn.ShouldBe("Already receives: Relief");
        refused.Steps[^1].Law.ShouldBe(["某办法"]);
    }

    [Fact]
    public void OtherWins_OwnSentence_IsSaid() =>
        Explain(Write("{with: relief, rule: other_wins, else: 有纾困, else_en: Has relief}"), 0).ReasonZh.ShouldBe("有纾困");

    [Fact]
    public void OtherWins_IsAskedLastUnlessPlaced()
    {
        Write("{with: relief, rule: other_wins}");
        Explain(vehicles: 0, dwellings: 2).ReasonZh.ShouldBe("不符合");

        folder.Write("city/aid.yaml", File.ReadAllText(Path.Combine(folder.Root, "city/aid.yaml")).Replace("require:", "require:\n  - overlap: relief", StringComparison.Ordinal));
        Explain(vehicles: 0, dwellings: 2).ReasonZh.ShouldBe("已享受纾困");
        Explain(vehicles: 1, dwellings: 2).ReasonZh.ShouldBe("不符合");
    }

    [Fact]
    public void Requires_AddsARequirement()
    {
        Write("{with: relief, rule: requires}");

        Explain(vehicles: 1).ReasonZh.ShouldBe("不享受纾困");
        Explain(vehicles: 0).Steps.ShouldContain(s => s.Sentence == "享受纾困");
        Explain(vehicles: 0).Outcome.Fen.ShouldBe(60000);
    }

    [Fact]
    public void Difference_TakesTheOtherAmountOff()
    {
        Write("{with: relief, rule: difference, law: 某办法}");

        Explain(vehicles: 1).Outcome.Fen.ShouldBe(60000);
        var less = Explain(vehicles: 0);
        less.Outcome.Fen.ShouldBe(45000);
        var step = less.Steps.Single(s => s.Sentence == "扣除已享受的纾困150.00元");
        step.SentenceEn.ShouldBe("Less what is received: Relief, 150.00 yuan");
        step.Law.ShouldBe(["某办法"]);
    }

    [Fact]
    public void Difference_NeverBelowZero() =>
        Explain(Write("{with: relief, rule: difference}", amount: "standard / 6"), 0).Outcome.ShouldBe(new Outcome(OutcomeStatus.Eligible, 0, -1));

    [Theory]
    [InlineData("{with: relief, rule: stack}")]
    [InlineData("{with: relief, rule: choose, note: 择一, note_en: One of the two}")]
    [InlineData("{with: relief, rule: higher, by: rest}", "  rest: max(0, standard - relief.amount)")]
    public void StackChooseAndBy_ChangeNothing(string overlap, string define = "  plain: wage_sum") =>
        Explain(Write(overlap, define), 0).Outcome.Fen.ShouldBe(60000);

    private Explanation Explain(PolicyFolder written, int vehicles)
    {
        written.ShouldBeSameAs(folder);
        return Explain(vehicles, 1);
    }

    [Theory]
    [InlineData("{with: releif, rule: stack}", ":27:12: there is no programme 'releif'; did you mean 'relief'?")]
    [InlineData("{with: relief, rule: other_win}", ":27:26: 'other_win' is not one of other_wins, higher, difference, stack, requires, choose; did you mean 'other_wins'?")]
    [InlineData("{with: aid, rule: stack}", "a programme does not overlap with itself")]
    [InlineData("{with: relief, rule: higher}", ":27:5: 'higher' needs 'by:'")]
    [InlineData("{with: relief, rule: higher, by: rooms}", ":27:38: the value 'rooms' does not use relief.eligible or relief.amount")]
    [InlineData("{with: relief, rule: higher, by: room}", "'aid' defines no 'room'; did you mean 'rooms'?")]
    [InlineData("{with: relief, rule: stack, else: 甲, else_en: A}", "a sentence is said only by a rule that adds a requirement")]
    [InlineData("{with: relief, rule: stack, not: 甲}", "'not:' is not known here")]
    [InlineData("{with: relief, rule: stack}\n  - {with: relief, rule: choose}", "there are two rules for 'relief'")]
    public void Read_WrongOverlap_SaysWhat(string overlap, string expected) =>
        Write(overlap).Errors().ShouldHaveSingleItem().ShouldContain(expected);

    [Theory]
    [InlineData("other_wins", "'relief' is for persons and 'aid' for households; say with 'by:'")]
    [InlineData("difference", "say with 'by:' which value shares the amount out")]
    public void Read_HouseholdsBesidePersons_NeedsAValue(string rule, string expected) =>
        Write($"{{with: relief, rule: {rule}}}", reliefUnit: "person").Errors().ShouldHaveSingleItem().ShouldContain(expected);

    [Fact]
    public void Read_PlacedRuleThatAddsNothing_IsAnError()
    {
        Write("{with: relief, rule: stack}");
        folder.Write("city/aid.yaml", File.ReadAllText(Path.Combine(folder.Root, "city/aid.yaml")).Replace("require:", "require:\n  - overlap: relief", StringComparison.Ordinal));

        folder.Errors().ShouldHaveSingleItem().ShouldContain("no rule under 'overlaps:' adds a requirement about 'relief'");
    }

    [Fact]
    public void Read_EachWinsOverTheOther_PrintsTheCircle()
    {
        Write("{with: relief, rule: other_wins}");
        folder.Write("city/relief.yaml", File.ReadAllText(Path.Combine(folder.Root, "city/relief.yaml")).Replace("examples:", "overlaps:\n  - {with: aid, rule: other_wins}\nexamples:", StringComparison.Ordinal));

        folder.Errors().ShouldHaveSingleItem().ShouldContain("aid → relief → aid");
    }
}
