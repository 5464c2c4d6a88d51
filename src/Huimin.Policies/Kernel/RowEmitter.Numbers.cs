using System.Linq.Expressions;

namespace Huimin.Policies;

internal sealed partial class RowEmitter
{
    private static bool Fits(Int128 low, Int128 high) => low > long.MinValue && high <= long.MaxValue;

    private static (Int128 Low, Int128 High) Product(Int128 low, Int128 high, Int128 otherLow, Int128 otherHigh)
    {
        var (a, b, c, d) = (low * otherLow, low * otherHigh, high * otherLow, high * otherHigh);
        return (Int128.Min(Int128.Min(a, b), Int128.Min(c, d)), Int128.Max(Int128.Max(a, b), Int128.Max(c, d)));
    }

    private (Expression Value, Int128 Low, Int128 High) Plus(Expression a, Int128 low, Int128 high, Expression b, Int128 otherLow, Int128 otherHigh, Scope scope)
    {
        var (least, most) = (low + otherLow, high + otherHigh);
        if (!Fits(least, most))
            return (Checked(nameof(KernelMath.Add), a, b, scope), long.MinValue, long.MaxValue);
        if (a is ConstantExpression { Value: 0L })
            return (b, least, most);
        if (b is ConstantExpression { Value: 0L })
            return (a, least, most);
        return (least == most ? Expression.Constant((long)least) : Let(Expression.Add(a, b), scope), least, most);
    }

    private (Expression Value, Int128 Low, Int128 High) Times(Expression a, Int128 low, Int128 high, Expression b, Int128 otherLow, Int128 otherHigh, Scope scope)
    {
        var (least, most) = Product(low, high, otherLow, otherHigh);
        if (!Fits(least, most))
            return (Checked(nameof(KernelMath.Multiply), a, b, scope), long.MinValue, long.MaxValue);
        if (a is ConstantExpression { Value: 1L })
            return (b, least, most);
        if (b is ConstantExpression { Value: 1L })
            return (a, least, most);
        return (least == most ? Expression.Constant((long)least) : Let(Expression.Multiply(a, b), scope), least, most);
    }

    private Expression Checked(string method, Expression a, Expression b, Scope scope)
    {
        MayOverflow = true;
        return Let(Call(method, a, b, Overflow), scope);
    }

    private static long Fitting(Int128 divisor) => divisor > 0 && divisor <= long.MaxValue ? (long)divisor : throw new NotCompiledException("a fraction as fine as this");

    private RowNumber With(RowNumber number, Expression? known, Scope scope) => known switch
    {
        null or ConstantExpression { Value: true } => number with { Known = null },
        ConstantExpression => RowNumber.Unknown,
        _ => number with { Known = Let(known, scope) },
    };

    /// <summary>The same value with another constant bottom, a multiple of its own.</summary>
    private RowNumber Over(RowNumber a, long divisor, Scope scope)
    {
        if (a.Divisor == divisor)
            return a;
        var factor = divisor / a.Divisor;
        var (top, low, high) = Times(a.Top, a.Low, a.High, Expression.Constant(factor), factor, factor, scope);
        return a with { Top = top, Divisor = divisor, Low = low, High = high };
    }

    private (RowNumber A, RowNumber B) Alike(RowNumber a, RowNumber b, Scope scope)
    {
        var divisor = Fitting((Int128)a.Divisor / RowNumber.Gcd(a.Divisor, b.Divisor) * b.Divisor);
        return (Over(a, divisor, scope), Over(b, divisor, scope));
    }

    private RowNumber Add(RowNumber a, RowNumber b, Scope scope)
    {
        if (a.IsUnknown || b.IsUnknown)
            return RowNumber.Unknown;
        var known = Both(a.Known, b.Known);
        if (a.Bottom is null && b.Bottom is null)
            (a, b) = Alike(a, b, scope);
        if (ReferenceEquals(a.Bottom, b.Bottom))
        {
            var (sum, least, most) = Plus(a.Top, a.Low, a.High, b.Top, b.Low, b.High, scope);
            return With(a with { Top = sum, Low = least, High = most }, known, scope);
        }
        var (left, leftLow, leftHigh) = Times(a.Top, a.Low, a.High, b.BottomExpression, 0, b.BottomHigh, scope);
        var (right, rightLow, rightHigh) = Times(b.Top, b.Low, b.High, a.BottomExpression, 0, a.BottomHigh, scope);
        var (top, low, high) = Plus(left, leftLow, leftHigh, right, rightLow, rightHigh, scope);
        var (bottom, _, bottomHigh) = Times(a.BottomExpression, 0, a.BottomHigh, b.BottomExpression, 0, b.BottomHigh, scope);
        return With(new RowNumber { Top = top, Low = low, High = high, Bottom = bottom, MostBottom = bottomHigh }, known, scope);
    }

    private RowNumber Negate(RowNumber a, Scope scope)
    {
        var (top, low, high) = Times(a.Top, a.Low, a.High, Expression.Constant(-1L), -1, -1, scope);
        return a with { Top = top, Low = low, High = high };
    }

    private RowNumber Multiply(RowNumber a, RowNumber b, Scope scope)
    {
        if (a.IsUnknown || b.IsUnknown)
            return RowNumber.Unknown;
        var known = Both(a.Known, b.Known);
        (a, b) = Reduced(a, b);
        (b, a) = Reduced(b, a);
        var (top, low, high) = Times(a.Top, a.Low, a.High, b.Top, b.Low, b.High, scope);
        var product = new RowNumber { Top = top, Low = low, High = high };
        if (a.Bottom is null && b.Bottom is null)
            return With(product with { Divisor = Fitting((Int128)a.Divisor * b.Divisor) }, known, scope);
        var (bottom, _, most) = Times(a.BottomExpression, 0, a.BottomHigh, b.BottomExpression, 0, b.BottomHigh, scope);
        return With(product with { Bottom = bottom, MostBottom = most }, known, scope);
    }

    /// <summary>Takes out of a constant top and the constant bottom of the other factor what they have in common.</summary>
    private static (RowNumber A, RowNumber B) Reduced(RowNumber a, RowNumber b)
    {
        if (a.Top is not ConstantExpression { Value: long top } || b.Bottom is not null || b.Divisor == 1)
            return (a, b);
        var common = RowNumber.Gcd(top, b.Divisor);
        return (a with { Top = Expression.Constant(top / common), Low = top / common, High = top / common }, b with { Divisor = b.Divisor / common });
    }

    private RowNumber Divide(RowNumber a, RowNumber b, Scope scope)
    {
        if (a.IsUnknown || b.IsUnknown || b.Top is ConstantExpression { Value: 0L })
            return RowNumber.Unknown;
        var known = Both(a.Known, b.Known);
        if (b.Bottom is null && b.Top is ConstantExpression { Value: long divisor and not long.MinValue })
            return With(Multiply(a with { Known = null }, RowNumber.Of(divisor < 0 ? -b.Divisor : b.Divisor, Math.Abs(divisor)), scope), known, scope);
        if (b.Low <= 0 && b.High >= 0)
            known = Both(known, Let(Expression.NotEqual(b.Top, Expression.Constant(0L)), scope));
        var (under, low, high) = (b.Top, b.Low, b.High);
        if (b.Low < 0)
        {
            // The sign belongs to the top.
            var negative = Let(Expression.LessThan(b.Top, Expression.Constant(0L)), scope);
            var (opposite, _, _) = Times(b.Top, b.Low, b.High, Expression.Constant(-1L), -1, -1, scope);
            under = Let(Expression.Condition(negative, opposite, b.Top), scope);
            var sign = Let(Expression.Condition(negative, Expression.Constant(-1L), Expression.Constant(1L)), scope);
            var (signed, signedLow, signedHigh) = Times(a.Top, a.Low, a.High, sign, -1, 1, scope);
            a = a with { Top = signed, Low = signedLow, High = signedHigh };
            (low, high) = (0, Int128.Max(Int128.Abs(b.Low), Int128.Abs(b.High)));
            if (!Fits(low, high))
                high = long.MaxValue;
        }
        var (top, topLow, topHigh) = Times(a.Top, a.Low, a.High, b.BottomExpression, 0, b.BottomHigh, scope);
        var (bottom, _, bottomHigh) = Times(a.BottomExpression, 0, a.BottomHigh, under, low, high, scope);
        return With(new RowNumber { Top = top, Low = topLow, High = topHigh, Bottom = bottom, MostBottom = bottomHigh }, known, scope);
    }

    private RowNumber Extreme(RowNumber a, RowNumber b, bool largest, Scope scope)
    {
        if (a.IsUnknown || b.IsUnknown)
            return RowNumber.Unknown;
        var known = Both(a.Known, b.Known);
        (a, b) = (a with { Known = null }, b with { Known = null });
        var first = Compare(a, b, largest ? Operator.GreaterOrEqual : Operator.LessOrEqual, scope);
        var chosen = Select(first.True, a, b, scope);
        if (chosen is { Bottom: null, Top: not ConstantExpression } && a.Bottom is null && b.Bottom is null)
        {
            // The larger of two is at least the larger of their least values.
            var (x, y) = Alike(a, b, scope);
            chosen = chosen with
            {
                Low = largest ? Int128.Max(x.Low, y.Low) : Int128.Min(x.Low, y.Low),
                High = largest ? Int128.Max(x.High, y.High) : Int128.Min(x.High, y.High),
            };
        }
        return With(chosen, known, scope);
    }

    private RowNumber FirstKnown(RowNumber a, RowNumber b, Scope scope)
    {
        if (a.Known is null || b.IsUnknown)
            return a;
        if (a.IsUnknown)
            return b;
        var chosen = Select(a.Known, a with { Known = null }, b with { Known = null }, scope);
        return With(chosen, b.Known is null ? null : Or(a.Known, b.Known), scope);
    }

    private RowNumber Conditional(RowTruth condition, RowNumber then, RowNumber otherwise, Scope scope)
    {
        switch (condition.Constant)
        {
            case Policies.Truth.True:
                return then;
            case Policies.Truth.False:
                return otherwise;
            case Policies.Truth.Unknown:
                return RowNumber.Unknown;
        }
        var chosen = Select(condition.True, then with { Known = null }, otherwise with { Known = null }, scope);
        if (condition.IsKnown && then.Known is null && otherwise.Known is null)
            return chosen;
        return With(chosen, Or(Both(condition.True, then.Known)!, Both(FalseOf(condition), otherwise.Known)!), scope);
    }

    /// <summary>One of two known numbers.</summary>
    private RowNumber Select(Expression first, RowNumber a, RowNumber b, Scope scope)
    {
        if (first is ConstantExpression { Value: bool which })
            return which ? a : b;
        if (a.Bottom is null && b.Bottom is null)
            (a, b) = Alike(a, b, scope);
        var same = a.Top is ConstantExpression { Value: long x } && b.Top is ConstantExpression { Value: long y } && x == y;
        var chosen = new RowNumber
        {
            Top = same ? a.Top : Let(Expression.Condition(first, a.Top, b.Top), scope),
            Divisor = a.Divisor,
            Low = Int128.Min(a.Low, b.Low),
            High = Int128.Max(a.High, b.High),
        };
        return a.Bottom is null && b.Bottom is null ? chosen : chosen with
        {
            Divisor = 1,
            Bottom = ReferenceEquals(a.Bottom, b.Bottom) ? a.Bottom : Let(Expression.Condition(first, a.BottomExpression, b.BottomExpression), scope),
            MostBottom = Int128.Max(a.BottomHigh, b.BottomHigh),
        };
    }
}
