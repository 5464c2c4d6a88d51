namespace Huimin.Policies;

/// <summary>One thread's evaluator over columns. It allocates only while its runs grow.</summary>
public sealed class PopulationWorker
{
    private readonly CompiledPolicy compiled;
    private readonly KernelState state;

    internal PopulationWorker(CompiledPolicy compiled, MonthPolicy policy, FactColumns population)
    {
        this.compiled = compiled;
        state = new KernelState(compiled, policy, population);
    }

    /// <summary>
    /// Evaluates the households from one row to before another. The outcomes belong to the worker and hold until its next run; some
    /// thousand households a run keep everything in the processor's cache.
    /// </summary>
    public ChunkOutcomes Run(int fromHousehold, int toHousehold)
    {
        state.Begin(fromHousehold, toHousehold);
        compiled.Run(state);
        return state.Outcomes;
    }
}
