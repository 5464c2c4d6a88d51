namespace Huimin.Platform.Values;

/// <summary>What a statutory period 期限 is counted in.</summary>
public enum LimitUnit : short
{
    /// <summary>工作日, by the State Council's notices.</summary>
    WorkingDays = 1,

    /// <summary>Calendar days 日; rest days count.</summary>
    Days = 2,

    /// <summary>Months 月: the same-numbered day, else the month's last.</summary>
    Months = 3,
}

/// <summary>A statutory period 期限, such as ten working days; the day of the event is day 0.</summary>
public readonly record struct Limit(int Count, LimitUnit Unit)
{
    public static Limit WorkingDays(int count) => new(count, LimitUnit.WorkingDays);

    public static Limit Days(int count) => new(count, LimitUnit.Days);

    public static Limit Months(int count) => new(count, LimitUnit.Months);

    /// <summary>10个工作日.</summary>
    public FormattableString Name => Unit switch
    {
        LimitUnit.WorkingDays => $"{Count}个工作日",
        LimitUnit.Days => $"{Count}天",
        _ => $"{Count}个月",
    };
}

/// <summary>The last day of a period.</summary>
/// <param name="Day">The last day on which it is kept.</param>
/// <param name="MissingYear">
/// A year that the period reaches into and whose holiday notice is not known yet: the day is provisional 暂定, counted as if that year
/// had no holiday but New Year's Day, and can only become later. Null for a day that stands.
/// </param>
public readonly record struct Deadline(DateOnly Day, int? MissingYear = null)
{
    public bool IsProvisional => MissingYear is not null;
}
