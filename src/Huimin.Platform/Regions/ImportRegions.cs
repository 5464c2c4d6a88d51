using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Regions;

/// <summary>What an import of divisions did; when <paramref name="Rejected"/> is not zero, nothing was written.</summary>
/// <param name="City">The city of the file.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Rejected">Rows with an error.</param>
/// <param name="Added">Divisions that are new.</param>
/// <param name="Renamed">Divisions whose name changed: the old version was closed, a new one opened.</param>
/// <param name="Closed">Divisions that the file no longer has: closed, never deleted.</param>
/// <param name="Unchanged">Divisions that stay as they are.</param>
/// <param name="HouseholdsInClosed">Households that still stand in a closed village and have to be moved.</param>
public sealed record RegionImport(
    DivisionCode City, int Rows, int Rejected, int Added, int Renamed, int Closed, int Unchanged, int HouseholdsInClosed);

/// <summary>
/// Brings the divisions of a city up to a file 区划导入, all or nothing: one wrong row could close a village that people
/// live in. Creates the database of a new city.
/// </summary>
public sealed class ImportRegions(Database database, TimeProvider time)
{
    /// <summary>First day of divisions that were there before the first import.</summary>
    public static readonly DateOnly Origin = new(1949, 10, 1);

    /// <param name="file">Must be able to seek.</param>
    /// <param name="cityKey">Short name of the city, used when the database is new.</param>
    /// <param name="errors">Receives every wrong row; the caller keeps it.</param>
    /// <param name="from">Day from which the file holds; by default today, and <see cref="Origin"/> for a first import.</param>
    /// <param name="cancellation">Leaves the database as it was.</param>
    /// <exception cref="CannotRunException">Not a file of divisions, another city's, or older than what is held.</exception>
    public async Task<RegionImport> RunAsync(
        Stream file, string cityKey, RowErrors errors, DateOnly? from = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var rows = RegionFile.Read(file, errors);
        if (errors.Count > 0)
            return new RegionImport(default, rows.Count + errors.Rows, errors.Rows, 0, 0, 0, 0, 0);

        if (await database.IsMigratedAsync(cancellation))
            await database.RequireCurrentAsync(cancellation);
        else
            await database.MigrateAsync(cancellation);

        await using var context = database.CreateContext();
        var held = await context.Regions.AsNoTracking().Current().ToDictionaryAsync(r => r.Code, cancellation);
        var root = rows.Single(r => r.Code.Level == RegionLevel.City);
        var known = await context.Cities.AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (known is not null && known.Code != root.Code.Value)
            throw new CannotRunException($"{database.Description} 中是{known.Name}（{known.Code:D}），文件是{root.Name}（{root.Code}）。");

        var today = DateOnly.FromDateTime(time.GetLocalNow().Date);
        var day = from ?? (held.Count == 0 ? Origin : today);
        if (day > today)
            throw new CannotRunException($"区划文件自{day:yyyy-MM-dd}起才有效，请到那一天再导入。");
        await RefuseOlderAsync(context, day, cancellation);
        var changes = RegionChanges.Between(held, rows, day);
        await using (var writer = await database.BeginBulkAsync(cancellation: cancellation))
        {
            await changes.WriteAsync(writer, day, cancellation);
            if (known is null)
                await InsertCityAsync(writer, root, cityKey, today, cancellation);
            writer.Record(new AuditEntry(AuditAction.ImportRegions, $"city:{cityKey}")
            {
                Region = root.Code.Value,
                After = new { from = day, changes.Added, changes.Renamed, closed = changes.Closed.Count, changes.Unchanged },
            });
            await writer.CommitAsync(cancellation);
        }

        var closed = changes.Closed.Where(r => r.Level == RegionLevel.Village).Select(r => r.Code).ToList();
        var stranded = closed.Count == 0
            ? 0
            : await context.Households.CountAsync(h => h.ClosedOn == null && EF.Parameter(closed).Contains(h.Region), cancellation);
        return new RegionImport(
            root.Code, rows.Count, 0, changes.Added, changes.Renamed, changes.Closed.Count, changes.Unchanged, stranded);
    }

    /// <summary>What is held already ends or begins later: an older file would rewrite history.</summary>
    private static async Task RefuseOlderAsync(AppDbContext context, DateOnly day, CancellationToken cancellation)
    {
        var newer = await context.Regions.AsNoTracking().Where(r => r.ValidFrom > day || r.ValidTo > day)
            .OrderBy(r => r.Code).FirstOrDefaultAsync(cancellation);
        if (newer is not null)
            throw new CannotRunException($"库中{newer.Name}（{newer.Code:D}）在{day:yyyy-MM-dd}之后还有变更，不能再导入更早的区划文件。");
    }

    private static Task InsertCityAsync(
        IBulkWriter writer, RegionRow root, string key, DateOnly today, CancellationToken cancellation)
    {
        var month = Policies.Month.Of(today).Code;
        return writer.ExecuteAsync(
            "INSERT INTO city (code, key, name, first_month, last_month, demo, next_household_id, next_person_id) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4, NULL, 1, 1)",
            [root.Code.Value, key, root.Name, month, month],
            cancellation);
    }

    /// <summary>The difference between the divisions held and those of a file.</summary>
    private sealed record RegionChanges(
        IReadOnlyList<Region> Opened, IReadOnlyList<Region> Ended, IReadOnlyList<Region> Closed, int Added, int Renamed, int Unchanged)
    {
        public static RegionChanges Between(Dictionary<long, Region> held, IReadOnlyList<RegionRow> rows, DateOnly day)
        {
            var opened = new List<Region>();
            var ended = new List<Region>();
            var (added, renamed, unchanged) = (0, 0, 0);
            foreach (var row in rows)
            {
                if (!held.Remove(row.Code.Value, out var old))
                {
                    added++;
                }
                else if (old.Name == row.Name)
                {
                    unchanged++;
                    continue;
                }
                else
                {
                    renamed++;
                    ended.Add(old);
                }

                opened.Add(row.ValidFrom(day));
            }

            var closed = held.Values.ToList();
            ended.AddRange(closed);
            return new RegionChanges(opened, ended, closed, added, renamed, unchanged);
        }

        /// <summary>Versions that began on the same day are corrected, the others end on it.</summary>
        public async Task WriteAsync(IBulkWriter writer, DateOnly day, CancellationToken cancellation)
        {
            foreach (var region in Ended)
            {
                await writer.ExecuteAsync(
                    "DELETE FROM region WHERE code = @p0 AND valid_to IS NULL", [region.Code], cancellation);
                region.ValidTo = day;
            }

            await writer.WriteAsync(RegionTables.Region, [.. Ended.Where(r => r.ValidFrom < day)], cancellation);
            await writer.WriteAsync(RegionTables.Region, Opened, cancellation);
        }
    }
}
