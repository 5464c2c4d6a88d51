namespace Huimin.Policies;

internal sealed class AndNode(TruthNode left, TruthNode right) : TruthNode
{
    private readonly Node[] inputs = [left, right];

    public TruthNode Left => left;

    public TruthNode Right => right;

    public override Truth Evaluate(FamilyEvaluator e)
    {
        var first = left.Evaluate(e);
        if (first == Truth.False)
            return Truth.False;
        var second = right.Evaluate(e);
        return second == Truth.False ? Truth.False : first == Truth.Unknown ? Truth.Unknown : second;
    }

    /// <summary>Where one of the two settles it, only that one, the left before the right.</summary>
    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) =>
        left.Evaluate(e) == Truth.False ? inputs.AsSpan(0, 1) : right.Evaluate(e) == Truth.False ? inputs.AsSpan(1) : inputs;
}

internal sealed class OrNode(TruthNode left, TruthNode right) : TruthNode
{
    private readonly Node[] inputs = [left, right];

    public TruthNode Left => left;

    public TruthNode Right => right;

    public override Truth Evaluate(FamilyEvaluator e)
    {
        var first = left.Evaluate(e);
        if (first == Truth.True)
            return Truth.True;
        var second = right.Evaluate(e);
        return second == Truth.True ? Truth.True : first == Truth.Unknown ? Truth.Unknown : second;
    }

    /// <summary>Where one of the two settles it, only that one, the left before the right.</summary>
    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) =>
        left.Evaluate(e) == Truth.True ? inputs.AsSpan(0, 1) : right.Evaluate(e) == Truth.True ? inputs.AsSpan(1) : inputs;
}

internal sealed class NotNode(TruthNode operand) : TruthNode
{
    private readonly Node[] inputs = [operand];

    public TruthNode Operand => operand;

    public override Truth Evaluate(FamilyEvaluator e) => operand.Evaluate(e) switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Unknown,
    };

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

internal sealed class CompareNode(NumberNode left, NumberNode right, Operator comparison) : TruthNode
{
    private readonly Node[] inputs = [left, right];

    public NumberNode Left => left;

    public NumberNode Right => right;

    public Operator Comparison => comparison;

    public override Truth Evaluate(FamilyEvaluator e)
    {
        var a = left.Evaluate(e);
        var b = right.Evaluate(e);
        if (!a.IsKnown || !b.IsKnown)
            return Truth.Unknown;
        var order = Number.Compare(a, b);
        var holds = comparison switch
        {
            Operator.Equal => order == 0,
            Operator.NotEqual => order != 0,
            Operator.Less => order < 0,
            Operator.LessOrEqual => order <= 0,
            Operator.Greater => order > 0,
            _ => order >= 0,
        };
        return holds ? Truth.True : Truth.False;
    }

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

/// <summary><c>a = b</c> for truth values.</summary>
internal sealed class SameTruthNode(TruthNode left, TruthNode right, bool same) : TruthNode
{
    private readonly Node[] inputs = [left, right];

    public TruthNode Left => left;

    public TruthNode Right => right;

    public bool Same => same;

    public override Truth Evaluate(FamilyEvaluator e)
    {
        var a = left.Evaluate(e);
        var b = right.Evaluate(e);
        return a == Truth.Unknown || b == Truth.Unknown ? Truth.Unknown : a == b == same ? Truth.True : Truth.False;
    }

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

internal sealed class InNode(NumberNode operand, Number[] options) : TruthNode
{
    private readonly Node[] inputs = [operand];

    public NumberNode Operand => operand;

    public IReadOnlyList<Number> Options => options;

    public override Truth Evaluate(FamilyEvaluator e)
    {
        var value = operand.Evaluate(e);
        if (!value.IsKnown)
            return Truth.Unknown;
        foreach (var option in options)
            if (Number.Compare(value, option) == 0)
                return Truth.True;
        return Truth.False;
    }

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

/// <summary><c>known(x)</c>: unknown itself only of a value too large to be held.</summary>
internal sealed class KnownNode(Node operand) : TruthNode
{
    private readonly Node[] inputs = [operand];

    public Node Operand => operand;

    public override Truth Evaluate(FamilyEvaluator e) =>
        operand.IsKnown(e) ? Truth.True : operand is NumberNode number && number.Evaluate(e).IsTooLarge ? Truth.Unknown : Truth.False;

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

internal sealed class TruthConditionalNode(TruthNode condition, TruthNode then, TruthNode otherwise) : TruthNode
{
    private readonly Node[] ifTrue = [condition, then];
    private readonly Node[] ifFalse = [condition, otherwise];

    public TruthNode Condition => condition;

    public TruthNode Then => then;

    public TruthNode Otherwise => otherwise;

    public override Truth Evaluate(FamilyEvaluator e) => condition.Evaluate(e) switch
    {
        Truth.True => then.Evaluate(e),
        Truth.False => otherwise.Evaluate(e),
        _ => Truth.Unknown,
    };

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => condition.Evaluate(e) switch
    {
        Truth.True => ifTrue,
        Truth.False => ifFalse,
        _ => ifTrue.AsSpan(0, 1),
    };
}

/// <summary>A parameter that switches a rule on or off.</summary>
internal sealed class TruthParameterNode(ParameterNode parameter) : TruthNode
{
    private readonly Node[] inputs = [parameter];

    public ParameterNode Parameter => parameter;

    public override Truth Evaluate(FamilyEvaluator e)
    {
        var value = parameter.Evaluate(e);
        return !value.IsKnown ? Truth.Unknown : value.IsZero ? Truth.False : Truth.True;
    }

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

/// <summary>Whether a programme is due: <c>tekun.eligible</c>.</summary>
internal sealed class ResultNode(Programme programme) : TruthNode
{
    public Programme Programme => programme;

    public override Truth Evaluate(FamilyEvaluator e) => e.Result(programme).Status switch
    {
        OutcomeStatus.Eligible => Truth.True,
        OutcomeStatus.NotEligible => Truth.False,
        _ => Truth.Unknown,
    };
}

internal sealed class DefinedTruthNode(Definition definition) : TruthNode
{
    private TruthNode? body;
    private Node[]? inputs;

    public Definition Definition => definition;

    public override Truth Evaluate(FamilyEvaluator e)
    {
        ref var cell = ref e.Cell(definition);
        if (cell.Stamp == e.Stamp)
            return (Truth)cell.Value.Whole;
        body ??= (TruthNode)definition.Body!;
        var value = body.Evaluate(e);
        cell = new Cell(Number.Of((long)value), e.Stamp);
        return value;
    }

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs ??= [definition.Body!];
}
