namespace Huimin.Policies;

/// <summary>The full calculation as a tree: every named value, parameter, result and fact that was used, with its value.</summary>
internal sealed class ExplanationTree(FamilyEvaluator e, Programme programme, Outcome outcome, Func<int, string> name)
{
    private readonly HashSet<(Definition, int)> expanded = [];

    public ExplanationNode Root()
    {
        var inputs = new List<ExplanationNode>();
        if (e.Policy.IsInForce(programme))
        {
            foreach (var requirement in programme.Rule.Requirements.Take(outcome.Reason >= 0 ? outcome.Reason + 1 : int.MaxValue))
                inputs.Add(Named(NodeKind.Requirement, "require", "条件", "Requirement", requirement.Formula, requirement.That, requirement.Law));
            if (outcome.Status == OutcomeStatus.Eligible && programme.Rule.Amount is { } amount)
                inputs.Add(Named(NodeKind.Amount, "amount", "金额", "Amount", amount.Formula, amount.Value, amount.Law));
        }
        return Of(programme, outcome, NodeKind.Programme) with { Law = programme.LawIn(e.Policy.Month), Inputs = inputs };
    }

    /// <summary>A parameter's value here and now, with the row it comes from.</summary>
    public static ParameterUse Use(ParameterNode node, FamilyEvaluator e)
    {
        var published = node.Published(e);
        var (zh, en) = (ValueText.WithUnit(node, e, english: false), ValueText.WithUnit(node, e, english: true));
        return new ParameterUse(node.Parameter, e.Policy.Tables[node.Parameter.Slot].Row,
            published is null ? zh : $"{zh}（公布为 {published}）", published is null ? en : $"{en} (published as {published})");
    }

    private ExplanationNode Named(NodeKind kind, string code, string zh, string en, string? formula, Node value, IReadOnlyList<Citation> law, bool known = false) =>
        new(kind, code, zh, en, formula, ValueText.WithUnit(value, e, english: false), ValueText.WithUnit(value, e, english: true), Citation.On(law, e.Policy.Month.FirstDay)) { Inputs = known ? [] : InputsOf(value) };

    private List<ExplanationNode> InputsOf(Node node)
    {
        var inputs = new List<ExplanationNode>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in Reached(node))
            if (seen.Add($"{input.Kind} {input.Code} {input.Value}"))
                inputs.Add(input);
        return inputs;
    }

    /// <summary>What a node is in the tree; operators have no node of their own, so their operands stand in their place.</summary>
    private IEnumerable<ExplanationNode> Reached(Node node)
    {
        switch (node)
        {
            case IFactNode fact:
                var raw = fact.Raw(e);
                return [new ExplanationNode(NodeKind.Fact, fact.Fact.Code, fact.Fact.Name, fact.Fact.NameEn, null, raw == Family.Unknown ? fact.Fact.Format(raw) : ValueText.WithUnit(node, e, false), raw == Family.Unknown ? fact.Fact.Format(raw, true) : ValueText.WithUnit(node, e, true), [])];
            case ParameterNode parameter:
                return [Of(parameter)];
            case ResultNode result:
                return [Of(result.Programme, e.Result(result.Programme), NodeKind.Result)];
            case ResultAmountNode result:
                return [Of(result.Programme, e.Result(result.Programme), NodeKind.Result)];
            case DefinedNumberNode { Definition: var definition }:
                return [Of(definition)];
            case DefinedTruthNode { Definition: var definition }:
                return [Of(definition)];
            case IMembersNode members:
                return OverMembers(members);
            default:
                return node.Inputs(e).SelectMany(Reached);
        }
    }

    /// <summary>A value that is used twice shows its inputs the first time only.</summary>
    private ExplanationNode Of(Definition definition)
    {
        var known = !expanded.Add((definition, definition.OfMember ? e.Current : -1));
        return Named(NodeKind.Value, definition.Code, definition.Name ?? definition.Code, definition.NameEn ?? definition.Code, definition.Formula.Text, definition.Body!, definition.Law, known);
    }

    private ExplanationNode Of(ParameterNode node)
    {
        var use = Use(node, e);
        return new ExplanationNode(NodeKind.Parameter, node.Parameter.ToString(), node.Parameter.Name, node.Parameter.NameEn, null, use.Value, use.ValueEn, use.Row?.Law ?? [])
        {
            Row = use.Row,
            Inputs = [.. node.Inputs(e).SelectMany(Reached)],
        };
    }

    private static ExplanationNode Of(Programme programme, Outcome outcome, NodeKind kind)
    {
        var (zh, en) = outcome.Status switch
        {
            OutcomeStatus.Eligible when programme.Kind == ProgrammeKind.Benefit => ($"{outcome.Amount.ToDisplay()} 元", $"{outcome.Amount.ToDisplay()} yuan"),
            OutcomeStatus.Eligible when programme.Kind == ProgrammeKind.Warning => ("触发", "raised"),
            OutcomeStatus.Eligible => ("符合", "eligible"),
            OutcomeStatus.NotEligible => ("不符合", "not eligible"),
            _ => ("无法判定", "undetermined"),
        };
        return new ExplanationNode(kind, programme.Code, programme.Name, programme.NameEn, null, zh, en, []);
    }

    private List<ExplanationNode> OverMembers(IMembersNode members)
    {
        var outer = e.Current;
        var nodes = new List<ExplanationNode>();
        for (e.Current = 0; e.Current < e.MemberCount; e.Current++)
        {
            var included = members.Where?.Evaluate(e) ?? Truth.True;
            var inputs = members.Where is null ? [] : InputsOf(members.Where);
            if (included == Truth.True)
                inputs.AddRange(InputsOf(members.Body));
            var called = name(e.Current);
            nodes.Add(new ExplanationNode(NodeKind.Member, called, called, called, null,
                included == Truth.True ? ValueText.WithUnit(members.Body, e, false) : "不计入", included == Truth.True ? ValueText.WithUnit(members.Body, e, true) : "not counted", [])
            {
                Inputs = inputs,
            });
        }
        e.Current = outer;
        return nodes;
    }
}
