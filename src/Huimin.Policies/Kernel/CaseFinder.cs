namespace Huimin.Policies;

/// <summary>
/// Finds what a condition on a single fact says of every value of the fact, by asking the condition itself: of all bytes of a narrow
/// column; of a wide one between the values at which the condition can change.
/// </summary>
internal sealed class CaseFinder(MonthPolicy policy, KernelLayout layout)
{
    private readonly FamilyEvaluator evaluator = policy.CreateEvaluator();
    private readonly ProbeFamily probe = new();

    /// <summary>The one fact that the condition rests on and what follows from it, or null if there are several or it is not that simple.</summary>
    public FactCases? Find(TruthNode condition)
    {
        Fact? fact = null;
        try
        {
            return RestsOnOneFact(condition, ref fact) && fact is not null && !layout.IsShared(fact) ? Find(condition, fact) : null;
        }
        catch (PolicyException) // a value that cannot be calculated, of a fact that nobody has
        {
            return null;
        }
    }

    private FactCases? Find(TruthNode condition, Fact fact)
    {
        if (layout.Kind(fact) == ColumnKind.Ints)
        {
            var cuts = new SortedSet<long>();
            return Cuts(condition, cuts) ? OverInts(condition, fact, cuts) : null;
        }
        var values = layout.Kind(fact) == ColumnKind.Bytes ? Enumerable.Range(0, FactColumn.LargestByte + 1) : [];
        return Cases(condition, fact, [.. values.Select(v => (v, v))]);
    }

    /// <summary>The value of an expression that rests on no fact, or null.</summary>
    public Number? Constant(NumberNode node)
    {
        Fact? fact = null;
        if (!RestsOnOneFact(node, ref fact) || fact is not null)
            return null;
        probe.Raw = Family.Unknown;
        evaluator.Evaluate(probe);
        return node.Evaluate(evaluator);
    }

    /// <summary>What a condition says that rests on no fact, or null.</summary>
    public Truth? Constant(TruthNode node)
    {
        Fact? fact = null;
        return RestsOnOneFact(node, ref fact) && fact is null ? At(node, Family.Unknown) : null;
    }

    /// <summary>The branch that every row takes of a condition that rests on no fact; otherwise the node itself.</summary>
    public Node Taken(Node node) => node switch
    {
        ConditionalNode { Condition: var condition } n when Constant(condition) is { } truth and not Truth.Unknown => Taken(truth == Truth.True ? n.Then : n.Otherwise),
        TruthConditionalNode { Condition: var condition } n when Constant(condition) is { } truth and not Truth.Unknown => Taken(truth == Truth.True ? n.Then : n.Otherwise),
        _ => node,
    };

    private FactCases OverInts(TruthNode condition, Fact fact, SortedSet<long> cuts)
    {
        var runs = new List<(int, int)>();
        long from = FactColumn.AsideInt + 1;
        foreach (var cut in cuts)
        {
            if (cut < from || cut >= int.MaxValue)
                continue;
            runs.Add(((int)from, (int)cut));
            from = cut + 1;
        }
        runs.Add(((int)from, int.MaxValue));
        return Cases(condition, fact, runs);
    }

    private FactCases Cases(TruthNode condition, Fact fact, IReadOnlyList<(int From, int To)> runs)
    {
        var (whenTrue, whenFalse) = (new List<IntRange>(), new List<IntRange>());
        foreach (var (from, to) in runs)
        {
            var truth = At(condition, from);
            var list = truth == Truth.True ? whenTrue : whenFalse;
            if (truth == Truth.Unknown)
                continue;
            if (list is [.., var last] && last.To + 1L == from)
                list[^1] = last with { To = to };
            else
                list.Add(new IntRange(from, to));
        }
        var whenUnknown = At(condition, Family.Unknown);
        if (whenUnknown != Truth.Unknown)
        {
            var raw = layout.Kind(fact) == ColumnKind.Bytes ? FactColumn.UnknownByte : FactColumn.UnknownInt;
            (whenUnknown == Truth.True ? whenTrue : whenFalse).Add(new IntRange(raw, raw));
        }
        // What is absent and was not looked at is unknown: two answers that are the same need no asking.
        return new FactCases(fact, At(condition, fact.Default), whenTrue, whenFalse, whenUnknown);
    }

    private Truth At(TruthNode condition, long raw)
    {
        probe.Raw = raw;
        evaluator.Evaluate(probe);
        try
        {
            return condition.Evaluate(evaluator);
        }
        catch (ArgumentOutOfRangeException) // a number that is no day, which no column of dates holds
        {
            return Truth.Unknown;
        }
    }

    /// <summary>Whether no fact but this one, no result and no other member is asked; a parameter only where one value holds for all.</summary>
    private bool RestsOnOneFact(Node node, ref Fact? fact)
    {
        switch (Taken(node))
        {
            case InputNode or TruthInputNode:
                return false;
            case IFactNode read:
                var other = fact is not null && fact != read.Fact;
                fact = read.Fact;
                return !other;
            case ConstantNode or TruthConstantNode or MonthDayNode:
                return true;
            case ParameterNode parameter:
                return policy.Tables[parameter.Parameter.Slot] is { Used.Count: 0 } && (parameter.Key is null || RestsOnOneFact(parameter.Key, ref fact));
            case TruthParameterNode { Parameter: var parameter }:
                return RestsOnOneFact(parameter, ref fact);
            case DefinedNumberNode { Definition.Body: { } body }:
                return RestsOnOneFact(body, ref fact);
            case DefinedTruthNode { Definition.Body: { } body }:
                return RestsOnOneFact(body, ref fact);
            default:
                if (NodeOperands.Of(Taken(node)) is not { } operands)
                    return false;
                foreach (var operand in operands)
                    if (!RestsOnOneFact(operand, ref fact))
                        return false;
                return true;
        }
    }

    /// <summary>Adds the values of the fact up to which, and above which, the condition may differ; false where it may differ anywhere.</summary>
    private bool Cuts(Node node, SortedSet<long> cuts)
    {
        node = Taken(node);
        switch (node)
        {
            case DefinedTruthNode { Definition.Body: { } body }:
                return Cuts(body, cuts);
            case TruthConstantNode or TruthParameterNode or TruthFactNode or KnownNode { Operand: IFactNode }:
                return true;
            case CompareNode { Left: IFactNode, Right: var right }:
                return CutsAt(right, cuts);
            case CompareNode { Left: var left, Right: IFactNode }:
                return CutsAt(left, cuts);
            case CompareNode { Left: MonthsBetweenNode { From: IFactNode, To: var to }, Right: var right } when Constant(to) is { IsKnown: true } month && Constant(right) is { IsKnown: true } months:
                return CutsByMonth(month.Whole, months, cuts);
            case CompareNode { Left: var left, Right: var right }:
                return ByAge(left, cuts) && ByAge(right, cuts);
            case InNode { Operand: IFactNode, Options: var options }:
                foreach (var option in options)
                    AddCut(option, cuts);
                return true;
            case InNode { Operand: var operand }:
                return ByAge(operand, cuts);
            case KnownNode { Operand: NumberNode number }:
                return ByAge(number, cuts);
            case AndNode or OrNode or NotNode or SameTruthNode or TruthConditionalNode or KnownNode:
                return NodeOperands.Of(node)!.All(o => Cuts(o, cuts));
            default:
                return false;
        }
    }

    private bool CutsAt(NumberNode node, SortedSet<long> cuts)
    {
        if (Constant(node) is not { } value)
            return false;
        if (value.IsKnown)
            AddCut(value, cuts);
        return true;
    }

    // A value below, at and above the number are three cases.
    private static void AddCut(Number value, SortedSet<long> cuts)
    {
        var (top, bottom) = value.Fraction;
        var floor = top / bottom - (top % bottom < 0 ? 1 : 0);
        cuts.Add(floor - 1);
        cuts.Add(floor);
    }

    // The count of months to a day passes the number at the end of a month.
    private static bool CutsByMonth(long day, Number months, SortedSet<long> cuts)
    {
        if (day < 0 || day > DateOnly.MaxValue.DayNumber)
            return false;
        var to = DateOnly.FromDayNumber((int)day);
        var index = to.Year * 12L + to.Month - 1 - months.Floor(1);
        for (var at = index - 2; at <= index + 2; at++)
            if (at >= 12 && at < 10_000 * 12)
                cuts.Add(new Month((int)(at / 12), (int)(at % 12) + 1).LastDay.DayNumber);
        cuts.Add(-1);
        cuts.Add(DateOnly.MaxValue.DayNumber);
        return true;
    }

    /// <summary>A number that changes with the fact only on birthdays.</summary>
    private bool ByAge(Node asked, SortedSet<long> cuts)
    {
        var node = (NumberNode)Taken(asked);
        switch (node)
        {
            case AgeNode { On: null }:
                foreach (var birthday in policy.Birthdays)
                    cuts.Add(birthday);
                return true;
            case AgeNode { On: { } on } when Constant(on) is { IsKnown: true, Whole: >= 0 and <= 3652058 } day:
                var date = DateOnly.FromDayNumber((int)day.Whole);
                for (var age = date.Year - 9_999; age < date.Year; age++)
                    cuts.Add(date.AddYears(-age).DayNumber);
                cuts.Add(-1);
                return true;
            case IFactNode or AgeNode:
                return false;
            case DefinedNumberNode { Definition.Body: NumberNode body }:
                return ByAge(body, cuts);
            case ParameterNode parameter:
                return parameter.Key is null || ByAge(parameter.Key, cuts);
            case ConstantNode or MonthDayNode:
                return true;
            default:
                return NodeOperands.Of(node) is { } operands && operands.All(o => o is NumberNode number ? ByAge(number, cuts) : Cuts(o, cuts));
        }
    }

    /// <summary>One member, of whom and of whose household every fact has the value that is tried.</summary>
    private sealed class ProbeFamily : Family
    {
        public long Raw { get; set; }

        public override long Region => 0;

        public override int MemberCount => 1;

        public override long HouseholdFact(int fact) => Raw;

        public override long MemberFact(int member, int fact) => Raw;
    }
}

/// <summary>The operands of nodes that do nothing but put them together.</summary>
internal static class NodeOperands
{
    /// <summary>Null for nodes that read facts, results, parameters or members, and for those not known here.</summary>
    public static IReadOnlyList<Node>? Of(Node node) => node switch
    {
        AddNode n => [n.Left, n.Right],
        SubtractNode n => [n.Left, n.Right],
        MultiplyNode n => [n.Left, n.Right],
        DivideNode n => [n.Left, n.Right],
        NegateNode n => [n.Operand],
        ScaleNode n => [n.Operand],
        ExtremeNode n => n.Operands,
        FirstKnownNode n => n.Operands,
        ConditionalNode n => [n.Condition, n.Then, n.Otherwise],
        AgeNode { On: { } on } n => [n.Birth, on],
        AgeNode n => [n.Birth],
        MonthsBetweenNode n => [n.From, n.To],
        AndNode n => [n.Left, n.Right],
        OrNode n => [n.Left, n.Right],
        NotNode n => [n.Operand],
        CompareNode n => [n.Left, n.Right],
        SameTruthNode n => [n.Left, n.Right],
        InNode n => [n.Operand],
        KnownNode n => [n.Operand],
        TruthConditionalNode n => [n.Condition, n.Then, n.Otherwise],
        _ => null,
    };
}
