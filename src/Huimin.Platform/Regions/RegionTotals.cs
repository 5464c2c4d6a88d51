using Huimin.Platform.Data;
using Huimin.Platform.Sweeps;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Regions;

/// <summary>The children and totals that region pages show.</summary>
public static class RegionTotals
{
    /// <summary>More children than this stand on further pages.</summary>
    public const int PageSize = 200;

    extension(AppDbContext context)
    {
        /// <summary>The divisions directly below one, by code; and the key of the next page, if any.</summary>
        public async Task<(List<Region> Children, long? Next)> ChildrenAsync(long parent, long? after, CancellationToken cancellation)
        {
            var from = after ?? 0;
            var children = await context.Regions.AsNoTracking().Current().Where(r => r.Parent == parent && r.Code > from)
                .OrderBy(r => r.Code).Take(PageSize + 1).ToListAsync(cancellation);
            if (children.Count <= PageSize)
                return (children, null);
            children.RemoveAt(PageSize);
            return (children, children[^1].Code);
        }

        /// <summary>
        /// Totals of a division and of some of its children in a month. The sweep stores them down to townships; those of villages are
        /// added up from their entitlements.
        /// </summary>
        /// <param name="programmes">Codes of the month's programmes.</param>
        public async Task<List<SweepTotal>> TotalsAsync(Month month, DivisionCode region, IEnumerable<long> children, IReadOnlyList<string> programmes, CancellationToken cancellation)
        {
            if (region.Level == RegionLevel.Village)
                return await context.VillageTotalsAsync(month, region, programmes, cancellation);
            var number = month.Code;
            List<long> stored = [region.Value, .. region.Level < RegionLevel.Township ? children : []];
            var totals = await context.SweepTotals.AsNoTracking().Where(t => t.Month == number && stored.Contains(t.Region)).ToListAsync(cancellation);
            if (region.Level == RegionLevel.Township && children.Any())
                totals.AddRange(await context.VillageTotalsAsync(month, region, programmes, cancellation));
            return totals;
        }

        /// <summary>
        /// Totals of villages out of their entitlements, which stand together in the key; the sweep stores totals down to townships.
        /// What is undetermined stands nowhere for a village and is not counted.
        /// </summary>
        /// <param name="within">A village, or the township whose villages are wanted.</param>
        private async Task<List<SweepTotal>> VillageTotalsAsync(Month month, DivisionCode within, IReadOnlyList<string> programmes, CancellationToken cancellation)
        {
            var (number, first, last) = (month.Code, within.First, within.Last);
            var rows = await context.Entitlements.AsNoTracking()
                .Where(e => e.Month == number && programmes.Contains(e.Programme) && e.Region >= first && e.Region <= last)
                .GroupBy(e => new { e.Region, e.Programme })
                .Select(g => new { g.Key, Units = g.Count(), Persons = g.Sum(e => e.Persons), Amount = g.Sum(e => e.Amount) })
                .ToListAsync(cancellation);
            return
            [
                .. rows.Select(r => new SweepTotal { Month = number, Region = r.Key.Region, Programme = r.Key.Programme, Units = r.Units, Persons = r.Persons, Amount = r.Amount }),
            ];
        }
    }
}
