using Huimin.Policies;

namespace Huimin.Platform.People.Households;

/// <summary>A benefit that differs from the month before, and what changed in between: facts of the family, parameters of the policy.</summary>
public sealed record MonthChange(
    Programme Programme, Person? Person, Outcome Before, Outcome Now, IReadOnlyList<ChangedFact> Facts, IReadOnlyList<Parameter> Parameters)
{
    public Money Difference => Now.Amount - Before.Amount;

    /// <summary>Compares two months of the same household; a person who came or left is compared with nothing.</summary>
    public static IReadOnlyList<MonthChange> Between(MonthPolicy policyBefore, RecordedFamily before, MonthPolicy policyNow, RecordedFamily now)
    {
        ArgumentNullException.ThrowIfNull(policyBefore);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(policyNow);
        ArgumentNullException.ThrowIfNull(now);
        var (was, isNow) = (Outcomes(policyBefore, before), Outcomes(policyNow, now));
        var facts = ChangedFact.Between(policyBefore.Pack.Facts, before, policyNow.Pack.Facts, now);
        var changes = new List<MonthChange>();
        foreach (var key in was.Keys.Union(isNow.Keys))
        {
            var (old, current) = (was.GetValueOrDefault(key), isNow.GetValueOrDefault(key));
            if (old.Status == current.Status && old.Fen == current.Fen || old.Status != OutcomeStatus.Eligible && current.Status != OutcomeStatus.Eligible)
                continue;
            var programme = policyNow.Pack.Find(key.Programme) ?? policyBefore.Pack.Find(key.Programme)!;
            var person = now.Members.Concat(before.Members).FirstOrDefault(m => m.Id == key.Person);
            var parameters = programme.Parameters.Where(p => RowBefore(p)?.From != p.RowOn(policyNow.Month.FirstDay)?.From).ToList();
            changes.Add(new MonthChange(programme, person, old, current, [.. facts.Where(f => f.Person is null || person is null || f.Person.Id == person.Id)], parameters));
        }

        return changes;

        ParameterRow? RowBefore(Parameter parameter) => policyBefore.Pack.Find(parameter.Programme.Code)?
            .Parameters.FirstOrDefault(p => p.Code == parameter.Code)?.RowOn(policyBefore.Month.FirstDay);
    }

    private static Dictionary<(string Programme, long Person), Outcome> Outcomes(MonthPolicy policy, RecordedFamily family)
    {
        var evaluator = policy.CreateEvaluator();
        evaluator.Evaluate(family);
        var outcomes = new Dictionary<(string, long), Outcome>();
        foreach (var programme in policy.Pack.Programmes)
        {
            if (programme.OfHousehold)
                outcomes[(programme.Code, 0)] = evaluator.Household(programme.Index);
            else
                for (var m = 0; m < family.MemberCount; m++)
                    outcomes[(programme.Code, family.Members[m].Id)] = evaluator.Member(programme.Index, m);
        }

        return outcomes;
    }
}

/// <summary>A recorded fact whose value differs between two months; in raw values.</summary>
public sealed record ChangedFact(Fact Fact, Person? Person, long Before, long Now)
{
    public static IReadOnlyList<ChangedFact> Between(FactCatalogue catalogueBefore, RecordedFamily before, FactCatalogue catalogue, RecordedFamily now)
    {
        ArgumentNullException.ThrowIfNull(catalogueBefore);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var changed = new List<ChangedFact>();
        foreach (var fact in catalogue.Household)
            if (Then(catalogueBefore.Household, fact) is { } then && before.HouseholdFact(then.Index) is var old && now.HouseholdFact(fact.Index) is var current && old != current)
                changed.Add(new ChangedFact(fact, null, old, current));
        for (var m = 0; m < now.MemberCount; m++)
        {
            var person = now.Members[m];
            var row = before.Members.ToList().FindIndex(p => p.Id == person.Id);
            if (row < 0)
                continue;
            foreach (var fact in catalogue.Member)
                if (Then(catalogueBefore.Member, fact) is { } then && before.MemberFact(row, then.Index) is var old && now.MemberFact(m, fact.Index) is var current && old != current)
                    changed.Add(new ChangedFact(fact, person, old, current));
        }

        return changed;

        // The policies of another month may list their facts in another order.
        static Fact? Then(IReadOnlyList<Fact> facts, Fact fact) => facts.FirstOrDefault(f => f.Code == fact.Code);
    }
}
