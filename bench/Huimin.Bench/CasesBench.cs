using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Huimin.Data.Postgres;
using Huimin.Platform;
using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.Regions;
using Huimin.Platform.Sweeps;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Bench;

/// <summary>
/// Officers at work in a city with years of cases: they look through their lists, open cases and households, and write. Each rests for
/// half a second to a second and a half between two pages, as quick people do.
/// </summary>
public sealed class CasesBench : IBenchmark
{
    private const string Schema = "bench_cases";

    /// <summary>Until the program's code is compiled as it stays; a server runs for months.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(90);

    public string Name => "cases";

    public string Description => Texts.Of($"测量许多人同时办案：工作清单、案卷和写入各多快。");

    public string Unit => "records";

    public long DefaultPersons => 1_200_000;

    public bool HasClients => true;

    public bool HasMinutes => true;

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        await using var database = setting.Open(Schema);
        if (database is not PostgresDatabase)
            throw new CannotRunException($"这项基准要在 PostgreSQL 上测，请用 --database 给出连接串。");
        if (File.Exists(database.Audit.AnchorPath))
            File.Delete(database.Audit.AnchorPath);
        await BenchSchema.EmptyAsync(database, Schema, cancellation);
        try
        {
            return await MeasureAsync(database, setting, cancellation);
        }
        finally
        {
            await BenchSchema.DropAsync(database, Schema, CancellationToken.None);
            File.Delete(database.Audit.AnchorPath);
        }
    }

    private static async Task<IReadOnlyDictionary<string, object>> MeasureAsync(Database database, BenchSetting setting, CancellationToken cancellation)
    {
        await new DemoCity(database, setting.Pack, TimeProvider.System).CreateAsync(new DemoOptions(setting.City, 500_000 / 11_000_000.0, BenchSchema.Month), setting.Progress, cancellation);
        await new RunSweep(database, setting.Pack, TimeProvider.System).RunAsync(BenchSchema.Month, null, setting.Progress, cancellation);
        var server = await setting.Serve(database, cancellation);
        var officers = new List<BenchReader>();
        try
        {
            var type = server.Services.GetRequiredService<CaseCatalogue>().Of("dibao");
            await CasePopulation.MakeAsync(database, type, setting.Persons, cancellation);
            await AnalyzeAsync(database, cancellation);
            var places = await PlacesAsync(database, setting.Clients, cancellation);
            foreach (var (place, number) in places.Select((p, i) => (p, i)))
                officers.Add(await BenchReader.SignInAsync(database, server.Address, $"bench-{number}", "township_clerk", place, cancellation));
            var ids = await OpenCasesAsync(database, places, cancellation);
            await Task.WhenAll(officers.Select((o, i) => WorkAsync(o, ids[o.Place.Value], i, WarmUp, [], cancellation)));
            var measured = new ConcurrentBag<(string Kind, double Milliseconds)>();
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(officers.Select((o, i) => WorkAsync(o, ids[o.Place.Value], 1_000 + i, TimeSpan.FromMinutes(setting.Minutes), measured, cancellation)));
            return Figures(setting, measured, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        finally
        {
            officers.ForEach(o => o.Dispose());
            await server.StopAsync();
        }
    }

    private static async Task AnalyzeAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM (ANALYZE)";
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The townships with the most to do.</summary>
    private static async Task<List<DivisionCode>> PlacesAsync(Database database, int count, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var busiest = await context.Cases.Where(c => c.State == CaseState.Open).GroupBy(c => c.Region / 1000 * 1000).OrderByDescending(g => g.Count()).Select(g => g.Key).Take(count).ToListAsync(cancellation);
        return [.. Enumerable.Range(0, count).Select(i => new DivisionCode(busiest[i % busiest.Count]))];
    }

    private static async Task<Dictionary<long, List<(long Case, long Household)>>> OpenCasesAsync(Database database, List<DivisionCode> places, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var found = new Dictionary<long, List<(long, long)>>();
        foreach (var place in places.Distinct())
        {
            var rows = await context.Cases.Where(c => c.Region >= place.First && c.Region <= place.Last && c.State == CaseState.Open).OrderBy(c => c.Id).Take(500)
                .Select(c => new { c.Id, c.HouseholdId }).ToListAsync(cancellation);
            found[place.Value] = [.. rows.Select(r => (r.Id, r.HouseholdId ?? 0))];
        }

        return found;
    }

    /// <summary>One officer: of ten pages three lists, four cases, one household, two writes.</summary>
    private static async Task WorkAsync(
        BenchReader officer, List<(long Case, long Household)> own, int seed, TimeSpan time, ConcurrentBag<(string Kind, double Milliseconds)> measured, CancellationToken cancellation)
    {
        var random = new Random(seed);
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            var (id, household) = own[random.Next(own.Count)];
            var kind = random.Next(10) switch { < 3 => "list", < 6 => "case", < 7 => "timeline", < 8 => "household", _ => "write" };
            var page = kind == "write" ? await officer.ReadAsync($"/cases/{id}", cancellation) : "";
            var asked = Stopwatch.GetTimestamp();
            switch (kind)
            {
                case "list": await officer.OpenAsync(random.Next(3) switch { 0 => "/work/overdue", 1 => "/cases", _ => "/work" }, cancellation); break;
                case "case": await officer.OpenAsync($"/cases/{id}", cancellation); break;
                case "timeline": await officer.OpenAsync($"/cases/{id}/timeline", cancellation); break;
                case "household": await officer.OpenAsync($"/people/households/{household}", cancellation); break;
                default: await officer.NoteAsync($"/cases/{id}", page, $"电话联系申请人，约定入户时间 {random.Next(1_000)}", cancellation); break;
            }

            measured.Add((kind, Stopwatch.GetElapsedTime(asked).TotalMilliseconds));
            await Task.Delay(500 + random.Next(1_000), cancellation);
        }
    }

    private static Dictionary<string, object> Figures(BenchSetting setting, ConcurrentBag<(string Kind, double Milliseconds)> measured, double seconds)
    {
        var figures = new Dictionary<string, object>
        {
            ["cases"] = setting.Persons,
            ["events"] = setting.Persons * CasePopulation.EventsACase,
            ["clients"] = setting.Clients,
            ["minutes"] = Math.Round(seconds / 60, 1),
            ["pages_per_second"] = Math.Round(measured.Count / seconds, 1),
            ["errors"] = 0,
        };
        Add("read", measured.Where(m => m.Kind != "write"), "50/150/300");
        Add("write", measured.Where(m => m.Kind == "write"), "100/300/500");
        Add("list", measured.Where(m => m.Kind == "list"), "50 at p95");
        foreach (var kind in new[] { "case", "timeline", "household" })
            Add(kind, measured.Where(m => m.Kind == kind), null);
        return figures;

        void Add(string name, IEnumerable<(string Kind, double Milliseconds)> of, string? bar)
        {
            var times = of.Select(m => m.Milliseconds).Order().ToList();
            if (times.Count == 0)
                return;
            foreach (var share in new[] { 50, 95, 99 })
                figures[string.Create(CultureInfo.InvariantCulture, $"{name}_p{share}_ms")] = Math.Round(times[Math.Min(times.Count - 1, times.Count * share / 100)], 1);
            if (bar is not null)
                figures[$"{name}_bar_ms"] = bar;
        }
    }
}
