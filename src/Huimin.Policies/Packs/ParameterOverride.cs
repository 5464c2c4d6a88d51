namespace Huimin.Policies;

/// <summary>
/// A parameter set for a trial: <c>dibao.standard=990</c> sets all its values, <c>dibao.standard.zone1=990</c> those of a zone,
/// option, part or table key. A sign changes the values in force instead: <c>+30</c>, <c>-10</c>, <c>+5%</c>; a value that is itself
/// below zero has a second sign of equality: <c>==-5</c>. Only the form is checked here; <see cref="PolicyPack.In"/> knows the names.
/// </summary>
public sealed record ParameterOverride(string Programme, string Parameter, IReadOnlyList<string> Path, string Value)
{
    /// <exception cref="PolicyException">The text has not the form <c>programme.parameter=value</c>.</exception>
    public static ParameterOverride Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? Of(text[..equals].Trim(), text[(equals + 1)..].Trim()) : throw Form(text);
    }

    public override string ToString() => $"{Name}={Value}";

    /// <summary>What is set, without the value: <c>dibao.standard.zone1</c>.</summary>
    public string Name => string.Join('.', [Programme, Parameter, .. Path]);

    /// <summary>The value as a policy file would have it, where it replaces what is in force.</summary>
    public string NewValue => Value is ['=', .. var exact] ? exact : Value;

    /// <summary>Whether the value changes what is in force rather than replacing it.</summary>
    public bool IsRelative => Value is ['+' or '-', ..];

    internal static ParameterOverride Of(string name, string value) =>
        name.Split('.') is [var programme, var parameter, .. var path] && value.Length > 0 && !name.Split('.').Contains("")
            ? new ParameterOverride(programme, parameter, path, value)
            : throw Form($"{name}={value}");

    /// <summary>The parameter that is meant.</summary>
    /// <exception cref="PolicyException">There is none.</exception>
    internal Parameter In(PolicyPack pack)
    {
        var programme = pack.Find(Programme)
            ?? throw new PolicyException($"{this}: there is no programme '{Programme}'{Suggestion.For(Programme, pack.Programmes.Select(p => p.Code))}");
        return programme.Parameters.FirstOrDefault(p => p.Code == Parameter)
            ?? throw new PolicyException($"{this}: '{Programme}' has no parameter '{Parameter}'{Suggestion.For(Parameter, programme.Parameters.Select(p => p.Code))}");
    }

    /// <summary>Sets the cells that the path names.</summary>
    internal void Apply(Parameter parameter, ParameterCell?[] cells)
    {
        var change = Change(parameter.Type);
        var part = -1;
        var options = parameter.Dimensions.Select(_ => -1).ToArray();
        long? key = null;
        for (var i = 0; i < Path.Count; i++)
        {
            var step = Path[i];
            var found = parameter.Parts.ToList().FindIndex(p => p.Code == step);
            bool twice;
            if (found >= 0)
                (twice, part) = (part >= 0, found);
            else if (parameter.Dimensions.ToList().FindIndex(d => d.IndexOf(step) >= 0) is >= 0 and var dimension)
                (twice, options[dimension]) = (options[dimension] >= 0, parameter.Dimensions[dimension].IndexOf(step));
            else if (i + 1 < Path.Count && parameter.ReadKey($"{step}.{Path[i + 1]}") is { } fraction) // the name was cut at its point
                (twice, key, i) = (key is not null, fraction, i + 1);
            else if (parameter.ReadKey(step) is { } number)
                (twice, key) = (key is not null, number);
            else
                throw new PolicyException($"{this}: '{step}' is not a part, zone, option or key of this parameter{Suggestion.For(step, Names(parameter))}");
            if (twice)
                throw new PolicyException($"{this}: '{step}' is a second value for what the name has already said");
        }
        for (var i = 0; i < cells.Length; i++)
            if (Matches(parameter, i, part, options))
                cells[i] = Changed(parameter, cells[i], key, change);
    }

    private static IEnumerable<string> Names(Parameter parameter) =>
        parameter.Parts.Concat(parameter.Dimensions.SelectMany(d => d.Options)).Select(o => o.Code);

    private static bool Matches(Parameter parameter, int cell, int part, int[] options)
    {
        if (part >= 0 && cell / parameter.CellsPerPart != part)
            return false;
        var stride = parameter.CellsPerPart;
        for (var i = 0; i < options.Length; i++)
        {
            stride /= parameter.Dimensions[i].Options.Count;
            if (options[i] >= 0 && cell / stride % parameter.Dimensions[i].Options.Count != options[i])
                return false;
        }
        return true;
    }

    /// <summary>What becomes of a value in force; null is none.</summary>
    private Func<Number?, Number> Change(ValueType type)
    {
        if (!IsRelative || type.Kind is ValueKind.Bool or ValueKind.Date)
        {
            var value = Read(type, NewValue);
            return _ => value;
        }
        var written = Value[1..];
        if (written is ['+' or '-' or '−', ..])
            throw new PolicyException($"{this}: '{Value}' has two signs");
        if (type.Kind == ValueKind.Ratio || !written.EndsWith('%'))
        {
            var step = Read(type, written);
            return old => NotBelowZero(Value[0] == '+' ? From(old) + step : From(old) - step, old!.Value, type);
        }
        var share = Read(ValueType.Ratio, written);
        var factor = Value[0] == '+' ? Number.Of(1) + share : Number.Of(1) - share;
        // A standard is published in whole fen, a count in whole numbers.
        return old => NotBelowZero(Whole(From(old) * factor), old!.Value, type);
    }

    private Number Read(ValueType type, string text)
    {
        if (ParameterText.Read(type, text, out var value, out _) is { } wrong)
            throw new PolicyException($"{this}: {wrong}");
        return value;
    }

    private Number From(Number? old) =>
        old ?? throw new PolicyException($"{this}: no value is in force that '{Value}' could change; write the value itself");

    private Number Whole(Number value) =>
        value.IsKnown && value.Round(new Rounding(1, RoundingDirection.Nearest)) is { } whole ? Number.Of(whole) : throw new PolicyException($"{this}: the value becomes too large");

    private Number NotBelowZero(Number value, Number old, ValueType type) => value.IsKnown && Number.Compare(value, Number.Zero) >= 0
        ? value
        : throw new PolicyException($"{this}: {ValueText.Of(old, type, english: true)} changed by {Value} is {(value.IsKnown ? "below zero" : "too large")}");

    private static ParameterCell Changed(Parameter parameter, ParameterCell? cell, long? key, Func<Number?, Number> change)
    {
        if (!parameter.IsTable)
            return new ParameterCell(null, [change(cell?.Values[0])], null);
        if (key is not { } at)
            return cell is null ? new ParameterCell([0], [change(null)], null) : cell with { Values = [.. cell.Values.Select(v => change(v))] };
        var rows = new SortedDictionary<long, Number>();
        for (var i = 0; i < (cell?.Values.Length ?? 0); i++)
            rows[cell!.Keys![i]] = cell.Values[i];
        rows[at] = change(cell?.At(at));
        return new ParameterCell([.. rows.Keys], [.. rows.Values], null);
    }

    private static PolicyException Form(string text) =>
        new($"'{text}' does not set a parameter; write it as dibao.standard=990, dibao.standard.zone1=990 or dibao.standard=+30");
}
