using Huimin.Reports;

namespace Huimin.Platform.Reports;

/// <summary>Why a figure of a report cannot be true, in words.</summary>
public static class DoubtWords
{
    public static FormattableString Of(Doubt doubt, Figure figure)
    {
        ArgumentNullException.ThrowIfNull(doubt);
        ArgumentNullException.ThrowIfNull(figure);
        return Said(doubt, figure);
    }

    private static FormattableString Said(Doubt doubt, Figure figure) => doubt.Kind switch
    {
        DoubtKind.Fraction => $"{figure.Value} 不是整数，人、户、处等不会有零头。",
        DoubtKind.AboveWhole => $"{figure.Value:0.####%} 超过 100%，比率不会超过整体。",
        DoubtKind.PartAboveWhole => $"{figure.Value} 多于它所属的整体 {doubt.Against ?? 0}。",
        DoubtKind.PartsDoNotAdd => $"{figure.Value} 与各部分之和 {doubt.Against ?? 0} 不符。",
        DoubtKind.Contradiction => $"同一报告里同一指标同一时期另写作 {doubt.Against ?? 0}。",
        _ => $"一个时期内建成 {figure.Value}，多于按全国平均这个城市应有的全部（约 {doubt.Against ?? 0}），可能写的是现有总数。",
    };
}
