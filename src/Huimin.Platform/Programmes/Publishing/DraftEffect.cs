using System.Text.Json;
using Huimin.Platform.Simulations;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>Before and after of one programme in one place, and who comes and goes; money in fen a month, or once where it pays once.</summary>
/// <param name="Region">12-digit code of the county; the city's own for the whole.</param>
/// <param name="IsOneOff">The money is paid once, in the first month.</param>
public sealed record EffectCounts(
    string Programme, bool IsOneOff, long Region, int PersonsBefore, int PersonsAfter, long FenBefore, long FenAfter, int Entering, int Leaving, int Rising, int Falling)
{
    public long FenChange => FenAfter - FenBefore;
}

/// <summary>The cost of one month over the whole city, in fen, of the programmes that the draft changes; one-off payments apart.</summary>
public sealed record EffectMonth(int Month, Spending Monthly, Spending OneOff);

/// <summary>
/// What a draft would do to the city from its first month on, as its author and the second officer see it. Kept with the draft as
/// JSON for exactly the texts it was computed for. The same programmes stand everywhere, so that the counties add up to the city.
/// </summary>
/// <param name="Residents">The month whose residents were taken, 202611.</param>
/// <param name="Main">Code of the programme that the draft is about; empty where nothing changes.</param>
/// <param name="Whole">The programmes that change in one of the months, over the whole city in the first.</param>
/// <param name="Counties">Each of the same programmes in each county.</param>
/// <param name="Months">Up to a year from the first month on.</param>
/// <param name="Winners">Households that get more a month; <paramref name="OneOffWinners"/> more once.</param>
public sealed record DraftEffect(
    int Residents, int Persons, int Households, string Main, IReadOnlyList<EffectCounts> Whole, IReadOnlyList<EffectCounts> Counties, IReadOnlyList<EffectMonth> Months,
    int Winners, int Losers, int OneOffWinners, int OneOffLosers, IReadOnlyList<Alarm> Alarms)
{
    public static DraftEffect Of(SimulationResult result, long city)
    {
        ArgumentNullException.ThrowIfNull(result);
        var variant = result.Variants[0];
        var changed = Enumerable.Range(0, variant.Programmes.Count)
            .Where(i => variant.Months.Any(m => m.Counts[i].IsChange))
            .OrderBy(i => i == variant.Main ? 0 : 1).ToList();
        return new DraftEffect(
            result.Month.Code,
            result.Persons,
            result.Households,
            changed.Count > 0 ? variant.Programmes[changed[0]].Code : "",
            [.. Counts(variant, changed, city, variant.Whole)],
            [.. variant.Counties.SelectMany(c => Counts(variant, changed, c.Key, c.Value))],
            [.. variant.Months.Select(m => Month(variant, changed, m))],
            variant.Types.Sum(t => t.Winners),
            variant.Types.Sum(t => t.Losers),
            variant.OneOffTypes.Sum(t => t.Winners),
            variant.OneOffTypes.Sum(t => t.Losers),
            variant.Alarms);
    }

    /// <summary>What <see cref="ToJson"/> wrote; null where nothing was computed.</summary>
    public static DraftEffect? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<DraftEffect>(json);

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>What some of the lines cost together: those that are paid every month, or those that are paid once.</summary>
    public static Spending Sum(IEnumerable<EffectCounts> lines, bool oneOff)
    {
        var chosen = lines.Where(l => l.IsOneOff == oneOff).ToList();
        return new Spending(chosen.Sum(l => l.FenBefore), chosen.Sum(l => l.FenAfter));
    }

    private static IEnumerable<EffectCounts> Counts(VariantResult variant, IReadOnlyList<int> programmes, long region, ImpactCounts[] counts) => programmes
        .Select(i => (Programme: variant.Programmes[i], Counts: counts[i]))
        .Select(p => new EffectCounts(
            p.Programme.Code, p.Programme.IsOneOff, region, p.Counts.Before.Persons, p.Counts.After.Persons, p.Counts.Before.Fen, p.Counts.After.Fen,
            p.Counts.Entering.Persons, p.Counts.Leaving.Persons, p.Counts.Rising.Persons, p.Counts.Falling.Persons));

    private static EffectMonth Month(VariantResult variant, IReadOnlyList<int> programmes, MonthImpact month)
    {
        var lines = Counts(variant, programmes, 0, month.Counts).ToList();
        return new EffectMonth(month.Month.Code, Sum(lines, oneOff: false), Sum(lines, oneOff: true));
    }
}
