using Huimin.Platform.Indicators;
using Huimin.Platform.Tasks;

namespace Huimin.Platform.Cockpit;

/// <summary>What the passes over the city found of a kind 比对发现.</summary>
/// <param name="Found">In the month.</param>
/// <param name="Before">In the month before; null where nothing was noted then.</param>
/// <param name="Done">Of those of the month: looked at by somebody, or not found any more.</param>
/// <param name="Overdue">Of those of the month, open past their day.</param>
public sealed record Finding(TaskKind Kind, int Found, int? Before, int Done, int Overdue)
{
    public int? Change => Found - Before;
}

/// <summary>How a unit handles its cases and tasks 办理.</summary>
/// <param name="Unit">12-digit code; the place itself for the sum.</param>
/// <param name="Decided">Cases since January.</param>
/// <param name="InTime">Share of those with a limit that were decided within it; null where there was none.</param>
/// <param name="LateCases">Now.</param>
/// <param name="LateTasks">Now.</param>
public sealed record UnitHandling(long Unit, string Name, int Decided, decimal? InTime, int LateCases, int LateTasks)
{
    public int Late => LateCases + LateTasks;
}

/// <summary>What a leader should look at.</summary>
/// <param name="Units">Those with most to do first.</param>
/// <param name="Whole">All of them together; null where nothing was ever applied for or found.</param>
/// <param name="Alarms">Of the validation of figures.</param>
/// <param name="Stale">Why figures may be older than they should be.</param>
public sealed record Warnings(IReadOnlyList<Finding> Findings, IReadOnlyList<UnitHandling> Units, UnitHandling? Whole, IReadOnlyList<FigureFinding> Alarms, IReadOnlyList<FormattableString> Stale);
