using Huimin.Platform.Access;
using Huimin.Platform.Accounts;
using Huimin.Platform.Audit;
using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Checking;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Indicators.Facts;
using Huimin.Platform.Indicators.Freezing;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Privacy.DataChecks;
using Huimin.Platform.Programmes.Publishing;
using Huimin.Platform.Regions;
using Huimin.Platform.Registers;
using Huimin.Platform.Reports.Writing;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Data;

/// <summary>The one context over the one model, on either database. The tables are made by the providers' own SQL migrations.</summary>
public sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
{
    private readonly List<AuditEntry> recorded = [];

    private readonly Database? database = options.FindExtension<OwnDatabase>()?.Database;

    public DbSet<City> Cities => Set<City>();

    public DbSet<Region> Regions => Set<Region>();

    public DbSet<Household> Households => Set<Household>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<FormerMembership> FormerMemberships => Set<FormerMembership>();

    public DbSet<PersonFact> PersonFacts => Set<PersonFact>();

    public DbSet<HouseholdFact> HouseholdFacts => Set<HouseholdFact>();

    public DbSet<DataCheckConsent> DataCheckConsents => Set<DataCheckConsent>();

    public DbSet<StoredFile> StoredFiles => Set<StoredFile>();
    public DbSet<RegisterEntry> RegisterEntries => Set<RegisterEntry>();

    public DbSet<RegisterVersion> RegisterVersions => Set<RegisterVersion>();

    public DbSet<RegisterRecord> RegisterRecords => Set<RegisterRecord>();

    public DbSet<RegisterForm> RegisterForms => Set<RegisterForm>();

    public DbSet<DataKey> DataKeys => Set<DataKey>();

    public DbSet<SweepRun> SweepRuns => Set<SweepRun>();

    public DbSet<Entitlement> Entitlements => Set<Entitlement>();

    public DbSet<SweepTotal> SweepTotals => Set<SweepTotal>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<AccountSession> AccountSessions => Set<AccountSession>();

    public DbSet<AccountPasskey> AccountPasskeys => Set<AccountPasskey>();

    public DbSet<AccountLogin> AccountLogins => Set<AccountLogin>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<Role> Roles => Set<Role>();

    public DbSet<RolePermission> RolePermissions => Set<RolePermission>();

    public DbSet<Post> Posts => Set<Post>();

    public DbSet<DutyUse> DutyUses => Set<DutyUse>();

    public DbSet<PolicyDraft> PolicyDrafts => Set<PolicyDraft>();

    public DbSet<PolicyVersion> PolicyVersions => Set<PolicyVersion>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<Case> Cases => Set<Case>();

    public DbSet<CaseEvent> CaseEvents => Set<CaseEvent>();

    public DbSet<CaseDocument> CaseDocuments => Set<CaseDocument>();

    public DbSet<CaseVisit> CaseVisits => Set<CaseVisit>();

    public DbSet<CaseCheck> CaseChecks => Set<CaseCheck>();

    public DbSet<CheckBatch> CheckBatches => Set<CheckBatch>();

    public DbSet<CheckDoubt> CheckDoubts => Set<CheckDoubt>();

    public DbSet<Publicity> Publicities => Set<Publicity>();

    public DbSet<CaseObjection> CaseObjections => Set<CaseObjection>();

    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<Award> Awards => Set<Award>();

    public DbSet<AwardVersion> AwardVersions => Set<AwardVersion>();

    public DbSet<WorkTask> WorkTasks => Set<WorkTask>();

    public DbSet<IndicatorFact> IndicatorFacts => Set<IndicatorFact>();

    public DbSet<FigureFreeze> FigureFreezes => Set<FigureFreeze>();

    public DbSet<FrozenFigure> FrozenFigures => Set<FrozenFigure>();

    public DbSet<EnteredFigure> EnteredFigures => Set<EnteredFigure>();

    public DbSet<ReportDraft> ReportDrafts => Set<ReportDraft>();

    public DbSet<ReportVersion> ReportVersions => Set<ReportVersion>();

    public DbSet<ReportEvent> ReportEvents => Set<ReportEvent>();

    public DbSet<ReportFigure> ReportFigures => Set<ReportFigure>();

    /// <summary>The trail, to be read; it is written by <see cref="Record"/>.</summary>
    public IQueryable<AuditRecord> AuditRecords => Set<AuditRecord>().AsNoTracking();

    /// <summary>The database that this context was opened on.</summary>
    public Database OwnDatabase => database ?? throw new InvalidOperationException("The context was not opened by a database.");

    /// <summary>Who reads and writes through this context, by which every query is cut. Nobody, until it is said.</summary>
    public Acting Acting { get; set; } = new();

    /// <summary>Null for a context that was made without one.</summary>
    internal Database? Opened => database;

    /// <summary>The parameters of <see cref="ReachFilters"/>, read anew at every query.</summary>
    internal long ReachFirst => Acting.Reach.First;

    internal long ReachLast => Acting.Reach.Last;

    internal bool ReachesAll => Acting.Reach.IsEverywhere;

    internal bool ReachesAllLines => Acting.Reach.Line is null;

    internal string? ReachLine => Acting.Reach.Line;

    internal IReadOnlyList<string> ReachProgrammes => Acting.Programmes;

    /// <summary>Queues an audit record, which the next save writes in its transaction: together with what it changes or alone.</summary>
    public void Record(AuditEntry entry) => recorded.Add(entry);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        SaveAudited.RunAsync(this, database?.Audit, recorded, base.SaveChangesAsync, acceptAllChangesOnSuccess, cancellationToken);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        recorded.Count == 0 && AuditedChanges.In(this).Count == 0
            ? base.SaveChanges(acceptAllChangesOnSuccess)
            : throw new NotSupportedException("What is audited is saved by SaveChangesAsync.");

    /// <summary>
    /// At the very beginning of a transaction that sees one state of the database throughout and will record something: without
    /// it, every record that others append meanwhile would make PostgreSQL refuse this transaction.
    /// </summary>
    public Task LockAuditAsync(CancellationToken cancellation = default) => database?.Provider == "postgres"
        ? Database.ExecuteSqlRawAsync("LOCK TABLE audit_head IN SHARE ROW EXCLUSIVE MODE", cancellation)
        : Task.CompletedTask;

    public override void Dispose()
    {
        // The context goes back to a pool and on to somebody else.
        recorded.Clear();
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        recorded.Clear();
        return base.DisposeAsync();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<SealedText>().HaveConversion<SealedTextConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<City>(e =>
        {
            e.ToTable("city").HasKey(c => c.Code);
            e.Property(c => c.Code).ValueGeneratedNever();
        });
        modelBuilder.Entity<Region>(e =>
        {
            e.ToTable("region").HasKey(r => new { r.Code, r.ValidFrom });
            e.HasIndex(r => r.Parent);
            e.HasIndex(r => r.Name);
        });
        modelBuilder.Entity<Household>(e =>
        {
            e.ToTable("household").HasKey(h => h.Id);
            e.Property(h => h.Id).ValueGeneratedNever();
            e.Ignore(h => h.Number).Ignore(h => h.PlainAddress);
            e.HasIndex(h => h.Region);
            e.HasIndex(h => h.ExternalKey);
        });
        modelBuilder.Entity<Person>(e =>
        {
            e.ToTable("person").HasKey(p => p.Id);
            e.Property(p => p.Id).ValueGeneratedNever();
            e.HasIndex(p => p.HouseholdId);
            e.Ignore(p => p.Secrets).Ignore(p => p.WholeName);
            e.HasIndex(p => p.CitizenIdIndex);
            // Searches compare the region inside the index.
            e.HasIndex(p => new { p.CitizenIdTailIndex, p.Id, p.Region });
            e.HasIndex(p => p.PhoneIndex);
            e.HasIndex(p => new { p.Name, p.Id, p.Region });
            e.HasIndex(p => new { p.Region, p.HouseholdId, p.Id, p.Name });
            e.HasIndex(p => p.NameIndex);
            // Ages are asked of the whole city.
            e.HasIndex(p => new { p.BirthDate, p.Region, p.DiedOn, p.DepartedOn });
        });
        modelBuilder.Entity<DataKey>(e =>
        {
            e.ToTable("data_key").HasKey(k => k.Id);
            e.Property(k => k.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<FormerMembership>(e =>
        {
            e.ToTable("former_membership").HasKey(m => new { m.PersonId, m.From });
            e.Property(m => m.From).HasColumnName("from_day");
            e.Property(m => m.To).HasColumnName("to_day");
            e.HasIndex(m => m.HouseholdId);
        });
        modelBuilder.Entity<PersonFact>().ToTable("person_fact").HasKey(f => new { f.PersonId, f.Fact, f.ValidFrom });
        modelBuilder.Entity<HouseholdFact>().ToTable("household_fact").HasKey(f => new { f.HouseholdId, f.Fact, f.ValidFrom });
        modelBuilder.Entity<DataCheckConsent>().ToTable("data_check_consent").Ignore(c => c.Region).HasKey(c => new { c.HouseholdId, c.Number });
        modelBuilder.Entity<StoredFile>(e =>
        {
            e.ToTable("stored_file").HasKey(f => f.Id);
            e.Property(f => f.Id).ValueGeneratedNever();
            e.Ignore(f => f.Address);
            e.HasIndex(f => new { f.Subject, f.Sha256 }).IsUnique();
            e.HasIndex(f => f.AddedAt);
            e.HasIndex(f => f.SealKey);
            e.HasOne(f => f.Content).WithOne().HasForeignKey<StoredContent>(c => c.Id);
            e.Navigation(f => f.Content).IsRequired();
        });
        modelBuilder.Entity<StoredContent>(e =>
        {
            e.ToTable("stored_file").HasKey(c => c.Id);
            e.Property(c => c.Id).ValueGeneratedNever();
            e.Property(c => c.Bytes).HasColumnName("content");
        });
        modelBuilder.Entity<SweepRun>().ToTable("sweep_run").HasKey(r => new { r.Month, r.Region });
        modelBuilder.Entity<Entitlement>(e =>
        {
            e.ToTable("entitlement").HasKey(x => new { x.Month, x.Programme, x.Region, x.HouseholdId, x.PersonId });
            e.HasIndex(x => new { x.HouseholdId, x.Month, x.Programme });
            e.HasIndex(x => new { x.PersonId, x.Month, x.Programme });
        });
        modelBuilder.Entity<SweepTotal>().ToTable("sweep_total").HasKey(t => new { t.Month, t.Region, t.Programme });

        modelBuilder.AddRegisters();
        modelBuilder.AddAccounts();
        modelBuilder.Entity<Role>(e =>
        {
            e.ToTable("role").HasKey(r => r.Code);
            e.Property(r => r.Revision).IsConcurrencyToken();
            e.HasMany(r => r.Permissions).WithOne().HasForeignKey(p => p.Role);
        });
        modelBuilder.Entity<RolePermission>().ToTable("role_permission").HasKey(p => new { p.Role, p.Permission });
        modelBuilder.Entity<Post>(e =>
        {
            e.ToTable("post").HasKey(p => p.Id);
            e.Property(p => p.Id).ValueGeneratedNever();
            e.Ignore(p => p.Reach);
            e.HasIndex(p => p.AccountId);
            e.HasIndex(p => p.Region);
        });
        modelBuilder.Entity<DutyUse>().ToTable("duty_use").HasKey(u => new { u.Subject, u.Permission, u.AccountId });
        modelBuilder.Entity<PolicyVersion>(e =>
        {
            e.ToTable("policy_version").HasKey(v => v.Number);
            e.Property(v => v.Number).ValueGeneratedNever();
            e.Ignore(v => v.Start);
            e.HasMany(v => v.Files).WithOne().HasForeignKey(f => f.Version);
        });
        modelBuilder.Entity<PolicyVersionFile>().ToTable("policy_version_file").HasKey(f => new { f.Version, f.Path });
        modelBuilder.Entity<PolicyDraft>(e =>
        {
            e.ToTable("policy_draft").HasKey(d => d.Id);
            e.Property(d => d.Id).ValueGeneratedNever();
            e.Property(d => d.Revision).IsConcurrencyToken();
            e.Ignore(d => d.Start).Ignore(d => d.IsOpen);
            e.HasMany(d => d.Files).WithOne().HasForeignKey(f => f.DraftId);
            e.HasMany(d => d.Events).WithOne().HasForeignKey(f => f.DraftId);
            e.HasIndex(d => d.ChangedAt);
        });
        modelBuilder.Entity<PolicyDraftFile>().ToTable("policy_draft_file").HasKey(f => new { f.DraftId, f.Path });
        modelBuilder.Entity<PolicyDraftEvent>().ToTable("policy_draft_event").HasKey(e => new { e.DraftId, e.Number });

        modelBuilder.AddCases();
        modelBuilder.AddIndicators();
        modelBuilder.AddReports();
        modelBuilder.Entity<Setting>().ToTable("setting").HasKey(s => s.Name);
        modelBuilder.Entity<AuditRecord>(e =>
        {
            e.ToTable("audit_record").HasKey(r => r.Number);
            e.Property(r => r.Number).ValueGeneratedNever();
            e.Property(r => r.At).HasConversion(at => AuditRecord.Microseconds(at), at => AuditRecord.Moment(at));
            e.HasIndex(r => r.At);
            e.HasIndex(r => r.AccountId);
            e.HasIndex(r => r.Account);
            e.HasIndex(r => r.Action);
            e.HasIndex(r => r.Subject);
            e.HasIndex(r => r.Region);
        });
        modelBuilder.Entity<AuditHead>(e =>
        {
            e.ToTable("audit_head").HasKey(h => h.Id);
            e.Property(h => h.Id).ValueGeneratedNever();
        });

        ReachFilters.Apply(modelBuilder, this);
        NameInSnakeCase(modelBuilder);
    }

    /// <summary>Tables are written and read by hand in bulk paths: their columns have the names that SQL people expect.</summary>
    private static void NameInSnakeCase(ModelBuilder modelBuilder)
    {
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                if (property.GetColumnName() == property.Name)
                    property.SetColumnName(SnakeCase(property.Name));
            }

            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(index.Name ?? $"ix_{entity.GetTableName()}_{string.Join('_', index.Properties.Select(p => p.GetColumnName()))}");
        }
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));
}
