using System.Globalization;

namespace Huimin.Policies;

/// <summary>Compares two rows of a parameter cell by cell and says for whom the values differ.</summary>
internal static class ParameterValues
{
    /// <summary>
    /// The groups of cells with the same value before and the same, other value after; each with the names of the parts, options and
    /// table keys that it is for (empty: for all). A null value: no row is in force.
    /// </summary>
    public static IReadOnlyList<(string Label, string LabelEn, (string Zh, string En)? Was, (string Zh, string En)? Now)> Compare(
        Parameter parameter, Parameter? old, ParameterRow? before, ParameterRow? after)
    {
        var axes = Axes(parameter);
        var oldCells = Cells(old ?? parameter, before);
        var cells = Cells(parameter, after);
        var keys = parameter.IsTable
            ? oldCells.Values.Concat(cells.Values).SelectMany(c => c.Keys ?? []).Distinct().Order().ToList()
            : [];
        if (parameter.IsTable)
            axes.Add(KeyAxis(parameter, keys));
        var differing = new Dictionary<((string, string)? Was, (string, string)? Now), List<int[]>>();
        foreach (var at in Positions(axes))
        {
            var path = string.Join('.', at.Take(axes.Count - (parameter.IsTable ? 1 : 0)).Select((option, axis) => axes[axis][option].Code));
            var key = parameter.IsTable ? keys[at[^1]] : (long?)null;
            var (was, now) = (Value(old ?? parameter, oldCells, path, key, before is not null), Value(parameter, cells, path, key, after is not null));
            if (was == now)
                continue;
            if (!differing.TryGetValue((was, now), out var group))
                differing[(was, now)] = group = [];
            group.Add(at);
        }
        return [.. differing.SelectMany(g => Labels(axes, g.Value).Select(l => (l.Zh, l.En, g.Key.Was, g.Key.Now)))];
    }

    /// <summary>
    /// The parameter's values over time: a series for each group of cells that have always been alike. Rows that were converted from
    /// another period count in the parameter's own; a month without a row has no point.
    /// </summary>
    public static IReadOnlyList<ParameterSeries> Series(Parameter parameter)
    {
        var axes = Axes(parameter);
        var rows = parameter.Rows.Select(r => (Row: r, Cells: Cells(parameter, r))).ToList();
        var keys = parameter.IsTable ? rows.SelectMany(r => r.Cells.Values).SelectMany(c => c.Keys ?? []).Distinct().Order().ToList() : [];
        if (parameter.IsTable)
            axes.Add(KeyAxis(parameter, keys));
        var scale = parameter.Type.IsMoney || parameter.Type.Kind == ValueKind.Ratio ? 100m : 1m;
        return
        [
            .. Positions(axes).GroupBy(at => string.Join(' ', rows.Select(r => Value(r.Cells, at).ToString(CultureInfo.InvariantCulture)))).SelectMany(group =>
                Labels(axes, [.. group]).Select(label => new ParameterSeries(label.Zh, label.En, [.. rows.Select(r => new ParameterPoint(r.Row.From, r.Row.To, Value(r.Cells, group.First())))]))),
        ];

        decimal Value(Dictionary<string, ParameterCell> cells, int[] at)
        {
            var cell = cells[string.Join('.', at.Take(axes.Count - (parameter.IsTable ? 1 : 0)).Select((option, axis) => axes[axis][option].Code))];
            var number = parameter.IsTable ? cell.At(keys[at[^1]]) : cell.Values[0];
            return parameter.Type.Kind == ValueKind.Ratio ? number.ToDecimal() * scale : number.ToDecimal() / scale;
        }
    }

    private static List<IReadOnlyList<Option>> Axes(Parameter parameter)
    {
        List<IReadOnlyList<Option>> axes = [];
        if (parameter.Parts.Count > 0)
            axes.Add(parameter.Parts);
        axes.AddRange(parameter.Dimensions.Select(d => d.Options));
        return axes;
    }

    private static List<Option> KeyAxis(Parameter parameter, List<long> keys) =>
        [.. keys.Select(k => new Option(k.ToString(CultureInfo.InvariantCulture), $"≥ {parameter.FormatKey(k, english: false)}", $"≥ {parameter.FormatKey(k, english: true)}"))];

    private static IEnumerable<int[]> Positions(List<IReadOnlyList<Option>> axes)
    {
        var count = axes.Aggregate(1, (all, axis) => all * axis.Count);
        for (var i = 0; i < count; i++)
        {
            var at = new int[axes.Count];
            var rest = i;
            for (var axis = axes.Count - 1; axis >= 0; axis--)
                (rest, at[axis]) = Math.DivRem(rest, axes[axis].Count);
            yield return at;
        }
    }

    /// <summary>A group that is a block is named once, by the axes that it does not fill; another cell by cell.</summary>
    private static IEnumerable<(string Zh, string En)> Labels(List<IReadOnlyList<Option>> axes, List<int[]> group)
    {
        var used = axes.Select((_, axis) => group.Select(at => at[axis]).Distinct().ToList()).ToList();
        if (used.Aggregate(1, (size, options) => size * options.Count) == group.Count)
            return [Label(axes, used)];
        return group.Select(at => Label(axes, [.. at.Select(option => new List<int> { option })]));
    }

    private static (string Zh, string En) Label(List<IReadOnlyList<Option>> axes, List<List<int>> used)
    {
        var named = used.Index().Where(u => u.Item.Count < axes[u.Index].Count || (axes[u.Index].Count == 1 && axes[u.Index][0].Name.StartsWith('≥'))).ToList();
        return (string.Join(' ', named.Select(u => string.Join("、", u.Item.Select(o => axes[u.Index][o].Name)))),
            string.Join(", ", named.Select(u => string.Join(" and ", u.Item.Select(o => axes[u.Index][o].NameEn)))));
    }

    /// <summary>The cells of a row by the codes of part and options, so that two parameters with other options can be compared.</summary>
    private static Dictionary<string, ParameterCell> Cells(Parameter parameter, ParameterRow? row)
    {
        var cells = new Dictionary<string, ParameterCell>(StringComparer.Ordinal);
        if (row is null)
            return cells;
        var axes = Axes(parameter);
        foreach (var (index, at) in Positions(axes).Index())
            cells[string.Join('.', at.Select((option, axis) => axes[axis][option].Code))] = row.Cells[index];
        return cells;
    }

    /// <summary>A parameter that did not tell options apart has the one value for each of them.</summary>
    private static (string Zh, string En)? Value(Parameter parameter, Dictionary<string, ParameterCell> cells, string path, long? key, bool hasRow)
    {
        if (!hasRow)
            return null;
        if (!cells.TryGetValue(path, out var cell) && (cell = Wider(cells, path)) is null)
            return null;
        if (cell.Published is { } published)
            return (parameter.Format(published, english: false), parameter.Format(published, english: true));
        var number = key is { } at ? cell.At(at) : cell.Values[0];
        var text = Text(parameter, number);
        return (parameter.Format(text, english: false), parameter.Format(text, english: true));
    }

    private static ParameterCell? Wider(Dictionary<string, ParameterCell> cells, string path)
    {
        var codes = path.Split('.');
        return cells.FirstOrDefault(c => c.Key.Length == 0 || c.Key.Split('.').All(codes.Contains)).Value;
    }

    private static string Text(Parameter parameter, Number value) => parameter.Type.Kind switch
    {
        ValueKind.Money => (value.ToDecimal() / 100).ToString("0.##", CultureInfo.InvariantCulture),
        ValueKind.Bool => value.IsZero ? "false" : "true",
        _ => ValueText.Of(value, parameter.Type, english: false),
    };
}
