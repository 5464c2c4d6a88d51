using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Policies;

namespace Huimin.Bench;

/// <summary>
/// A measurement of one part of the program together with its named limit, in the same run: on a busy machine the ratio
/// holds where seconds do not.
/// </summary>
public interface IBenchmark
{
    /// <summary>As in <c>huimin bench NAME</c>.</summary>
    string Name { get; }

    string Description { get; }

    /// <summary>What is counted, which names the option: <c>--persons</c>.</summary>
    string Unit => "persons";

    /// <summary>People, or what the <see cref="Unit"/> is, when the option is not given.</summary>
    long DefaultPersons { get; }

    /// <summary>Whether it takes <c>--clients</c>: how many read at the same time.</summary>
    bool HasClients => false;

    /// <summary>Whether it takes <c>--minutes</c>: how long it measures.</summary>
    bool HasMinutes => false;

    /// <returns>Named figures in the order in which they are printed.</returns>
    Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation);
}

/// <summary>What a benchmark works on: a database of its own, which it may fill and empty.</summary>
public sealed record BenchSetting(Func<string, Database> Open, long Persons, string City, PolicyPack Pack, IProgress<WorkProgress>? Progress)
{
    /// <summary>How many read at the same time.</summary>
    public int Clients { get; init; } = 32;

    /// <summary>How long it measures.</summary>
    public double Minutes { get; init; } = 10;

    /// <summary>The business lines of the product, for what they count and keep.</summary>
    public IReadOnlyList<Huimin.Platform.Modules.Module> Modules { get; init; } = [];

    /// <summary>Serves the pages over a database; benchmarks of pages ask the real server.</summary>
    public required Func<Database, CancellationToken, Task<BenchServer>> Serve { get; init; }
}

/// <summary>A running server: its services, its address, and how to stop it.</summary>
public sealed record BenchServer(IServiceProvider Services, Uri Address, Func<ValueTask> StopAsync);
