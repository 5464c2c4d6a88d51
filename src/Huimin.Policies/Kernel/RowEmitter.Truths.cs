using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Huimin.Policies;

/// <summary>Conditions: true, false or unknown, as one or two bits.</summary>
internal sealed partial class RowEmitter
{
    private RowTruth Truth(TruthNode node, Scope? member) => Keep(At(member), node, () => MakeTruth(node, member));

    private RowTruth MakeTruth(TruthNode node, Scope? member)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var scope = At(member);
        switch (node)
        {
            case TruthConstantNode constant:
                return RowTruth.Of(constant.Value);
            case TruthFactNode fact when fact.Fact.OfHousehold || layout.IsShared(fact.Fact):
                return Keep(household, fact.Fact, () => FactTruth(fact.Fact, household));
            case TruthFactNode fact:
                return Keep(member!, fact.Fact, () => FactTruth(fact.Fact, member!));
            case DefinedTruthNode { Definition: { Body: TruthNode body } definition }:
                return Keep(definition.OfMember ? member! : household, definition, () => Truth(body, definition.OfMember ? member : null));
            case AndNode and:
                var left = Truth(and.Left, member);
                return left.Constant == Policies.Truth.False ? left : And(left, Truth(and.Right, member), scope);
            case OrNode or:
                var first = Truth(or.Left, member);
                return first.Constant == Policies.Truth.True ? first : Not(And(Not(first), Not(Truth(or.Right, member)), scope));
            case NotNode not:
                return Not(Truth(not.Operand, member));
            case CompareNode compare:
                return Compare(Number(compare.Left, member), Number(compare.Right, member), compare.Comparison, scope);
            case SameTruthNode same:
                return Same(Truth(same.Left, member), Truth(same.Right, member), same.Same, scope);
            case InNode { Operand: var asked, Options: var options }:
                var operand = Number(asked, member);
                return options.Select(o => Compare(operand, RowNumber.Of(o), Operator.Equal, scope))
                    .Aggregate((a, b) => Not(And(Not(a), Not(b), scope)));
            case KnownNode { Operand: NumberNode number }:
                return Number(number, member).Known is { } known ? new RowTruth(known) : RowTruth.Of(Policies.Truth.True);
            case KnownNode { Operand: TruthNode truth }:
                var decided = Truth(truth, member);
                return decided.IsKnown ? RowTruth.Of(Policies.Truth.True) : new RowTruth(Let(Or(decided.True, decided.False), scope));
            case TruthConditionalNode conditional when Truth(conditional.Condition, member).Constant is { } constant:
                return constant switch
                {
                    Policies.Truth.True => Truth(conditional.Then, member),
                    Policies.Truth.False => Truth(conditional.Otherwise, member),
                    _ => RowTruth.Of(Policies.Truth.Unknown),
                };
            case TruthConditionalNode conditional:
                return Choose(Truth(conditional.Condition, member), Truth(conditional.Then, member), Truth(conditional.Otherwise, member), scope);
            case TruthParameterNode parameter:
                return Compare(Parameter(parameter.Parameter, member), RowNumber.Of(0), Operator.NotEqual, scope);
            case ResultNode result:
                return Result(result.Programme, member);
            case AnyNode any:
                return Keep(household, any, () => Asked(any));
            default:
                throw new NotCompiledException(node.GetType().Name);
        }
    }

    private static Expression And(Expression a, Expression b) => (a, b) switch
    {
        (ConstantExpression { Value: true }, _) => b,
        (_, ConstantExpression { Value: true }) => a,
        (ConstantExpression { Value: false }, _) => a,
        (_, ConstantExpression { Value: false }) => b,
        _ => Expression.And(a, b),
    };

    private static Expression Or(Expression a, Expression b) => (a, b) switch
    {
        (ConstantExpression { Value: false }, _) => b,
        (_, ConstantExpression { Value: false }) => a,
        (ConstantExpression { Value: true }, _) => a,
        (_, ConstantExpression { Value: true }) => b,
        _ => Expression.Or(a, b),
    };

    private static Expression Not(Expression a) => a is ConstantExpression { Value: bool value } ? Expression.Constant(!value) : Expression.Not(a);

    private static Expression? Both(Expression? a, Expression? b) => a is null ? b : b is null ? a : And(a, b);

    private static RowTruth Not(RowTruth a) => a.Otherwise is null ? new RowTruth(Not(a.True)) : new RowTruth(a.Otherwise, a.True);

    private RowTruth And(RowTruth a, RowTruth b, Scope scope)
    {
        if (a.Constant == Policies.Truth.False || b.Constant == Policies.Truth.True)
            return a;
        if (b.Constant == Policies.Truth.False || a.Constant == Policies.Truth.True)
            return b;
        return a.IsKnown && b.IsKnown
            ? new RowTruth(Let(And(a.True, b.True), scope))
            : new RowTruth(Let(And(a.True, b.True), scope), Let(Or(FalseOf(a), FalseOf(b)), scope));
    }

    private static Expression FalseOf(RowTruth a) => a.Otherwise ?? Not(a.True);

    private RowTruth Same(RowTruth a, RowTruth b, bool same, Scope scope)
    {
        var both = Let(Or(And(a.True, b.True), And(FalseOf(a), FalseOf(b))), scope);
        var result = a.IsKnown && b.IsKnown ? new RowTruth(both) : new RowTruth(both, Let(Or(And(a.True, FalseOf(b)), And(FalseOf(a), b.True)), scope));
        return same ? result : Not(result);
    }

    private RowTruth Choose(RowTruth condition, RowTruth then, RowTruth otherwise, Scope scope)
    {
        switch (condition.Constant)
        {
            case Policies.Truth.True:
                return then;
            case Policies.Truth.False:
                return otherwise;
            case Policies.Truth.Unknown:
                return condition;
        }
        var holds = Let(Or(And(condition.True, then.True), And(FalseOf(condition), otherwise.True)), scope);
        return condition.IsKnown && then.IsKnown && otherwise.IsKnown
            ? new RowTruth(holds)
            : new RowTruth(holds, Let(Or(And(condition.True, FalseOf(then)), And(FalseOf(condition), FalseOf(otherwise))), scope));
    }

    private RowTruth Compare(RowNumber a, RowNumber b, Operator comparison, Scope scope)
    {
        if (a.IsUnknown || b.IsUnknown)
            return RowTruth.Of(Policies.Truth.Unknown);
        var known = Both(a.Known, b.Known);
        if (a.IsConstant && b.IsConstant)
            return RowTruth.Of(Holds(comparison, Policies.Number.Compare(a.Constant, b.Constant)) ? Policies.Truth.True : Policies.Truth.False);
        // a.Top / a.Bottom ? b.Top / b.Bottom, multiplied out where it fits.
        var (left, right) = (a.Top, b.Top);
        var (low, high, otherLow, otherHigh) = (a.Low, a.High, b.Low, b.High);
        var fits = true;
        if (a.Bottom is null && b.Bottom is null && a.Divisor != b.Divisor)
        {
            var common = RowNumber.Gcd(a.Divisor, b.Divisor);
            fits = TryScale(ref left, ref low, ref high, RowNumber.Of(b.Divisor / common)) && TryScale(ref right, ref otherLow, ref otherHigh, RowNumber.Of(a.Divisor / common));
        }
        else if (!ReferenceEquals(a.Bottom, b.Bottom))
        {
            fits = TryScale(ref left, ref low, ref high, BottomOf(b)) && TryScale(ref right, ref otherLow, ref otherHigh, BottomOf(a));
        }
        Expression holds;
        if (!fits)
            holds = Compare(comparison, Call(nameof(KernelMath.Compare), a.Top, a.BottomExpression, b.Top, b.BottomExpression), Expression.Constant(0));
        else if (low > otherHigh)
            holds = Expression.Constant(Holds(comparison, 1));
        else if (high < otherLow)
            holds = Expression.Constant(Holds(comparison, -1));
        else
            holds = Compare(comparison, left, right);
        if (known is null)
            return new RowTruth(Let(holds, scope));
        var sure = Let(known, scope);
        holds = Let(holds, scope);
        return new RowTruth(Let(And(sure, holds), scope), Let(And(sure, Not(holds)), scope));
    }

    private static bool TryScale(ref Expression top, ref Int128 low, ref Int128 high, RowNumber by)
    {
        if (by.Top is ConstantExpression { Value: 1L })
            return true;
        var (least, most) = Product(low, high, by.Low, by.High);
        if (!Fits(least, most))
            return false;
        (top, low, high) = (top is ConstantExpression { Value: long a } && by.Top is ConstantExpression { Value: long b } ? Expression.Constant(a * b) : Expression.Multiply(top, by.Top), least, most);
        return true;
    }

    private static RowNumber BottomOf(RowNumber a) => a.Bottom is null ? RowNumber.Of(a.Divisor) : new RowNumber { Top = a.Bottom, Low = 0, High = a.MostBottom };

    private static bool Holds(Operator comparison, int order) => comparison switch
    {
        Operator.Equal => order == 0,
        Operator.NotEqual => order != 0,
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        Operator.Greater => order > 0,
        _ => order >= 0,
    };

    private static BinaryExpression Compare(Operator comparison, Expression a, Expression b) => comparison switch
    {
        Operator.Equal => Expression.Equal(a, b),
        Operator.NotEqual => Expression.NotEqual(a, b),
        Operator.Less => Expression.LessThan(a, b),
        Operator.LessOrEqual => Expression.LessThanOrEqual(a, b),
        Operator.Greater => Expression.GreaterThan(a, b),
        _ => Expression.GreaterThanOrEqual(a, b),
    };
}
