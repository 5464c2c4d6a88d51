using System.Collections.Concurrent;

namespace Huimin.Policies;

/// <summary>
/// One month's policy compiled for populations of one form. Programme after programme in the order of evaluation: flat passes first,
/// as far as they can still change something, then code for the rows that they leave open.
/// </summary>
internal sealed class CompiledPolicy
{
    private readonly List<Step> steps = [];
    private readonly HashSet<Programme> amountsUsed = [];
    private readonly PolicyPack pack;

    public CompiledPolicy(PopulationEvaluator evaluator, KernelLayout layout)
    {
        pack = evaluator.Policy.Pack;
        var planner = new FlatPlanner(evaluator.Policy, layout);
        var amounts = new Dictionary<Programme, AmountBounds>();
        // While one programme is written as code, machine code is made of those before it.
        var written = evaluator.Programmes.Select(Write).OfType<ProgrammeCode>();
        Parallel.ForEach(
            Partitioner.Create(written, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, code => code.Compile());
        (Truths, Sums) = (planner.Truths, planner.Sums);

        ProgrammeCode? Write(Programme programme)
        {
            ProgrammeCode? code = null;
            try
            {
                code = new ProgrammeCode(evaluator.Policy, layout, planner, amounts, programme);
                amounts[programme] = new AmountBounds(code.MostFen);
                amountsUsed.UnionWith(code.AmountsUsed);
            }
            catch (Exception e) when (e is NotCompiledException or InsufficientExecutionStackException or PolicyException)
            {
                Referred.Add(programme);
            }
            steps.Add(new Step(programme, code));
            return code;
        }
    }

    /// <summary>Every flat condition by its slot.</summary>
    public IReadOnlyList<FlatTruth> Truths { get; }

    public IReadOnlyList<FlatSum> Sums { get; }

    /// <summary>Programmes whose amounts others use: they are kept by row.</summary>
    public IEnumerable<Programme> AmountsUsed => amountsUsed;

    /// <summary>Programmes that the reference evaluator works out.</summary>
    public List<Programme> Referred { get; } = [];

    public void Run(KernelState state)
    {
        foreach (var step in steps)
        {
            if (step.Code is { } code)
                code.Run(state);
            else
                state.ReferAll(step.Programme);
        }
    }

    /// <summary>The columns of which a row may hold a value aside.</summary>
    public IEnumerable<FactColumn> HouseholdColumns(FactColumns population) =>
        pack.Facts.Household.Select(f => population.HouseholdColumn(f.Index)).Concat(pack.Facts.Member.Select(f => population.SharedColumn(f.Index)))
            .OfType<FactColumn>().Where(c => c.HasAside);

    /// <inheritdoc cref="HouseholdColumns"/>
    public IEnumerable<FactColumn> MemberColumns(FactColumns population) =>
        pack.Facts.Member.Where(f => population.SharedColumn(f.Index) is null).Select(f => population.MemberColumn(f.Index)).OfType<FactColumn>().Where(c => c.HasAside);

    private sealed record Step(Programme Programme, ProgrammeCode? Code);
}
