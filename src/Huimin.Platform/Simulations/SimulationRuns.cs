using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>
/// The simulations that pages ask for: the same question is answered once, a page that comes back finds the run it started, and the
/// last answers stay at hand for a county, a year or an export of the same trial. One run at a time has all cores.
/// </summary>
public sealed class SimulationRuns(Simulate simulate) : IDisposable
{
    private const int MostKept = 12;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly List<(string Key, Task<SimulationResult> Result, CancellationTokenSource Stop)> runs = []; // the last asked for first

    /// <summary>The run that answers the question; it goes on when the asker does not wait for its end.</summary>
    /// <param name="dataVersion">Of the city as the asker sees it: an answer about older residents is not given again.</param>
    public Task<SimulationResult> Start(Month month, PolicyPack pack, IReadOnlyList<Variant> variants, int months, long dataVersion)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(variants);
        var key = string.Join('\n', [
            month.ToString(), pack.Hash, $"{months} {dataVersion}",
            .. variants.Select(v => $"{v.Name}\t{v.Pack?.Hash}\t{string.Join('\t', v.Set)}"),
        ]);
        lock (gate)
        {
            var at = runs.FindIndex(r => r.Key == key);
            if (at >= 0)
            {
                var found = runs[at];
                runs.RemoveAt(at);
                if (!IsToBeAskedAgain(found.Result))
                    runs.Insert(0, found);
                return found.Result;
            }

            var stop = new CancellationTokenSource();
            var result = Task.Run(() => RunAsync(month, pack, variants, months, stop.Token));
            runs.Insert(0, (key, result, stop));
            if (runs.Count > MostKept)
            {
                runs[MostKept].Stop.Cancel();
                runs.RemoveAt(MostKept);
            }

            return result;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var (_, _, stop) in runs)
                stop.Cancel();
        }

        turn.Dispose();
    }

    /// <summary>What failed, and what was answered from residents of before the last change, is told once and not kept.</summary>
    private static bool IsToBeAskedAgain(Task<SimulationResult> run) => run.IsCompleted && (!run.IsCompletedSuccessfully || run.Result.IsOld);

    private async Task<SimulationResult> RunAsync(Month month, PolicyPack pack, IReadOnlyList<Variant> variants, int months, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            return await simulate.RunAsync(month, pack, variants, months, stop);
        }
        finally
        {
            turn.Release();
        }
    }
}
