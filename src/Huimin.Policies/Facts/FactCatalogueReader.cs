using System.Text.RegularExpressions;

namespace Huimin.Policies;

/// <summary>Reads <c>facts.yaml</c>.</summary>
internal sealed partial class FactCatalogueReader(ErrorList errors)
{
    private readonly Dictionary<string, ChoiceList> choices = new(StringComparer.Ordinal);
    private readonly HashSet<int> ids = [];

    /// <summary>A code of a fact, programme, parameter, value or option: what expressions can name.</summary>
    [GeneratedRegex("^[a-z][a-z0-9_]{0,59}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Code { get; }

    public FactCatalogue Read(YamlMap map)
    {
        var fields = new Fields(map, errors);
        var sources = fields.Maps("sources", required: true).Select(Source).OfType<FactSource>().ToList();
        if (fields.Map("choices", required: true) is { } lists)
            foreach (var (name, value) in lists.Entries)
                choices[name.Text] = Choice(name.Text, value);
        var household = Facts(fields.Map("household", required: true), ofHousehold: true);
        var member = Facts(fields.Map("member", required: true), ofHousehold: false);
        fields.Done();
        foreach (var twice in sources.GroupBy(s => s.Id).Where(g => g.Count() > 1))
            errors.Add(map.Place, $"source id {twice.Key} is used twice");
        return new FactCatalogue(household, member, sources);
    }

    private FactSource? Source(YamlMap map)
    {
        var fields = new Fields(map, errors);
        var id = fields.WholeNumber("id", required: true);
        var code = fields.Text("code", required: true)?.Text;
        var name = fields.Text("name", required: true)?.Text;
        var nameEn = fields.Text("name_en", required: true)?.Text;
        fields.Done();
        return id is null || code is null || name is null || nameEn is null ? null : new FactSource(id.Value, code, name, nameEn);
    }

    private ChoiceList Choice(string code, YamlValue value)
    {
        var options = new List<Option>();
        if (value is not YamlMap map)
        {
            errors.Add(value.Place, "the options of a choice are a mapping of code to {name, name_en}");
            return new ChoiceList(code, options);
        }
        foreach (var (option, names) in map.Entries)
        {
            CheckCode(option);
            if (names is not YamlMap both)
            {
                errors.Add(names.Place, "an option has a name and a name_en");
                continue;
            }
            var fields = new Fields(both, errors);
            options.Add(new Option(option.Text, fields.Text("name", required: true)?.Text ?? "", fields.Text("name_en", required: true)?.Text ?? ""));
            fields.Done();
        }
        return new ChoiceList(code, options);
    }

    private List<Fact> Facts(YamlMap? map, bool ofHousehold)
    {
        var facts = new List<Fact>();
        foreach (var (code, value) in map?.Entries ?? [])
        {
            CheckCode(code);
            if (value is YamlMap fact)
                facts.Add(ReadFact(code, fact, ofHousehold, facts.Count));
            else
                errors.Add(value.Place, $"the fact '{code.Text}' must be a mapping");
        }
        return facts;
    }

    /// <summary>The type of a fact or of an input of an application.</summary>
    internal static readonly (string Word, (FactType Type, MoneyPeriod Period) Value)[] Types =
    [
        ("bool", (FactType.Bool, MoneyPeriod.None)), ("count", (FactType.Count, MoneyPeriod.None)),
        ("yuan", (FactType.Money, MoneyPeriod.None)), ("yuan/month", (FactType.Money, MoneyPeriod.Month)),
        ("yuan/year", (FactType.Money, MoneyPeriod.Year)), ("date", (FactType.Date, MoneyPeriod.None)), ("choice", (FactType.Choice, MoneyPeriod.None)),
    ];

    internal static (FactType Type, MoneyPeriod Period) Type(Fields fields) => fields.Choice("type", required: true, (FactType.Bool, MoneyPeriod.None), Types);

    private Fact ReadFact(YamlText code, YamlMap map, bool ofHousehold, int index)
    {
        var fields = new Fields(map, errors);
        var (type, period) = Type(fields);
        var list = type == FactType.Choice ? Options(fields) : null;
        var spec = new FactSpec
        {
            Id = Id(fields),
            Index = index,
            Code = code.Text,
            Name = fields.Text("name", required: true)?.Text ?? "",
            NameEn = fields.Text("name_en", required: true)?.Text ?? "",
            Description = fields.Text("description", required: true)?.Text ?? "",
            DescriptionEn = fields.Text("description_en", required: true)?.Text ?? "",
            Type = type,
            Period = period,
            OfHousehold = ofHousehold,
            Choices = list,
            Minimum = fields.WholeNumber("min", required: false) ?? (type == FactType.Money ? -MaximumFen : 0),
            Maximum = fields.WholeNumber("max", required: false) ?? (type == FactType.Money ? MaximumFen : 1_000_000_000),
            Means = fields.Flag("means"),
            Identity = fields.Flag("identity"),
        };
        var text = fields.Text("default", required: true);
        fields.Done();
        if (text is null or { Text: "unknown" })
            return new Fact(spec);
        if (type == FactType.Date && text.Text == "never")
            return new Fact(spec with { Default = Fact.Never });
        if (FactText.Read(spec, text.Text, out var raw) is { } wrong)
            errors.Add(text.Place, wrong);
        return new Fact(spec with { Default = raw });
    }

    /// <summary>A million million yuan: more than any family has, and small enough that sums and products stay exact.</summary>
    internal const long MaximumFen = 100_000_000_000_000;

    private int Id(Fields fields)
    {
        var id = fields.WholeNumber("id", required: true);
        if (id is { } number && !ids.Add(number))
            errors.Add(fields.Place, $"the id {number} is used twice");
        return id ?? 0;
    }

    private ChoiceList Options(Fields fields)
    {
        if (fields.Text("options", required: true) is not { } name)
            return new ChoiceList("", []);
        if (choices.TryGetValue(name.Text, out var list))
            return list;
        errors.Add(name.Place, $"'{name.Text}' is not one of the choices{Suggestion.For(name.Text, choices.Keys)}");
        return new ChoiceList(name.Text, []);
    }

    private void CheckCode(YamlText code)
    {
        if (!Code.IsMatch(code.Text))
            errors.Add(code.Place, $"'{code.Text}' is not a code: small letters, digits and _, beginning with a letter");
    }
}
