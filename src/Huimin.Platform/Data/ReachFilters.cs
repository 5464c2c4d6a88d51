using Huimin.Platform.Audit;
using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Checking;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Indicators.Facts;
using Huimin.Platform.Indicators.Freezing;
using Huimin.Platform.People;
using Huimin.Platform.Privacy.DataChecks;
using Huimin.Platform.Registers;
using Huimin.Platform.Reports.Writing;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Data;

/// <summary>
/// Cuts every query of people and figures to what the reader's post reaches: the one place where region and business line are
/// compared, so that a list, a count, an export or a page that forgets them cannot exist. Raw SQL of the bulk paths runs in
/// commands only.
/// </summary>
internal static class ReachFilters
{
    private const string Region = "region";
    private const string Line = "line";

    public static void Apply(ModelBuilder model, AppDbContext context)
    {
        model.Entity<Household>().HasQueryFilter(Region, h => h.Region >= context.ReachFirst && h.Region <= context.ReachLast);
        model.Entity<Person>().HasQueryFilter(Region, p => p.Region >= context.ReachFirst && p.Region <= context.ReachLast);
        model.Entity<HouseholdFact>().HasQueryFilter(Region, f => context.ReachesAll
            || context.Households.Any(h => h.Id == f.HouseholdId && h.Region >= context.ReachFirst && h.Region <= context.ReachLast));
        model.Entity<PersonFact>().HasQueryFilter(Region, f => context.ReachesAll
            || context.People.Any(p => p.Id == f.PersonId && p.Region >= context.ReachFirst && p.Region <= context.ReachLast));
        model.Entity<FormerMembership>().HasQueryFilter(Region, m => context.ReachesAll
            || context.Households.Any(h => h.Id == m.HouseholdId && h.Region >= context.ReachFirst && h.Region <= context.ReachLast));
        model.Entity<DataCheckConsent>().HasQueryFilter(Region, c => context.ReachesAll
            || context.Households.Any(h => h.Id == c.HouseholdId && h.Region >= context.ReachFirst && h.Region <= context.ReachLast));
        model.Entity<StoredFile>().HasQueryFilter(Region, f => f.Region >= context.ReachFirst && f.Region <= context.ReachLast);
        model.Entity<StoredContent>().HasQueryFilter(Region, c => context.ReachesAll
            || context.StoredFiles.Any(f => f.Id == c.Id && f.Region >= context.ReachFirst && f.Region <= context.ReachLast));
        model.Entity<RegisterEntry>()
            .HasQueryFilter(Region, e => e.Region >= context.ReachFirst && e.Region <= context.ReachLast)
            .HasQueryFilter(Line, e => context.ReachesAllLines || e.Line == context.ReachLine);
        // Whoever sees an entry sees all of it, also what was done before it came here.
        model.Entity<RegisterVersion>().HasQueryFilter(Region, v => context.ReachesAll
            || context.RegisterEntries.Any(e => e.Id == v.EntryId && e.Region >= context.ReachFirst && e.Region <= context.ReachLast && (context.ReachesAllLines || e.Line == context.ReachLine)));
        model.Entity<RegisterRecord>().HasQueryFilter(Region, r => context.ReachesAll
            || context.RegisterEntries.Any(e => e.Id == r.EntryId && e.Region >= context.ReachFirst && e.Region <= context.ReachLast && (context.ReachesAllLines || e.Line == context.ReachLine)));
        // What belongs to no region, such as sign-ins, is every auditor's.
        model.Entity<AuditRecord>().HasQueryFilter(Region, r => context.ReachesAll || r.Region == null || (r.Region >= context.ReachFirst && r.Region <= context.ReachLast));
        model.Entity<Entitlement>()
            .HasQueryFilter(Region, e => e.Region >= context.ReachFirst && e.Region <= context.ReachLast)
            .HasQueryFilter(Line, e => context.ReachesAllLines || context.ReachProgrammes.Contains(e.Programme));
        model.Entity<SweepTotal>()
            .HasQueryFilter(Region, t => t.Region >= context.ReachFirst && t.Region <= context.ReachLast)
            .HasQueryFilter(Line, t => context.ReachesAllLines || t.Programme == SweepResult.Residents || context.ReachProgrammes.Contains(t.Programme));
        // A unit that received a case for another place follows it there. Asked in two branches so that no index answers it: lists have an
        // index in their own order, and PostgreSQL would rather fetch everything of two ranges and sort it.
        model.Entity<Case>()
            .HasQueryFilter(Region, c => c.IntakeRegion == null
                ? c.Region >= context.ReachFirst && c.Region <= context.ReachLast
                : (c.Region >= context.ReachFirst && c.Region <= context.ReachLast) || (c.IntakeRegion >= context.ReachFirst && c.IntakeRegion <= context.ReachLast))
            .HasQueryFilter(Line, c => context.ReachesAllLines || c.Line == context.ReachLine);
        model.Entity<CaseEvent>().HasQueryFilter(Region, e => context.ReachesAll || context.Cases.Any(c => c.Id == e.CaseId));
        model.Entity<CaseDocument>().HasQueryFilter(Region, d => context.ReachesAll || context.Cases.Any(c => c.Id == d.CaseId));
        model.Entity<CaseVisit>().HasQueryFilter(Region, v => context.ReachesAll || context.Cases.Any(c => c.Id == v.CaseId));
        model.Entity<CaseCheck>().HasQueryFilter(Region, c => context.ReachesAll || context.Cases.Any(x => x.Id == c.CaseId));
        model.Entity<CheckBatch>().HasQueryFilter(Region, b => b.Region >= context.ReachFirst && b.Region <= context.ReachLast);
        model.Entity<CheckDoubt>().HasQueryFilter(Region, d => context.ReachesAll || context.Cases.Any(c => c.Id == d.CaseId));
        model.Entity<CaseObjection>().HasQueryFilter(Region, o => context.ReachesAll || context.Cases.Any(c => c.Id == o.CaseId));
        model.Entity<Decision>().HasQueryFilter(Region, d => context.ReachesAll || context.Cases.Any(c => c.Id == d.CaseId));
        model.Entity<DecisionLine>().HasQueryFilter(Region, l => context.ReachesAll || context.Decisions.Any(d => d.Id == l.DecisionId));
        model.Entity<Award>()
            .HasQueryFilter(Region, a => a.Region >= context.ReachFirst && a.Region <= context.ReachLast)
            .HasQueryFilter(Line, a => context.ReachesAllLines || a.Line == context.ReachLine);
        model.Entity<AwardVersion>().HasQueryFilter(Region, v => context.ReachesAll || context.Awards.Any(a => a.Id == v.AwardId));
        model.Entity<WorkTask>()
            .HasQueryFilter(Region, t => t.Region >= context.ReachFirst && t.Region <= context.ReachLast)
            .HasQueryFilter(Line, t => context.ReachesAllLines || t.Line == context.ReachLine);
        model.Entity<IndicatorFact>().HasQueryFilter(Region, f => f.Region >= context.ReachFirst && f.Region <= context.ReachLast);
        model.Entity<FrozenFigure>().HasQueryFilter(Region, f => f.Region >= context.ReachFirst && f.Region <= context.ReachLast);
        // Whoever sees a report sees all of it.
        model.Entity<ReportDraft>().HasQueryFilter(Region, d => d.Region >= context.ReachFirst && d.Region <= context.ReachLast);
        model.Entity<ReportVersion>().HasQueryFilter(Region, v => context.ReachesAll || context.ReportDrafts.Any(d => d.Id == v.ReportId));
        model.Entity<ReportEvent>().HasQueryFilter(Region, e => context.ReachesAll || context.ReportDrafts.Any(d => d.Id == e.ReportId));
        model.Entity<ReportFigure>().HasQueryFilter(Region, f => context.ReachesAll || context.ReportDrafts.Any(d => d.Id == f.ReportId));
        // What a city published is everybody's.
        model.Entity<EnteredFigure>().HasQueryFilter(Region, e => (e.Region >= context.ReachFirst && e.Region <= context.ReachLast) || (e.Kind == EnteredKind.Published && e.Region % 100000000 == 0));
    }
}
