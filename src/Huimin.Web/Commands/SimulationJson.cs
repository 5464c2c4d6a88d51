using System.Globalization;
using Huimin.Platform.Simulations;
using Huimin.Platform.Sweeps;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary>A simulation as programs read it: money as texts with two decimals, divisions by their six or nine digits.</summary>
internal static class SimulationJson
{
    public static object Of(SimulationResult result, string? by) => new
    {
        month = result.Month.ToString(),
        persons = result.Persons,
        households = result.Households,
        data_version = result.DataVersion,
        policy_hash = result.Base.Hash,
        variants = result.Variants.Select(v => Of(v, by)),
        timing_ms = new { compute = Math.Round(result.Compute.TotalMilliseconds, 1) },
    };

    private static object Of(VariantResult variant, string? by) => new
    {
        name = variant.Variant.Name,
        set = variant.Variant.Set.Select(s => s.ToString()),
        policy_hash = variant.Policy.Pack.Hash,
        amount_change = Money(variant.FenChange),
        one_off_change = Money(variant.OneOffChange),
        programmes = Programmes(variant, variant.Whole),
        household_types = Types(variant.Types),
        one_off_household_types = Types(variant.OneOffTypes),
        by_county = by == "county" ? variant.Counties.ToDictionary(c => Digits(c.Key / 1_000_000), c => Programmes(variant, c.Value)) : null,
        by_township = by == "township" ? variant.Townships.OrderBy(t => t.Key).ToDictionary(t => Digits(t.Key / 1_000), t => Programmes(variant, t.Value)) : null,
        months = variant.Months.Select(m => new
        {
            month = m.Month.ToString(),
            before = Money(m.Monthly.Before),
            after = Money(m.Monthly.After),
            change = Money(m.Monthly.Change),
            one_off = new { before = Money(m.OneOff.Before), after = Money(m.OneOff.After), change = Money(m.OneOff.Change) },
            programmes = Programmes(variant, m.Counts),
        }),
        alarms = variant.Alarms.Select(a => new { kind = Snake(a.Kind), programme = a.Programme, county = Digits(a.County / 1_000_000), before = Figure(a, a.Before), after = Figure(a, a.After) }),
        changed_households = variant.Changed.Select(c => new
        {
            change = Snake(c.Change),
            programme = c.Programme.Length > 0 ? c.Programme : null,
            household = c.HouseholdId,
            person = c.PersonId > 0 ? c.PersonId : (long?)null,
            region = Digits(c.Region),
            type = Snake(c.Type),
            one_off = c.IsOneOff,
            amount_change = Money(c.Fen),
        }),
    };

    private static Dictionary<string, object> Types(TypeImpact[] types) => Enum.GetValues<HouseholdType>().ToDictionary(
        t => Snake(t),
        t => (object)new { winners = types[(int)t].Winners, gain = Money(types[(int)t].Gain), losers = types[(int)t].Losers, loss = Money(types[(int)t].Loss) });

    private static Dictionary<string, object> Programmes(VariantResult variant, ImpactCounts[] counts) => variant.Programmes.Index().ToDictionary(
        p => p.Item.Code,
        p => (object)new
        {
            one_off = p.Item.IsOneOff,
            before = Counts(counts[p.Index].Before),
            after = Counts(counts[p.Index].After),
            amount_change = Money(counts[p.Index].FenChange),
            entering = Group(counts[p.Index].Entering),
            leaving = Group(counts[p.Index].Leaving),
            rising = Group(counts[p.Index].Rising),
            falling = Group(counts[p.Index].Falling),
        });

    private static object Counts(SweepCounts counts) => new { units = counts.Units, persons = counts.Persons, amount = Money(counts.Fen), undetermined = counts.Undetermined };

    private static object Group(SweepCounts counts) => new { units = counts.Units, persons = counts.Persons, amount = Money(counts.Fen) };

    private static string Figure(Alarm alarm, long value) =>
        alarm.Kind is AlarmKind.SpendingDoubled or AlarmKind.SpendingEmptied ? Money(value) : Digits(value);

    private static string Money(long fen) => new Money(fen).ToString();

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Snake<T>(T value)
        where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
