using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators.Entering;

/// <summary>A figure is missing something or cannot be; everything is told at once.</summary>
public sealed class FiguresRefusedException(IReadOnlyList<FigureProblem> problems) : Exception("The figure was refused.")
{
    public IReadOnlyList<FigureProblem> Problems => problems;
}

/// <summary>
/// Brings figures with their source into the ledger 填报、导入、目标: one from a form or all of a file. A figure that stands already with the
/// same value and source is left as it is; another value takes its place, and both stay.
/// </summary>
public sealed class EnterFigures(AppDbContext context, IndicatorLibrary library, TimeProvider clock)
{
    private const string Ids = "entered_figure";

    /// <summary>What reads typed figures for this city.</summary>
    public async Task<FigureText> TextAsync(CancellationToken cancellation = default)
    {
        var city = new DivisionCode(await context.Cities.Select(c => c.Code).FirstAsync(cancellation));
        var divisions = await context.Regions.AsNoTracking().Select(r => r.Code).Distinct().ToListAsync(cancellation);
        return new FigureText(library, city, divisions.ToHashSet(), Today);
    }

    /// <param name="reason">Why it takes the place of one that stands; asked for where there is one, or where the period is frozen.</param>
    /// <exception cref="FiguresRefusedException">The figure is incomplete or cannot be.</exception>
    /// <exception cref="CannotRunException">The post does not reach it, or a reason is missing.</exception>
    public async Task RunAsync(EnteredKind kind, TypedFigure typed, string reason, CancellationToken cancellation = default)
    {
        var problems = new List<FigureProblem>();
        var figure = (await TextAsync(cancellation)).Read(typed, kind, problems) ?? throw new FiguresRefusedException(problems);
        Require(figure);
        var standing = await StandingAsync([figure], cancellation);
        if (standing.TryGetValue(Key(figure), out var before) && IsSame(before, figure))
            return;
        if (reason.Trim().Length == 0 && (before is not null || await IsFrozenAsync(figure, cancellation)))
            throw new CannotRunException($"这个数字已经有了，或者本期已经冻结，改动要写明原因。");
        await AddAsync([figure], standing, reason.Trim(), cancellation);
        await context.SaveChangesAsync(cancellation);
    }

    /// <summary>All figures of a file that was read without an error; the caller saves nothing else.</summary>
    /// <returns>How many are new, and how many stand already.</returns>
    public async Task<(int Added, int Unchanged)> AddAllAsync(IReadOnlyList<EnteredFigure> figures, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(figures);
        foreach (var figure in figures)
            Require(figure);
        var standing = await StandingAsync(figures, cancellation);
        List<EnteredFigure> added = [.. figures.Where(f => !standing.TryGetValue(Key(f), out var before) || !IsSame(before, f))];
        await AddAsync(added, standing, reason, cancellation);
        await context.SaveChangesAsync(cancellation);
        return (added.Count, figures.Count - added.Count);
    }

    /// <summary>What is the same figure: another one of it takes its place. What reports published stands beside what the bureau enters.</summary>
    public static (EnteredKind Kind, string Indicator, long Region, DateOnly From, DateOnly To, string Scope) Key(EnteredFigure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return (figure.Kind, figure.Indicator, figure.Region, figure.From, figure.To, figure.Scope);
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    private void Require(EnteredFigure figure)
    {
        var acting = context.Acting;
        if (!acting.May(Permissions.ManageIndicators))
            throw new CannotRunException($"您的岗位不能填报数字。");
        if (acting.Reach.Line is { } line && line != library.Find(figure.Indicator)!.Owner)
            throw new CannotRunException($"您的岗位不属于这个业务条线。");
        if (!acting.Reach.Holds(figure.Region) && !(figure.Kind != EnteredKind.Reported && acting.Reach.Line is null && figure.Region % 100_000_000 == 0 && acting.Reach.Holds(Root(acting))))
            throw new CannotRunException($"这个地方不在您的岗位范围内。");

        // What other cities published is taken in by whoever answers for the whole city.
        static long Root(Acting acting) => acting.Post is { Region: var region } ? region / 100_000_000 * 100_000_000 : 0;
    }

    private async Task<Dictionary<(EnteredKind, string, long, DateOnly, DateOnly, string), EnteredFigure>> StandingAsync(IReadOnlyList<EnteredFigure> figures, CancellationToken cancellation)
    {
        List<string> codes = [.. figures.Select(f => f.Indicator).Distinct()];
        List<long> regions = [.. figures.Select(f => f.Region).Distinct()];
        return (await context.EnteredFigures.Where(e => e.ReplacedBy == null && codes.Contains(e.Indicator) && regions.Contains(e.Region)).ToListAsync(cancellation))
            .GroupBy(Key).ToDictionary(g => g.Key, g => g.MaxBy(e => e.Id)!);
    }

    private static bool IsSame(EnteredFigure one, EnteredFigure other) =>
        one.Millionths == other.Millionths && one.Bound == other.Bound && one.Digits == other.Digits && one.Source == other.Source && one.Note == other.Note;

    private Task<bool> IsFrozenAsync(EnteredFigure figure, CancellationToken cancellation) => figure.Kind == EnteredKind.Target ? Task.FromResult(false)
        : context.FigureFreezes.AnyAsync(f => f.From == figure.From && f.To == figure.To && (f.Indicator == null || f.Indicator == figure.Indicator), cancellation);

    private async Task AddAsync(IReadOnlyList<EnteredFigure> figures, Dictionary<(EnteredKind, string, long, DateOnly, DateOnly, string), EnteredFigure> standing, string reason, CancellationToken cancellation)
    {
        if (figures.Count == 0)
            return;
        var id = await context.OwnDatabase.Ids.TakeRangeAsync(Ids, figures.Count, cancellation);
        foreach (var figure in figures)
        {
            var before = standing.GetValueOrDefault(Key(figure));
            var added = new EnteredFigure
            {
                Id = id++,
                Kind = figure.Kind,
                Indicator = figure.Indicator,
                Region = figure.Region,
                From = figure.From,
                To = figure.To,
                Scope = figure.Scope,
                Millionths = figure.Millionths,
                Bound = figure.Bound,
                Digits = figure.Digits,
                Source = figure.Source,
                Note = figure.Note,
                AccountId = context.Acting.AccountId,
                At = clock.GetUtcNow().UtcDateTime,
                Reason = before is null ? "" : reason,
            };
            if (before is not null)
                before.ReplacedBy = added.Id;
            context.Add(added);
        }
    }
}
