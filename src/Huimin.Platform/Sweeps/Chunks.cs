using Huimin.Platform.People.Population;

namespace Huimin.Platform.Sweeps;

/// <summary>A population cut into runs of neighbouring households, worked on by all cores; results go in order of the runs.</summary>
internal static class Chunks
{
    /// <summary>Small enough to balance the cores and to stay in their caches, large enough that starting a run costs nothing.</summary>
    private const int Households = 2_048;

    public static int Count(PopulationColumns population) => (population.HouseholdCount + Households - 1) / Households;

    public static void ForEach<TWorker>(PopulationColumns population, int? threads, CancellationToken cancellation, Func<TWorker> create, Action<TWorker, int, int, int> run)
    {
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount };
        Parallel.For(
            0,
            Count(population),
            options,
            create,
            (chunk, _, worker) =>
            {
                var from = chunk * Households;
                run(worker, chunk, from, Math.Min(from + Households, population.HouseholdCount));
                return worker;
            },
            _ => { });
    }
}
