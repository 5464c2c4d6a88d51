using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Programmes;
using Huimin.Platform.Registers;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Demo.History;

/// <summary>What was written.</summary>
public sealed record HistoryResult(int Figures, int Awards, int Cases, int Entries, TimeSpan Elapsed);

/// <summary>
/// Gives a demo city its earlier years 往年记录: awards, cases, entries of registers and warnings that come to the figures which the city's bureau
/// published, in proportion to the demo. What is received now stays as the last pass found it.
/// </summary>
public sealed class DemoHistory(Database database, PolicyLibrary policies, IndicatorLibrary library, CaseCatalogue cases, RegisterCatalogue registers, TimeProvider clock)
{
    private const int RowsABatch = 20_000;

    /// <param name="month">The month whose pass is taken over as received.</param>
    /// <exception cref="CannotRunException">The month was not swept, or the city is no demo.</exception>
    public async Task<HistoryResult> RunAsync(Month month, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        var started = clock.GetTimestamp();
        await using var context = database.CreateContext();
        var city = await context.Cities.AsNoTracking().SingleAsync(cancellation);
        if (city.DemoScale is not { } proportion)
            throw new CannotRunException($"{city.Name}不是演示城市，不能写入虚构的往年记录。");
        if (!await context.SweepRuns.AnyAsync(r => r.Month == month.Code, cancellation))
            throw new CannotRunException($"{month}还没有全员比对，请先运行 huimin sweep。");
        var figures = HistoryFigures.Read(city.Code, month.FirstDay);
        if (figures.Count == 0)
            return new HistoryResult(0, 0, 0, 0, clock.GetElapsedTime(started));
        var missing = await MissingAsync(context, city, figures, cancellation);
        await using var bulk = await database.BeginBulkAsync(cancellation: cancellation);
        var writing = await HistoryWriting.BeginAsync(context, bulk, database, policies, cases, registers, city, (double)proportion, month, cancellation);
        await writing.MakeAsync(figures, missing, cancellation);
        progress?.Report(new WorkProgress("store", 0, 0));
        var result = await writing.WriteAsync(RowsABatch, cancellation);
        bulk.Record(new AuditEntry("demo.history", $"city:{city.Key}") { After = new { figures = figures.Count, result.Awards, result.Cases, result.Entries } });
        await bulk.CommitAsync(cancellation);
        return result with { Figures = figures.Count, Elapsed = clock.GetElapsedTime(started) };
    }

    /// <summary>What the demo's registers lack, by figure: it has entries of its own.</summary>
    private async Task<Dictionary<HistoryFigure, long>> MissingAsync(AppDbContext context, City city, IReadOnlyList<HistoryFigure> figures, CancellationToken cancellation)
    {
        var missing = new Dictionary<HistoryFigure, long>();
        foreach (var figure in figures)
        {
            if (library.Find(figure.Indicator)?.Declared is not { } declared || !declared.On(figure.Period.End).IsCounted)
                continue;
            var of = declared.On(figure.Period.End).Source!;
            var wanted = figure.Count((of.IsInProportion ? (double)city.DemoScale!.Value : 1) * declared.Scale);
            missing[figure] = Math.Max(0, wanted - await CountRecords.SumAsync(declared, new Asked(context, figure.Period, policies), city.Code, city.Code + 99_999_999, cancellation));
        }

        return missing;
    }
}
