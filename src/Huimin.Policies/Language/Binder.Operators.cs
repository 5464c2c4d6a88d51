namespace Huimin.Policies;

internal sealed partial class Binder
{
    private Node? Binary(BinarySyntax syntax)
    {
        switch (syntax.Operator)
        {
            case Operator.And or Operator.Or:
                var first = Condition(syntax.Left);
                var second = Condition(syntax.Right);
                if (first is null || second is null)
                    return null;
                return syntax.Operator == Operator.And
                    ? new AndNode(first, second) { Type = ValueType.Bool }
                    : new OrNode(first, second) { Type = ValueType.Bool };
            case Operator.Equal or Operator.NotEqual or Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual:
                return Compare(syntax);
            default:
                return Arithmetic(syntax);
        }
    }

    private NumberNode? Arithmetic(BinarySyntax syntax)
    {
        var left = Quantity(syntax.Left);
        var right = Quantity(syntax.Right);
        if (left is null || right is null)
            return null;
        var (a, b) = (left.Type, right.Type);
        switch (syntax.Operator)
        {
            case Operator.Add or Operator.Subtract when Unify(ref left, ref right) is { } type && type.Kind is not (ValueKind.Date or ValueKind.Choice):
                return syntax.Operator == Operator.Add ? new AddNode(left, right) { Type = type } : new SubtractNode(left, right) { Type = type };
            case Operator.Multiply when Product(a, b) is { } type:
                return Scaled(new MultiplyNode(left, right) { Type = type }, a, b);
            case Operator.Divide when Constant(right) is { IsZero: true }:
                Wrong(syntax.At, "this divides by zero");
                return null;
            case Operator.Divide when Quotient(a, b) is { } type:
                return new DivideNode(left, right) { Type = type };
        }
        var verb = syntax.Operator switch { Operator.Add => "added to", Operator.Subtract => "subtracted from", Operator.Multiply => "multiplied by", _ => "divided by" };
        var (what, other) = syntax.Operator is Operator.Subtract or Operator.Add ? (b, a) : (a, b);
        Wrong(syntax.At, $"{what} cannot be {verb} {other}{PeriodAdvice(a, b)}");
        return null;
    }

    /// <summary>The value of an expression of literals; null if it depends on anything.</summary>
    private static Number? Constant(NumberNode node) => node switch
    {
        ConstantNode constant => constant.Value,
        NegateNode negated => -Constant(negated.Operand),
        AddNode sum => Constant(sum.Left) + Constant(sum.Right),
        SubtractNode difference => Constant(difference.Left) - Constant(difference.Right),
        MultiplyNode product => Constant(product.Left) * Constant(product.Right),
        _ => null,
    };

    private static ValueType? Product(ValueType a, ValueType b)
    {
        if (a.IsPlain && b.IsPlain)
            return a.Kind == ValueKind.Count ? b : a;
        if (a.IsPlain)
            return b.Kind is ValueKind.Money or ValueKind.Months ? b : null;
        if (b.IsPlain)
            return a.Kind is ValueKind.Money or ValueKind.Months ? a : null;
        return (a.Kind == ValueKind.Months && b.IsMoney && b.Period != MoneyPeriod.None) || (b.Kind == ValueKind.Months && a.IsMoney && a.Period != MoneyPeriod.None)
            ? ValueType.Money(MoneyPeriod.None)
            : null;
    }

    // 24 months of an amount by the year are two years of it.
    private static NumberNode Scaled(MultiplyNode product, ValueType a, ValueType b) =>
        product.Type == ValueType.Money(MoneyPeriod.None) && (a.Period == MoneyPeriod.Year || b.Period == MoneyPeriod.Year)
            ? new ScaleNode(product, Number.Of(1) / Number.Of(12)) { Type = product.Type }
            : product;

    private static ValueType? Quotient(ValueType a, ValueType b)
    {
        if (b.IsPlain)
            return a.IsPlain ? ValueType.Ratio : a.Kind is ValueKind.Money or ValueKind.Months ? a : null;
        if (a == b && a.Kind is ValueKind.Money or ValueKind.Months)
            return ValueType.Ratio;
        return a == ValueType.Money(MoneyPeriod.None) && b.Kind == ValueKind.Months ? ValueType.Money(MoneyPeriod.Month) : null;
    }

    private TruthNode? Compare(BinarySyntax syntax)
    {
        var left = Bind(syntax.Left);
        var equality = syntax.Operator is Operator.Equal or Operator.NotEqual;
        if (left is null)
        {
            // The other side's errors are reported too; in an equation it may name an option of the unknown left side.
            if (!equality)
                Bind(syntax.Right);
            return null;
        }
        var right = left.Type.Choices is { } list && equality && syntax.Right is NameSyntax { Path: [var option] } && MeansOption(list, option.Name)
            ? OptionOf(list, option.Name, option.At)
            : Bind(syntax.Right);
        if (right is null)
            return null;
        if (left is TruthNode a && right is TruthNode b && equality)
            return new SameTruthNode(a, b, syntax.Operator == Operator.Equal) { Type = ValueType.Bool };
        if (left is NumberNode x && right is NumberNode y && Unify(ref x, ref y) is { } type && (equality || type.Kind != ValueKind.Choice))
            return new CompareNode(x, y, syntax.Operator) { Type = ValueType.Bool };
        Wrong(syntax.At, $"{left.Type} cannot be compared with {right.Type}{PeriodAdvice(left.Type, right.Type)}");
        return null;
    }

    /// <summary>An option of the list, or a word that means nothing else and so is a misspelt one.</summary>
    private bool MeansOption(ChoiceList list, string name) =>
        list.IndexOf(name) >= 0 || (pack.Facts.Find(name, ofHousehold: !ofMember) is null && pack.Definition(programme, name) is null);

    private ConstantNode? OptionOf(ChoiceList list, string code, int at)
    {
        if (list.IndexOf(code) is >= 0 and var option)
            return new ConstantNode(Number.Of(option)) { Type = new ValueType(ValueKind.Choice, MoneyPeriod.None, list) };
        var codes = list.Options.Select(o => o.Code).ToList();
        Wrong(at, $"'{code}' is not one of {string.Join(", ", codes)}{Suggestion.For(code, codes)}");
        return null;
    }

    private InNode? In(InSyntax syntax)
    {
        if (Quantity(syntax.Operand) is not { } operand)
            return null;
        var options = new List<Number>();
        foreach (var item in syntax.Options)
        {
            if (operand.Type.Choices is { } list && item is NameSyntax { Path: [var option] })
            {
                if (OptionOf(list, option.Name, option.At) is { } constant)
                    options.Add(constant.Value);
            }
            else if (operand.Type.Kind == ValueKind.Count && item is NumberSyntax { Type.Kind: ValueKind.Count } number)
                options.Add(number.Value);
            else
                Wrong(item.At, $"this cannot be compared with {operand.Type}");
        }
        return options.Count == syntax.Options.Count ? new InNode(operand, [.. options]) { Type = ValueType.Bool } : null;
    }

    private Node? Conditional(ConditionalSyntax syntax)
    {
        var condition = Condition(syntax.Condition);
        var then = Bind(syntax.Then);
        var otherwise = Bind(syntax.Else);
        if (condition is null || then is null || otherwise is null)
            return null;
        if (then is TruthNode a && otherwise is TruthNode b)
            return new TruthConditionalNode(condition, a, b) { Type = ValueType.Bool };
        if (then is NumberNode x && otherwise is NumberNode y && Unify(ref x, ref y) is { } type)
            return new ConditionalNode(condition, x, y) { Type = type };
        return Wrong(syntax.At, $"both sides of ':' must be alike; one is {then.Type}, the other {otherwise.Type}");
    }

    private Node? Negate(NegateSyntax syntax)
    {
        if (Quantity(syntax.Operand) is not { } operand)
            return null;
        return operand.Type.Kind is ValueKind.Date or ValueKind.Choice
            ? Wrong(syntax.At, $"{operand.Type} has no negative")
            : new NegateNode(operand) { Type = operand.Type };
    }

    private Node? Call(CallSyntax syntax)
    {
        switch (syntax.Function)
        {
            case "known" when syntax.Arguments is [var asked]:
                return Bind(asked) is { } node ? new KnownNode(node) { Type = ValueType.Bool } : null;
            case "monthly" when syntax.Arguments is [var yearly]:
                return Period(yearly, MoneyPeriod.Year, MoneyPeriod.Month, Number.Of(1) / Number.Of(12));
            case "yearly" when syntax.Arguments is [var monthly]:
                return Period(monthly, MoneyPeriod.Month, MoneyPeriod.Year, Number.Of(12));
            case "months_between" when syntax.Arguments is [var from, var to]:
                return MonthsBetween(from, to);
            case "months_between":
                return Wrong(syntax.At, "'months_between' takes two dates");
            case "min" or "max" or "first_known" when syntax.Arguments.Count >= 2:
                return OfSeveral(syntax);
            case "known" or "monthly" or "yearly":
                return Wrong(syntax.At, $"'{syntax.Function}' takes one value");
            case "min" or "max" or "first_known":
                return Wrong(syntax.At, $"'{syntax.Function}' takes two or more values, or members: …");
            case "sum" or "count" or "any" or "all":
                return Wrong(syntax.At, $"write {syntax.Function}(members: …)");
            default:
                return Wrong(syntax.At, $"there is no function '{syntax.Function}'{Suggestion.For(syntax.Function, ["sum", "count", "any", "all", "min", "max", "known", "first_known", "monthly", "yearly", "months_between"])}");
        }
    }

    private Node? MonthsBetween(Syntax from, Syntax to)
    {
        var (first, last) = (Quantity(from), Quantity(to));
        if (first is null || last is null)
            return null;
        if (first.Type.Kind == ValueKind.Date && last.Type.Kind == ValueKind.Date)
            return new MonthsBetweenNode(first, last) { Type = ValueType.Count };
        var (at, wrong) = first.Type.Kind == ValueKind.Date ? (to.At, last) : (from.At, first);
        return Wrong(at, $"'months_between' needs dates, and this is {wrong.Type}");
    }

    private Node? Period(Syntax argument, MoneyPeriod from, MoneyPeriod to, Number factor)
    {
        if (Quantity(argument) is not { } operand)
            return null;
        return operand.Type == ValueType.Money(from)
            ? new ScaleNode(operand, factor) { Type = ValueType.Money(to) }
            : Wrong(argument.At, $"{ValueType.Money(from)} is expected here, and this is {operand.Type}");
    }

    private Node? OfSeveral(CallSyntax syntax)
    {
        var operands = syntax.Arguments.Select(Quantity).ToList();
        if (operands.Any(o => o is null))
            return null;
        // Twice, because a zero takes the unit of a later operand.
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 1; i < operands.Count; i++)
            {
                var (a, b) = (operands[i - 1]!, operands[i]!);
                if (Unify(ref a, ref b) is null)
                    return Wrong(syntax.Arguments[i].At, $"{b.Type} cannot be compared with {a.Type}{PeriodAdvice(a.Type, b.Type)}");
                (operands[i - 1], operands[i]) = (a, b);
            }
        }
        var type = operands.Any(o => o!.Type.Kind == ValueKind.Ratio) ? ValueType.Ratio : operands[0]!.Type;
        return syntax.Function == "first_known"
            ? new FirstKnownNode([.. operands!]) { Type = type }
            : new ExtremeNode([.. operands!], syntax.Function == "max") { Type = type };
    }

    /// <summary>The common type of two values, or null. A bare zero takes any unit; a count is also a ratio.</summary>
    private static ValueType? Unify(ref NumberNode a, ref NumberNode b)
    {
        if (a.Type == b.Type)
            return a.Type;
        if (IsZero(a) && HasUnit(b))
            a = new ConstantNode(Number.Zero) { Type = b.Type };
        else if (IsZero(b) && HasUnit(a))
            b = new ConstantNode(Number.Zero) { Type = a.Type };
        else if (a.Type.IsPlain && b.Type.IsPlain)
            return ValueType.Ratio;
        return a.Type == b.Type ? a.Type : null;
    }

    private static bool IsZero(Node node) => node is ConstantNode { Value.IsZero: true, Type.Kind: ValueKind.Count };

    private static bool HasUnit(Node node) => node.Type.Kind is ValueKind.Money or ValueKind.Months;

    private static string PeriodAdvice(ValueType a, ValueType b)
    {
        if (a.IsMoney && b.IsMoney)
            return (a.Period, b.Period) switch
            {
                (MoneyPeriod.Year, MoneyPeriod.Month) or (MoneyPeriod.Month, MoneyPeriod.Year) => "; convert with monthly() or yearly()",
                _ => "; multiply by a number of months, as in 24 months * standard",
            };
        return (a.IsMoney && b.IsPlain) || (a.IsPlain && b.IsMoney) ? "; an amount of money belongs to 'parameters:'" : "";
    }
}
