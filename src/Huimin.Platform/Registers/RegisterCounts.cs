using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Platform.Ui;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>How a register stands today, within the reader's reach.</summary>
/// <param name="Due">Something is due within a week.</param>
/// <param name="Overdue">Something should have been done before today.</param>
/// <param name="Expiring">In force and expired or expiring within a month.</param>
public sealed record RegisterCount(int InForce, int Due, int Overdue, int Expiring)
{
    public static readonly RegisterCount None = new(0, 0, 0, 0);
}

/// <summary>The numbers of the registers' first page.</summary>
public static class RegisterCounts
{
    extension(AppDbContext context)
    {
        /// <summary>All registers in one query, by code; one without entries is not in it.</summary>
        public async Task<Dictionary<string, RegisterCount>> RegisterCountsAsync(IReadOnlyList<RegisterType> types, DateOnly today, CancellationToken cancellation)
        {
            ArgumentNullException.ThrowIfNull(types);
            var (soon, expiring) = (today.AddDays(EntryFilter.SoonDays), today.AddDays(EntryFilter.ExpiringDays));
            var rows = await context.RegisterEntries.AsNoTracking().Where(e => e.ClosedOn == null || e.NextDueOn != null)
                .GroupBy(e => new { e.Type, e.State })
                .Select(g => new
                {
                    g.Key.Type,
                    g.Key.State,
                    Valid = g.Count(e => e.ExpiresOn == null || e.ExpiresOn >= today),
                    Due = g.Count(e => e.NextDueOn >= today && e.NextDueOn <= soon),
                    Overdue = g.Count(e => e.NextDueOn < today),
                    Expiring = g.Count(e => e.ExpiresOn <= expiring),
                }).ToListAsync(cancellation);
            var counts = new Dictionary<string, RegisterCount>(StringComparer.Ordinal);
            foreach (var type in types)
            {
                var own = rows.FindAll(r => r.Type == type.Code);
                var inForce = own.FindAll(r => type.InForce.Contains(r.State));
                counts[type.Code] = new RegisterCount(inForce.Sum(r => r.Valid), own.Sum(r => r.Due), own.Sum(r => r.Overdue), inForce.Sum(r => r.Expiring));
            }

            return counts;
        }

        /// <summary>How many places or recipients have no entry in force today.</summary>
        /// <param name="spared">See <see cref="Spared"/>.</param>
        public Task<int> MissingCountAsync(RegisterType type, Desk desk, (short Fact, long Option)? spared, DateOnly today, CancellationToken cancellation)
        {
            ArgumentNullException.ThrowIfNull(type);
            ArgumentNullException.ThrowIfNull(desk);
            return type.Coverage switch
            {
                { Level: not null } => context.PlacesWithout(type, desk.Root, today).CountAsync(cancellation),
                { Programme: not null } when desk.Runs.Count > 0 => context.RecipientsWithout(type, desk.Runs[0].Month, spared, desk.Root, today).CountAsync(cancellation),
                _ => Task.FromResult(0),
            };
        }
    }

    /// <summary>Which recorded fact spares somebody from the rule of coverage, by its number; null where nothing does.</summary>
    public static (short Fact, long Option)? Spared(this PolicyLibrary policies, RegisterType type, Month month)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(type);
        if (type.Coverage?.Except is not { } except || policies.PackIn(month)?.Facts.Find(except.Fact, ofHousehold: false) is not { } fact)
            return null;
        var option = fact.Options.ToList().FindIndex(o => o.Code == except.Option);
        return option < 0 ? null : ((short)fact.Id, option);
    }
}
