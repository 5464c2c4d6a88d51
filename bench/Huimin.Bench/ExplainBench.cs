using System.Diagnostics;
using Huimin.Platform;
using Huimin.Policies;

namespace Huimin.Bench;

/// <summary>
/// One family through every programme with the full explanation: sentences in both languages and the whole calculation as a tree.
/// Its limit is the same family's outcomes without a word of explanation; the bar is a fifth of a millisecond.
/// </summary>
public sealed class ExplainBench : IBenchmark
{
    private const int WarmUpRounds = 3_000; // until all of it is compiled for good, as in a server that has run for a minute
    private const int Rounds = 2_000;

    // A poor family with a bit of everything, so that most programmes have something to say.
    private const string Family = """
        {"region": "371302001001", "household": {"rigid_expense": 120, "financial_assets": 8000}, "members": [
            {"id": "a", "birth_date": "1979-03-02", "wage": 900, "can_work": true},
            {"id": "b", "birth_date": "1981-07-19", "disability_kind": "physical", "disability_grade": 2, "serious_illness": true},
            {"id": "c", "birth_date": "2012-05-05", "study": "compulsory"},
            {"id": "d", "birth_date": "1942-01-30", "transfer_income": 60, "basic_pension": 180, "ability_level": 2}]}
        """;

    public string Name => "explain";

    public string Description => Texts.Of($"计算一个家庭的全部项目并附全部说明，对比只算结果不附说明。");

    /// <summary>One family; the option has no meaning here.</summary>
    public long DefaultPersons => 4;

    public Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var policy = setting.Pack.In(BenchSchema.Month);
        var family = JsonFamily.Read(Family, setting.Pack.Facts);
        var evaluator = policy.CreateEvaluator();
        var (bare, explained) = (new List<double>(), new List<double>());
        var (sentences, explanations, nodes) = (0, 0, 0);
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            evaluator.Evaluate(family);
            foreach (var (programme, member) in Units(policy, family))
                _ = member < 0 ? evaluator.Household(programme) : evaluator.Member(programme, member);
            var bareTime = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

            (sentences, explanations, nodes) = (0, 0, 0);
            started = Stopwatch.GetTimestamp();
            var all = policy.Explain(family, m => family.MemberIds[m]);
            foreach (var (programme, member) in Units(policy, family))
            {
                var explanation = all.Explain(policy.Pack.Programmes[programme], member);
                sentences += explanation.Steps.Count;
                nodes += explanation.Root.Inputs.Count;
                explanations++;
            }

            var explainedTime = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (round < 0)
                continue;
            bare.Add(bareTime);
            explained.Add(explainedTime);
        }

        return Task.FromResult<IReadOnlyDictionary<string, object>>(new Dictionary<string, object>
        {
            ["persons"] = family.MemberCount,
            ["programmes"] = policy.Pack.Programmes.Count,
            ["explanations"] = explanations,
            ["sentences"] = sentences,
            ["tree_branches"] = nodes,
            ["explain_ms"] = Math.Round(Times.Median(explained), 4),
            ["evaluate_ms"] = Math.Round(Times.Median(bare), 4),
            ["bar_ms"] = 0.2,
        });
    }

    private static IEnumerable<(int Programme, int Member)> Units(MonthPolicy policy, WrittenFamily family)
    {
        foreach (var programme in policy.Pack.Programmes)
        {
            if (programme.OfHousehold)
                yield return (programme.Index, -1);
            else
                for (var member = 0; member < family.MemberCount; member++)
                    yield return (programme.Index, member);
        }
    }
}
