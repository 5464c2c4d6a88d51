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
        var june2019 = PolicyFiles.Linyi.In(new Month(2019, 6));
        var dibao = PolicyFiles.Linyi.Find("dibao")!.Index;
        var evaluator = june2019.CreateEvaluator();
        string Amount(string region, string hukou)
        {
            evaluator.Evaluate(JsonFamily.Read($$"""{"region": "{{region}}", "household": {"hukou": "{{hukou}}"}, "members": [{"id": "a", "birth_date": "1980-01-01"}]}""", PolicyFiles.Linyi.Facts));
            return evaluator.Household(dibao).Amount.ToString();
        }

        Amount("371302001001", "urban").ShouldBe("520.00");
        Amount("371323001001", "urban").ShouldBe("500.00");
        Amount("371302001001", "rural").ShouldBe("350.00");
    }
}
