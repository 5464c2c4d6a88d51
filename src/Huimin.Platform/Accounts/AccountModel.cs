using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts;

/// <summary>How accounts lie in the tables.</summary>
internal static class AccountModel
{
    public static void AddAccounts(this ModelBuilder model)
    {
        model.Entity<Account>(e =>
        {
            e.ToTable("account").HasKey(a => a.Id);
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            e.HasIndex(a => a.NormalizedName).IsUnique();
            e.HasMany(a => a.OldPasswords).WithOne().HasForeignKey(p => p.AccountId);
        });
        model.Entity<OldPassword>().ToTable("account_old_password").HasKey(p => new { p.AccountId, p.Number });
        model.Entity<RecoveryCode>().ToTable("account_recovery_code").HasKey(c => new { c.AccountId, c.Hash });
        model.Entity<AccountLogin>(e =>
        {
            e.ToTable("account_login").HasKey(l => new { l.Provider, l.Subject });
            e.HasIndex(l => l.AccountId);
        });
        model.Entity<AccountPasskey>(e =>
        {
            e.ToTable("account_passkey").HasKey(p => p.Id);
            e.HasIndex(p => p.AccountId);
        });
        model.Entity<AccountSession>(e =>
        {
            e.ToTable("account_session").HasKey(s => s.Id);
            e.HasIndex(s => new { s.AccountId, s.EndedAt });
        });
    }
}
