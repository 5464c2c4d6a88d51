using Huimin.Platform.Data;
using Huimin.Platform.Indicators.Entering;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators;

/// <summary>How far an indicator is.</summary>
public enum IndicatorState
{
    /// <summary>Nothing counts it, and no figure was brought.</summary>
    Missing,

    /// <summary>Figures are entered by hand or imported with their source, until its line is built.</summary>
    Imported,

    /// <summary>Counted from the program's own records and policies.</summary>
    Computed,
}

/// <summary>An indicator with its state and how many figures were brought for it.</summary>
public sealed record IndicatorStanding(ListedIndicator Indicator, IndicatorState State, int Figures);

/// <summary>Every indicator of the catalogue: computed, imported or missing 指标建设情况.</summary>
public static class IndicatorStatus
{
    public static async Task<IReadOnlyList<IndicatorStanding>> ReadAsync(AppDbContext context, IndicatorLibrary library, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(library);
        var city = new Regions.DivisionCode(await context.Cities.Select(c => c.Code).FirstAsync(cancellation));
        var (first, last) = (city.First, city.Last);
        var figures = await context.EnteredFigures.Where(e => e.ReplacedBy == null && e.Kind != EnteredKind.Target && e.Region >= first && e.Region <= last)
            .GroupBy(e => e.Indicator).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return [.. library.All.Select(i => new IndicatorStanding(i,
            i.Declared is not null ? IndicatorState.Computed : figures.ContainsKey(i.Code) ? IndicatorState.Imported : IndicatorState.Missing, figures.GetValueOrDefault(i.Code)))];
    }
}
