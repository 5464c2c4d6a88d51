using Huimin.Platform.Regions;

namespace Huimin.Platform.Access;

/// <summary>
/// What somebody's post lets them see 数据范围: one region with everything inside it, and one business line or all. Every query of
/// people and figures is cut to it by the context itself (<see cref="Data.ReachFilters"/>).
/// </summary>
/// <param name="First">Smallest division code inside.</param>
/// <param name="Last">Largest division code inside; smaller than <paramref name="First"/> where nothing may be seen.</param>
/// <param name="Line">Code of the business line; null for all lines.</param>
public sealed record Reach(long First, long Last, string? Line = null)
{
    /// <summary>Nobody is signed in, or without a post.</summary>
    public static Reach Nothing { get; } = new(0, -1);

    /// <summary>Commands and the program's own work.</summary>
    public static Reach Everything { get; } = new(0, long.MaxValue);

    public bool IsEverywhere => this is { First: 0, Last: long.MaxValue };

    public bool Holds(long region) => region >= First && region <= Last;

    public static Reach Of(DivisionCode region, string? line = null) => new(region.First, region.Last, line);
}
