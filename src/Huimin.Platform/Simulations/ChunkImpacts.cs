using Huimin.Platform.People.Population;
using Huimin.Platform.Sweeps;
using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>The impacts of a variant among some thousand neighbouring households.</summary>
internal sealed class ChunkImpacts(ChunkTownships townships, int programmes)
{
    private readonly ImpactCounts[] counts = new ImpactCounts[townships.Codes.Count * programmes];

    public IReadOnlyList<long> Townships => townships.Codes;

    public TypeImpact[] Types { get; } = new TypeImpact[Enum.GetValues<HouseholdType>().Length];

    public TypeImpact[] OneOffTypes { get; } = new TypeImpact[Enum.GetValues<HouseholdType>().Length];

    public IReadOnlyList<ChangedHousehold> Changed { get; private set; } = [];

    /// <summary>By programme, of the township at this position.</summary>
    public ReadOnlySpan<ImpactCounts> Counts(int township) => counts.AsSpan(township * programmes, programmes);

    /// <summary>Counts one programme: both lists of rows are ascending, so one walk along both finds who enters, leaves and changes.</summary>
    public void Compare(int programme, bool ofHousehold, EligibleRows before, EligibleRows after, HouseholdChanges? changes)
    {
        var ends = townships.Ends(ofHousehold);
        var township = 0;
        for (int i = 0, j = 0; i < before.Rows.Length || j < after.Rows.Length;)
        {
            var was = i < before.Rows.Length && (j >= after.Rows.Length || before.Rows[i] <= after.Rows[j]);
            var becomes = j < after.Rows.Length && (i >= before.Rows.Length || after.Rows[j] <= before.Rows[i]);
            var row = was ? before.Rows[i] : after.Rows[j];
            while (row >= ends[township])
                township++;
            ref var here = ref counts[township * programmes + programme];
            var old = was ? Count(before, i++) : default;
            var now = becomes ? Count(after, j++) : default;
            here.Before.Add(old);
            here.After.Add(now);
            var difference = now.Fen - old.Fen;
            if (!was)
                here.Entering.Add(now);
            else if (!becomes)
                here.Leaving.Add(old);
            else if (difference > 0)
                here.Rising.Add(now with { Fen = difference });
            else if (difference < 0)
                here.Falling.Add(now with { Fen = -difference });
            if (was != becomes || difference != 0)
                changes?.Add(programme, ofHousehold, row, was, becomes, difference);
        }

        for (var i = 0; i < townships.Codes.Count; i++)
        {
            counts[i * programmes + programme].Before.Undetermined += before.Undetermined[i];
            counts[i * programmes + programme].After.Undetermined += after.Undetermined[i];
        }
    }

    /// <summary>After all programmes: the households by what they gain or lose altogether.</summary>
    public void Finish(HouseholdChanges changes) => Changed = changes.Finish(Types, OneOffTypes);

    private static SweepCounts Count(EligibleRows rows, int at) => new(1, rows.Persons.Length == 0 ? 1 : rows.Persons[at], rows.Fen[at], 0);
}

/// <summary>
/// The changes of single households in a chunk: what each gains or loses over all programmes, and the first that enter and leave.
/// One a thread and variant, used for one chunk after the other.
/// </summary>
internal sealed class HouseholdChanges(PopulationColumns population, ColumnFamily family, HouseholdTypes types, IReadOnlyList<TouchedProgramme> programmes)
{
    private readonly List<int> touched = [];
    private readonly List<(int Programme, bool Enters, int Household, int Member, long Fen)> moved = [];
    private long[] monthly = [];
    private long[] oneOff = [];
    private bool[] isTouched = [];
    private int first;
    private int household; // of the last member asked for
    private int lastRow;

    public void Begin(int from, int to)
    {
        first = from;
        touched.Clear();
        moved.Clear();
        if (monthly.Length < to - from)
            (monthly, oneOff, isTouched) = (new long[to - from], new long[to - from], new bool[to - from]);
    }

    public void Add(int programme, bool ofHousehold, int row, bool was, bool becomes, long fen)
    {
        var (of, member) = ofHousehold ? (row, -1) : (HouseholdOf(row), row);
        if (!isTouched[of])
        {
            isTouched[of] = true;
            touched.Add(of);
        }

        (programmes[programme].IsOneOff ? oneOff : monthly)[of] += fen;
        if (was != becomes)
            moved.Add((programme, becomes, of, member, fen));
    }

    public IReadOnlyList<ChangedHousehold> Finish(TypeImpact[] impacts, TypeImpact[] oneOffImpacts)
    {
        var changed = new List<ChangedHousehold>();
        foreach (var group in moved.GroupBy(m => (m.Programme, m.Enters, County: population.Regions[first + m.Household] / 1_000_000)))
        {
            foreach (var (programme, enters, of, member, fen) in group.Take(Impacts.MostListed))
            {
                var person = member < 0 ? 0 : population.PersonIds[population.FirstMember[first] + member];
                changed.Add(Describe(enters ? HouseholdChange.Enters : HouseholdChange.Leaves, programmes[programme].Code, of, person, fen, programmes[programme].IsOneOff));
            }
        }

        touched.Sort();
        var amounts = new List<ChangedHousehold>();
        foreach (var of in touched)
        {
            Count(of, monthly[of], false, impacts);
            Count(of, oneOff[of], true, oneOffImpacts);
            (monthly[of], oneOff[of], isTouched[of]) = (0, 0, false);
        }

        return [.. changed, .. Impacts.Listed(amounts)];

        void Count(int of, long fen, bool isOneOff, TypeImpact[] counts)
        {
            if (fen == 0)
                return;
            var described = Describe(HouseholdChange.Amount, "", of, 0, fen, isOneOff);
            counts[(int)described.Type].Add(fen > 0 ? new TypeImpact { Winners = 1, Gain = fen } : new TypeImpact { Losers = 1, Loss = -fen });
            amounts.Add(described);
        }
    }

    private ChangedHousehold Describe(HouseholdChange change, string programme, int of, long person, long fen, bool isOneOff)
    {
        family.MoveTo(first + of);
        return new ChangedHousehold(change, programme, population.Regions[first + of], population.HouseholdIds[first + of], person, types.Of(family), fen, isOneOff);
    }

    /// <summary>Members are asked for in ascending order within a programme: the search goes on where it was.</summary>
    private int HouseholdOf(int row)
    {
        if (row < lastRow)
            household = 0;
        lastRow = row;
        var member = population.FirstMember[first] + row;
        while (population.FirstMember[first + household + 1] <= member)
            household++;
        return household;
    }
}
