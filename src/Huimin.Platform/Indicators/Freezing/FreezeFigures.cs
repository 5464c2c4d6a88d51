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

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

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

    /// <summary>
    /// Fixes what a report that is about to be signed states, of a period that is over: for the whole city down to the village. What is
    /// fixed already stays as it is.
    /// </summary>
    /// <param name="codes">Only what is counted from records is fixed; the rest follows it.</param>
    /// <param name="reason">Names the report.</param>
    /// <returns>How many indicators were fixed now.</returns>
    /// <exception cref="CannotRunException">The period is not over, or the post does not reach the whole city.</exception>
    public async Task<int> FreezeForReportAsync(IReadOnlyCollection<string> codes, Period period, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(codes);
        RequireWholeCity(Permissions.SignReports);
        RequireOver(period);
        await using var context = database.CreateContext();
        context.Database.SetCommandTimeout(Longest);
        var city = await context.Cities.Select(c => c.Code).FirstAsync(cancellation);
        var frozen = await FrozenAsync(context, period, cancellation);
        if (frozen.Contains(""))
            return 0;
        var values = await CountAsync(context, period, code => codes.Contains(code) && !frozen.Contains(code), city, null, cancellation);
        if (values.Count > 0)
            await WriteAsync(new Freezing(period, reason, city), values, eachAlone: true, RequireSameAsync, cancellation);
        return values.Count;

        async Task RequireSameAsync()
        {
            if (!(await FrozenAsync(context, period, cancellation)).SetEquals(frozen))
                throw new CannotRunException($"有人刚刚冻结了{period}的数字，请再办一次。");
        }
    }

    private async Task<int> RunAsync(Period period, string? code, string reason, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        Require(period, code, reason);
        await using var context = database.CreateContext();
        context.Database.SetCommandTimeout(Longest);
        var city = await context.Cities.Select(c => c.Code).FirstAsync(cancellation);
        var frozen = await RequireOrderAsync(context, period, code, cancellation);
        var values = await CountAsync(context, period, c => code is null ? !frozen.Contains(c) : c == code, city, progress, cancellation);
        if (code is not null && values.Count == 0)
            throw new CannotRunException($"记录里还没有这个数字，不能重述。");
        // What a signed report fixed before stays, now as a part of the whole.
        if (code is null)
            foreach (var (fixedBefore, places) in await ValuesAsync(context, period, frozen, cancellation))
                values[fixedBefore] = places;
        await WriteAsync(new Freezing(period, reason, city, code), values, code is not null, () => RequireOrderAsync(context, period, code, cancellation), cancellation);
        return values.Count;
    }

    private void Require(Period period, string? code, string reason)
    {
        RequireWholeCity(Permissions.ManageIndicators);
        RequireOver(period);
        if (code is null)
            return;
        if (library.Find(code) is not { Declared: { } declared } || !declared.On(period.End).IsCounted)
            throw new CannotRunException($"这个指标不是由记录直接算出的，不用重述：它随来源的数字改变。");
        if (reason.Length is 0 or > LongestReason)
            throw new CannotRunException($"重述要写明原因，最长{LongestReason}个字。");
    }

    private void RequireWholeCity(string permission)
    {
        if (!acting.May(permission) || !(acting.Reach.IsEverywhere || acting.Post is { } post && post.Region % 100_000_000 == 0) || acting.Reach.Line is not null)
            throw new CannotRunException($"冻结和重述由全市各条线的统计岗位办理。");
    }

    private void RequireOver(Period period)
    {
        if (period.End >= Today)
            throw new CannotRunException($"{period}还没有结束，不能冻结。");
    }

    /// <summary>Codes of the indicators that are fixed for a period; the empty one where all are.</summary>
    private static async Task<HashSet<string>> FrozenAsync(AppDbContext context, Period period, CancellationToken cancellation) =>
        (await context.FigureFreezes.AsNoTracking().Where(f => f.From == period.Start && f.To == period.End).Select(f => f.Indicator ?? "").ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);

    private static async Task<HashSet<string>> RequireOrderAsync(AppDbContext context, Period period, string? code, CancellationToken cancellation)
    {
        var frozen = await FrozenAsync(context, period, cancellation);
        if (code is null && frozen.Contains(""))
            throw new CannotRunException($"{period}已经冻结；要改动，请逐个指标重述并写明原因。");
        if (code is not null && !frozen.Contains("") && !frozen.Contains(code))
            throw new CannotRunException($"{period}还没有冻结，不用重述。");
        return frozen;
    }

    /// <summary>The values of these indicators as they were fixed last.</summary>
    private static async Task<Dictionary<string, Dictionary<long, long>>> ValuesAsync(AppDbContext context, Period period, HashSet<string> codes, CancellationToken cancellation)
    {
        var last = await context.FigureFreezes.AsNoTracking().Where(f => f.From == period.Start && f.To == period.End && f.Indicator != null && codes.Contains(f.Indicator))
            .GroupBy(f => f.Indicator!).Select(g => new { g.Key, Id = g.Max(f => f.Id) }).ToListAsync(cancellation);
        var values = new Dictionary<string, Dictionary<long, long>>(StringComparer.Ordinal);
        foreach (var freeze in last)
        {
            values[freeze.Key] = await context.FrozenFigures.AsNoTracking().Where(f => f.FreezeId == freeze.Id && f.Indicator == freeze.Key && f.From == period.Start && f.To == period.End)
                .ToDictionaryAsync(f => f.Region, f => f.Value, cancellation);
        }

        return values;
    }

    /// <summary>What is not known at the end of the period, because its records begin later, is not fixed as none.</summary>
    private async Task<Dictionary<string, Dictionary<long, long>>> CountAsync(AppDbContext context, Period period, Func<string, bool> isMeant, long city, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var (values, begins) = (new Dictionary<string, Dictionary<long, long>>(StringComparer.Ordinal), new Dictionary<RecordSource, DateOnly?>());
        var asked = new Asked(context, period, policies);
        var all = library.CountedOnes.Where(i => isMeant(i.Code)).Select(i => i.Declared!).ToList();
        foreach (var indicator in all)
        {
            var definition = indicator.On(period.End);
            if (!definition.IsCounted)
                continue;
            if (!begins.TryGetValue(definition.Source!, out var began))
                begins[definition.Source!] = began = await definition.Source!.BeginsAsync(context, cancellation);
            if (began is { } day && day <= (definition.Kind == DefinitionKind.Stock ? period.End : period.Start))
                values[indicator.Code] = await PlaceSums.CountAsync(indicator, asked, city, withVillages: true, cancellation);
            progress?.Report(new WorkProgress("compute", values.Count, all.Count));
        }

        return values;
    }

    /// <param name="eachAlone">Each indicator is fixed for itself; else all of the period at once.</param>
    private async Task WriteAsync(Freezing freezing, Dictionary<string, Dictionary<long, long>> values, bool eachAlone, Func<Task> require, CancellationToken cancellation)
    {
        await using var bulk = await database.BeginBulkAsync(cancellation: cancellation);
        // Only one bulk write runs at a time: whoever was first while this one counted is seen here.
        await require();
        var id = await IdBlocks.TakeRangeAsync(bulk, "figure_freeze", eachAlone ? values.Count : 1, cancellation);
        var (now, period) = (clock.GetUtcNow().UtcDateTime, freezing.Period);
        string?[] codes = eachAlone ? [.. values.Keys] : [null];
        await bulk.WriteAsync(FreezeTable, [.. codes.Select((code, i) => new FigureFreeze { Id = id + i, From = period.Start, To = period.End, Indicator = code, Reason = freezing.Reason, AccountId = acting.AccountId, By = acting.Name, At = now })], cancellation);
        foreach (var (i, (indicator, places)) in values.Index())
            await bulk.WriteAsync(Table, [.. places.Select(p => new FrozenFigure { Indicator = indicator, Region = p.Key, From = period.Start, To = period.End, FreezeId = eachAlone ? id + i : id, Value = p.Value })], cancellation);
        var one = freezing.Restated;
        bulk.Record(new AuditEntry(one is null ? "figures.freeze" : "figures.restate", $"figures:{period}")
        {
            Region = freezing.City,
            Reason = freezing.Reason,
            After = new { indicator = one, indicators = values.Count, city = one is null ? (long?)null : values[one].GetValueOrDefault(freezing.City) },
        });
        await bulk.CommitAsync(cancellation);
    }

    /// <param name="Restated">Code of the one indicator that is fixed anew; null for a first time.</param>
    private sealed record Freezing(Period Period, string Reason, long City, string? Restated = null);

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
