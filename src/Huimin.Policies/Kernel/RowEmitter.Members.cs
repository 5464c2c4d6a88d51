using System.Linq.Expressions;
using System.Numerics;

namespace Huimin.Policies;

internal sealed partial class RowEmitter
{
    private ParameterExpression FamilyStart => familyStart ??= (ParameterExpression)Let(Expression.Subtract(FirstMemberOf(0), firstMember), household);

    private ParameterExpression FamilySize =>
        familySize ??= (ParameterExpression)Let(Expression.Subtract(Expression.Subtract(FirstMemberOf(1), firstMember), FamilyStart), household);

    /// <summary>A bit for each member of the family, of whom there are 1 to 64.</summary>
    private ParameterExpression FamilyRows => familyRows ??= (ParameterExpression)Let(
        Expression.RightShift(Expression.Constant(ulong.MaxValue), Expression.Subtract(Expression.Constant(FlatPasses.RowsAWord), FamilySize)), household);

    private Expression Window(Expression bits) => Let(Call(nameof(KernelMath.Window), bits, FamilyStart, FamilyRows), household);

    private RowNumber OverMembers(NumberNode node) => node switch
    {
        CountNode count when planner.Included(count.Where, (TruthNode)count.Body) is { } flat => FlatCount(flat),
        SumNode sum when planner.Sum(sum) is { } flat => FlatTotal(flat),
        CountNode count => Count(count),
        SumNode sum => Sum(sum),
        _ => Most((MemberExtremeNode)node),
    };

    private RowNumber FlatCount(FlatTruth flat)
    {
        var holds = Window(True(flat));
        var fails = Window(False(flat));
        return new RowNumber
        {
            Top = Let(Expression.Convert(Expression.Call(typeof(BitOperations), nameof(BitOperations.PopCount), null, holds), typeof(long)), household),
            Known = Let(Expression.Equal(Expression.Or(holds, fails), FamilyRows), household),
            Low = 0,
            High = KernelState.LargestFamily,
        };
    }

    private RowNumber FlatTotal(FlatSum flat)
    {
        Sums.Add(flat);
        var sums = Array(nameof(KernelState.Sums), flat.Slot);
        var most = (Int128)flat.MostOfRow * KernelState.LargestFamily;
        return new RowNumber
        {
            Top = Let(Expression.Subtract(Expression.ArrayIndex(sums, Expression.Add(FamilyStart, FamilySize)), Expression.ArrayIndex(sums, FamilyStart)), household),
            Known = Let(Expression.Equal(Window(Array(nameof(KernelState.SumUnknown), flat.Slot)), Expression.Constant(0UL)), household),
            Low = -most,
            High = most,
        };
    }

    private RowTruth Asked(AnyNode node)
    {
        if (planner.Asked(node.Where, (TruthNode)node.Body, node.All) is { } flat)
        {
            var holds = Window(True(flat));
            var fails = Window(False(flat));
            return node.All
                ? new RowTruth(Let(Expression.Equal(holds, FamilyRows), household), Let(Expression.NotEqual(fails, Expression.Constant(0UL)), household))
                : new RowTruth(Let(Expression.NotEqual(holds, Expression.Constant(0UL)), household), Let(Expression.Equal(fails, FamilyRows), household));
        }
        var some = New(typeof(bool), "some");
        var every = New(typeof(bool), "every");
        household.Code.Add(Expression.Assign(some, Expression.Constant(false)));
        household.Code.Add(Expression.Assign(every, Expression.Constant(true)));
        Each(node.Where, (scope, included) =>
        {
            var body = Truth((TruthNode)node.Body, scope);
            var (settles, not) = node.All ? (FalseOf(body), body.True) : (body.True, FalseOf(body));
            scope.Code.Add(Expression.Assign(some, Or(some, And(included.True, settles))));
            scope.Code.Add(Expression.Assign(every, And(every, Or(FalseOf(included), not))));
        });
        return node.All ? new RowTruth(every, some) : new RowTruth(some, every);
    }

    private RowNumber Count(CountNode node)
    {
        var count = New(typeof(long), "count");
        var known = New(typeof(bool), "known");
        household.Code.Add(Expression.Assign(count, Expression.Constant(0L)));
        household.Code.Add(Expression.Assign(known, Expression.Constant(true)));
        Each(node.Where, (scope, included) =>
        {
            var body = Truth((TruthNode)node.Body, scope);
            var counts = And(included.True, body.True);
            scope.Code.Add(Expression.Assign(count, Expression.Add(count, Expression.Condition(counts, Expression.Constant(1L), Expression.Constant(0L)))));
            scope.Code.Add(Expression.Assign(known, And(known, Or(FalseOf(included), And(included.True, Or(body.True, FalseOf(body)))))));
        });
        return new RowNumber { Top = count, Known = known, Low = 0, High = KernelState.LargestFamily };
    }

    private RowNumber Sum(SumNode node)
    {
        var top = New(typeof(long), "sum");
        var bottom = New(typeof(long), "bottom");
        var known = New(typeof(bool), "known");
        household.Code.Add(Expression.Assign(top, Expression.Constant(0L)));
        household.Code.Add(Expression.Assign(bottom, Expression.Constant(1L)));
        household.Code.Add(Expression.Assign(known, Expression.Constant(true)));
        var sum = RowNumber.Unknown;
        Each(node.Where, (scope, included) =>
        {
            var body = Number((NumberNode)node.Body, scope);
            scope.Code.Add(Expression.Assign(known, And(known, Or(FalseOf(included), Both(included.True, body.Known)!))));
            if (body.Bottom is null)
            {
                var (low, high) = (Int128.Min(0, body.Low) * KernelState.LargestFamily, Int128.Max(0, body.High) * KernelState.LargestFamily);
                var item = Let(Expression.Condition(included.True, body.Top, Expression.Constant(0L)), scope);
                var fits = Fits(low, high);
                scope.Code.Add(Expression.Assign(top, fits ? Expression.Add(top, item) : Checked(nameof(KernelMath.Add), top, item, scope)));
                sum = fits ? new RowNumber { Top = top, Divisor = body.Divisor, Low = low, High = high } : new RowNumber { Top = top, Divisor = body.Divisor };
                return;
            }
            // Nearly always all items have the same bottom.
            MayOverflow = true;
            scope.Code.Add(Expression.IfThen(
                Both(included.True, body.Known)!,
                Expression.IfThenElse(
                    Expression.Equal(bottom, body.Bottom),
                    Expression.Assign(top, Call(nameof(KernelMath.Add), top, body.Top, Overflow)),
                    Expression.Block(
                        Expression.Assign(top, Call(nameof(KernelMath.Add),
                            Call(nameof(KernelMath.Multiply), top, body.Bottom, Overflow), Call(nameof(KernelMath.Multiply), body.Top, bottom, Overflow), Overflow)),
                        Expression.Assign(bottom, Call(nameof(KernelMath.Multiply), bottom, body.Bottom, Overflow))))));
            sum = new RowNumber { Top = top, Bottom = bottom, MostBottom = long.MaxValue };
        });
        return sum with { Known = known };
    }

    private RowNumber Most(MemberExtremeNode node)
    {
        var top = New(typeof(long), "extreme");
        var bottom = New(typeof(long), "bottom");
        var any = New(typeof(bool), "any");
        var known = New(typeof(bool), "known");
        household.Code.Add(Expression.Assign(top, Expression.Constant(0L)));
        household.Code.Add(Expression.Assign(bottom, Expression.Constant(1L)));
        household.Code.Add(Expression.Assign(any, Expression.Constant(false)));
        household.Code.Add(Expression.Assign(known, Expression.Constant(true)));
        var extreme = RowNumber.Unknown;
        Each(node.Where, (scope, included) =>
        {
            var body = Number((NumberNode)node.Body, scope);
            scope.Code.Add(Expression.Assign(known, And(known, Or(FalseOf(included), Both(included.True, body.Known)!))));
            body = body with { Known = null };
            extreme = body with { Top = top, Bottom = body.Bottom is null ? null : bottom, Low = Int128.Min(0, body.Low), High = Int128.Max(0, body.High) };
            var better = Compare(body, extreme, node.Largest ? Operator.Greater : Operator.Less, scope);
            scope.Code.Add(Expression.IfThen(
                And(included.True, Or(Not(any), better.True)),
                Expression.Block(
                    Expression.Assign(top, body.Top),
                    Expression.Assign(bottom, body.Bottom ?? bottom),
                    Expression.Assign(any, Expression.Constant(true)))));
        });
        return extreme with { Known = known };
    }

    /// <summary>A loop over the members of the family. Whoever is not included for certain and whoever is share the code.</summary>
    private void Each(TruthNode? where, Action<Scope, RowTruth> body)
    {
        var row = New(typeof(int), "member");
        var end = Let(Expression.Add(FamilyStart, FamilySize), household);
        var scope = new Scope([], row);
        body(scope, where is null ? RowTruth.Of(Policies.Truth.True) : Truth(where, scope));
        var done = Expression.Label();
        household.Code.Add(Expression.Assign(row, FamilyStart));
        household.Code.Add(Expression.Loop(
            Expression.Block([Expression.IfThen(Expression.GreaterThanOrEqual(row, end), Expression.Break(done)), .. scope.Code, Expression.PreIncrementAssign(row)]),
            done));
    }
}
