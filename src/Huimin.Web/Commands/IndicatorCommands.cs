using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Huimin.Modules;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Cases.Nightly;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Indicators.Facts;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Web.Commands;

/// <summary><c>huimin indicators</c>: what is counted, its values, and figures that are brought with their source.</summary>
internal static partial class IndicatorCommands
{
    private static readonly Lazy<IndicatorLibrary> Library = new(() => IndicatorLibrary.Load(AllModules.List));

    public static Command Create() => new("indicators", Texts.Of($"指标：汇总、导入、查看。")) { Rebuild(), Import(), Status(), Show(), Check(), Freeze(), Restate() };

    private static Command Rebuild()
    {
        var command = new Command("rebuild", Texts.Of($"汇总一天的全部指标：期末数、当日发生数和到当日为止的人数。可以重复运行。"));
        var city = new CityOptions().AddTo(command);
        var day = new Option<DateOnly?>("--day") { Description = Texts.Of($"哪一天，写作 2026-11-29，默认今天。"), CustomParser = ParseDay };
        command.Options.Add(day);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            using var policies = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, city.Key(parsed), cancellation);
            var asked = parsed.GetValue(day) ?? Today;
            if (asked > Today)
                throw new CannotRunException($"{asked}还没有到，不能汇总。");
            var made = await new RebuildFacts(database, Library.Value, policies, TimeProvider.System).RunAsync(asked, Terminal.Progress(), cancellation);
            Terminal.EndProgress();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { day = asked, made.Indicators, facts = made.Rows, seconds = Math.Round(made.Elapsed.TotalSeconds, 2), made.Slowest, slowest_seconds = Math.Round(made.Longest.TotalSeconds, 2) });
            else
                Terminal.Say($"{asked}：汇总{made.Indicators}个指标、{made.Rows}行，用时{made.Elapsed.TotalSeconds:0.0}秒。");
            return Cli.Done;
        }));
        return command;
    }

    private static Command Check()
    {
        var command = new Command("check", Texts.Of($"校验：指标之间应有的关系，和超出通常的变化。"));
        var city = new CityOptions().AddTo(command);
        var region = RegionOption.AddTo(command, Texts.Of($"区划，如 371302，默认全市。"));
        var period = AddPeriod(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            using var policies = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, city.Key(parsed), cancellation);
            var ledger = new Ledger(database, Library.Value, policies, Acting.Command(), TimeProvider.System);
            var findings = await new CheckFigures(ledger).RunAsync(await PlaceAsync(database, parsed.GetValue(region), cancellation), parsed.GetValue(period) ?? ThisMonth, null, FigureSource.Best, cancellation);
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { findings = findings.Select(f => new { indicator = f.Code, error = f.IsError, text = Texts.Of(f.Text) }) });
            else if (findings.Count == 0)
                Terminal.Say($"没有发现不符。");
            else
                foreach (var finding in findings)
                    Console.WriteLine($"{(finding.IsError ? "✗" : "?")} {Texts.Of(finding.Text)}");
            return findings.Any(f => f.IsError) ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }

    /// <summary>The night's step: yesterday's records are counted when the day begins.</summary>
    public static async Task<NightlyStep> NightAsync(Database database, PolicyLibrary policies, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            var made = await new RebuildFacts(database, Library.Value, policies, clock).RunNightAsync(DayOf(clock), Terminal.Progress(), cancellation);
            Terminal.EndProgress();
            return new NightlyStep("indicators", made.Rows, 0);
        }
        catch (CannotRunException e)
        {
            return new NightlyStep("indicators", 0, 0, e.Message);
        }
    }

    /// <summary>A demonstration city has the figures that the five reports published, and its own counted.</summary>
    public static async Task PrepareDemoAsync(Database database, string key, TimeProvider clock, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        if (!await context.Cities.AnyAsync(c => c.Demo != null, cancellation))
            return;
        if (!await context.EnteredFigures.AnyAsync(cancellation))
        {
            using var errors = new RowErrors(null);
            await ImportAsync(database, ContentFiles.Data(Shipped), EnteredKind.Published, errors, cancellation);
        }

        var today = DayOf(clock);
        if (await context.IndicatorFacts.AnyAsync(f => f.To == today, cancellation))
            return;
        using var policies = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, key, cancellation);
        await NightAsync(database, policies, clock, cancellation);
    }

    private static Command Status()
    {
        var command = new Command("status", Texts.Of($"每个指标是由记录算出（computed）、由填报或导入得到（imported），还是缺（missing）。"));
        var city = new CityOptions().AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            await using var context = database.CreateContext();
            var all = await IndicatorStatus.ReadAsync(context, Library.Value, cancellation);
            if (parsed.GetValue(json))
            {
                Terminal.WriteJson(new
                {
                    computed = all.Count(s => s.State == IndicatorState.Computed),
                    imported = all.Count(s => s.State == IndicatorState.Imported),
                    missing = all.Count(s => s.State == IndicatorState.Missing),
                    indicators = all.Select(s => new
                    {
                        s.Indicator.Code,
                        zh = s.Indicator.Line.Chinese,
                        en = s.Indicator.Line.English,
                        s.Indicator.Line.Unit,
                        measure = Lower(s.Indicator.Line.Measure),
                        s.Indicator.Line.Domain,
                        status = Lower(s.State),
                        figures = s.Figures,
                        auxiliary = s.Indicator.IsAuxiliary,
                    }),
                });
                return Cli.Done;
            }

            foreach (var standing in all)
                Console.WriteLine($"{Terminal.Left(Lower(standing.State), 9)} {Terminal.Left(standing.Indicator.Code, 58)} {standing.Indicator.Name}");
            Terminal.Say($"算出{all.Count(s => s.State == IndicatorState.Computed)}个，填报或导入{all.Count(s => s.State == IndicatorState.Imported):D}个，缺{all.Count(s => s.State == IndicatorState.Missing):D}个。");
            return Cli.Done;
        }));
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", Texts.Of($"一个指标在一个地方、一个时期的数字，和上期、上年同期、目标相比。"));
        var code = new Argument<string>("CODE") { Description = Texts.Of($"指标代码，见 huimin indicators status。") };
        command.Arguments.Add(code);
        var city = new CityOptions().AddTo(command);
        var region = RegionOption.AddTo(command, Texts.Of($"区划，如 371302，默认全市。"));
        var period = AddPeriod(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            using var policies = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, city.Key(parsed), cancellation);
            if (Library.Value.Find(parsed.GetRequiredValue(code)) is not { } indicator)
                throw new CannotRunException($"指标目录里没有 {parsed.GetRequiredValue(code)}。");
            var place = await PlaceAsync(database, parsed.GetValue(region), cancellation);
            var ledger = new Ledger(database, Library.Value, policies, Acting.Command(), TimeProvider.System);
            var found = await ledger.CompareAsync(indicator.Code, place, parsed.GetValue(period) ?? ThisMonth, FigureSource.Best, cancellation);
            if (parsed.GetValue(json))
                Terminal.WriteJson(ToJson(indicator, found));
            else
                Print(indicator, found);
            return found.Now.IsKnown ? Cli.Done : Cli.FoundProblems;
        }));
        return command;
    }

    private static object ToJson(ListedIndicator indicator, FigureComparison found) => new
    {
        code = indicator.Code,
        zh = indicator.Line.Chinese,
        en = indicator.Line.English,
        unit = indicator.Line.Unit,
        measure = Lower(indicator.Line.Measure),
        region = found.Now.Region.ToString(CultureInfo.InvariantCulture),
        figure = Figure(found.Now),
        before = Figure(found.Before),
        year_before = Figure(found.YearBefore),
        since_before = found.SinceBefore,
        since_year_before = found.SinceYearBefore,
        target = found.Target?.Value,
        of_target = found.OfTarget,
    };

    private static object Figure(LedgerFigure figure) => new
    {
        period = figure.Period.ToString(),
        as_of = figure.AsOf,
        kind = Lower(figure.Kind),
        value = figure.Value,
        known_part = figure.KnownPart,
        variants = figure.Variants.Count > 1 ? figure.Variants.Select(v => new { path = v.Path, name = v.Name, value = v.Value, law = v.Law }) : null,
        why = figure.Why is { } why ? Texts.Of(why) : null,
        note = figure.Note is { } note ? Texts.Of(note) : null,
        source = figure.Entered?.Source,
        counted_at = figure.CountedAt,
        records = figure.RecordsPath,
    };

    private static void Print(ListedIndicator indicator, FigureComparison found)
    {
        Console.WriteLine(indicator.Name);
        foreach (var (title, figure) in new (string, LedgerFigure)[] { (Texts.Of($"本期"), found.Now), (Texts.Of($"上期"), found.Before), (Texts.Of($"上年同期"), found.YearBefore) })
        {
            var value = figure.Value is { } known ? known.ToString("#,##0.####", CultureInfo.InvariantCulture) : figure.Variants.Count > 0
                ? string.Join("; ", figure.Variants.Select(v => $"{Texts.Pick(v.Name, v.NameEn)} {v.Value.ToString("#,##0.##", CultureInfo.InvariantCulture)}")) : "—";
            Console.WriteLine($"{Terminal.Left(title, 14)} {Terminal.Left(figure.Period.ToString(), 22)} {Terminal.Right(value, 16)}  {(figure.Why is { } why ? Texts.Of(why) : figure.Note is { } note ? Texts.Of(note) : figure.Entered?.Source)}");
        }
    }

    public static Option<Period?> AddPeriod(Command command)
    {
        var period = new Option<Period?>("--period") { Description = Texts.Of($"时期，写作 2026、2026-H1、2026-Q3、2026-11、2026-11-29 或 2020-01-01/2024-12-20。"), CustomParser = ParsePeriod };
        command.Options.Add(period);
        return period;
    }

    public static async Task<DivisionCode> PlaceAsync(Database database, DivisionCode? asked, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        return asked ?? new DivisionCode(await context.Cities.Select(c => c.Code).SingleAsync(cancellation));
    }

    private static Period ThisMonth => Period.Of(Huimin.Policies.Month.Of(Today));

    private static DateOnly Today => DayOf(TimeProvider.System);

    private static DateOnly DayOf(TimeProvider clock) => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static DateOnly? ParseDay(ArgumentResult argument)
    {
        var text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        argument.AddError(Texts.Of($"{text} 不是日期，应写作 2026-11-29。"));
        return null;
    }

    private static Period? ParsePeriod(ArgumentResult argument)
    {
        var text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (Period.TryParse(text, out var period))
            return period;
        argument.AddError(Texts.Of($"{text} 不是时期，应写作 2026、2026-H1、2026-Q3、2026-11、2026-11-29 或 2020-01-01/2024-12-20。"));
        return null;
    }
}
