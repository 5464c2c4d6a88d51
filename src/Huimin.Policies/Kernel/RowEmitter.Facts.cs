using System.Linq.Expressions;

namespace Huimin.Policies;

internal sealed partial class RowEmitter
{
    private RowNumber FactNumber(Fact fact, Scope scope)
    {
        var kind = layout.Kind(fact);
        var isUnknown = fact.Default == Family.Unknown;
        if (kind == ColumnKind.None)
            return isUnknown ? RowNumber.Unknown : RowNumber.Of(fact.Default) with { Known = fact.Means ? Means() : null };
        var ofHousehold = fact.OfHousehold || layout.IsShared(fact);
        var row = ofHousehold ? Expression.Add(firstHousehold, atHousehold) : Expression.Add(firstMember, scope.MemberRow!);
        var isWide = kind == ColumnKind.Ints;
        var array = Array((fact.OfHousehold, isWide) switch
        {
            (true, true) => nameof(KernelState.HouseholdInts),
            (true, false) => nameof(KernelState.HouseholdBytes),
            (false, true) => nameof(KernelState.MemberInts),
            _ => nameof(KernelState.MemberBytes),
        }, fact.Index);
        var raw = Let(Expression.Convert(Expression.ArrayIndex(array, row), typeof(int)), scope);
        var present = isWide
            ? Expression.GreaterThan(raw, Expression.Constant(FactColumn.AsideInt))
            : Expression.LessThanOrEqual(raw, Expression.Constant((int)FactColumn.LargestByte));
        var absent = Expression.Equal(raw, Expression.Constant(isWide ? FactColumn.AbsentInt : FactColumn.AbsentByte));
        var otherwise = isUnknown ? 0 : fact.Default;
        Expression known = isUnknown ? present
            : fact.Means ? Or(present, And(absent, Means()))
            : Expression.NotEqual(raw, Expression.Constant(isWide ? FactColumn.UnknownInt : FactColumn.UnknownByte));
        return new RowNumber
        {
            Top = Let(Expression.Condition(present, Expression.Convert(raw, typeof(long)), Expression.Constant(otherwise)), scope),
            Known = Let(known, scope),
            Low = Math.Min(isWide ? FactColumn.AsideInt + 1 : 0, otherwise),
            High = Math.Max(isWide ? int.MaxValue : FactColumn.LargestByte, otherwise),
        };
    }

    private RowTruth FactTruth(Fact fact, Scope scope) => Compare(FactNumber(fact, scope), RowNumber.Of(0), Operator.NotEqual, scope);

    private Expression Means() => means ??= Let(
        Expression.ArrayIndex(Once("means", Expression.Property(Expression.Property(State, nameof(KernelState.Population)), nameof(FactColumns.MeansKnown))), Expression.Add(firstHousehold, atHousehold)),
        household);

    private Expression Zone() => zone ??= Let(
        Expression.ArrayIndex(Once("zones", Expression.Field(State, nameof(KernelState.Zones))), atHousehold),
        household);

    private ParameterExpression Once(string name, Expression value)
    {
        if (!arrays.TryGetValue((name, 0), out var array))
            arrays[(name, 0)] = array = Before(value);
        return array;
    }

    private RowNumber Age(AgeNode node, Scope? member)
    {
        var scope = At(member);
        var born = Number(node.Birth, member);
        if (born.IsUnknown)
            return RowNumber.Unknown;
        if (node.On is null)
        {
            var birthdays = policy.Birthdays;
            return Keep(scope, node.Birth is IFactNode { Fact: var fact } ? ("age", fact) : node, () => new RowNumber
            {
                Top = Let(Call(nameof(KernelMath.Age), Once("birthdays", Expression.Constant(birthdays)), Expression.Constant((long)policy.Month.FirstDay.DayNumber), born.Top), scope),
                Known = born.Known,
                Low = -1,
                High = birthdays.Length - 1,
            });
        }
        var day = Number(node.On, member);
        if (day.IsUnknown)
            return RowNumber.Unknown;
        var known = Both(born.Known, day.Known);
        MayOverflow = true;
        var years = Let(Call(nameof(KernelMath.AgeOn), born.Top, day.Top, known ?? Expression.Constant(true), Overflow), scope);
        return With(new RowNumber { Top = years, Low = -10_000, High = 10_000 }, known, scope);
    }

    private RowNumber MonthsBetween(RowNumber from, RowNumber to, Scope scope)
    {
        if (from.IsUnknown || to.IsUnknown)
            return RowNumber.Unknown;
        var known = Both(from.Known, to.Known);
        MayOverflow = true;
        var months = Let(Call(nameof(KernelMath.MonthsBetween), from.Top, to.Top, known ?? Expression.Constant(true), Overflow), scope);
        return With(new RowNumber { Top = months, Low = -120_000, High = 120_000 }, known, scope);
    }

    private RowNumber Parameter(ParameterNode node, Scope? member)
    {
        var scope = At(member);
        var table = policy.Tables[node.Parameter.Slot] ?? throw new NotCompiledException("a parameter without a value");
        var key = node.Key is null ? null : Number(node.Key, member);
        if (key is { IsUnknown: true })
            return RowNumber.Unknown;
        var (at, valid) = Position(table, node, member);
        var cells = table.CellsOf(node.Part);
        var numbers = cells.SelectMany(c => key is null ? c.Values.Take(1) : c.Values).Select(RowNumber.Of).ToList();
        if (numbers.Any(n => n.IsUnknown))
            throw new NotCompiledException("a parameter that is not known");
        var divisor = numbers.Aggregate(1L, (d, n) => Fitting((Int128)d / RowNumber.Gcd(d, n.Divisor) * n.Divisor));
        long Top(Number value) => (long)((ConstantExpression)Over(RowNumber.Of(value), divisor, scope).Top).Value!;
        if (key is null)
        {
            var tops = cells.Select(c => Top(c.Values[0])).ToArray();
            if (at is null)
                return RowNumber.Of(cells[0].Values[0]);
            return With(new RowNumber
            {
                Top = Let(Expression.ArrayIndex(Before(Expression.Constant(tops)), at), scope),
                Divisor = divisor,
                Low = tops.Min(),
                High = tops.Max(),
            }, valid, scope);
        }
        var values = cells.Select(c => c.Values.Select(Top).ToArray()).ToArray();
        var keys = cells.Select(c => c.Keys!).ToArray();
        var (low, high) = (Math.Min(0, values.Min(v => v.DefaultIfEmpty().Min())), Math.Max(0, values.Max(v => v.DefaultIfEmpty().Max())));
        var asked = Floor(key, node.Parameter.KeyScale, scope);
        return With(new RowNumber
        {
            Top = at is null && keys[0].Length <= 8
                ? Chain(keys[0], values[0], asked, scope)
                : Let(Call(nameof(KernelMath.Lookup), OneOf(keys, at), OneOf(values, at), asked), scope),
            Divisor = divisor,
            Low = low,
            High = high,
        }, Both(key.Known, valid), scope);

        Expression OneOf(long[][] arrays, Expression? which) => Expression.ArrayIndex(Before(Expression.Constant(arrays)), which ?? Expression.Constant(0));
    }

    private Expression Chain(long[] keys, long[] values, Expression asked, Scope scope)
    {
        Expression value = Expression.Constant(0L);
        for (var i = 0; i < keys.Length; i++)
            value = Expression.Condition(Expression.GreaterThanOrEqual(asked, Expression.Constant(keys[i])), Expression.Constant(values[i]), value);
        return Let(value, scope);
    }

    /// <summary>As <see cref="Policies.Number.Floor"/>; zero where the number is not known.</summary>
    private Expression Floor(RowNumber number, long scale, Scope scope)
    {
        if (number.Bottom is null && number.Divisor == 1 && scale == 1)
            return number.Top;
        return Let(Call(nameof(KernelMath.Floor), number.Top, number.BottomExpression, Expression.Constant(scale)), scope);
    }

    /// <summary>The cell of a parameter for the row, and whether there is one; null where the cell is the same for all.</summary>
    private (Expression? At, Expression? Valid) Position(ParameterTable table, ParameterNode node, Scope? member)
    {
        Expression? at = null;
        Expression? valid = null;
        for (var i = 0; i < table.Used.Count; i++)
        {
            var dimension = table.Used[i];
            Expression option;
            Expression? holds;
            if (dimension.Node(node.OfPerson) is { } fact)
            {
                var value = Number(fact, member);
                if (value.IsUnknown)
                    return (Expression.Constant(0), Expression.Constant(false));
                holds = value.Known;
                if (value.High >= dimension.Options.Count)
                    holds = Both(holds, Expression.LessThan(value.Top, Expression.Constant((long)dimension.Options.Count)));
                if (value.Low < 0)
                    holds = Both(holds, Expression.GreaterThanOrEqual(value.Top, Expression.Constant(0L)));
                option = Expression.Convert(value.Top, typeof(int));
            }
            else
            {
                option = Zone();
                holds = Expression.GreaterThanOrEqual(option, Expression.Constant(0));
            }
            if (holds is not null)
            {
                holds = Let(holds, At(member));
                option = Expression.Condition(holds, option, Expression.Constant(0));
            }
            var offset = Expression.Multiply(option, Expression.Constant(table.Strides[i]));
            at = at is null ? offset : Expression.Add(at, offset);
            valid = Both(valid, holds);
        }
        return (at is null ? null : Let(at, At(member)), valid is null ? null : Let(valid, At(member)));
    }

    private RowTruth Result(Programme programme, Scope? member)
    {
        if (!policy.IsInForce(programme))
            return RowTruth.Of(Policies.Truth.False);
        var status = Status(programme, member);
        var scope = programme.OfHousehold ? household : member!;
        return Keep(scope, ("result", programme), () => new RowTruth(
            Let(Expression.Equal(status, Expression.Constant((int)OutcomeStatus.Eligible)), scope),
            Let(Expression.Equal(status, Expression.Constant((int)OutcomeStatus.NotEligible)), scope)));
    }

    private RowNumber Amount(Programme programme, Scope? member)
    {
        if (!policy.IsInForce(programme))
            return RowNumber.Of(0);
        AmountsUsed.Add(programme);
        var status = Status(programme, member);
        var scope = programme.OfHousehold ? household : member!;
        return Keep(scope, ("amount", programme), () => new RowNumber
        {
            Top = Let(
                Expression.Condition(
                    Expression.Equal(status, Expression.Constant((int)OutcomeStatus.Eligible)),
                    Expression.ArrayIndex(Array(nameof(KernelState.Fen), programme.Index), programme.OfHousehold ? atHousehold : member!.MemberRow!),
                    Expression.Constant(0L)),
                scope),
            Known = Let(Expression.NotEqual(status, Expression.Constant((int)OutcomeStatus.Undetermined)), scope),
            Low = 0,
            High = amounts.TryGetValue(programme, out var bounds) ? bounds.High : long.MaxValue,
        });
    }

    /// <summary>Programmes whose amounts, not only results, are used here.</summary>
    public HashSet<Programme> AmountsUsed { get; } = [];

    private Expression Status(Programme programme, Scope? member)
    {
        var scope = programme.OfHousehold ? household : member!;
        if (scope.Kept.TryGetValue(("status", programme), out var kept))
            return (Expression)kept;
        var outcomes = Expression.Property(Expression.Property(State, nameof(KernelState.Outcomes)), "Item", Expression.Constant(programme.Index));
        if (!arrays.TryGetValue(("status", programme.Index), out var array))
            arrays[("status", programme.Index)] = array = Before(Expression.Property(outcomes, nameof(ProgrammeOutcomes.Status)));
        var status = Let(Expression.Convert(Expression.ArrayIndex(array, programme.OfHousehold ? atHousehold : scope.MemberRow!), typeof(int)), scope);
        scope.Kept[("status", programme)] = status;
        return status;
    }
}
