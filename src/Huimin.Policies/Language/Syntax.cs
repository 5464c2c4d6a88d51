namespace Huimin.Policies;

/// <summary>An expression as written: what the parser gives and the binder checks. <paramref name="At"/> counts characters of its text.</summary>
internal abstract record Syntax(int At);

/// <summary>The type of a literal is Count, Ratio or Months (a year is twelve).</summary>
internal sealed record NumberSyntax(int At, Number Value, ValueType Type) : Syntax(At);

internal sealed record DateSyntax(int At, DateOnly Value) : Syntax(At);

internal sealed record TruthSyntax(int At, bool Value) : Syntax(At);

/// <summary><c>wage</c>, <c>tekun.eligible</c>, <c>household.dibao.amount</c>.</summary>
internal sealed record NameSyntax(int At, IReadOnlyList<(string Name, int At)> Path) : Syntax(At)
{
    public override string ToString() => string.Join('.', Path.Select(p => p.Name));
}

/// <summary><c>band[age]</c>: the row of a table with the greatest key not above the value.</summary>
internal sealed record LookupSyntax(int At, NameSyntax Table, Syntax Key) : Syntax(At);

internal sealed record NegateSyntax(int At, Syntax Operand) : Syntax(At);

internal sealed record NotSyntax(int At, Syntax Operand) : Syntax(At);

internal enum Operator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal sealed record BinarySyntax(int At, Operator Operator, Syntax Left, Syntax Right) : Syntax(At);

/// <summary><c>kind in [intellectual, mental]</c>.</summary>
internal sealed record InSyntax(int At, Syntax Operand, IReadOnlyList<Syntax> Options) : Syntax(At);

internal sealed record ConditionalSyntax(int At, Syntax Condition, Syntax Then, Syntax Else) : Syntax(At);

internal sealed record CallSyntax(int At, string Function, IReadOnlyList<Syntax> Arguments) : Syntax(At);

/// <summary><c>sum(members where counted: wage)</c>.</summary>
internal sealed record AggregateSyntax(int At, string Function, Syntax? Where, Syntax Body) : Syntax(At);

/// <summary><c>age</c>, or <c>age on died_on</c>.</summary>
internal sealed record AgeSyntax(int At, Syntax? On) : Syntax(At);
