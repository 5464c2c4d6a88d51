using System.Text.Json;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Families;

/// <summary>Programmes that are asked with what an application form says.</summary>
public sealed class ApplicationInputTests : IDisposable
{
    private const string Inputs = """
        inputs:
          kind: {type: choice, name: 类型, name_en: Kind, options: {urgent: {name: 急难型, name_en: urgent}, spending: {name: 支出型, name_en: spending}}}
          proposed: {type: yuan/month, name: 拟给予金额, name_en: Proposed amount}
          months: {type: count, name: 月数, name_en: Months, default: 1}
        """;

    private readonly PolicyFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Aid(string example = "inputs: {kind: urgent, proposed: 500}", string amount = "kind = urgent ? min(proposed, cap) * months : 0", string unit = "household", string head = Inputs) =>
        PolicyFolder.Aid(
            head: head,
            amount: amount,
            unit: unit,
            parameters: "  cap:\n    name: 限额\n    name_en: Cap\n    type: yuan/month\n    by: [kind]\n    values: [{from: 2020-01-01, law: 甲, urgent: 400, spending: 900}]")
        .Replace("    month: 2025-03", $"    {example}\n    month: 2025-03", StringComparison.Ordinal);

    private JsonElement Evaluate(string inputs, string unit = "household")
    {
        var pack = folder.Write("city/aid.yaml", Aid(unit: unit, example: unit == "person" ? "inputs: {members: {a: {kind: urgent, proposed: 500}}}" : "inputs: {kind: urgent, proposed: 500}")).Pack();
        var family = JsonFamily.Read($$"""{"region": "371302001001", "members": [{"id": "a"}, {"id": "b"}], "inputs": {{inputs}}}""", pack);
        return JsonDocument.Parse(PolicyEvaluation.ToJson(pack.In(new Month(2025, 3)), family, explain: true)).RootElement.GetProperty("programmes").GetProperty("aid");
    }

    [Fact]
    public void Evaluate_InputsGiven_DecideTheAmount()
    {
        var aid = Evaluate("""{"aid": {"kind": "urgent", "proposed": 500, "months": 2}}""");

        aid.GetProperty("amount").GetString().ShouldBe("800.00");
        aid.GetProperty("explanation").GetProperty("tree").ToString().ShouldContain("拟给予金额");
    }

    [Fact]
    public void Evaluate_InputNotGiven_IsMissingUnlessItHasADefault()
    {
        var aid = Evaluate("""{"aid": {"kind": "urgent"}}""");

        aid.GetProperty("status").GetString().ShouldBe("undetermined");
        aid.GetProperty("missing").EnumerateArray().Select(m => m.GetString()).ShouldBe(["proposed"]);
        aid.GetProperty("reason").GetString().ShouldBe("缺少信息：拟给予金额");
    }

    [Fact]
    public void Evaluate_ProgrammeOfPersons_AsksEachMember()
    {
        var members = Evaluate("""{"aid": {"members": {"b": {"kind": "urgent", "proposed": 100}}}}""", "person").GetProperty("members");

        members.GetProperty("a").GetProperty("status").GetString().ShouldBe("undetermined");
        members.GetProperty("b").GetProperty("amount").GetString().ShouldBe("100.00");
    }

    [Fact]
    public void Pack_WithInputs_IsOnlyOnApplication()
    {
        var programme = folder.Write("city/aid.yaml", Aid()).Pack().Find("aid")!;

        programme.OnlyOnApplication.ShouldBeTrue();
        programme.Inputs.Select(i => i.ToString()).ShouldBe(["aid.kind", "aid.proposed", "aid.months"]);
        PackTest.Run(folder.Pack()).Failed.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"aid": {"kind": "urgnt"}}""", "inputs.aid: kind: 'urgnt' is not one of urgent, spending; did you mean 'urgent'?")]
    [InlineData("""{"aid": {"kinds": "urgent"}}""", "inputs.aid: 'aid' has no input 'kinds'; did you mean 'kind'?")]
    [InlineData("""{"aids": {}}""", "inputs: there is no programme 'aids'; did you mean 'aid'?")]
    [InlineData("""{"aid": {"proposed": -1}}""", "inputs.aid: proposed: -1 is not between 0")]
    [InlineData("""{"aid": 3}""", "inputs.aid: an object of inputs is expected")]
    public void Read_WrongInputs_SaysWhat(string inputs, string expected) =>
        Should.Throw<PolicyException>(() => Evaluate(inputs)).Message.ShouldStartWith(expected);

    [Theory]
    [InlineData("inputs: {kinds: urgent}", "'aid' has no input 'kinds'; did you mean 'kind'?")]
    [InlineData("inputs: {members: {a: {kind: urgent}}}", "'members' has one value")]
    public void Read_WrongInputsOfAnExample_SaysWhat(string example, string expected) =>
        folder.Write("city/aid.yaml", Aid(example)).Errors().ShouldHaveSingleItem().ShouldContain(expected);

    [Theory]
    [InlineData("grant: automatic\n", "an automatic programme comes without an application")]
    [InlineData("", "'standard' is an input and cannot be a parameter as well", "  standard: {type: yuan, name: 甲, name_en: A}")]
    [InlineData("", "'plain' is an input and cannot be defined as well", "  plain: {type: bool, name: 甲, name_en: A}")]
    [InlineData("", "'vehicles' has a meaning already", "  vehicles: {type: count, name: 甲, name_en: A}")]
    [InlineData("", "'money' is not one of bool, count", "  other: {type: money, name: 甲, name_en: A}")]
    [InlineData("", "'options:' is missing", "  other: {type: choice, name: 甲, name_en: A}")]
    public void Read_WrongDeclaration_SaysWhat(string before, string expected, string input = "") =>
        folder.Write("city/aid.yaml", Aid(head: $"{before}{Inputs}\n{input}")).Errors().ShouldContain(e => e.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Read_ProgrammeOfTheSweepUsesOneOfApplications_IsAnError()
    {
        folder.Write("city/aid.yaml", Aid()).Write("city/relief.yaml", PolicyFolder.Aid(require: "not aid.eligible").Replace("programme: aid", "programme: relief", StringComparison.Ordinal));

        folder.Errors().ShouldHaveSingleItem().ShouldContain("'aid' is decided at an application only, and 'relief', which has no 'inputs:', is not");
    }
}
