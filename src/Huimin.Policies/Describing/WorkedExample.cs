namespace Huimin.Policies;

/// <summary>An example of a policy as pages show it: the family, the month, and what came out, explained.</summary>
public sealed class WorkedExample
{
    private readonly PolicyPack pack;

    private WorkedExample(PolicyPack pack, Example example)
    {
        this.pack = pack;
        var policy = pack.In(example.Month, example.Set);
        (Name, Month, Set, Family) = (example.Name, example.Month, example.Set, example.Family);
        Results = [.. example.Expected.Select(e => new WorkedResult(
            e.Programme, e.Member < 0 ? null : Family.MemberIds[e.Member], policy.Explain(Family, e.Programme.Index, e.Member, MemberName)))];
    }

    public string Name { get; }

    public Month Month { get; }

    /// <summary>The parameters that the example sets.</summary>
    public IReadOnlyList<ParameterOverride> Set { get; }

    public WrittenFamily Family { get; }

    /// <summary>The layer whose values it was worked with: the one that states it.</summary>
    public string Layer => pack.Layer;

    /// <summary>The programme's own result first.</summary>
    public IReadOnlyList<WorkedResult> Results { get; }

    /// <summary>The examples of a programme, those of the nearest layer first, each worked with the values of its own layer.</summary>
    /// <exception cref="PolicyException">A value of an example is too large to be calculated.</exception>
    public static IReadOnlyList<WorkedExample> Of(PolicyPack pack, string programme)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var examples = new List<WorkedExample>();
        for (var layer = pack; layer is not null; layer = layer.Extends)
            examples.AddRange(layer.Examples.Where(e => e.Programme == programme).Select(e => new WorkedExample(layer, e)));
        return examples;
    }

    /// <summary>What is known of the household (first, if anything) and of each member: 甲 and 出生日期 1980-01-01、工资性收入 1,800.00.</summary>
    public IReadOnlyList<(string Who, string Facts)> Describe(bool english)
    {
        var lines = new List<(string, string)>();
        var inputs = pack.Programmes.SelectMany(p => p.Inputs).ToList();
        List<string> household =
        [
            .. Told(pack.Facts.Household, f => Family.HouseholdFact(f.Index), (fact, raw) => raw != fact.Default, english),
            .. Told(inputs.Where(i => i.OfHousehold), i => Family.HouseholdInput(i), (_, raw) => raw != Policies.Family.Unknown, english),
        ];
        if (household.Count > 0)
            lines.Add((english ? "household" : "家庭", Join(household)));
        for (var member = 0; member < Family.MemberCount; member++)
        {
            var at = member;
            lines.Add((MemberName(member), Join(
            [
                .. Told(pack.Facts.Member, f => Family.MemberFact(at, f.Index), Differs, english),
                .. Told(inputs.Where(i => !i.OfHousehold), i => Family.MemberInput(at, i), (_, raw) => raw != Policies.Family.Unknown, english),
            ])));
        }
        return lines;

        string Join(List<string> told) => string.Join(english ? ", " : "、", told);
    }

    private string MemberName(int member) => Family.MemberIds[member];

    /// <summary>Hukou and the like are told of a member only where they are not the household's.</summary>
    private bool Differs(Fact fact, long raw) =>
        raw != (pack.Facts.Find(fact.Code, ofHousehold: true) is { } shared ? Family.HouseholdFact(shared.Index) : fact.Default);

    private static IEnumerable<string> Told<T>(IEnumerable<T> facts, Func<T, long> value, Func<T, long, bool> matters, bool english)
        where T : Fact =>
        facts.Where(f => matters(f, value(f))).Select(f => $"{(english ? f.NameEn : f.Name)} {f.Format(value(f), english)}");
}

/// <summary>What a programme gave the household of an example, or one member.</summary>
public sealed record WorkedResult(Programme Programme, string? Member, Explanation Explanation);
