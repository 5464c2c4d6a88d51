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
    private readonly List<Run> runs = []; // the last asked for first

    /// <summary>The run that answers the question; it goes on when the asker does not wait for its end.</summary>
    /// <param name="dataVersion">Of the city as the asker sees it: an answer about older residents is not given again.</param>
    /// <param name="scope">The residents and programmes that the asker may see; null for all.</param>
    public Task<SimulationResult> Start(Month month, PolicyPack pack, IReadOnlyList<Variant> variants, int months, long dataVersion, SimulationScope? scope = null)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(variants);
        var key = string.Join('\n', [
            month.ToString(), pack.Hash, $"{months} {dataVersion} {scope}",
            .. variants.Select(v => $"{v.Name}\t{v.Pack?.Hash}\t{string.Join('\t', v.Set)}"),
        ]);
        lock (gate)
        {
            var at = runs.FindIndex(r => r.Key == key);
            if (at >= 0)
            {
                var found = runs[at];
                runs.RemoveAt(at);
                // What failed, and what was answered from residents of before the last change, is told once and not kept.
                if (!found.Result.IsCompleted || found.IsCurrent)
                    runs.Insert(0, found);
                return found.Result;
            }

            var run = new Run { Key = key };
            run.Result = Task.Run(() => RunAsync(run, month, pack, variants, months, scope));
            runs.Insert(0, run);
            if (runs.Count > MostKept)
            {
                runs[MostKept].Stop.Cancel();
                runs.RemoveAt(MostKept);
            }

            return run.Result;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var run in runs)
                run.Stop.Cancel();
        }

        turn.Dispose();
    }

    private async Task<SimulationResult> RunAsync(Run run, Month month, PolicyPack pack, IReadOnlyList<Variant> variants, int months, SimulationScope? scope)
    {
        await turn.WaitAsync(run.Stop.Token);
        try
        {
            var result = await simulate.RunAsync(month, pack, variants, months, scope, run.Stop.Token);
            run.IsCurrent = !result.IsOld;
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    private sealed class Run
    {
        private volatile bool isCurrent;

        public required string Key { get; init; }

        public Task<SimulationResult> Result { get; set; } = null!;

        public CancellationTokenSource Stop { get; } = new();

        /// <summary>It succeeded, over the residents as they were when it was asked for.</summary>
        public bool IsCurrent
        {
            get => isCurrent;
            set => isCurrent = value;
        }
    }
}
