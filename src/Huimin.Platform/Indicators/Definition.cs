namespace Huimin.Platform.Indicators;

/// <summary>How a definition makes a value.</summary>
public enum DefinitionKind
{
    /// <summary>What stands on a day 期末数; parts of a city add up.</summary>
    Stock,

    /// <summary>What happens in a period 发生数; days and parts of a city add up.</summary>
    Flow,

    /// <summary>How many different people or households in a period; neither days nor parts add up, since somebody may be in several.</summary>
    Different,

    /// <summary>Computed from other indicators: shares, growths, averages.</summary>
    Derived,

    /// <summary>What the policies set for a place 标准.</summary>
    Standard,
}

/// <summary>Another indicator that one is computed from, of the same period or of an earlier one.</summary>
public sealed record Ingredient(string Code, bool OfYearBefore = false)
{
    public Period Of(Period period) => OfYearBefore ? period.YearBefore : period;
}

/// <summary>One value of a standard with whom it is for; the names are empty where it is for all.</summary>
public sealed record StandardValue(string Path, string Name, string NameEn, decimal Value, string Law);

/// <summary>
/// How an indicator is counted from a day on 口径. A query gives the records that count, so that value and list come from one definition;
/// a later definition does not change what was counted by an earlier one.
/// </summary>
public sealed record Definition
{
    /// <summary>First day on which it is counted so.</summary>
    public DateOnly From { get; init; } = DateOnly.MinValue;

    public required DefinitionKind Kind { get; init; }

    /// <summary>What is counted, as a sentence.</summary>
    public required FormattableString Text { get; init; }

    /// <summary>The records; null where it is derived or a standard.</summary>
    public Func<Asked, IQueryable<Counted>>? Records { get; init; }

    /// <summary>Where the records are kept; null where there are none.</summary>
    public RecordSource? Source { get; init; }

    /// <summary>What it is computed from, in the order in which <see cref="Compute"/> takes it.</summary>
    public IReadOnlyList<Ingredient> Ingredients { get; init; } = [];

    /// <summary>Null where it cannot be said, as with a share of nothing.</summary>
    public Func<IReadOnlyList<decimal>, decimal?>? Compute { get; init; }

    /// <summary>The values of a standard in a county on a day; county 0 for the whole city.</summary>
    public Func<Asked, int, IReadOnlyList<StandardValue>>? Values { get; init; }

    /// <summary>Whether the values of parts add up to the value of the whole, so that they are kept as facts.</summary>
    public bool IsCounted => Kind is DefinitionKind.Stock or DefinitionKind.Flow or DefinitionKind.Different;
}
