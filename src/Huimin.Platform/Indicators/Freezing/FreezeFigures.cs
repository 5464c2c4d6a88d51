using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Indicators.Facts;
using Huimin.Platform.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators.Freezing;

/// <summary>
/// Fixes the figures of a period that is over 冻结, down to the village, and fixes one anew with a reason 重述. What was fixed stays; the
/// latest counts.
/// </summary>
public sealed class FreezeFigures(Database database, IndicatorLibrary library, PolicyLibrary policies, Acting acting, TimeProvider clock)
{
    private const int LongestReason = 500;

    private static readonly BulkTable<FrozenFigure> Table = new(
        "frozen_figure",
        ["indicator", "region", "from_day", "to_day", "freeze_id", "value"],
        static (f, row) =>
        {
            row.Text(f.Indicator);
            row.Int64(f.Region);
            row.Date(f.From);
            row.Date(f.To);
            row.Int64(f.FreezeId);
            row.Int64(f.Value);
        });

    private DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>Fixes every counted indicator of a period.</summary>
    /// <returns>How many indicators had a value.</returns>
    /// <exception cref="CannotRunException">The period is not over, is fixed already, or the post does not allow it.</exception>
    public Task<int> FreezeAsync(Period period, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        RunAsync(period, null, "", progress, cancellation);

    /// <summary>Fixes one indicator of a fixed period anew, as the records now say.</summary>
    /// <exception cref="CannotRunException">The period was never fixed, a reason is missing, or the post does not allow it.</exception>
    public Task RestateAsync(string code, Period period, string reason, CancellationToken cancellation = default) => RunAsync(period, code, reason.Trim(), null, cancellation);

    private async Task<int> RunAsync(Period period, string? code, string reason, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        Require(period, code, reason);
        await using var context = database.CreateContext();
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var city = await context.Cities.Select(c => c.Code).FirstAsync(cancellation);
        await RequireOrderAsync(context, period, code, cancellation);
        var values = await CountAsync(context, period, code, city, progress, cancellation);
        if (code is not null && values.Count == 0)
            throw new CannotRunException($"记录里还没有这个数字，不能重述。");
        await WriteAsync(context, period, code, reason, city, values, cancellation);
        return values.Count;
    }

    private void Require(Period period, string? code, string reason)
    {
        if (!acting.May(Permissions.ManageIndicators) || !(acting.Reach.IsEverywhere || acting.Post is { } post && post.Region % 100_000_000 == 0) || acting.Reach.Line is not null)
            throw new CannotRunException($"冻结和重述由全市各条线的统计岗位办理。");
        if (period.End >= Today)
            throw new CannotRunException($"{period}还没有结束，不能冻结。");
        if (code is null)
            return;
        if (library.Find(code) is not { Declared: { } declared } || !declared.On(period.End).IsCounted)
            throw new CannotRunException($"这个指标不是由记录直接算出的，不用重述：它随来源的数字改变。");
        if (reason.Length is 0 or > LongestReason)
            throw new CannotRunException($"重述要写明原因，最长{LongestReason}个字。");
    }

    private static async Task RequireOrderAsync(AppDbContext context, Period period, string? code, CancellationToken cancellation)
    {
        var isFrozen = await context.FigureFreezes.AnyAsync(f => f.From == period.Start && f.To == period.End && f.Indicator == null, cancellation);
        if (code is null && isFrozen)
            throw new CannotRunException($"{period}已经冻结；要改动，请逐个指标重述并写明原因。");
        if (code is not null && !isFrozen)
            throw new CannotRunException($"{period}还没有冻结，不用重述。");
    }

    /// <summary>What is not known at the end of the period, because its records begin later, is not fixed as none.</summary>
    private async Task<Dictionary<string, Dictionary<long, long>>> CountAsync(AppDbContext context, Period period, string? code, long city, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var (values, begins) = (new Dictionary<string, Dictionary<long, long>>(StringComparer.Ordinal), new Dictionary<RecordSource, DateOnly?>());
        var asked = new Asked(context, period, policies);
        var all = library.CountedOnes.Where(i => code is null || i.Code == code).Select(i => i.Declared!).ToList();
        foreach (var indicator in all)
        {
            var definition = indicator.On(period.End);
            if (!begins.TryGetValue(definition.Source!, out var began))
                begins[definition.Source!] = began = await definition.Source!.BeginsAsync(context, cancellation);
            if (began is { } day && day <= (definition.Kind == DefinitionKind.Stock ? period.End : period.Start))
                values[indicator.Code] = await PlaceSums.CountAsync(indicator, asked, city, withVillages: true, cancellation);
            progress?.Report(new WorkProgress("compute", values.Count, all.Count));
        }

        return values;
    }

    private async Task WriteAsync(AppDbContext context, Period period, string? code, string reason, long city, Dictionary<string, Dictionary<long, long>> values, CancellationToken cancellation)
    {
        await using var bulk = await database.BeginBulkAsync(cancellation: cancellation);
        // Only one bulk write runs at a time: whoever was first while this one counted is seen here.
        await RequireOrderAsync(context, period, code, cancellation);
        var id = await IdBlocks.TakeRangeAsync(bulk, "figure_freeze", 1, cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        await bulk.WriteAsync(FreezeTable, [new FigureFreeze { Id = id, From = period.Start, To = period.End, Indicator = code, Reason = reason, AccountId = acting.AccountId, By = acting.Name, At = now }], cancellation);
        foreach (var (indicator, places) in values)
            await bulk.WriteAsync(Table, [.. places.Select(p => new FrozenFigure { Indicator = indicator, Region = p.Key, From = period.Start, To = period.End, FreezeId = id, Value = p.Value })], cancellation);
        bulk.Record(new AuditEntry(code is null ? "figures.freeze" : "figures.restate", $"figures:{period}")
        {
            Region = city,
            Reason = reason,
            After = new { indicator = code, indicators = values.Count, city = code is null ? (long?)null : values[code].GetValueOrDefault(city) },
        });
        await bulk.CommitAsync(cancellation);
    }

    private static readonly BulkTable<FigureFreeze> FreezeTable = new(
        "figure_freeze",
        ["id", "from_day", "to_day", "indicator", "reason", "account_id", "made_by", "at"],
        static (f, row) =>
        {
            row.Int64(f.Id);
            row.Date(f.From);
            row.Date(f.To);
            row.Text(f.Indicator);
            row.Text(f.Reason);
            row.Int64(f.AccountId);
            row.Text(f.By);
            row.Moment(f.At);
        });
}
