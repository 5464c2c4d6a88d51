using Huimin.Policies;

namespace Huimin.Tests.Policies.Comparing;

public sealed class PackDiffTests
{
    [Fact]
    public void Between_TwoMonths_SaysWhatChangedForWhomAndWhy()
    {
        var changes = PackDiff.Between(ShippedPolicies.Linyi.In(new(2020, 6)), ShippedPolicies.Linyi.In(new(2020, 7))).Changes;
        var dibao = changes.Where(c => c.Programme == "dibao").ToList();
        dibao.Select(c => c.Text).ShouldBe(
        [
            "低保标准（一类区 城镇）自2020-07起由520元/月调整为600元/月，依据临沂市2020年城乡低保标准（2020年7月起）",
            "低保标准（农村）自2020-07起由4200元/年调整为450元/月，依据临沂市2020年城乡低保标准（2020年7月起）",
            "低保标准（二类区 城镇）自2020-07起由500元/月调整为600元/月，依据临沂市2020年城乡低保标准（2020年7月起）",
        ]);
        dibao[0].TextEn.ShouldStartWith("Dibao standard (Zone 1, urban) changes from 520 yuan/month to 600 yuan/month from 2020-07, by ");
        changes.Where(c => c.Kind == PackChangeKind.ComesIntoForce).Select(c => c.Text).ShouldContain("低保边缘家庭自2020-07起施行");
        changes.Where(c => c.Programme == "tekun" && c.Item == "care").Select(c => c.Text[..c.Text.IndexOf('，')]).ShouldContain("照料护理标准（≥ 4）自2020-07起由500元/月调整为700元/月");
        changes.Single(c => c is { Programme: "orphan_living", Item: "institution" }).IsPlaceholder.ShouldBeTrue();
    }

    [Fact]
    public void Between_TheSame_IsEmpty()
    {
        PackDiff.Between(ShippedPolicies.Linyi, ShippedPolicies.Linyi).IsEmpty.ShouldBeTrue();
        PackDiff.Between(ShippedPolicies.Linyi.In(new(2020, 8)), ShippedPolicies.Linyi.In(new(2020, 9))).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Between_TwoPacks_SaysEveryKindOfChange()
    {
        const string Values = "      - {from: 2020-01-01, law: 某通知, value: 600}\n";
        var before = Pack(PolicyFolder.Aid(define: "  spare: dwellings + 1", amount: "standard * 2"));
        var after = Pack(PolicyFolder.Aid(define: "  more: vehicles + 1", require: "rooms <= 2", amount: "standard * 3", round: "yuan")
            .Replace(Values, Values + "      - {from: 2021-01-01, law: 新通知, value: 700}\n", StringComparison.Ordinal)
            .Replace("name: 救助\n", "name: 新救助\n", StringComparison.Ordinal)
            .Replace("line: social_assistance\n", "line: elder_care\n", StringComparison.Ordinal));
        var changes = PackDiff.Between(before, after).Changes;
        changes.Select(c => c.Text).ShouldBe(
        [
            "名称由“救助”改为“新救助”",
            "业务条线由“社会救助”改为“养老服务”",
            "新增“more”：机动车辆数 + 1",
            "取消“spare”",
            "条件由“住房套数等于1”改为“住房套数不超过2”",
            "金额由“标准 × 2，四舍五入到分”改为“标准 × 3，四舍五入到元”",
            "标准自2021-01起由600元/月调整为700元/月，依据新通知",
        ], ignoreOrder: true);
        changes.ShouldAllBe(c => c.Programme == "aid" && c.TextEn.Length > 0);
        PackDiff.Between(after, before).Changes.Select(c => c.Text).ShouldContain("取消标准自2021-01起的值（700元/月）");
    }

    [Fact]
    public void Between_RowsOfAnotherShape_ComparesValueByValue()
    {
        const string Row = "{from: 2020-01-01, law: 某通知, value: 600}";
        var before = Pack(PolicyFolder.Aid());
        var after = Pack(PolicyFolder.Aid().Replace(Row, "{from: 2020-01-01, law: 某通知, urban: 600, rural: 500}", StringComparison.Ordinal)
            .Replace("    type: yuan/month\n", "    type: yuan/month\n    by: [hukou]\n", StringComparison.Ordinal));
        PackDiff.Between(before, after).Changes.ShouldHaveSingleItem().Text.ShouldBe("标准（农村）自2020-01起由600元/月调整为500元/月，依据某通知");
    }

    [Fact]
    public void Between_ProgrammeAddedAndFactsChanged_SaysSo()
    {
        using var folder = new PolicyFolder();
        var before = folder.Pack();
        folder.Write("city/aid.yaml", PolicyFolder.Aid());
        var facts = File.ReadAllText(Path.Combine(ShippedPolicies.Root, "facts.yaml"));
        folder.Write("facts.yaml", facts.Replace("name: 住房套数", "name: 住房总套数", StringComparison.Ordinal));
        var changes = PackDiff.Between(before, folder.Pack()).Changes;
        changes.Select(c => c.Kind).ShouldBe([PackChangeKind.Fact, PackChangeKind.ProgrammeAdded]);
        changes[0].Text.ShouldContain("住房总套数");
        changes[1].Text.ShouldBe("新增救助");
        PackDiff.Between(folder.Pack(), before).Changes[^1].Text.ShouldBe("取消救助");
    }

    [Fact]
    public void History_OfAProgramme_HasTheMonthsInWhichItChanged()
    {
        var history = PackDiff.History(ShippedPolicies.Linyi, ShippedPolicies.Linyi.Find("dibao")!);
        history.Select(h => h.Month).ShouldBe([new(2026, 7), new(2021, 7), new(2020, 7), new(2018, 9), new(2014, 5)]);
        history[0].Diff.Changes.ShouldHaveSingleItem().Text.ShouldContain("社会救助法 第十八条");
        history[^2].Diff.Changes.ShouldContain(c => c.Kind == PackChangeKind.ComesIntoForce);
    }

    private static PolicyPack Pack(string aid)
    {
        using var folder = new PolicyFolder();
        return folder.Write("city/aid.yaml", aid).Pack();
    }
}
