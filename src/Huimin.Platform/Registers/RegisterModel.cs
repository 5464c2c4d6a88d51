using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

internal static class RegisterModel
{
    public static void AddRegisters(this ModelBuilder model)
    {
        model.Entity<RegisterEntry>(e =>
        {
            e.ToTable("register_entry").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Revision).IsConcurrencyToken();
            e.Ignore(r => r.Content);
            e.HasIndex(r => new { r.Type, r.Region });
            e.HasIndex(r => new { r.Type, r.NextDueOn });
            e.HasIndex(r => r.PersonId);
            e.HasIndex(r => r.HouseholdId);
        });
        model.Entity<RegisterVersion>(e =>
        {
            e.ToTable("register_version").HasKey(v => v.Id);
            e.Property(v => v.Id).ValueGeneratedNever();
            e.Property(v => v.From).HasColumnName("from_day");
            e.Property(v => v.To).HasColumnName("to_day");
            e.HasIndex(v => new { v.EntryId, v.Number });
        });
        model.Entity<RegisterRecord>(e =>
        {
            e.ToTable("register_record").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Ignore(r => r.IsOpen);
            e.HasIndex(r => new { r.EntryId, r.Number }).IsUnique();
            e.HasIndex(r => new { r.Kind, r.Day });
        });
        model.Entity<RegisterForm>().ToTable("register_form").HasKey(f => f.Token);
    }
}
