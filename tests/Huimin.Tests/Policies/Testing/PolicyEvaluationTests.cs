using System.Text.Json;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Testing;

public sealed class PolicyEvaluationTests
{
    private const string Family = """
        {"region": "510104001001", "household": {"hukou": "urban"}, "members": [
          {"id": "a", "birth_date": "1980-01-01", "wage": 1800}, {"id": "b", "birth_date": "1982-01-01"}, {"id": "c", "birth_date": "2010-01-01"}]}
        """;

    private static JsonElement Evaluate(string family, bool explain = false, params string[] set)
    {
        var policy = ShippedPolicies.Linyi.In(new Month(2025, 3), [.. set.Select(ParameterOverride.Parse)]);
        return JsonDocument.Parse(PolicyEvaluation.ToJson(policy, JsonFamily.Read(family, ShippedPolicies.Linyi.Facts), explain)).RootElement;
    }

    [Fact]
    public void ToJson_ExampleOfTheDesign_Gives1170()
    {
        var result = Evaluate(Family, set: "dibao.standard=990");
        var dibao = result.GetProperty("programmes").GetProperty("dibao");

        dibao.GetProperty("status").GetString().ShouldBe("eligible");
        dibao.GetProperty("amount").GetString().ShouldBe("1170.00");
        dibao.GetProperty("reason").GetString().ShouldBe("");
        dibao.GetProperty("missing").GetArrayLength().ShouldBe(0);
        dibao.GetProperty("law").EnumerateArray().Select(l => l.GetString()).ShouldContain("社会救助暂行办法 第九条");
        dibao.TryGetProperty("explanation", out _).ShouldBeFalse();
        result.GetProperty("policy_hash").GetString().ShouldBe(ShippedPolicies.Linyi.Hash);
    }

    [Fact]
    public void ToJson_LastMonthOfTheCalendar_IsEvaluated() =>
        PolicyEvaluation.ToJson(ShippedPolicies.Linyi.In(new Month(9999, 12)), JsonFamily.Read(Family, ShippedPolicies.Linyi.Facts), explain: true).ShouldContain("\"dibao\"");

    [Fact]
    public void ToJson_WagesOnly_NeedNoBirthDates() =>
        Evaluate("""{"region": "510104001001", "members": [{"wage": 1800}, {}, {}]}""", set: "dibao.standard=990")
            .GetProperty("programmes").GetProperty("dibao").GetProperty("amount").GetString().ShouldBe("1170.00");

    [Fact]
    public void ToJson_ProgrammeOfPersons_ListsMembers()
    {
        var member = Evaluate(Family).GetProperty("programmes").GetProperty("old_age_allowance").GetProperty("members").GetProperty("a");

        member.GetProperty("status").GetString().ShouldBe("not_eligible");
        member.GetProperty("amount").GetString().ShouldBe("0.00");
        member.GetProperty("reason").GetString().ShouldBe("45岁，未达到享受年龄");
    }

    [Fact]
    public void ToJson_MissingFact_IsNamed()
    {
        var dibao = Evaluate("""{"region": "371302001001", "household": {"financial_assets": null}, "members": [{"id": "a", "birth_date": "1980-01-01", "wage": null}]}""")
            .GetProperty("programmes").GetProperty("dibao");

        dibao.GetProperty("status").GetString().ShouldBe("undetermined");
        dibao.GetProperty("amount").GetString().ShouldBe("0.00");
        dibao.GetProperty("missing").EnumerateArray().Select(m => m.GetString()).ShouldBe(["wage", "financial_assets"]);
        dibao.GetProperty("reason").GetString().ShouldBe("缺少信息：a的工资性收入；家庭金融资产");
    }

    [Fact]
    public void ToJson_Explain_HoldsStepsAndTree()
    {
        var explanation = Evaluate(Family, explain: true).GetProperty("programmes").GetProperty("dibao").GetProperty("explanation");

        explanation.GetProperty("steps").GetArrayLength().ShouldBeGreaterThan(2);
        explanation.GetProperty("tree").GetProperty("code").GetString().ShouldBe("dibao");
    }

    [Fact]
    public void ToJson_ZoneUnknown_IsNamedAsRegion()
    {
        using var folder = new PolicyFolder();
        folder.Write("city/layer.yaml", "name: 某市\nname_en: A city\nzones:\n  one: {name: 一, name_en: One, counties: ['371302']}\n");
        folder.Write("city/aid.yaml", PolicyFolder.Aid(require: "rate > standard", parameters: "  rate:\n    name: 率\n    name_en: Rate\n    type: yuan/month\n    by: [zone, hukou]\n    values: [{from: 2020-01-01, law: 甲, one: {urban: 700, rural: 500}}]"));
        var pack = folder.Pack();
        var family = JsonFamily.Read("""{"region": "371302001001", "household": {"hukou": null}, "members": []}""", pack.Facts);

        JsonDocument.Parse(PolicyEvaluation.ToJson(pack.In(new Month(2025, 3)), family)).RootElement
            .GetProperty("programmes").GetProperty("aid").GetProperty("missing")[0].GetString().ShouldBe("hukou");
    }
}
