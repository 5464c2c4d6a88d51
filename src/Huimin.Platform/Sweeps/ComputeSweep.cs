using Huimin.Platform.People.Population;
using Huimin.Policies;

namespace Huimin.Platform.Sweeps;

/// <summary>
/// All programmes over all residents of a month, except those that only an application can decide: the pure part of a sweep. Households are evaluated in chunks on all cores
/// and the chunks put together in their order, so that the result is the same whatever the machine.
/// </summary>
public static class ComputeSweep
{
    /// <summary>Small enough to balance the cores, large enough that starting a chunk costs nothing.</summary>
    private const int HouseholdsAChunk = 8_192;

    /// <param name="population">Of the policy's month.</param>
    public static SweepResult Run(PopulationColumns population, MonthPolicy policy, int? threads = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(policy);
        var chunks = new SweepChunk[(population.HouseholdCount + HouseholdsAChunk - 1) / HouseholdsAChunk];
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount };
        Parallel.For(
            0,
            chunks.Length,
            options,
            () => new Worker(population, policy),
            (chunk, _, worker) =>
            {
                var from = chunk * HouseholdsAChunk;
                chunks[chunk] = worker.Run(from, Math.Min(from + HouseholdsAChunk, population.HouseholdCount));
                return worker;
            },
            _ => { });
        return SweepResult.Of(policy, chunks);
    }

    /// <summary>One thread's evaluator and cursor.</summary>
    private sealed class Worker(PopulationColumns population, MonthPolicy policy)
    {
        private readonly FamilyEvaluator evaluator = policy.CreateEvaluator();
        private readonly PopulationFamily family = new(population, policy.Pack.Facts);
        private readonly Programme[] programmes = [.. policy.Pack.Programmes.Where(p => !p.OnlyOnApplication)];
        private readonly int month = policy.Month.Code;

        public SweepChunk Run(int from, int to)
        {
            var chunk = new SweepChunk(policy.Pack.Programmes.Count);
            for (var household = from; household < to; household++)
            {
                family.MoveTo(household);
                if (family.MemberCount == 0)
                    continue;
                evaluator.Evaluate(family);
                chunk.Begin(population.Regions[household], family.MemberCount);
                foreach (var programme in programmes)
                {
                    if (programme.OfHousehold)
                        Add(chunk, household, programme, evaluator.Household(programme.Index), 0);
                    else
                        AddMembers(chunk, household, programme);
                }
            }

            return chunk;
        }

        private void AddMembers(SweepChunk chunk, int household, Programme programme)
        {
            for (var member = 0; member < family.MemberCount; member++)
            {
                var outcome = evaluator.Member(programme.Index, member);
                if (outcome.Status != OutcomeStatus.NotEligible)
                    Add(chunk, household, programme, outcome, population.PersonIds[population.FirstMember[household] + member]);
            }
        }

        private void Add(SweepChunk chunk, int household, Programme programme, Outcome outcome, long person)
        {
            if (outcome.Status == OutcomeStatus.NotEligible)
                return;
            if (outcome.Status == OutcomeStatus.Undetermined)
            {
                chunk.AddUndetermined(programme.Index);
                return;
            }

            var persons = programme.OfHousehold ? evaluator.PersonsCovered(programme.Index) : 1;
            chunk.Add(programme.Index, persons, outcome.Fen);
            chunk.Entitlements.Add(new Entitlement
            {
                Month = month,
                Programme = programme.Code,
                Region = population.Regions[household],
                HouseholdId = population.HouseholdIds[household],
                PersonId = person,
                Persons = (short)persons,
                Amount = outcome.Fen,
            });
        }
    }
}
