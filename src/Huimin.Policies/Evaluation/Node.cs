namespace Huimin.Policies;

/// <summary>
/// A checked expression. It has one meaning: the sweep asks it for its value, and the explanation asks the same node for the
/// same value and then for the inputs that it came from.
/// </summary>
internal abstract class Node
{
    public required ValueType Type { get; init; }

    /// <summary>The nodes that the value came from for this family: of a condition only the branch that was taken.</summary>
    public virtual ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => [];

    public abstract bool IsKnown(FamilyEvaluator e);
}

internal abstract class NumberNode : Node
{
    public abstract Number Evaluate(FamilyEvaluator e);

    public override bool IsKnown(FamilyEvaluator e) => Evaluate(e).IsKnown;
}

internal abstract class TruthNode : Node
{
    public abstract Truth Evaluate(FamilyEvaluator e);

    public override bool IsKnown(FamilyEvaluator e) => Evaluate(e) != Truth.Unknown;
}

internal sealed class ConstantNode(Number value) : NumberNode
{
    public Number Value => value;

    public override Number Evaluate(FamilyEvaluator e) => value;
}

internal sealed class TruthConstantNode(Truth value) : TruthNode
{
    public Truth Value => value;

    public override Truth Evaluate(FamilyEvaluator e) => value;
}

/// <summary>A fact that was read: where the explanation ends.</summary>
internal interface IFactNode
{
    Fact Fact { get; }

    long Raw(FamilyEvaluator e);
}

internal sealed class HouseholdFactNode(Fact fact) : NumberNode, IFactNode
{
    private readonly int index = fact.Index;

    public Fact Fact => fact;

    public long Raw(FamilyEvaluator e) => e.Family.HouseholdFact(index);

    public override Number Evaluate(FamilyEvaluator e) => Number.OfRaw(e.Family.HouseholdFact(index));
}

internal sealed class MemberFactNode(Fact fact) : NumberNode, IFactNode
{
    private readonly int index = fact.Index;

    public Fact Fact => fact;

    public long Raw(FamilyEvaluator e) => e.Family.MemberFact(e.Current, index);

    public override Number Evaluate(FamilyEvaluator e) => Number.OfRaw(e.Family.MemberFact(e.Current, index));
}

internal sealed class TruthFactNode(Fact fact) : TruthNode, IFactNode
{
    private readonly int index = fact.Index;
    private readonly bool ofHousehold = fact.OfHousehold;

    public Fact Fact => fact;

    public long Raw(FamilyEvaluator e) => ofHousehold ? e.Family.HouseholdFact(index) : e.Family.MemberFact(e.Current, index);

    public override Truth Evaluate(FamilyEvaluator e) => Raw(e) switch { Family.Unknown => Truth.Unknown, 0 => Truth.False, _ => Truth.True };
}

/// <summary>What the application form says; its default where the form says nothing.</summary>
internal sealed class InputNode(ApplicationInput input) : NumberNode, IFactNode
{
    public Fact Fact => input;

    public long Raw(FamilyEvaluator e) => RawOf(input, e);

    public override Number Evaluate(FamilyEvaluator e) => Number.OfRaw(RawOf(input, e));

    internal static long RawOf(ApplicationInput input, FamilyEvaluator e)
    {
        var given = input.OfHousehold ? e.Family.HouseholdInput(input) : e.Family.MemberInput(e.Current, input);
        return given == Family.Unknown ? input.Default : given;
    }
}

internal sealed class TruthInputNode(ApplicationInput input) : TruthNode, IFactNode
{
    public Fact Fact => input;

    public long Raw(FamilyEvaluator e) => InputNode.RawOf(input, e);

    public override Truth Evaluate(FamilyEvaluator e) => Raw(e) switch { Family.Unknown => Truth.Unknown, 0 => Truth.False, _ => Truth.True };
}

/// <summary>The first or the last day of the month that is evaluated.</summary>
internal sealed class MonthDayNode(bool last) : NumberNode
{
    public bool Last => last;

    public override Number Evaluate(FamilyEvaluator e) => Number.Of(last ? e.LastDayNumber : e.FirstDayNumber);
}

/// <summary>Whole years between the birth date and a day; the first day of the month if none is given.</summary>
internal sealed class AgeNode(NumberNode birth, NumberNode? on) : NumberNode
{
    private readonly Node[] inputs = on is null ? [birth] : [birth, on];

    public NumberNode Birth => birth;

    public NumberNode? On => on;

    public override Number Evaluate(FamilyEvaluator e)
    {
        var born = birth.Evaluate(e);
        if (!born.IsKnown)
            return Number.Unknown;
        if (on is null)
            return Number.Of(e.AgeOnFirstDay(born.Whole));
        var day = on.Evaluate(e);
        return day.IsKnown ? Number.Of(Years(DateOnly.FromDayNumber((int)born.Whole), DateOnly.FromDayNumber((int)day.Whole))) : Number.Unknown;
    }

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;

    // Somebody born on 29 February is a year older on 1 March of a year without that day.
    internal static int Years(DateOnly born, DateOnly day) =>
        day.Year - born.Year - (day.Month < born.Month || (day.Month == born.Month && day.Day < born.Day) ? 1 : 0);
}

/// <summary><c>months_between(a, b)</c>: calendar months from the month of a to the month of b, below zero if b is earlier.</summary>
internal sealed class MonthsBetweenNode(NumberNode from, NumberNode to) : NumberNode
{
    private readonly Node[] inputs = [from, to];

    public NumberNode From => from;

    public NumberNode To => to;

    public override Number Evaluate(FamilyEvaluator e)
    {
        var (first, last) = (from.Evaluate(e), to.Evaluate(e));
        return first.IsKnown && last.IsKnown ? Number.Of(Index(last.Whole) - Index(first.Whole)) : Number.Unknown;
    }

    public override ReadOnlySpan<Node> Inputs(FamilyEvaluator e) => inputs;

    private static int Index(long day)
    {
        var date = DateOnly.FromDayNumber((int)day);
        return date.Year * 12 + date.Month;
    }
}
