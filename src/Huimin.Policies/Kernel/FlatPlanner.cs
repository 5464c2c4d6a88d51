namespace Huimin.Policies;

/// <summary>
/// Finds the conditions and sums that can be worked out for all rows of a chunk in flat passes, each once however often the texts
/// name it.
/// </summary>
internal sealed class FlatPlanner(MonthPolicy policy, KernelLayout layout)
{
    private readonly CaseFinder cases = new(policy, layout);
    private readonly Dictionary<(bool, string), FlatTruth> truths = [];
    private readonly Dictionary<string, FlatSum> sums = new(StringComparer.Ordinal);
    private readonly Dictionary<(Node, bool), FlatTruth?> planned = [];

    /// <summary>The conditions by slot.</summary>
    public List<FlatTruth> Truths { get; } = [];

    /// <summary>The sums by slot.</summary>
    public List<FlatSum> Sums { get; } = [];

    /// <summary>The condition as a flat one of households or of members, or null if it is not one.</summary>
    public FlatTruth? Truth(TruthNode node, bool ofMember)
    {
        if (planned.TryGetValue((node, ofMember), out var known))
            return known;
        return planned[(node, ofMember)] = Plan(node, ofMember);
    }

    /// <summary>Both conditions.</summary>
    public FlatTruth And(FlatTruth left, FlatTruth right) => Both(left, right, or: false);

    /// <summary>What counting the members for whom <paramref name="body"/> holds among those for whom <paramref name="where"/> does looks at.</summary>
    public FlatTruth? Included(TruthNode? where, TruthNode body) =>
        where is null ? Truth(body, ofMember: true)
        : Truth(where, ofMember: true) is { } included && Truth(body, ofMember: true) is { } holds ? Add(new FlatIncluded(included, holds)) : null;

    /// <summary>What asking whether any, or all, of the members meet the condition looks at.</summary>
    public FlatTruth? Asked(TruthNode? where, TruthNode body, bool all)
    {
        if (where is null)
            return Truth(body, ofMember: true);
        if (Truth(where, ofMember: true) is not { } included || Truth(body, ofMember: true) is not { } holds)
            return null;
        return all ? Add(new FlatBoth(Add(new FlatNot(included)), holds, or: true)) : Add(new FlatBoth(included, holds, or: false));
    }

    /// <summary>A sum over members of facts of theirs, or null if it is not that simple.</summary>
    public FlatSum? Sum(SumNode node)
    {
        var terms = new List<FlatTerm>();
        long constant = 0;
        if (!Terms((NumberNode)node.Body, subtract: false, terms, ref constant))
            return null;
        var where = node.Where is null ? Add(new FlatConstant(true, Policies.Truth.True)) : Truth(node.Where, ofMember: true);
        if (where is null)
            return null;
        var sum = new FlatSum(where, terms, constant);
        if (sums.TryGetValue(sum.Key, out var same))
            return same;
        sum.Slot = Sums.Count;
        Sums.Add(sum);
        return sums[sum.Key] = sum;
    }

    private FlatTruth? Plan(TruthNode node, bool ofMember)
    {
        switch (node)
        {
            case TruthConstantNode constant:
                return Add(new FlatConstant(ofMember, constant.Value));
            case DefinedTruthNode { Definition: { Body: TruthNode body } definition }:
                return definition.OfMember == ofMember ? Truth(body, ofMember) : OfHousehold(body, ofMember);
            case ResultNode { Programme: var programme } when !policy.IsInForce(programme):
                return Add(new FlatConstant(ofMember, Policies.Truth.False));
            case ResultNode { Programme: var programme } when programme.OfHousehold != ofMember:
                return Add(new FlatResult(programme));
            case ResultNode { Programme.OfHousehold: true }:
                return OfHousehold(node, ofMember);
            case TruthParameterNode { Parameter.Key: null } parameter when cases.Constant(parameter.Parameter) is { } value:
                return Add(new FlatConstant(ofMember, !value.IsKnown ? Policies.Truth.Unknown : value.IsZero ? Policies.Truth.False : Policies.Truth.True));
        }
        if (cases.Find(node) is { } found)
            return found.Fact.OfHousehold == !ofMember ? Add(new FlatFact(found, layout.Kind(found.Fact))) : found.Fact.OfHousehold ? OfHousehold(node, ofMember) : null;
        if (cases.Constant(node) is { } constantly)
            return Add(new FlatConstant(ofMember, constantly));
        switch (node)
        {
            case NotNode not:
                return Truth(not.Operand, ofMember) is { } operand ? Add(new FlatNot(operand)) : null;
            case AndNode and:
                return Both(and.Left, and.Right, ofMember, or: false);
            case OrNode or:
                return Both(or.Left, or.Right, ofMember, or: true);
            case TruthConditionalNode when cases.Taken(node) is TruthNode taken && taken != node:
                return Truth(taken, ofMember);
            case AnyNode any when !ofMember:
                return Asked(any.Where, (TruthNode)any.Body, any.All) is { } asked ? Add(new FlatFamily(asked, any.All ? FamilyQuestion.All : FamilyQuestion.Any)) : null;
            case CompareNode { Left: var left, Comparison: Operator.Greater, Right: var right } when !ofMember
                && Body(left) is CountNode count && cases.Constant(right) is { IsZero: true } && Included(count.Where, (TruthNode)count.Body) is { } counted:
                return Add(new FlatFamily(counted, FamilyQuestion.Some));
            case AnyNode or CompareNode when ofMember && IsOfHousehold(node):
                return OfHousehold(node, ofMember);
            default:
                return null;
        }
    }

    private static NumberNode Body(NumberNode node) => node is DefinedNumberNode { Definition.Body: NumberNode body } ? Body(body) : node;

    private static bool IsOfHousehold(TruthNode node) => node is AnyNode || (node is CompareNode { Left: var left } && Body(left) is CountNode);

    private FlatTruth? Both(TruthNode left, TruthNode right, bool ofMember, bool or)
    {
        var first = Truth(left, ofMember);
        if (first is FlatConstant { Value: var value } && value == (or ? Policies.Truth.True : Policies.Truth.False))
            return first;
        return first is not null && Truth(right, ofMember) is { } second ? Both(first, second, or) : null;
    }

    private FlatTruth Both(FlatTruth first, FlatTruth second, bool or)
    {
        // An operand that cannot decide is left out.
        var neutral = or ? Policies.Truth.False : Policies.Truth.True;
        if (first is FlatConstant { Value: var a } && a != Policies.Truth.Unknown)
            return a == neutral ? second : first;
        if (second is FlatConstant { Value: var b } && b != Policies.Truth.Unknown)
            return b == neutral ? first : second;
        return Add(new FlatBoth(first, second, or));
    }

    private FlatTruth? OfHousehold(TruthNode node, bool ofMember) =>
        ofMember && Truth(node, ofMember: false) is { } household
            ? household is FlatConstant constant ? Add(new FlatConstant(true, constant.Value)) : Add(new FlatOfHousehold(household))
            : null;

    private FlatTruth Add(FlatTruth truth)
    {
        if (truths.TryGetValue((truth.OfMember, truth.Key), out var same))
            return same;
        truth.Slot = Truths.Count;
        Truths.Add(truth);
        return truths[(truth.OfMember, truth.Key)] = truth;
    }

    private bool Terms(NumberNode node, bool subtract, List<FlatTerm> terms, ref long constant)
    {
        switch (node)
        {
            case MemberFactNode { Fact: var fact } when !layout.IsShared(fact) && (fact.Default == Family.Unknown || Math.Abs(fact.Default) <= int.MaxValue) && terms.Count < 64:
                terms.Add(new FlatTerm(fact, layout.Kind(fact), subtract));
                return true;
            case AddNode add:
                return Terms(add.Left, subtract, terms, ref constant) && Terms(add.Right, subtract, terms, ref constant);
            case SubtractNode take:
                return Terms(take.Left, subtract, terms, ref constant) && Terms(take.Right, !subtract, terms, ref constant);
            case DefinedNumberNode { Definition: { OfMember: true, Body: NumberNode body } }:
                return Terms(body, subtract, terms, ref constant);
            case ConstantNode { Value: { IsKnown: true } value } when value.Fraction is { Bottom: 1, Top: var top } && Math.Abs(top) < 1L << 40:
                constant += subtract ? -top : top;
                return Math.Abs(constant) < 1L << 50;
            default:
                return false;
        }
    }
}
