using Huimin.Reports;
using Huimin.Reports.Documents;

namespace Huimin.Tests.Reports.Doubts;

public sealed class DoubtFinderTests
{
    [Theory]
    [InlineData("保障困难残疾人8.2万名、重度残疾人14.3名。", DoubtKind.Fraction, 143_000)]
    [InlineData("保障重度残疾人14.3名。", DoubtKind.Fraction, null)]
    [InlineData("丧事简办率达到101%。", DoubtKind.AboveWhole, null)]
    [InlineData("全市新纳入低保8020户、8015人。", DoubtKind.PartAboveWhole, null)]
    [InlineData("建设墓穴2.5万个,使用墓穴12.7万个。", DoubtKind.PartAboveWhole, null)]
    [InlineData("全市城乡低保对象4.86万人,其中城市低保对象0.94万人、农村低保对象2.92万人。", DoubtKind.PartsDoNotAdd, null)]
    [InlineData("救助流浪乞讨人员426人次。开展寒冬送温暖,救助流浪乞讨人员462人次。", DoubtKind.Contradiction, null)]
    public void Read_WhatCannotBeTrue_IsMarkedOnce(string text, DoubtKind kind, int? likely)
    {
        var doubt = TestCatalogue.Figures(text).Where(f => f.Suspect is not null).ShouldHaveSingleItem().Suspect!;
        doubt.Kind.ShouldBe(kind);
        doubt.LikelyValue.ShouldBe(likely);
    }

    [Theory]
    [InlineData("每百户有养老床位2.5张,人均服务3.2人次。")]
    [InlineData("销售额同比增长120%,完成全年任务的184%。")]
    [InlineData("低保标准提高到870元、820元。")]
    [InlineData("全市城乡低保对象4.86万人,其中城市低保对象0.94万人、农村低保对象3.92万人。")]
    [InlineData("临时救助资金其中甲镇5000元;乙镇8000元;丙街道900元。")]
    [InlineData("新增孝善食堂28处。下一步,新增孝善食堂100处。")]
    [InlineData("建成托育服务机构12家。")]
    public void Read_WhatOnlyLooksOdd_IsNotMarked(string text) => TestCatalogue.Figures(text).ShouldAllBe(f => f.Suspect == null);

    [Fact]
    public void Read_BuiltBeyondDensity_NeedsTheSizeOfTheCity()
    {
        const string text = "江州市今年建成托育服务机构1514家。";
        var reader = new ReportReader(TestCatalogue.Shipped);
        var sized = new ReadingOptions { Period = ReportPeriod.Year(2024), Residents = new Dictionary<string, long>(StringComparer.Ordinal) { ["江州市"] = 20_000_000 } };
        reader.Read(new ReportText(text), sized).Figures[0].Suspect!.Kind.ShouldBe(DoubtKind.BuiltBeyondDensity);
        reader.Read(new ReportText(text)).Figures[0].Suspect.ShouldBeNull();
        reader.Read(new ReportText("江州市共有托育服务机构1514家。"), sized).Figures[0].Suspect.ShouldBeNull();
    }
}
