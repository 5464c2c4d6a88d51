namespace Huimin.Policies;

internal enum ValueKind
{
    Bool,
    Count,
    Ratio,
    Months,
    Money,
    Date,
    Choice,
}

/// <summary>The type of a value: what it may be added to and compared with. Money knows its period, a choice its list.</summary>
internal readonly record struct ValueType(ValueKind Kind, MoneyPeriod Period = MoneyPeriod.None, ChoiceList? Choices = null)
{
    public static readonly ValueType Bool = new(ValueKind.Bool);
    public static readonly ValueType Count = new(ValueKind.Count);
    public static readonly ValueType Ratio = new(ValueKind.Ratio);
    public static readonly ValueType Months = new(ValueKind.Months);
    public static readonly ValueType Date = new(ValueKind.Date);

    public static ValueType Money(MoneyPeriod period) => new(ValueKind.Money, period);

    public bool IsMoney => Kind == ValueKind.Money;

    /// <summary>A bare number: a count or a ratio.</summary>
    public bool IsPlain => Kind is ValueKind.Count or ValueKind.Ratio;

    public static ValueType Of(Fact fact) => fact.Type switch
    {
        FactType.Bool => Bool,
        FactType.Count => Count,
        FactType.Date => Date,
        FactType.Choice => new(ValueKind.Choice, MoneyPeriod.None, fact.Choices),
        _ => Money(fact.Period),
    };

    public override string ToString() => Kind switch
    {
        ValueKind.Bool => "a truth value",
        ValueKind.Count => "a count",
        ValueKind.Ratio => "a ratio",
        ValueKind.Months => "a number of months",
        ValueKind.Date => "a date",
        ValueKind.Choice => $"a choice of {Choices!.Code}",
        _ => Period switch { MoneyPeriod.Month => "yuan/month", MoneyPeriod.Year => "yuan/year", _ => "yuan" },
    };
}
