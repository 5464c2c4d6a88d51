using Huimin.Reports;
using Huimin.Reports.Documents;

namespace Huimin.Tests.Reports;

/// <summary>What the parts make together, each rule on sentences of its own.</summary>
public sealed class ReportReaderTests
{
    [Fact]
    public void Read_Figure_KnowsItsPlaceInTheOriginal()
    {
        const string text = "概况\r\n  全市保障城乡低保 18.8 萬(wàn)人。";
        var figure = TestCatalogue.Only(text);
        text.Substring(figure.Offset, figure.Quote.Length).ShouldBe(figure.Quote);
        figure.Quote.ShouldContain("18.8 萬(wàn)人");
        figure.Value.ShouldBe(188_000);
    }

    [Theory]
    [InlineData("保障城乡低保对象3.2万人。", "dibao_recipients", "person")]
    [InlineData("新纳入低保3560户、7814人。", "dibao_new_households,dibao_new_recipients", "household,person")]
    [InlineData("建成社工站66处,服务群众7.8万人次。", "social_work_stations,social_work_station_service_person_times", "place,person_time")]
    [InlineData("实施临时救助24户77人,发放救助资金15.2万元。", "temporary_assistance_households,temporary_assistance_persons,temporary_assistance_expenditure", "household,person,yuan")]
    [InlineData("2个国家级、3个省级村级议事协商创新试点。", "national_village_deliberation_pilots,provincial_village_deliberation_pilots", "pilot,pilot")]
    public void Read_Words_NameTheIndicator(string text, string indicators, string units)
    {
        var figures = TestCatalogue.Figures(text);
        string.Join(',', figures.Select(f => f.Indicator)).ShouldBe(indicators);
        string.Join(',', figures.Select(f => f.Unit)).ShouldBe(units);
    }

    [Fact]
    public void Read_NewThing_IsCountedOverTheTime()
    {
        TestCatalogue.Only("新建公益性公墓7座。").Measure.ShouldBe(Measure.Flow);
        TestCatalogue.Only("全市共有公益性公墓77座。").Measure.ShouldBe(Measure.Stock);
    }

    [Fact]
    public void Read_NothingKnown_HasNoIndicatorAndLittleConfidence()
    {
        var figure = TestCatalogue.Only("种植玉米3200亩。");
        figure.Indicator.ShouldBeNull();
        figure.Confidence.ShouldBeLessThan(0.6);
    }

    [Fact]
    public void Read_Table_TakesRowsWithOneNumberAndCountsTheOthers()
    {
        var reading = new ReportReader(TestCatalogue.Shipped).Read(new ReportText("指标名称\t单位\t数量\n养老机构床位数\t张\t81,895\n农村低保人数(万人)\t2.4\n低保户数\t户\t2020\t2021\n护理型床位占比\t62.5%\n"));
        reading.Figures.Select(f => (f.Indicator, f.Value)).ShouldBe([("elder_care_beds", 81_895m), ("dibao_recipients_rural", 24_000m), ("nursing_bed_share", 0.625m)]);
        reading.TableLinesSkipped.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\t \r\n")]
    [InlineData("全市民政系统认真学习贯彻会议精神。")]
    [InlineData("<<<<>>>&&&;;;((((((、、、，，，“““")]
    [InlineData("第第第百百百万万亿亿十十零零余余")]
    public void Read_TextWithoutFigures_GivesNone(string text) => TestCatalogue.Figures(text).ShouldBeEmpty();

    [Fact]
    public void Read_AnyCharacters_NeverFailsAndQuotesTheOriginal()
    {
        const string alphabet = "一二三十百千万亿0123456789.,%‰年月人户元个名、，。;；“”《》(（)）<p>&;\n\t 第约近余多以上分别均各增长低保特困救助养老-—+至";
        var random = new Random(7);
        for (var round = 0; round < 400; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 200)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            foreach (var figure in TestCatalogue.Figures(text))
            {
                text.Substring(figure.Offset, figure.Quote.Length).ShouldBe(figure.Quote);
                figure.Confidence.ShouldBeInRange(0, 1);
            }
        }
    }
}
