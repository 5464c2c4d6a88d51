using System.Globalization;
using System.Reflection;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Huimin.Platform.Audit;

/// <summary>What a save is about to change in audited entities, as entries of the trail.</summary>
internal static class AuditedChanges
{
    private const string Hidden = "•••";

    /// <summary>Parts of names that are secret even where nobody marked them.</summary>
    private static readonly string[] SecretNames = ["Password", "Secret", "Stamp", "Token", "CitizenId", "Phone", "BankAccount"];

    /// <exception cref="InvalidOperationException">Records of the trail itself are about to be written, changed or deleted.</exception>
    public static List<AuditEntry> In(AppDbContext context)
    {
        var entries = new List<AuditEntry>();
        foreach (var entry in context.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
                continue;
            if (entry.Entity is AuditRecord or AuditHead)
                throw new InvalidOperationException("The audit trail is written by recording, and never changed.");
            if (entry.Entity is IAudited audited && Describe(entry, audited) is { } described)
                entries.Add(described);
        }

        return entries;
    }

    private static AuditEntry? Describe(EntityEntry entry, IAudited audited)
    {
        var (before, after) = (new Dictionary<string, object?>(StringComparer.Ordinal), new Dictionary<string, object?>(StringComparer.Ordinal));
        foreach (var property in entry.Properties.Where(p => !p.Metadata.IsShadowProperty() && !p.Metadata.IsConcurrencyToken && p.Metadata.PropertyInfo?.IsDefined(typeof(UnauditedAttribute)) != true))
        {
            if (entry.State == EntityState.Modified && (!property.IsModified || Equals(property.OriginalValue, property.CurrentValue)))
                continue;
            var name = property.Metadata.GetColumnName();
            if (entry.State != EntityState.Added && property.OriginalValue is { } then)
                before[name] = Shown(property.Metadata, then);
            if (entry.State != EntityState.Deleted && property.CurrentValue is { } now)
                after[name] = Shown(property.Metadata, now);
            // A field that was emptied or filled stands on both sides.
            if (entry.State == EntityState.Modified)
            {
                before.TryAdd(name, null);
                after.TryAdd(name, null);
            }
        }

        if (before.Count == 0 && after.Count == 0)
            return null;
        return new AuditEntry($"{audited.AuditSubject.Split(':')[0]}.{Verb(entry.State, audited)}", audited.AuditSubject)
        {
            Region = audited.AuditRegion,
            Before = before.Count == 0 ? null : before,
            After = after.Count == 0 ? null : after,
        };
    }

    private static string Verb(EntityState state, IAudited audited) => audited.IsAuditedPart ? AuditAction.Change : state switch
    {
        EntityState.Added => AuditAction.Add,
        EntityState.Deleted => AuditAction.Remove,
        _ => AuditAction.Change,
    };

    private static object Shown(IProperty property, object value) => IsSecret(property) ? Hidden : value switch
    {
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        bool or string or long or int or short or byte or decimal or DateOnly or Enum => value,
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool IsSecret(IProperty property) =>
        property.ClrType == typeof(byte[])
        || property.PropertyInfo?.IsDefined(typeof(SecretAttribute)) == true
        || (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsDefined(typeof(SecretAttribute), inherit: true)
        || SecretNames.Any(secret => property.Name.Contains(secret, StringComparison.Ordinal));
}
