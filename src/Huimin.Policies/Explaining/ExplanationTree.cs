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
        var (zh, en) = ValueText.Both(node, e);
        return new ParameterUse(node.Parameter, e.Policy.Tables[node.Parameter.Slot].Row,
            published is null ? zh : $"{zh}（公布为{Parameter.Quote(published, english: false)}）", published is null ? en : $"{en} (published as {Parameter.Quote(published, english: true)})");
    }

    private ExplanationNode Named(NodeKind kind, string code, string zh, string en, string? formula, Node value, IReadOnlyList<Citation> law, bool known = false)
    {
        var (text, textEn) = ValueText.Both(value, e);
        return new ExplanationNode(kind, code, zh, en, formula, text, textEn, Citation.On(law, e.Policy.Month.FirstDay)) { Inputs = known ? [] : InputsOf(value) };
    }

    private List<ExplanationNode> InputsOf(Node node)
    {
        var inputs = new List<ExplanationNode>();
        Reach(node, inputs);
        return inputs;
    }

    /// <summary>What a node is in the tree; operators have no node of their own, so their operands stand in their place.</summary>
    private void Reach(Node node, List<ExplanationNode> into)
    {
        switch (node)
        {
            case IFactNode fact:
                var (text, textEn) = ValueText.Both(node, e);
                Add(new ExplanationNode(NodeKind.Fact, fact.Fact.Code, fact.Fact.Name, fact.Fact.NameEn, null, text, textEn, []), into);
                break;
            case ParameterNode parameter:
                Add(Of(parameter), into);
                break;
            case ResultNode result:
                Add(Of(result.Programme, e.Result(result.Programme), NodeKind.Result), into);
                break;
            case ResultAmountNode result:
                Add(Of(result.Programme, e.Result(result.Programme), NodeKind.Result), into);
                break;
            case DefinedNumberNode { Definition: var definition }:
                Add(Of(definition), into);
                break;
            case DefinedTruthNode { Definition: var definition }:
                Add(Of(definition), into);
                break;
            case IMembersNode members:
                OverMembers(members, into);
                break;
            default:
                foreach (var input in node.Inputs(e))
                    Reach(input, into);
                break;
        }
    }

    /// <summary>The same thing with the same value is shown once.</summary>
    private static void Add(ExplanationNode node, List<ExplanationNode> into)
    {
        if (!into.Exists(n => n.Kind == node.Kind && n.Code == node.Code && n.Value == node.Value))
            into.Add(node);
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
        var inputs = new List<ExplanationNode>();
        foreach (var input in node.Inputs(e))
            Reach(input, inputs);
        return new ExplanationNode(NodeKind.Parameter, node.Parameter.ToString(), node.Parameter.Name, node.Parameter.NameEn, null, use.Value, use.ValueEn, use.Row?.Law ?? [])
        {
            Row = use.Row,
            Inputs = inputs,
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

    private void OverMembers(IMembersNode members, List<ExplanationNode> into)
    {
        var outer = e.Current;
        for (e.Current = 0; e.Current < e.MemberCount; e.Current++)
        {
            var included = (members.Where?.Evaluate(e) ?? Truth.True) == Truth.True;
            var inputs = members.Where is null ? [] : InputsOf(members.Where);
            if (included)
                Reach(members.Body, inputs);
            var called = name(e.Current);
            var (text, textEn) = included ? ValueText.Both(members.Body, e) : ("不计入", "not counted");
            Add(new ExplanationNode(NodeKind.Member, called, called, called, null, text, textEn, []) { Inputs = inputs }, into);
        }
        e.Current = outer;
    }
}
