using Huimin.Platform.Programmes.Publishing;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Parameters;

public sealed class ParameterRowTextTests
{
    private static readonly PolicyPack Pack = TestPolicies.Linyi;

    [Fact]
    public void Add_ParameterThatTheLayerSets_InsertsTheRowAndNothingElse()
    {
        var row = new NewParameterRow(new(2026, 12, 1), ["临沂市2026年标准"], [("urban", "660"), ("rural", "510")]);
        var edit = ParameterRowText.Add(Pack, "dibao", "standard", row);
        edit.Path.ShouldBe("linyi/dibao.yaml");
        var diff = LineDiff.Of(edit.Before, edit.Text).Where(l => l.Kind != ' ').ToList();
        diff.Select(l => $"{l.Kind}{l.Text}").ShouldBe(["+      - from: 2026-12-01", "+        law: 临沂市2026年标准", "+        urban: 660", "+        rural: 510"]);
        IsOnlyChange(edit, "dibao", "standard", row).ShouldBeTrue();
    }

    [Fact]
    public void Add_RowByZone_IsWrittenInBraces()
    {
        var row = new NewParameterRow(new(2026, 12, 1), ["甲", "乙"], [("zone1.urban", "700"), ("zone1.rural", "6000/year"), ("zone2.urban", "660"), ("zone2.rural", "6000/year")]);
        var edit = ParameterRowText.Add(Pack, "dibao", "standard", row);
        edit.Text.ShouldContain("        law: [\"甲\", \"乙\"]\n        zone1: {urban: 700, rural: 6000/year}\n        zone2: {urban: 660, rural: 6000/year}\n");
        IsOnlyChange(edit, "dibao", "standard", row).ShouldBeTrue();
    }

    [Fact]
    public void Add_RowBetweenOthersOrOfTheSameDay_KeepsTheirOrderOrReplaces()
    {
        var between = new NewParameterRow(new(2019, 9, 1), ["甲"], [("urban", "550"), ("rural", "400")]);
        var edit = ParameterRowText.Add(Pack, "dibao", "standard", between);
        edit.Text.IndexOf("2019-09-01", StringComparison.Ordinal).ShouldBeInRange(edit.Text.IndexOf("2018-09-01", StringComparison.Ordinal), edit.Text.IndexOf("2020-07-01", StringComparison.Ordinal));
        edit.Replaced.ShouldBeFalse();
        IsOnlyChange(edit, "dibao", "standard", between).ShouldBeTrue();

        var same = new NewParameterRow(new(2020, 7, 1), ["甲"], [("urban", "605"), ("rural", "455")]);
        var replaced = ParameterRowText.Add(Pack, "dibao", "standard", same);
        replaced.Replaced.ShouldBeTrue();
        replaced.Text[..replaced.Text.IndexOf("2021-07-01", StringComparison.Ordinal)].ShouldNotContain("urban: 600\n");
        IsOnlyChange(replaced, "dibao", "standard", same).ShouldBeTrue();
    }

    /// <summary>A layer that has not set the parameter repeats the rows that hold so far: an override replaces them.</summary>
    [Fact]
    public void Add_ParameterOfAFartherLayer_MakesAnOverrideWithItsHistory()
    {
        var parameter = Pack.Find("disability_living")!.Parameters.First(p => p.Code == "standard");
        var row = new NewParameterRow(new(2026, 12, 1), ["甲"], [("1", "200"), ("3", "160")]);
        var edit = ParameterRowText.Add(Pack, "disability_living", "standard", row);
        edit.ShouldSatisfyAllConditions(
            e => e.Path.ShouldBe("linyi/disability_living.yaml"),
            e => e.Before.ShouldBeNull(),
            e => e.Text.ShouldStartWith("programme: disability_living\noverride: parameters\n"));
        parameter.Rows.ShouldNotBeEmpty();
        IsOnlyChange(edit, "disability_living", "standard", row).ShouldBeTrue();
    }

    /// <summary>Whatever a parameter of the shipped pack looks like, its latest values can be published again from a later day.</summary>
    [Fact]
    public void Add_EveryParameterOfThePack_ChangesOnlyThatOne()
    {
        var tried = 0;
        foreach (var parameter in Pack.Programmes.SelectMany(p => p.Parameters).Where(p => p.Rows is [.., { To: null }]))
        {
            var row = new NewParameterRow(new(2090, 1, 1), ["某市: 第一号 # \"标准\""], [.. parameter.Rows[^1].Values.Select(v => (v.Path, v.Text))]);
            var edit = ParameterRowText.Add(Pack, parameter.Programme.Code, parameter.Code, row);
            IsOnlyChange(edit, parameter.Programme.Code, parameter.Code, row).ShouldBeTrue(parameter.ToString());
            tried++;
        }

        tried.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void IsOnlyChange_AnotherValueChangedToo_IsFalse()
    {
        var row = new NewParameterRow(new(2026, 12, 1), ["甲"], [("urban", "660"), ("rural", "510")]);
        var edit = ParameterRowText.Add(Pack, "dibao", "standard", row);
        var more = edit with { Text = edit.Text.Replace("rural: 450", "rural: 451", StringComparison.Ordinal) };
        IsOnlyChange(more, "dibao", "standard", row).ShouldBeFalse();
    }

    [Fact]
    public void Add_UnknownParameter_IsRefused() =>
        Should.Throw<PolicyException>(() => ParameterRowText.Add(Pack, "dibao", "standrad", new(new(2026, 12, 1), ["甲"], [("", "1")])));

    private static bool IsOnlyChange(ParameterRowEdit edit, string programme, string parameter, NewParameterRow row)
    {
        // Examples may fail by the new value; what is asked here is that it reads.
        var reading = PolicyPack.Read(PolicyFiles.InMemory(Pack.Files).With(edit.Path, edit.Text), "linyi");
        reading.Errors.ShouldBeEmpty();
        return ParameterRowText.IsOnlyChange(Pack, reading.Pack!, programme, parameter, row);
    }
}
