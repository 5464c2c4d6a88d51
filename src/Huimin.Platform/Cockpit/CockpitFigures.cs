using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cockpit;

/// <summary>The totals of a month and of the month before, for a city and its counties: at most a few hundred rows.</summary>
public sealed class CockpitFigures
{
    private readonly Dictionary<(int Month, long Region, string Programme), SweepTotal> totals;
    private readonly int month;
    private readonly int before;
    private readonly long city;

    private CockpitFigures(Desk desk, List<SweepTotal> rows, IReadOnlyList<Region> counties)
    {
        (month, before, city) = (desk.Month.Code, desk.Month.AddMonths(-1).Code, desk.City.Code);
        HasBefore = desk.Before is not null;
        totals = rows.ToDictionary(t => (t.Month, t.Region, t.Programme));
        Counties = counties;
        Programmes = [.. rows.Where(t => t.Month == month && t.Region == city && t.Programme != SweepResult.Residents).OrderByDescending(t => t.Amount).ThenBy(t => t.Programme)];
    }

    public IReadOnlyList<Region> Counties { get; }

    /// <summary>The city's totals of the month, the greatest amount first.</summary>
    public IReadOnlyList<SweepTotal> Programmes { get; }

    public bool HasBefore { get; }

    /// <summary>Fen of all programmes together.</summary>
    public long Amount => Programmes.Sum(p => p.Amount);

    public long? AmountBefore => HasBefore ? totals.Values.Where(t => t.Month == before && t.Region == city && t.Programme != SweepResult.Residents).Sum(t => t.Amount) : null;

    public static async Task<CockpitFigures> ReadAsync(AppDbContext context, Desk desk, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(desk);
        var root = desk.City.Code;
        var counties = await context.Regions.AsNoTracking().Where(r => r.Parent == root && r.ValidTo == null)
            .OrderBy(r => r.Code).ToListAsync(cancellation);
        long[] regions = [root, .. counties.Select(c => c.Code)];
        int[] months = [desk.Month.Code, desk.Month.AddMonths(-1).Code];
        var rows = await context.SweepTotals.AsNoTracking()
            .Where(t => months.Contains(t.Month) && regions.Contains(t.Region)).ToListAsync(cancellation);
        return new CockpitFigures(desk, rows, counties);
    }

    public SweepTotal? Of(string programme, long? region = null) => totals.GetValueOrDefault((month, region ?? city, programme));

    public SweepTotal? Before(string programme) => totals.GetValueOrDefault((before, city, programme));

    /// <summary>Persons more than in the month before; null when that month was not swept.</summary>
    public long? Change(string programme) =>
        HasBefore ? (Of(programme)?.Persons ?? 0) - (long)(Before(programme)?.Persons ?? 0) : null;

    /// <summary>Persons entitled among a thousand residents; null when the number of residents is not known.</summary>
    public double? PerThousand(string programme, long region) =>
        Of(SweepResult.Residents, region) is { Persons: > 0 } residents ? (Of(programme, region)?.Persons ?? 0) * 1000.0 / residents.Persons : null;

}
