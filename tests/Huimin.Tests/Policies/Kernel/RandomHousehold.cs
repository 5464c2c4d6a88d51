using System.Globalization;
using System.Text;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Kernel;

/// <summary>A household made by chance: recorded facts only, so that what is absent is absent.</summary>
internal sealed record RandomHousehold(long Region, bool MeansKnown, IReadOnlyDictionary<Fact, long> Facts, IReadOnlyList<IReadOnlyDictionary<Fact, long>> Members)
{
    private static readonly int[] Counties = [371302, 371311, 371323, 510104];

    public static RandomHousehold Make(FactCatalogue facts, Month month, Random random)
    {
        var size = random.Next(40) switch { 0 => 0, 1 => random.Next(60, 70), < 4 => random.Next(6, 20), _ => random.Next(1, 5) };
        var hukou = facts.Household.First(f => f.Code == "hukou");
        var household = Recorded(facts.Household, month, random);
        household[hukou] = random.Next(2); // always held on the household itself
        return new RandomHousehold(
            Counties[random.Next(Counties.Length)] * 1_000_000L + 1001,
            random.Next(4) != 0,
            household,
            [.. Enumerable.Range(0, size).Select(_ => Recorded(facts.Member.Where(f => f.Code != "hukou"), month, random))]);
    }

    /// <summary>The households as columns, as a population's are held.</summary>
    public static FactColumns Columns(FactCatalogue facts, IReadOnlyList<RandomHousehold> households)
    {
        var first = new int[households.Count + 1];
        for (var i = 0; i < households.Count; i++)
            first[i + 1] = first[i] + households[i].Members.Count;
        var columns = new FactColumns(facts, households.Select(h => h.Region).ToArray(), first, [.. households.Select(h => h.MeansKnown)]);
        for (var i = 0; i < households.Count; i++)
        {
            foreach (var (fact, value) in households[i].Facts)
                columns.SetHousehold(fact.Index, i, value);
            for (var member = 0; member < households[i].Members.Count; member++)
                foreach (var (fact, value) in households[i].Members[member])
                    columns.SetMember(fact.Index, first[i] + member, value);
        }

        if (columns.HouseholdColumn(facts.Find("hukou", ofHousehold: true)!.Index) is { } hukou)
            columns.SetMemberFromHousehold(facts.Find("hukou", ofHousehold: false)!.Index, hukou);
        return columns;
    }

    /// <summary>The same with a little less, for finding the smallest that still fails.</summary>
    public IEnumerable<RandomHousehold> Smaller()
    {
        for (var i = 0; i < Members.Count; i++)
            yield return this with { Members = [.. Members.Where((_, at) => at != i)] };
        foreach (var fact in Facts.Keys)
            yield return this with { Facts = Without(Facts, fact) };
        for (var i = 0; i < Members.Count; i++)
            foreach (var fact in Members[i].Keys)
                yield return this with { Members = [.. Members.Select((m, at) => at == i ? Without(m, fact) : m)] };
        if (!MeansKnown)
            yield return this with { MeansKnown = true };
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"region {Region}, means {(MeansKnown ? "checked" : "not checked")}, {Write(Facts)}");
        foreach (var member in Members)
            text.AppendLine(CultureInfo.InvariantCulture, $"  member {Write(member)}");
        return text.ToString();
    }

    private static string Write(IReadOnlyDictionary<Fact, long> facts) =>
        string.Join(", ", facts.Select(f => $"{f.Key.Code} {f.Key.Format(f.Value, english: true)}"));

    private static Dictionary<Fact, long> Without(IReadOnlyDictionary<Fact, long> facts, Fact fact) =>
        facts.Where(f => f.Key != fact).ToDictionary(f => f.Key, f => f.Value);

    private static Dictionary<Fact, long> Recorded(IEnumerable<Fact> facts, Month month, Random random)
    {
        var recorded = new Dictionary<Fact, long>();
        foreach (var fact in facts)
            if (random.Next(3) != 0)
                recorded[fact] = random.Next(20) == 0 ? Family.Unknown : Value(fact, month, random);
        return recorded;
    }

    private static long Value(Fact fact, Month month, Random random) => fact.Type switch
    {
        FactType.Bool => random.Next(2),
        FactType.Choice => random.Next(fact.Options.Count),
        FactType.Count => random.Next(30) == 0 ? fact.Maximum : random.Next((int)Math.Min(fact.Maximum, 6) + 1),
        FactType.Money => Money(fact, random),
        _ => Date(fact, month, random),
    };

    private static long Money(Fact fact, Random random)
    {
        var fen = random.Next(60) switch
        {
            0 => fact.Maximum,
            1 => fact.Minimum,
            2 => int.MaxValue,
            3 => int.MaxValue + 1L,
            4 => random.NextInt64(fact.Maximum),
            < 20 => random.Next(20) * 50_00L,
            < 40 => random.Next(30000_00),
            _ => random.Next(900_00),
        };
        return Math.Max(fact.Minimum, random.Next(15) == 0 ? -fen : fen);
    }

    // Birthdays and deaths close to the month's ends, leap days, and the ends of the calendar.
    private static long Date(Fact fact, Month month, Random random) => random.Next(12) switch
    {
        0 => month.FirstDay.AddYears(-random.Next(110)).AddDays(random.Next(-2, 3)).DayNumber,
        1 => new DateOnly(1904 + 4 * random.Next(30), 2, 29).DayNumber,
        2 => month.LastDay.AddDays(random.Next(-2, 3)).DayNumber,
        3 when random.Next(4) == 0 => 0,
        3 when fact.Default == Fact.Never => Fact.Never,
        4 => month.FirstDay.AddDays(random.Next(-400, 400)).DayNumber,
        _ when fact.Default == Fact.Never && random.Next(3) != 0 => Fact.Never,
        _ => new DateOnly(random.Next(1915, 2027), random.Next(1, 13), random.Next(1, 29)).DayNumber,
    };
}
