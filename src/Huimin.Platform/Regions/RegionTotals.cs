using Huimin.Platform.Data;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Ui;
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

        /// <summary>The sweep's totals of these counties or townships in the month that is looked at.</summary>
        public async Task<List<SweepTotal>> TotalsAsync(Desk desk, IReadOnlyList<long> regions, CancellationToken cancellation)
        {
            ArgumentNullException.ThrowIfNull(desk);
            var month = desk.Month.Code;
            return await context.SweepTotals.AsNoTracking().Where(t => t.Month == month && regions.Contains(t.Region)).ToListAsync(cancellation);
        }

        /// <summary>
        /// Totals of a village out of its entitlements, which stand together in the key; the sweep stores totals down to townships.
        /// What is undetermined stands nowhere for a village and is not counted.
        /// </summary>
        public async Task<List<SweepTotal>> VillageTotalsAsync(Month month, long village, IReadOnlyList<string> programmes, CancellationToken cancellation)
        {
            var number = month.Code;
            var rows = await context.Entitlements.AsNoTracking()
                .Where(e => e.Month == number && programmes.Contains(e.Programme) && e.Region == village)
                .GroupBy(e => e.Programme)
                .Select(g => new { g.Key, Units = g.Count(), Persons = g.Sum(e => e.Persons), Amount = g.Sum(e => e.Amount) })
                .ToListAsync(cancellation);
            return [.. rows.Select(r => new SweepTotal { Month = number, Region = village, Programme = r.Key, Units = r.Units, Persons = r.Persons, Amount = r.Amount })];
        }
    }
}
