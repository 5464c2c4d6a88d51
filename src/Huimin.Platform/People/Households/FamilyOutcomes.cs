using Huimin.Policies;

namespace Huimin.Platform.People.Households;

/// <summary>One line of a family's benefits: a programme, for whom, and the outcome. <paramref name="Member"/> is -1 for the whole household.</summary>
public sealed record FamilyOutcome(Programme Programme, int Member, Outcome Outcome, IReadOnlyList<int> AlsoFor)
{
    public bool IsEligible => Outcome.Status == OutcomeStatus.Eligible;
}

/// <summary>Every programme that needs no application evaluated for one family now, by the same policies and the same recorded facts as the sweep.</summary>
public static class FamilyOutcomes
{
    /// <summary>
    /// Eligible first, then what cannot be decided, then the rest. Members of whom the same is said stand in one line.
    /// </summary>
    public static IReadOnlyList<FamilyOutcome> Of(MonthPolicy policy, RecordedFamily family, bool english)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(family);
        var evaluator = policy.CreateEvaluator();
        evaluator.Evaluate(family);
        var lines = new List<FamilyOutcome>();
        foreach (var programme in policy.Pack.Programmes.Where(p => !p.OnlyOnApplication))
        {
            if (programme.OfHousehold)
            {
                lines.Add(new FamilyOutcome(programme, -1, evaluator.Household(programme.Index), []));
                continue;
            }

            var members = Enumerable.Range(0, family.MemberCount).Select(m => new FamilyOutcome(programme, m, evaluator.Member(programme.Index, m), [])).ToList();
            lines.AddRange(members.Where(m => m.IsEligible));
            lines.AddRange(members.Where(m => !m.IsEligible)
                .GroupBy(m => policy.Reason(family, programme.Index, m.Member, english, i => family.Members[i].Name))
                .Select(same => same.First() with { AlsoFor = [.. same.Skip(1).Select(m => m.Member)] }));
        }

        return [.. lines.Where(l => l.Programme.Kind != ProgrammeKind.Warning || l.IsEligible).OrderBy(l => Rank(l))];
    }

    /// <summary>Money first, then recognised statuses and warnings; the order of the policies within.</summary>
    private static int Rank(FamilyOutcome line) => line.Outcome.Status switch
    {
        OutcomeStatus.Eligible => line.Programme.Kind == ProgrammeKind.Benefit ? 0 : 1,
        OutcomeStatus.Undetermined => 2,
        _ => 3,
    };
}
