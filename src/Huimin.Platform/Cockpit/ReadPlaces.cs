using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Ui;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cockpit;

/// <summary>Reads a subject for a place and for each part of it: divisions as they stood in the month, under the names of then.</summary>
public sealed class ReadPlaces(AppDbContext context, Desk desk, Ledger ledger, HeadlineCatalogue headlines, PolicyLibrary policies)
{
    public async Task<Ranking> RunAsync(Subject subject, CockpitQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(query);
        var place = query.Place;
        var day = Period.Of(desk.Month).Until(ledger.Today).End;
        List<(long Code, string Name)> parts = place.Level == RegionLevel.Village ? [] : [.. (await context.Regions.AsNoTracking().ValidOn(day).ChildrenOf(place).Take(RegionTotals.PageSize)
            .Select(r => new { r.Code, r.Name }).ToListAsync(cancellation)).Select(r => (r.Code, PlaceNames.Short(r.Name)))];
        List<(long Code, string Name)> places = [.. parts, (place.Value, (await PlaceNames.ReadAsync(context, [place.Value], cancellation)).Name(place.Value))];
        var figures = subject.Indicator is { } indicator ? await OfLedgerAsync(indicator, place, places, cancellation) : await OfSweepAsync(subject.Programme!, place, places, cancellation);
        var (rows, whole) = (figures[..^1], figures[^1]);
        var known = parts.Count > 0 && subject.AddsUp(day) && rows.TrueForAll(r => r.Value is not null);
        return new Ranking(subject, rows, whole, query.Order, query.IsTotal) { Elsewhere = known && whole.Value - rows.Sum(r => r.Value) is not 0 and var rest ? rest : null };
    }

    private async Task<List<PlaceFigure>> OfLedgerAsync(ListedIndicator indicator, DivisionCode place, List<(long Code, string Name)> places, CancellationToken cancellation)
    {
        // Parts of a township are villages, of which no facts are kept.
        var source = place.Level >= RegionLevel.Township ? FigureSource.Best : FigureSource.Facts;
        var lastDay = await ledger.LastDayAsync(source, cancellation);
        var headline = headlines.Of(indicator.Code);
        var times = headline.In(desk.Month, ledger, lastDay);
        // What adds up since January would only be smaller a month ago.
        var earlier = headline.OfYear ? times.YearBefore : times.Before;
        var changed = indicator.Declared?.ChangesIn(earlier.Start, times.Now.Until(lastDay).End) is { Count: > 0 };
        var residents = Period.Of(desk.Month);
        var figures = await ledger.FindAsync(
            [.. places.SelectMany(p => new FigureAsked[] { new(indicator.Code, p.Code, times.Now), new(indicator.Code, p.Code, earlier), new(OwnIndicators.Residents, p.Code, residents) })], source, cancellation);
        return [.. places.Select(p =>
        {
            var (now, before) = (figures[new(indicator.Code, p.Code, times.Now)], figures[new(indicator.Code, p.Code, earlier)]);
            return new PlaceFigure(p.Code, p.Name)
            {
                Value = now.Value,
                Why = now.Why,
                Before = changed ? null : before.Value,
                WhyNoBefore = changed ? $"口径有改变，前后不可比。" : before.Why,
                Residents = figures[new(OwnIndicators.Residents, p.Code, residents)].Value,
                Records = now.RecordsPath,
            };
        })];
    }

    private async Task<List<PlaceFigure>> OfSweepAsync(string programme, DivisionCode place, List<(long Code, string Name)> places, CancellationToken cancellation)
    {
        var codes = policies.Codes(desk.Month);
        List<long> parts = [.. places.SkipLast(1).Select(p => p.Code)];
        var now = await TotalsAsync(desk.Month);
        var before = desk.Before is null ? null : await TotalsAsync(desk.Month.AddMonths(-1));
        // What lies outside the reader's business line is not none.
        var mayKnow = policies.PackIn(desk.Month)?.Find(programme) is not { } found || desk.Handles(found);
        return [.. places.Select(p => new PlaceFigure(p.Code, p.Name)
        {
            // A pass over everybody that found nobody found none.
            Value = desk.Run is null || !mayKnow ? null : now.GetValueOrDefault((p.Code, programme)),
            Why = WhyUnknown(mayKnow),
            Before = mayKnow ? before?.GetValueOrDefault((p.Code, programme)) : null,
            WhyNoBefore = before is null ? NotBefore : null,
            Residents = now.TryGetValue((p.Code, SweepResult.Residents), out var all) ? all : null,
            Records = desk.May(Permissions.ViewPeople) ? $"/regions/{p.Code}/{programme}" : null,
        })];

        async Task<Dictionary<(long, string), int>> TotalsAsync(Month month) =>
            (await context.TotalsAsync(month, place, parts, codes, cancellation)).ToDictionary(t => (t.Region, t.Programme), t => t.Persons);
    }

    private static FormattableString NotBefore => $"上月没有比对，无从比较";

    private FormattableString? WhyUnknown(bool mayKnow)
    {
        if (!mayKnow)
            return $"您的岗位不属于这个业务条线。";
        if (desk.Run is null)
            return $"{desk.Month}还没有比对结果";
        return null;
    }
}
