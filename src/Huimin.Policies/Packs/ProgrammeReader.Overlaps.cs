namespace Huimin.Policies;

internal sealed partial class ProgrammeReader
{
    internal static readonly (string Word, OverlapRule Value)[] OverlapRules =
    [
        ("other_wins", OverlapRule.OtherWins), ("higher", OverlapRule.Higher), ("difference", OverlapRule.Difference),
        ("stack", OverlapRule.Stack), ("requires", OverlapRule.Requires), ("choose", OverlapRule.Choose),
    ];

    private sealed record OverlapText(
        YamlText With, OverlapRule Rule, YamlText? By, (YamlText? Chinese, YamlText? English) Else, (YamlText? Chinese, YamlText? English) So, ProgrammeOverlap Said);

    private List<OverlapText> Overlaps(Programme programme, IReadOnlyList<YamlMap> maps)
    {
        var overlaps = new List<OverlapText>();
        foreach (var map in maps)
        {
            var fields = new Fields(map, errors);
            var with = fields.Text("with", required: true);
            var rule = fields.Choice("rule", required: true, OverlapRule.Stack, OverlapRules);
            var by = fields.Text("by", required: false);
            var (no, so) = (Sentence(fields, "else", required: false), Sentence(fields, "so", required: false));
            var said = new ProgrammeOverlap(programme, programme, rule)
            {
                Citations = fields.Citations("law", required: false),
                Note = fields.Text("note", required: fields.Has("note_en"))?.Text,
                NoteEn = fields.Text("note_en", required: fields.Has("note"))?.Text,
                ByWhat = by?.Text,
            };
            fields.Done();
            if (with is null)
                continue;
            if (with.Text == programme.Code)
                errors.Add(with.Place, "a programme does not overlap with itself");
            else if (overlaps.Exists(o => o.With.Text == with.Text))
                errors.Add(with.Place, $"there are two rules for '{with.Text}'");
            else
                overlaps.Add(new OverlapText(with, rule, by, no, so, said));
            if (rule == OverlapRule.Higher && by is null)
                errors.Add(map.Place, "'higher' needs 'by:', the value of this programme that takes the higher of the two");
            if ((no.Chinese ?? so.Chinese) is { } sentence && (by is not null || rule is not (OverlapRule.OtherWins or OverlapRule.Requires)))
                errors.Add(sentence.Place, "a sentence is said only by a rule that adds a requirement: 'other_wins' or 'requires' without 'by:'");
        }
        return overlaps;
    }

    /// <summary>Checks the rules against the programmes that they name.</summary>
    private void Bind(IEnumerable<OverlapText> overlaps, Programme programme, PackBinding pack)
    {
        var bound = new List<ProgrammeOverlap>();
        foreach (var overlap in overlaps)
        {
            if (pack.Programme(overlap.With.Text) is not { } other)
            {
                if (!pack.IsUnread(overlap.With.Text))
                    errors.Add(overlap.With.Place, $"there is no programme '{overlap.With.Text}'{Suggestion.For(overlap.With.Text, pack.ProgrammeCodes)}");
                continue;
            }
            bound.Add(overlap.Said with { With = other });
            if (overlap.By is { } by)
                CheckValue(by, programme, other, pack);
            else if (overlap.Rule is OverlapRule.OtherWins or OverlapRule.Requires && programme.OfHousehold && !other.OfHousehold)
                errors.Add(overlap.With.Place, $"'{other.Code}' is for persons and '{programme.Code}' for households; say with 'by:' which of its values uses it");
            else if (overlap.Rule == OverlapRule.Difference && programme.OfHousehold != other.OfHousehold)
                errors.Add(overlap.With.Place, $"one of '{programme.Code}' and '{other.Code}' is for households, the other for persons; say with 'by:' which value shares the amount out");
            else if (overlap.Rule == OverlapRule.Difference && (programme.Kind != ProgrammeKind.Benefit || other.Kind != ProgrammeKind.Benefit))
                errors.Add(overlap.With.Place, $"only a benefit has an amount, and '{(programme.Kind == ProgrammeKind.Benefit ? other : programme).Code}' is none");
            else if (overlap.Rule == OverlapRule.Difference && programme.Grant == Grant.OneOff != (other.Grant == Grant.OneOff))
                errors.Add(overlap.With.Place, "a monthly amount and one that is paid once cannot be set off against each other; say with 'by:' which value does it");
            else if (overlap.Rule is not (OverlapRule.Stack or OverlapRule.Choose) && other.OnlyOnApplication && !programme.OnlyOnApplication)
                errors.Add(overlap.With.Place, $"'{other.Code}' is decided at an application only, and '{programme.Code}', which has no 'inputs:', is not");
        }
        programme.Overlaps = bound;
    }

    private void CheckValue(YamlText by, Programme programme, Programme other, PackBinding pack)
    {
        if (pack.Definition(programme, by.Text) is not { } value)
            errors.Add(by.Place, $"'{programme.Code}' defines no '{by.Text}'{Suggestion.For(by.Text, pack.DefinitionCodes(programme))}");
        else if (value.Body is not null && !value.References.Programmes.Contains(other))
            errors.Add(by.Place, $"the value '{by.Text}' does not use {other.Code}.eligible or {other.Code}.amount");
    }

    /// <summary>The condition that a rule adds, or null for a rule that adds none.</summary>
    private static Requirement? Condition(OverlapText overlap, Programme programme, Binder binder, References used)
    {
        if (overlap.By is not null || overlap.Rule is not (OverlapRule.OtherWins or OverlapRule.Requires) || programme.Overlaps.FirstOrDefault(o => o.With.Code == overlap.With.Text) is not { With: var other })
            return null;
        used.AddResult(other);
        var wins = overlap.Rule == OverlapRule.OtherWins;
        TruthNode has = new ResultNode(other) { Type = ValueType.Bool };
        var said = binder.BindWording(overlap.Else.Chinese, overlap.Else.English, !programme.OfHousehold, withAmount: false, new References());
        var so = binder.BindWording(overlap.So.Chinese, overlap.So.English, !programme.OfHousehold, withAmount: false, new References());
        var category = other.Kind == ProgrammeKind.Category;
        said ??= (wins, category) switch
        {
            (true, false) => Plain($"已享受{other.Name}", $"Already receives: {other.NameEn}"),
            (true, true) => Plain($"已认定为{other.Name}", $"Already recognised: {other.NameEn}"),
            (false, false) => Plain($"不享受{other.Name}", $"Does not receive: {other.NameEn}"),
            (false, true) => Plain($"不属于{other.Name}", $"Not recognised: {other.NameEn}"),
        };
        if (!wins)
            so ??= category ? Plain($"属于{other.Name}", $"Recognised: {other.NameEn}") : Plain($"享受{other.Name}", $"Receives: {other.NameEn}");
        var formula = $"{(wins ? "not " : "")}{(other.OfHousehold && !programme.OfHousehold ? "household." : "")}{other.Code}.eligible";
        return new Requirement(wins ? new NotNode(has) { Type = ValueType.Bool } : has, formula, said, so, overlap.Said.Citations);
    }

    /// <summary>The other amounts that are taken off this programme's.</summary>
    private static List<Deduction> Deductions(Programme programme, References used)
    {
        var deductions = new List<Deduction>();
        foreach (var said in programme.Overlaps.Where(o => o is { Rule: OverlapRule.Difference, ByWhat: null }))
        {
            used.AddResult(said.With);
            deductions.Add(new Deduction(new ResultAmountNode(said.With) { Type = said.With.AmountType }, said.Citations));
        }
        return deductions;
    }

    private static Wording Plain(string chinese, string english) => new([new LiteralPart(chinese)], [new LiteralPart(english)]) { Text = chinese, TextEn = english };
}
