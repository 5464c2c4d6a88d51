using Huimin.Policies;

namespace Huimin.Tests.Policies.Evaluation;

public sealed class FamilyEvaluatorTests : IDisposable
{
    private readonly PolicyFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Outcome Evaluate(string aid, string household, string members = """{"id": "a", "birth_date": "1980-01-01"}""", string month = "2025-03")
    {
        var pack = folder.Write("city/aid.yaml", aid).Pack();
        var evaluator = pack.In(Month.Parse(month)).CreateEvaluator();
        evaluator.Evaluate(JsonFamily.Read($$"""{"region": "371302001001", "household": {{household}}, "members": [{{members}}]}""", pack.Facts));
        return evaluator.Household(0);
    }

    [Theory]
    [InlineData("vehicles = 0 and dwellings = 1", """{"vehicles": null, "dwellings": 2}""", OutcomeStatus.NotEligible)]
    [InlineData("vehicles = 0 and dwellings = 1", """{"vehicles": null, "dwellings": 1}""", OutcomeStatus.Undetermined)]
    [InlineData("vehicles = 0 or dwellings = 1", """{"vehicles": null, "dwellings": 1}""", OutcomeStatus.Eligible)]
    [InlineData("vehicles = 0 or dwellings = 1", """{"vehicles": null, "dwellings": 2}""", OutcomeStatus.Undetermined)]
    [InlineData("not (vehicles = 0)", """{"vehicles": null}""", OutcomeStatus.Undetermined)]
    [InlineData("known(vehicles)", """{"vehicles": null}""", OutcomeStatus.NotEligible)]
    [InlineData("first_known(vehicles, 0) = 0", """{"vehicles": null}""", OutcomeStatus.Eligible)]
    [InlineData("vehicles in [0, 1]", """{"vehicles": null}""", OutcomeStatus.Undetermined)]
    [InlineData("vehicles / (dwellings - 1) < 2", """{"vehicles": 4}""", OutcomeStatus.Undetermined)]
    public void Evaluate_UnknownFacts_FollowKleene(string require, string household, OutcomeStatus expected) =>
        Evaluate(PolicyFolder.Aid(require: require), household).Status.ShouldBe(expected);

    [Theory]
    [InlineData("any(members: wage > 0 * standard)", OutcomeStatus.Eligible)]
    [InlineData("all(members: wage > 0 * standard)", OutcomeStatus.Undetermined)]
    [InlineData("any(members: wage > 9 * standard)", OutcomeStatus.Undetermined)]
    [InlineData("all(members: wage > 9 * standard)", OutcomeStatus.NotEligible)]
    [InlineData("sum(members: wage) > 0", OutcomeStatus.Undetermined)]
    [InlineData("sum(members where age < 60: wage) > 0", OutcomeStatus.Eligible)]
    [InlineData("max(members where age > 150: wage) = 0", OutcomeStatus.Eligible)]
    public void Evaluate_UnknownOfOneMember_CountsOnlyWhereItDecides(string require, OutcomeStatus expected) =>
        Evaluate(PolicyFolder.Aid(require: require), "{}", """{"id": "a", "birth_date": "1980-01-01", "wage": 1000}, {"id": "b", "birth_date": "1950-01-01", "wage": null}""").Status.ShouldBe(expected);

    [Fact]
    public void Evaluate_LaterRequirementFails_DecidesOverAnUnknownOne()
    {
        var aid = PolicyFolder.Aid(require: "vehicles = 0").Replace("amount:", "  - {that: dwellings = 1, else: 住房, else_en: Dwellings}\namount:", StringComparison.Ordinal);

        Evaluate(aid, """{"vehicles": null, "dwellings": 3}""").ShouldBe(new Outcome(OutcomeStatus.NotEligible, 0, 1));
    }

    [Fact]
    public void Evaluate_UnknownAmount_IsUndetermined() =>
        Evaluate(PolicyFolder.Aid(amount: "standard - rigid_expense"), """{"rigid_expense": null}""").ShouldBe(new Outcome(OutcomeStatus.Undetermined, 0, -1));

    [Fact]
    public void Evaluate_AmountBelowZero_PaysZero() =>
        Evaluate(PolicyFolder.Aid(amount: "standard - rigid_expense"), """{"rigid_expense": 601}""").ShouldBe(new Outcome(OutcomeStatus.Eligible, 0, -1));

    [Theory]
    [InlineData("fen", 20000)]
    [InlineData("yuan_up", 20000)]
    public void Evaluate_Third_RoundsOnlyAtTheEnd(string round, long fen) =>
        Evaluate(PolicyFolder.Aid(amount: "standard / 9 + standard / 9 + standard / 9", round: round), "{}").Fen.ShouldBe(fen);

    [Theory]
    [InlineData("fen", 6667)]
    [InlineData("fen_down", 6666)]
    [InlineData("jiao", 6670)]
    [InlineData("yuan", 6700)]
    [InlineData("yuan_down", 6600)]
    public void Evaluate_Round_AsTheTextSays(string round, long fen) =>
        Evaluate(PolicyFolder.Aid(amount: "standard / 9", round: round), "{}").Fen.ShouldBe(fen);

    [Theory]
    [InlineData("floor: standard / 2", 700, 30000)]
    [InlineData("floor: standard / 2", 100, 50000)]
    [InlineData("cap: standard / 2", 100, 30000)]
    [InlineData("cap: standard / 2", 400, 20000)]
    [InlineData("floor: standard / 2, cap: standard / 3", 400, 20000)]
    public void Evaluate_FloorAndCap_LimitTheAmount(string limits, int spent, long fen) =>
        Evaluate(PolicyFolder.Aid().Replace("amount: \"standard\"", $"amount: {{value: standard - rigid_expense, {limits}}}", StringComparison.Ordinal), $$"""{"rigid_expense": {{spent}}}""").Fen.ShouldBe(fen);

    [Theory]
    [InlineData("yuan/month", "0: 10, 500: 20, 1000.50: 30", "rigid_expense", "499.99", 1000)]
    [InlineData("yuan/month", "0: 10, 500: 20, 1000.50: 30", "rigid_expense", "1000.49", 2000)]
    [InlineData("yuan/month", "0: 10, 500: 20, 1000.50: 30", "rigid_expense", "1000.5", 3000)]
    [InlineData("yuan/month", "0: 10, 500: 20", "rigid_expense - standard", "599.99", 0)]
    [InlineData("ratio", "0: 10, 60%: 20, 0.755: 30", "rigid_expense / standard", "359.99", 1000)]
    [InlineData("ratio", "0: 10, 60%: 20, 0.755: 30", "rigid_expense / standard", "360", 2000)]
    [InlineData("ratio", "0: 10, 60%: 20, 0.755: 30", "rigid_expense / standard", "453", 3000)]
    [InlineData("ratio", "0: 10, 1: 20", "dwellings", "0", 2000)]
    public void Evaluate_TableByMoneyOrRatio_TakesTheGreatestKeyNotAbove(string lookup, string keys, string by, string spent, long fen)
    {
        var table = $"  steps:\n    name: 档\n    name_en: Steps\n    type: yuan/month\n    lookup: {lookup}\n    values: [{{from: 2020-01-01, law: 甲, {keys}}}]";

        Evaluate(PolicyFolder.Aid(parameters: table, amount: $"steps[{by}]"), $$"""{"rigid_expense": {{spent}}}""").Fen.ShouldBe(fen);
    }

    [Theory]
    [InlineData("2025-03-31", "2025-04-01", 1)]
    [InlineData("2025-03-01", "2025-03-31", 0)]
    [InlineData("2024-12-15", "2026-01-01", 13)]
    [InlineData("2026-01-01", "2024-12-15", -13)]
    public void MonthsBetween_CountsCalendarMonths(string from, string to, int months) =>
        Evaluate(PolicyFolder.Aid(require: $"months_between({from}, {to}) = {months}"), "{}").Status.ShouldBe(OutcomeStatus.Eligible);

    [Theory]
    [InlineData("", "large * large * large > 0")]
    [InlineData("", "first_known(large * large * large, 0) > 0")]
    [InlineData("", "not known(large * large * large)")]
    [InlineData("large * large * large * standard", "rooms = 1")]
    public void Evaluate_ValueTooLarge_IsUndeterminedForItsOwnReason(string amount, string require)
    {
        var large = "  large: 999999999999 * (standard / (standard / 1000000))\n";
        var aid = PolicyFolder.Aid(define: large, require: require, amount: amount.Length > 0 ? amount : "standard");

        Evaluate(aid, "{}").Status.ShouldBe(OutcomeStatus.Undetermined);
        var pack = folder.Pack();
        var explanation = pack.In(new Month(2025, 3)).Explain(JsonFamily.Read("""{"region": "371302001001", "members": [{"id": "a"}]}""", pack), 0, -1);
        explanation.ReasonZh.ShouldBe("有数值过大，无法精确计算，请核对金额");
        explanation.ReasonEn.ShouldBe("A value is too large to be calculated exactly; check the amounts");
        explanation.Missing.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1945-03-01", "2025-03", 80)]
    [InlineData("1945-03-02", "2025-03", 79)]
    [InlineData("1945-03-02", "2025-04", 80)]
    [InlineData("2004-02-29", "2025-03", 21)]
    [InlineData("2004-02-29", "2025-02", 20)]
    [InlineData("2025-03-01", "2025-03", 0)]
    [InlineData("1900-01-01", "2025-12", 125)]
    public void Age_OnFirstDayOfMonth(string born, string month, int age) =>
        Evaluate(PolicyFolder.Aid(require: $"all(members: age = {age})"), "{}", $$"""{"id": "a", "birth_date": "{{born}}"}""", month).Status.ShouldBe(OutcomeStatus.Eligible);

    [Theory]
    [InlineData("2025-06-14", 79)]
    [InlineData("2025-06-15", 80)]
    public void Age_OnDate(string day, int age) =>
        Evaluate(PolicyFolder.Aid(require: $"all(members: age on {day} = {age})"), "{}", """{"id": "a", "birth_date": "1945-06-15"}""").Status.ShouldBe(OutcomeStatus.Eligible);

    [Fact]
    public void Evaluate_NextFamily_ForgetsTheLast()
    {
        var pack = ShippedPolicies.Linyi;
        var evaluator = pack.In(new Month(2026, 11)).CreateEvaluator();
        var dibao = pack.Find("dibao")!.Index;
        foreach (var (wage, expected) in new[] { (0, 60000L), (601, 0L), (100, 50000L) })
        {
            evaluator.Evaluate(JsonFamily.Read($$"""{"region": "371302001001", "members": [{"id": "a", "birth_date": "1980-01-01", "wage": {{wage}}}]}""", pack.Facts));
            evaluator.Household(dibao).Fen.ShouldBe(expected);
        }
    }

    [Fact]
    public void Evaluate_ManyFamilies_AllocatesNothing()
    {
        var pack = ShippedPolicies.Linyi;
        var evaluator = pack.In(new Month(2026, 11)).CreateEvaluator();
        var family = JsonFamily.Read("""{"region": "371302001001", "members": [{"id": "a", "birth_date": "1940-01-01", "wage": 100}, {"id": "b", "birth_date": "2015-01-01", "disability_kind": "mental", "disability_grade": 1}]}""", pack.Facts);
        long Run()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            long sum = 0;
            for (var i = 0; i < 100; i++)
            {
                evaluator.Evaluate(family);
                for (var p = 0; p < pack.Programmes.Count; p++)
                    for (var m = 0; m < 2; m++)
                        sum += pack.Programmes[p].OfHousehold ? evaluator.Household(p).Fen : evaluator.Member(p, m).Fen;
            }
            sum.ShouldBeGreaterThan(0);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Run();
        Run().ShouldBeLessThan(1000); // what Shouldly itself takes
    }

    [Fact]
    public void Household_OfAProgrammeForPersons_Throws()
    {
        var evaluator = ShippedPolicies.Linyi.In(new Month(2026, 11)).CreateEvaluator();
        evaluator.Evaluate(JsonFamily.Read("""{"region": "371302001001", "members": [{"id": "a"}]}""", ShippedPolicies.Linyi.Facts));

        Should.Throw<ArgumentException>(() => evaluator.Household(ShippedPolicies.Linyi.Find("tekun")!.Index));
        Should.Throw<ArgumentException>(() => evaluator.Member(ShippedPolicies.Linyi.Find("dibao")!.Index, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => evaluator.Member(ShippedPolicies.Linyi.Find("tekun")!.Index, 1));
    }
}
