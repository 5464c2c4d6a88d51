namespace Huimin.Platform.Reports.Writing.Language;

/// <summary>The language of templates in examples, for the page on which people write.</summary>
public static class WritingGuide
{
    public static IReadOnlyList<WritingExample> All { get; } =
    [
        new WritingExample("{dibao_recipients}", $"报告期末的数字，按公文习惯写：7214人、18.8万人、470万元"),
        new WritingExample("{dibao_recipients|原数}", $"每一位都写出来；万1、亿2是以万、亿为单位留几位小数；余、近、约按需要"),
        new WritingExample("{dibao_recipients|同比}", $"同比增长18%；环比；完成是完成目标的比例"),
        new WritingExample("{dibao_recipients@沂水县@去年同期}", $"别的地方、别的时期：去年同期、上期、累计、上年、2025、2026-Q1"),
        new WritingExample("{dibao_recipients=18.9万人|理由=含补登}", $"手改的数字，旁边一直显示台账的数字"),
        new WritingExample("{地区} {时期} {截至} {年} {机关} {辖区}", $"随报告变化的词"),
        new WritingExample("[[，{dibao_recipients|同比}]]", $"里面的数字没有时，这段话略去"),
        new WritingExample("{表格 行=下级 列=dibao_recipients，tekun_recipients 题=…}", $"行可以是下级、月、指标；单独占一行"),
        new WritingExample("{走势 dibao_recipients 期数=12}", $"还有比较和地图；单独占一行"),
        new WritingExample("# ## ### ####", $"一、（一）1．（1）四级标题，编号自动加"),
    ];
}

/// <param name="Example">As it is written.</param>
/// <param name="Meaning">What comes of it.</param>
public sealed record WritingExample(string Example, FormattableString Meaning);
