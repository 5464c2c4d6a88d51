namespace Huimin.Platform.Indicators;

/// <summary>
/// An indicator 指标 as its module declares it. Names, unit and measure stand under the same code in <c>data/indicators.yaml</c>; here
/// stands how it is counted. The platform does the rest: values by place and time, comparison, freezing, lists.
/// </summary>
public sealed record Indicator(string Code)
{
    /// <summary>In order of their first day; the first holds from the beginning.</summary>
    public required IReadOnlyList<Definition> Definitions { get; init; }

    /// <summary>Names, unit and business line of one that no report names and that only others are computed from; null where the catalogue has the line.</summary>
    public Auxiliary? Own { get; init; }

    /// <summary>Law or form by which it is counted; empty for the bureau's own usage.</summary>
    public string Law { get; init; } = "";

    /// <summary>How many of what is added up make one of the unit: 100 fen a yuan, 10 tenths an hour.</summary>
    public int Scale { get; init; } = 1;

    /// <summary>By which factor it may differ from the period before without being doubted; null where jumps are usual.</summary>
    public decimal? UsualChange { get; init; } = 2m;

    /// <summary>How it is counted on a day.</summary>
    public Definition On(DateOnly day) => Definitions.Last(d => d.From <= day || d == Definitions[0]);

    /// <summary>The days within a period on which the way of counting changes; empty for nearly all.</summary>
    public IReadOnlyList<DateOnly> ChangesIn(DateOnly after, DateOnly until) => [.. Definitions.Skip(1).Select(d => d.From).Where(d => d > after && d <= until)];

    public static Indicator Stock(string code, RecordSource source, FormattableString text, Func<Asked, IQueryable<Counted>> records) => Of(code, DefinitionKind.Stock, source, text, records);

    public static Indicator Flow(string code, RecordSource source, FormattableString text, Func<Asked, IQueryable<Counted>> records) => Of(code, DefinitionKind.Flow, source, text, records);

    /// <summary>Different people or households: <see cref="Counted.Who"/>.</summary>
    public static Indicator Different(string code, RecordSource source, FormattableString text, Func<Asked, IQueryable<Counted>> records) => Of(code, DefinitionKind.Different, source, text, records);

    /// <summary>A sum of money, which is kept in fen.</summary>
    public static Indicator Money(string code, RecordSource source, FormattableString text, Func<Asked, IQueryable<Counted>> records) =>
        Of(code, DefinitionKind.Flow, source, text, records) with { Scale = 100 };

    /// <summary>One indicator divided by another.</summary>
    public static Indicator Share(string code, string part, string whole, FormattableString text) =>
        Derived(code, text, [new(part), new(whole)], static v => v[1] == 0 ? null : v[0] / v[1]);

    /// <summary>Change against the same time a year before 同比.</summary>
    public static Indicator Growth(string code, string of, FormattableString text) =>
        Derived(code, text, [new(of), new(of, OfYearBefore: true)], static v => v[1] == 0 ? null : (v[0] / v[1]) - 1) with { UsualChange = null };

    public static Indicator Derived(string code, FormattableString text, IReadOnlyList<Ingredient> ingredients, Func<IReadOnlyList<decimal>, decimal?> compute) => new(code)
    {
        Definitions = [new Definition { Kind = DefinitionKind.Derived, Text = text, Ingredients = ingredients, Compute = compute }],
    };

    /// <summary>What the policies set.</summary>
    public static Indicator Standard(string code, FormattableString text, Func<Asked, int, IReadOnlyList<StandardValue>> values) => new(code)
    {
        Definitions = [new Definition { Kind = DefinitionKind.Standard, Text = text, Values = values }],
        UsualChange = null,
    };

    /// <summary>As a line of its own, beside the catalogue.</summary>
    public Indicator Named(string chinese, string english, string unit, string domain) => this with { Own = new Auxiliary(chinese, english, unit, domain) };

    private static Indicator Of(string code, DefinitionKind kind, RecordSource source, FormattableString text, Func<Asked, IQueryable<Counted>> records) => new(code)
    {
        Definitions = [new Definition { Kind = kind, Source = source, Text = text, Records = records }],
    };
}

/// <summary>What stands in the catalogue for others.</summary>
public sealed record Auxiliary(string Chinese, string English, string Unit, string Domain);
