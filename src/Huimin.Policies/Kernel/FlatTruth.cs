namespace Huimin.Policies;

/// <summary>
/// A condition that is worked out for all rows of a chunk at once, as two bitmaps: where it is true and where it is false. Where
/// neither is set it is unknown, or there is no row.
/// </summary>
internal abstract class FlatTruth(bool ofMember, string key)
{
    /// <summary>The rows are members; otherwise households.</summary>
    public bool OfMember => ofMember;

    /// <summary>Says the same of the same condition, so that it is worked out once.</summary>
    public string Key => key;

    /// <summary>Position of the bitmaps in <see cref="KernelState"/>.</summary>
    public int Slot { get; set; } = -1;

    public abstract void Run(KernelState state, ulong[] isTrue, ulong[] isFalse);

    protected int Words(KernelState state) => FlatPasses.Words(ofMember ? state.Members : state.Households);
}

/// <summary>The same for every row.</summary>
internal sealed class FlatConstant(bool ofMember, Truth value) : FlatTruth(ofMember, value.ToString())
{
    public Truth Value => value;

    public override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        isTrue.AsSpan(0, Words(state)).Fill(value == Truth.True ? ulong.MaxValue : 0);
        isFalse.AsSpan(0, Words(state)).Fill(value == Truth.False ? ulong.MaxValue : 0);
    }
}

/// <summary>What a condition that rests on one fact alone says of each value of the fact.</summary>
internal sealed record FactCases(Fact Fact, Truth WhenAbsent, IReadOnlyList<IntRange> WhenTrue, IReadOnlyList<IntRange> WhenFalse, Truth WhenUnknown)
{
    /// <summary>Income and property that is absent and was not looked at is unknown.</summary>
    public bool AsksMeans => Fact.Means && WhenAbsent != WhenUnknown;
}

/// <summary>A condition on one fact: a pass over its column.</summary>
internal sealed class FlatFact : FlatTruth
{
    private readonly FactCases cases;
    private readonly ColumnKind kind;
    private readonly IntRange[] ints;
    private readonly IntRange[] intsFalse;
    private readonly ByteRange[] bytes;
    private readonly ByteRange[] bytesFalse;

    public FlatFact(FactCases cases, ColumnKind kind)
        : base(!cases.Fact.OfHousehold, $"{cases.Fact.Index}:{cases.WhenAbsent}:{string.Join(',', cases.WhenTrue)}/{string.Join(',', cases.WhenFalse)}")
    {
        (this.cases, this.kind) = (cases, kind);
        // Absent is one more value, unless it depends on whether the household's means were checked.
        var absent = cases.AsksMeans ? Truth.Unknown : cases.WhenAbsent;
        (ints, intsFalse, bytes, bytesFalse) = ([], [], [], []);
        if (kind == ColumnKind.Ints)
            (ints, intsFalse) = (Ints(cases.WhenTrue, absent == Truth.True), Ints(cases.WhenFalse, absent == Truth.False));
        else if (kind == ColumnKind.Bytes)
            (bytes, bytesFalse) = (Bytes(cases.WhenTrue, absent == Truth.True), Bytes(cases.WhenFalse, absent == Truth.False));
    }

    public bool IsWide => kind == ColumnKind.Ints;

    public override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        var column = OfMember ? state.Population.MemberColumn(cases.Fact.Index) : state.Population.HouseholdColumn(cases.Fact.Index);
        var (first, count) = OfMember ? (state.FirstMember, state.Members) : (state.FirstHousehold, state.Households);
        var words = FlatPasses.Words(count);
        var absent = state.Spare.AsSpan(0, words);
        switch (kind)
        {
            case ColumnKind.Ints:
                var numbers = column!.Ints.AsSpan(first, count);
                FlatPasses.Find(numbers, ints, isTrue);
                FlatPasses.Find(numbers, intsFalse, isFalse);
                if (cases.AsksMeans)
                    FlatPasses.Find(numbers, [new IntRange(FactColumn.AbsentInt, FactColumn.AbsentInt)], absent);
                break;
            case ColumnKind.Bytes:
                var values = column!.Bytes.AsSpan(first, count);
                FlatPasses.Find(values, bytes, isTrue);
                FlatPasses.Find(values, bytesFalse, isFalse);
                if (cases.AsksMeans)
                    FlatPasses.Find(values, [new ByteRange(FactColumn.AbsentByte, FactColumn.AbsentByte)], absent);
                break;
            default:
                isTrue.AsSpan(0, words).Fill(!cases.AsksMeans && cases.WhenAbsent == Truth.True ? ulong.MaxValue : 0);
                isFalse.AsSpan(0, words).Fill(!cases.AsksMeans && cases.WhenAbsent == Truth.False ? ulong.MaxValue : 0);
                absent.Fill(ulong.MaxValue);
                break;
        }
        if (!cases.AsksMeans)
            return;
        var known = state.MeansKnown(OfMember);
        var (whenKnown, whenNot) = (BitsOf(cases.WhenAbsent), BitsOf(cases.WhenUnknown));
        for (var i = 0; i < words; i++)
        {
            if (whenKnown is not null)
                whenKnown[i] |= absent[i] & known[i];
            if (whenNot is not null)
                whenNot[i] |= absent[i] & ~known[i];
        }

        ulong[]? BitsOf(Truth truth) => truth == Truth.True ? isTrue : truth == Truth.False ? isFalse : null;
    }

    private static IntRange[] Ints(IReadOnlyList<IntRange> ranges, bool absent) =>
        absent ? [.. ranges, new IntRange(FactColumn.AbsentInt, FactColumn.AbsentInt)] : [.. ranges];

    private static ByteRange[] Bytes(IReadOnlyList<IntRange> ranges, bool absent)
    {
        var narrow = ranges.Select(r => new ByteRange((byte)r.From, (byte)r.To));
        return absent ? [.. narrow, new ByteRange(FactColumn.AbsentByte, FactColumn.AbsentByte)] : [.. narrow];
    }
}

/// <summary>Whether a programme is due; its rows were worked out before.</summary>
internal sealed class FlatResult(Programme programme) : FlatTruth(!programme.OfHousehold, $"result {programme.Index}")
{
    public override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        var words = Words(state);
        isTrue.AsSpan(0, words).Clear();
        isFalse.AsSpan(0, words).Fill(ulong.MaxValue);
        var outcomes = state.Outcomes[programme.Index];
        foreach (var row in outcomes.Eligible.Rows)
        {
            isTrue[row >> 6] |= 1UL << row;
            isFalse[row >> 6] &= ~(1UL << row);
        }
        foreach (var row in outcomes.Undetermined.Rows)
            isFalse[row >> 6] &= ~(1UL << row);
    }
}

internal sealed class FlatNot(FlatTruth operand) : FlatTruth(operand.OfMember, $"(not {operand.Key})")
{
    public override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        var words = Words(state);
        state.False[operand.Slot].AsSpan(0, words).CopyTo(isTrue);
        state.True[operand.Slot].AsSpan(0, words).CopyTo(isFalse);
    }
}

/// <summary>Kleene's <c>and</c> or <c>or</c>.</summary>
internal sealed class FlatBoth(FlatTruth left, FlatTruth right, bool or) : FlatTruth(left.OfMember, $"({left.Key} {(or ? "or" : "and")} {right.Key})")
{
    public override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        var (all, any) = or ? (isFalse, isTrue) : (isTrue, isFalse);
        var (allLeft, anyLeft) = or ? (state.False[left.Slot], state.True[left.Slot]) : (state.True[left.Slot], state.False[left.Slot]);
        var (allRight, anyRight) = or ? (state.False[right.Slot], state.True[right.Slot]) : (state.True[right.Slot], state.False[right.Slot]);
        for (int i = 0, words = Words(state); i < words; i++)
        {
            all[i] = allLeft[i] & allRight[i];
            any[i] = anyLeft[i] | anyRight[i];
        }
    }
}

/// <summary>The condition of those for whom another holds: false for those left out, unknown where that is unknown.</summary>
internal sealed class FlatIncluded(FlatTruth where, FlatTruth body) : FlatTruth(true, $"({body.Key} where {where.Key})")
{
    public override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        var (included, excluded) = (state.True[where.Slot], state.False[where.Slot]);
        var (holds, fails) = (state.True[body.Slot], state.False[body.Slot]);
        for (int i = 0, words = Words(state); i < words; i++)
        {
            isTrue[i] = included[i] & holds[i];
            isFalse[i] = excluded[i] | (included[i] & fails[i]);
        }
    }
}

/// <summary>A condition of the household, for each of its members.</summary>
internal sealed class FlatOfHousehold(FlatTruth household) : FlatTruth(true, $"household.{household.Key}")
{
    public override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        Spread(state, state.True[household.Slot], isTrue);
        Spread(state, state.False[household.Slot], isFalse);
    }

    // Most households are alike, so only the runs of the rarer kind are written.
    public static void Spread(KernelState state, ReadOnlySpan<ulong> households, Span<ulong> members)
    {
        var (count, words) = (0, FlatPasses.Words(state.Households));
        for (var i = 0; i < words; i++)
            count += System.Numerics.BitOperations.PopCount(households[i]);
        var mostly = count * 2 > state.Households;
        members[..FlatPasses.Words(state.Members)].Fill(mostly ? ulong.MaxValue : 0);
        for (var word = 0; word < words; word++)
        {
            var bits = (mostly ? ~households[word] : households[word]) & FlatPasses.Rows(state.Households - word * FlatPasses.RowsAWord);
            for (; bits != 0; bits &= bits - 1)
            {
                var row = state.FirstHousehold + (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(bits);
                var from = state.Population.FirstMember[row];
                var size = state.Population.FirstMember[row + 1] - from;
                if (mostly)
                    FlatPasses.Clear(members, from - state.FirstMember, size);
                else
                    FlatPasses.Set(members, from - state.FirstMember, size);
            }
        }
    }
}

/// <summary>What is asked of all members of a household together.</summary>
internal enum FamilyQuestion
{
    /// <summary>One settles it.</summary>
    Any,

    All,

    /// <summary>Whether the count of them is above zero: unknown where one is, though another holds.</summary>
    Some,
}

/// <summary>A condition of the household about its members.</summary>
internal sealed class FlatFamily(FlatTruth member, FamilyQuestion question) : FlatTruth(false, $"{question} {member.Key}")
{
    public override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        var words = Words(state);
        var (holds, fails) = (state.True[member.Slot], state.False[member.Slot]);
        isTrue.AsSpan(0, words).Clear();
        isFalse.AsSpan(0, words).Clear();
        var first = state.Population.FirstMember.AsSpan(state.FirstHousehold, state.Households + 1);
        var start = first[0];
        for (var row = 0; row < state.Households; row++)
        {
            var size = first[row + 1] - first[row];
            if (size is < 1 or > KernelState.LargestFamily)
                continue; // left to the reference evaluator
            var rows = FlatPasses.Rows(size);
            var some = KernelMath.Window(holds, first[row] - start, rows);
            var not = KernelMath.Window(fails, first[row] - start, rows);
            var (truth, falsehood) = question switch
            {
                FamilyQuestion.Any => (some != 0, not == rows),
                FamilyQuestion.All => (some == rows, not != 0),
                _ => (some != 0 && (some | not) == rows, not == rows),
            };
            isTrue[row >> 6] |= (truth ? 1UL : 0) << row;
            isFalse[row >> 6] |= (falsehood ? 1UL : 0) << row;
        }
    }
}

/// <summary>
/// The sum of facts of the members for whom a condition holds: the items of all members in flat passes, then the sum before each
/// member, so that a family's sum is one subtraction.
/// </summary>
internal sealed class FlatSum(FlatTruth where, IReadOnlyList<FlatTerm> terms, long constant)
{
    public string Key { get; } = $"{where.Key}: {constant} {string.Join(' ', terms)}";

    public int Slot { get; set; } = -1;

    /// <summary>No row adds, or takes off, more than this.</summary>
    public long MostOfRow => Math.Abs(constant) + terms.Sum(t => t.Most);

    public void Run(KernelState state, long[] sums, ulong[] unknown)
    {
        var items = sums.AsSpan(0, state.Members + 1);
        items.Fill(constant);
        var words = FlatPasses.Words(state.Members);
        unknown.AsSpan(0, words).Clear();
        foreach (var term in terms)
            term.Add(state, items[..^1], unknown);
        FlatPasses.SumBefore(items, state.True[where.Slot]);
        var (included, excluded) = (state.True[where.Slot], state.False[where.Slot]);
        for (var i = 0; i < words; i++)
            unknown[i] = (unknown[i] & included[i]) | ~(included[i] | excluded[i]);
    }
}

/// <summary>One fact of a sum.</summary>
internal sealed record FlatTerm(Fact Fact, ColumnKind Kind, bool Subtract)
{
    private static readonly IntRange[] UnknownInts = [new(FactColumn.UnknownInt, FactColumn.UnknownInt)];
    private static readonly IntRange[] AbsentInts = [new(FactColumn.AbsentInt, FactColumn.AbsentInt)];
    private static readonly ByteRange[] UnknownBytes = [new(FactColumn.UnknownByte, FactColumn.UnknownByte)];
    private static readonly ByteRange[] AbsentBytes = [new(FactColumn.AbsentByte, FactColumn.AbsentByte)];

    public long Most => Math.Max(1L << 31, Math.Abs((long)Absent));

    private int Absent => Fact.Default == Family.Unknown ? 0 : (int)Fact.Default;

    public void Add(KernelState state, Span<long> items, ulong[] unknown)
    {
        var words = FlatPasses.Words(state.Members);
        var column = state.Population.MemberColumn(Fact.Index);
        var absent = state.Spare;
        if (Kind == ColumnKind.Ints)
        {
            var values = column!.Ints.AsSpan(state.FirstMember, state.Members);
            FlatPasses.Accumulate(values, Absent, Subtract, items);
            FlatPasses.Find(values, UnknownInts, absent);
            Or(unknown, absent, words);
            if (Fact.Default == Family.Unknown || (Fact.Means && state.AnyMeansUnknown))
                FlatPasses.Find(values, AbsentInts, absent);
        }
        else if (Kind == ColumnKind.Bytes)
        {
            var values = column!.Bytes.AsSpan(state.FirstMember, state.Members);
            FlatPasses.Accumulate(values, Absent, Subtract, items);
            FlatPasses.Find(values, UnknownBytes, absent);
            Or(unknown, absent, words);
            if (Fact.Default == Family.Unknown || (Fact.Means && state.AnyMeansUnknown))
                FlatPasses.Find(values, AbsentBytes, absent);
        }
        else
        {
            if (Absent != 0)
                foreach (ref var item in items)
                    item += Subtract ? -Absent : Absent;
            absent.AsSpan(0, words).Fill(ulong.MaxValue);
        }
        if (Fact.Default == Family.Unknown)
            Or(unknown, absent, words);
        else if (Fact.Means && state.AnyMeansUnknown)
            OrUnlessKnown(unknown, absent, state.MeansKnown(ofMember: true), words);
    }

    private static void Or(ulong[] bits, ulong[] with, int words)
    {
        for (var i = 0; i < words; i++)
            bits[i] |= with[i];
    }

    private static void OrUnlessKnown(ulong[] bits, ulong[] with, ulong[] known, int words)
    {
        for (var i = 0; i < words; i++)
            bits[i] |= with[i] & ~known[i];
    }
}
