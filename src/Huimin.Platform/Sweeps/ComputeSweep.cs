using Huimin.Platform.People.Population;
using Huimin.Policies;

namespace Huimin.Platform.Sweeps;

/// <summary>
/// All programmes over all residents of a month: the pure part of a sweep. Households are evaluated in chunks on all cores
/// and the chunks put together in their order, so that the result is the same whatever the machine.
/// </summary>
public static class ComputeSweep
{
    /// <param name="population">Of the policy's month.</param>
    public static SweepResult Run(PopulationColumns population, MonthPolicy policy, int? threads = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(policy);
        var evaluator = new PopulationEvaluator(policy);
        var chunks = new SweepChunk[Chunks.Count(population)];
        Chunks.ForEach(population, threads, cancellation, () => evaluator.CreateWorker(population), (worker, chunk, from, to) =>
            chunks[chunk] = Collect(population, policy, worker.Run(from, to)));
        return SweepResult.Of(policy, chunks);
    }

    private static SweepChunk Collect(PopulationColumns population, MonthPolicy policy, ChunkOutcomes outcomes)
    {
        var programmes = policy.Pack.Programmes;
        var chunk = new SweepChunk(programmes.Count);
        // Households lie in order of region: those of a township are a run.
        for (int from = 0, to; from < outcomes.Households; from = to)
        {
            to = EndOfTownship(population, outcomes, from);
            chunk.Begin(population, outcomes.FirstHousehold + from, outcomes.FirstHousehold + to);
            foreach (var programme in programmes)
                Add(chunk, population, policy.Month.Code, programme, outcomes, from, to);
        }
        return chunk;
    }

    private static int EndOfTownship(PopulationColumns population, ChunkOutcomes outcomes, int from)
    {
        var township = population.Regions[outcomes.FirstHousehold + from] / 1_000;
        var to = from + 1;
        while (to < outcomes.Households && population.Regions[outcomes.FirstHousehold + to] / 1_000 == township)
            to++;
        return to;
    }

    private static void Add(SweepChunk chunk, PopulationColumns population, int month, Programme programme, ChunkOutcomes outcomes, int from, int to)
    {
        var members = population.FirstMember;
        var (low, high) = programme.OfHousehold ? (from, to)
            : (members[outcomes.FirstHousehold + from] - outcomes.FirstMember, members[outcomes.FirstHousehold + to] - outcomes.FirstMember);
        var undetermined = outcomes.Undetermined(programme.Index);
        chunk.AddUndetermined(programme.Index, At(undetermined, high) - At(undetermined, low));
        var eligible = outcomes.Eligible(programme.Index);
        var fen = outcomes.Fen(programme.Index);
        var persons = outcomes.Persons(programme.Index);
        var household = outcomes.FirstHousehold + from;
        for (int i = At(eligible, low), end = At(eligible, high); i < end; i++)
        {
            long person = 0;
            if (programme.OfHousehold)
            {
                household = outcomes.FirstHousehold + eligible[i];
            }
            else
            {
                var row = outcomes.FirstMember + eligible[i];
                person = population.PersonIds[row];
                while (members[household + 1] <= row)
                    household++;
            }
            chunk.Add(programme.Index, persons[i], fen[i]);
            chunk.Entitlements.Add(new Entitlement
            {
                Month = month,
                Programme = programme.Code,
                Region = population.Regions[household],
                HouseholdId = population.HouseholdIds[household],
                PersonId = person,
                Persons = (short)persons[i],
                Amount = fen[i],
            });
        }
    }

    /// <summary>How many of the ascending rows lie before this one.</summary>
    private static int At(ReadOnlySpan<int> rows, int row)
    {
        var found = rows.BinarySearch(row);
        return found < 0 ? ~found : found;
    }
}
