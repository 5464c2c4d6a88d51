namespace Huimin.Policies;

/// <summary>A file that states a programme, and the files of nearer layers that set its parameters.</summary>
internal sealed record ProgrammeFiles(YamlMap Statement, IReadOnlyList<YamlMap> Overrides);

/// <summary>
/// Reads one programme: first what it is called and what it declares, then, when the names of all programmes are known,
/// its expressions.
/// </summary>
internal sealed partial class ProgrammeReader(FactCatalogue facts, Zones zones, SlotCounter slots, ErrorList errors)
{
    internal static readonly (string Word, ProgrammeKind Value)[] Kinds = [("benefit", ProgrammeKind.Benefit), ("category", ProgrammeKind.Category), ("warning", ProgrammeKind.Warning)];

    internal static readonly (string Word, Grant Value)[] Grants = [("on_application", Grant.OnApplication), ("automatic", Grant.Automatic), ("one_off", Grant.OneOff)];

    /// <summary>Whether households are meant.</summary>
    internal static readonly (string Word, bool Value)[] Units = [("household", true), ("person", false)];

    internal static readonly (string Word, string Value)[] Lines = [.. BusinessLine.All.Select(l => (l.Code, l.Code))];

    private readonly Dictionary<Programme, Expressions> expressions = [];

    private sealed record Expressions(Fields Fields, YamlMap? Define, IReadOnlyList<YamlMap> Require, YamlValue? Amount, YamlText? Round, YamlText? Persons, IReadOnlyList<OverlapText> Overlaps, YamlText? Lasts, (YamlText? Chinese, YamlText? English) Task, List<(Definition Definition, YamlText? So, YamlText? SoEn)> Sentences);

    public Programme Declare(string code, ProgrammeFiles files)
    {
        var fields = new Fields(files.Statement, errors);
        fields.Take("programme");
        var ofHousehold = fields.Choice("unit", required: true, true, Units);
        var programme = new Programme(code, files.Statement.Place)
        {
            Name = fields.Text("name", required: true)?.Text ?? "",
            NameEn = fields.Text("name_en", required: true)?.Text ?? "",
            Kind = fields.Choice("kind", required: true, ProgrammeKind.Benefit, Kinds),
            OfHousehold = ofHousehold,
            Line = fields.Choice("line", required: true, "", Lines),
            Grant = fields.Choice("grant", required: false, Grant.OnApplication, Grants),
            Citations = fields.Citations("law", required: true),
            Files = [files.Statement.Place.File, .. files.Overrides.Select(o => o.Place.File)],
        };
        programme.Starts = Starts(fields, programme.Grant == Grant.Automatic ? ProgrammeStart.MonthOfEvent : ProgrammeStart.MonthAfterDecision);
        programme.Inputs = Inputs(programme, fields.Map("inputs", required: false));
        programme.Parameters = Parameters(programme, fields.Map("parameters", required: false), files.Overrides);
        var define = fields.Map("define", required: false);
        var require = fields.Maps("require", required: true);
        var lasts = fields.Text("lasts", required: false);
        programme.Handling = Handling(programme, fields.Map("handle", required: false));
        var task = Sentence(fields, "task", required: programme.Kind == ProgrammeKind.Warning);
        if (task.Chinese is { } asked && programme.Kind != ProgrammeKind.Warning)
            errors.Add(asked.Place, "only a warning has a 'task:'");
        var overlaps = Overlaps(programme, fields.Maps("overlaps", required: false));
        var amount = fields.Take("amount");
        var round = fields.Text("round", required: programme.Kind == ProgrammeKind.Benefit);
        var persons = fields.Text("persons", required: false);
        if (persons is not null && !ofHousehold)
            errors.Add(persons.Place, "only a programme of households says how many persons it covers");
        programme.PersonsFormula = ofHousehold ? persons?.Text : null;
        if (fields.Maps("examples", required: false).Count == 0)
            errors.Add(files.Statement.Place, $"the programme '{code}' has no example; add one under 'examples:'");
        if (amount is null == (programme.Kind == ProgrammeKind.Benefit))
            errors.Add(files.Statement.Place, amount is null ? "a benefit needs 'amount:'" : "only a benefit has an 'amount:'");
        fields.Done();
        var read = new Expressions(fields, define, require, amount, round, ofHousehold ? persons : null, overlaps, lasts, task, []);
        expressions[programme] = read;
        programme.Definitions = [.. (define?.Entries ?? []).Select(e => Define(programme, e.Key, e.Value, read)).OfType<Definition>()];
        return programme;
    }

    /// <summary>Checks the expressions; all programmes must have been declared.</summary>
    public void Bind(Programme programme, PackBinding pack)
    {
        var read = expressions[programme];
        var binder = pack.BinderOf(programme);
        var used = new References();
        foreach (var definition in programme.Definitions)
            pack.Bind(definition);
        foreach (var (definition, so, soEn) in read.Sentences)
            definition.So = binder.BindWording(so, soEn, definition.OfMember, withAmount: false, used);
        used = new References(); // a sentence rests on what its condition rests on; it adds nothing to the order
        Bind(read.Overlaps, programme, pack);
        var requirements = Requirements(read, programme, binder, used);
        var amount = read.Amount is null ? null : Amount(read.Amount, read.Round, programme, binder, used);
        programme.Lasts = Lasts(read.Lasts, binder, !programme.OfHousehold, used);
        var task = new References();
        programme.Task = binder.BindWording(read.Task.Chinese, read.Task.English, !programme.OfHousehold, withAmount: false, task);
        used.Parameters.UnionWith(task.Parameters);
        programme.Rule = new Rule(programme, requirements, amount, Persons(read.Persons, binder, used), used);
    }

    /// <summary>The written conditions, with those of the overlaps where <c>overlap:</c> puts them, or at the end.</summary>
    private List<Requirement> Requirements(Expressions read, Programme programme, Binder binder, References used)
    {
        var requirements = new List<Requirement>();
        var waiting = read.Overlaps.ToList();
        foreach (var map in read.Require)
        {
            if (map.Entries.FirstOrDefault(e => e.Key.Text == "overlap").Value is not YamlText with)
            {
                if (Require(map, programme, binder, used) is { } written)
                    requirements.Add(written);
                continue;
            }
            foreach (var (other, _) in map.Entries.Where(e => e.Key.Text != "overlap"))
                errors.Add(other.Place, $"'{other.Text}:' belongs to the rule under 'overlaps:'");
            var overlap = waiting.Find(o => o.With.Text == with.Text && o.By is null && o.Rule is OverlapRule.OtherWins or OverlapRule.Requires);
            if (overlap is null)
                errors.Add(with.Place, $"no rule under 'overlaps:' adds a requirement about '{with.Text}'{Suggestion.For(with.Text, waiting.Select(o => o.With.Text))}");
            else if (waiting.Remove(overlap) && Condition(overlap, programme, binder, used) is { } placed)
                requirements.Add(placed);
        }
        requirements.AddRange(waiting.Select(o => Condition(o, programme, binder, used)).OfType<Requirement>());
        return requirements;
    }

    private NumberNode? Persons(YamlText? formula, Binder binder, References used)
    {
        if (formula is null || binder.Bind(formula, inMember: false, used) is not { } node)
            return null;
        if (node is NumberNode number && node.Type == ValueType.Count)
            return number;
        errors.Add(formula.At(0), $"'persons:' must be {ValueType.Count}, and this is {node.Type}");
        return null;
    }

    private Definition? Define(Programme programme, YamlText code, YamlValue value, Expressions read)
    {
        CheckCode(code, programme);
        if (value is YamlText formula)
            return new Definition(programme, formula) { Code = code.Text, OfMember = !programme.OfHousehold, Slot = slots.Next(!programme.OfHousehold) };
        if (value is not YamlMap map)
        {
            errors.Add(value.Place, $"'{code.Text}' must be an expression, or a mapping with 'value:'");
            return null;
        }
        var fields = new Fields(map, errors);
        var expression = fields.Text("value", required: true);
        var ofMember = fields.Choice("of", required: false, !programme.OfHousehold, ("member", true), ("household", false));
        var name = fields.Text("name", required: fields.Has("name_en"))?.Text;
        var nameEn = fields.Text("name_en", required: fields.Has("name") || name is not null)?.Text;
        var law = fields.Citations("law", required: false);
        var (so, soEn) = Sentence(fields, "so", required: false);
        fields.Done();
        if (expression is null)
            return null;
        var definition = new Definition(programme, expression)
        {
            Code = code.Text,
            Name = name,
            NameEn = nameEn,
            Law = law,
            OfMember = ofMember,
            Slot = slots.Next(ofMember),
        };
        if (so is not null)
            read.Sentences.Add((definition, so, soEn));
        return definition;
    }

    private Requirement? Require(YamlMap map, Programme programme, Binder binder, References used)
    {
        var fields = new Fields(map, errors);
        var that = fields.Text("that", required: true);
        var (no, noEn) = Sentence(fields, "else", required: true);
        var (so, soEn) = Sentence(fields, "so", required: false);
        var law = fields.Citations("law", required: false);
        fields.Done();
        var sentences = new References();
        var condition = that is null ? null : binder.BindTruth(that, !programme.OfHousehold, used);
        var failing = binder.BindWording(no, noEn, !programme.OfHousehold, withAmount: false, sentences);
        var passing = binder.BindWording(so, soEn, !programme.OfHousehold, withAmount: false, sentences);
        used.Parameters.UnionWith(sentences.Parameters);
        return condition is null || failing is null ? null : new Requirement(condition, that!.Text, failing, passing, law);
    }

    private AmountRule? Amount(YamlValue value, YamlText? round, Programme programme, Binder binder, References used)
    {
        var fields = value is YamlMap map ? new Fields(map, errors) : null;
        var formula = fields?.Text("value", required: true) ?? value as YamlText;
        var (so, soEn) = fields is null ? (null, null) : Sentence(fields, "so", required: false);
        var law = fields?.Citations("law", required: false) ?? [];
        var (floor, cap) = (fields?.Text("floor", required: false), fields?.Text("cap", required: false));
        fields?.Done();
        if (fields is null && formula is null)
            errors.Add(value.Place, "'amount:' must be an expression, or a mapping with 'value:'");
        var written = Payment(formula, "the amount", programme, binder, used);
        var least = Payment(floor, "the floor", programme, binder, used);
        var most = Payment(cap, "the cap", programme, binder, used);
        var wording = binder.BindWording(so, soEn, !programme.OfHousehold, withAmount: true, new References());
        return written is null ? null : AmountRule.Of(written, least, most, Deductions(programme, used), formula!.Text, floor?.Text, cap?.Text, Rounding(round), wording, law);
    }

    private NumberNode? Payment(YamlText? formula, string what, Programme programme, Binder binder, References used)
    {
        if (formula is null || binder.Bind(formula, !programme.OfHousehold, used) is not { } node)
            return null;
        if (node.Type == programme.AmountType && node is NumberNode number)
            return number;
        if (node is ConstantNode { Value.IsZero: true, Type.Kind: ValueKind.Count })
            return new ConstantNode(Number.Zero) { Type = programme.AmountType };
        errors.Add(formula.At(0), $"{what} must be {programme.AmountType}, and this is {node.Type}");
        return null;
    }

    private Rounding Rounding(YamlText? round)
    {
        foreach (var (word, value) in Policies.Rounding.Words)
            if (word == round?.Text)
                return value;
        var words = Policies.Rounding.Words.Select(w => w.Word).ToList();
        if (round is not null)
            errors.Add(round.Place, $"'{round.Text}' is not one of {string.Join(", ", words)}{Suggestion.For(round.Text, words)}");
        return Policies.Rounding.Words[0].Value;
    }

    private static (YamlText? Chinese, YamlText? English) Sentence(Fields fields, string name, bool required)
    {
        var chinese = fields.Text(name, required || fields.Has(name + "_en"));
        return (chinese, fields.Text(name + "_en", required || chinese is not null));
    }

    private void CheckCode(YamlText code, Programme programme)
    {
        if (!FactCatalogueReader.Code.IsMatch(code.Text))
            errors.Add(code.Place, $"'{code.Text}' is not a code: small letters, digits and _, beginning with a letter");
        if (programme.Parameters.Any(p => p.Code == code.Text))
            errors.Add(code.Place, $"'{code.Text}' is a parameter and cannot be defined as well");
        if (programme.Inputs.Any(i => i.Code == code.Text))
            errors.Add(code.Place, $"'{code.Text}' is an input and cannot be defined as well");
        CheckMeaning(code, programme);
    }

    private void CheckMeaning(YamlText code, Programme programme)
    {
        if (facts.Find(code.Text, ofHousehold: programme.OfHousehold) is not null || code.Text is "household" or "members" or "age" or "amount" or "month_start" or "month_end")
            errors.Add(code.Place, $"'{code.Text}' has a meaning already; choose another name");
    }
}

/// <summary>Gives out positions for kept values and parameters.</summary>
internal sealed class SlotCounter
{
    public int HouseholdValues { get; private set; }

    public int MemberValues { get; private set; }

    public int Parameters { get; private set; }

    public int Next(bool ofMember) => ofMember ? MemberValues++ : HouseholdValues++;

    public int NextParameter() => Parameters++;
}
