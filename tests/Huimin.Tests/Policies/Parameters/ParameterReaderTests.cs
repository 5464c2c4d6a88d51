using Huimin.Policies;

namespace Huimin.Tests.Policies.Parameters;

public sealed class ParameterReaderTests : IDisposable
{
    private readonly PolicyFolder folder = new();

    public void Dispose() => folder.Dispose();

    private IReadOnlyList<string> Errors(string rows, string more = "", string type = "yuan/month") =>
        folder.Write("city/aid.yaml", PolicyFolder.Aid(parameters: $"  rate:\n    name: 率\n    name_en: Rate\n    type: {type}\n{more}    values:\n{rows}")).Errors();

    [Fact]
    public void Rows_SameDate_IsAnError() =>
        Errors("      - {from: 2020-01-01, law: 甲, value: 1}\n      - {from: 2020-01-01, law: 乙, value: 2}")
            .ShouldHaveSingleItem().ShouldContain("two rows of 'rate' begin on 2020-01-01");

    [Fact]
    public void Rows_Overlap_IsAnError() =>
        Errors("      - {from: 2020-01-01, to: 2021-06-30, law: 甲, value: 1}\n      - {from: 2021-01-01, law: 乙, value: 2}")
            .ShouldHaveSingleItem().ShouldContain("while the row from 2020-01-01 lasts until 2021-06-30");

    [Fact]
    public void Rows_Hole_IsAnErrorUnlessMeant()
    {
        const string Rows = "      - {from: 2020-01-01, to: 2020-06-30, law: 甲, value: 1}\n      - {from: 2021-01-01, law: 乙, value: 2}";

        Errors(Rows).ShouldHaveSingleItem().ShouldEndWith("aid.yaml:21:9: no row of 'rate' is in force from 2020-07-01 to 2020-12-31; write 'gaps: true' if that is meant");
        Errors(Rows, "    gaps: true\n").ShouldBeEmpty();
        Errors(Rows.Replace("2021-01-01", "2020-07-01", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("yuan", "0: 1, abc: 2", "'abc' is not an amount of yuan, as the keys of this table are")]
    [InlineData("yuan", "0: 1, 5/year: 2", "'5/year' is not an amount of yuan")]
    [InlineData("ratio", "0: 1, 0.1234567: 2", "'0.1234567' is not a ratio such as 60%")]
    [InlineData("count", "0: 1, 1.5: 2", "'1.5' is not a whole number")]
    [InlineData("ratio", "60%: 1, 0.6: 2", "the table has two values from 0.6 on")]
    [InlineData("days", "0: 1", "'days' is not one of count, yuan, yuan/month, yuan/year, ratio")]
    public void Table_WrongKeys_SayWhy(string lookup, string keys, string expected) =>
        Errors($"      - {{from: 2020-01-01, law: 甲, {keys}}}", $"    lookup: {lookup}\n")[0].ShouldContain(expected);

    [Theory]
    [InlineData("wage_sum", "the table is looked up by yuan, and this is yuan/month; multiply by a number of months")]
    [InlineData("rooms", "the table is looked up by yuan, and this is a count")]
    public void Table_LookedUpByAnotherUnit_IsAnError(string key, string expected)
    {
        const string Table = "  rate:\n    name: 率\n    name_en: Rate\n    type: ratio\n    lookup: yuan\n    values: [{from: 2020-01-01, law: 甲, 0: 1%}]";

        folder.Write("city/aid.yaml", PolicyFolder.Aid(parameters: Table, amount: $"standard * rate[{key}]")).Errors().ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Theory]
    [InlineData("aid.rate.1000=5", 500)]
    [InlineData("aid.rate.1000.50=5", 500)]
    [InlineData("aid.rate=5", 500)]
    [InlineData("aid.rate.3000=5", 200)]
    public void Table_SetByKey_MayHaveFen(string set, long fen)
    {
        const string Table = "  rate:\n    name: 率\n    name_en: Rate\n    type: yuan/month\n    lookup: yuan\n    values: [{from: 2020-01-01, law: 甲, 0: 1, 1000: 2}]";
        var pack = folder.Write("city/aid.yaml", PolicyFolder.Aid(parameters: Table, amount: "rate[financial_assets]")).Pack();
        var evaluator = pack.In(new Month(2025, 3), [ParameterOverride.Parse(set)]).CreateEvaluator();
        evaluator.Evaluate(JsonFamily.Read("""{"region": "371302001001", "household": {"financial_assets": 2000}, "members": [{"id": "a"}]}""", pack));

        evaluator.Household(0).Fen.ShouldBe(fen);
    }

    [Theory]
    [InlineData("{from: 2020-13-01, law: 甲, value: 1}", "not a date")]
    [InlineData("{from: 2020-01-01, to: 2019-01-01, law: 甲, value: 1}", "before it begins")]
    [InlineData("{from: 2020-01-01, value: 1}", "'law:' is missing")]
    [InlineData("{from: 2020-01-01, source: placeholder, value: 1}", "'note:' is missing")]
    [InlineData("{from: 2020-01-01, law: 甲, value: abc}", "not an amount of yuan")]
    [InlineData("{from: 2020-01-01, law: 甲, value: 1.005}", "smaller than one fen")]
    [InlineData("{from: 2020-01-01, law: 甲, value: 12/week}", "not a period")]
    [InlineData("{from: 2020-01-01, law: 甲}", "needs a value")]
    public void Row_Wrong_SaysWhy(string row, string expected) => Errors("      - " + row)[0].ShouldContain(expected);

    [Fact]
    public void Row_OptionMissing_SaysWhich() =>
        Errors("      - {from: 2020-01-01, law: 甲, urban: 1}", "    by: [hukou]\n").ShouldHaveSingleItem().ShouldContain("no value for rural");

    [Fact]
    public void Row_OptionUnknown_Suggests() =>
        Errors("      - {from: 2020-01-01, law: 甲, urban: 1, rurall: 1}", "    by: [hukou]\n").ShouldContain(e => e.Contains("did you mean 'rural'?", StringComparison.Ordinal));

    [Fact]
    public void By_NotAChoice_IsAnError() =>
        Errors("      - {from: 2020-01-01, law: 甲, value: 1}", "    by: [vehicles]\n").ShouldHaveSingleItem().ShouldContain("'vehicles' is none");

    [Theory]
    [InlineData("2019-12", null)]
    [InlineData("2020-01", "1.00")]
    [InlineData("2020-02", "1.00")]
    [InlineData("2020-07", "2.00")]
    [InlineData("2021-01", null)]
    public void In_Month_TakesRowOnFirstDay(string month, string? expected)
    {
        Errors("      - {from: 2020-01-01, law: 甲, value: 1}\n      - {from: 2020-06-15, to: 2020-12-31, law: 乙, value: 2}").ShouldBeEmpty();
        folder.Write("city/aid.yaml", File.ReadAllText(Path.Combine(folder.Root, "city/aid.yaml")).Replace("amount: \"standard\"", "amount: \"rate\"", StringComparison.Ordinal)
            .Replace("from: 2020-01-01, law: 某通知", "from: 2000-01-01, law: 某通知", StringComparison.Ordinal));
        var pack = folder.Pack();
        var policy = pack.In(Month.Parse(month));
        var family = JsonFamily.Read("""{"region": "371302001001", "members": [{"id": "a"}]}""", pack.Facts);
        var evaluator = policy.CreateEvaluator();
        evaluator.Evaluate(family);

        policy.IsInForce(pack.Programmes[0]).ShouldBe(expected is not null);
        evaluator.Household(0).Amount.ToString().ShouldBe(expected ?? "0.00");
        if (expected is null)
            policy.Reason(family, 0, -1).ShouldContain("没有有效的“率”");
    }

    [Fact]
    public void Zones_ByCountyAndHukou_TakeTheirValues()
    {
        var june2019 = ShippedPolicies.Linyi.In(new Month(2019, 6));
        var dibao = ShippedPolicies.Linyi.Find("dibao")!.Index;
        var evaluator = june2019.CreateEvaluator();
        string Amount(string region, string hukou)
        {
            evaluator.Evaluate(JsonFamily.Read($$"""{"region": "{{region}}", "household": {"hukou": "{{hukou}}"}, "members": [{"id": "a", "birth_date": "1980-01-01"}]}""", ShippedPolicies.Linyi.Facts));
            return evaluator.Household(dibao).Amount.ToString();
        }

        Amount("371302001001", "urban").ShouldBe("520.00");
        Amount("371323001001", "urban").ShouldBe("500.00");
        Amount("371302001001", "rural").ShouldBe("350.00");
    }
}
