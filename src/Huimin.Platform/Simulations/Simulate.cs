using Huimin.Platform.Operations;
using Huimin.Platform.People.Population;
using Huimin.Platform.Regions;
using Huimin.Platform.Sweeps;
using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>What a simulation is cut to: the residents of one division, and the programmes of one business line; null for all.</summary>
public sealed record SimulationScope(DivisionCode? Within = null, string? Line = null);

/// <summary>
/// What-if 测算: what changes of the policies would do to the residents of a month, or of each month of a year. Only the programmes
/// that a change can touch are computed anew; nothing is written. The base result of the last months stays in memory.
/// </summary>
public sealed class Simulate(ResidentPopulation residents, TimeProvider clock)
{
    /// <summary>Base results kept: some ten megabytes each for ten million residents.</summary>
    private const int MostBases = 3;

    private readonly Lock gate = new();
    private readonly List<(string Pack, PopulationColumns Columns, Month Month, Task<BaseOutcomes> Outcomes)> bases = []; // the last used first

    /// <param name="month">The month whose residents are taken.</param>
    /// <param name="pack">What is in force.</param>
    /// <param name="variants">One or more; each is compared with <paramref name="pack"/>.</param>
    /// <param name="months">1 to 12: so many months from <paramref name="month"/> on, each with the rows then in force; the same residents grow older.</param>
    /// <param name="scope">The residents and programmes that the asker may see; null for all.</param>
    /// <param name="cancellation">Stops the computing; nothing is left behind.</param>
    /// <exception cref="CannotRunException">The month lies outside the data, or a variant's pack reads other facts.</exception>
    /// <exception cref="PolicyException">An override names no parameter, or its value does not fit.</exception>
    public Task<SimulationResult> RunAsync(Month month, PolicyPack pack, IReadOnlyList<Variant> variants, int months = 1, SimulationScope? scope = null, CancellationToken cancellation = default) =>
        RunAsync(month, month, pack, variants, months, scope, cancellation);

    /// <summary>The same for policies of a month to come, for which nobody is recorded yet: the residents of another month stand for them.</summary>
    /// <param name="residentsOf">The month whose residents are taken.</param>
    /// <param name="month">The first month of the policies.</param>
    public async Task<SimulationResult> RunAsync(Month residentsOf, Month month, PolicyPack pack, IReadOnlyList<Variant> variants, int months, SimulationScope? scope = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(variants);
        if (variants.Count == 0)
            throw new ArgumentException("There is nothing to compare.", nameof(variants));
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(months, 12);
        if (variants.FirstOrDefault(v => v.Pack is { } other && !other.HasFactsOf(pack)) is { } strange)
            throw new CannotRunException($"“{strange.Name}”的 facts.yaml 与现行政策的不同；测算用的是现有的居民信息，请用同一份 facts.yaml。");
        // A wrong override is told before ten million people are read.
        var trials = variants.Select(v => Trial.Of(pack, v, scope?.Line)).ToList();
        var policies = Enumerable.Range(0, months).Select(i => trials.Select(t => t.In(month.AddMonths(i), isFirst: i == 0)).ToList()).ToList();
        using var span = Signals.Source.StartActivity("what-if");
        var population = await residents.GetAsync(residentsOf, pack, scope?.Within, cancellation);
        var kept = await BaseAsync(population.Columns, pack, month, cancellation);

        var started = clock.GetTimestamp();
        var first = await Task.Run(() => Pass(population.Columns, pack.In(month), kept, trials, policies[0], cancellation), cancellation);
        var compute = clock.GetElapsedTime(started);
        Signals.WhatIf.Record(compute, "variants", variants.Count);
        var later = new List<IReadOnlyList<Impacts>>();
        for (var i = 1; i < months; i++)
        {
            var ahead = i;
            later.Add(await Task.Run(() => Pass(population.Columns, pack.In(month.AddMonths(ahead)), null, trials, policies[ahead], cancellation), cancellation));
        }

        return new SimulationResult
        {
            Month = month,
            Base = pack,
            Persons = population.Columns.PersonCount,
            Households = population.Columns.HouseholdCount,
            DataVersion = population.Columns.DataVersion,
            AsOf = population.LoadedAt,
            IsOld = population.IsOld,
            Compute = compute,
            Variants = [.. trials.Select((t, v) => new VariantResult(t.Variant, policies[0][v], t.Programmes, first[v],
                [.. later.Select(l => l[v]).Prepend(first[v]).Select((impacts, i) => Of(month.AddMonths(i), t, Impacts.Sum(impacts.Townships.Values, t.Programmes.Count)))]))],
        };
    }

    private static MonthImpact Of(Month month, Trial trial, ImpactCounts[] counts) =>
        new(month, counts, Spending.Of(trial.Programmes, counts, oneOff: false), Spending.Of(trial.Programmes, counts, oneOff: true));

    /// <summary>One pass over the residents for all variants.</summary>
    /// <param name="kept">The base result with the details of households; null where it is computed beside the variants and only counted.</param>
    internal static IReadOnlyList<Impacts> Pass(
        PopulationColumns population, MonthPolicy policy, BaseOutcomes? kept, IReadOnlyList<Trial> trials, IReadOnlyList<MonthPolicy> policies, CancellationToken cancellation, int? threads = null)
    {
        var touched = trials.SelectMany(t => t.Programmes).Select(p => p.Before).OfType<Programme>().ToHashSet();
        var evaluator = kept is null ? new PopulationEvaluator(policy, touched) : null;
        var evaluators = trials.Select((t, i) => new PopulationEvaluator(policies[i], t.Programmes.Select(p => p.After).OfType<Programme>().ToHashSet())).ToList();
        var chunks = trials.Select(_ => new ChunkImpacts[Chunks.Count(population)]).ToList();
        Chunks.ForEach(population, threads, cancellation, () => new Worker(population, policy, kept, trials, evaluator, evaluators), (worker, chunk, from, to) =>
        {
            var townships = new ChunkTownships(population, from, to);
            worker.Begin(from, to);
            for (var i = 0; i < trials.Count; i++)
                chunks[i][chunk] = worker.Run(i, townships, chunk, from, to);
        });
        return [.. chunks.Select(Impacts.Of)];
    }

    private async Task<BaseOutcomes> BaseAsync(PopulationColumns population, PolicyPack pack, Month month, CancellationToken cancellation)
    {
        Task<BaseOutcomes> outcomes;
        lock (gate)
        {
            var at = bases.FindIndex(b => b.Pack == pack.Hash && b.Month == month && ReferenceEquals(b.Columns, population) && !b.Outcomes.IsFaulted);
            // Nobody's leaving stops it for others; it is over in a second.
            var entry = at >= 0 ? bases[at] : (pack.Hash, population, month, Task.Run(() => BaseOutcomes.Compute(population, pack.In(month), CancellationToken.None), CancellationToken.None));
            // What was computed over columns that are gone would keep them in memory.
            bases.RemoveAll(b => (b.Pack == pack.Hash && b.Month == month) || (b.Month == month && !ReferenceEquals(b.Columns, population)));
            bases.Insert(0, entry);
            if (bases.Count > MostBases)
                bases.RemoveAt(MostBases);
            outcomes = entry.Item4;
        }

        return await outcomes.WaitAsync(cancellation);
    }

    /// <summary>One thread's evaluators.</summary>
    private sealed class Worker
    {
        private readonly BaseOutcomes? kept;
        private readonly IReadOnlyList<Trial> trials;
        private readonly PopulationWorker? baseWorker;
        private readonly List<PopulationWorker> workers;
        private readonly List<HouseholdChanges?> changes;
        private ChunkOutcomes? baseOutcomes;

        public Worker(PopulationColumns population, MonthPolicy policy, BaseOutcomes? kept, IReadOnlyList<Trial> trials, PopulationEvaluator? evaluator, IReadOnlyList<PopulationEvaluator> evaluators)
        {
            this.kept = kept;
            this.trials = trials;
            baseWorker = evaluator?.CreateWorker(population);
            workers = [.. evaluators.Select(e => e.CreateWorker(population))];
            var facts = policy.Pack.Facts;
            changes = [.. trials.Select(t => kept is null ? null : new HouseholdChanges(population, new ColumnFamily(population), new HouseholdTypes(facts, policy.Month), t.Programmes))];
        }

        public void Begin(int from, int to) => baseOutcomes = baseWorker?.Run(from, to);

        public ChunkImpacts Run(int trial, ChunkTownships townships, int chunk, int from, int to)
        {
            var programmes = trials[trial].Programmes;
            var outcomes = workers[trial].Run(from, to);
            var impacts = new ChunkImpacts(townships, programmes.Count);
            changes[trial]?.Begin(from, to);
            for (var i = 0; i < programmes.Count; i++)
            {
                var (was, becomes) = (programmes[i].Before, programmes[i].After);
                var none = EligibleRows.None(townships.Codes.Count);
                var before = was is null ? none : kept?.Rows(chunk, was) ?? EligibleRows.Of(baseOutcomes!, was, townships);
                var after = becomes is null ? none : EligibleRows.Of(outcomes, becomes, townships);
                if (was is null || becomes is null || was.OfHousehold == becomes.OfHousehold)
                {
                    impacts.Compare(i, programmes[i].Programme.OfHousehold, before, after, changes[trial]);
                    continue;
                }

                // From households to persons or the other way round: all leave and others enter.
                impacts.Compare(i, was.OfHousehold, before, none, changes[trial]);
                impacts.Compare(i, becomes.OfHousehold, none, after, changes[trial]);
            }

            if (changes[trial] is { } households)
                impacts.Finish(households);
            return impacts;
        }
    }
}

/// <summary>A variant and the programmes that it can touch.</summary>
internal sealed record Trial(Variant Variant, PolicyPack Pack, IReadOnlyList<TouchedProgramme> Programmes)
{
    /// <param name="line">Only the programmes of this business line; null for all.</param>
    public static Trial Of(PolicyPack pack, Variant variant, string? line = null)
    {
        var own = variant.Pack ?? pack;
        var codes = own.ReachedBy(variant.Set).Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        if (variant.Pack is not null)
            codes.UnionWith(pack.ReachedBy(own));
        var direct = variant.Set.Select(s => s.Programme).ToHashSet(StringComparer.Ordinal);
        if (variant.Pack is not null)
            direct.UnionWith(PackDiff.Between(pack, own).Changes.Select(c => c.Programme).OfType<string>());
        var touched = own.Programmes.Select(p => new TouchedProgramme(pack.Find(p.Code), p))
            .Concat(pack.Programmes.Where(p => own.Find(p.Code) is null).Select(p => new TouchedProgramme(p, null)))
            // Asked only at an application: nobody is found by a pass over the residents.
            .Where(p => codes.Contains(p.Code) && !p.Programme.OnlyOnApplication && (line is null || p.Programme.Line == line))
            .Select(p => p with { IsDirect = direct.Contains(p.Code) });
        return new Trial(variant, own, [.. touched]);
    }

    /// <summary>In later months a relative change of a value that is not in force then (heating in summer) changes nothing.</summary>
    public MonthPolicy In(Month month, bool isFirst) => Pack.In(month, isFirst ? Variant.Set : [.. Variant.Set.Where(s => !s.IsRelative || HasValue(s, month))]);

    private bool HasValue(ParameterOverride set, Month month) =>
        Pack.Find(set.Programme)?.Parameters.FirstOrDefault(p => p.Code == set.Parameter)?.RowOn(month.FirstDay) is not null;
}
