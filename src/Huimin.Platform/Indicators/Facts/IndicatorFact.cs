namespace Huimin.Platform.Indicators.Facts;

/// <summary>
/// The value of a counted indicator for a place and time, kept so that pages need not count millions 指标事实. Of a stock and of a flow for
/// each day, of different people for the periods that ended with the day; for city, counties and townships. The city's row is always
/// there once a day was counted, a place without a row then has none. Villages are counted from the records, which are indexed by place.
/// </summary>
public sealed class IndicatorFact
{
    public required string Indicator { get; init; }

    public long Region { get; init; }

    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    /// <summary>In the smallest unit of the indicator: <see cref="Indicators.Indicator.Scale"/>.</summary>
    public long Value { get; init; }

    /// <summary>In UTC.</summary>
    public DateTime RebuiltAt { get; init; }
}
