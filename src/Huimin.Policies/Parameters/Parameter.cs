using System.Globalization;

namespace Huimin.Policies;

/// <summary>
/// A number of the law that changes with time and place: a standard, a limit, a rate 参数. Its rows are dated and each names the
/// document that set it.
/// </summary>
public sealed class Parameter
{
    internal Parameter(Programme programme, string code) => (Programme, Code) = (programme, code);

    public Programme Programme { get; }

    public string Code { get; }

    public string Name { get; internal init; } = "";

    public string NameEn { get; internal init; } = "";

    /// <summary>The unit in the words of the policy file: <c>yuan/month</c>, <c>ratio</c>, <c>count</c> …</summary>
    public string Unit { get; internal init; } = "";

    /// <summary>The rows by date. None: each place sets the parameter, and this one has not.</summary>
    public IReadOnlyList<ParameterRow> Rows { get; internal set; } = [];

    internal ValueType Type { get; init; }

    /// <summary>The parts that the text names as <c>top_up.minor</c>; empty for a single value.</summary>
    internal IReadOnlyList<Option> Parts { get; init; } = [];

    /// <summary>What the value depends on: the zone, or a choice among the facts.</summary>
    internal IReadOnlyList<Dimension> Dimensions { get; init; } = [];

    /// <summary>A table in which a value is looked up: the greatest key not above it counts.</summary>
    internal bool IsTable => KeyType is not null;

    /// <summary>What is looked up in a table (<c>lookup:</c>): a count, money of a period, or a ratio; null for no table.</summary>
    internal ValueType? KeyType { get; init; }

    /// <summary>A key of the table stands for this part of a count, a fen or a ratio.</summary>
    internal long KeyScale => KeyType == ValueType.Ratio ? 1_000_000 : 1;

    /// <summary>How the keys of the table are written.</summary>
    internal string KeyForm => KeyType == ValueType.Ratio ? "a ratio such as 60%" : KeyType is { IsMoney: true } ? "an amount of yuan" : "a whole number";

    /// <summary>Position among all parameters of the pack.</summary>
    internal int Slot { get; init; }

    internal int CellsPerPart => Dimensions.Aggregate(1, (cells, d) => cells * d.Options.Count);

    internal int PartCount => Math.Max(1, Parts.Count);

    /// <summary>Everything a row can give a value of its own: each combination of part, zone and choice; one empty path where there is none.</summary>
    public IReadOnlyList<ParameterValue> Combinations
    {
        get
        {
            List<ParameterValue> all = [new("", "", "", "")];
            foreach (var options in Dimensions.Select(d => d.Options).Prepend(Parts).Where(o => o.Count > 0))
                all = [.. all.SelectMany(_ => options, (value, o) => new ParameterValue($"{value.Path}.{o.Code}".TrimStart('.'), $"{value.Name} {o.Name}".Trim(), $"{value.NameEn} {o.NameEn}".Trim(), ""))];
            return all;
        }
    }

    /// <summary>The row in force on a day, or null.</summary>
    public ParameterRow? RowOn(DateOnly day)
    {
        for (var i = Rows.Count - 1; i >= 0; i--)
            if (Rows[i].From <= day)
                return Rows[i].To is { } to && to < day ? null : Rows[i];
        return null;
    }

    /// <summary>The values over time, a series for each group of cells that have always been alike; empty for truth values and dates.</summary>
    public IReadOnlyList<ParameterSeries> Series() => Type.Kind is ValueKind.Bool or ValueKind.Date || Rows.Count == 0 ? [] : ParameterValues.Series(this);

    /// <summary>Whether a text can be a value of this parameter, as a row of a policy file gives it.</summary>
    public bool Accepts(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ParameterText.Read(Type, text, out _, out _) is null;
    }

    /// <summary>A published value as a sentence quotes it: <c>每年4,200元</c>, <c>4,200 yuan a year</c>.</summary>
    internal static string Quote(string published, bool english)
    {
        var (number, period) = published.Split('/', 2) is [var amount, var unit] ? (amount, unit) : (published, "");
        var yuan = decimal.TryParse(number, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
            ? value.ToString(value == decimal.Truncate(value) ? "#,##0" : "#,##0.00", CultureInfo.InvariantCulture)
            : number;
        return period switch
        {
            "year" => english ? $"{yuan} yuan a year" : $"每年{yuan}元",
            "month" => english ? $"{yuan} yuan a month" : $"每月{yuan}元",
            _ => published,
        };
    }

    /// <summary>A published value with its unit: <c>600元/月</c>, <c>4200元/年</c>, <c>24个月</c>, <c>30%</c>, <c>是</c>.</summary>
    public string Format(string published, bool english)
    {
        ArgumentNullException.ThrowIfNull(published);
        if (published is "true" or "false")
            return ValueText.Of(published == "true" ? Truth.True : Truth.False, english);
        var cut = published.IndexOf('/', StringComparison.Ordinal);
        var (number, unit) = cut > 0 ? (published[..cut], $"yuan/{published[(cut + 1)..]}") : (published, Unit);
        return unit switch
        {
            "yuan" => english ? $"{number} yuan" : $"{number}元",
            "yuan/month" => english ? $"{number} yuan/month" : $"{number}元/月",
            "yuan/year" => english ? $"{number} yuan/year" : $"{number}元/年",
            "months" => english ? $"{number} months" : $"{number}个月",
            _ => published,
        };
    }

    /// <summary>A key of the table as people read it: <c>80</c>, <c>60%</c>, <c>1500元/月</c>.</summary>
    internal string FormatKey(long key, bool english) => KeyType is { IsMoney: true, Period: var period }
        ? $"{(key / 100m).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)}{(english ? " yuan" : "元")}{(period switch { MoneyPeriod.Month => english ? "/month" : "/月", MoneyPeriod.Year => english ? "/year" : "/年", _ => "" })}"
        : ValueText.Of(Number.Of(key) / Number.Of(KeyScale), KeyType ?? ValueType.Count, english);

    /// <summary>A key in units of <see cref="KeyScale"/>; null if the text is none or this is no table.</summary>
    internal long? ReadKey(string text)
    {
        if (KeyType is not { } type || ParameterText.Read(type, text, out var value, out var converted) is not null || converted || text.Contains('/', StringComparison.Ordinal))
            return null;
        var key = value * Number.Of(KeyScale);
        return key.IsKnown && Number.Compare(key, Number.Of(key.Floor(1))) == 0 ? key.Floor(1) : null;
    }

    /// <summary>A key as it is written: <c>80</c>, <c>1000.50</c>, <c>60%</c>.</summary>
    internal string KeyText(long key) => KeyType switch
    {
        { Kind: ValueKind.Ratio } => $"{(key / 10_000m).ToString("0.####", CultureInfo.InvariantCulture)}%",
        { IsMoney: true } => (key / 100m).ToString("0.##", CultureInfo.InvariantCulture),
        _ => key.ToString(CultureInfo.InvariantCulture),
    };

    public override string ToString() => $"{Programme.Code}.{Code}";
}

/// <summary>One published value of a parameter, from a day on.</summary>
public sealed class ParameterRow
{
    public required DateOnly From { get; init; }

    /// <summary>The last day, or null: until the next row, or still in force.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The documents that set it. Empty only for a placeholder.</summary>
    public required IReadOnlyList<string> Law { get; init; }

    /// <summary>No value was published for this place; <see cref="Note"/> says where this one was taken from.</summary>
    public bool IsPlaceholder { get; init; }

    public string? Note { get; init; }

    public string? NoteEn { get; init; }

    /// <summary>The values as published, each with the names of what it depends on.</summary>
    public required IReadOnlyList<ParameterValue> Values { get; init; }

    /// <summary>Every combination of part and dimensions, parts outermost.</summary>
    internal IReadOnlyList<ParameterCell> Cells { get; init; } = [];
}

/// <summary>One value of a row for display: for whom, in both languages (empty when there is no difference), and the text as published.</summary>
public sealed record ParameterValue(string Path, string Name, string NameEn, string Text);

/// <summary>A value, or the values of a table by ascending key. <paramref name="Published"/> is the text where its unit differs.</summary>
internal sealed record ParameterCell(long[]? Keys, Number[] Values, string? Published)
{
    public bool SameAs(ParameterCell other) =>
        Values.Length == other.Values.Length
        && !Values.Where((v, i) => !Number.Same(v, other.Values[i]) || Keys?[i] != other.Keys?[i]).Any();

    /// <param name="scale">Of the keys: <see cref="Parameter.KeyScale"/>.</param>
    public Number Lookup(Number at, long scale) => At(at.Floor(scale));

    /// <param name="key">In units of <see cref="Parameter.KeyScale"/>.</param>
    public Number At(long key)
    {
        var row = RowAt(key);
        return row < 0 ? Number.Zero : Values[row]; // below the first key there is nothing
    }

    /// <summary>Position of the greatest key that is not above this one; -1 below the first.</summary>
    public int RowAt(long key)
    {
        var found = -1;
        while (found + 1 < Keys!.Length && Keys[found + 1] <= key)
            found++;
        return found;
    }
}

/// <summary>Something that a parameter's value depends on: the zone (no fact) or a choice.</summary>
internal sealed class Dimension
{
    public required string Code { get; init; }

    public required IReadOnlyList<Option> Options { get; init; }

    public NumberNode? FactNode { get; init; }

    /// <summary>The same fact of the person, where both have it: for a household's parameter that is asked for a person.</summary>
    public NumberNode? PersonFactNode { get; init; }

    public NumberNode? Node(bool ofPerson) => ofPerson ? PersonFactNode ?? FactNode : FactNode;

    public Fact? Fact => (FactNode as IFactNode)?.Fact;

    /// <summary>Position of the family's option, or -1 if it is not known.</summary>
    public int Position(FamilyEvaluator e, bool ofPerson)
    {
        if (Node(ofPerson) is not { } node)
            return e.Zone;
        var value = node.Evaluate(e);
        return value.IsKnown && value.Whole < Options.Count ? (int)value.Whole : -1;
    }

    public int IndexOf(string code)
    {
        for (var i = 0; i < Options.Count; i++)
            if (Options[i].Code == code)
                return i;
        return -1;
    }
}
