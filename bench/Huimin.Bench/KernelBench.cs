using System.Diagnostics;
using Huimin.Platform;
using Huimin.Platform.People.Population;
using Huimin.Platform.Sweeps;
using Huimin.Policies;

namespace Huimin.Bench;

/// <summary>
/// All programmes of Linyi over residents in columns, against a hand-written loop over the same arrays with the same rules, which
/// must find the same. The two take turns; the fastest rounds are compared, as a busy machine only ever adds time.
/// </summary>
public sealed class KernelBench : IBenchmark
{
    private const int Rounds = 7;
    private const int HouseholdsAChunk = 2_048;

    public string Name => "kernel";

    public string Description => Texts.Of($"在内存中评估全部待遇，对比同样规则的手写循环。");

    /// <summary>The larger of the two populations that are measured.</summary>
    public long DefaultPersons => 10_000_000;

    public Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var month = BenchSchema.Month;
        var pack = setting.Pack;
        var started = Stopwatch.GetTimestamp();
        pack = PolicyPack.Read(PolicyFiles.InMemory(pack.Files), pack.Layer).Pack!;
        var read = Stopwatch.GetElapsedTime(started);
        var policy = pack.In(month);
        var runs = new List<IReadOnlyDictionary<string, object>>();
        var compile = TimeSpan.Zero;
        var sizes = setting.Persons > 1_000_000 ? new[] { 1_000_000, setting.Persons } : [setting.Persons];
        foreach (var persons in sizes)
        {
            setting.Progress?.Report(new WorkProgress("people", 0, persons));
            var population = DemoPopulation.Create(setting.City, pack, month, persons);
            if (compile == TimeSpan.Zero)
            {
                started = Stopwatch.GetTimestamp();
                new PopulationEvaluator(policy).CreateWorker(population).Run(0, Math.Min(HouseholdsAChunk, population.HouseholdCount));
                compile = Stopwatch.GetElapsedTime(started);
            }

            for (var threads = 1; threads <= 2; threads++)
            {
                cancellation.ThrowIfCancellationRequested();
                runs.Add(Measure(population, policy, threads));
            }
        }

        return Task.FromResult<IReadOnlyDictionary<string, object>>(new Dictionary<string, object>
        {
            ["runs"] = runs,
            ["pack_read_ms"] = Math.Round(read.TotalMilliseconds),
            ["compile_ms"] = Math.Round(compile.TotalMilliseconds),
            ["bar_ns_per_person"] = 80,
            ["bar_ratio"] = 2,
            ["bar_compile_ms"] = 300,
        });
    }

    private static Dictionary<string, object> Measure(PopulationColumns population, MonthPolicy policy, int threads)
    {
        var evaluator = new PopulationEvaluator(policy);
        var evaluated = policy.Pack.Programmes.Where(p => evaluator.Evaluates(p) && policy.IsInForce(p)).ToList();
        if (evaluated.Select(p => p.Code).Except(HandLoop.Programmes, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            throw new InvalidOperationException($"The hand-written loop lacks {string.Join(", ", missing)}.");
        var hand = new HandLoop(population, policy);
        var (kernelTimes, handTimes) = (new List<(double Wall, double Processor)>(), new List<(double Wall, double Processor)>());
        var (kernelTotals, handTotals) = (new HandLoop.Totals(), new HandLoop.Totals());
        var workers = Enumerable.Range(0, threads).Select(_ => evaluator.CreateWorker(population)).ToArray();
        for (var round = 0; round <= Rounds; round++)
        {
            handTotals = new HandLoop.Totals();
            var handTime = Time(population, threads, (_, from, to, totals) => hand.Run(from, to, totals), handTotals);
            kernelTotals = new HandLoop.Totals();
            var kernelTime = Time(population, threads, (thread, from, to, totals) => Collect(workers[thread].Run(from, to), policy, totals), kernelTotals);
            if (round == 0)
                continue; // warms up
            handTimes.Add(handTime);
            kernelTimes.Add(kernelTime);
        }

        RequireSame(kernelTotals, handTotals);
        var sweep = Stopwatch.GetTimestamp();
        ComputeSweep.Run(population, policy, threads);
        var sweepTime = Stopwatch.GetElapsedTime(sweep).TotalNanoseconds / population.PersonCount;
        var (kernel, loop) = (kernelTimes.Min(t => t.Wall) / population.PersonCount, handTimes.Min(t => t.Wall) / population.PersonCount);
        return new Dictionary<string, object>
        {
            ["persons"] = population.PersonCount,
            ["threads"] = threads,
            ["programmes"] = evaluated.Count,
            ["kernel_ns_per_person"] = Math.Round(kernel, 2),
            ["hand_loop_ns_per_person"] = Math.Round(loop, 2),
            ["ratio"] = Math.Round(kernel / loop, 3),
            ["kernel_processor_ns_per_person"] = Math.Round(kernelTimes.Min(t => t.Processor) / population.PersonCount, 2),
            ["hand_loop_processor_ns_per_person"] = Math.Round(handTimes.Min(t => t.Processor) / population.PersonCount, 2),
            ["sweep_ns_per_person"] = Math.Round(sweepTime, 2),
            ["reference_ns_per_person"] = Math.Round(Reference(population, policy, evaluated), 1),
            ["eligible"] = kernelTotals.Eligible.Sum(),
            ["fen"] = kernelTotals.Fen.Sum(),
        };
    }

    /// <summary>Nanoseconds of a pass, by the clock and of all threads' processor time; each thread takes the next chunk that is left.</summary>
    private static (double Wall, double Processor) Time(PopulationColumns population, int threads, Action<int, int, int, HandLoop.Totals> run, HandLoop.Totals totals)
    {
        var chunks = (population.HouseholdCount + HouseholdsAChunk - 1) / HouseholdsAChunk;
        var next = -1;
        var parts = Enumerable.Range(0, threads).Select(_ => new HandLoop.Totals()).ToArray();
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var others = Enumerable.Range(1, threads - 1).Select(thread => new Thread(() => Work(thread))).ToList();
        others.ForEach(t => t.Start());
        Work(0);
        others.ForEach(t => t.Join());
        var elapsed = (Stopwatch.GetElapsedTime(started).TotalNanoseconds, (Environment.CpuUsage.TotalTime - processor).TotalNanoseconds);
        foreach (var part in parts)
        {
            for (var i = 0; i < part.Fen.Length; i++)
            {
                totals.Eligible[i] += part.Eligible[i];
                totals.Undetermined[i] += part.Undetermined[i];
                totals.Fen[i] += part.Fen[i];
            }
        }

        return elapsed;

        void Work(int thread)
        {
            while (Interlocked.Increment(ref next) is var chunk && chunk < chunks)
                run(thread, chunk * HouseholdsAChunk, Math.Min((chunk + 1) * HouseholdsAChunk, population.HouseholdCount), parts[thread]);
        }
    }

    private static void Collect(ChunkOutcomes outcomes, MonthPolicy policy, HandLoop.Totals totals)
    {
        foreach (var programme in policy.Pack.Programmes)
        {
            var at = Array.IndexOf(HandLoop.Programmes, programme.Code);
            if (at < 0)
                continue;
            totals.Eligible[at] += outcomes.Eligible(programme.Index).Length;
            totals.Undetermined[at] += outcomes.Undetermined(programme.Index).Length;
            foreach (var fen in outcomes.Fen(programme.Index))
                totals.Fen[at] += fen;
        }
    }

    private static void RequireSame(HandLoop.Totals kernel, HandLoop.Totals hand)
    {
        for (var i = 0; i < HandLoop.Programmes.Length; i++)
        {
            if ((kernel.Eligible[i], kernel.Undetermined[i], kernel.Fen[i]) == (hand.Eligible[i], hand.Undetermined[i], hand.Fen[i]))
                continue;
            throw new InvalidOperationException($"{HandLoop.Programmes[i]} differs: the kernel found {kernel.Eligible[i]} eligible, {kernel.Undetermined[i]} undetermined, {kernel.Fen[i]} fen; the loop {hand.Eligible[i]}, {hand.Undetermined[i]}, {hand.Fen[i]}.");
        }
    }

    private static double Reference(PopulationColumns population, MonthPolicy policy, List<Programme> programmes)
    {
        var evaluator = policy.CreateEvaluator();
        var family = new ColumnFamily(population);
        var households = Math.Min(20_000, population.HouseholdCount);
        var started = Stopwatch.GetTimestamp();
        for (var row = 0; row < households; row++)
        {
            family.MoveTo(row);
            evaluator.Evaluate(family);
            foreach (var programme in programmes)
                for (var member = 0; member < (programme.OfHousehold ? 1 : family.MemberCount); member++)
                    _ = programme.OfHousehold ? evaluator.Household(programme.Index) : evaluator.Member(programme.Index, member);
        }

        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / population.FirstMember[households];
    }
}
