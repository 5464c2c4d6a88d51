using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>
/// One change to try: parameters set in the base pack, another pack, or both. The name is for people; the base pack stands where
/// <paramref name="Pack"/> is null.
/// </summary>
public sealed record Variant(string Name, IReadOnlyList<ParameterOverride> Set, PolicyPack? Pack = null);

/// <summary>What the variants would change 测算结果; nothing of it is stored.</summary>
public sealed class SimulationResult
{
    public required Month Month { get; init; }

    public required PolicyPack Base { get; init; }

    /// <summary>The residents it was computed over, as numbers: a result that is kept must not keep the columns.</summary>
    public required int Persons { get; init; }

    public required int Households { get; init; }

    public required long DataVersion { get; init; }

    /// <summary>When the residents were read.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>People have changed since, and the newer residents are being read.</summary>
    public required bool IsOld { get; init; }

    public required IReadOnlyList<VariantResult> Variants { get; init; }

    /// <summary>Time for the pass over the residents, without loading them and without the base result.</summary>
    public required TimeSpan Compute { get; init; }
}

/// <summary>What one variant would change.</summary>
public sealed class VariantResult
{
    internal VariantResult(Variant variant, MonthPolicy policy, IReadOnlyList<TouchedProgramme> programmes, Impacts impacts, IReadOnlyList<MonthImpact> months)
    {
        Variant = variant;
        Policy = policy;
        Programmes = programmes;
        Townships = impacts.Townships;
        Counties = impacts.Townships.GroupBy(t => t.Key / 1_000_000 * 1_000_000).OrderBy(g => g.Key)
            .ToDictionary(g => g.Key, g => Impacts.Sum(g.Select(t => t.Value), programmes.Count));
        Whole = Impacts.Sum(Townships.Values, programmes.Count);
        Types = impacts.Types;
        OneOffTypes = impacts.OneOffTypes;
        Changed = impacts.Changed;
        Months = months;
        Alarms = Simulations.Alarms.Of([.. programmes.Select(p => p.Code)], Counties);
    }

    public Variant Variant { get; }

    /// <summary>The variant's pack in the first month, with what it sets.</summary>
    public MonthPolicy Policy { get; }

    /// <summary>
    /// The programmes that the change can touch, in order of evaluation; the arrays of counts are by position in this list. All
    /// others stay as they are.
    /// </summary>
    public IReadOnlyList<TouchedProgramme> Programmes { get; }

    /// <summary>The first month over the whole city.</summary>
    public ImpactCounts[] Whole { get; }

    /// <summary>By county code (12 digits).</summary>
    public IReadOnlyDictionary<long, ImpactCounts[]> Counties { get; }

    /// <summary>By township code (12 digits).</summary>
    public IReadOnlyDictionary<long, ImpactCounts[]> Townships { get; }

    /// <summary>By <see cref="HouseholdType"/>: who gains and who loses over all monthly programmes together.</summary>
    public TypeImpact[] Types { get; }

    /// <summary>The same of the one-off payments of the first month.</summary>
    public TypeImpact[] OneOffTypes { get; }

    /// <summary>The first households that change in each county, for a look at what happens to whom.</summary>
    public IReadOnlyList<ChangedHousehold> Changed { get; }

    /// <summary>The whole city month by month, the first included.</summary>
    public IReadOnlyList<MonthImpact> Months { get; }

    public IReadOnlyList<Alarm> Alarms { get; }

    /// <summary>
    /// Position of the programme that the change is about: the one whose parameter is set first, else of those whose own rules
    /// differ the one whose spending changes most; -1 when the change touches none.
    /// </summary>
    public int Main => Variant.Set is [var first, ..] && Programmes.Index().Where(p => p.Item.Code == first.Programme).Select(p => p.Index).FirstOrDefault(-1) is >= 0 and var asked
        ? asked
        : Programmes.Index().OrderByDescending(p => p.Item.IsDirect && Whole[p.Index].IsChange).ThenByDescending(p => Math.Abs(Whole[p.Index].FenChange)).ThenByDescending(p => Math.Abs(Whole[p.Index].PersonsChange))
            .Select(p => p.Index).FirstOrDefault(-1);

    /// <summary>Fen a month more (or less) of all monthly programmes together.</summary>
    public long FenChange => SpendingOf(Whole, oneOff: false).Change;

    /// <summary>Fen more (or less) of the one-off payments of the first month.</summary>
    public long OneOffChange => SpendingOf(Whole, oneOff: true).Change;

    /// <summary>What a place or a month costs: the monthly amounts, or the one-off payments; the two are never added up.</summary>
    /// <param name="counts">By position in <see cref="Programmes"/>.</param>
    public Spending SpendingOf(ImpactCounts[] counts, bool oneOff) => Spending.Of(Programmes, counts, oneOff);
}

/// <summary>A programme that a change can touch, as the base pack has it and as the variant's pack has it; one of them may lack it.</summary>
public sealed record TouchedProgramme(Programme? Before, Programme? After)
{
    public Programme Programme => After ?? Before!;

    public string Code => Programme.Code;

    /// <summary>Its own rules or parameters change; false where only those of a programme it uses do.</summary>
    public bool IsDirect { get; init; }

    /// <summary>Its money is one payment and no amount a month.</summary>
    public bool IsOneOff => Programme.Grant == Grant.OneOff;
}

/// <summary>Fen that some programmes cost together before and after a change.</summary>
public readonly record struct Spending(long Before, long After)
{
    public long Change => After - Before;

    /// <summary>Of the programmes that pay once, or of those that pay every month.</summary>
    public static Spending Of(IReadOnlyList<TouchedProgramme> programmes, ImpactCounts[] counts, bool oneOff)
    {
        ArgumentNullException.ThrowIfNull(programmes);
        ArgumentNullException.ThrowIfNull(counts);
        var (before, after) = (0L, 0L);
        for (var i = 0; i < programmes.Count; i++)
        {
            if (programmes[i].IsOneOff != oneOff)
                continue;
            before += counts[i].Before.Fen;
            after += counts[i].After.Fen;
        }

        return new Spending(before, after);
    }
}

/// <summary>The whole city in one month; the counts are by position in <see cref="VariantResult.Programmes"/>.</summary>
/// <param name="Monthly">What the monthly programmes cost.</param>
/// <param name="OneOff">What is paid once in this month.</param>
public sealed record MonthImpact(Month Month, ImpactCounts[] Counts, Spending Monthly, Spending OneOff);

public enum HouseholdChange
{
    /// <summary>Becomes eligible for a programme.</summary>
    Enters,

    /// <summary>Is no longer eligible for a programme.</summary>
    Leaves,

    /// <summary>Gets more or less of all monthly programmes together, or of all one-off payments together.</summary>
    Amount,
}

/// <summary>
/// A household that a change touches. <paramref name="Programme"/> is empty and <paramref name="PersonId"/> 0 where it is about all
/// programmes together; <paramref name="Fen"/> is the difference a month, or once where <paramref name="IsOneOff"/>.
/// </summary>
public sealed record ChangedHousehold(HouseholdChange Change, string Programme, long Region, long HouseholdId, long PersonId, HouseholdType Type, long Fen, bool IsOneOff);
