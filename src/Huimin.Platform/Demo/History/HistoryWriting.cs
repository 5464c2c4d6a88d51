using System.Globalization;
using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Huimin.Platform.Registers;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Tasks;
using Huimin.Platform.Values;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Demo.History;

/// <summary>The earlier years of one demo city: made in memory, written in one transaction.</summary>
internal sealed class HistoryWriting
{
    private const string CaseIds = "case";
    private const string DecisionIds = "decision";
    private const string AwardIds = "award";

    private readonly IBulkWriter bulk;
    private readonly City city;
    private readonly PolicyPack pack;
    private readonly Month month;
    private readonly IReadOnlyList<Region> divisions;
    private readonly HistoryFormers formers;
    private readonly HistoryAwards awards;
    private readonly HistoryCases cases;
    private readonly HistoryMatters matters;
    private readonly HistoryRegisters entries;
    private readonly HistoryWarnings warnings;
    private readonly HistoryCare care;
    private readonly long firstEntry;
    private readonly List<HistoryUnit> units = [];

    private HistoryWriting(IBulkWriter bulk, City city, double scale, PolicyPack pack, Month month, Parts parts)
    {
        (this.bulk, this.city, this.pack, this.month, divisions) = (bulk, city, pack, month, parts.Divisions);
        var people = parts.People;
        var profile = DemoProfile.Read(city.Key);
        var pace = new AwardPace(profile.Assumed("award_growth_per_year"), profile.Assumed("award_turnover_per_year"));
        var seed = (ulong)city.Code;
        formers = new HistoryFormers(people, parts.Sealer, month, city.NextPersonId, seed + 1);
        awards = new HistoryAwards(formers, month, pace, scale, seed + 2);
        var names = divisions.GroupBy(d => d.Code).ToDictionary(g => g.Key, g => PlaceNames.Short(g.Last().Name));
        cases = new HistoryCases(parts.Cases, DeadlineCalendar.Load(), parts.Sealer, names, parts.FirstCase, parts.FirstDecision);
        matters = new HistoryMatters(cases, people, profile, pack, scale, seed + 3);
        entries = new HistoryRegisters(new HistoryEntries(parts.Registers, divisions, people, parts.Sealer, month.AddMonths(1).FirstDay, firstEntry = parts.FirstEntry, seed + 4));
        warnings = new HistoryWarnings(people, pack, scale, parts.FirstTask, seed + 5);
        care = new HistoryCare(pack.Facts, new DemoFacts(pack.Facts, Month.FromCode(city.FirstMonth).AddMonths(-12).FirstDay), profile.Assumed("tekun_unable_selfcare"));
    }

    public static async Task<HistoryWriting> BeginAsync(
        AppDbContext context, IBulkWriter bulk, Database database, PolicyLibrary policies, CaseCatalogue cases, RegisterCatalogue registers, City city, double scale, Month month, CancellationToken cancellation)
    {
        var parts = new Parts(
            await context.Regions.AsNoTracking().OrderBy(r => r.Code).ToListAsync(cancellation),
            await HistoryPeople.ReadAsync(bulk.Connection, month.Code, (ulong)city.Code, cancellation),
            await database.Keyring.SealerAsync(bulk, cancellation),
            cases, registers,
            await IdBlocks.TakeRangeAsync(bulk, CaseIds, 0, cancellation), await IdBlocks.TakeRangeAsync(bulk, DecisionIds, 0, cancellation), await IdBlocks.TakeRangeAsync(bulk, TaskTables.Ids, 0, cancellation), await IdBlocks.TakeRangeAsync(bulk, RegisterTables.Ids, 0, cancellation));
        return new HistoryWriting(bulk, city, scale, policies.Require(month), month, parts);
    }

    /// <param name="missing">What the registers lack, by figure.</param>
    public async Task MakeAsync(IReadOnlyList<HistoryFigure> figures, IReadOnlyDictionary<HistoryFigure, long> missing, CancellationToken cancellation)
    {
        foreach (var group in figures.Where(f => f.Records == "awards").GroupBy(f => f.Programmes))
        {
            var present = await PresentAsync(group.First().Of, group.Any(f => f.Part.StartsWith("new_", StringComparison.Ordinal)), cancellation);
            if (present.Count > 0)
                units.AddRange(awards.Plan(present, [.. group]));
        }

        foreach (var figure in figures.Where(f => f.Records == "facts"))
            care.Make(figure, awards.Held.GetValueOrDefault((figure.Programmes, figure.Period), []));
        matters.Begin(awards.Begun);
        matters.Make(figures);
        foreach (var warned in figures.Where(f => f.Records == "warnings"))
            warnings.Make(warned, figures.FirstOrDefault(f => f.Records == "tasks" && f.Programmes == warned.Programmes && f.Period == warned.Period));
        await entries.MakeAsync(bulk, figures, missing, awards.Held, care.Placed, cancellation);
    }

    public async Task<HistoryResult> WriteAsync(int batch, CancellationToken cancellation)
    {
        await WriteAsync(PeopleTables.Person, formers.Dead);
        await WriteAsync(PeopleTables.PersonFact, care.Facts);
        await WriteAsync(CaseTables.Case, cases.Cases);
        await WriteAsync(CaseTables.Event, cases.Events);
        await WriteAsync(CaseTables.Visit, cases.Visits);
        await WriteAsync(CaseTables.Decision, cases.Decisions);
        await WriteAsync(CaseTables.Line, [.. cases.Decisions.SelectMany(d => d.Lines)]);
        await WriteAsync(CaseTables.Series, [.. cases.Series]);
        await WriteAsync(SweepTables.Entitlement, warnings.Found);
        await WriteAsync(TaskTables.Task, warnings.Tasks);
        await WriteRunsAsync(cancellation);
        var written = await WriteAwardsAsync();
        await entries.WriteAsync(bulk, batch, cancellation);
        await IdBlocks.TakeRangeAsync(bulk, CaseIds, cases.Cases.Count, cancellation);
        await IdBlocks.TakeRangeAsync(bulk, DecisionIds, cases.Decisions.Count, cancellation);
        await IdBlocks.TakeRangeAsync(bulk, TaskTables.Ids, warnings.Tasks.Count, cancellation);
        await IdBlocks.TakeRangeAsync(bulk, RegisterTables.Ids, checked((int)(entries.NextId - firstEntry)), cancellation);
        await bulk.ExecuteAsync("UPDATE city SET next_person_id = @p0", [formers.NextPersonId], cancellation);
        return new HistoryResult(0, written, cases.Cases.Count, entries.Count, default);

        async Task WriteAsync<T>(BulkTable<T> table, IReadOnlyList<T> rows)
        {
            foreach (var part in rows.Chunk(batch))
                await bulk.WriteAsync(table, part, cancellation);
        }

        async Task<int> WriteAwardsAsync()
        {
            var count = units.Sum(u => u.Awards.Count);
            var id = await IdBlocks.TakeRangeAsync(bulk, AwardIds, count, cancellation);
            foreach (var part in units.Chunk(batch))
            {
                List<(Award Award, List<AwardVersion> Versions)> made = [.. part.SelectMany(u => u.Awards.Select((a, i) => HistoryAward.Make(id++, u, i, pack.Find(a.Programme)!, month)))];
                await bulk.WriteAsync(AwardTables.Award, made.ConvertAll(m => m.Award), cancellation);
                await bulk.WriteAsync(AwardTables.Version, [.. made.SelectMany(m => m.Versions)], cancellation);
            }

            return count;
        }
    }

    /// <summary>That the months of earlier warnings were passed over, county by county: no page shows a pass whose totals nobody kept.</summary>
    private async Task WriteRunsAsync(CancellationToken cancellation)
    {
        foreach (var passed in warnings.Months)
            foreach (var county in divisions.Where(d => d.Level == RegionLevel.County))
                await bulk.ExecuteAsync(
                    "INSERT INTO sweep_run (month, region, policy_hash, data_version, finished_at, persons, households, load_milliseconds, compute_milliseconds, store_milliseconds) SELECT @p0, @p1, '', 0, finished_at, 0, 0, 0, 0, 0 FROM sweep_run WHERE month = @p2 AND region = @p3",
                    [passed, county.Code, month.Code, city.Code], cancellation);
    }

    /// <summary>What the last pass found of these programmes; whoever has several is one.</summary>
    private async Task<List<HistoryUnit>> PresentAsync(IReadOnlyList<string> programmes, bool withNames, CancellationToken cancellation)
    {
        List<string> known = [.. programmes.Where(p => pack.Find(p) is { Grant: not Grant.OneOff, OnlyOnApplication: false })];
        if (known.Count == 0)
            return [];
        await using var command = bulk.Connection.CreateCommand();
        var name = withNames ? "COALESCE(p.name, (SELECT MIN(q.name) FROM person q WHERE q.household_id = e.household_id AND q.relation = 2))" : "''";
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT e.programme, e.household_id, e.person_id, e.region, e.persons, e.amount, h.hukou, p.birth_date, {name}
            FROM entitlement e JOIN household h ON h.id = e.household_id LEFT JOIN person p ON p.id = e.person_id
            WHERE e.month = {month.Code} AND e.programme IN ({string.Join(", ", known.Select(p => $"'{p}'"))})
            ORDER BY e.household_id, e.person_id, e.programme
            """);
        var found = new List<(string Programme, HistoryUnit Unit)>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var (programme, amount, person) = (row.GetString(0), row.GetInt64(5), row.GetInt64(2));
            found.Add((programme, new HistoryUnit
            {
                Household = row.GetInt64(1),
                Person = person == 0 ? null : person,
                Region = row.GetInt64(3),
                Persons = row.GetInt16(4),
                Hukou = (Hukou)row.GetInt16(6),
                Birth = await row.IsDBNullAsync(7, cancellation) ? null : row.GetFieldValue<DateOnly>(7),
                Name = await row.IsDBNullAsync(8, cancellation) ? "" : row.GetString(8),
                Awards = [(programme, amount)],
                IsPresent = true,
            }));
        }

        return known.Count == 1 ? found.ConvertAll(f => f.Unit) : [.. found.GroupBy(f => (f.Unit.Household, f.Unit.Person)).Select(g => g.First().Unit.With([.. g.SelectMany(f => f.Unit.Awards)]))];
    }

    private sealed record Parts(
        IReadOnlyList<Region> Divisions, HistoryPeople People, Sealer Sealer, CaseCatalogue Cases, RegisterCatalogue Registers, long FirstCase, long FirstDecision, long FirstTask, long FirstEntry);
}
