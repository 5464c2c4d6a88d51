using System.Globalization;
using System.Threading.Channels;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Registers;
using Huimin.Policies;

namespace Huimin.Platform.Demo;

/// <summary>What to make: scale 1 is the whole city; the same options give the same city, person by person.</summary>
public sealed record DemoOptions(string City, double Scale, Month Month, ulong Seed = 20260101);

/// <summary>What was made.</summary>
public sealed record DemoResult(long Households, long Persons, long Facts, TimeSpan Elapsed);

/// <summary>
/// A city of invented people in the real divisions, calibrated to the published figures 演示城市. One thread makes people while
/// another writes them; all in one transaction, so a demo that is killed leaves nothing behind.
/// </summary>
/// <param name="registers">Registers that get invented entries; null for none.</param>
public sealed class DemoCity(Database database, PolicyPack pack, TimeProvider clock, RegisterCatalogue? registers = null)
{
    /// <summary>Months of history, the made month included: deaths, moves and changed incomes lie within them.</summary>
    public const int MonthsOfHistory = 6;

    private const int HouseholdsABatch = 12_000;

    /// <exception cref="CannotRunException">The database already holds people, or there is no demo of the city.</exception>
    public async Task<DemoResult> CreateAsync(DemoOptions options, IProgress<WorkProgress>? progress, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Scale is not (> 0 and <= 2))
            throw new CannotRunException($"不能按比例 {options.Scale} 生成，应大于0、不超过2，如 0.01。");
        if (options.Month < new Month(2000, 1) || options.Month > Month.Of(DateOnly.FromDateTime(clock.GetLocalNow().DateTime)).AddMonths(1))
            throw new CannotRunException($"演示城市的月份应在 2000-01 与下个月之间，{options.Month} 不行。");
        var started = clock.GetTimestamp();
        var profile = DemoProfile.Read(options.City);
        var divisions = RegionFile.Read(ContentFiles.Data($"regions-{options.City}.csv"));
        await using var bulk = await database.BeginBulkAsync(rebuildIndexes: true, cancellation);
        await RequireEmptyAsync(bulk, cancellation);
        var first = options.Month.AddMonths(1 - MonthsOfHistory);
        var builder = new DemoBuilder(new DemoFacts(pack.Facts, first.AddMonths(-12).FirstDay), options.Month);
        await bulk.WriteAsync(RegionTables.Region, divisions, cancellation);
        var sealer = await database.Keyring.SealerAsync(bulk, cancellation);
        var children = new ProtectedChildren(pack.Facts);
        var entries = new DemoRegisters(registers, pack.Facts, builder.Today, options.Seed);

        var batches = Channel.CreateBounded<Task<DemoBatch>>(2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var making = Task.Run(() => MakeAsync(new DemoVillages(divisions, profile, options), builder, profile, options, Seal, batches.Writer, stop.Token), stop.Token);
        var result = new DemoResult(0, 0, 0, default);
        try
        {
            await foreach (var sealing in batches.Reader.ReadAllAsync(cancellation))
            {
                var batch = await sealing;
                await WriteAsync(bulk, batch, cancellation);
                entries.Look(batch);
                result = new DemoResult(result.Households + batch.Households.Count, result.Persons + batch.People.Count, result.Facts + batch.PersonFacts.Count + batch.HouseholdFacts.Count, default);
                progress?.Report(new WorkProgress("people", result.Persons, (long)(profile.Residents * options.Scale)));
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        await making;
        await entries.WriteAsync(bulk, divisions, sealer, cancellation);
        progress?.Report(new WorkProgress("indexes", 0, 0));
        await AddCityAsync(bulk, divisions, options, builder, first, cancellation);
        bulk.Record(new AuditEntry(AuditAction.MakeDemo, $"city:{options.City}") { After = new { result.Households, result.Persons, result.Facts, options.Scale } });
        await bulk.CommitAsync(cancellation);
        return result with { Elapsed = clock.GetElapsedTime(started) };

        // On a thread of its own, while the next batch is made and the one before is written.
        Task<DemoBatch> Seal(DemoBatch batch) => Task.Run(
            () =>
            {
                batch.Seal(sealer, children, builder.Today);
                return batch;
            }, CancellationToken.None);
    }

    private async Task MakeAsync(
        DemoVillages villages, DemoBuilder builder, DemoProfile profile, DemoOptions options,
        Func<DemoBatch, Task<DemoBatch>> seal, ChannelWriter<Task<DemoBatch>> batches, CancellationToken cancellation)
    {
        try
        {
            var random = new DemoRandom(options.Seed);
            var households = new DemoHouseholds(profile, builder, new MinimumStandard(pack.In(options.Month))) { MeanPoverty = villages.MeanPoverty };
            var county = 0L;
            var left = 0; // below zero when a village got more than its share: the next ones get less
            foreach (var village in villages)
            {
                if (county != village.County)
                    builder.BeginCounty(county = village.County);
                builder.BeginVillage(village.Code);
                left += village.Residents;
                while (left > 0)
                    left -= households.Next(village.Code, village.Town, ref random);
                if (builder.Batch.Households.Count >= HouseholdsABatch)
                    await batches.WriteAsync(seal(builder.TakeBatch()), cancellation);
            }

            await batches.WriteAsync(seal(builder.TakeBatch()), cancellation);
            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
            throw;
        }
    }

    private static async Task WriteAsync(IBulkWriter bulk, DemoBatch batch, CancellationToken cancellation)
    {
        await bulk.WriteAsync(PeopleTables.Household, batch.Households, cancellation);
        await bulk.WriteAsync(PeopleTables.Person, batch.People, cancellation);
        await bulk.WriteAsync(PeopleTables.PersonFact, batch.PersonFacts, cancellation);
        await bulk.WriteAsync(PeopleTables.HouseholdFact, batch.HouseholdFacts, cancellation);
        await bulk.WriteAsync(PeopleTables.FormerMembership, batch.FormerMemberships, cancellation);
    }

    private static Task AddCityAsync(
        IBulkWriter bulk, IReadOnlyList<Region> divisions, DemoOptions options, DemoBuilder builder, Month first, CancellationToken cancellation)
    {
        var root = divisions.Single(d => d.Level == RegionLevel.City);
        return bulk.ExecuteAsync(
            "INSERT INTO city (code, key, name, first_month, last_month, demo, next_household_id, next_person_id) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)",
            [
                root.Code, options.City, root.Name, first.Code, options.Month.Code,
                string.Create(CultureInfo.InvariantCulture, $"scale {options.Scale}, seed {options.Seed}"), builder.NextHouseholdId, builder.NextPersonId,
            ],
            cancellation);
    }

    // Inside the transaction, whose lock keeps a second demo or an import out.
    private async Task RequireEmptyAsync(IBulkWriter bulk, CancellationToken cancellation)
    {
        await using var command = bulk.Connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM city) OR EXISTS (SELECT 1 FROM household)";
        if (Convert.ToBoolean(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture))
            throw new CannotRunException($"{database.Description} 中已有城市。请用 --database 换一个库，或先删除它。");
    }
}
