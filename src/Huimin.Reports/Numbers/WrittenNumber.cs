namespace Huimin.Reports.Numbers;

/// <summary>A number with its measure word, where it stands in the normal text.</summary>
internal sealed record WrittenNumber
{
    /// <summary>Index of the first character, a word such as 约 or 第 included.</summary>
    public required int Start { get; init; }

    /// <summary>Index behind the measure word, a word such as 以上 included.</summary>
    public required int End { get; init; }

    /// <summary>In whole units: 18.8万 is 188000, 95% is 0.95.</summary>
    public required decimal Value { get; init; }

    /// <summary>What one more in the last written digit is worth.</summary>
    public required decimal Step { get; init; }

    public required FigureBound Bound { get; init; }

    public required UnitWord Unit { get; init; }

    /// <summary>Written in characters: 八项, 千余家.</summary>
    public bool IsChinese { get; init; }

    /// <summary>万 or 亿 stands in it.</summary>
    public bool HasMagnitude { get; init; }
}
