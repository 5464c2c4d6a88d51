using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;

namespace Huimin.Platform.Cockpit;

/// <summary>A figure of a month or quarter beside the one a year before.</summary>
/// <param name="AsOf">Last day that is counted: earlier than the end while the period runs.</param>
public sealed record SeriesPoint(Period Period, DateOnly AsOf, decimal? Value, FormattableString? Why, decimal? YearBefore);

/// <summary>A subject over time 走势, oldest first.</summary>
/// <param name="Target">Only one that is comparable with every point; null for none.</param>
public sealed record Series(Subject Subject, IReadOnlyList<SeriesPoint> Points, EnteredFigure? Target)
{
    /// <summary>Enough for a line.</summary>
    public bool IsDrawn => Points.Count(p => p.Value is not null || p.YearBefore is not null) > 1;

    /// <summary>Amounts that happen in each period stand as columns; what stands on a day is a line.</summary>
    public bool IsOfDay => Subject.Indicator?.IsOfDay != false;

    /// <summary>The change of the last point that is known against the year before, or against the point before it.</summary>
    public (SeriesPoint Last, decimal? SinceYear, decimal? SinceBefore)? End
    {
        get
        {
            var i = Points.ToList().FindLastIndex(p => p.Value is not null);
            if (i < 0)
                return null;
            var last = Points[i];
            return (last, last.YearBefore is { } year && year != 0 ? (last.Value / year) - 1 : null,
                i > 0 && (IsOfDay || last.AsOf == last.Period.End) && Points[i - 1].Value is { } before && before != 0 ? (last.Value / before) - 1 : null);
        }
    }
}

/// <summary>A headline with its figure, what it is compared with, and twelve months.</summary>
/// <param name="Trend">Oldest first; empty where no facts are kept.</param>
public sealed record HeadlineFigure(Headline Headline, ListedIndicator Indicator, FigureComparison Compared, IReadOnlyList<decimal?> Trend);
