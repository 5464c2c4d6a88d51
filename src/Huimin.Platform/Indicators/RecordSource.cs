using Huimin.Platform.Access;
using Huimin.Platform.Awards;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Registers;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators;

/// <summary>
/// A kind of record that indicators count: what a row opens, who may see it, and since when the city keeps such records. Before that
/// day nothing is known, which is not the same as none.
/// </summary>
/// <param name="Path">Address of a record before its id.</param>
/// <param name="Needs">Permissions for the list.</param>
/// <param name="BeginsAsync">First day of which there are records; null while there is none at all.</param>
/// <param name="NamesAsync">What records are called, by id, as the reader may see it.</param>
public sealed record RecordSource(
    string Path,
    IReadOnlyList<string> Needs,
    Func<AppDbContext, CancellationToken, Task<DateOnly?>> BeginsAsync,
    Func<AppDbContext, IReadOnlyList<long>, CancellationToken, Task<Dictionary<long, string>>> NamesAsync)
{
    /// <summary>Whether a demo city has as many fewer of them as it has people; divisions, and what belongs to them, are whole at any scale.</summary>
    public bool IsInProportion { get; init; } = true;

    /// <summary>Awards and what they were in each month.</summary>
    public static RecordSource Awards { get; } = new("/awards/", [Permissions.ViewCases], AwardsBeginAsync, static async (context, ids, cancellation) =>
    {
        var awards = await context.Awards.AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(cancellation);
        return await context.NamesOfAsync(awards, cancellation);
    });

    /// <summary>Cases with their decisions and visits.</summary>
    public static RecordSource Cases { get; } = new("/cases/", [Permissions.ViewCases], CasesBeginAsync, static (context, ids, cancellation) =>
        context.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Applicant, cancellation));

    /// <summary>Cases of a kind that the city may have begun to handle later than others: before the first of them nothing is known of it.</summary>
    /// <param name="type">Code of the case type.</param>
    public static RecordSource CasesOf(string type) => Cases with { BeginsAsync = (context, cancellation) => BeginAsync(context.Cases.Where(c => c.Type == type), cancellation) };

    /// <summary>Residents.</summary>
    public static RecordSource People { get; } = new("/people/persons/", [Permissions.ViewPeople], PeopleBeginAsync, static (context, ids, cancellation) =>
        context.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellation));

    /// <summary>Households that a pass over the city found.</summary>
    public static RecordSource Households { get; } = new("/people/households/", [Permissions.ViewPeople], SweepsBeginAsync, static (context, ids, cancellation) => HeadsAsync(context, ids, cancellation));

    /// <summary>Households that have an award.</summary>
    public static RecordSource AwardedHouseholds { get; } = Households with { BeginsAsync = AwardsBeginAsync };

    /// <summary>What officers were asked to look at.</summary>
    public static RecordSource Tasks { get; } = new("/tasks/", [Permissions.ViewCases], static (context, cancellation) => context.WorkTasks.MinAsync(t => (DateOnly?)t.CreatedOn, cancellation), static async (context, ids, cancellation) =>
    {
        var households = await context.WorkTasks.AsNoTracking().Where(t => ids.Contains(t.Id) && t.HouseholdId != null).ToDictionaryAsync(t => t.Id, t => t.HouseholdId!.Value, cancellation);
        var heads = await context.HeadsOfAsync([.. households.Values], cancellation);
        return households.ToDictionary(t => t.Key, t => heads.GetValueOrDefault(t.Value, "—"));
    });

    /// <summary>Tasks of a kind, of which nothing is known before the first of them was made.</summary>
    /// <param name="kind">Code of the <see cref="Huimin.Platform.Tasks.TaskKind"/>.</param>
    public static RecordSource TasksOf(string kind) => Tasks with { BeginsAsync = (context, cancellation) => context.WorkTasks.Where(t => t.Kind == kind).MinAsync(t => (DateOnly?)t.CreatedOn, cancellation) };

    /// <summary>Administrative divisions.</summary>
    public static RecordSource Divisions { get; } = new("/regions/", [Permissions.ViewTotals], static async (context, cancellation) =>
        await context.Regions.MinAsync(r => (DateOnly?)r.ValidFrom, cancellation), static async (context, ids, cancellation) =>
        (await context.Regions.AsNoTracking().Where(r => ids.Contains(r.Code)).OrderBy(r => r.ValidFrom).ToListAsync(cancellation)).GroupBy(r => r.Code).ToDictionary(g => g.Key, g => g.Last().Name))
    { IsInProportion = false };

    /// <summary>Entries of a register and their records; a register in which nothing was ever entered says nothing.</summary>
    public static RecordSource Of(RegisterType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var code = type.Code;
        return new RecordSource($"/registers/{code}/", type.ShowsPeople ? [Permissions.ViewRegisters, Permissions.ViewPeople] : [Permissions.ViewRegisters],
            (context, cancellation) => context.RegisterEntries.Where(e => e.Type == code).MinAsync(e => (DateOnly?)e.OpenedOn, cancellation),
            static (context, ids, cancellation) => context.RegisterEntries.AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Name, cancellation))
        { IsInProportion = type.Subject != RegisterSubject.Neither };
    }

    private static Task<Dictionary<long, string>> HeadsAsync(AppDbContext context, IReadOnlyList<long> ids, CancellationToken cancellation) =>
        context.HeadsOfAsync(ids, cancellation);

    private static async Task<DateOnly?> AwardsBeginAsync(AppDbContext context, CancellationToken cancellation) =>
        FirstDay(await context.Awards.MinAsync(a => (int?)a.FirstMonth, cancellation));

    /// <summary>A city that handles cases keeps all of them: the first case of any kind is the beginning.</summary>
    private static Task<DateOnly?> CasesBeginAsync(AppDbContext context, CancellationToken cancellation) => BeginAsync(context.Cases, cancellation);

    private static async Task<DateOnly?> BeginAsync(IQueryable<Huimin.Platform.Cases.Case> cases, CancellationToken cancellation) =>
        await cases.MinAsync(c => (DateTime?)c.ReceivedAt, cancellation) is { } first ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(first, DateTimeKind.Utc), TimeZoneInfo.Local)) : null;

    private static async Task<DateOnly?> PeopleBeginAsync(AppDbContext context, CancellationToken cancellation) =>
        FirstDay(await context.Cities.Select(c => (int?)c.FirstMonth).FirstOrDefaultAsync(cancellation));

    private static async Task<DateOnly?> SweepsBeginAsync(AppDbContext context, CancellationToken cancellation) =>
        FirstDay(await context.SweepRuns.MinAsync(r => (int?)r.Month, cancellation));

    private static DateOnly? FirstDay(int? month) => month is { } code ? Huimin.Policies.Month.FromCode(code).FirstDay : null;
}
