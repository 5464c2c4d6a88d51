using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Ui;

namespace Huimin.Platform.Cockpit;

/// <summary>The totals of a month and of the month before, for the reader's region and the divisions directly below: at most a few thousand rows.</summary>
public sealed class CockpitFigures
{
    private readonly Dictionary<(int Month, long Region, string Programme), SweepTotal> totals;
    private readonly int month;
    private readonly int before;
    private readonly long root;

    private CockpitFigures(Desk desk, List<SweepTotal> rows, IReadOnlyList<Region> children)
    {
        (month, before, root) = (desk.Month.Code, desk.Month.AddMonths(-1).Code, desk.Root.Value);
        HasBefore = desk.Before is not null;
        totals = rows.ToDictionary(t => (t.Month, t.Region, t.Programme));
        Children = children;
        Programmes = [.. rows.Where(t => t.Month == month && t.Region == root && t.Programme != SweepResult.Residents).OrderByDescending(t => t.Amount).ThenBy(t => t.Programme)];
    }

    public IReadOnlyList<Region> Children { get; }

    /// <summary>The region's totals of the month, the greatest amount first.</summary>
    public IReadOnlyList<SweepTotal> Programmes { get; }

    public bool HasBefore { get; }

    /// <summary>Fen of all programmes together.</summary>
    public long Amount => Programmes.Sum(p => p.Amount);

    public long? AmountBefore => HasBefore ? totals.Values.Where(t => t.Month == before && t.Region == root && t.Programme != SweepResult.Residents).Sum(t => t.Amount) : null;

    public static async Task<CockpitFigures> ReadAsync(AppDbContext context, Desk desk, PolicyLibrary policies, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(policies);
        var (children, _) = await context.ChildrenAsync(desk.Root.Value, null, cancellation);
        var codes = policies.Codes(desk.Month);
        List<SweepTotal> rows =
        [
            .. await context.TotalsAsync(desk.Month, desk.Root, children.Select(c => c.Code), codes, cancellation),
            .. await context.TotalsAsync(desk.Month.AddMonths(-1), desk.Root, [], codes, cancellation),
        ];
        return new CockpitFigures(desk, rows, children);
    }

    public SweepTotal? Of(string programme, long? region = null) => totals.GetValueOrDefault((month, region ?? root, programme));

    public SweepTotal? Before(string programme) => totals.GetValueOrDefault((before, root, programme));

    /// <summary>Persons more than in the month before; null when that month was not swept.</summary>
    public long? Change(string programme) =>
        HasBefore ? (Of(programme)?.Persons ?? 0) - (long)(Before(programme)?.Persons ?? 0) : null;

    /// <summary>Persons entitled among a thousand residents; null when the number of residents is not known.</summary>
    public double? PerThousand(string programme, long region) =>
        Of(SweepResult.Residents, region) is { Persons: > 0 } residents ? (Of(programme, region)?.Persons ?? 0) * 1000.0 / residents.Persons : null;

}
