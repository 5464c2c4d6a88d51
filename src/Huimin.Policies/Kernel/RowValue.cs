using System.Linq.Expressions;

namespace Huimin.Policies;

/// <summary>
/// A number of the row that is compiled: a fraction whose bottom is nearly always a constant, and where the bounds of the top are
/// known, so that most arithmetic is plain.
/// </summary>
internal sealed record RowNumber
{
    private static readonly ConstantExpression Zero = Expression.Constant(0L);
    private static readonly ConstantExpression Never = Expression.Constant(false);

    /// <summary>A variable or a constant.</summary>
    public required Expression Top { get; init; }

    /// <summary>The bottom that differs from row to row, above zero where the number is known; null for <see cref="Divisor"/>.</summary>
    public Expression? Bottom { get; init; }

    public long Divisor { get; init; } = 1;

    /// <summary>Whether it is known; null if it always is.</summary>
    public Expression? Known { get; init; }

    public Int128 Low { get; init; } = long.MinValue;

    public Int128 High { get; init; } = long.MaxValue;

    public Int128 MostBottom { get; init; } = 1;

    public bool IsUnknown => ReferenceEquals(Known, Never);

    /// <summary>The same for every row, and known.</summary>
    public bool IsConstant => Known is null && Bottom is null && Top is ConstantExpression;

    public Number Constant => Number.Of((long)((ConstantExpression)Top).Value!) / Number.Of(Divisor);

    public Expression BottomExpression => Bottom ?? Expression.Constant(Divisor);

    public Int128 BottomHigh => Bottom is null ? Divisor : MostBottom;

    public static RowNumber Unknown { get; } = new() { Top = Zero, Known = Never, Low = 0, High = 0 };

    public static RowNumber Of(Number value)
    {
        if (!value.IsKnown)
            return Unknown;
        var (top, bottom) = value.Fraction;
        var divisor = Gcd(top, bottom);
        return Of(top / divisor, bottom / divisor);
    }

    public static RowNumber Of(long top, long divisor = 1) =>
        new() { Top = Expression.Constant(top), Divisor = divisor, Low = top, High = top };

    public static long Gcd(Int128 a, Int128 b)
    {
        a = Int128.Abs(a);
        while (b != 0)
            (a, b) = (b, a % b);
        return a == 0 ? 1 : (long)a;
    }
}

/// <summary>A truth of the row that is compiled: two flags, neither of which is set where it is unknown.</summary>
internal sealed record RowTruth(Expression True, Expression? Otherwise = null)
{
    public static RowTruth Of(Truth truth) => truth switch
    {
        Truth.True => new(Expression.Constant(true), Expression.Constant(false)),
        Truth.False => new(Expression.Constant(false), Expression.Constant(true)),
        _ => new(Expression.Constant(false), Expression.Constant(false)),
    };

    /// <summary>Never unknown.</summary>
    public bool IsKnown => Otherwise is null;

    public Expression False => Otherwise ?? Expression.Not(True);

    public Truth? Constant => (True, Otherwise) switch
    {
        (ConstantExpression { Value: true }, _) => Truth.True,
        (ConstantExpression { Value: false }, ConstantExpression { Value: true } or null) => Truth.False,
        (ConstantExpression { Value: false }, ConstantExpression { Value: false }) => Truth.Unknown,
        _ => null,
    };
}

/// <summary>The kernel has no code for this: the programme is left to the reference evaluator.</summary>
internal sealed class NotCompiledException(string what) : Exception($"The kernel does not compile {what}.");
