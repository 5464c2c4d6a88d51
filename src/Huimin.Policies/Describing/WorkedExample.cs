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
        var household = Told(pack.Facts.Household, Family.HouseholdFact, (_, raw, fact) => raw != fact.Default, english);
        if (household.Length > 0)
            lines.Add((english ? "household" : "家庭", household));
        for (var member = 0; member < Family.MemberCount; member++)
        {
            var at = member;
            lines.Add((MemberName(member), Told(pack.Facts.Member, f => Family.MemberFact(at, f), Differs, english)));
        }
        return lines;
    }

    /// <summary>A member without a name is called by position: 1.</summary>
    private string MemberName(int member) => Family.MemberIds[member];

    private bool Differs(int index, long raw, Fact fact) =>
        raw != (pack.Facts.Find(fact.Code, ofHousehold: true) is { } shared ? Family.HouseholdFact(shared.Index) : fact.Default);

    private static string Told(IReadOnlyList<Fact> facts, Func<int, long> value, Func<int, long, Fact, bool> matters, bool english) => string.Join(english ? ", " : "、",
        facts.Where(f => matters(f.Index, value(f.Index), f)).Select(f => $"{(english ? f.NameEn : f.Name)} {f.Format(value(f.Index), english)}"));
}

/// <summary>What a programme gave the household of an example, or one member.</summary>
public sealed record WorkedResult(Programme Programme, string? Member, Explanation Explanation);
