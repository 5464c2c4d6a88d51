namespace Huimin.Policies;

/// <summary>
/// What stands between a family and a programme where the condition that failed is a plain comparison of two values:
/// 家庭月人均收入 625.00，低保标准 600.00，相差 25.00.
/// </summary>
/// <param name="Left">What was compared, in words.</param>
/// <param name="LeftValue">Its value, with the unit of money.</param>
/// <param name="Wanted">How it would have to compare, in words: 低于.</param>
/// <param name="Gap">How far the values are apart, with the unit.</param>
public sealed record Shortfall(string Left, string LeftValue, string Right, string RightValue, string Wanted, string Gap)
{
    /// <summary>Whether the left value is above the right one.</summary>
    public required bool IsAbove { get; init; }

    /// <summary>The shortfall of a programme that a family does not get; null where the reason is not a comparison of amounts, counts or ratios.</summary>
    /// <param name="member">-1 for a programme of households.</param>
    public static Shortfall? Of(MonthPolicy policy, Family family, Programme programme, int member, bool english)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(programme);
        var e = policy.CreateEvaluator();
        e.Evaluate(family);
        var outcome = programme.OfHousehold ? e.Household(programme.Index) : e.Member(programme.Index, member);
        if (outcome.Status != OutcomeStatus.NotEligible || outcome.Reason < 0)
            return null;
        e.Current = Math.Max(0, member);
        var requirement = programme.Rule.Requirements[outcome.Reason];
        if (requirement.That is not CompareNode { Comparison: not (Operator.Equal or Operator.NotEqual) } comparison
            || ExpressionParser.Parse(requirement.Formula) is not BinarySyntax syntax)
            return null;
        var type = comparison.Left.Type.Kind == ValueKind.Count ? comparison.Right.Type : comparison.Left.Type;
        if (type.Kind is not (ValueKind.Money or ValueKind.Count or ValueKind.Ratio or ValueKind.Months))
            return null;
        var (left, right) = (comparison.Left.Evaluate(e), comparison.Right.Evaluate(e));
        var difference = left - right;
        if (!difference.IsKnown)
            return null;
        var above = Number.Compare(difference, Number.Zero) > 0;
        var printer = new FormulaPrinter(policy.Pack, programme, english, !programme.OfHousehold);
        return new Shortfall(printer.Print(syntax.Left).Text, ValueText.WithUnit(comparison.Left, e, english), printer.Print(syntax.Right).Text, ValueText.WithUnit(comparison.Right, e, english),
            printer.Words(syntax.Operator, type.Kind), ValueText.WithUnit(above ? difference : -difference, type, english))
        {
            IsAbove = above,
        };
    }
}
