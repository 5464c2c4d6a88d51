using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Huimin.Platform;
using Huimin.Reports;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Documents;

namespace Huimin.Bench;

/// <summary>
/// An invented report as long as it takes, read into figures. Its limit is one regular expression that finds the digits with their
/// measure words and understands nothing; the bar is a megabyte of UTF-8 a second.
/// </summary>
public sealed partial class ReportsBench : IBenchmark
{
    private const int WarmUpRounds = 3;
    private const int Rounds = 7;

    // As dense as published reports: a figure in 40 characters or so.
    private const string Prose = "各级民政部门深入学习贯彻党的二十大精神,认真落实上级决策部署,坚持以人民为中心的发展思想,聚焦群众急难愁盼问题,健全工作机制,强化督导落实,各项工作取得新进展新成效,困难群众的获得感、幸福感、安全感不断增强,为经济社会高质量发展贡献了民政力量。";

    private static readonly string[] Paragraphs =
    [
        "兜底保障更加有力。全市保障城乡低保对象{0}万人、特困人员{1}万人,实施临时救助{2}人次,发放救助资金{3}余万元,困难群众救助保障标准平均提高{4}%。",
        "养老服务提质扩面。建成养老机构{2}处、日间照料中心{1}处,新增护理型床位{2}张,为{2}户困难老年人家庭实施适老化改造,护理型床位占比达到{4}%以上。",
        "儿童福利和残疾人福利稳步提升。保障孤困儿童{2}名,困难残疾人{0}万名、重度残疾人{1}万名,救助流浪乞讨人员{2}人次,帮助{4}人成功寻亲。",
        "社会治理持续深化。全市登记社会组织{2}家,培育社区社会组织{2}个,选派党建指导员{4}人,各地认真学习贯彻会议精神,不断提高服务群众的能力和水平。",
        "社会事务规范高效。办理婚姻登记{0}万对,检查验收公益性公墓{2}处,命名道路{2}条,销售福利彩票{1}亿元,筹集公益金{0}亿元,同比分别增长{4}%、{4}%。",
    ];

    public string Name => "reports";

    public string Description => Texts.Of($"读一篇编造的报告，对比只用正则表达式找数字。");

    public string Unit => "figures";

    public long DefaultPersons => 8_000;

    public Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var text = Invent(setting.Persons);
        var megabytes = Encoding.UTF8.GetByteCount(text) / 1e6;
        using var yaml = File.OpenText(ContentFiles.Data("indicators.yaml"));
        var reader = new ReportReader(IndicatorCatalogue.Read(yaml));
        var (reads, scans) = (new List<double>(), new List<double>());
        var (figures, named, digits) = (0, 0, 0);
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            var reading = reader.Read(new ReportText(text));
            var read = Stopwatch.GetElapsedTime(started).TotalSeconds;
            (figures, named) = (reading.Figures.Count, reading.Figures.Count(f => f.Indicator is not null));

            started = Stopwatch.GetTimestamp();
            digits = Digits().Count(text);
            if (round < 0)
                continue;
            scans.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            reads.Add(read);
        }

        var (median, limit) = (Times.Median(reads), Times.Median(scans));
        return Task.FromResult<IReadOnlyDictionary<string, object>>(new Dictionary<string, object>
        {
            ["megabytes"] = Math.Round(megabytes, 3),
            ["figures"] = figures,
            ["figures_named"] = named,
            ["read_mb_per_s"] = Math.Round(megabytes / median, 2),
            ["bar_mb_per_s"] = 1.0,
            ["scan_matches"] = digits,
            ["scan_mb_per_s"] = Math.Round(megabytes / limit, 1),
            ["times_the_scan"] = Math.Round(median / limit, 1),
        });
    }

    /// <summary>Paragraphs with other numbers each time; the first line says the time.</summary>
    private static string Invent(long figures)
    {
        var random = new Random(20240705);
        var text = new StringBuilder("全市民政系统2024年上半年工作总结\n");
        for (var (i, written) = (0, 0L); written < figures; i++, written += 6)
        {
            var numbers = new object[]
            {
                Math.Round((random.NextDouble() * 20) + 1, 2), Math.Round((random.NextDouble() * 5) + 1, 1), random.Next(100, 9_999), random.Next(100, 9_000), random.Next(2, 99),
            };
            text.AppendFormat(CultureInfo.InvariantCulture, Paragraphs[i % Paragraphs.Length], numbers).Append(Prose).Append('\n');
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\d+(?:\.\d+)?[余多]?[千万亿]?[余多]?(?:人次|小时|[%‰\p{Lo}])", RegexOptions.None, 10_000)]
    private static partial Regex Digits();
}
