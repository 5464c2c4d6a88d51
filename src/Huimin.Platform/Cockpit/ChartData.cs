using System.Text.Json;
using Huimin.Platform.Indicators;
using Huimin.Platform.Ui;
using Huimin.Policies;

namespace Huimin.Platform.Cockpit;

/// <summary>What <c>chart.js</c> draws, in the words of the page.</summary>
public static class ChartData
{
    public static string Of(Series series, Words words)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(words);
        var (subject, last) = (series.Subject, series.Points[^1]);
        var scale = subject.IsShare ? 100 : 1;
        return JsonSerializer.Serialize(
            new
            {
                kind = series.IsOfDay ? "line" : "bar",
                unit = subject.IsShare ? "%" : words.Unit(subject.Unit),
                labels = series.Points.Select(p => p.Period.Kind == PeriodKind.Quarter ? words["{0}季度", (p.Period.Start.Month + 2) / 3] : words.ShortMonth(Month.Of(p.Period.Start))),
                years = series.Points.Select(p => p.Period.Start.Year),
                now = new { name = words["本期"], values = series.Points.Select(p => p.Value * scale) },
                before = series.Points.Any(p => p.YearBefore is not null) ? new { name = words["上年同期"], values = series.Points.Select(p => p.YearBefore * scale) } : null,
                target = series.Target is { } target ? new { name = words["目标"], value = target.Value * scale } : null,
                running = last.Value is not null && last.AsOf < last.Period.End ? words["截至{0}", words.Date(last.AsOf)] : null,
            },
            JsonSerializerOptions.Web);
    }
}
