using System.Globalization;
using System.Text;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Kernel;

/// <summary>The types of the expressions that are made.</summary>
internal enum Kind
{
    Truth,
    Count,
    Ratio,
    Months,
    Yuan,
    YuanMonth,
    YuanYear,
    Date,
}

/// <summary>An expression as text with holes, so that a hole can be filled with something smaller.</summary>
internal sealed record Phrase(Kind Kind, bool OfMember, string Format, IReadOnlyList<Phrase> Parts)
{
    public override string ToString()
    {
        var text = Format;
        for (var i = 0; i < Parts.Count; i++)
            text = text.Replace($"${i}", Parts[i].ToString(), StringComparison.Ordinal);
        return text;
    }

    /// <summary>The same with one part of it, at any depth, replaced by something within that part or by a plain value.</summary>
    public IEnumerable<Phrase> Smaller()
    {
        foreach (var part in Within().Where(p => p != this && p.Kind == Kind && p.OfMember == OfMember))
            yield return part;
        var plain = Plain(Kind, OfMember);
        if (ToString() != plain.ToString())
            yield return plain;
        for (var i = 0; i < Parts.Count; i++)
            foreach (var smaller in Parts[i].Smaller())
                yield return this with { Parts = [.. Parts.Select((p, at) => at == i ? smaller : p)] };
    }

    public static Phrase Plain(Kind kind, bool ofMember) => new(kind, ofMember, kind switch
    {
        Kind.Truth => "true",
        Kind.Count => "1",
        Kind.Ratio => "50%",
        Kind.Months => "2 months",
        Kind.Yuan => ofMember ? "household.financial_assets" : "financial_assets",
        Kind.YuanMonth => ofMember ? "wage" : "rigid_expense",
        Kind.YuanYear => ofMember ? "household.rigid_expense_12m" : "rigid_expense_12m",
        _ => "month_start",
    }, []);

    private IEnumerable<Phrase> Within() => Parts.SelectMany(p => p.Within()).Prepend(this);
}

internal sealed record RandomParameter(string Code, Kind Kind, string By, bool IsTable, string Rows);

internal sealed record RandomDefinition(string Code, Phrase Value);

internal sealed record RandomProgramme(
    string Code, bool OfHousehold, IReadOnlyList<RandomParameter> Parameters, IReadOnlyList<RandomDefinition> Definitions, IReadOnlyList<Phrase> Require, Phrase? Amount, string Round, Phrase? Floor, Phrase? Cap, Phrase? Persons)
{
    public string Text()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"programme: {Code}\nname: 甲\nname_en: A\nline: bureau\nkind: {(Amount is null ? "category" : "benefit")}\nunit: {(OfHousehold ? "household" : "person")}\nlaw: 某办法\n");
        if (Parameters.Count > 0)
            text.Append("parameters:\n");
        foreach (var p in Parameters)
            text.Append(CultureInfo.InvariantCulture, $"  {p.Code}:\n    name: 数\n    name_en: Number\n    type: {Unit(p.Kind)}\n{(p.By == "" ? "" : $"    by: [{p.By}]\n")}{(p.IsTable ? "    lookup: count\n" : "")}    values:\n{p.Rows}");
        if (Definitions.Count > 0)
            text.Append("define:\n");
        foreach (var d in Definitions)
            text.Append(CultureInfo.InvariantCulture, $"  {d.Code}: {{value: \"{d.Value}\", of: {(d.Value.OfMember ? "member" : "household")}}}\n");
        text.Append("require:\n");
        foreach (var r in Require)
            text.Append(CultureInfo.InvariantCulture, $"  - {{that: \"{r}\", else: 否, else_en: No}}\n");
        if (Amount is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"amount:\n  value: \"{Amount}\"\n");
            if (Floor is not null)
                text.Append(CultureInfo.InvariantCulture, $"  floor: \"{Floor}\"\n");
            if (Cap is not null)
                text.Append(CultureInfo.InvariantCulture, $"  cap: \"{Cap}\"\n");
            text.Append(CultureInfo.InvariantCulture, $"round: {Round}\n");
        }

        if (Persons is not null)
            text.Append(CultureInfo.InvariantCulture, $"persons: \"{Persons}\"\n");
        text.Append("examples:\n  - {name: 例, month: 2025-03, household: {region: 371302001001, members: [{id: a, birth_date: 1980-01-01}]}, expect: {").Append(OfHousehold ? "" : "member: a, ").Append("eligible: true}}\n");
        return text.ToString();
    }

    public IEnumerable<RandomProgramme> Smaller()
    {
        if (Amount is not null)
        {
            if (Floor is not null || Cap is not null)
                yield return this with { Floor = null, Cap = null };
            yield return this with { Amount = null, Floor = null, Cap = null };
        }

        if (Persons is not null)
            yield return this with { Persons = null };
        for (var i = 0; i < Require.Count && Require.Count > 1; i++)
            yield return this with { Require = Without(Require, i) };
        for (var i = 0; i < Definitions.Count; i++)
            yield return this with { Definitions = Without(Definitions, i) };
        for (var i = 0; i < Parameters.Count; i++)
            yield return this with { Parameters = Without(Parameters, i) };
        for (var i = 0; i < Require.Count; i++)
            foreach (var smaller in Require[i].Smaller())
                yield return this with { Require = With(Require, i, smaller) };
        for (var i = 0; i < Definitions.Count; i++)
            foreach (var smaller in Definitions[i].Value.Smaller())
                yield return this with { Definitions = With(Definitions, i, Definitions[i] with { Value = smaller }) };
        foreach (var smaller in Amount?.Smaller() ?? [])
            yield return this with { Amount = smaller };
        foreach (var smaller in Persons?.Smaller() ?? [])
            yield return this with { Persons = smaller };
    }

    public static string Unit(Kind kind) => kind switch
    {
        Kind.Truth => "bool",
        Kind.Count => "count",
        Kind.Ratio => "ratio",
        Kind.Months => "months",
        Kind.Yuan => "yuan",
        Kind.YuanMonth => "yuan/month",
        Kind.YuanYear => "yuan/year",
        _ => "date",
    };

    private static List<T> Without<T>(IReadOnlyList<T> items, int at) => [.. items.Where((_, i) => i != at)];

    private static List<T> With<T>(IReadOnlyList<T> items, int at, T item) => [.. items.Select((old, i) => i == at ? item : old)];
}

/// <summary>A pack made by chance: programmes of households and of persons that use each other, with everything that the language has.</summary>
internal sealed record RandomPolicy(IReadOnlyList<RandomProgramme> Programmes)
{
    private static readonly string Facts = File.ReadAllText(Path.Combine(ShippedPolicies.Root, "facts.yaml"));

    private const string Layer = "name: 某市\nname_en: A city\nregion: \"3713\"\nzones:\n  zone1: {name: 一, name_en: One, counties: [\"371302\"]}\n  zone2: {name: 二, name_en: Two, counties: [\"371311\", \"371312\"]}\n";

    public static RandomPolicy Make(Random random) => new RandomPolicyMaker(random).Make();

    public PackReading Read()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["facts.yaml"] = Facts, ["city/layer.yaml"] = Layer };
        foreach (var programme in Programmes)
            texts[$"city/{programme.Code}.yaml"] = programme.Text();
        return PolicyPack.Read(PolicyFiles.InMemory(texts), "city");
    }

    public IEnumerable<RandomPolicy> Smaller()
    {
        for (var i = 0; i < Programmes.Count && Programmes.Count > 1; i++)
            yield return new RandomPolicy([.. Programmes.Where((_, at) => at != i)]);
        for (var i = 0; i < Programmes.Count; i++)
            foreach (var smaller in Programmes[i].Smaller())
                yield return new RandomPolicy([.. Programmes.Select((p, at) => at == i ? smaller : p)]);
    }

    public override string ToString() => string.Join("---\n", Programmes.Select(p => p.Text()));
}
