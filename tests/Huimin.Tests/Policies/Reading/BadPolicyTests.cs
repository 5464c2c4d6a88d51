using System.Text;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Reading;

/// <summary>Every kind of wrong policy has one clear message with its place; large ones end in reasonable time.</summary>
public sealed class BadPolicyTests
{
    private static readonly string Facts = File.ReadAllText(Path.Combine(ShippedPolicies.Root, "facts.yaml"));

    private static PackReading Read(params IEnumerable<(string File, string Text)> files)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["facts.yaml"] = Facts, ["city/layer.yaml"] = "name: 某市\nname_en: A city\n" };
        foreach (var (file, text) in files)
            texts[file] = text;
        return PolicyPack.Read(PolicyFiles.InMemory(texts), "city");
    }

    private static string Aid(int number, string require) =>
        PolicyFolder.Aid(require: require).Replace("programme: aid", $"programme: aid{number}", StringComparison.Ordinal);

    [Theory]
    [InlineData("amount: \"standard\"", "amount: \"standrad\"", ":24:10: 'standrad' is not defined here; did you mean 'standard'?")]
    [InlineData("amount: \"standard\"", "amount: \"standard + vehicles\"", ":24:19: a count cannot be added to yuan/month; an amount of money belongs to 'parameters:'")]
    [InlineData("amount: \"standard\"", "amount: \"standard / 0\"", ":24:19: this divides by zero")]
    [InlineData("amount: \"standard\"", "amount: {value: standard, flor: standard}", ":24:27: 'flor:' is not known here; did you mean 'floor'?")]
    [InlineData("plain: wage_sum", "plain: wage_sum + other\n  other: plain", ":20:10: the values rest on each other in a circle: plain → other → plain")]
    [InlineData("value: 600}", "value: 600}\n      - {from: 2020-01-01, law: 乙, value: 7}", ":15:9: two rows of 'standard' begin on 2020-01-01")]
    [InlineData("law: 某通知, value: 600}", "to: 2020-05-31, law: 某通知, value: 600}\n      - {from: 2020-05-31, law: 乙, value: 7}", ":15:9: this row of 'standard' begins on 2020-05-31, while the row from 2020-01-01 lasts until 2020-05-31")]
    [InlineData("law: 某通知, value: 600}", "to: 2020-05-31, law: 某通知, value: 600}\n      - {from: 2020-07-01, law: 乙, value: 7}", ":15:9: no row of 'standard' is in force from 2020-06-01 to 2020-06-30; write 'gaps: true' if that is meant")]
    [InlineData("values:\n      - {from: 2020-01-01, law: 某通知, value: 600}", "by: [hukou]\n    values:\n      - {from: 2020-01-01, law: 某通知, urban: 600}", ":15:9: the row gives no value for rural")]
    [InlineData("values:\n", "by: [hukuo]\n    values:\n", ":13:10: a parameter differs by zone or by a choice among the facts and inputs, and 'hukuo' is none; did you mean 'hukou'?")]
    [InlineData("value: 600}", "value: 1000000000001}", ":14:45: '1000000000001' is not an amount of yuan")]
    [InlineData("amount: \"standard\"", "amount: \"standard * 9999999999999\"", ":24:21: '9999999999999' is not a number that can be used")]
    public void Read_OneMistake_OneMessageAtItsPlace(string part, string instead, string expected)
    {
        var text = PolicyFolder.Aid();
        text.ShouldContain(part);

        Read(("city/aid.yaml", text.Replace(part, instead, StringComparison.Ordinal))).Errors.ShouldHaveSingleItem().ToString().ShouldBe($"policies/city/aid.yaml{expected}");
    }

    /// <summary>An overflow of one family is no exception and touches no other.</summary>
    [Fact]
    public void Evaluate_OverflowOfOneFamily_LeavesTheOthers()
    {
        var pack = Read(("city/aid.yaml", PolicyFolder.Aid(amount: "standard * (1 + vehicles * vehicles * vehicles * vehicles * vehicles * vehicles * vehicles)"))).Pack!;
        var evaluator = pack.In(new Month(2025, 3)).CreateEvaluator();
        Outcome Of(int vehicles)
        {
            evaluator.Evaluate(JsonFamily.Read($$"""{"region": "371302001001", "household": {"vehicles": {{vehicles}}}, "members": [{}]}""", pack));
            return evaluator.Household(0);
        }

        Of(1000).ShouldBe(new Outcome(OutcomeStatus.Undetermined, 0, -1));
        Of(0).ShouldBe(new Outcome(OutcomeStatus.Eligible, 60000, -1));
    }

    [Fact]
    public void Read_TenMegabytesOfBrackets_OneMessage() =>
        Read(("city/aid.yaml", new string('[', 10_000_000))).Errors.ShouldHaveSingleItem().ToString().ShouldStartWith("policies/city/aid.yaml:1:1: the file is too large; a policy file may have 1000000 bytes");

    [Fact]
    public void Read_AMegabyteOfBracketsInAnExpression_OneMessage() =>
        Read(("city/aid.yaml", PolicyFolder.Aid(amount: new string('(', 900_000)))).Errors.ShouldHaveSingleItem().ToString().ShouldContain("an expression may have 500 words");

    [Fact]
    public void Read_TenThousandProgrammesInChains_AreRead()
    {
        var reading = Read(Enumerable.Range(0, 10_000).Select(i => ($"city/aid{i}.yaml", Aid(i, i % 100 == 0 ? "rooms = 1" : $"aid{i - 1}.eligible"))));

        reading.Errors.ShouldBeEmpty();
        reading.Pack!.Programmes.Count.ShouldBe(10_000);
    }

    [Fact]
    public void Read_ManyProgrammesInOneChain_SaysThatItIsTooDeep()
    {
        var reading = Read(Enumerable.Range(0, 2_000).Select(i => ($"city/aid{i}.yaml", Aid(i, i == 0 ? "rooms = 1" : $"aid{i - 1}.eligible"))));

        reading.Errors.ShouldAllBe(e => e.Message.StartsWith("the programmes use each other too deeply", StringComparison.Ordinal));
        reading.Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public void Read_ManyProgrammesWithAMistakeEach_SaysAll() =>
        Read(Enumerable.Range(0, 2_000).Select(i => ($"city/aid{i}.yaml", Aid(i, "roms = 1")))).Errors.Count(e => e.Message == "'roms' is not defined here; did you mean 'rooms'?").ShouldBe(2_000);

    [Fact]
    public void Read_AFileFullOfMistakes_SaysAll()
    {
        var define = new StringBuilder();
        for (var i = 0; i < 5_000; i++)
            define.Append(System.Globalization.CultureInfo.InvariantCulture, $"  value_{i}: value_x{i} + standard\n");

        Read(("city/aid.yaml", PolicyFolder.Aid(define: define.ToString()))).Errors.Count.ShouldBe(5_000);
    }

    [Fact]
    public void Read_AFileFullOfRequirements_IsRead()
    {
        var more = new StringBuilder();
        for (var i = 0; i < 8_000; i++)
            more.Append(System.Globalization.CultureInfo.InvariantCulture, $"  - {{that: vehicles < {i + 1} and dwellings > 0, else: 甲{i}, else_en: A {i}}}\n");

        Read(("city/aid.yaml", PolicyFolder.Aid().Replace("amount:", more + "amount:", StringComparison.Ordinal))).Errors.ShouldBeEmpty();
    }
}
