namespace Huimin.Policies;

/// <summary>A fact that a programme looks at for this very family: of a condition only the branch that counts.</summary>
/// <param name="Member">The member whose fact it is; -1 for the household's.</param>
/// <param name="IsMissing">It is unknown and because of it the programme is undetermined.</param>
public sealed record UsedFact(Fact Fact, int Member, bool IsMissing)
{
    /// <summary>What some programmes look at, each fact once: first the household's, then member by member, in the order of the catalogue. Inputs of applications are none.</summary>
    public static IReadOnlyList<UsedFact> Of(MonthPolicy policy, Family family, IReadOnlyCollection<Programme> programmes)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(programmes);
        var e = policy.CreateEvaluator();
        e.Evaluate(family);
        var (used, missing) = (new FactWalk(e), new HashSet<(Fact, int)>());
        foreach (var programme in programmes.Where(policy.IsInForce))
        {
            for (var member = programme.OfHousehold ? -1 : 0; member < (programme.OfHousehold ? 0 : family.MemberCount); member++)
            {
                e.Current = Math.Max(0, member);
                used.Collect(programme.Rule);
                var open = programme.OfHousehold ? e.Household(programme.Index) : e.Member(programme.Index, member);
                if (open.Status != OutcomeStatus.Undetermined)
                    continue;
                e.Current = Math.Max(0, member);
                var lacking = new MissingFacts(e);
                lacking.Collect(programme.Rule);
                missing.UnionWith(lacking.Found.Where(f => f.Fact is not null).Select(f => (f.Fact!, f.Member)));
            }
        }

        return [.. used.Found.Where(f => f.Fact is not ApplicationInput).OrderBy(f => f.Member).ThenBy(f => f.Fact.Index).Select(f => new UsedFact(f.Fact, f.Member, missing.Contains(f)))];
    }
}

/// <summary>A condition of a programme that a family fails, as the programme says it, with the numbers.</summary>
/// <param name="Facts">The facts that it was decided by, with the member whose they are; -1 for the household's.</param>
public sealed record FailedCondition(Programme Programme, string Sentence, string SentenceEn, IReadOnlyList<string> Law, IReadOnlyList<(Fact Fact, int Member)> Facts)
{
    /// <summary>Every condition that fails, not only the first that decides.</summary>
    /// <param name="member">-1 for a programme of households.</param>
    /// <param name="memberName">What to call a member in sentences.</param>
    public static IReadOnlyList<FailedCondition> Of(MonthPolicy policy, Family family, Programme programme, int member, Func<int, string>? memberName = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(programme);
        if (!policy.IsInForce(programme))
            return [];
        var e = policy.CreateEvaluator();
        e.Evaluate(family);
        var name = memberName ?? (m => (m + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var failed = new List<FailedCondition>();
        foreach (var requirement in programme.Rule.Requirements)
        {
            e.Current = Math.Max(0, member);
            if (requirement.That.Evaluate(e) != Truth.False)
                continue;
            var walk = new FactWalk(e);
            walk.Collect(requirement.That);
            failed.Add(new FailedCondition(
                programme, ValueText.Of(requirement.Else.Chinese, e, false, name), ValueText.Of(requirement.Else.English, e, true, name), policy.Cited(requirement.Law),
                [.. walk.Found.Where(f => f.Fact is not ApplicationInput)]));
        }

        return failed;
    }
}

/// <summary>Follows values down to the facts that they came from, known or not.</summary>
internal sealed class FactWalk(FamilyEvaluator e)
{
    private readonly HashSet<(Node, int)> seen = [];

    /// <summary>Each fact with the member whose fact it is, or -1.</summary>
    public HashSet<(Fact Fact, int Member)> Found { get; } = [];

    public void Collect(Rule rule)
    {
        foreach (var requirement in rule.Requirements)
            Collect(requirement.That);
        if (rule.Amount is { } amount)
            Collect(amount.Value);
    }

    public void Collect(Node node)
    {
        if (!seen.Add((node, e.Current)))
            return;
        switch (node)
        {
            case IFactNode fact:
                Found.Add((fact.Fact, fact.Fact.OfHousehold ? -1 : e.Current));
                break;
            case IMembersNode members:
                OverMembers(members);
                break;
            case ResultNode { Programme: var programme } when e.Policy.IsInForce(programme):
                Collect(programme.Rule);
                break;
            case ResultAmountNode { Programme: var payer } when e.Policy.IsInForce(payer):
                Collect(payer.Rule);
                break;
            default:
                foreach (var input in node.Inputs(e))
                    Collect(input);
                break;
        }
    }

    private void OverMembers(IMembersNode members)
    {
        var outer = e.Current;
        for (e.Current = 0; e.Current < e.MemberCount; e.Current++)
        {
            if (members.Where is { } where)
                Collect(where);
            if ((members.Where?.Evaluate(e) ?? Truth.True) != Truth.False)
                Collect(members.Body);
        }

        e.Current = outer;
    }
}
