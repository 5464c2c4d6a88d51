namespace Huimin.Platform.Values;

/// <summary>Level of ability of an older person 老年人能力等级 (GB/T 42195-2022); higher is less able.</summary>
public enum AbilityLevel
{
    /// <summary>能力完好.</summary>
    Intact = 0,

    /// <summary>轻度失能.</summary>
    MildLoss = 1,

    /// <summary>中度失能.</summary>
    ModerateLoss = 2,

    /// <summary>重度失能.</summary>
    SevereLoss = 3,

    /// <summary>完全失能.</summary>
    CompleteLoss = 4,
}

/// <summary>Findings that change the level that the score alone would give.</summary>
[Flags]
public enum AbilityFindings
{
    None = 0,

    /// <summary>昏迷: complete loss at once.</summary>
    Coma = 1,

    /// <summary>Diagnosed dementia (ICD-10 F00–F03): one level worse.</summary>
    Dementia = 2,

    /// <summary>Other mental disorder (F04–F99), diagnosed by a specialist: one level worse.</summary>
    MentalDisorder = 4,

    /// <summary>Two or more care-risk events (fall, choking, self-harm, straying …) within 30 days: one level worse.</summary>
    CareRiskEvents = 8,
}

/// <summary>Sum of the 26 items of an ability assessment 老年人能力评估 (GB/T 42195-2022), 0–90; higher is abler.</summary>
public readonly record struct AbilityScore
{
    public const int Maximum = 90;

    /// <exception cref="ArgumentOutOfRangeException">The sum is outside 0–90.</exception>
    public AbilityScore(int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(total, Maximum);
        Total = total;
    }

    /// <summary>From the four groups of items: 自理能力 0–32, 基础运动能力 0–15, 精神状态 0–28, 感知觉与社会参与 0–15.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A group is outside its range.</exception>
    public AbilityScore(int selfCare, int movement, int mentalState, int perceptionAndSocial)
        : this(Checked(selfCare, 32) + Checked(movement, 15) + Checked(mentalState, 28) + Checked(perceptionAndSocial, 15))
    {
    }

    public int Total { get; }

    /// <summary>Level by the sum alone: 90 intact, 66–89 mild, 46–65 moderate, 30–45 severe, 0–29 complete loss.</summary>
    public AbilityLevel Level => Total switch
    {
        90 => AbilityLevel.Intact,
        >= 66 => AbilityLevel.MildLoss,
        >= 46 => AbilityLevel.ModerateLoss,
        >= 30 => AbilityLevel.SevereLoss,
        _ => AbilityLevel.CompleteLoss,
    };

    /// <summary>Final level: coma is complete loss; any other findings make the level worse once, whatever their number.</summary>
    public AbilityLevel LevelWith(AbilityFindings findings)
    {
        if (findings.HasFlag(AbilityFindings.Coma))
            return AbilityLevel.CompleteLoss;
        return findings == AbilityFindings.None || Level == AbilityLevel.CompleteLoss ? Level : Level + 1;
    }

    private static int Checked(int points, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points, maximum);
        return points;
    }
}
