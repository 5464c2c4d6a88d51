using System.Globalization;
using Huimin.Reports.Numbers;
using Huimin.Reports.Text;

namespace Huimin.Tests.Reports.Numbers;

public sealed class NumberScannerTests
{
    [Theory]
    [InlineData("保障3.8万人", "38000 person Exact")]
    [InlineData("资金22.5亿余元", "2250000000 yuan MoreThan")]
    [InlineData("惠及8万多人", "80000 person MoreThan")]
    [InlineData("发放3500余万元", "35000000 yuan MoreThan")]
    [InlineData("共1,860户", "1860 household Exact")]
    [InlineData("救助近1.8万人次", "18000 person_time LessThan")]
    [InlineData("不少于500张", "500 bed AtLeast")]
    [InlineData("约5亿元", "500000000 yuan About")]
    [InlineData("30个左右", "30 place About")]
    [InlineData("不超过3%", "0.03 percent AtMost")]
    [InlineData("达到90%以上", "0.9 percent AtLeast")]
    [InlineData("覆盖15‰的人口", "0.015 permille Exact")]
    [InlineData("占百分之九十五", "0.95 percent Exact")]
    [InlineData("超过六成。", "0.6 percent MoreThan")]
    [InlineData("提高2.3个百分点", "0.023 percent Exact")]
    [InlineData("每年3—5场", "3 session AtLeast|5 session AtMost")]
    [InlineData("发放3至5万元", "30000 yuan AtLeast|50000 yuan AtMost")]
    [InlineData("增长5%—10%", "0.05 percent AtLeast|0.1 percent AtMost")]
    [InlineData("千余家社会组织", "1000 organization MoreThan")]
    [InlineData("三万五千名老人", "35000 person Exact")]
    [InlineData("推出八项实事", "8 item Exact")]
    [InlineData("建成养老服务中心三个。", "3 place Exact")]
    [InlineData("上百家机构", "100 organization AtLeast")]
    [InlineData("20余万群众受益", "200000 person MoreThan")]
    [InlineData("位居全省第2位", "2 rank Exact")]
    [InlineData("成绩列全省第二。", "2 rank Exact")]
    [InlineData("位居全省第一方阵", "1 tier Exact")]
    [InlineData("连续4年入选", "4 year Exact")]
    [InlineData("实现“12连增”", "12 increase Exact")]
    [InlineData("年龄从16周岁延长到18周岁", "16 year Exact|18 year Exact")]
    [InlineData("服务125万小时", "1250000 hour Exact")]
    [InlineData("分别提高到870、820元", "870 yuan Exact|820 yuan Exact")]
    public void Scan_Figures_AreRead(string text, string expected) => Written(text).ShouldBe(expected);

    [Theory]
    [InlineData("2024年7月5日")]
    [InlineData("2024-12-20 10:49")]
    [InlineData("1—5月")]
    [InlineData("滨民发〔2022〕35号")]
    [InlineData("第十五次全国会议")]
    [InlineData("第2批、第三届、第1站")]
    [InlineData("“1261”行动计划")]
    [InlineData("构建“1+7+N”格局,27+1方案")]
    [InlineData("“12个1”重点项目")]
    [InlineData("四议两公开、一老一小、三位一体")]
    [InlineData("残疾人两项补贴、三社联动、六大体系")]
    [InlineData("《规划(2021—2035)》第18条")]
    [InlineData("“10分钟”服务圈,24小时值班")]
    [InlineData("3A级、5G、PM2.5")]
    [InlineData("12345热线")]
    [InlineData("三年行动,十四五期间,近五年")]
    [InlineData("60周岁以上老年人")]
    [InlineData("0 条评论")]
    [InlineData("电话0539-8312345,邮编276000")]
    [InlineData("全省百家社会组织,千家万户,百姓")]
    [InlineData("一名党员,一个中心")]
    [InlineData("数十家、几百人")]
    [InlineData("2024元旦")]
    public void Scan_NamesDatesAndSlogans_AreNoFigures(string text) => Written(text).ShouldBe("");

    private static string Written(string words)
    {
        var text = NormalText.Of(words);
        return string.Join('|', TextLine.Split(text.Characters).SelectMany(l => NumberScanner.Scan(text, l))
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Value / 1.0000000000000000000000000000m} {n.Unit.Unit} {n.Bound}")));
    }
}
