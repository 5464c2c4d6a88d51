using System.Text.Json;
using Huimin.Platform.Simulations;
using Huimin.Platform.Sweeps;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>Before and after of one programme in one place, and who comes and goes; money in fen a month.</summary>
/// <param name="Region">12-digit code of the county; the city's own for the whole.</param>
public sealed record EffectCounts(
    string Programme, long Region, int PersonsBefore, int PersonsAfter, long FenBefore, long FenAfter, int Entering, int Leaving, int Rising, int Falling)
{
    public long FenChange => FenAfter - FenBefore;
}

/// <summary>The cost of one month over the whole city, in fen; of the programmes that the draft can touch.</summary>
public sealed record EffectMonth(int Month, long FenBefore, long FenAfter);

/// <summary>
/// What a draft would do to the city from its first month on, as its author and the second officer see it. Kept with the draft as
/// JSON for exactly the texts it was computed for.
/// </summary>
/// <param name="Residents">The month whose residents were taken, 202611.</param>
/// <param name="Whole">The programmes that change, over the whole city.</param>
/// <param name="Counties">The same by county.</param>
/// <param name="Months">Up to a year from the first month on.</param>
public sealed record DraftEffect(
    int Residents, int Persons, int Households, IReadOnlyList<EffectCounts> Whole, IReadOnlyList<EffectCounts> Counties, IReadOnlyList<EffectMonth> Months,
    int Winners, int Losers, IReadOnlyList<Alarm> Alarms)
{
    /// <summary>Fen a month more (or less) in the first month.</summary>
    public long FenChange => Whole.Sum(w => w.FenChange);

    public static DraftEffect Of(SimulationResult result, long city)
    {
        ArgumentNullException.ThrowIfNull(result);
        var variant = result.Variants[0];
        return new DraftEffect(
            result.Month.Code,
            result.Persons,
            result.Households,
            [.. Counts(variant, city, variant.Whole)],
            [.. variant.Counties.SelectMany(c => Counts(variant, c.Key, c.Value))],
            [.. variant.Months.Select(m => new EffectMonth(m.Month.Code, m.FenBefore, m.FenAfter))],
            variant.Types.Sum(t => t.Winners),
            variant.Types.Sum(t => t.Losers),
            variant.Alarms);
    }

    /// <summary>What <see cref="ToJson"/> wrote; null where nothing was computed.</summary>
    public static DraftEffect? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<DraftEffect>(json);

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Programmes that the change leaves as they are in this place say nothing.</summary>
    private static IEnumerable<EffectCounts> Counts(VariantResult variant, long region, ImpactCounts[] counts) => variant.Programmes
        .Select((p, i) => (p.Code, Counts: counts[i]))
        .Where(p => p.Counts.FenChange != 0 || Sum(p.Counts.Entering, p.Counts.Leaving, p.Counts.Rising, p.Counts.Falling) > 0)
        .Select(p => new EffectCounts(
            p.Code, region, p.Counts.Before.Persons, p.Counts.After.Persons, p.Counts.Before.Fen, p.Counts.After.Fen,
            p.Counts.Entering.Persons, p.Counts.Leaving.Persons, p.Counts.Rising.Persons, p.Counts.Falling.Persons));

    private static int Sum(params ReadOnlySpan<SweepCounts> counts)
    {
        var sum = 0;
        foreach (var count in counts)
            sum += count.Persons;
        return sum;
    }
}
