using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Huimin.Policies;

/// <summary>A value to be published for a parameter, as it will stand in a policy file.</summary>
/// <param name="From">The day from which it holds.</param>
/// <param name="Law">The documents that set it, at least one.</param>
/// <param name="Values">The text of each value by its path, <c>zone1.urban</c>; one empty path for a single value.</param>
public sealed record NewParameterRow(DateOnly From, IReadOnlyList<string> Law, IReadOnlyList<(string Path, string Text)> Values);

/// <summary>The file of the pack's own layer in which a row now stands, with its whole text before (null for a new file) and after.</summary>
public sealed record ParameterRowEdit(string Path, string? Before, string Text, bool Replaced);

/// <summary>
/// Writes a row of a parameter into the file of the pack's nearest layer. The text is only inserted: comments and layout stay. A
/// layer that has not set the parameter yet gets an <c>override: parameters</c> that repeats the rows of the layers it extends,
/// which an override replaces. A row of the layer that begins on the same day is replaced.
/// </summary>
public static partial class ParameterRowText
{
    /// <exception cref="PolicyException">The pack has no such parameter, or its rows are not written one below the other.</exception>
    public static ParameterRowEdit Add(PolicyPack pack, string programme, string parameter, NewParameterRow row)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(row);
        if (pack.Find(programme)?.Parameters.Any(p => p.Code == parameter) != true)
            throw new PolicyException($"there is no parameter '{programme}.{parameter}'");
        var path = $"{pack.Layer}/{programme}.yaml";
        if (!pack.Files.TryGetValue(path, out var text))
        {
            var start = $"programme: {programme}\noverride: parameters\nparameters:\n";
            return new ParameterRowEdit(path, null, start + Block(pack, programme, parameter, row), Replaced: false);
        }

        var file = Parse(path, text);
        var lines = new Lines(text);
        var parameters = Entry(file, "parameters") as YamlMap;
        if ((parameters is null ? null : Entry(parameters, parameter)) is YamlMap declared)
            return AddTo(path, text, lines, declared, row);
        if (parameters is not { Entries: [.., var (last, _)] })
            throw new PolicyException($"{path} has no 'parameters:' to which one could be added");
        var after = lines.EndOf(last.Place.Line - 1, last.Place.Column - 1);
        return new ParameterRowEdit(path, text, lines.Insert(after, Block(pack, programme, parameter, row)), Replaced: false);
    }

    /// <summary>
    /// Whether a pack differs from another only by rows of one parameter: the row that begins on this day is new or replaced, and
    /// everything else about every parameter is the same.
    /// </summary>
    public static bool IsOnlyChange(PolicyPack before, PolicyPack after, string programme, string parameter, NewParameterRow row)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(row);
        if (!before.Programmes.Select(p => p.Code).SequenceEqual(after.Programmes.Select(p => p.Code), StringComparer.Ordinal))
            return false;
        foreach (var (was, now) in before.Programmes.SelectMany(p => p.Parameters).Zip(after.Programmes.SelectMany(p => p.Parameters)))
        {
            if (was.ToString() != now.ToString())
                return false;
            var isChanged = was.Programme.Code == programme && was.Code == parameter;
            var expected = was.Rows.Where(r => !isChanged || r.From != row.From).Select(Text).ToList();
            if (isChanged)
            {
                var added = now.Rows.SingleOrDefault(r => r.From == row.From);
                if (added is null || added.IsPlaceholder || added.To is not null || !added.Law.SequenceEqual(row.Law, StringComparer.Ordinal)
                    || !added.Values.Select(v => (v.Path, v.Text)).Order().SequenceEqual(row.Values.Order()))
                    return false;
            }
            if (!expected.SequenceEqual(now.Rows.Where(r => !isChanged || r.From != row.From).Select(Text), StringComparer.Ordinal))
                return false;
        }
        return true;
    }

    private static string Text(ParameterRow row) => string.Join('\n', [
        Day(row.From), row.To is { } to ? Day(to) : "", row.IsPlaceholder ? "placeholder" : "", row.Note, row.NoteEn, .. row.Law, .. row.Values.Select(v => $"{v.Path}={v.Text}")]);

    private static ParameterRowEdit AddTo(string path, string text, Lines lines, YamlMap declared, NewParameterRow row)
    {
        if (Entry(declared, "values") is not YamlList list)
            throw new PolicyException($"{path} gives '{row.From:yyyy-MM-dd}' no list of 'values:' to join");
        if (list.Items.Count == 0)
        {
            // values: [] becomes a list of one.
            var line = list.Place.Line - 1;
            var written = lines.Text[line];
            var indent = declared.Place.Column - 1 + 2;
            var bracket = written.LastIndexOf('[');
            if (bracket < 0 || written[bracket..].Replace(" ", "", StringComparison.Ordinal) != "[]")
                throw new PolicyException($"{path}: the empty list of values is written in a way that cannot be extended");
            return new ParameterRowEdit(path, text, lines.Replace(line, line + 1, written[..bracket].TrimEnd() + "\n" + Row(row, indent)), Replaced: false);
        }

        var (start, dash) = Dash(path, lines, list.Items[0]);
        var insertAt = start;
        foreach (var item in list.Items)
        {
            var (first, column) = Dash(path, lines, item);
            var end = lines.EndOf(first, column);
            var from = item is YamlMap map && Entry(map, "from") is YamlText day ? day.Text : "";
            var order = string.CompareOrdinal(from, Day(row.From));
            if (order == 0)
                return new ParameterRowEdit(path, text, lines.Replace(first, end, Row(row, column)), Replaced: true);
            if (order < 0)
                insertAt = end;
        }
        return new ParameterRowEdit(path, text, lines.Insert(insertAt, Row(row, dash)), Replaced: false);
    }

    /// <summary>The parameter in an override: the rows that hold now, and the new one.</summary>
    private static string Block(PolicyPack pack, string programme, string parameter, NewParameterRow row)
    {
        var rows = new StringBuilder();
        var depends = "";
        for (var layer = pack.Extends; layer is not null; layer = layer.Extends)
        {
            var path = $"{layer.Layer}/{programme}.yaml";
            if (!pack.Files.TryGetValue(path, out var text) || Entry(Parse(path, text), "parameters") is not YamlMap parameters || Entry(parameters, parameter) is not YamlMap declared)
                continue;
            // What it depends on is inherited from the statement, not from another override.
            if (Entry(declared, "by") is { } by && Entry(Parse(path, text), "override") is not null)
                depends = $"    by: [{string.Join(", ", by is YamlList several ? several.Items.OfType<YamlText>().Select(t => t.Text) : by is YamlText one ? [one.Text] : [])}]\n";
            if (Entry(declared, "values") is YamlList { Items: [var first, ..] items })
            {
                var lines = new Lines(text);
                var (start, dash) = Dash(path, lines, first);
                var (last, column) = Dash(path, lines, items[^1]);
                var end = lines.EndOf(last, column);
                if (items.Any(i => i is YamlMap map && Entry(map, "from") is YamlText from && from.Text == Day(row.From)))
                    throw new PolicyException($"{path} has a row from {Day(row.From)} already; write the override by hand");
                foreach (var line in lines.Text[start..end])
                    rows.Append(line.Length > dash ? "      " + line[dash..] : line).Append('\n');
            }
            break;
        }
        return $"  {parameter}:\n{depends}    values:\n{rows}{Row(row, 6)}";
    }

    private static string Row(NewParameterRow row, int indent)
    {
        var space = new string(' ', indent);
        var text = new StringBuilder().Append(space).Append("- from: ").Append(Day(row.From)).Append('\n');
        text.Append(space).Append("  law: ").Append(row.Law.Count == 1 ? Scalar(row.Law[0]) : $"[{string.Join(", ", row.Law.Select(l => Quoted(l)))}]").Append('\n');
        foreach (var (key, value) in Tree(row.Values.Select(v => (v.Path.Length == 0 ? [] : v.Path.Split('.'), v.Text)).ToList()))
            text.Append(space).Append("  ").Append(key).Append(": ").Append(value).Append('\n');
        return text.ToString();
    }

    /// <summary>The first step of each path with what belongs under it: a value, or a mapping in braces.</summary>
    private static List<(string Key, string Value)> Tree(List<(string[] Path, string Text)> values) =>
        [.. values.GroupBy(v => v.Path.Length == 0 ? "value" : v.Path[0], StringComparer.Ordinal).Select(same => (same.Key, same.First().Path.Length <= 1
            ? Scalar(same.First().Text)
            : $"{{{string.Join(", ", Tree([.. same.Select(v => (v.Path[1..], v.Text))]).Select(t => $"{t.Key}: {t.Value}"))}}}"))];

    /// <summary>Quoted wherever YAML could read a character as its own.</summary>
    private static string Scalar(string text) => Plain().IsMatch(text) && text != "null" ? text : Quoted(text);

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static YamlMap Parse(string path, string text) =>
        new YamlSource(path, path, text).Parse(new ErrorList()) ?? throw new PolicyException($"{path} is not valid YAML");

    private static YamlValue? Entry(YamlMap map, string name) => map.Entries.FirstOrDefault(e => e.Key.Text == name).Value;

    /// <summary>The line on which an item of a list begins, and the column of its dash, both from 0.</summary>
    private static (int Line, int Column) Dash(string path, Lines lines, YamlValue item)
    {
        var line = item.Place.Line - 1;
        var before = lines.Text[line][..(item.Place.Column - 1)];
        return before.Trim() == "-" ? (line, before.IndexOf('-', StringComparison.Ordinal)) : throw new PolicyException($"{path}: the rows are not written one below the other");
    }

    [GeneratedRegex(@"^[\p{L}\p{N}《〔（“][\p{L}\p{N}./%〔〕（）《》“”、，；。—\- ]*(?<! )$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();

    /// <summary>A text by lines, without their ends.</summary>
    private sealed class Lines(string text)
    {
        public string[] Text { get; } = text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n');

        /// <summary>The line after the last one that belongs to what begins on a line at a column: all deeper ones, without blank lines and comments at the end.</summary>
        public int EndOf(int line, int column)
        {
            var end = line + 1;
            for (var i = line + 1; i < Text.Length; i++)
            {
                var content = Text[i].TrimStart(' ');
                if (content.Length == 0 || content[0] == '#')
                    continue;
                if (Text[i].Length - content.Length <= column)
                    break;
                end = i + 1;
            }
            return end;
        }

        public string Insert(int line, string block) => Replace(line, line, block);

        public string Replace(int from, int to, string block)
        {
            var result = new StringBuilder();
            foreach (var kept in Text[..from])
                result.Append(kept).Append('\n');
            result.Append(block.EndsWith('\n') ? block : block + "\n");
            foreach (var kept in Text[to..])
                result.Append(kept).Append('\n');
            return result.ToString();
        }
    }
}
