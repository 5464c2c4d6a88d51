namespace Huimin.Policies;

/// <summary>One thread's evaluator over columns. It allocates only while its runs grow.</summary>
public sealed class PopulationWorker
{
    private readonly PopulationEvaluator evaluator;
    private readonly FactColumns population;
    private readonly FamilyEvaluator reference;
    private readonly ColumnFamily family;
    private readonly ChunkOutcomes outcomes;

    internal PopulationWorker(PopulationEvaluator evaluator, FactColumns population)
    {
        this.evaluator = evaluator;
        this.population = population;
        reference = evaluator.Policy.CreateEvaluator();
        family = new ColumnFamily(population);
        outcomes = new ChunkOutcomes(evaluator.Policy.Pack);
    }

    /// <summary>
    /// Evaluates the households from one row to before another. The outcomes belong to the worker and hold until its next run; some
    /// thousand households a run keep everything in the processor's cache.
    /// </summary>
    public ChunkOutcomes Run(int fromHousehold, int toHousehold)
    {
        outcomes.Begin(population, fromHousehold, toHousehold);
        for (var household = fromHousehold; household < toHousehold; household++)
        {
            family.MoveTo(household);
            if (family.MemberCount == 0)
                continue;
            reference.Evaluate(family);
            foreach (var programme in evaluator.Programmes)
                Evaluate(programme, household);
        }
        return outcomes;
    }

    private void Evaluate(Programme programme, int household)
    {
        var index = programme.Index;
        if (programme.OfHousehold)
        {
            var outcome = reference.Household(index);
            var persons = outcome.Status == OutcomeStatus.Eligible ? reference.PersonsCovered(index) : 0;
            outcomes[index].Add(household - outcomes.FirstHousehold, outcome.Status, outcome.Fen, persons);
            return;
        }
        var first = population.FirstMember[household] - outcomes.FirstMember;
        for (var member = 0; member < family.MemberCount; member++)
        {
            var outcome = reference.Member(index, member);
            outcomes[index].Add(first + member, outcome.Status, outcome.Fen, 1);
        }
    }
}
