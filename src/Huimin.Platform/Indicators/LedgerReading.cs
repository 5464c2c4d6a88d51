using Huimin.Platform.Data;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators;

/// <summary>One look into the ledger: what is asked for is read in few queries, then answered figure by figure.</summary>
internal sealed class LedgerReading
{
    private readonly AppDbContext context;
    private readonly IndicatorLibrary library;
    private readonly PolicyLibrary policies;
    private readonly DateOnly today;
    private readonly FigureSource source;
    private readonly DivisionCode city;
    private readonly KeptValues kept;
    private readonly Dictionary<RecordSource, DateOnly?> begins = [];
    private readonly Dictionary<long, List<Region>> divisions = [];
    private List<EnteredFigure> entered = [];

    private LedgerReading(AppDbContext context, IndicatorLibrary library, PolicyLibrary policies, DateOnly today, FigureSource source, long city)
    {
        (this.context, this.library, this.policies, this.today, this.source) = (context, library, policies, today, source);
        this.city = new DivisionCode(city);
        kept = new KeptValues(context, policies, today, source, city);
    }

    public static async Task<LedgerReading> BeginAsync(AppDbContext context, IndicatorLibrary library, PolicyLibrary policies, DateOnly today, FigureSource source, CancellationToken cancellation) =>
        new(context, library, policies, today, source, await context.Cities.Select(c => c.Code).FirstAsync(cancellation));

    /// <summary>Reads ahead what these figures and what they are computed from need.</summary>
    public async Task PrepareAsync(IReadOnlyList<(string Code, Period Period)> asked, IReadOnlyList<long> regions, CancellationToken cancellation)
    {
        var needed = new HashSet<(Indicator Indicator, Period Period)>();
        foreach (var (code, period) in asked)
            Need(library.Find(code)?.Declared, period);
        List<long> own = [.. regions.Where(r => city.Contains(new DivisionCode(r))).Distinct()];
        await kept.PrepareAsync([.. needed], own, cancellation);
        entered = await EnteredAsync([.. asked.Select(a => a.Code).Distinct()], regions, [.. asked.Select(a => a.Period)], cancellation);
        foreach (var region in await context.Regions.AsNoTracking().Where(r => own.Contains(r.Code)).OrderBy(r => r.ValidFrom).ToListAsync(cancellation))
        {
            if (!divisions.TryGetValue(region.Code, out var versions))
                divisions[region.Code] = versions = [];
            versions.Add(region);
        }

        void Need(Indicator? indicator, Period period)
        {
            if (indicator is null || period.Start > today)
                return;
            var definition = indicator.On(period.Until(today).End);
            if (definition.IsCounted)
                needed.Add((indicator, period.Until(today)));
            foreach (var ingredient in definition.Ingredients)
                Need(library.Find(ingredient.Code)!.Declared, ingredient.Of(period.Until(today)));
        }
    }

    /// <summary>What another city published.</summary>
    public async Task<LedgerFigure> PublishedAsync(ListedIndicator listed, long region, Period period, CancellationToken cancellation)
    {
        List<EnteredFigure> all = new DivisionCode(region).Level == RegionLevel.City ? await EnteredAsync([listed.Code], [region], [period], cancellation) : [];
        return Stated(listed, all, region, period, published: true) is { } found ? OfEntered(listed, region, period, found, all) : Unknown(listed, region, period, $"不在您的岗位范围内。");
    }

    public async Task<LedgerFigure> FigureAsync(ListedIndicator listed, long region, Period period, CancellationToken cancellation)
    {
        var stated = Stated(listed, entered, region, period, published: false);
        var figure = !city.Contains(new DivisionCode(region))
            ? Unknown(listed, region, period, $"不是本市的区划，也没有导入它公布的数字。")
            : listed.Declared is { } declared ? await CountedAsync(listed, declared, region, period, cancellation) : Unknown(listed, region, period, $"这个指标的业务还没有建设，也没有填报或者导入的数字。");
        return figure.IsKnown || stated is null ? figure with { Entered = stated } : OfEntered(listed, region, period, stated, entered) with { KnownPart = figure.KnownPart, Note = figure.Why };
    }

    private async Task<LedgerFigure> CountedAsync(ListedIndicator listed, Indicator indicator, long region, Period asked, CancellationToken cancellation)
    {
        if (asked.Start > today)
            return Unknown(listed, region, asked, $"还没有到{asked.Start}。");
        var period = asked.Until(today);
        var definition = indicator.On(period.End);
        if (WhyNotThere(region, period.End) is { } why)
            return Unknown(listed, region, asked, why);
        return definition.Kind switch
        {
            DefinitionKind.Derived => await DerivedAsync(listed, indicator, definition, region, asked, period, cancellation),
            DefinitionKind.Standard => OfStandard(listed, definition, region, asked, period),
            _ => await OfRecordsAsync(listed, indicator, definition, region, asked, period, cancellation),
        };
    }

    private async Task<LedgerFigure> OfRecordsAsync(ListedIndicator listed, Indicator indicator, Definition definition, long region, Period asked, Period period, CancellationToken cancellation)
    {
        // A period that is closed to its end is looked up as asked for.
        var value = await kept.FindAsync(indicator, region, period, cancellation);
        if (value is null && await BeganAsync(definition.Source!, cancellation) is { } first && first > period.End)
            return Unknown(listed, region, asked, $"记录从{first}开始，在此以前没有。");
        if (value is null)
            return Unknown(listed, region, asked, $"还没有汇总，每晚自动汇总一次。");
        if (value.IsUnknown)
            return Unknown(listed, region, asked, $"本期冻结时没有这个数字。");
        var figure = new LedgerFigure
        {
            Code = listed.Code,
            Region = region,
            Period = asked,
            AsOf = period.End,
            Unit = listed.Line.Unit,
            Kind = value.IsFrozen ? FigureKind.Frozen : FigureKind.Computed,
            Value = value.Amount / (decimal)indicator.Scale,
            CountedAt = value.CountedAt,
            HasRecords = true,
            Note = definition.Kind == DefinitionKind.Stock ? null : ChangeWithin(indicator, period),
        };
        if (value.IsFrozen)
            return figure;
        var began = await BeganAsync(definition.Source!, cancellation);
        if (began is null)
            return Unknown(listed, region, asked, $"还没有任何这类记录，不等于没有发生。");
        if (began > period.End)
            return Unknown(listed, region, asked, $"记录从{began.Value}开始，在此以前没有。");
        return definition.Kind != DefinitionKind.Stock && began > period.Start
            ? Unknown(listed, region, asked, $"记录从{began.Value}开始，本期不完整。") with { KnownPart = figure.Value, HasRecords = true }
            : figure;
    }

    private async Task<LedgerFigure> DerivedAsync(ListedIndicator listed, Indicator indicator, Definition definition, long region, Period asked, Period period, CancellationToken cancellation)
    {
        var values = new List<decimal>();
        var (frozen, counted) = (true, (DateTime?)null);
        foreach (var ingredient in definition.Ingredients)
        {
            var of = library.Find(ingredient.Code)!;
            var part = await CountedAsync(of, of.Declared!, region, ingredient.Of(period), cancellation);
            if (part.Value is not { } known)
                return Unknown(listed, region, asked, $"算不出来，缺“{of.InBothLanguages}”：{part.Why ?? NotOne()}");
            if (ingredient.OfYearBefore && of.Declared!.ChangesIn(part.Period.Start, period.End) is [.., var day])
                return Unknown(listed, region, asked, $"“{of.InBothLanguages}”的口径自{day}起改变，前后不可比。");
            values.Add(known);
            frozen &= part.Kind == FigureKind.Frozen;
            counted = part.CountedAt is { } at && (counted is null || at < counted) ? at : counted;
        }

        return definition.Compute!(values) is { } value
            ? new LedgerFigure { Code = listed.Code, Region = region, Period = asked, AsOf = period.End, Unit = listed.Line.Unit, Kind = frozen ? FigureKind.Frozen : FigureKind.Computed, Value = value, CountedAt = counted }
            : Unknown(listed, region, asked, $"分母为零，算不出来。");
    }

    private static FormattableString? ChangeWithin(Indicator indicator, Period period)
    {
        if (indicator.ChangesIn(period.Start, period.End) is not [.., var day])
            return null;
        return $"口径自{day}起改变，本期前后各按当时的口径计算。";
    }

    private LedgerFigure OfStandard(ListedIndicator listed, Definition definition, long region, Period asked, Period period)
    {
        var county = new DivisionCode(region).Level <= RegionLevel.City ? 0 : (int)(region / 1_000_000);
        var values = definition.Values!(new Asked(context, period, policies), county);
        if (values.Count == 0)
            return Unknown(listed, region, asked, $"政策库里没有{period.End}有效、有文件依据的标准；暂用值不算。");
        var same = values.Select(v => v.Value).Distinct().ToList();
        return new LedgerFigure
        {
            Code = listed.Code,
            Region = region,
            Period = asked,
            AsOf = period.End,
            Unit = listed.Line.Unit,
            Kind = FigureKind.Computed,
            Value = same.Count == 1 ? same[0] : null,
            Variants = values,
        };
    }

    /// <summary>A division has no figures of days on which it did not stand.</summary>
    private FormattableString? WhyNotThere(long region, DateOnly day)
    {
        if (!divisions.TryGetValue(region, out var versions))
        {
            if (region == city.Value)
                return null;
            return $"没有这个区划。";
        }


        if (versions.Any(v => v.ValidFrom <= day && (v.ValidTo is null || v.ValidTo > day)))
            return null;
        if (versions[0].ValidFrom > day)
            return $"{versions[0].Name}自{versions[0].ValidFrom}起才设立。";
        var ended = versions.Last(v => v.ValidFrom <= day);
        return $"{ended.Name}已于{ended.ValidTo!.Value}撤销。";
    }

    private async Task<DateOnly?> BeganAsync(RecordSource records, CancellationToken cancellation)
    {
        if (!begins.TryGetValue(records, out var day))
            begins[records] = day = await records.BeginsAsync(context, cancellation);
        return day;
    }

    private Task<List<EnteredFigure>> EnteredAsync(IReadOnlyList<string> codes, IReadOnlyList<long> regions, IReadOnlyList<Period> periods, CancellationToken cancellation)
    {
        List<DateOnly> ends = [.. periods.Select(p => p.End).Distinct()];
        return context.EnteredFigures.AsNoTracking().Where(e => e.Kind != EnteredKind.Target && e.ReplacedBy == null && codes.Contains(e.Indicator) && regions.Contains(e.Region) && ends.Contains(e.To)).ToListAsync(cancellation);
    }

    /// <summary>Of a day only the day counts, of a flow both ends; what the bureau reported itself goes before what was published.</summary>
    private static EnteredFigure? Stated(ListedIndicator listed, List<EnteredFigure> all, long region, Period period, bool published) => all
        .Where(e => e.Indicator == listed.Code && e.Region == region && e.To == period.End && (listed.IsOfDay || e.From == period.Start) && (!published || e.Kind == EnteredKind.Published))
        .OrderBy(e => e.Scope.Length > 0).ThenByDescending(e => e.Kind).ThenByDescending(e => e.From == period.Start).ThenByDescending(e => e.Id).FirstOrDefault();

    /// <summary>What a source tells of parts only (市辖区, 县(市)) has a value for each and none for the whole.</summary>
    private static LedgerFigure OfEntered(ListedIndicator listed, long region, Period period, EnteredFigure figure, List<EnteredFigure> all) => new()
    {
        Code = listed.Code,
        Region = region,
        Period = period,
        AsOf = figure.To,
        Unit = listed.Line.Unit,
        Kind = figure.Kind == EnteredKind.Published ? FigureKind.Published : FigureKind.Reported,
        Entered = figure,
        Value = figure.Scope.Length == 0 ? figure.Value : null,
        Variants = figure.Scope.Length == 0 ? [] : [.. all.Where(e => e.Indicator == figure.Indicator && e.Region == region && e.From == figure.From && e.To == figure.To && e.Kind == figure.Kind)
            .OrderBy(e => e.Id).Select(e => new StandardValue(e.Scope, e.Scope, e.Scope, e.Value, e.Source))],
    };

    private static FormattableString NotOne() => $"各地或者各类不同，没有单一数值";

    private static LedgerFigure Unknown(ListedIndicator listed, long region, Period period, FormattableString why) =>
        new() { Code = listed.Code, Region = region, Period = period, AsOf = period.End, Unit = listed.Line.Unit, Kind = FigureKind.Unknown, Why = why };
}
