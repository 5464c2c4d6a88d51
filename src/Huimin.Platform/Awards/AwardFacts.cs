using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Awards;

/// <summary>Facts that follow from decisions about awards: since when the income exceeds the standard, on which day an award ended.</summary>
internal static class AwardFacts
{
    /// <summary>Code of the <see cref="FactSource"/> of what a decision establishes.</summary>
    private const string Decision = "decision";

    extension(AppDbContext context)
    {
        /// <summary>From a day on, the household's fact is this; what held before ends there, what was to begin later goes. Saved with the decision.</summary>
        /// <param name="raw">In the policies' encoding.</param>
        public async Task RecordAsync(FactCatalogue facts, long household, string code, long raw, DateOnly from, CancellationToken cancellation)
        {
            if (facts.Find(code, ofHousehold: true) is not { } fact)
                return;
            var id = (short)fact.Id;
            var value = RecordedValue.FromRaw(fact, raw);
            foreach (var held in await context.HouseholdFacts.Where(f => f.HouseholdId == household && f.Fact == id && (f.ValidTo == null || f.ValidTo > from)).ToListAsync(cancellation))
            {
                if (held.ValidFrom >= from)
                    context.Remove(held);
                else
                    held.ValidTo = from;
            }

            // The same day was recorded before: that row is corrected.
            if (context.ChangeTracker.Entries<HouseholdFact>().FirstOrDefault(e => e.Entity.HouseholdId == household && e.Entity.Fact == id && e.Entity.ValidFrom == from) is { } same)
            {
                same.State = EntityState.Unchanged;
                same.Property(f => f.Value).CurrentValue = value;
                same.Entity.ValidTo = null;
                same.State = EntityState.Modified;
                return;
            }

            context.Add(new HouseholdFact
            {
                HouseholdId = household,
                Fact = id,
                ValidFrom = from,
                Value = value,
                Source = (short)(facts.Sources.FirstOrDefault(s => s.Code == Decision) ?? facts.Sources[0]).Id,
            });
        }

        /// <summary>People or facts changed: passes over the city that read them before are old.</summary>
        public Task ChangedAsync(CancellationToken cancellation) =>
            context.Cities.ExecuteUpdateAsync(set => set.SetProperty(c => c.DataVersion, c => c.DataVersion + 1), cancellation);
    }
}
