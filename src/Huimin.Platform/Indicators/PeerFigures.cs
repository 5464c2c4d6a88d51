using Huimin.Platform.Data;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Regions;
using Huimin.Reports;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators;

/// <summary>A city that is compared, with its residents as they were published; null where nobody did.</summary>
public sealed record PeerCity(long Code, string Name, decimal? Residents);

/// <summary>The latest figure of a city.</summary>
/// <param name="PerTenThousand">To 10,000 residents; null where that says nothing, as of a share, or residents are not known.</param>
public sealed record PeerFigure(decimal Value, decimal? PerTenThousand, Period Period, FigureBound Bound, string Source);

/// <summary>What cities published, side by side 横向比较.</summary>
public sealed class PeerFigures
{
    private const decimal Residents = 10_000;

    private readonly Dictionary<(string Code, long City), PeerFigure> figures = [];

    private PeerFigures(IReadOnlyList<PeerCity> cities) => Cities = cities;

    /// <summary>The own city first.</summary>
    public IReadOnlyList<PeerCity> Cities { get; }

    /// <param name="withOwn">Whether the reader sees the own city's computed figures.</param>
    public static async Task<PeerFigures> ReadAsync(AppDbContext context, Ledger ledger, City own, bool withOwn, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(own);
        var published = await context.EnteredFigures.AsNoTracking().Where(e => e.Kind == EnteredKind.Published && e.ReplacedBy == null && e.Scope == "" && e.Region % 100000000 == 0 && e.Region % 10000000000 != 0).ToListAsync(cancellation);
        var names = Names();
        var residents = published.Where(e => e.Indicator == OwnIndicators.Residents).GroupBy(e => e.Region).ToDictionary(g => g.Key, g => g.MaxBy(e => e.To)!.Value);
        var peers = new PeerFigures([.. published.Select(e => e.Region).Append(own.Code).Distinct().OrderByDescending(r => r == own.Code).ThenBy(r => r)
            .Select(r => new PeerCity(r, r == own.Code ? own.Name : names.GetValueOrDefault(r, r.ToString(System.Globalization.CultureInfo.InvariantCulture)), residents.TryGetValue(r, out var known) ? known : null))]);
        foreach (var latest in published.GroupBy(e => (e.Indicator, e.Region)).Select(g => g.OrderBy(e => e.To).ThenBy(e => e.From).Last()))
            peers.figures[(latest.Indicator, latest.Region)] = Figure(ledger.Library, latest.Indicator, latest.Value, new Period(latest.From, latest.To), latest.Bound, latest.Source, residents.TryGetValue(latest.Region, out var many) ? many : null);
        if (withOwn)
            await peers.AddOwnAsync(ledger, own, published, cancellation);
        return peers;
    }

    /// <summary>Whether any city has a figure of it.</summary>
    public bool Has(string code) => Cities.Any(c => figures.ContainsKey((code, c.Code)));

    /// <summary>One for each city, in their order.</summary>
    public List<PeerFigure?> Of(ListedIndicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        return [.. Cities.Select(c => figures.GetValueOrDefault((indicator.Code, c.Code)))];
    }

    /// <summary>What the own city has not published stands there as the ledger has it: stocks of the last day, flows of the year, to the residents on record.</summary>
    private async Task AddOwnAsync(Ledger ledger, City own, List<EnteredFigure> published, CancellationToken cancellation)
    {
        List<string> codes = [.. published.Select(e => e.Indicator).Distinct().Where(code => !figures.ContainsKey((code, own.Code)) && ledger.Library.Find(code)?.Declared is not null)];
        var found = await ledger.FindAsync([.. codes, OwnIndicators.Residents], [own.Code], [Period.Year(ledger.Today.Year)], FigureSource.Facts, cancellation);
        foreach (var figure in found.Take(codes.Count).Where(f => f.Value is not null))
        {
            var period = ledger.Library.Find(figure.Code)!.IsOfDay ? Period.OfDay(figure.AsOf) : figure.Period.Until(figure.AsOf);
            figures[(figure.Code, own.Code)] = Figure(ledger.Library, figure.Code, figure.Value!.Value, period, FigureBound.Exact, "", found[^1].Value);
        }
    }

    private static PeerFigure Figure(IndicatorLibrary library, string code, decimal value, Period period, FigureBound bound, string source, decimal? residents)
    {
        var counts = library.Find(code) is { Line: { Unit: not ("percent" or "permille" or "rank" or "tier" or "year" or "increase" or "category"), Measure: Measure.Stock or Measure.Flow } };
        return new PeerFigure(value, counts && residents is > 0 and { } known ? value / known * Residents : null, period, bound, source);
    }

    /// <summary>Names of the cities whose divisions the program ships.</summary>
    private static Dictionary<long, string> Names()
    {
        var names = new Dictionary<long, string>();
        foreach (var file in Directory.EnumerateFiles(ContentFiles.DataFolder, "regions-*.csv"))
            if (File.ReadLines(file).Select(l => l.Split(',')).FirstOrDefault(c => c is [_, "city", _]) is [var code, _, var name] && DivisionCode.TryParse(code.PadRight(12, '0'), out var city, out _))
                names[city.Value] = name;
        return names;
    }
}
