using System.Collections.Concurrent;

namespace Huimin.Policies;

/// <summary>
/// Evaluates one month's policy over many households in columns. Immutable; shared by threads, each with a worker of its own.
/// Everything that passes over the residents uses it.
/// </summary>
public sealed class PopulationEvaluator
{
    private readonly bool[] evaluates;
    private readonly ConcurrentDictionary<KernelLayout, Lazy<CompiledPolicy>> compiled = new();

    /// <param name="policy">The policy of the month.</param>
    /// <param name="wanted">The programmes whose outcomes are asked for: only they and those on which they rest are evaluated. Null for all. What is asked only at an application is left out.</param>
    public PopulationEvaluator(MonthPolicy policy, IEnumerable<Programme>? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
        evaluates = new bool[policy.Pack.Programmes.Count];
        foreach (var programme in (wanted ?? policy.Pack.Programmes).Where(p => !p.OnlyOnApplication))
            Want(programme);
        Programmes = [.. policy.Pack.Programmes.Where(p => evaluates[p.Index] && policy.IsInForce(p))];
    }

    public MonthPolicy Policy { get; }

    /// <summary>The programmes in force that are evaluated, in the order of evaluation.</summary>
    internal IReadOnlyList<Programme> Programmes { get; }

    /// <summary>Whether the programme's outcomes are worked out.</summary>
    public bool Evaluates(Programme programme) => evaluates[programme.Index];

    /// <summary>A worker for one thread over these columns.</summary>
    public PopulationWorker CreateWorker(FactColumns population)
    {
        ArgumentNullException.ThrowIfNull(population);
        return new PopulationWorker(Compile(population), Policy, population);
    }

    /// <summary>The code for populations of this form; made once.</summary>
    internal CompiledPolicy Compile(FactColumns population) =>
        compiled.GetOrAdd(new KernelLayout(population), layout => new Lazy<CompiledPolicy>(() => new CompiledPolicy(this, layout))).Value;

    private void Want(Programme programme)
    {
        if (evaluates[programme.Index])
            return;
        evaluates[programme.Index] = true;
        foreach (var other in programme.Rule.Used.Programmes)
            Want(other);
    }
}
