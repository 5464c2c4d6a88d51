using Huimin.Platform.Data;
using Huimin.Platform.People.Population;
using Huimin.Platform.Regions;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Simulations;

/// <summary>
/// The city's residents of a month, kept in memory as columns between simulations 常驻人口. The first who asks starts the load and
/// all wait for the same one. When people have changed since, the next use loads anew and goes on with the old columns until the
/// new ones are there. At most <see cref="MostMonths"/> months of the whole city and as many of its parts as make up <see cref="MostParts"/> are kept. A load that fails is forgotten, so that the next use tries
/// again; nobody's leaving stops a load for which others wait.
/// </summary>
public sealed class ResidentPopulation(Database database, TimeProvider clock) : IDisposable
{
    /// <summary>About 60 bytes a resident and month.</summary>
    public const int MostMonths = 2;

    /// <summary>Counties or townships whose officers simulate within their own region.</summary>
    public const int MostParts = 8;

    private readonly Lock gate = new();
    private readonly List<Entry> entries = []; // the last used first
    private readonly CancellationTokenSource stop = new();

    /// <summary>The residents of a month as they are now or, while newer ones are being read, as they were.</summary>
    /// <param name="month">A month for which the city's population is recorded.</param>
    /// <param name="pack">Whose facts lay the columns out; packs with the same facts share them.</param>
    /// <param name="within">Only the residents of this division; null for the whole city.</param>
    /// <param name="cancellation">Ends the waiting, not the load.</param>
    /// <exception cref="CannotRunException">The month lies outside the data, or there is no city.</exception>
    public async Task<Residents> GetAsync(Month month, PolicyPack pack, DivisionCode? within = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var version = await DataVersionAsync(cancellation);
        Task<Residents> load;
        lock (gate)
        {
            var entry = Touch(month, pack, within);
            if (entry.Ready is { } ready && ready.Columns.DataVersion == version)
                return ready;
            load = entry.Loading ??= LoadAsync(entry);
            if (entry.Ready is { } old)
                return old with { IsOld = true };
        }

        return await load.WaitAsync(cancellation);
    }

    /// <summary>Whether the month can be had without reading the database first.</summary>
    public bool IsReady(Month month, PolicyPack pack, DivisionCode? within = null)
    {
        lock (gate)
            return entries.Exists(e => e.Month == month && e.Within == within && e.Ready is not null && e.Pack.HasFactsOf(pack));
    }

    /// <summary>Takes columns that are in memory already: those of a benchmark.</summary>
    internal void Keep(PolicyPack pack, PopulationColumns columns)
    {
        lock (gate)
            Touch(columns.Month, pack, null).Ready = new Residents(columns, clock.GetUtcNow(), IsOld: false);
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    private async Task<long> DataVersionAsync(CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var city = await context.Cities.Select(c => new { c.DataVersion }).FirstOrDefaultAsync(cancellation);
        return city?.DataVersion ?? throw new CannotRunException($"库中还没有城市。请用 huimin demo 生成演示城市，或用 huimin regions import 导入区划。");
    }

    private Entry Touch(Month month, PolicyPack pack, DivisionCode? within)
    {
        var entry = entries.Find(e => e.Month == month && e.Within == within && e.Pack.HasFactsOf(pack)) ?? new Entry(month, pack, within);
        entries.Remove(entry);
        // The columns of an older catalogue of the same month are of no more use.
        entries.RemoveAll(e => e.Month == month && e.Within == within);
        entries.Insert(0, entry);
        if (entries.Where(e => (e.Within is null) == (within is null)).Skip(within is null ? MostMonths : MostParts).FirstOrDefault() is { } oldest)
            entries.Remove(oldest);
        return entry;
    }

    /// <summary>Called inside the gate: the load itself runs on another thread.</summary>
    private Task<Residents> LoadAsync(Entry entry) => Task.Run(async () =>
    {
        try
        {
            var columns = await new LoadPopulation(database, entry.Pack.Facts).RunAsync(entry.Month, entry.Within, stop.Token);
            var residents = new Residents(columns, clock.GetUtcNow(), IsOld: false);
            lock (gate)
                (entry.Ready, entry.Loading) = (residents, null);
            return residents;
        }
        catch
        {
            lock (gate)
                entry.Loading = null;
            throw;
        }
    });

    private sealed class Entry(Month month, PolicyPack pack, DivisionCode? within)
    {
        public DivisionCode? Within => within;

        public Month Month => month;

        public PolicyPack Pack => pack;

        public Residents? Ready { get; set; }

        public Task<Residents>? Loading { get; set; }
    }
}

/// <summary>The columns of a month and when they were read; <paramref name="IsOld"/> while newer ones are on their way.</summary>
public sealed record Residents(PopulationColumns Columns, DateTimeOffset LoadedAt, bool IsOld);
