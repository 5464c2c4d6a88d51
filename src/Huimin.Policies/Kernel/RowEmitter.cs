using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Huimin.Policies;

/// <summary>
/// Compiles the values of one programme into straight code for a row: each named value and each fact is worked out once, in the order
/// in which the requirements first need it, both branches of a condition without a jump. Whatever could become too large is worked
/// out with a check that hands the household to the reference evaluator.
/// </summary>
internal sealed partial class RowEmitter
{
    /// <summary>A programme that needs more than this is not worth compiling.</summary>
    private const int MostVariables = 6_000;

    private readonly MonthPolicy policy;
    private readonly KernelLayout layout;
    private readonly FlatPlanner planner;
    private readonly IReadOnlyDictionary<Programme, AmountBounds> amounts;
    private readonly List<ParameterExpression> variables = [];
    private readonly List<Expression> prologue = [];
    private readonly List<Expression> code = [];
    private readonly Dictionary<(string, int), ParameterExpression> arrays = [];
    private readonly Scope household;
    private readonly Scope? person;
    private readonly ParameterExpression firstMembers;
    private readonly ParameterExpression firstHousehold;
    private readonly ParameterExpression firstMember;
    private readonly ParameterExpression atHousehold;
    private ParameterExpression? familyStart;
    private ParameterExpression? familySize;
    private ParameterExpression? familyRows;
    private Expression? means;
    private Expression? zone;

    public RowEmitter(MonthPolicy policy, KernelLayout layout, FlatPlanner planner, IReadOnlyDictionary<Programme, AmountBounds> amounts, bool ofHousehold)
    {
        (this.policy, this.layout, this.planner, this.amounts) = (policy, layout, planner, amounts);
        State = Expression.Parameter(typeof(KernelState), "state");
        Row = New(typeof(int), "row");
        atHousehold = ofHousehold ? Row : New(typeof(int), "household");
        Overflow = New(typeof(bool), "overflow");
        firstMembers = Before(Expression.Property(Expression.Property(State, nameof(KernelState.Population)), nameof(FactColumns.FirstMember)));
        firstHousehold = Before(Expression.Property(State, nameof(KernelState.FirstHousehold)));
        firstMember = Before(Expression.Property(State, nameof(KernelState.FirstMember)));
        household = new Scope(code, null);
        person = ofHousehold ? null : new Scope(code, Row);
    }

    public ParameterExpression State { get; }

    /// <summary>The row within the chunk.</summary>
    public ParameterExpression Row { get; }

    /// <summary>The row of the household within the chunk.</summary>
    public ParameterExpression Household => atHousehold;

    /// <summary>Set where a value may not fit.</summary>
    public ParameterExpression Overflow { get; }

    /// <summary>Something was compiled that may set <see cref="Overflow"/>.</summary>
    public bool MayOverflow { get; private set; }

    public IReadOnlyList<ParameterExpression> Variables => variables;

    /// <summary>What is read once a chunk.</summary>
    public IReadOnlyList<Expression> Prologue => prologue;

    /// <summary>The code of a row so far; the programme adds its decisions.</summary>
    public List<Expression> Code => code;

    /// <summary>Row of the first member of the household at hand and of the one behind it, in the population.</summary>
    public Expression FirstMemberOf(int behind) =>
        Expression.ArrayIndex(firstMembers, Expression.Add(Expression.Add(firstHousehold, atHousehold), Expression.Constant(behind)));

    public Expression FirstMember => firstMember;

    public RowTruth Condition(TruthNode node) => Truth(node, person);

    public RowNumber Value(NumberNode node) => Number(node, person);

    /// <summary>How many members the household has.</summary>
    public Expression Size => FamilySize;

    /// <summary>An amount to pay, in fen: rounded, and not below zero.</summary>
    public RowNumber Round(RowNumber value, Rounding rounding)
    {
        var fen = value.Top;
        var high = value.High;
        if (value.Bottom is not null || value.Divisor != 1 || rounding.Unit != 1)
        {
            MayOverflow = true;
            fen = Let(Call(nameof(KernelMath.Round), value.Top, value.BottomExpression, Expression.Constant(rounding.Unit), Expression.Constant(rounding.Direction), Overflow), household);
            high = Int128.Min(long.MaxValue, Int128.Max(0, value.High) + rounding.Unit);
        }
        return new RowNumber
        {
            Top = value.Low >= 0 ? fen : Let(Expression.Condition(Expression.LessThan(fen, Expression.Constant(0L)), Expression.Constant(0L), fen), household),
            Low = 0,
            High = Int128.Max(0, high),
        };
    }

    /// <summary>The number cut to a whole from none to all of the members; all where it is not known.</summary>
    public Expression Members(RowNumber value)
    {
        var size = Let(Expression.Convert(FamilySize, typeof(long)), household);
        var whole = Floor(value, 1, household);
        whole = Let(Expression.Condition(Expression.LessThan(whole, Expression.Constant(0L)), Expression.Constant(0L), whole), household);
        whole = Let(Expression.Condition(Expression.GreaterThan(whole, size), size, whole), household);
        return Expression.Convert(value.Known is null ? whole : Expression.Condition(value.Known, whole, size), typeof(int));
    }

    public ParameterExpression New(Type type, string name)
    {
        if (variables.Count >= MostVariables)
            throw new NotCompiledException("a programme of this size");
        var variable = Expression.Variable(type, name);
        variables.Add(variable);
        return variable;
    }

    /// <summary>A bit of a chunk's bitmap.</summary>
    public Expression Bit(Expression bits, Expression row) => Expression.NotEqual(
        Expression.And(
            Expression.RightShift(Expression.ArrayIndex(bits, Expression.RightShift(row, Expression.Constant(6))), Expression.And(row, Expression.Constant(63))),
            Expression.Constant(1UL)),
        Expression.Constant(0UL));

    /// <summary>The flat conditions that the code looks at: they must be worked out before it runs.</summary>
    public HashSet<FlatTruth> Truths { get; } = [];

    /// <inheritdoc cref="Truths"/>
    public HashSet<FlatSum> Sums { get; } = [];

    /// <summary>The bitmap of the rows for which a flat condition holds.</summary>
    public Expression True(FlatTruth flat)
    {
        Truths.Add(flat);
        return Array(nameof(KernelState.True), flat.Slot);
    }

    private ParameterExpression False(FlatTruth flat)
    {
        Truths.Add(flat);
        return Array(nameof(KernelState.False), flat.Slot);
    }

    /// <summary>An array of the state, read once a chunk.</summary>
    private ParameterExpression Array(string field, int index)
    {
        if (!arrays.TryGetValue((field, index), out var array))
            arrays[(field, index)] = array = Before(Expression.ArrayIndex(Expression.Field(State, field), Expression.Constant(index)));
        return array;
    }

    private ParameterExpression Before(Expression value)
    {
        var variable = New(value.Type, "");
        prologue.Add(Expression.Assign(variable, value));
        return variable;
    }

    private Expression Let(Expression value, Scope scope)
    {
        if (value is ParameterExpression or ConstantExpression)
            return value;
        var variable = New(value.Type, "");
        scope.Code.Add(Expression.Assign(variable, value));
        return variable;
    }

    private Scope At(Scope? member) => member ?? household;

    private RowNumber Keep(Scope scope, object key, Func<RowNumber> make)
    {
        if (!scope.Kept.TryGetValue(key, out var kept))
            scope.Kept[key] = kept = make();
        return (RowNumber)kept;
    }

    private RowTruth Keep(Scope scope, object key, Func<RowTruth> make)
    {
        if (!scope.Kept.TryGetValue(key, out var kept))
            scope.Kept[key] = kept = make();
        return (RowTruth)kept;
    }

    private RowNumber Number(NumberNode node, Scope? member)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case ConstantNode constant:
                return RowNumber.Of(constant.Value);
            case MonthDayNode day:
                return RowNumber.Of((day.Last ? policy.Month.LastDay : policy.Month.FirstDay).DayNumber);
            case HouseholdFactNode fact:
                return Keep(household, fact.Fact, () => FactNumber(fact.Fact, household));
            case MemberFactNode fact when layout.IsShared(fact.Fact):
                return Keep(household, fact.Fact, () => FactNumber(fact.Fact, household));
            case MemberFactNode fact:
                return Keep(member!, fact.Fact, () => FactNumber(fact.Fact, member!));
            case AgeNode age:
                return Age(age, member);
            case MonthsBetweenNode months:
                return MonthsBetween(Number(months.From, member), Number(months.To, member), At(member));
            case DefinedNumberNode { Definition: { Body: NumberNode body } definition }:
                var scope = definition.OfMember ? member! : household;
                return Keep(scope, definition, () => Number(body, definition.OfMember ? member : null));
            case AddNode add:
                return Add(Number(add.Left, member), Number(add.Right, member), At(member));
            case SubtractNode subtract:
                return Add(Number(subtract.Left, member), Negate(Number(subtract.Right, member), At(member)), At(member));
            case NegateNode negate:
                return Negate(Number(negate.Operand, member), At(member));
            case MultiplyNode multiply:
                return Multiply(Number(multiply.Left, member), Number(multiply.Right, member), At(member));
            case ScaleNode scale:
                return Multiply(Number(scale.Operand, member), RowNumber.Of(scale.Factor), At(member));
            case DivideNode divide:
                return Divide(Number(divide.Left, member), Number(divide.Right, member), At(member));
            case ExtremeNode extreme:
                return extreme.Operands.Select(o => Number(o, member)).Aggregate((a, b) => Extreme(a, b, extreme.Largest, At(member)));
            case FirstKnownNode first:
                return first.Operands.Select(o => Number(o, member)).Aggregate((a, b) => FirstKnown(a, b, At(member)));
            case ConditionalNode conditional when Truth(conditional.Condition, member).Constant is { } constant:
                return constant switch
                {
                    Policies.Truth.True => Number(conditional.Then, member),
                    Policies.Truth.False => Number(conditional.Otherwise, member),
                    _ => RowNumber.Unknown,
                };
            case ConditionalNode conditional:
                return Conditional(Truth(conditional.Condition, member), Number(conditional.Then, member), Number(conditional.Otherwise, member), At(member));
            case ParameterNode parameter:
                return Parameter(parameter, member);
            case ResultAmountNode result:
                return Amount(result.Programme, member);
            case SumNode or CountNode or MemberExtremeNode:
                return Keep(household, node, () => OverMembers(node));
            default:
                throw new NotCompiledException(node.GetType().Name);
        }
    }

    private static MethodCallExpression Call(string method, params Expression[] arguments) =>
        Expression.Call(typeof(KernelMath).GetMethod(method, BindingFlags.Static | BindingFlags.Public)!, arguments);

    /// <summary>The code of the household, of the person, or of a loop over members, and what it has worked out.</summary>
    private sealed class Scope(List<Expression> code, ParameterExpression? memberRow)
    {
        public List<Expression> Code => code;

        /// <summary>The variable that holds the member's row within the chunk.</summary>
        public ParameterExpression? MemberRow => memberRow;

        public Dictionary<object, object> Kept { get; } = [];
    }
}

/// <summary>The largest amount that a compiled programme can give, by the bounds of what it is made of.</summary>
internal readonly record struct AmountBounds(Int128 High);
