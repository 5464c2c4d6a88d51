namespace Huimin.Policies;

internal sealed partial class ProgrammeReader
{
    private List<ApplicationInput> Inputs(Programme programme, YamlMap? map)
    {
        var inputs = new List<ApplicationInput>();
        foreach (var (code, value) in map?.Entries ?? [])
        {
            if (!FactCatalogueReader.Code.IsMatch(code.Text))
                errors.Add(code.Place, $"'{code.Text}' is not a code: small letters, digits and _, beginning with a letter");
            CheckMeaning(code, programme);
            if (value is YamlMap input)
                inputs.Add(Input(programme, code.Text, input, inputs.Count));
            else
                errors.Add(value.Place, $"the input '{code.Text}' must be a mapping");
        }
        if (map is not null && inputs.Count > 0 && (programme.Grant == Grant.Automatic || programme.Kind == ProgrammeKind.Warning))
            errors.Add(map.Place, $"{(programme.Kind == ProgrammeKind.Warning ? "a warning" : "an automatic programme")} comes without an application and has no 'inputs:'");
        return inputs;
    }

    private ApplicationInput Input(Programme programme, string code, YamlMap map, int index)
    {
        var fields = new Fields(map, errors);
        var (type, period) = FactCatalogueReader.Type(fields);
        var options = type == FactType.Choice ? new ChoiceList(code, Named(fields.Map("options", required: true), "an option")) : null;
        var spec = new FactSpec
        {
            Id = 0,
            Index = index,
            Code = code,
            Name = fields.Text("name", required: true)?.Text ?? "",
            NameEn = fields.Text("name_en", required: true)?.Text ?? "",
            Description = "",
            DescriptionEn = "",
            Type = type,
            Period = period,
            OfHousehold = programme.OfHousehold,
            Choices = options,
            Minimum = 0,
            Maximum = type == FactType.Money ? FactCatalogueReader.MaximumFen : 1_000_000_000,
            Means = false,
            Identity = false,
        };
        var text = fields.Text("default", required: false);
        fields.Done();
        if (text is null)
            return new ApplicationInput(programme, spec);
        if (type == FactType.Date && text.Text == "never")
            return new ApplicationInput(programme, spec with { Default = Fact.Never });
        if (FactText.Read(spec, text.Text, out var raw) is { } wrong)
            errors.Add(text.Place, wrong);
        return new ApplicationInput(programme, spec with { Default = raw });
    }
}
