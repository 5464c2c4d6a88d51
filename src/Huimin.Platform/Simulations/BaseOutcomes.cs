using System.Runtime.InteropServices;
using Huimin.Platform.People.Population;
using Huimin.Platform.Sweeps;
using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>The eligible rows of one programme in one chunk, and how many are undetermined in each of the chunk's townships.</summary>
/// <param name="Rows">Household or member rows from the beginning of the chunk, ascending.</param>
/// <param name="Fen">Parallel to the rows.</param>
/// <param name="Persons">Parallel to the rows; empty for programmes of persons.</param>
internal sealed record EligibleRows(int[] Rows, long[] Fen, int[] Persons, int[] Undetermined)
{
    public static EligibleRows None(int townships) => new([], [], [], new int[townships]);

    public static EligibleRows Of(ChunkOutcomes outcomes, Programme programme, ChunkTownships townships)
    {
        var rows = outcomes.Eligible(programme.Index);
        return new EligibleRows(
            rows.ToArray(),
            outcomes.Fen(programme.Index).ToArray(),
            programme.OfHousehold ? outcomes.Persons(programme.Index).ToArray() : [],
            townships.Undetermined(outcomes, programme));
    }
}

/// <summary>The townships that a chunk's households lie in: neighbours, as households are in order of region.</summary>
internal sealed class ChunkTownships
{
    private readonly List<long> codes = [];
    private readonly List<int> householdEnds = [];
    private readonly List<int> memberEnds = [];

    public ChunkTownships(PopulationColumns population, int from, int to)
    {
        var first = population.FirstMember[from];
        for (var household = from; household < to; household++)
        {
            var township = population.Regions[household] / 1_000 * 1_000;
            if (codes.Count == 0 || codes[^1] != township)
            {
                codes.Add(township);
                householdEnds.Add(0);
                memberEnds.Add(0);
            }

            householdEnds[^1] = household + 1 - from;
            memberEnds[^1] = population.FirstMember[household + 1] - first;
        }
    }

    public IReadOnlyList<long> Codes => codes;

    /// <summary>The first row behind each township.</summary>
    public ReadOnlySpan<int> Ends(bool ofHousehold) => CollectionsMarshal.AsSpan(ofHousehold ? householdEnds : memberEnds);

    public int[] Undetermined(ChunkOutcomes outcomes, Programme programme)
    {
        var counts = new int[codes.Count];
        var ends = Ends(programme.OfHousehold);
        var township = 0;
        foreach (var row in outcomes.Undetermined(programme.Index))
        {
            while (row >= ends[township])
                township++;
            counts[township]++;
        }

        return counts;
    }
}

/// <summary>
/// What the base pack gives all residents in a month, as the eligible rows only: a few bytes for each of them, so that a variant
/// costs one pass and not two.
/// </summary>
internal sealed class BaseOutcomes
{
    private readonly EligibleRows[][] chunks; // by chunk and Programme.Index

    private BaseOutcomes(EligibleRows[][] chunks) => this.chunks = chunks;

    public EligibleRows Rows(int chunk, Programme programme) => chunks[chunk][programme.Index];

    public static BaseOutcomes Compute(PopulationColumns population, MonthPolicy policy, CancellationToken cancellation)
    {
        var evaluator = new PopulationEvaluator(policy);
        var rows = new EligibleRows[Chunks.Count(population)][];
        Chunks.ForEach(population, null, cancellation, () => evaluator.CreateWorker(population), (worker, chunk, from, to) =>
        {
            var outcomes = worker.Run(from, to);
            var townships = new ChunkTownships(population, from, to);
            rows[chunk] = [.. policy.Pack.Programmes.Select(p => EligibleRows.Of(outcomes, p, townships))];
        });
        return new BaseOutcomes(rows);
    }
}
