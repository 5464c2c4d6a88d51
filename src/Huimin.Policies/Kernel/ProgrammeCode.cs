using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Huimin.Policies;

/// <summary>
/// One programme compiled: requirements that are flat leave rows out by the thousand; the others, the amount and the persons covered
/// are code for each row that is left.
/// </summary>
internal sealed class ProgrammeCode
{
    private readonly Programme programme;
    private readonly FlatTruth? flat;
    private readonly RowEmitter row;
    private readonly ParameterExpression decided;
    private readonly LabelTarget next = Expression.Label("next");
    private readonly Expression<Action<KernelState>>? source;
    private Action<KernelState>? compiled;

    public ProgrammeCode(MonthPolicy policy, KernelLayout layout, FlatPlanner planner, IReadOnlyDictionary<Programme, AmountBounds> amounts, Programme programme)
    {
        this.programme = programme;
        var conditions = new List<TruthNode>();
        foreach (var requirement in programme.Rule.Requirements)
            Split(requirement.That, conditions);
        var left = new List<TruthNode>();
        foreach (var condition in conditions)
        {
            if (planner.Truth(condition, ofMember: !programme.OfHousehold) is { } found)
                flat = flat is null ? found : planner.And(flat, found);
            else
                left.Add(condition);
        }
        row = new RowEmitter(policy, layout, planner, amounts, programme.OfHousehold);
        decided = row.New(typeof(bool), "decided");
        if (flat is FlatConstant { Value: Truth.False })
            return;
        Emit(left);
        source = Expression.Lambda<Action<KernelState>>(Loop(), row.State);
    }

    /// <summary>The most that the programme can give.</summary>
    public Int128 MostFen { get; private set; }

    public IReadOnlySet<Programme> AmountsUsed => row.AmountsUsed;

    /// <summary>Makes the machine code at once, so that programmes can be compiled side by side.</summary>
    public void Compile()
    {
        compiled = source?.Compile();
        if (compiled is not null)
            RuntimeHelpers.PrepareDelegate(compiled);
    }

    public void Run(KernelState state)
    {
        flat?.Require(state);
        state.FindRows(programme.OfHousehold, flat);
        if (state.RowCount == 0)
            return;
        if (compiled is not null)
        {
            foreach (var truth in row.Truths)
                truth.Require(state);
            foreach (var sum in row.Sums)
                sum.Require(state);
            compiled(state);
        }
        else
        {
            state.ReferRows(programme);
        }
    }

    // Of several conditions in one requirement each decides as if it were a requirement of its own.
    private static void Split(TruthNode node, List<TruthNode> conditions)
    {
        if (node is AndNode and)
        {
            Split(and.Left, conditions);
            Split(and.Right, conditions);
        }
        else
        {
            conditions.Add(node);
        }
    }

    private void Emit(List<TruthNode> conditions)
    {
        var code = row.Code;
        foreach (var condition in conditions)
        {
            var truth = row.Condition(condition);
            ReferIfTooLarge();
            if (truth.Constant == Truth.True)
                continue;
            code.Add(Expression.IfThen(truth.False, Expression.Continue(next)));
            if (!truth.IsKnown)
                code.Add(Expression.Assign(decided, Expression.And(decided, truth.True)));
        }
        code.Add(Expression.IfThen(Expression.Not(decided), Expression.Block(Add(OutcomeStatus.Undetermined, Expression.Constant(0L), Expression.Constant(0)), Expression.Continue(next))));
        var fen = Amount();
        var persons = Persons();
        ReferIfTooLarge();
        code.Add(Add(OutcomeStatus.Eligible, fen, persons));
    }

    private Expression Amount()
    {
        if (programme.Rule.Amount is not { } amount)
            return Expression.Constant(0L);
        var value = row.Value(amount.Value);
        if (value.Known is { } known)
        {
            ReferIfTooLarge();
            row.Code.Add(Expression.IfThen(Expression.Not(known), Expression.Block(Add(OutcomeStatus.Undetermined, Expression.Constant(0L), Expression.Constant(0)), Expression.Continue(next))));
        }
        var fen = row.Round(value, amount.Rounding);
        MostFen = fen.High;
        return fen.Top;
    }

    private Expression Persons()
    {
        if (!programme.OfHousehold)
            return Expression.Constant(1);
        return programme.Rule.Persons is { } persons ? row.Members(row.Value(persons)) : row.Size;
    }

    private void ReferIfTooLarge()
    {
        if (row.MayOverflow)
            row.Code.Add(Expression.IfThen(row.Overflow, Expression.Block(Refer(), Expression.Continue(next))));
    }

    private MethodCallExpression Refer() =>
        Expression.Call(row.State, nameof(KernelState.Refer), null, Expression.Constant(programme.Index), row.Row, row.Household);

    private MethodCallExpression Add(OutcomeStatus status, Expression fen, Expression persons) =>
        Expression.Call(row.State, nameof(KernelState.Add), null, Expression.Constant(programme.Index), row.Row, Expression.Constant(status), fen, persons);

    /// <summary>for each row of <see cref="KernelState.Rows"/>, finding its household on the way.</summary>
    private BlockExpression Loop()
    {
        var rows = Expression.Variable(typeof(int[]), "rows");
        var count = Expression.Variable(typeof(int), "count");
        var i = Expression.Variable(typeof(int), "i");
        var referred = Expression.Variable(typeof(bool[]), "referred");
        var done = Expression.Label("done");
        var body = new List<Expression>
        {
            Expression.IfThen(Expression.GreaterThanOrEqual(i, count), Expression.Break(done)),
            Expression.Assign(row.Row, Expression.ArrayIndex(rows, i)),
            Expression.PreIncrementAssign(i),
        };
        if (!programme.OfHousehold)
        {
            var found = Expression.Label("found");
            body.Add(Expression.Loop(
                Expression.IfThenElse(
                    Expression.LessThanOrEqual(Expression.Subtract(row.FirstMemberOf(1), row.FirstMember), row.Row),
                    Expression.PreIncrementAssign(row.Household),
                    Expression.Break(found)),
                found));
        }
        body.Add(Expression.IfThen(Expression.ArrayIndex(referred, row.Household), Expression.Block(Refer(), Expression.Continue(next))));
        body.Add(Expression.Assign(decided, flat is null ? Expression.Constant(true) : row.Bit(row.True(flat), row.Row)));
        if (row.MayOverflow)
            body.Add(Expression.Assign(row.Overflow, Expression.Constant(false)));
        body.AddRange(row.Code);
        return Expression.Block(
            [.. row.Variables, rows, count, i, referred],
            [
                .. row.Prologue,
                Expression.Assign(rows, Expression.Field(row.State, nameof(KernelState.Rows))),
                Expression.Assign(count, Expression.Field(row.State, nameof(KernelState.RowCount))),
                Expression.Assign(referred, Expression.Field(row.State, nameof(KernelState.Referred))),
                Expression.Loop(Expression.Block(body), done, next),
            ]);
    }
}
