namespace Huimin.Platform.Privacy.Retention;

/// <summary>What happens to records past their time.</summary>
public enum RetentionAction
{
    /// <summary>They are removed 删除.</summary>
    Delete,

    /// <summary>What identifies or reaches a person is removed, the rest stays 匿名化.</summary>
    Anonymise,

    /// <summary>They move to a file by a command of their own 归档.</summary>
    Archive,

    /// <summary>Nothing yet: no law or decision known here fixes a time 期限未定.</summary>
    Keep,
}

public enum RetentionUnit
{
    Days,
    Months,
    Years,
}

/// <summary>How long one kind of record is kept 保存期限, with the law that says so.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Length">How many of the unit; 0 acts at the event itself.</param>
/// <param name="Unit">Days, months or years.</param>
/// <param name="Action">What happens then.</param>
/// <param name="Law">Law and article; empty where none is known.</param>
/// <param name="LawEn">The same in English.</param>
/// <param name="Source">Where the text of the law was read; <c>placeholder</c> for a time that nobody has decided yet.</param>
public sealed record RetentionRule(RetentionKind Kind, int Length, RetentionUnit Unit, RetentionAction Action, string Law, string LawEn, string Source)
{
    public const string Placeholder = "placeholder";

    public bool IsPlaceholder => Source == Placeholder;

    /// <summary>
    /// What happened before this day is past its time; null where nothing is. A month too short for the day keeps a record longer,
    /// never shorter.
    /// </summary>
    public DateOnly? Before(DateOnly today) => (Action, Unit) switch
    {
        (RetentionAction.Keep, _) => null,
        (_, RetentionUnit.Days) => today.AddDays(-Length),
        (_, RetentionUnit.Months) => today.AddMonths(-Length),
        _ => today.AddYears(-Length),
    };

    /// <summary>The time in words.</summary>
    public FormattableString Period => (Action, Unit) switch
    {
        (RetentionAction.Keep, _) => Said($"期限未定"),
        (_, RetentionUnit.Days) => Said($"{Length}天"),
        (_, RetentionUnit.Months) => Said($"{Length}个月"),
        _ => Said($"{Length}年"),
    };

    private static FormattableString Said(FormattableString text) => text;
}
