using Huimin.Reports.Catalogue;

namespace Huimin.Reports.Claims;

/// <summary>What is said without a number.</summary>
public enum ClaimKind
{
    /// <summary>Something holds of all: 全部, 全覆盖, 均, 应保尽保.</summary>
    All,

    /// <summary>Something did not happen, or nothing of it is left: 不发生, 清零.</summary>
    None,

    /// <summary>There is more than a year before: 显著增加.</summary>
    More,

    /// <summary>There is less than a year before: 明显减少.</summary>
    Less,

    /// <summary>Places differ: 不均衡.</summary>
    Uneven,

    /// <summary>Others have not, or less of it: 全省率先, 全国最大.</summary>
    First,
}

/// <summary>A claim without a number: 分散供养特困人员全部签订照料服务协议.</summary>
/// <param name="Quote">The clause, exactly as the original text has it.</param>
/// <param name="Offset">Where it begins in the original text, in UTF-16 characters.</param>
/// <param name="Period">Null when neither the text nor its reader says which.</param>
/// <param name="Rule">What it is measured by; null where the catalogue has nothing for it.</param>
public sealed record Claim(string Quote, int Offset, ReportPeriod? Period, ClaimKind Kind, ClaimRule? Rule)
{
    /// <summary>Whether a change is said to be a great one: 显著, 大幅.</summary>
    public bool IsMarked { get; init; }
}
