using Huimin.Platform;
using Huimin.Platform.Indicators;
using Huimin.Platform.Reports.Writing.Drafting;
using Huimin.Platform.Reports.Writing.Language;
using Huimin.Tests.Platform.Indicators;

namespace Huimin.Tests.Platform.Reports.Writing.Language;

public sealed class TemplateReaderTests
{
    private const string Head = "标题: {机关}{时期}工作总结\n\n";

    [Fact]
    public void Shipped_Templates_AreSoundAndNamedInBothLanguages()
    {
        var all = ShippedTemplates.Load(FigureCity.Library).All;
        all.Count.ShouldBeGreaterThanOrEqualTo(3);
        all.ShouldAllBe(t => t.Template.Errors.Count == 0 && t.Template.Name.Length > 0 && t.Template.NameEn.Length > 0 && !SourceTexts.Chinese.IsMatch(t.Template.NameEn));
        all.Select(t => t.Template.Name).Distinct().Count().ShouldBe(all.Count);
        all.SelectMany(t => t.Template.Kinds).ShouldContain(PeriodKind.Month);
        all.SelectMany(t => t.Template.Kinds).ShouldContain(PeriodKind.Quarter);
    }

    [Theory]
    [InlineData("低保{dibao_recipient}。", 3, 4, "dibao_recipients")]
    [InlineData("低保{城乡低保人数}。", 3, 4, "城乡低保人数")]
    [InlineData("低保{dibao_recipients|环笔}。", 3, 21, "环笔")]
    [InlineData("低保{dibao_recipients|万9}。", 3, 21, "万9")]
    [InlineData("低保{dibao_recipients|原数|余}。", 3, 24, "只能有一种")]
    [InlineData("低保{dibao_recipients", 3, 3, "没有对应")]
    [InlineData("低保[[，{dibao_recipients}。", 3, 3, "[[")]
    [InlineData("低保{}。", 3, 4, "指标代码")]
    [InlineData("低保{dibao_recipients@}。", 3, 21, "@沂水县")]
    [InlineData("低保{dibao_recipients@2025@2026}。", 3, 26, "两次")]
    [InlineData("比率{tekun_unable_selfcare_centralised_rate|余}。", 3, 43, "比率")]
    [InlineData("低保{dibao_recipients|单位=对}。", 3, 21, "量词")]
    [InlineData("低保{dibao_recipients=很多}。", 3, 4, "数字")]
    [InlineData("低保{dibao_recipients|理由=补登}。", 3, 21, "理由")]
    [InlineData("##### 五级", 3, 1, "四级")]
    [InlineData("{表格 列=nothing}", 3, 7, "nothing")]
    [InlineData("{表格 行=村 列=dibao_recipients}", 3, 5, "村")]
    [InlineData("{走势 dibao_recipients 期数=90}", 3, 22, "期数")]
    [InlineData("{地图 dibao_recipients}后面", 3, 1, "单独占一行")]
    public void Read_Mistake_IsSaidAtItsPlaceInBothLanguages(string line, int row, int column, string words)
    {
        var errors = TemplateReader.Read(Head + line + "\n", FigureCity.Library).Errors;
        errors.ShouldNotBeEmpty(line);
        (errors[0].Line, errors[0].Column).ShouldBe((row, column), Texts.In(false, errors[0].Text));
        Texts.In(false, errors[0].Text).ShouldContain(words);
        Texts.In(true, errors[0].Text).Length.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Read_Bindings_AreAsWritten()
    {
        var text = Head + "# 低保\n\n全市{dibao_recipients@沂水县@去年同期|万2}、{城乡低保对象人数|单位=名}、{=7201人次|理由=旧口径}[[，{dibao_recipients|同比}]]。\n";
        var template = TemplateReader.Read(text, FigureCity.Library);
        template.Errors.ShouldBeEmpty();
        template.BodyStart.ShouldBe(0);
        var pieces = template.Blocks.OfType<TemplateText>().Single(t => t.Level == 0).Pieces;
        foreach (var piece in pieces)
            text.Substring(piece.Start, piece.Words.Length).ShouldBe(piece.Words);
        var bindings = pieces.Select(p => p.Binding).OfType<Binding>().ToList();
        bindings[0].ShouldSatisfyAllConditions(b => b.Place.ShouldBe("沂水县"), b => b.Time.ShouldBe(FigureTime.YearBefore), b => (b.Form, b.Scale, b.Decimals).ShouldBe((FigureForm.Scaled, 10_000, 2)));
        bindings[1].ShouldSatisfyAllConditions(b => b.Indicator!.Code.ShouldBe("dibao_recipients"), b => b.Measure.ShouldBe("名"));
        bindings[2].ShouldSatisfyAllConditions(b => b.Indicator.ShouldBeNull(), b => (b.Typed, b.Reason).ShouldBe(("7201人次", "旧口径")));
        pieces.Where(p => p.Optional == 1).Select(p => p.Words).ShouldBe(["，", "{dibao_recipients|同比}"]);
        bindings[0].In(Period.HalfYear(2026, 1)).ShouldBe(Period.HalfYear(2025, 1));
    }

    [Fact]
    public void Read_WithoutTitle_SaysSo() => Texts.In(false, TemplateReader.Read("正文。\n", FigureCity.Library).Errors.Single().Text).ShouldContain("标题");

    [Fact]
    public void Clean_AMegabyte_IsRefusedAndLineEndsAreOne()
    {
        Should.Throw<CannotRunException>(() => TemplateReader.Clean(new string('字', 1_000_000)));
        TemplateReader.Clean("标题: 甲 \r\n\r\n乙\u202e丙\r\n\r\n").ShouldBe("标题: 甲\n\n乙丙\n");
    }
}
