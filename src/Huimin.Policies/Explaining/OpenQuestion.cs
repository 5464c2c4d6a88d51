namespace Huimin.Policies;

/// <summary>
/// A fact whose absence leaves a programme undetermined, and what each answer to it would lead to while all else stays as it is.
/// </summary>
/// <param name="Fact">Null: the zone of the household's county.</param>
/// <param name="Member">The member whose fact it is; -1 for the household's.</param>
/// <param name="Answers">
/// The answers that decide it: of a yes or no and of a choice each one tried, of an amount or a count zero, of a date none.
/// Empty where this fact alone decides nothing.
/// </param>
public sealed record OpenQuestion(Fact? Fact, int Member, IReadOnlyList<AssumedAnswer> Answers)
{
    /// <summary>The open questions of a programme for a family; none unless it is undetermined.</summary>
    /// <param name="member">-1 for a programme of households.</param>
    /// <param name="memberName">What to call a member in reasons.</param>
    public static IReadOnlyList<OpenQuestion> Of(MonthPolicy policy, Family family, Programme programme, int member, Func<int, string>? memberName = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(programme);
        var e = policy.CreateEvaluator();
        e.Evaluate(family);
        var outcome = programme.OfHousehold ? e.Household(programme.Index) : e.Member(programme.Index, member);
        if (outcome.Status != OutcomeStatus.Undetermined)
            return [];
        e.Current = Math.Max(0, member);
        var missing = new MissingFacts(e);
        missing.Collect(programme.Rule);
        return [.. missing.Found.Select(m => new OpenQuestion(m.Fact, m.Member, m.Fact is null ? [] : [.. Possible(m.Fact).Select(raw => Assume(raw, m.Fact, m.Member)).Where(a => a.Outcome.Status != OutcomeStatus.Undetermined)]))];

        AssumedAnswer Assume(long raw, Fact fact, int of)
        {
            var explanation = policy.Explain(new AssumedFamily(family, fact, of, raw), programme.Index, member, memberName);
            return new AssumedAnswer(raw, explanation.Outcome, explanation.ReasonZh, explanation.ReasonEn);
        }
    }

    private static IEnumerable<long> Possible(Fact fact) => fact.Type switch
    {
        FactType.Bool => [1, 0],
        FactType.Choice => Enumerable.Range(0, fact.Options.Count).Select(o => (long)o),
        FactType.Date => [],
        _ => [0],
    };

    /// <summary>The family with one fact answered.</summary>
    private sealed class AssumedFamily(Family family, Fact assumed, int of, long answer) : Family
    {
        public override long Region => family.Region;

        public override int MemberCount => family.MemberCount;

        public override long HouseholdFact(int fact) =>
            of < 0 && assumed is not ApplicationInput && assumed.Index == fact ? answer : family.HouseholdFact(fact);

        public override long MemberFact(int member, int fact) =>
            of == member && assumed is not ApplicationInput && assumed.Index == fact ? answer : family.MemberFact(member, fact);

        public override long HouseholdInput(ApplicationInput input) => of < 0 && assumed == input ? answer : family.HouseholdInput(input);

        public override long MemberInput(int member, ApplicationInput input) => of == member && assumed == input ? answer : family.MemberInput(member, input);
    }
}

/// <summary>What would come out if the fact had this raw value.</summary>
public sealed record AssumedAnswer(long Raw, Outcome Outcome, string ReasonZh, string ReasonEn);
