using Huimin.Platform.Awards;
using Huimin.Platform.Cases.Checking;
using Huimin.Platform.Data;
using Huimin.Platform.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases;

/// <summary>How cases, awards and tasks lie in the tables.</summary>
internal static class CaseModel
{
    public static void AddCases(this ModelBuilder model)
    {
        model.Entity<Case>(e =>
        {
            e.ToTable("case_record").HasKey(c => c.Id);
            e.Property(c => c.Id).ValueGeneratedNever();
            e.Property(c => c.Revision).IsConcurrencyToken();
            e.Ignore(c => c.Answers).Ignore(c => c.IsOpen);
            e.HasIndex(c => c.Number).IsUnique();
            e.HasIndex(c => c.Token).IsUnique();
            // With the regions it answers how much work there is without the cases themselves.
            e.HasIndex(c => new { c.ActorRegion, c.ActorPermission, c.State, c.NextDue, c.Id, c.Region, c.IntakeRegion }, "ix_case_record_work");
            // The latest of a township and of a county have indexes, too, by region / 1000 and region / 1000000.
            e.HasIndex(c => new { c.Region, c.State });
            e.HasIndex(c => new { c.Region, c.ReceivedAt });
            e.HasIndex(c => c.HouseholdId);
            e.HasIndex(c => c.PersonId);
            // The few that were received for another place, that are being filled in and that were drawn for a check.
            e.HasIndex(c => new { c.Id, c.IntakeRegion }, "ix_case_record_received").HasFilter("intake_region IS NOT NULL");
            e.HasIndex(c => c.Id, "ix_case_record_draft").HasFilter("state = 0");
            e.HasIndex(c => c.Id, "ix_case_record_spot_checked").HasFilter("is_spot_checked");
            e.HasIndex(c => c.ReviewOf);
            e.HasIndex(c => c.ApplicationId);
            // What began without a family, by kind and name: who was helped before.
            e.HasIndex(c => new { c.Type, c.Applicant }).HasFilter("household_id IS NULL");
        });
        model.Entity<CaseEvent>().ToTable("case_event").HasKey(e => new { e.CaseId, e.Number });
        model.Entity<CaseDocument>().ToTable("case_document").HasKey(d => new { d.CaseId, d.Number });
        model.Entity<CaseVisit>(e =>
        {
            e.ToTable("case_visit").HasKey(v => new { v.CaseId, v.Number });
            e.HasIndex(v => v.Token).IsUnique();
        });
        model.Entity<CaseCheck>(e =>
        {
            e.ToTable("case_check").HasKey(c => c.Id);
            e.Property(c => c.Id).ValueGeneratedNever();
            e.HasIndex(c => c.CaseId);
            e.HasIndex(c => new { c.State, c.Source });
            e.HasIndex(c => c.Batch);
        });
        model.Entity<CheckBatch>(e =>
        {
            e.ToTable("check_batch").HasKey(b => b.Id);
            e.Property(b => b.Id).ValueGeneratedNever();
            e.HasIndex(b => b.Token).IsUnique();
            e.HasIndex(b => new { b.Source, b.MadeAt });
        });
        model.Entity<CheckDoubt>(e =>
        {
            e.ToTable("check_doubt").HasKey(d => d.Id);
            e.Property(d => d.Id).ValueGeneratedNever();
            e.HasIndex(d => new { d.Hash, d.PersonId }).IsUnique();
            e.HasIndex(d => d.State);
            e.HasIndex(d => d.CaseId);
        });
        model.Entity<Publicity>(e =>
        {
            e.ToTable("publicity").HasKey(p => p.Id);
            e.Property(p => p.Id).ValueGeneratedNever();
            e.HasIndex(p => p.CaseId);
            e.HasIndex(p => new { p.Region, p.EndsOn });
        });
        model.Entity<CaseObjection>(e =>
        {
            e.ToTable("case_objection").HasKey(o => o.Id);
            e.Property(o => o.Id).ValueGeneratedNever();
            e.Ignore(o => o.Plain).Ignore(o => o.IsOpen);
            e.HasIndex(o => o.CaseId);
        });
        model.Entity<Decision>(e =>
        {
            e.ToTable("decision").HasKey(d => d.Id);
            e.Property(d => d.Id).ValueGeneratedNever();
            e.HasMany(d => d.Lines).WithOne().HasForeignKey(l => l.DecisionId);
            e.HasIndex(d => d.CaseId);
            e.HasIndex(d => new { d.Unit, d.Year, d.Sequence }).IsUnique();
        });
        model.Entity<DecisionLine>().ToTable("decision_line").HasKey(l => new { l.DecisionId, l.Number });
        model.Entity<Award>(e =>
        {
            e.ToTable("award").HasKey(a => a.Id);
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.Revision).IsConcurrencyToken();
            e.HasIndex(a => new { a.HouseholdId, a.Programme, a.PersonId });
            e.HasIndex(a => new { a.PersonId, a.Programme });
            e.HasIndex(a => new { a.Programme, a.Region });
            e.HasIndex(a => a.ReviewOn);
            e.HasIndex(a => a.FirstMonth);
            e.HasIndex(a => a.LastMonth);
        });
        model.Entity<AwardVersion>().ToTable("award_version").HasKey(v => new { v.AwardId, v.Number });
        model.Entity<WorkTask>(e =>
        {
            e.ToTable("work_task").HasKey(t => t.Id);
            e.Property(t => t.Id).ValueGeneratedNever();
            e.Property(t => t.Revision).IsConcurrencyToken();
            e.HasIndex(t => new { t.Subject, t.State });
            e.HasIndex(t => t.Subject).IsUnique().HasFilter("state = 1");
            e.HasIndex(t => new { t.State, t.Region, t.DueOn });
            e.HasIndex(t => t.HouseholdId);
        });
        model.Entity<NumberSeries>().ToTable("number_series").HasKey(s => new { s.Unit, s.Kind, s.Year });
        model.Entity<IdBlock>().ToTable("id_block").HasKey(b => b.Kind);
    }
}
