namespace Huimin.Platform.Cases;

/// <summary>What a posting is for; stored.</summary>
public enum PublicityKind : short
{
    /// <summary>The first opinion, for objections 初审公示.</summary>
    Opinion = 1,

    /// <summary>What was granted, for as long as it is paid 审核确认公布.</summary>
    Result = 2,

    /// <summary>That a benefit is to end 拟终止公示.</summary>
    Ending = 3,
}

/// <summary>
/// A posting inside the village or community 公示. What it shows is fixed when it begins and holds only what
/// <see cref="Privacy.PublicEntry"/> lets through.
/// </summary>
public sealed class Publicity
{
    public long Id { get; init; }

    public long CaseId { get; init; }

    public PublicityKind Kind { get; init; }

    /// <summary>12-digit code of the village or community.</summary>
    public long Region { get; init; }

    /// <summary>Day 0; the next day is day 1.</summary>
    public DateOnly StartsOn { get; init; }

    /// <summary>Its last day.</summary>
    public DateOnly EndsOn { get; init; }

    /// <summary>Taken down before its end, because the opinion changed; null otherwise.</summary>
    public DateOnly? TakenDownOn { get; private set; }

    /// <summary>张*三.</summary>
    public required string Name { get; init; }

    /// <summary>Code of the programme.</summary>
    public required string Programme { get; init; }

    public int Persons { get; init; }

    /// <summary>In fen, a month or once; 0 for a recognition.</summary>
    public long Amount { get; init; }

    /// <summary>What is proposed or was decided.</summary>
    public CaseOutcome Outcome { get; init; }

    /// <summary>Whether it hangs on a day.</summary>
    public bool HangsOn(DateOnly day) => StartsOn <= day && day <= EndsOn && (TakenDownOn is null || day < TakenDownOn);

    public void TakeDown(DateOnly day) => TakenDownOn ??= day;
}
