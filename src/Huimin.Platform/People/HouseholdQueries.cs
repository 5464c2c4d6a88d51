using Huimin.Platform.Data;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.People;

/// <summary>What lists say about the households of one page.</summary>
public static class HouseholdQueries
{
    extension(AppDbContext context)
    {
        /// <summary>Names of the heads; a household without one is named after its first member.</summary>
        public async Task<Dictionary<long, string>> HeadsOfAsync(IReadOnlyList<long> households, CancellationToken cancellation)
        {
            var members = await context.People.AsNoTracking().Where(p => households.Contains(p.HouseholdId))
                .Select(p => new { p.HouseholdId, p.Relation, p.Id, p.Name }).ToListAsync(cancellation);
            return members.GroupBy(m => m.HouseholdId)
                .ToDictionary(g => g.Key, g => g.OrderBy(m => m.Relation).ThenBy(m => m.Id).First().Name);
        }

        /// <summary>What these households and their members are entitled to in the month that is looked at.</summary>
        public async Task<ILookup<long, Entitlement>> EntitlementsOfAsync(Desk desk, IReadOnlyList<long> households, CancellationToken cancellation)
        {
            ArgumentNullException.ThrowIfNull(desk);
            var month = desk.Month.Code;
            return (await context.Entitlements.AsNoTracking().Where(e => households.Contains(e.HouseholdId) && e.Month == month)
                .ToListAsync(cancellation)).ToLookup(e => e.HouseholdId);
        }
    }
}
