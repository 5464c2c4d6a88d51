using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Reports.Writing;

/// <summary>How written reports lie in the tables.</summary>
internal static class ReportModel
{
    public static void AddReports(this ModelBuilder model)
    {
        model.Entity<ReportDraft>(e =>
        {
            e.ToTable("report_draft").HasKey(d => d.Id);
            e.Property(d => d.Id).ValueGeneratedNever();
            e.Property(d => d.From).HasColumnName("from_day");
            e.Property(d => d.To).HasColumnName("to_day");
            e.Property(d => d.Revision).IsConcurrencyToken();
            e.Ignore(d => d.Period).Ignore(d => d.IsOpen);
            e.HasIndex(d => new { d.Region, d.State, d.Id });
        });
        model.Entity<ReportVersion>().ToTable("report_version").HasKey(v => new { v.ReportId, v.Number });
        model.Entity<ReportEvent>().ToTable("report_event").HasKey(v => new { v.ReportId, v.Number });
        model.Entity<ReportFigure>(e =>
        {
            e.ToTable("report_figure").HasKey(f => new { f.ReportId, f.Number });
            e.Property(f => f.From).HasColumnName("from_day");
            e.Property(f => f.To).HasColumnName("to_day");
            e.Property(f => f.Origin).HasConversion<short>();
            e.Property(f => f.Form).HasConversion<short>();
        });
    }
}
