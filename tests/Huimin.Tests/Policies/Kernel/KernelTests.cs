using System.Globalization;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Kernel;

/// <summary>The kernel and the reference evaluator have one meaning. HUIMIN_PROPERTY_FAMILIES sets how many families each test tries.</summary>
public sealed class KernelTests
{
    private static readonly int Families = int.Parse(Environment.GetEnvironmentVariable("HUIMIN_PROPERTY_FAMILIES") ?? "6000", CultureInfo.InvariantCulture);

    // Without a limit the pool adds threads as long as the test runs, each with a thousand households in its hands.
    private static readonly ParallelOptions Cores = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("HUIMIN_PROPERTY_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public void Run_ShippedPacksAndRandomParameters_IsTheReference()
    {
        var layers = Directory.EnumerateDirectories(ShippedPolicies.Root).Where(d => File.Exists(Path.Combine(d, "layer.yaml"))).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);
        var packs = layers.Select(layer => ShippedPolicies.Read(ShippedPolicies.Root, layer)).ToList();
        var rounds = Math.Max(packs.Count, Families / 1_000);
        Parallel.For(0, rounds, Cores, round =>
        {
            var random = new Random(HashCode.Combine(Seed, round));
            var pack = packs[round % packs.Count];
            var month = new Month(random.Next(2018, 2028), random.Next(1, 13));
            var policy = pack.In(month, RandomOverrides(pack, random));
            var families = Enumerable.Range(0, 1_000).Select(_ => RandomHousehold.Make(pack.Facts, month, random)).ToList();
            if (KernelComparison.Find(policy, families, random.Next(1, 400)) is { } found)
                Assert.Fail($"{pack.Layer} {month}: {found.Difference}\n{Smallest(families[found.Household], f => KernelComparison.Find(policy, [f]) is not null)}");
        });
    }

    [Fact]
    public void Run_RandomPolicies_IsTheReference()
    {
        var familiesAPolicy = Families < 100_000 ? 100 : 1_000;
        var (read, programmes, compiled) = (0, 0, 0);
        Parallel.For(0, Math.Max(1, Families / familiesAPolicy), Cores, round =>
        {
            var random = new Random(HashCode.Combine(Seed, round, 7));
            var policy = RandomPolicy.Make(random);
            if (policy.Read().Pack is not { } pack)
                return; // a divisor that is zero, or a text too long
            var month = new Month(random.Next(2019, 2028), random.Next(1, 13));
            var families = Enumerable.Range(0, familiesAPolicy).Select(_ => RandomHousehold.Make(pack.Facts, month, random)).ToList();
            Interlocked.Increment(ref read);
            Interlocked.Add(ref programmes, pack.Programmes.Count(p => pack.In(month).IsInForce(p)));
            Interlocked.Add(ref compiled, KernelComparison.Compiled(pack.In(month), families));
            if (KernelComparison.Find(pack.In(month), families, random.Next(1, 60)) is { } found)
                Assert.Fail(Smallest(policy, month, families, found.Household));
        });

        // What is not read, or not compiled, is not tested.
        read.ShouldBeGreaterThan(Families / familiesAPolicy * 8 / 10);
        compiled.ShouldBeGreaterThan(programmes * 95 / 100);
    }

    [Fact]
    public void Run_ShippedPacks_AreCompiled()
    {
        var policy = ShippedPolicies.Linyi.In(new Month(2026, 11));
        var families = Enumerable.Range(0, 50).Select(i => RandomHousehold.Make(policy.Pack.Facts, policy.Month, new Random(i))).ToList();
        new PopulationEvaluator(policy).Compile(RandomHousehold.Columns(policy.Pack.Facts, families)).Referred.ShouldBeEmpty();
    }

    [Fact]
    public void Run_WantedProgrammes_EvaluatesThemAndWhatTheyRestOn()
    {
        var policy = ShippedPolicies.Linyi.In(new Month(2026, 11));
        var evaluator = new PopulationEvaluator(policy, [policy.Pack.Find("disability_nursing")!]);
        policy.Pack.Programmes.Where(evaluator.Evaluates).Select(p => p.Code).ShouldBe(["orphan_living", "tekun", "disability_nursing"], ignoreOrder: true);
    }

    [Fact]
    public void Run_Again_AllocatesNothing()
    {
        var policy = ShippedPolicies.Linyi.In(new Month(2026, 11));
        var random = new Random(5);
        var families = Enumerable.Range(0, 3_000).Select(_ => RandomHousehold.Make(policy.Pack.Facts, policy.Month, random)).Where(h => h.Members.Count is > 0 and < 60).ToList();
        var worker = new PopulationEvaluator(policy).CreateWorker(RandomHousehold.Columns(policy.Pack.Facts, families));
        worker.Run(0, families.Count);
        var before = GC.GetAllocatedBytesForCurrentThread();
        worker.Run(0, families.Count);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16_000); // a few short arrays a chunk, nothing a row
    }

    private static List<ParameterOverride> RandomOverrides(PolicyPack pack, Random random)
    {
        var overrides = new List<ParameterOverride>();
        foreach (var parameter in pack.Programmes.SelectMany(p => p.Parameters).Where(_ => random.Next(3) == 0))
        {
            var value = parameter.Unit switch
            {
                "bool" => random.Next(2) == 0 ? "true" : "false",
                "ratio" => $"{random.Next(60)}%",
                "count" or "months" => random.Next(40).ToString(CultureInfo.InvariantCulture),
                "date" => null,
                _ => $"{random.Next(2_000)}.{random.Next(100):00}",
            };
            if (value is not null)
                overrides.Add(ParameterOverride.Parse($"{parameter.Programme.Code}.{parameter.Code}={value}"));
        }

        return overrides;
    }

    /// <summary>Drops members and facts as long as the two evaluators still differ.</summary>
    private static RandomHousehold Smallest(RandomHousehold family, Func<RandomHousehold, bool> differs)
    {
        while (family.Smaller().FirstOrDefault(differs) is { } smaller)
            family = smaller;
        return family;
    }

    /// <summary>Drops programmes, values, requirements and parts of expressions, then members and facts.</summary>
    private static string Smallest(RandomPolicy policy, Month month, List<RandomHousehold> families, int household)
    {
        List<RandomHousehold> kept = Differs(policy, month, [families[household]]) ? [families[household]] : families;
        while (policy.Smaller().FirstOrDefault(p => Differs(p, month, kept)) is { } smaller)
            policy = smaller;
        if (kept.Count == 1)
            kept = [Smallest(kept[0], f => Differs(policy, month, [f]))];
        var found = KernelComparison.Find(policy.Read().Pack!.In(month), kept)!;
        return $"{month}: {found.Value.Difference}\n{policy}\n{kept[found.Value.Household]}";
    }

    private static bool Differs(RandomPolicy policy, Month month, List<RandomHousehold> families) =>
        policy.Read().Pack is { } pack && KernelComparison.Find(pack.In(month), families) is not null;
}
