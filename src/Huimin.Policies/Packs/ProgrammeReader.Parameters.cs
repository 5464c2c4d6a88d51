namespace Huimin.Policies;

internal sealed partial class ProgrammeReader
{
    private List<Parameter> Parameters(Programme programme, YamlMap? declared, IReadOnlyList<YamlMap> overrides)
    {
        var set = new Dictionary<string, (YamlText Code, YamlMap Map)>(StringComparer.Ordinal);
        foreach (var map in overrides)
        {
            var fields = new Fields(map, errors);
            fields.Take("programme");
            fields.Take("override");
            fields.Take("examples");
            programme.Starts = Starts(fields, programme.Starts);
            foreach (var (code, value) in fields.Map("parameters", required: !map.Entries.Any(e => e.Key.Text == "starts"))?.Entries ?? [])
            {
                if (value is not YamlMap rows)
                    errors.Add(value.Place, $"the parameter '{code.Text}' must be a mapping with 'values:'");
                else if (declared is null || !declared.Entries.Any(e => e.Key.Text == code.Text))
                    errors.Add(code.Place, $"'{programme.Code}' has no parameter '{code.Text}'{Suggestion.For(code.Text, declared?.Entries.Select(e => e.Key.Text) ?? [])}");
                else
                    set[code.Text] = (code, rows);
            }
            fields.Done();
        }
        var reader = new ParameterReader(errors);
        var parameters = new List<Parameter>();
        foreach (var (code, value) in declared?.Entries ?? [])
        {
            if (!FactCatalogueReader.Code.IsMatch(code.Text))
                errors.Add(code.Place, $"'{code.Text}' is not a code: small letters, digits and _, beginning with a letter");
            if (programme.Inputs.Any(i => i.Code == code.Text))
                errors.Add(code.Place, $"'{code.Text}' is an input and cannot be a parameter as well");
            if (value is not YamlMap map)
                errors.Add(value.Place, $"the parameter '{code.Text}' must be a mapping");
            else
                parameters.Add(Declare(programme, code.Text, map, set.TryGetValue(code.Text, out var nearer) ? nearer.Map : null, reader));
        }
        return parameters;
    }

    private Parameter Declare(Programme programme, string code, YamlMap map, YamlMap? nearer, ParameterReader reader)
    {
        var fields = new Fields(map, errors);
        var unit = fields.Text("type", required: true);
        var type = ValueType.Count;
        if (unit is not null)
        {
            var known = ParameterReader.Types.Select(t => t.Word).ToList();
            var index = known.IndexOf(unit.Text);
            if (index >= 0)
                type = ParameterReader.Types[index].Value;
            else
                errors.Add(unit.Place, $"'{unit.Text}' is not one of {string.Join(", ", known)}{Suggestion.For(unit.Text, known)}");
        }
        var by = fields.Texts("by", required: false);
        var rows = fields.Maps("values", required: true);
        var lookup = fields.Choice("lookup", required: false, null, ParameterReader.KeyTypes);
        var gaps = fields.Flag("gaps");
        var name = fields.Text("name", required: true)?.Text ?? "";
        var nameEn = fields.Text("name_en", required: true)?.Text ?? "";
        var parts = Named(fields.Map("parts", required: false), "a part");
        fields.Done();
        if (nearer is not null)
        {
            var set = new Fields(nearer, errors);
            by = set.Has("by") ? set.Texts("by", required: true) : by;
            rows = set.Maps("values", required: true);
            gaps = set.Has("gaps") ? set.Flag("gaps") : gaps;
            set.Done();
        }
        var parameter = new Parameter(programme, code)
        {
            Name = name,
            NameEn = nameEn,
            Unit = unit?.Text ?? "",
            Type = type,
            Parts = parts,
            Dimensions = [.. by.Select(b => Dimension(programme, b)).OfType<Dimension>()],
            KeyType = lookup,
            Slot = slots.NextParameter(),
        };
        parameter.Rows = reader.Rows(parameter, rows, gaps);
        return parameter;
    }

    /// <summary>A mapping of codes to names in both languages: parts of a parameter, options of an input.</summary>
    private List<Option> Named(YamlMap? map, string what)
    {
        var parts = new List<Option>();
        foreach (var (code, value) in map?.Entries ?? [])
        {
            if (value is not YamlMap names)
            {
                errors.Add(value.Place, $"{what} has a name and a name_en");
                continue;
            }
            var fields = new Fields(names, errors);
            parts.Add(new Option(code.Text, fields.Text("name", required: true)?.Text ?? "", fields.Text("name_en", required: true)?.Text ?? ""));
            fields.Done();
        }
        return parts;
    }

    private Dimension? Dimension(Programme programme, YamlText by)
    {
        if (by.Text == "zone") // a place without zones has one value for all of it
            return zones.Options.Count == 0 ? null : new Dimension { Code = "zone", Options = zones.Options };
        var input = programme.Inputs.FirstOrDefault(i => i.Code == by.Text);
        var fact = input ?? facts.Find(by.Text, ofHousehold: programme.OfHousehold) ?? facts.Find(by.Text, ofHousehold: !programme.OfHousehold);
        if (fact?.Choices is null)
        {
            var known = facts.Household.Concat(facts.Member).Concat(programme.Inputs).Where(f => f.Choices is not null).Select(f => f.Code).Append("zone");
            errors.Add(by.Place, $"a parameter differs by zone or by a choice among the facts and inputs, and '{by.Text}' is none{Suggestion.For(by.Text, known)}");
            return null;
        }
        var type = ValueType.Of(fact);
        if (input is not null)
            return new Dimension { Code = by.Text, Options = input.Options, FactNode = new InputNode(input) { Type = type } };
        NumberNode node = fact.OfHousehold ? new HouseholdFactNode(fact) { Type = type } : new MemberFactNode(fact) { Type = type };
        var person = fact.OfHousehold && programme.OfHousehold && facts.Find(by.Text, ofHousehold: false) is { } same && ValueType.Of(same) == type ? new MemberFactNode(same) { Type = type } : null;
        return new Dimension { Code = by.Text, Options = fact.Options, FactNode = node, PersonFactNode = person };
    }
}
