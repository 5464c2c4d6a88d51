namespace Huimin.Platform.Values;

/// <summary>Self-care of a person in extreme hardship 特困人员生活自理能力 (民发〔2021〕43号).</summary>
public enum SelfCareLevel
{
    /// <summary>全自理: every item can be done alone.</summary>
    Full = 1,

    /// <summary>半自理: one to three items cannot.</summary>
    Partial = 2,

    /// <summary>全护理: four or more cannot.</summary>
    None = 3,
}

/// <summary>The six items that decide self-care: which of them the person cannot do alone.</summary>
[Flags]
public enum SelfCareLosses
{
    None = 0,

    /// <summary>吃饭.</summary>
    Eating = 1,

    /// <summary>穿衣.</summary>
    Dressing = 2,

    /// <summary>上下床.</summary>
    GettingInAndOutOfBed = 4,

    /// <summary>如厕.</summary>
    UsingTheToilet = 8,

    /// <summary>室内行走.</summary>
    WalkingIndoors = 16,

    /// <summary>洗澡.</summary>
    Bathing = 32,
}

/// <summary>Derives the level of self-care from the six items.</summary>
public static class SelfCare
{
    public static SelfCareLevel LevelOf(SelfCareLosses losses) => int.PopCount((int)losses) switch
    {
        0 => SelfCareLevel.Full,
        <= 3 => SelfCareLevel.Partial,
        _ => SelfCareLevel.None,
    };
}
