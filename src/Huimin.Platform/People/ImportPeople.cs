using System.Threading.Channels;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.People.Transfer;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.People;

/// <summary>What an import of people did. <c>Rows = Added + Changed + Unchanged + Rejected</c>.</summary>
/// <param name="Encoding">How the file was encoded.</param>
/// <param name="Rows">Rows read, without the header and empty lines.</param>
/// <param name="Added">People who are new.</param>
/// <param name="Changed">People of whom something changed: identity, household or a fact.</param>
/// <param name="Unchanged">Rows that state what is held.</param>
/// <param name="Rejected">Rows that were refused; the error file says why.</param>
/// <param name="HouseholdsAdded">Households that are new.</param>
/// <param name="FactsWritten">Rows of dated facts written, ended ones included.</param>
/// <param name="Elapsed">Reading, checking, writing and committing.</param>
public sealed record PeopleImport(
    string Encoding, int Rows, int Added, int Changed, int Unchanged, int Rejected, int HouseholdsAdded, long FactsWritten, TimeSpan Elapsed);

/// <summary>
/// Imports people, households and facts from a table of text 人员导入. Every row is checked; good rows are written, bad rows go
/// to the error file, also when other members of the household are good: a family is served while one number is corrected.
/// Nobody is removed because a file lacks them. A demo city takes invented people only. One transaction: an import that is stopped has changed nothing, and one that
/// is repeated changes nothing more. One thread reads, checks and compares while the other writes.
/// </summary>
public sealed class ImportPeople(Database database, FactCatalogue facts, TimeProvider time)
{
    private static readonly Month Earliest = new(2000, 1);

    /// <param name="file">The table; must be able to seek. UTF-8, UTF-16 or GB18030; header by Chinese or English names.</param>
    /// <param name="from">Month from which what the file states holds; by default this month.</param>
    /// <param name="errors">Receives every refused row in order of line; the caller keeps it.</param>
    /// <param name="progress">Bytes read.</param>
    /// <param name="cancellation">Leaves the database as it was.</param>
    /// <exception cref="CannotRunException">The header or the month is wrong, or there is no city to import into.</exception>
    public async Task<PeopleImport> RunAsync(
        Stream file, Month? from, RowErrors errors, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(errors);
        var started = time.GetTimestamp();
        var today = DateOnly.FromDateTime(time.GetLocalNow().Date);
        var month = from ?? Month.Of(today);
        if (month < Earliest || month > Month.Of(today).AddMonths(1))
            throw new CannotRunException($"不能导入{month}的数据，月份应在{Earliest}至{Month.Of(today).AddMonths(1)}之间。");
        var there = await WhatIsThereAsync(cancellation);

        var encoding = TextEncodings.Detect(file);
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, 1 << 16, leaveOpen: true);
        var people = new PeopleFile(text, facts, there.Villages, today, isDemo: there.City.Demo is not null);
        await using var writer = await database.BeginBulkAsync(rebuildIndexes: there.IsEmpty, cancellation);
        await RequireSameAsync(writer, there.City, cancellation);

        var sealer = await database.Keyring.SealerAsync(writer, cancellation);
        var changes = new PeopleChanges(month.FirstDay, today, Source(), new ProtectedChildren(facts), there.City.NextHouseholdId, there.City.NextPersonId);
        var compare = new ComparePeople(people, file, database, changes, sealer, month.FirstDay, there.IsEmpty, errors);
        var batches = Channel.CreateBounded<PeopleChangeBatch>(2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var comparing = Task.Run(() => compare.RunAsync(batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellation))
            {
                await batch.WriteAsync(writer, month.FirstDay, cancellation);
                progress?.Report(new WorkProgress("people", batch.Position, file.Length));
            }
        }
        finally
        {
            await stop.CancelAsync();
            // The file is the caller's to close: nobody may still be reading it.
            await comparing;
        }

        progress?.Report(new WorkProgress("indexes", 0, 0));
        var (added, changed, unchanged) = (compare.Count(RowOutcome.Added), compare.Count(RowOutcome.Changed), compare.Count(RowOutcome.Unchanged));
        if (added + changed + unchanged > 0)
            await SaveCityAsync(writer, there.City, month, changes, added + changed > 0, cancellation);
        // A full disk is found before anything is written for good.
        errors.Complete();
        writer.Record(new AuditEntry(AuditAction.ImportPeople, $"city:{there.City.Key}")
        {
            After = new { month = month.ToString(), added, changed, unchanged, rejected = errors.Rows, households_added = changes.HouseholdsAdded, facts_written = changes.FactsWritten },
        });
        await writer.CommitAsync(cancellation);
        return new PeopleImport(
            encoding.WebName, added + changed + unchanged + errors.Rows, added, changed, unchanged, errors.Rows,
            changes.HouseholdsAdded, changes.FactsWritten, time.GetElapsedTime(started));
    }

    private async Task<(City City, HashSet<long> Villages, bool IsEmpty)> WhatIsThereAsync(CancellationToken cancellation)
    {
        await database.RequireCurrentAsync(cancellation);
        await using var context = database.CreateContext();
        var city = await context.Cities.AsNoTracking().SingleOrDefaultAsync(cancellation)
            ?? throw new CannotRunException($"{database.Description} 中还没有城市，请先用 huimin regions import 导入区划。");
        var villages = await context.Regions.Current().Where(r => r.Level == RegionLevel.Village).Select(r => r.Code).ToListAsync(cancellation);
        var isEmpty = !await context.Households.AnyAsync(cancellation) && !await context.People.AnyAsync(cancellation);
        return (city, [.. villages], isEmpty);
    }

    /// <summary>Since the first look somebody else may have added people; ids and the look at them would then be wrong.</summary>
    private static async Task RequireSameAsync(IBulkWriter writer, City city, CancellationToken cancellation)
    {
        await using var command = writer.Connection.CreateCommand();
        command.CommandText = "SELECT next_household_id, next_person_id FROM city";
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation) || row.GetInt64(0) != city.NextHouseholdId || row.GetInt64(1) != city.NextPersonId)
            throw new CannotRunException($"另一次导入刚刚完成，请重新运行本次导入。");
    }

    private static Task SaveCityAsync(IBulkWriter writer, City city, Month month, PeopleChanges changes, bool isChanged, CancellationToken cancellation)
    {
        var number = month.Code;
        return writer.ExecuteAsync(
            "UPDATE city SET first_month = @p0, last_month = @p1, next_household_id = @p2, next_person_id = @p3, data_version = data_version + @p4",
            [Math.Min(city.FirstMonth, number), Math.Max(city.LastMonth, number), changes.NextHousehold, changes.NextPerson, isChanged ? 1 : 0],
            cancellation);
    }

    private short Source() => facts.Sources.FirstOrDefault(s => s.Code == "import") is { } source
        ? (short)source.Id
        : throw new CannotRunException($"policies/facts.yaml 中缺少来源 import。");
}
