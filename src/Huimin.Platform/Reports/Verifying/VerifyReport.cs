using System.Text.RegularExpressions;
using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;
using Huimin.Reports;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Claims;
using Huimin.Reports.Documents;
using Huimin.Reports.Places;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>
/// Holds every figure of a report against the ledger 报告核验. What the ledger does not know stays unproved, what another report published
/// proves nothing, and a report of another city or year is not verified at all. Nothing is written.
/// </summary>
public sealed partial class VerifyReport(Database database, Ledger ledger)
{
    private readonly IndicatorLibrary library = ledger.Library;

    /// <param name="name">Of the file; a year in it counts when the text says none.</param>
    /// <param name="asOf">The day as of which it is verified, in the years of the report; null for the end of what the report is about.</param>
    /// <exception cref="CannotRunException">The report is of another city or time, or says neither itself nor is told what time it is about.</exception>
    public async Task<VerifiedReport> RunAsync(ReportText report, string? name = null, DateOnly? asOf = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        await using var context = database.CreateContext();
        var city = await context.Cities.AsNoTracking().FirstOrDefaultAsync(cancellation) ?? throw new CannotRunException($"库中还没有城市。请用 huimin demo 生成演示城市，或用 huimin regions import 导入区划。");
        if (asOf > ledger.Today)
            throw new CannotRunException($"{asOf}还没有到，不能核验。");
        var reading = Read(report, name, asOf);
        var namesCity = RefuseOtherCity(reading, city.Name);
        var (period, day) = Time(reading, asOf);
        var places = await PlacesAsync(context, cancellation);
        return await VerifyAsync(report, reading, new Scope(city.Name, OwnPlace(report, reading, ByName(places)) ?? city.Code, period, day, places) { Scale = city.DemoScale is { } part && part != 1 ? part : null }, namesCity, FigureSource.Records, cancellation);
    }

    /// <summary>A report whose place and time are known: one that is being written here.</summary>
    public async Task<VerifiedReport> RunAsync(ReportText report, DivisionCode region, Period period, FigureSource source, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        await using var context = database.CreateContext();
        var city = await context.Cities.AsNoTracking().Select(c => c.Name).FirstAsync(cancellation);
        var reading = new ReportReader(library.Catalogue).Read(report, new ReadingOptions { Period = new ReportPeriod(period.Start, period.End), Residents = CityResidents.Read() });
        var scope = new Scope(city, region.Value, period, period.Until(ledger.Today).End, await PlacesAsync(context, cancellation));
        return await VerifyAsync(report, reading, scope, true, source, cancellation);
    }

    private async Task<VerifiedReport> VerifyAsync(ReportText report, Reading reading, Scope scope, bool namesCity, FigureSource source, CancellationToken cancellation)
    {
        List<Asking> figures = [.. reading.Figures.Select(f => Ask(report, f, scope))];
        List<AskedClaim> claims = [.. reading.Claims.Select(c => Ask(report, c, reading.Period!.Value, scope))];
        var relations = new TestRelations(library, report.Characters, figures.Where(f => f.Place is null).Select(f => f.Read));
        var wanted = figures.Where(f => f.Alone is null).Select(f => new FigureAsked(f.Indicator!.Code, f.Region, f.Period)).Concat(figures.SelectMany(f => Former(f, scope.AsOf))).Concat(claims.SelectMany(c => c.Wanted));
        // Figures of a demo are not as large as those of the text: relations keep to the text.
        wanted = wanted.Concat(scope.Scale is null ? relations.Wanted(ledger, scope.Region, scope.AsOf) : figures.SelectMany(Whole));
        var found = await ledger.FindAsync([.. wanted.Distinct()], source, cancellation);
        var tester = new TestClaim(library, found);
        return new VerifiedReport(scope.City, scope.Period, scope.AsOf, namesCity, reading.TableLinesSkipped)
        {
            Scale = scope.Scale,
            Figures = [.. figures.Select(f => f.Alone ?? CompareFigure.Of(f.Read, f.Indicator!, found[Former(f, scope.AsOf).Append(new FigureAsked(f.Indicator!.Code, f.Region, f.Period)).First()], f.Place, In(f, scope.Scale, found)))],
            Claims = [.. claims.Select(tester.Run).OrderBy(c => c.Standing)],
            Relations = await relations.RunAsync(ledger, scope.Scale is null ? found : new Dictionary<FigureAsked, LedgerFigure>(), scope.Region, scope.AsOf, cancellation),
        };
    }

    /// <summary>A report that says no time is taken for the year up to the day asked for.</summary>
    private Reading Read(ReportText report, string? name, DateOnly? asOf)
    {
        var options = new ReadingOptions { Name = name, Residents = CityResidents.Read() };
        var reader = new ReportReader(library.Catalogue);
        var reading = reader.Read(report, options);
        return reading.Period is null && asOf is { } day ? reader.Read(report, options with { Period = new ReportPeriod(new DateOnly(day.Year, 1, 1), day) }) : reading;
    }

    /// <summary>Whether the report names the city. What the title says goes before what the text says most often.</summary>
    private static bool RefuseOtherCity(Reading reading, string city)
    {
        var named = reading.Publisher ?? (reading.Place is { } place && CityResidents.Read().ContainsKey(place) ? place : null);
        if (named is not null && named != city)
            throw new CannotRunException($"这是{named}的报告，台账是{city}的，没有核验。");
        return named is not null;
    }

    private (Period Period, DateOnly AsOf) Time(Reading reading, DateOnly? asOf)
    {
        if (reading.Figures.Count == 0 && reading.Claims.Count == 0)
            throw new CannotRunException($"没有读出任何数字。");
        if (reading.Period is not { } period)
            throw new CannotRunException($"报告没有说明所述时期，无法核验。请写明截止日期。");
        if (period.Start > ledger.Today)
            throw new CannotRunException($"报告说的是{period.Start}至{period.End}，还没有到，不能核验。");
        if (asOf is { } day && (day < period.Start || day.Year > period.End.Year))
            throw new CannotRunException($"报告说的是{period.Start}至{period.End}，要核验的是{day}，时间不符，没有核验。");
        var last = asOf ?? ledger.Today;
        return (new Period(period.Start, period.End), last < period.End ? last : period.End);
    }

    /// <summary>Counties and townships.</summary>
    private static async Task<Dictionary<long, string>> PlacesAsync(AppDbContext context, CancellationToken cancellation)
    {
        var all = await context.Regions.AsNoTracking().Where(r => (r.Level == RegionLevel.County || r.Level == RegionLevel.Township) && r.ValidTo == null).Select(r => new { r.Code, r.Name }).ToListAsync(cancellation);
        return all.DistinctBy(r => r.Code).ToDictionary(r => r.Code, r => r.Name);
    }

    /// <summary>By name; of a name that several have, none.</summary>
    private static Dictionary<string, long> ByName(Dictionary<long, string> places) =>
        places.GroupBy(p => p.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count() == 1 ? g.First().Key : 0, StringComparer.Ordinal);

    /// <summary>The county or township whose own report it is; null for the city's.</summary>
    private static long? OwnPlace(ReportText report, Reading reading, Dictionary<string, long> places) =>
        reading.Publisher is null && PlaceOfOffice.Find(report.Characters, places.Keys) is { } place && places[place] is not 0 and var code ? code : null;

    private Asking Ask(ReportText report, Figure read, Scope scope)
    {
        var listed = library.Find(read.Indicator);
        var (region, place) = Region(report, read.Offset + read.Quote.Length, scope);
        var alone = CompareFigure.Alone(read, listed, scope.Region, scope.AsOf);
        if (alone is null && region == 0)
            alone = new VerifiedFigure(read, FigureStanding.NotInLedger, $"本市有几个{place!}，不知道是哪一个。") { Indicator = listed, Region = scope.Region };
        return new Asking(read, listed, region, place, read.Period is { } period ? Until(period, scope.AsOf) : default, alone);
    }

    private AskedClaim Ask(ReportText report, Claim claim, ReportPeriod otherwise, Scope scope)
    {
        var period = Until(claim.Period ?? otherwise, scope.AsOf);
        var (region, _) = Region(report, claim.Offset + claim.Quote.Length, scope);
        if (region == 0)
            (region, claim) = (scope.Region, claim with { Rule = null });
        return new AskedClaim(claim, region, period, claim.Rule is ChangeOf change ? ledger.EarlierOf(change.Code, period, ledger.Today).YearBefore : default, scope.PartsOf(region));
    }

    /// <summary>The place that the sentence names, unless it is the report's own.</summary>
    private static (long Region, string? Place) Region(ReportText report, int end, Scope scope)
    {
        var place = PlaceBefore.Find(report.Characters, end, scope.Places.Keys);
        return place is null || scope.Places[place] == scope.Region ? (scope.Region, null) : (scope.Places[place], place);
    }

    /// <summary>A period that runs is cut by the ledger itself, which looks up what was reported for the whole of it.</summary>
    private Period Until(ReportPeriod period, DateOnly day) => day < ledger.Today ? new Period(period.Start, period.End).Until(day) : new Period(period.Start, period.End);

    /// <summary>What a report is held against.</summary>
    /// <param name="Region">Whose report it is.</param>
    private sealed record Scope(string City, long Region, Period Period, DateOnly AsOf, Dictionary<long, string> Divisions)
    {
        /// <summary>How much of its city a demo holds; null where all of it is there.</summary>
        public decimal? Scale { get; init; }

        public Dictionary<string, long> Places { get; } = ByName(Divisions);

        /// <summary>The divisions directly below one.</summary>
        public Dictionary<long, string> PartsOf(long region) => Divisions.Where(d => new DivisionCode(d.Key).Parent?.Value == region).ToDictionary();
    }

    /// <summary>从16周岁延长到: the standard that was replaced, which stood on the day before the period.</summary>
    private static IEnumerable<FigureAsked> Former(Asking asking, DateOnly day)
    {
        if (asking.Alone is null && asking.Indicator!.Declared?.On(day).Kind == DefinitionKind.Standard && asking.Read.Period is { } period && FormerValue().IsMatch(asking.Read.Quote))
            yield return new FigureAsked(asking.Indicator.Code, asking.Region, Period.OfDay(period.Start.AddDays(-1)));
    }

    /// <summary>What a share is a share of: one more or less of it is one unit of counting.</summary>
    private static IEnumerable<FigureAsked> Whole(Asking asking) => asking.Alone is not null || asking.Indicator!.Declared?.On(asking.Period.End) is not { Kind: DefinitionKind.Derived, Ingredients: [_, { OfYearBefore: false } whole] }
        ? [] : [new FigureAsked(whole.Code, asking.Region, asking.Period)];

    /// <summary>What was brought is of the whole city at any scale; so are divisions and what belongs to them.</summary>
    private Proportion In(Asking asking, decimal? scale, IReadOnlyDictionary<FigureAsked, LedgerFigure> found)
    {
        if (scale is not { } part || found[new FigureAsked(asking.Indicator!.Code, asking.Region, asking.Period)].Kind is not (FigureKind.Computed or FigureKind.Frozen))
            return Proportion.Whole;
        var definition = asking.Indicator.Declared!.On(asking.Period.End);
        if (definition.IsCounted)
            return definition.Source!.IsInProportion ? new Proportion(part, 1) : Proportion.Whole;
        foreach (var whole in Whole(asking))
        {
            var of = library.Find(whole.Code)!.Declared!.On(asking.Period.End);
            if (of is { IsCounted: true, Source.IsInProportion: true } && found[whole].Value is { } count and > 0)
                return new Proportion(1, 1 / count);
        }

        return Proportion.Whole;
    }

    [GeneratedRegex(@"[从由]\s*\d[\d.,]*\s*\p{L}{0,4}?(提高|延长|增加|上调|调整)?到\D*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormerValue();

    private sealed record Asking(Figure Read, ListedIndicator? Indicator, long Region, string? Place, Period Period, VerifiedFigure? Alone);
}
