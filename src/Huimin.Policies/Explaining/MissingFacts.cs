namespace Huimin.Policies;

/// <summary>Finds the facts that are unknown and because of which a value is unknown.</summary>
internal sealed class MissingFacts(FamilyEvaluator e)
{
    private readonly HashSet<(Node, int)> seen = [];

    /// <summary>Each fact with the member whose fact it is, or -1; a null fact is the household's zone.</summary>
    public List<(Fact? Fact, int Member)> Found { get; } = [];

    /// <summary>A value on the way does not fit into a number.</summary>
    public bool TooLarge { get; private set; }

    /// <summary>Follows the inputs of a node that are unknown themselves.</summary>
    public void Collect(Node node)
    {
        if (node.IsKnown(e) || !seen.Add((node, e.Current)))
            return;
        TooLarge |= node is NumberNode number && number.Evaluate(e).IsTooLarge;
        if (node is IFactNode fact)
            Add(fact.Fact, fact.Fact.OfHousehold ? -1 : e.Current);
        else if (node is IMembersNode members)
            OverMembers(members);
        else if (node is ResultNode { Programme: var programme })
            Collect(programme.Rule);
        else if (node is ResultAmountNode { Programme: var payer })
            Collect(payer.Rule);
        else
        {
            if (node is ParameterNode parameter && parameter.LacksZone(e))
                Add(null, -1);
            foreach (var input in node.Inputs(e))
                Collect(input);
        }
    }

    public void Collect(Rule rule)
    {
        foreach (var requirement in rule.Requirements)
            Collect(requirement.That);
        if (rule.Amount is not { } amount || !rule.Requirements.All(r => r.That.Evaluate(e) == Truth.True))
            return;
        Collect(amount.Value);
        TooLarge |= amount.Value.Evaluate(e) is { IsKnown: true } value && value.Round(amount.Rounding) is null;
    }

    private void OverMembers(IMembersNode members)
    {
        var outer = e.Current;
        for (e.Current = 0; e.Current < e.MemberCount; e.Current++)
        {
            var included = members.Where?.Evaluate(e) ?? Truth.True;
            if (included == Truth.Unknown)
                Collect(members.Where!);
            else if (included == Truth.True)
                Collect(members.Body);
        }
        e.Current = outer;
    }

    private void Add(Fact? fact, int member)
    {
        if (!Found.Contains((fact, member)))
            Found.Add((fact, member));
    }
}
