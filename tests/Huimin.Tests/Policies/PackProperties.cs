using FsCheck;
using FsCheck.Fluent;
using Huimin.Policies;
using Outcome = Huimin.Policies.Outcome;

namespace Huimin.Tests.Policies;

/// <summary>What must hold for every family under the pack of Linyi.</summary>
public sealed class PackProperties
{
    private static readonly PolicyPack Pack = ShippedPolicies.Linyi;
    private static readonly MonthPolicy Policy = Pack.In(new Month(2026, 11));
    private static readonly Arbitrary<RandomFamily> Families = ArbMap.Default.ArbFor<int>().Convert(seed => new RandomFamily(Pack.Facts, seed), family => family.Seed);

    [Fact]
    public void Evaluator_NotEligible_PaysNothing() => ForEveryOutcome((family, programme, _, outcome) =>
    {
        outcome.Fen.ShouldBeGreaterThanOrEqualTo(0);
        if (outcome.Status != OutcomeStatus.Eligible || programme.Kind != ProgrammeKind.Benefit)
            outcome.Fen.ShouldBe(0);
        (outcome.Reason >= 0).ShouldBe(outcome.Status == OutcomeStatus.NotEligible && Policy.IsInForce(programme));
    });

    [Fact]
    public void Explanation_Outcome_IsTheEvaluators() => ForEveryOutcome((family, programme, member, outcome) =>
    {
        var explanation = Policy.Explain(family, programme.Index, member);

        explanation.Outcome.ShouldBe(outcome);
        (explanation.Missing.Count > 0).ShouldBe(outcome.Status == OutcomeStatus.Undetermined);
        (explanation.ReasonZh.Length > 0).ShouldBe(outcome.Status != OutcomeStatus.Eligible);
        explanation.Steps.ShouldNotBeEmpty();
    });

    [Fact]
    public void Undetermined_WhenTheMissingFactsAreFilled_IsDecided() => Prop.ForAll(Families, family =>
    {
        var evaluator = Policy.CreateEvaluator();
        evaluator.Evaluate(family.Known());
        foreach (var programme in Pack.Programmes.Where(p => !p.OnlyOnApplication))
            for (var member = 0; member < (programme.OfHousehold ? 1 : family.MemberCount); member++)
                OutcomeOf(evaluator, programme, member).Status.ShouldNotBe(OutcomeStatus.Undetermined);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Dibao_MoreIncome_NeverRaisesIt() => Prop.ForAll(Families, family =>
    {
        var dibao = Pack.Find("dibao")!.Index;
        var evaluator = Policy.CreateEvaluator();
        var known = family.Known();
        evaluator.Evaluate(known);
        var before = evaluator.Household(dibao).Fen;
        known.Raise("transfer_income", 123_45);
        evaluator.Evaluate(known);
        // A tekun member with more income may join the family and bring a share of the standard with him.
        var tekun = Enumerable.Range(0, known.MemberCount).Any(m => evaluator.Member(Pack.Find("tekun")!.Index, m).Status == OutcomeStatus.Eligible);
        if (!tekun && !known.HasSupportless)
            evaluator.Household(dibao).Fen.ShouldBeLessThanOrEqualTo(before);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Dibao_AndMarginal_NeverBoth() => Prop.ForAll(Families, family =>
    {
        var evaluator = Policy.CreateEvaluator();
        evaluator.Evaluate(family);
        (evaluator.Household(Pack.Find("dibao")!.Index).Status == OutcomeStatus.Eligible
            && evaluator.Household(Pack.Find("dibao_marginal")!.Index).Status == OutcomeStatus.Eligible).ShouldBeFalse();
    }).QuickCheckThrowOnFailure();

    private static void ForEveryOutcome(Action<Family, Programme, int, Outcome> check) => Prop.ForAll(Families, family =>
    {
        var evaluator = Policy.CreateEvaluator();
        evaluator.Evaluate(family);
        foreach (var programme in Pack.Programmes)
            for (var member = 0; member < (programme.OfHousehold ? 1 : family.MemberCount); member++)
                check(family, programme, programme.OfHousehold ? -1 : member, OutcomeOf(evaluator, programme, member));
    }).QuickCheckThrowOnFailure();

    private static Outcome OutcomeOf(FamilyEvaluator evaluator, Programme programme, int member) =>
        programme.OfHousehold ? evaluator.Household(programme.Index) : evaluator.Member(programme.Index, member);

    /// <summary>One to five members with facts that policies tell apart, some of them unknown; the same for the same seed.</summary>
    private sealed class RandomFamily : Family
    {
        private readonly FactCatalogue facts;
        private readonly long[] household;
        private readonly long[][] members;

        public RandomFamily(FactCatalogue facts, int seed)
        {
            this.facts = facts;
            Seed = seed;
            var random = new Random(seed);
            household = [.. facts.Household.Select(f => Value(f, random))];
            members = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => facts.Member.Select(f => Value(f, random)).ToArray())];
        }

        public int Seed { get; }

        public override long Region => 371302001001 + Seed % 3 * 1_000_000L;

        public override int MemberCount => members.Length;

        public bool HasSupportless => members.Any(m => m[facts.Find("has_capable_supporter", false)!.Index] == 0);

        public override long HouseholdFact(int fact) => household[fact];

        public override long MemberFact(int member, int fact) => members[member][fact];

        public void Raise(string code, long fen) => members[0][facts.Find(code, false)!.Index] += fen;

        /// <summary>The same family with its unknown facts filled.</summary>
        public RandomFamily Known()
        {
            var known = new RandomFamily(facts, Seed);
            Fill(known.household, facts.Household);
            foreach (var member in known.members)
                Fill(member, facts.Member);
            return known;
        }

        public override string ToString() => $"seed {Seed}";

        private static void Fill(long[] values, IReadOnlyList<Fact> facts)
        {
            for (var i = 0; i < values.Length; i++)
                if (values[i] == Unknown)
                    values[i] = facts[i].Default == Unknown ? facts[i].Code == "birth_date" ? new DateOnly(1980, 5, 5).DayNumber : 0 : facts[i].Default;
        }

        private static long Value(Fact fact, Random random)
        {
            if (random.Next(25) == 0)
                return Unknown;
            if (random.Next(3) == 0 && fact.Default != Unknown)
                return fact.Default;
            return fact.Type switch
            {
                FactType.Bool => random.Next(2),
                FactType.Choice => random.Next(fact.Options.Count),
                FactType.Count => random.Next((int)Math.Min(fact.Maximum, 6) + 1),
                FactType.Money => random.Next(fact.Means && !fact.OfHousehold ? 800_00 : 30000_00),
                _ when fact.Code == "died_on" => random.Next(4) == 0 ? new DateOnly(2026, random.Next(9, 13), 15).DayNumber : Fact.Never,
                _ => new DateOnly(random.Next(1925, 2025), random.Next(1, 13), random.Next(1, 29)).DayNumber,
            };
        }
    }
}
