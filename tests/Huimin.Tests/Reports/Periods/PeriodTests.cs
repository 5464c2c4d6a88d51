using Huimin.Reports;
using Huimin.Reports.Documents;

namespace Huimin.Tests.Reports.Periods;

/// <summary>Which time a figure is about, from the title down to its own sentence.</summary>
public sealed class PeriodTests
{
    [Theory]
    [InlineData("江州市民政局2023年工作总结\n救助5人。", "2023-01-01", "2023-12-31")]
    [InlineData("江州市民政局2024年上半年工作总结\n救助5人。", "2024-01-01", "2024-06-30")]
    [InlineData("江州市2024年1-9月工作情况\n救助5人。", "2024-01-01", "2024-09-30")]
    [InlineData("民政这五年\n发布日期:2024-12-20\n救助5人。", "2020-01-01", "2024-12-20")]
    [InlineData("一、上半年工作总结\n救助5人。\n江州市民政局\n2024年7月5日", "2024-01-01", "2024-06-30")]
    [InlineData("江州民政\n发布日期:2024-10-12\n今年以来,全市救助5人。", "2024-01-01", "2024-10-12")]
    public void Read_Report_FindsItsTime(string text, string start, string end) =>
        new ReportReader(TestCatalogue.Shipped).Read(new ReportText(text)).Period.ShouldBe(Period(start, end));

    [Fact]
    public void Read_TextWithoutTime_AsksTheNameOfTheFileAndElseLeavesItOpen()
    {
        var reader = new ReportReader(TestCatalogue.Shipped);
        var text = new ReportText("全市救助流浪乞讨人员426人次。");
        reader.Read(text, new ReadingOptions { Name = "jiangzhou-2023.txt" }).Figures[0].Period.ShouldBe(ReportPeriod.Year(2023));
        reader.Read(text, new ReadingOptions { Name = "jiangzhou-2024h1.txt" }).Period.ShouldBe(ReportPeriod.Months(2024, 1, 6));
        reader.Read(text).Figures[0].Period.ShouldBeNull();
    }

    [Theory]
    [InlineData("自2022年实施以来提级复审1416例。", "2022-01-01", "2024-12-31")]
    [InlineData("根据《关于1-5月资金情况的通报》,争取资金3亿元。", "2024-01-01", "2024-05-31")]
    [InlineData("上半年办理结婚登记300对。", "2024-01-01", "2024-06-30")]
    [InlineData("近三年救助5人。", "2022-01-01", "2024-12-31")]
    [InlineData("“十四五”以来救助5人。", "2021-01-01", "2024-12-31")]
    [InlineData("2023年救助5人。", "2023-01-01", "2023-12-31")]
    [InlineData("截至2023年底,养老机构110家。", "2023-01-01", "2023-12-31")]
    [InlineData("比2023年增长5%。", "2024-01-01", "2024-12-31")]
    [InlineData("前三季度救助5人。", "2024-01-01", "2024-09-30")]
    public void Read_Sentence_SaysItsOwnTime(string text, string start, string end) =>
        TestCatalogue.Figures(text)[^1].Period.ShouldBe(Period(start, end));

    [Fact]
    public void Read_TimeOfOneSentence_EndsWithIt()
    {
        var figures = TestCatalogue.Figures("经验做法全省推广。今年创新设立基金,资助困境儿童584人。累计救助流浪乞讨人员30人次。", new ReportPeriod(new(2020, 1, 1), new(2024, 12, 20)));
        figures.Select(f => f.Period).ShouldBe([Period("2024-01-01", "2024-12-20"), Period("2020-01-01", "2024-12-20")]);
    }

    [Fact]
    public void Read_Plans_AreTargetsOfTheTimeAhead()
    {
        var half = ReportPeriod.Months(2024, 1, 6);
        var figures = TestCatalogue.Figures("一、上半年工作总结\n适老化改造224户。\n二、下半年工作打算\n(一)养老服务。完成适老化改造7000户。", half);
        figures.Select(f => (f.Measure, f.Period)).ShouldBe([(Measure.Flow, half), (Measure.Target, ReportPeriod.Months(2024, 7, 12))]);
        TestCatalogue.Figures("下一步,将新增孝善食堂50处。")[0].ShouldSatisfyAllConditions(f => f.Measure.ShouldBe(Measure.Target), f => f.Period.ShouldBe(ReportPeriod.Year(2025)));
        TestCatalogue.Figures("到2026年,建成家庭养老床位500张。")[0].ShouldSatisfyAllConditions(f => f.Measure.ShouldBe(Measure.Target), f => f.Period.ShouldBe(Period("2025-01-01", "2026-12-31")));
    }

    private static ReportPeriod Period(string start, string end) => new(DateOnly.Parse(start, null), DateOnly.Parse(end, null));
}
