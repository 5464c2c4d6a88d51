namespace Huimin.Policies;

internal sealed class AddNode(NumberNode left, NumberNode right) : NumberNode
{
    private readonly Node[] inputs = [left, right];

    public NumberNode Left => left;

    public NumberNode Right => right;

    public override Number Evaluate(FamilyEvaluator e) => left.Evaluate(e) + right.Evaluate(e);

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

internal sealed class SubtractNode(NumberNode left, NumberNode right) : NumberNode
{
    private readonly Node[] inputs = [left, right];

    public NumberNode Left => left;

    public NumberNode Right => right;

    public override Number Evaluate(FamilyEvaluator e) => left.Evaluate(e) - right.Evaluate(e);

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

internal sealed class MultiplyNode(NumberNode left, NumberNode right) : NumberNode
{
    private readonly Node[] inputs = [left, right];

    public NumberNode Left => left;

    public NumberNode Right => right;

    public override Number Evaluate(FamilyEvaluator e) => left.Evaluate(e) * right.Evaluate(e);

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

internal sealed class DivideNode(NumberNode left, NumberNode right) : NumberNode
{
    private readonly Node[] inputs = [left, right];

    public NumberNode Left => left;

    public NumberNode Right => right;

    public override Number Evaluate(FamilyEvaluator e) => left.Evaluate(e) / right.Evaluate(e);

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

internal sealed class NegateNode(NumberNode operand) : NumberNode
{
    private readonly Node[] inputs = [operand];

    public NumberNode Operand => operand;

    public override Number Evaluate(FamilyEvaluator e) => -operand.Evaluate(e);

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

/// <summary><c>monthly(x)</c> and <c>yearly(x)</c>: the same money for another period.</summary>
internal sealed class ScaleNode(NumberNode operand, Number factor) : NumberNode
{
    private readonly Node[] inputs = [operand];

    public NumberNode Operand => operand;

    public Number Factor => factor;

    public override Number Evaluate(FamilyEvaluator e) => operand.Evaluate(e) * factor;

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

internal sealed class ExtremeNode(NumberNode[] operands, bool largest) : NumberNode
{
    private readonly Node[] inputs = [.. operands];

    public IReadOnlyList<NumberNode> Operands => operands;

    public bool Largest => largest;

    public override Number Evaluate(FamilyEvaluator e)
    {
        var result = operands[0].Evaluate(e);
        for (var i = 1; i < operands.Length; i++)
            result = largest ? Number.Max(result, operands[i].Evaluate(e)) : Number.Min(result, operands[i].Evaluate(e));
        return result;
    }

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;
}

/// <summary><c>first_known(a, b)</c>: the policy's own answer to a fact that nobody established.</summary>
internal sealed class FirstKnownNode(NumberNode[] operands) : NumberNode
{
    private readonly Node[] inputs = [.. operands];

    public IReadOnlyList<NumberNode> Operands => operands;

    public override Number Evaluate(FamilyEvaluator e)
    {
        foreach (var operand in operands)
        {
            var value = operand.Evaluate(e);
            if (value.IsKnown || value.IsTooLarge)
                return value;
        }
        return Number.Unknown;
    }

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e)
    {
        var taken = Array.FindIndex(operands, o => o.Evaluate(e) is { IsKnown: true } or { IsTooLarge: true });
        return taken < 0 ? inputs : inputs.AsSpan(0, taken + 1);
    }
}

internal sealed class ConditionalNode(TruthNode condition, NumberNode then, NumberNode otherwise) : NumberNode
{
    private readonly Node[] ifTrue = [condition, then];
    private readonly Node[] ifFalse = [condition, otherwise];

    public TruthNode Condition => condition;

    public NumberNode Then => then;

    public NumberNode Otherwise => otherwise;

    public override Number Evaluate(FamilyEvaluator e) => condition.Evaluate(e) switch
    {
        Truth.True => then.Evaluate(e),
        Truth.False => otherwise.Evaluate(e),
        _ => Number.Unknown,
    };

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => condition.Evaluate(e) switch
    {
        Truth.True => ifTrue,
        Truth.False => ifFalse,
        _ => ifTrue.AsSpan(0, 1),
    };
}

/// <summary>A parameter's value for the family's zone and facts, in the month that is evaluated.</summary>
internal sealed class ParameterNode(Parameter parameter, int part, NumberNode? key, bool ofPerson) : NumberNode
{
    private readonly int slot = parameter.Slot;
    private readonly Node[] keyAlone = key is null ? [] : [key];

    public Parameter Parameter => parameter;

    public int Part => part;

    public NumberNode? Key => key;

    /// <summary>A household's parameter asked for a person: it goes by the person's own facts.</summary>
    public bool OfPerson => ofPerson;

    public override Number Evaluate(FamilyEvaluator e)
    {
        var table = e.Policy.Tables[slot];
        if (key is null)
            return table.Value(e, part, ofPerson);
        var at = key.Evaluate(e);
        return at.IsKnown ? table.Lookup(e, part, ofPerson, at) : at;
    }

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e)
    {
        var facts = e.Policy.Tables[slot].Facts(ofPerson);
        return key is null ? facts : facts.Length == 0 ? keyAlone : (Node[])[.. facts, key];
    }

    /// <summary>The zone matters and the household's county lies in none.</summary>
    public bool LacksZone(FamilyEvaluator e) => e.Zone < 0 && e.Policy.Tables[slot].Used.Any(d => d.Fact is null);
}

/// <summary>What a programme pays, in fen; zero for whoever is not eligible.</summary>
internal sealed class ResultAmountNode(Programme programme) : NumberNode
{
    public Programme Programme => programme;

    public override Number Evaluate(FamilyEvaluator e)
    {
        ref readonly var outcome = ref e.Result(programme);
        return outcome.Status == OutcomeStatus.Undetermined ? Number.Unknown : Number.Of(outcome.Fen);
    }
}

/// <summary>A named value: evaluated once per family, or once per member, and kept.</summary>
internal sealed class DefinedNumberNode(Definition definition) : NumberNode
{
    private NumberNode? body;
    private Node[]? inputs;

    public Definition Definition => definition;

    public override Number Evaluate(FamilyEvaluator e)
    {
        ref var cell = ref e.Cell(definition);
        if (cell.Stamp == e.Stamp)
            return cell.Value;
        body ??= (NumberNode)definition.Body!;
        var value = body.Evaluate(e);
        cell = new Cell(value, e.Stamp);
        return value;
    }

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs ??= [definition.Body!];
}
