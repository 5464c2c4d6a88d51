using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Indicators.Facts;
using Huimin.Platform.Indicators.Freezing;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators;

/// <summary>How figures lie in the tables.</summary>
internal static class IndicatorModel
{
    public static void AddIndicators(this ModelBuilder model)
    {
        model.Entity<IndicatorFact>(e =>
        {
            e.ToTable("indicator_fact").HasKey(f => new { f.Indicator, f.Region, f.From, f.To });
            e.Property(f => f.From).HasColumnName("from_day");
            e.Property(f => f.To).HasColumnName("to_day");
            e.HasIndex(f => f.To);
        });
        model.Entity<FigureFreeze>(e =>
        {
            e.ToTable("figure_freeze").HasKey(f => f.Id);
            e.Property(f => f.Id).ValueGeneratedNever();
            e.Property(f => f.From).HasColumnName("from_day");
            e.Property(f => f.To).HasColumnName("to_day");
            e.Property(f => f.By).HasColumnName("made_by");
            e.HasIndex(f => new { f.From, f.To });
        });
        model.Entity<FrozenFigure>(e =>
        {
            e.ToTable("frozen_figure").HasKey(f => new { f.Indicator, f.Region, f.From, f.To, f.FreezeId });
            e.Property(f => f.From).HasColumnName("from_day");
            e.Property(f => f.To).HasColumnName("to_day");
        });
        model.Entity<EnteredFigure>(e =>
        {
            e.ToTable("entered_figure").HasKey(f => f.Id);
            e.Property(f => f.Id).ValueGeneratedNever();
            e.Property(f => f.From).HasColumnName("from_day");
            e.Property(f => f.To).HasColumnName("to_day");
            e.Property(f => f.Bound).HasConversion<short>();
            e.Ignore(f => f.Value);
            e.HasIndex(f => new { f.Indicator, f.Region, f.To });
        });
    }
}
