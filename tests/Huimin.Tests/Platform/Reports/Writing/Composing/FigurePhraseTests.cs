using System.Globalization;
using Huimin.Platform.Reports.Verifying;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Language;
using Huimin.Reports;
using Huimin.Tests.Platform.Indicators;

namespace Huimin.Tests.Platform.Reports.Writing.Composing;

public sealed class FigurePhraseTests
{
    private static readonly (string Code, string Sentence)[] Sentences =
    [
        ("dibao_recipients", "全市保障城乡低保{0}。"), ("dibao_households", "全市城乡低保家庭{0}。"), ("dibao_expenditure", "全市发放低保金{0}。"), ("temporary_assistance_person_times", "全市实施临时救助{0}。"),
        ("elder_care_beds", "全市养老床位{0}。"), ("tekun_unable_selfcare_centralised_rate", "全市生活不能自理特困人员集中供养率{0}。"),
    ];

    /// <summary>Whatever the value and the form, what is written reads back as the indicator's unit, and the value lies within it.</summary>
    [Fact]
    public void Of_AnyValueInAnyForm_ReadsBackWithTheValueWithinIt()
    {
        var random = new Random(19);
        var reader = new ReportReader(FigureCity.Library.Catalogue);
        var forms = new[] { FigureForm.House, FigureForm.Exact, FigureForm.Scaled, FigureForm.MoreThan, FigureForm.Nearly, FigureForm.About };
        for (var i = 0; i < 1500; i++)
        {
            var (code, sentence) = Sentences[i % Sentences.Length];
            var indicator = FigureCity.Library.Find(code)!;
            var isShare = indicator.Line.Unit == "percent";
            var form = isShare ? FigureForm.House : forms[random.Next(forms.Length)];
            var size = (decimal)Math.Pow(10, random.NextDouble() * 9.3);
            var value = isShare ? (decimal)random.NextDouble() : indicator.Line.Unit == "yuan" ? Math.Round(size, 2) : Math.Floor(size);
            var binding = new Binding { Start = 0, Length = 1, Indicator = indicator, Form = form, Scale = random.Next(2) == 0 ? 10_000 : 100_000_000, Decimals = random.Next(5) };
            var written = FigurePhrase.Of(value, indicator, binding);
            var text = string.Format(CultureInfo.InvariantCulture, "临沂市民政局2026年10月工作情况\n" + sentence, written);
            var read = reader.Read(new Huimin.Reports.Documents.ReportText(text)).Figures;
            read.Count.ShouldBe(1, text);
            (read[0].Indicator, read[0].Unit).ShouldBe((code, indicator.Line.Unit), text);
            CompareFigure.Agrees(read[0], value).ShouldBeTrue($"{value} is not within {written} ({read[0].Low} to {read[0].High})");
        }
    }

    [Theory]
    [InlineData(7214, FigureForm.House, "7214人")]
    [InlineData(188_432, FigureForm.House, "18.8万人")]
    [InlineData(180_000, FigureForm.House, "18万人")]
    [InlineData(188_432, FigureForm.Exact, "188432人")]
    [InlineData(188_432, FigureForm.MoreThan, "18.8万余人")]
    [InlineData(188_000, FigureForm.MoreThan, "18.8万人")]
    [InlineData(188_900, FigureForm.Nearly, "近18.9万人")]
    [InlineData(188_432, FigureForm.About, "约18.8万人")]
    public void Of_Persons_IsWrittenAsReportsDo(int value, FigureForm form, string written) =>
        FigurePhrase.Of(value, FigureCity.Library.Find("dibao_recipients")!, new Binding { Start = 0, Length = 1, Form = form }).ShouldBe(written);

    [Theory]
    [InlineData("0.9996", "99.96%")]
    [InlineData("1", "100%")]
    [InlineData("0.0004", "0.04%")]
    [InlineData("0", "0%")]
    [InlineData("0.4533", "45.3%")]
    public void Share_NearlyAllAndNearlyNone_AreNotRoundedToIt(string value, string written) =>
        FigurePhrase.Share(decimal.Parse(value, CultureInfo.InvariantCulture), "percent").ShouldBe(written);

    [Theory]
    [InlineData(118, 100, "person", "同比增长18%")]
    [InlineData(968, 1000, "person", "同比下降3.2%")]
    [InlineData(100, 100, "person", "与上年同期持平")]
    [InlineData(0, 0, "person", "与上年同期持平")]
    [InlineData(1_000_001, 1_000_000, "person", "与上年同期基本持平")]
    [InlineData(5, 0, "person", null)]
    public void Change_IsSaidInWords(int now, int then, string unit, string? words) => FigurePhrase.Change(now, then, unit, sinceYear: true)?.Words.ShouldBe(words ?? "nothing");

    [Fact]
    public void Change_OfARate_IsInPoints()
    {
        FigurePhrase.Change(0.452m, 0.44m, "percent", sinceYear: true)!.Value.Words.ShouldBe("同比提高1.2个百分点");
        FigurePhrase.Change(0.44m, 0.44m, "percent", sinceYear: false)!.Value.Words.ShouldBe("与上期持平");
        FigurePhrase.Change(5, 0, "person", sinceYear: true).ShouldBeNull();
    }
}
