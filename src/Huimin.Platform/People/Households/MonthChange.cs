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
        var facts = ChangedFact.Between(policyNow.Pack.Facts, before, now);
        var changes = new List<MonthChange>();
        foreach (var key in was.Keys.Union(isNow.Keys))
        {
            var (old, current) = (was.GetValueOrDefault(key), isNow.GetValueOrDefault(key));
            if (old.Status == current.Status && old.Fen == current.Fen || old.Status != OutcomeStatus.Eligible && current.Status != OutcomeStatus.Eligible)
                continue;
            var programme = policyNow.Pack.Programmes[key.Programme];
            var person = now.Members.Concat(before.Members).FirstOrDefault(m => m.Id == key.Person);
            var parameters = programme.Parameters.Where(p => p.RowOn(policyBefore.Month.FirstDay)?.From != p.RowOn(policyNow.Month.FirstDay)?.From).ToList();
            changes.Add(new MonthChange(programme, person, old, current, [.. facts.Where(f => f.Person is null || person is null || f.Person.Id == person.Id)], parameters));
        }

        return changes;
    }

    private static Dictionary<(int Programme, long Person), Outcome> Outcomes(MonthPolicy policy, RecordedFamily family)
    {
        var evaluator = policy.CreateEvaluator();
        evaluator.Evaluate(family);
        var outcomes = new Dictionary<(int, long), Outcome>();
        foreach (var programme in policy.Pack.Programmes)
        {
            if (programme.OfHousehold)
                outcomes[(programme.Index, 0)] = evaluator.Household(programme.Index);
            else
                for (var m = 0; m < family.MemberCount; m++)
                    outcomes[(programme.Index, family.Members[m].Id)] = evaluator.Member(programme.Index, m);
        }

        return outcomes;
    }
}

/// <summary>A recorded fact whose value differs between two months; in raw values.</summary>
public sealed record ChangedFact(Fact Fact, Person? Person, long Before, long Now)
{
    public static IReadOnlyList<ChangedFact> Between(FactCatalogue catalogue, RecordedFamily before, RecordedFamily now)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var changed = new List<ChangedFact>();
        foreach (var fact in catalogue.Household)
            if (before.HouseholdFact(fact.Index) is var old && now.HouseholdFact(fact.Index) is var current && old != current)
                changed.Add(new ChangedFact(fact, null, old, current));
        for (var m = 0; m < now.MemberCount; m++)
        {
            var person = now.Members[m];
            var then = before.Members.ToList().FindIndex(p => p.Id == person.Id);
            if (then < 0)
                continue;
            foreach (var fact in catalogue.Member)
                if (before.MemberFact(then, fact.Index) is var old && now.MemberFact(m, fact.Index) is var current && old != current)
                    changed.Add(new ChangedFact(fact, person, old, current));
        }

        return changed;
    }
}
