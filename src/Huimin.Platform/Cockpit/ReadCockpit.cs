using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Ui;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cockpit;

/// <summary>Everything that the cockpit shows, on a desk and on a wall.</summary>
/// <param name="Names">Of the place and of what lies above it.</param>
/// <param name="Choice">Of what else it may be about.</param>
/// <param name="Totals">What the month's pass found the place entitled to, the greatest amount first; read only where a programme is the subject.</param>
/// <param name="Drawing">The map of the parts; null where there is none.</param>
public sealed record CockpitView(
    CockpitQuery Query, PlaceNames Names, IReadOnlyList<HeadlineFigure> Headlines, Subject Subject, Ranking Ranking, Series Series, Warnings Warnings, IReadOnlyList<ListedIndicator> Choice, IReadOnlyList<SweepTotal> Totals,
    IReadOnlyList<SweepTotal> TotalsBefore, CityDrawing? Drawing)
{
    public string PlaceName => Names.Name(Query.Place.Value);

    /// <summary>Nothing of the month is known, neither by the ledger nor by a pass.</summary>
    public bool IsEmpty => Headlines.All(h => !h.Compared.Now.IsKnown) && Ranking.Whole.Value is null;
}

/// <summary>Reads the cockpit 驾驶舱.</summary>
public sealed class ReadCockpit(
    AppDbContext context, Desk desk, Ledger ledger, PolicyLibrary policies, HeadlineCatalogue headlines, ReadFigures figures, ReadPlaces places, ReadWarnings warnings, CountyShapes shapes)
{
    /// <summary>What leaders ask for first.</summary>
    private const string FirstProgramme = "dibao";

    private const int Months = 12;

    public async Task<CockpitView> RunAsync(CockpitQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var subject = Asked(query);
        var (read, series) = await figures.RunAsync(query, (subject ?? Usual(query)).Indicator, cancellation);
        // Before the first night there are no facts, but there may be a pass.
        if (subject is null && read.All(h => !h.Compared.Now.IsKnown) && desk.Run is not null)
            (subject, series) = (UsualProgramme(), null);
        subject ??= Usual(query);
        series ??= await SeriesAsync(subject, query, cancellation);
        var (totals, before) = subject.Programme is null ? ([], []) : await TotalsAsync(query.Place, cancellation);
        var countedAt = read.Max(h => h.Compared.Now.CountedAt);
        return new CockpitView(
            query with { Figure = subject.Key }, await PlaceNames.ReadAsync(context, [query.Place.Value], cancellation), read, subject, await places.RunAsync(subject, query, cancellation), series,
            await warnings.RunAsync(query, countedAt, cancellation), [.. headlines.Choice(ledger, await BroughtAsync(subject, cancellation))], totals, before, shapes.Of(query.Place.Value));
    }

    /// <summary>What the address asks for, or what the cockpit shows without being asked.</summary>
    public Subject SubjectOf(CockpitQuery query) => Asked(query) ?? Usual(query);

    /// <summary>A subject over time: of the ledger by month or quarter, of a programme by the passes over each month.</summary>
    public async Task<Series> SeriesAsync(Subject subject, CockpitQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(query);
        if (subject.Indicator is { } indicator)
            return (await figures.RunAsync(query, indicator, cancellation)).Series!;
        // Of villages a pass keeps no totals.
        if (query.Place.Level == RegionLevel.Village)
            return new Series(subject, [], null);
        var (programme, region, first, last) = (subject.Programme!, query.Place.Value, desk.Month.AddMonths((-2 * Months) + 1).Code, desk.Month.Code);
        var persons = await context.SweepTotals.AsNoTracking().Where(t => t.Programme == programme && t.Region == region && t.Month >= first && t.Month <= last).ToDictionaryAsync(t => t.Month, t => t.Persons, cancellation);
        var swept = desk.Runs.Select(r => r.Month).ToHashSet();
        return new Series(subject, [.. Enumerable.Range(0, Months).Select(i => desk.Month.AddMonths(i - Months + 1)).Select(m => new SeriesPoint(
            Period.Of(m), m.LastDay, Of(m), Of(m) is null ? NotSwept : null, Of(m.AddMonths(-12))))], null);

        decimal? Of(Month month) => swept.Contains(month.Code) ? persons.GetValueOrDefault(month.Code) : null;
    }

    private static FormattableString NotSwept => $"这个月没有比对。";

    private Subject? Asked(CockpitQuery query)
    {
        if (query.Figure.StartsWith(Subject.Entitled, StringComparison.Ordinal) && policies.PackIn(desk.Month)?.Find(query.Figure[Subject.Entitled.Length..]) is { } programme && desk.Handles(programme))
            return Subject.OfProgramme(programme.Code);
        return ledger.Library.Find(query.Figure) is { } indicator && ledger.Sees(indicator) ? Subject.Of(indicator) : null;
    }

    private Subject Usual(CockpitQuery query) => headlines.For(ledger, query.Headlines) is [{ } first, ..] ? Subject.Of(ledger.Library.Find(first.Code)!) : UsualProgramme();

    private Subject UsualProgramme()
    {
        List<string> handled = [.. (policies.PackIn(desk.Month)?.Programmes ?? []).Where(desk.Handles).Select(p => p.Code)];
        return Subject.OfProgramme(handled.Count == 0 || handled.Contains(FirstProgramme) ? FirstProgramme : handled[0]);
    }

    /// <summary>Indicators that nothing counts, of which figures of parts of the city were brought all the same; and the subject itself.</summary>
    private async Task<List<string>> BroughtAsync(Subject subject, CancellationToken cancellation)
    {
        var city = new DivisionCode(desk.City.Code);
        var (first, last) = (city.First, city.Last);
        var brought = await context.EnteredFigures.Where(e => e.Kind != EnteredKind.Target && e.ReplacedBy == null && e.Region > first && e.Region <= last).Select(e => e.Indicator).Distinct().ToListAsync(cancellation);
        return subject.Indicator is { } own ? [.. brought, own.Code] : brought;
    }

    private async Task<(List<SweepTotal> Now, List<SweepTotal> Before)> TotalsAsync(DivisionCode place, CancellationToken cancellation)
    {
        var codes = policies.Codes(desk.Month);
        List<SweepTotal> now = [.. (await context.TotalsAsync(desk.Month, place, [], codes, cancellation)).Where(t => t.Programme != SweepResult.Residents).OrderByDescending(t => t.Amount).ThenBy(t => t.Programme)];
        return (now, desk.Before is null ? [] : await context.TotalsAsync(desk.Month.AddMonths(-1), place, [], codes, cancellation));
    }
}
