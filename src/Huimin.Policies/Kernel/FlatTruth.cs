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

    /// <summary>Works it out for the chunk, unless that was done; afterwards its bitmaps hold.</summary>
    public void Require(KernelState state)
    {
        if (state.IsNew(this))
            Run(state, state.True[Slot], state.False[Slot]);
    }

    protected abstract void Run(KernelState state, ulong[] isTrue, ulong[] isFalse);

    protected int Words(KernelState state) => FlatPasses.Words(ofMember ? state.Members : state.Households);
}

/// <summary>The same for every row.</summary>
internal sealed class FlatConstant(bool ofMember, Truth value) : FlatTruth(ofMember, value.ToString())
{
    public Truth Value => value;

    protected override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
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

/// <summary>A condition on one fact: passes over its column.</summary>
internal sealed class FlatFact : FlatTruth
{
    private readonly FactCases cases;
    private readonly ColumnKind kind;
    private readonly ValueSet whenTrue;
    private readonly ValueSet whenFalse;
    private readonly ValueSet whenNeither;
    private readonly ValueSet whenAbsent;

    public FlatFact(FactCases cases, ColumnKind kind)
        : base(!cases.Fact.OfHousehold, $"{cases.Fact.Index}:{cases.WhenAbsent}:{string.Join(',', cases.WhenTrue)}/{string.Join(',', cases.WhenFalse)}")
    {
        (this.cases, this.kind) = (cases, kind);
        // Absent is one more value, unless it depends on whether the household's means were checked.
        var absent = cases.AsksMeans ? Truth.Unknown : cases.WhenAbsent;
        whenTrue = new ValueSet(kind, absent == Truth.True ? cases.WhenTrue.Append(ValueSet.AbsentOf(kind)) : cases.WhenTrue);
        whenFalse = new ValueSet(kind, absent == Truth.False ? cases.WhenFalse.Append(ValueSet.AbsentOf(kind)) : cases.WhenFalse);
        whenNeither = ValueSet.Rest(kind, whenTrue, whenFalse);
        whenAbsent = ValueSet.Absent(kind);
    }

    protected override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        var column = OfMember ? state.Population.MemberColumn(cases.Fact.Index) : state.Population.HouseholdColumn(cases.Fact.Index);
        var (first, count) = OfMember ? (state.FirstMember, state.Members) : (state.FirstHousehold, state.Households);
        var words = FlatPasses.Words(count);
        if (kind == ColumnKind.None)
        {
            isTrue.AsSpan(0, words).Fill(!cases.AsksMeans && cases.WhenAbsent == Truth.True ? ulong.MaxValue : 0);
            isFalse.AsSpan(0, words).Fill(!cases.AsksMeans && cases.WhenAbsent == Truth.False ? ulong.MaxValue : 0);
        }
        else
        {
            Find(column!, first, count, isTrue.AsSpan(0, words), isFalse.AsSpan(0, words), state.Spare.AsSpan(0, words));
        }
        if (!cases.AsksMeans)
            return;
        var absent = state.Spare.AsSpan(0, words);
        if (kind == ColumnKind.None)
            absent.Fill(ulong.MaxValue);
        else
            whenAbsent.Find(column!, first, count, absent);
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

    // Every value is true, false or neither: the two that are fewer runs of values are looked for, the third is the rest.
    private void Find(FactColumn column, int first, int count, Span<ulong> isTrue, Span<ulong> isFalse, Span<ulong> neither)
    {
        if (whenNeither.Cost >= Math.Max(whenTrue.Cost, whenFalse.Cost))
        {
            whenTrue.Find(column, first, count, isTrue);
            whenFalse.Find(column, first, count, isFalse);
            return;
        }
        var fewer = whenTrue.Cost <= whenFalse.Cost;
        var found = fewer ? isTrue : isFalse;
        (fewer ? whenTrue : whenFalse).Find(column, first, count, found);
        whenNeither.Find(column, first, count, neither);
        FlatPasses.Neither(found, neither, fewer ? isFalse : isTrue);
    }
}

/// <summary>Whether a programme is due; its rows were worked out before.</summary>
internal sealed class FlatResult(Programme programme) : FlatTruth(!programme.OfHousehold, $"result {programme.Index}")
{
    protected override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
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
    protected override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        operand.Require(state);
        var words = Words(state);
        state.False[operand.Slot].AsSpan(0, words).CopyTo(isTrue);
        state.True[operand.Slot].AsSpan(0, words).CopyTo(isFalse);
    }
}

/// <summary>Kleene's <c>and</c> or <c>or</c>. Where the left side decides every row of the chunk the right one is not worked out.</summary>
internal sealed class FlatBoth(FlatTruth left, FlatTruth right, bool or) : FlatTruth(left.OfMember, $"({left.Key} {(or ? "or" : "and")} {right.Key})")
{
    protected override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        var words = Words(state);
        left.Require(state);
        var (all, any) = or ? (isFalse, isTrue) : (isTrue, isFalse);
        var (allLeft, anyLeft) = or ? (state.False[left.Slot], state.True[left.Slot]) : (state.True[left.Slot], state.False[left.Slot]);
        if (FlatPasses.AreSet(anyLeft, OfMember ? state.Members : state.Households))
        {
            all.AsSpan(0, words).Clear();
            any.AsSpan(0, words).Fill(ulong.MaxValue);
            return;
        }
        right.Require(state);
        var (allRight, anyRight) = or ? (state.False[right.Slot], state.True[right.Slot]) : (state.True[right.Slot], state.False[right.Slot]);
        FlatPasses.And(allLeft.AsSpan(0, words), allRight, all);
        FlatPasses.Or(anyLeft.AsSpan(0, words), anyRight, any);
    }
}

/// <summary>The condition of those for whom another holds: false for those left out, unknown where that is unknown.</summary>
internal sealed class FlatIncluded(FlatTruth where, FlatTruth body) : FlatTruth(true, $"({body.Key} where {where.Key})")
{
    protected override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        where.Require(state);
        body.Require(state);
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
    protected override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        household.Require(state);
        Spread(state, state.True[household.Slot], isTrue);
        Spread(state, state.False[household.Slot], isFalse);
    }

    /// <summary>The bits of households for their members: a run of neighbouring households at a time.</summary>
    public static void Spread(KernelState state, ReadOnlySpan<ulong> households, Span<ulong> members)
    {
        members[..FlatPasses.Words(state.Members)].Clear();
        var first = state.Population.FirstMember.AsSpan(state.FirstHousehold, state.Households + 1);
        for (var household = 0; (household = FlatPasses.Next(households, household, state.Households, set: true)) < state.Households;)
        {
            var end = FlatPasses.Next(households, household, state.Households, set: false);
            FlatPasses.Set(members, first[household] - first[0], first[end] - first[household]);
            household = end;
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

/// <summary>
/// A condition of the household about its members. Where all members are alike the answer is theirs, so only the families of those
/// who differ from most people are looked at.
/// </summary>
internal sealed class FlatFamily(FlatTruth member, FamilyQuestion question) : FlatTruth(false, $"{question} {member.Key}")
{
    protected override void Run(KernelState state, ulong[] isTrue, ulong[] isFalse)
    {
        member.Require(state);
        var (words, memberWords) = (Words(state), FlatPasses.Words(state.Members));
        var (holds, fails) = (state.True[member.Slot], state.False[member.Slot]);
        var mostly = FlatPasses.Count(holds.AsSpan(0, memberWords)) > FlatPasses.Count(fails.AsSpan(0, memberWords));
        isTrue.AsSpan(0, words).Fill(mostly ? ulong.MaxValue : 0);
        isFalse.AsSpan(0, words).Fill(mostly ? 0 : ulong.MaxValue);
        var first = state.Population.FirstMember.AsSpan(state.FirstHousehold, state.Households + 1);
        var (start, household, decided) = (first[0], 0, 0);
        for (var word = 0; word < memberWords; word++)
        {
            var others = ~(mostly ? holds[word] : fails[word]) & FlatPasses.Rows(state.Members - word * FlatPasses.RowsAWord);
            for (others &= FlatPasses.From(decided - (word << 6)); others != 0; others &= FlatPasses.From(decided - (word << 6)))
            {
                var row = (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(others);
                while (household + 16 < first.Length && first[household + 16] - start <= row)
                    household += 16;
                while (first[household + 1] - start <= row)
                    household++;
                decided = first[household + 1] - start;
                Decide(household, first[household] - start, decided);
            }
        }

        // Families without members and very large ones are left to the reference evaluator, whatever is said here.
        void Decide(int household, int from, int end)
        {
            var rows = FlatPasses.Rows(end - from);
            var some = KernelMath.Window(holds, from, rows);
            var not = KernelMath.Window(fails, from, rows);
            var (truth, falsehood) = question switch
            {
                FamilyQuestion.Any => (some != 0, not == rows),
                FamilyQuestion.All => (some == rows, not != 0),
                _ => (some != 0 && (some | not) == rows, not == rows),
            };
            var bit = 1UL << household;
            isTrue[household >> 6] = (isTrue[household >> 6] & ~bit) | (truth ? bit : 0);
            isFalse[household >> 6] = (isFalse[household >> 6] & ~bit) | (falsehood ? bit : 0);
        }
    }
}

/// <summary>
/// The sum of facts of the members for whom a condition holds, as the sum before each member, so that a family's sum is one
/// subtraction. 64 members at a time, most facts of most of whom are not recorded.
/// </summary>
internal sealed class FlatSum(FlatTruth where, IReadOnlyList<FlatTerm> terms, long constant)
{
    public string Key { get; } = $"{where.Key}: {constant} {string.Join(' ', terms)}";

    public int Slot { get; set; } = -1;

    /// <summary>No row adds, or takes off, more than this.</summary>
    public long MostOfRow => Math.Abs(constant) + terms.Sum(t => t.Most);

    /// <summary>Works it out for the chunk, unless that was done.</summary>
    public void Require(KernelState state)
    {
        if (state.IsNew(this))
            Run(state, state.Sums[Slot], state.SumUnknown[Slot]);
    }

    private void Run(KernelState state, long[] sums, ulong[] unknown)
    {
        where.Require(state);
        var words = FlatPasses.Words(state.Members);
        unknown.AsSpan(0, words).Clear();
        foreach (var term in terms)
            term.FindUnknown(state, unknown);
        var included = state.True[where.Slot];
        var excluded = state.False[where.Slot];
        Span<long> items = stackalloc long[FlatPasses.RowsAWord];
        long sum = 0;
        for (var word = 0; word < words; word++)
        {
            var row = word * FlatPasses.RowsAWord;
            var count = Math.Min(FlatPasses.RowsAWord, state.Members - row);
            items.Fill(constant);
            var any = constant != 0;
            foreach (var term in terms)
                any |= term.Add(state, row, items[..count]);
            if (any)
                sum = FlatPasses.SumBefore(sum, items[..count], included[word], sums.AsSpan(row, count));
            else
                sums.AsSpan(row, count).Fill(sum);
        }
        sums[state.Members] = sum;
        for (var i = 0; i < words; i++)
            unknown[i] = (unknown[i] & included[i]) | ~(included[i] | excluded[i]);
    }
}

/// <summary>One fact of a sum.</summary>
internal sealed record FlatTerm(Fact Fact, ColumnKind Kind, bool Subtract)
{
    private readonly ValueSet unknowns = ValueSet.Unknown(Kind);
    private readonly ValueSet absents = ValueSet.Absent(Kind);

    public long Most => Math.Max(1L << 31, Math.Abs((long)Absent));

    private int Absent => Fact.Default == Family.Unknown ? 0 : (int)Fact.Default;

    /// <summary>Adds the values of up to 64 members from a row of the chunk on; false where there is nothing to add.</summary>
    public bool Add(KernelState state, int row, Span<long> items)
    {
        if (Kind != ColumnKind.None)
            return FlatPasses.Accumulate(state.Population.MemberColumn(Fact.Index)!, state.FirstMember + row, Absent, Subtract, items);
        if (Absent != 0)
            foreach (ref var item in items)
                item += Subtract ? -Absent : Absent;
        return Absent != 0;
    }

    /// <summary>Sets the bits of the members of whom the fact is not known.</summary>
    public void FindUnknown(KernelState state, ulong[] unknown)
    {
        var words = FlatPasses.Words(state.Members);
        var absent = state.Spare;
        var asksAbsent = Fact.Default == Family.Unknown || (Fact.Means && state.AnyMeansUnknown);
        if (Kind == ColumnKind.None)
        {
            absent.AsSpan(0, words).Fill(ulong.MaxValue);
        }
        else
        {
            var column = state.Population.MemberColumn(Fact.Index)!;
            unknowns.Find(column, state.FirstMember, state.Members, absent.AsSpan(0, words));
            Or(unknown, absent, words);
            if (asksAbsent)
                absents.Find(column, state.FirstMember, state.Members, absent.AsSpan(0, words));
        }
        if (Fact.Default == Family.Unknown)
            Or(unknown, absent, words);
        else if (asksAbsent)
            OrUnlessKnown(unknown, absent, state.MeansKnown(ofMember: true), words);
    }

    private static void Or(ulong[] bits, ulong[] with, int words) => FlatPasses.Or(bits.AsSpan(0, words), with, bits);

    private static void OrUnlessKnown(ulong[] bits, ulong[] with, ulong[] known, int words)
    {
        for (var i = 0; i < words; i++)
            bits[i] |= with[i] & ~known[i];
    }
}
