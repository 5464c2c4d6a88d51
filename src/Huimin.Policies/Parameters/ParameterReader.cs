using System.Globalization;

namespace Huimin.Policies;

/// <summary>Reads the rows of a parameter: nested mappings of zones, options, parts and table keys, down to the values.</summary>
internal sealed class ParameterReader(ErrorList errors)
{
    public static readonly (string Word, ValueType Value)[] Types =
    [
        ("yuan/month", ValueType.Money(MoneyPeriod.Month)), ("yuan/year", ValueType.Money(MoneyPeriod.Year)), ("yuan", ValueType.Money(MoneyPeriod.None)),
        ("ratio", ValueType.Ratio), ("count", ValueType.Count), ("months", ValueType.Months), ("bool", ValueType.Bool), ("date", ValueType.Date),
    ];

    /// <summary>What a table can be looked up by.</summary>
    public static readonly (string Word, ValueType? Value)[] KeyTypes =
    [
        ("count", ValueType.Count), ("yuan", ValueType.Money(MoneyPeriod.None)), ("yuan/month", ValueType.Money(MoneyPeriod.Month)),
        ("yuan/year", ValueType.Money(MoneyPeriod.Year)), ("ratio", ValueType.Ratio),
    ];

    /// <summary>The rows in order of date; each must begin after the one before it has ended, and at once unless there may be gaps.</summary>
    public IReadOnlyList<ParameterRow> Rows(Parameter parameter, IReadOnlyList<YamlMap> maps, bool gaps)
    {
        var rows = new List<(ParameterRow Row, YamlMap Map)>();
        foreach (var map in maps)
            if (Row(parameter, map) is { } row)
                rows.Add((row, map));
        rows.Sort((a, b) => a.Row.From.CompareTo(b.Row.From));
        for (var i = 1; i < rows.Count; i++)
        {
            var (before, row) = (rows[i - 1].Row, rows[i].Row);
            if (before.From == row.From)
                errors.Add(rows[i].Map.Place, $"two rows of '{parameter.Code}' begin on {Day(row.From)}");
            else if (before.To >= row.From)
                errors.Add(rows[i].Map.Place, $"this row of '{parameter.Code}' begins on {Day(row.From)}, while the row from {Day(before.From)} lasts until {Day(before.To.Value)}");
            else if (!gaps && before.To is { } end && end.AddDays(1) < row.From)
                errors.Add(rows[i].Map.Place, $"no row of '{parameter.Code}' is in force from {Day(end.AddDays(1))} to {Day(row.From.AddDays(-1))}; write 'gaps: true' if that is meant");
        }
        return [.. rows.Select(r => r.Row)];
    }

    private ParameterRow? Row(Parameter parameter, YamlMap map)
    {
        var before = errors.Count;
        var fields = new Fields(map, errors);
        var from = fields.Date("from", required: true);
        var to = fields.Date("to", required: false);
        var placeholder = fields.Choice("source", required: false, false, ("placeholder", true), ("published", false));
        var law = fields.Texts("law", required: !placeholder);
        var note = fields.Text("note", required: placeholder)?.Text;
        var noteEn = fields.Text("note_en", required: placeholder)?.Text;
        if (from > to)
            errors.Add(map.Place, $"the row ends on {Day(to.Value)}, before it begins");
        var single = fields.Take("value");
        var rest = fields.TakeRest();
        fields.Done();
        if (single is not null && rest.Count > 0)
            errors.Add(rest[0].Key.Place, $"a row has either 'value:' or values by name, not both");

        var filling = new Filling(parameter, errors);
        filling.Fill(single ?? new YamlMap(map.Place, rest), new Where(parameter));
        return errors.Count > before || filling.Finish(map.Place) is not { } cells ? null : new ParameterRow
        {
            From = from!.Value,
            To = to,
            Law = [.. law.Select(l => l.Text)],
            IsPlaceholder = placeholder,
            Note = note,
            NoteEn = noteEn,
            Values = filling.Values,
            Cells = cells,
        };
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A part and an option of each dimension, or -1 for all of them.</summary>
    private sealed class Where(Parameter parameter)
    {
        public int Part { get; private init; } = -1;

        public int[] Options { get; private init; } = [.. parameter.Dimensions.Select(_ => -1)];

        public IReadOnlyList<string> Path { get; private init; } = [];

        public IReadOnlyList<Option> Names { get; private init; } = [];

        public Where WithPart(int part) => new(parameter)
        {
            Part = part,
            Options = Options,
            Path = [.. Path, parameter.Parts[part].Code],
            Names = [.. Names, parameter.Parts[part]],
        };

        public Where With(int dimension, int option)
        {
            var options = (int[])Options.Clone();
            options[dimension] = option;
            var chosen = parameter.Dimensions[dimension].Options[option];
            return new Where(parameter) { Part = Part, Options = options, Path = [.. Path, chosen.Code], Names = [.. Names, chosen] };
        }
    }

    private sealed class Filling(Parameter parameter, ErrorList errors)
    {
        private readonly ParameterCell?[] cells = new ParameterCell?[parameter.PartCount * parameter.CellsPerPart];

        public List<ParameterValue> Values { get; } = [];

        public void Fill(YamlValue value, Where where)
        {
            if (value is YamlText text && !parameter.IsTable)
            {
                if (Read(text) is { } number)
                {
                    var plain = number.Converted ? text.Text : null;
                    Set(where, new ParameterCell(null, [number.Value], plain));
                    Show(where, where.Path, text.Text);
                }
            }
            else if (value is not YamlMap { Entries: [var first, ..] } map)
                errors.Add(value.Place, $"'{parameter.Code}' needs {Wanted(where)} here");
            else if (parameter.ReadKey(first.Key.Text) is not null)
                Table(map, where);
            else
                foreach (var (key, inner) in map.Entries)
                    if (Narrow(key, where) is { } narrower)
                        Fill(inner, narrower);
        }

        public IReadOnlyList<ParameterCell>? Finish(Place place)
        {
            var missing = Array.FindIndex(cells, c => c is null);
            if (missing < 0)
                return cells!;
            errors.Add(place, $"the row gives no value for {PathOf(missing)}");
            return null;
        }

        private string PathOf(int cell)
        {
            var path = new List<string>();
            if (parameter.Parts.Count > 0)
                path.Add(parameter.Parts[cell / parameter.CellsPerPart].Code);
            var stride = parameter.CellsPerPart;
            foreach (var dimension in parameter.Dimensions)
            {
                stride /= dimension.Options.Count;
                path.Add(dimension.Options[cell / stride % dimension.Options.Count].Code);
            }
            return string.Join('.', path);
        }

        private Where? Narrow(YamlText key, Where where)
        {
            if (where.Part < 0)
                for (var part = 0; part < parameter.Parts.Count; part++)
                    if (parameter.Parts[part].Code == key.Text)
                        return where.WithPart(part);
            for (var i = 0; i < parameter.Dimensions.Count; i++)
                if (where.Options[i] < 0 && parameter.Dimensions[i].IndexOf(key.Text) is >= 0 and var option)
                    return where.With(i, option);
            var known = parameter.Parts.Concat(parameter.Dimensions.SelectMany(d => d.Options)).Select(o => o.Code);
            errors.Add(key.Place, $"'{key.Text}' is not {Wanted(where)}{Suggestion.For(key.Text, known)}");
            return null;
        }

        private void Table(YamlMap map, Where where)
        {
            var rows = new List<(long Key, Number Value)>();
            foreach (var (key, value) in map.Entries)
            {
                if (parameter.ReadKey(key.Text) is not { } from)
                    errors.Add(key.Place, $"'{key.Text}' is not {parameter.KeyForm}, as the keys of this table are");
                else if (rows.Exists(r => r.Key == from))
                    errors.Add(key.Place, $"the table has two values from {key.Text} on");
                else if (value is not YamlText text)
                    errors.Add(value.Place, "a value is expected here");
                else if (Read(text) is { } number)
                {
                    rows.Add((from, number.Value));
                    Show(where, [.. where.Path, key.Text], text.Text);
                }
            }
            rows.Sort((a, b) => a.Key.CompareTo(b.Key));
            Set(where, new ParameterCell([.. rows.Select(r => r.Key)], [.. rows.Select(r => r.Value)], null));
        }

        private (Number Value, bool Converted)? Read(YamlText text)
        {
            if (ParameterText.Read(parameter.Type, text.Text, out var value, out var converted) is not { } wrong)
                return (value, converted);
            errors.Add(text.Place, wrong);
            return null;
        }

        private void Set(Where where, ParameterCell cell)
        {
            for (var i = 0; i < cells.Length; i++)
                if (Matches(i, where))
                    cells[i] = cell;
        }

        private bool Matches(int cell, Where where)
        {
            if (where.Part >= 0 && cell / parameter.CellsPerPart != where.Part)
                return false;
            var stride = parameter.CellsPerPart;
            for (var i = 0; i < where.Options.Length; i++)
            {
                var options = parameter.Dimensions[i].Options.Count;
                stride /= options;
                if (where.Options[i] >= 0 && cell / stride % options != where.Options[i])
                    return false;
            }
            return true;
        }

        private void Show(Where where, IReadOnlyList<string> path, string text)
        {
            var key = path.Count > where.Path.Count ? $"≥ {path[^1]}" : "";
            var names = where.Names.Select(o => o.Name);
            var namesEn = where.Names.Select(o => o.NameEn);
            Values.Add(new ParameterValue(string.Join('.', path), Join(names, key), Join(namesEn, key), text));
        }

        private static string Join(IEnumerable<string> names, string key) => string.Join(" ", key.Length > 0 ? names.Append(key) : names);

        private string Wanted(Where where)
        {
            var wanted = new List<string>();
            if (where.Part < 0 && parameter.Parts.Count > 0)
                wanted.Add($"a part ({string.Join(", ", parameter.Parts.Select(p => p.Code))})");
            for (var i = 0; i < parameter.Dimensions.Count; i++)
                if (where.Options[i] < 0)
                    wanted.Add($"one of {string.Join(", ", parameter.Dimensions[i].Options.Select(o => o.Code))}");
            wanted.Add(parameter.IsTable ? "a table of keys to values" : "a value");
            return string.Join(" or ", wanted);
        }
    }
}
