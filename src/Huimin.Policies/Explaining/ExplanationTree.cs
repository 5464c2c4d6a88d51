namespace Huimin.Policies;

/// <summary>
/// The full calculation as a tree: every named value, parameter, result and fact that was used, with its value. One serves all programmes
/// of a family: what several of them use is written once.
/// </summary>
internal sealed class ExplanationTree
{
    private readonly FamilyEvaluator e;
    private readonly Func<int, string> name;
    private readonly ExplanationNode?[] facts; // of the household, then of each member
    private readonly ExplanationNode?[] results; // likewise
    private readonly WrittenValue?[] values; // by the place in which the evaluator keeps the value

    /// <summary>The nodes of all lists that are being put together, the innermost list last.</summary>
    private readonly List<ExplanationNode> found = [];

    /// <summary>The values whose inputs this tree shows already, in order.</summary>
    private readonly List<WrittenValue> shown = [];
    private int tree;
    private int earliestRepeat;

    public ExplanationTree(FamilyEvaluator evaluator, Func<int, string> name)
    {
        e = evaluator;
        this.name = name;
        var pack = e.Policy.Pack;
        facts = new ExplanationNode?[pack.Facts.Household.Count + e.MemberCount * pack.Facts.Member.Count];
        results = new ExplanationNode?[pack.Programmes.Count * (1 + e.MemberCount)];
        values = new WrittenValue?[pack.HouseholdValues + e.MemberCount * pack.MemberValues];
    }

    /// <summary>A named value as it was written for an earlier tree or an earlier place in this one.</summary>
    private sealed class WrittenValue
    {
        /// <summary>The node with all that it came from, none of it left out because it stood before.</summary>
        public ExplanationNode? Whole { get; set; }

        /// <summary>The values whose inputs <see cref="Whole"/> shows: this one first, then those within.</summary>
        public WrittenValue[] Within { get; set; } = [];

        /// <summary>The node without inputs, for a place after the first.</summary>
        public ExplanationNode? Repeat { get; set; }

        /// <summary>The tree that shows its inputs, and its position among those that do.</summary>
        public int Tree { get; set; }

        public int Position { get; set; }
    }

    /// <param name="member">-1 for a programme of households.</param>
    public ExplanationNode Root(Programme programme, int member, Outcome outcome)
    {
        e.Current = Math.Max(0, member); // other explanations were given since
        tree++;
        shown.Clear();
        var from = found.Count;
        if (e.Policy.IsInForce(programme))
        {
            var requirements = programme.Rule.Requirements;
            var asked = outcome.Reason >= 0 ? outcome.Reason + 1 : requirements.Count;
            for (var i = 0; i < asked; i++)
                found.Add(Named(NodeKind.Requirement, "require", "条件", "Requirement", requirements[i].Formula, requirements[i].That, requirements[i].Law));
            if (outcome.Status == OutcomeStatus.Eligible && programme.Rule.Amount is { } amount)
                found.Add(Named(NodeKind.Amount, "amount", "金额", "Amount", amount.Formula, amount.Value, amount.Law));
        }
        var (zh, en) = Told(programme, outcome);
        return new ExplanationNode(NodeKind.Programme, programme.Code, programme.Name, programme.NameEn, null, zh, en, e.Policy.Cited(programme.Citations)) { Inputs = Taken(from) };
    }

    private ExplanationNode Named(NodeKind kind, string code, string zh, string en, string? formula, Node value, IReadOnlyList<Citation> law)
    {
        var (text, textEn) = ValueText.Both(value, e);
        var from = found.Count;
        Reach(value, from);
        return new ExplanationNode(kind, code, zh, en, formula, text, textEn, e.Policy.Cited(law)) { Inputs = Taken(from) };
    }

    /// <summary>The nodes that were found since, as a list of their own.</summary>
    private IReadOnlyList<ExplanationNode> Taken(int from)
    {
        if (found.Count == from)
            return [];
        var taken = new ExplanationNode[found.Count - from];
        found.CopyTo(from, taken, 0, taken.Length);
        found.RemoveRange(from, taken.Length);
        return taken;
    }

    /// <summary>What a node is in the tree; operators have no node of their own, so their operands stand in their place.</summary>
    /// <param name="from">Where the list begins to which it is added.</param>
    private void Reach(Node node, int from)
    {
        switch (node)
        {
            case DefinedNumberNode { Definition: var definition }:
                Add(Of(definition), from);
                break;
            case DefinedTruthNode { Definition: var definition }:
                Add(Of(definition), from);
                break;
            case ParameterNode parameter:
                Add(Of(parameter), from);
                break;
            case ResultNode result:
                Add(Of(result.Programme), from);
                break;
            case ResultAmountNode result:
                Add(Of(result.Programme), from);
                break;
            case IFactNode fact:
                Add(Of(fact.Fact, node), from);
                break;
            case IMembersNode members:
                OverMembers(members, from);
                break;
            default:
                foreach (var input in node.Inputs(e))
                    Reach(input, from);
                break;
        }
    }

    /// <summary>The same thing with the same value is shown once.</summary>
    private void Add(ExplanationNode node, int from)
    {
        for (var i = from; i < found.Count; i++)
            if (ReferenceEquals(found[i], node) || (found[i].Kind == node.Kind && found[i].Code == node.Code && found[i].Value == node.Value))
                return;
        found.Add(node);
    }

    private ExplanationNode Of(Fact fact, Node node)
    {
        if (fact is ApplicationInput)
            return Written();
        var at = fact.OfHousehold ? fact.Index : e.Policy.Pack.Facts.Household.Count + e.Current * e.Policy.Pack.Facts.Member.Count + fact.Index;
        return facts[at] ??= Written();

        ExplanationNode Written()
        {
            var (zh, en) = ValueText.Both(node, e);
            return new ExplanationNode(NodeKind.Fact, fact.Code, fact.Name, fact.NameEn, null, zh, en, []);
        }
    }

    /// <summary>A value that is used twice shows its inputs the first time only.</summary>
    private ExplanationNode Of(Definition definition)
    {
        ref var written = ref values[e.IndexOf(definition)];
        var value = written ??= new WrittenValue();
        if (value.Tree == tree)
        {
            earliestRepeat = Math.Min(earliestRepeat, value.Position);
            return value.Repeat!;
        }
        if (value.Whole is { } whole && Array.TrueForAll(value.Within, v => v.Tree != tree))
        {
            foreach (var within in value.Within)
                Show(within);
            return whole;
        }
        var first = shown.Count;
        var outerRepeat = earliestRepeat;
        earliestRepeat = int.MaxValue;
        Show(value);
        var (zh, en) = ValueText.Both(definition.Body!, e);
        value.Repeat ??= new ExplanationNode(NodeKind.Value, definition.Code, definition.Name ?? definition.Code, definition.NameEn ?? definition.Code,
            definition.Formula.Text, zh, en, e.Policy.Cited(definition.Law));
        var from = found.Count;
        Reach(definition.Body!, from);
        var node = value.Repeat with { Inputs = Taken(from) };
        if (earliestRepeat >= first) // nothing was left out because it stands elsewhere in this tree
            (value.Whole, value.Within) = (node, [.. shown.Skip(first)]);
        earliestRepeat = Math.Min(earliestRepeat, outerRepeat);
        return node;
    }

    private void Show(WrittenValue value)
    {
        (value.Tree, value.Position) = (tree, shown.Count);
        shown.Add(value);
    }

    private ExplanationNode Of(ParameterNode parameter)
    {
        var node = e.Policy.Tables[parameter.Parameter.Slot].Texts(e, parameter).Node;
        var inputs = parameter.Inputs(e);
        if (inputs.Length == 0)
            return node;
        var from = found.Count;
        foreach (var input in inputs)
            Reach(input, from);
        return node with { Inputs = Taken(from) };
    }

    private ExplanationNode Of(Programme programme)
    {
        return results[(programme.OfHousehold ? 0 : 1 + e.Current) * e.Policy.Pack.Programmes.Count + programme.Index] ??= Written();

        ExplanationNode Written()
        {
            var (zh, en) = Told(programme, e.Result(programme));
            return new ExplanationNode(NodeKind.Result, programme.Code, programme.Name, programme.NameEn, null, zh, en, []);
        }
    }

    private static (string Zh, string En) Told(Programme programme, Outcome outcome)
    {
        switch (outcome.Status)
        {
            case OutcomeStatus.Eligible when programme.Kind == ProgrammeKind.Benefit:
                var amount = outcome.Amount.ToDisplay();
                return ($"{amount} 元", $"{amount} yuan");
            case OutcomeStatus.Eligible:
                return programme.Kind == ProgrammeKind.Warning ? ("触发", "raised") : ("符合", "eligible");
            case OutcomeStatus.NotEligible:
                return ("不符合", "not eligible");
            default:
                return ("无法判定", "undetermined");
        }
    }

    private void OverMembers(IMembersNode members, int from)
    {
        var outer = e.Current;
        for (e.Current = 0; e.Current < e.MemberCount; e.Current++)
        {
            var included = (members.Where?.Evaluate(e) ?? Truth.True) == Truth.True;
            var inner = found.Count;
            if (members.Where is not null)
                Reach(members.Where, inner);
            if (included)
                Reach(members.Body, inner);
            var inputs = Taken(inner);
            var called = name(e.Current);
            var (text, textEn) = included ? ValueText.Both(members.Body, e) : ("不计入", "not counted");
            Add(new ExplanationNode(NodeKind.Member, called, called, called, null, text, textEn, []) { Inputs = inputs }, from);
        }
        e.Current = outer;
    }
}
