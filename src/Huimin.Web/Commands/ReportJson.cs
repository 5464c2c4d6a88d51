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
        suspect = figure.Suspect is { } doubt ? new { kind = Name(doubt.Kind), reason = Reason(doubt, figure, english: false), reason_en = Reason(doubt, figure, english: true), likely_value = doubt.LikelyValue } : null,
        confidence = figure.Confidence,
    };

    /// <summary>Why the figure cannot be true.</summary>
    public static string Reason(Doubt doubt, Figure figure, bool english) => doubt.Kind switch
    {
        DoubtKind.Fraction => Texts.In(english, $"{figure.Value} 不是整数，人、户、处等不会有零头。"),
        DoubtKind.AboveWhole => Texts.In(english, $"{figure.Value:0.####%} 超过 100%，比率不会超过整体。"),
        DoubtKind.PartAboveWhole => Texts.In(english, $"{figure.Value} 多于它所属的整体 {doubt.Against ?? 0}。"),
        DoubtKind.PartsDoNotAdd => Texts.In(english, $"{figure.Value} 与各部分之和 {doubt.Against ?? 0} 不符。"),
        DoubtKind.Contradiction => Texts.In(english, $"同一报告里同一指标同一时期另写作 {doubt.Against ?? 0}。"),
        _ => Texts.In(english, $"一个时期内建成 {figure.Value}，多于按全国平均这个城市应有的全部（约 {doubt.Against ?? 0}），可能写的是现有总数。"),
    };

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
