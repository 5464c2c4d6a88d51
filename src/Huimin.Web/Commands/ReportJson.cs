using System.Text.Json;
using Huimin.Platform;
using Huimin.Reports;

namespace Huimin.Web.Commands;

/// <summary>A figure of a report as programs read it, the same in both languages.</summary>
internal static class ReportJson
{
    public static object Of(Figure figure) => new
    {
        quote = figure.Quote,
        offset = figure.Offset,
        value = figure.Value,
        unit = figure.Unit,
        bound = Name(figure.Bound),
        indicator = figure.Indicator,
        measure = Name(figure.Measure),
        period = figure.Period is { } period ? new { start = period.Start, end = period.End } : null,
        suspect = figure.Suspect is { } doubt ? new { kind = Name(doubt.Kind), reason = Texts.In(false, Reason(doubt, figure)), reason_en = Texts.In(true, Reason(doubt, figure)), likely_value = doubt.LikelyValue } : null,
        confidence = figure.Confidence,
    };

    /// <summary>Why the figure cannot be true.</summary>
    public static FormattableString Reason(Doubt doubt, Figure figure) => doubt.Kind switch
    {
        DoubtKind.Fraction => $"{figure.Value} 不是整数，人、户、处等不会有零头。",
        DoubtKind.AboveWhole => $"{figure.Value:0.####%} 超过 100%，比率不会超过整体。",
        DoubtKind.PartAboveWhole => $"{figure.Value} 多于它所属的整体 {doubt.Against ?? 0}。",
        DoubtKind.PartsDoNotAdd => $"{figure.Value} 与各部分之和 {doubt.Against ?? 0} 不符。",
        DoubtKind.Contradiction => $"同一报告里同一指标同一时期另写作 {doubt.Against ?? 0}。",
        _ => $"一个时期内建成 {figure.Value}，多于按全国平均这个城市应有的全部（约 {doubt.Against ?? 0}），可能写的是现有总数。",
    };

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
