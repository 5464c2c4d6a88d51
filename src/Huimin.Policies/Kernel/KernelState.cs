namespace Huimin.Policies;

/// <summary>What a worker keeps of the chunk that it is at: bitmaps, sums, and the rows that go on to be evaluated one by one.</summary>
internal sealed class KernelState
{
    /// <summary>A family with more members than a bitmap's word has bits is left to the reference evaluator.</summary>
    public const int LargestFamily = FlatPasses.RowsAWord;

    private readonly CompiledPolicy compiled;
    private readonly FamilyEvaluator reference;
    private readonly ColumnFamily family;
    private ulong[] meansOfHouseholds = [];
    private ulong[] meansOfMembers = [];
    private ulong[] candidates = [];
    private readonly bool[] hasTruth;
    private readonly bool[] hasSum;
    private bool hasMeans;

    public KernelState(CompiledPolicy compiled, MonthPolicy policy, FactColumns population)
    {
        this.compiled = compiled;
        Policy = policy;
        Population = population;
        reference = policy.CreateEvaluator();
        family = new ColumnFamily(population);
        Outcomes = new ChunkOutcomes(policy.Pack);
        True = new ulong[compiled.Truths.Count][];
        False = new ulong[compiled.Truths.Count][];
        hasTruth = new bool[True.Length];
        hasSum = new bool[compiled.Sums.Count];
        Sums = new long[compiled.Sums.Count][];
        SumUnknown = new ulong[compiled.Sums.Count][];
        Fen = new long[policy.Pack.Programmes.Count][];
        MemberBytes = [.. population.Facts.Member.Select(f => (population.SharedColumn(f.Index) ?? population.MemberColumn(f.Index))?.Bytes ?? [])];
        MemberInts = [.. population.Facts.Member.Select(f => (population.SharedColumn(f.Index) ?? population.MemberColumn(f.Index))?.Ints ?? [])];
        HouseholdBytes = [.. population.Facts.Household.Select(f => population.HouseholdColumn(f.Index)?.Bytes ?? [])];
        HouseholdInts = [.. population.Facts.Household.Select(f => population.HouseholdColumn(f.Index)?.Ints ?? [])];
        Reserve(1, 1);
    }

    public MonthPolicy Policy { get; }

    public FactColumns Population { get; }

    public ChunkOutcomes Outcomes { get; }

    public int FirstHousehold { get; private set; }

    public int Households { get; private set; }

    public int FirstMember { get; private set; }

    public int Members { get; private set; }

    /// <summary>Some household of the chunk has means that were not checked.</summary>
    public bool AnyMeansUnknown { get; private set; }

    // Fields, as compiled rows read them at their start.
    public readonly ulong[][] True;
    public readonly ulong[][] False;
    public readonly long[][] Sums;
    public readonly ulong[][] SumUnknown;
    public readonly long[][] Fen;
    public readonly byte[][] MemberBytes;
    public readonly int[][] MemberInts;
    public readonly byte[][] HouseholdBytes;
    public readonly int[][] HouseholdInts;
    public int[] Zones = [];
    public int[] Rows = [];
    public int RowCount;

    /// <summary>Households of the chunk that the reference evaluator works out from now on.</summary>
    public bool[] Referred = [];

    private bool anyReferred;

    /// <summary>A bitmap for a pass of its own.</summary>
    public ulong[] Spare { get; private set; } = [];

    /// <summary>Bits of the rows whose household's means were checked.</summary>
    public ulong[] MeansKnown(bool ofMember)
    {
        if (!hasMeans)
        {
            var words = FlatPasses.Words(Households);
            meansOfHouseholds.AsSpan(0, words).Fill(ulong.MaxValue);
            for (var row = 0; row < Households; row++)
                if (!Population.MeansKnown[FirstHousehold + row])
                    meansOfHouseholds[row >> 6] &= ~(1UL << row);
            FlatOfHousehold.Spread(this, meansOfHouseholds, meansOfMembers);
            hasMeans = true;
        }
        return ofMember ? meansOfMembers : meansOfHouseholds;
    }

    /// <summary>Whether the condition was not yet asked for in this chunk; from now on it was.</summary>
    public bool IsNew(FlatTruth truth) => IsNew(ref hasTruth[truth.Slot]);

    /// <inheritdoc cref="IsNew(FlatTruth)"/>
    public bool IsNew(FlatSum sum) => IsNew(ref hasSum[sum.Slot]);

    private static bool IsNew(ref bool has)
    {
        var isNew = !has;
        has = true;
        return isNew;
    }

    public void Begin(int fromHousehold, int toHousehold)
    {
        Outcomes.Begin(Population, fromHousehold, toHousehold);
        (FirstHousehold, Households, FirstMember, Members) = (Outcomes.FirstHousehold, Outcomes.Households, Outcomes.FirstMember, Outcomes.Members);
        if (Households > Zones.Length || Members > Rows.Length - 1)
            Reserve(Math.Max(Households, Zones.Length), Math.Max(Members, Rows.Length - 1));
        hasMeans = false;
        Array.Clear(hasTruth);
        Array.Clear(hasSum);
        AnyMeansUnknown = Population.MeansKnown.AsSpan(FirstHousehold, Households).Contains(false);
        Array.Clear(Referred);
        anyReferred = false;
        FindZones();
        FindReferred();
    }

    /// <summary>
    /// Lists the rows that the condition does not leave out: those that stay open for the programme, and those that the reference
    /// evaluator takes.
    /// </summary>
    public void FindRows(bool ofHousehold, FlatTruth? condition)
    {
        var rows = ofHousehold ? Households : Members;
        var words = FlatPasses.Words(rows);
        var open = candidates.AsSpan(0, words);
        open.Fill(ulong.MaxValue);
        if (condition is not null)
        {
            var fails = False[condition.Slot].AsSpan(0, words);
            for (var i = 0; i < words; i++)
                open[i] = ~fails[i];
        }
        if (words > 0)
            open[^1] &= FlatPasses.Rows(rows - (words - 1) * FlatPasses.RowsAWord);
        if (anyReferred)
            AddReferred(ofHousehold, open);
        RowCount = FlatPasses.List(open, Rows);
    }

    /// <summary>The reference evaluator's outcome for a row, and for the rest of the household from now on.</summary>
    public void Refer(int programme, int row, int household)
    {
        Referred[household] = true;
        anyReferred = true;
        var first = Population.FirstMember[FirstHousehold + household];
        if (Population.FirstMember[FirstHousehold + household + 1] == first)
            return;
        family.MoveTo(FirstHousehold + household);
        reference.Evaluate(family);
        if (Policy.Pack.Programmes[programme].OfHousehold)
        {
            var outcome = reference.Household(programme);
            Add(programme, row, outcome.Status, outcome.Fen, outcome.Status == OutcomeStatus.Eligible ? reference.PersonsCovered(programme) : 0);
        }
        else
        {
            var outcome = reference.Member(programme, FirstMember + row - first);
            Add(programme, row, outcome.Status, outcome.Fen, 1);
        }
    }

    /// <summary>Nobody is eligible but whom the reference evaluator says.</summary>
    public void ReferRows(Programme programme)
    {
        var household = 0;
        foreach (var row in Rows.AsSpan(0, RowCount))
        {
            household = programme.OfHousehold ? row : household;
            while (!programme.OfHousehold && Population.FirstMember[FirstHousehold + household + 1] - FirstMember <= row)
                household++;
            Refer(programme.Index, row, household);
        }
    }

    /// <summary>Works a programme out for every household with the reference evaluator.</summary>
    public void ReferAll(Programme programme)
    {
        for (var household = 0; household < Households; household++)
        {
            var first = Population.FirstMember[FirstHousehold + household] - FirstMember;
            var end = Population.FirstMember[FirstHousehold + household + 1] - FirstMember;
            var referred = Referred[household];
            for (var row = programme.OfHousehold ? household : first; row < (programme.OfHousehold ? household + 1 : end); row++)
                Refer(programme.Index, row, household);
            Referred[household] = referred;
        }
        anyReferred = Referred.AsSpan(0, Households).Contains(true);
    }

    public void Add(int programme, int row, OutcomeStatus status, long fen, int persons)
    {
        Outcomes[programme].Add(row, status, fen, persons);
        if (Fen[programme] is { } amounts)
            amounts[row] = fen;
    }

    private void AddReferred(bool ofHousehold, Span<ulong> open)
    {
        for (var household = 0; household < Households; household++)
        {
            if (!Referred[household])
                continue;
            var first = Population.FirstMember[FirstHousehold + household] - FirstMember;
            if (ofHousehold)
                FlatPasses.Set(open, household, 1);
            else
                FlatPasses.Set(open, first, Population.FirstMember[FirstHousehold + household + 1] - FirstMember - first);
        }
    }

    private void FindZones()
    {
        const long DivisionsOfCounty = 1_000_000;
        var county = long.MinValue;
        var zone = -1;
        var regions = Population.Regions.AsSpan(FirstHousehold, Households);
        for (var row = 0; row < regions.Length; row++)
        {
            if (unchecked((ulong)(regions[row] - county)) >= DivisionsOfCounty)
            {
                county = regions[row] / DivisionsOfCounty * DivisionsOfCounty;
                zone = Policy.Pack.Zones.IndexOf((int)(county / DivisionsOfCounty));
            }
            Zones[row] = zone;
        }
    }

    // Families without members have no outcomes, and the few that are very large or hold a very large value are not compiled for.
    private void FindReferred()
    {
        var first = Population.FirstMember.AsSpan(FirstHousehold, Households + 1);
        for (var row = 0; row < Households; row++)
            if (first[row + 1] - first[row] is < 1 or > LargestFamily)
                Referred[row] = anyReferred = true;
        foreach (var column in compiled.HouseholdColumns(Population))
            foreach (var row in column.AsideRows(FirstHousehold, Households))
                Referred[row - FirstHousehold] = anyReferred = true;
        var household = 0;
        foreach (var column in compiled.MemberColumns(Population))
        {
            foreach (var row in column.AsideRows(FirstMember, Members))
            {
                household = Population.FirstMember.AsSpan(FirstHousehold, Households + 1).BinarySearch(row);
                household = household < 0 ? ~household - 1 : household;
                while (first[household + 1] <= row)
                    household++; // behind families without members
                Referred[household] = anyReferred = true;
            }
        }
    }

    private void Reserve(int households, int members)
    {
        for (var i = 0; i < True.Length; i++)
        {
            var words = FlatPasses.Words(compiled.Truths[i].OfMember ? members : households) + 1;
            (True[i], False[i]) = (new ulong[words], new ulong[words]);
        }
        for (var i = 0; i < Sums.Length; i++)
            (Sums[i], SumUnknown[i]) = (new long[members + 1], new ulong[FlatPasses.Words(members) + 1]);
        foreach (var programme in compiled.AmountsUsed)
            Fen[programme.Index] = new long[programme.OfHousehold ? households : members];
        var most = FlatPasses.Words(Math.Max(households, members)) + 1;
        (meansOfHouseholds, meansOfMembers) = (new ulong[most], new ulong[most]);
        (candidates, Spare) = (new ulong[most], new ulong[most]);
        Zones = new int[households];
        Referred = new bool[households];
        Rows = new int[Math.Max(households, members) + 1];
    }
}
