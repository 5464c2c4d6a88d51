using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.SocialAssistance;

/// <summary>Brands, pilots, documents and named projects of social assistance 品牌、试点、文件、项目.</summary>
internal static class Reforms
{
    public static RegisterType Brands { get; } = new("assistance_brands", RegionLevel.County, $"救助品牌", $"各级社会救助品牌、活动内容和获得的表彰。")
    {
        Highest = RegionLevel.City,
        Named = new EntryName($"品牌名称"),
        Fields = [LevelField(), Field.Text("holder", $"创建单位") with { IsRequired = true, InList = true }, Field.LongText("content", $"品牌内容")],
        Category = "level",
        OnlyOne = OnlyOne.PerName,
        Records =
        [
            new RecordKind("recognition", $"表彰")
            {
                Fields = [LevelField(), Field.Text("title", $"表彰名称") with { IsRequired = true }, Field.Text("giver", $"授予单位") with { IsRequired = true }],
                Category = "level",
            },
            new RecordKind("activity", $"活动")
            {
                Fields = [Field.Text("theme", $"主题") with { IsRequired = true }, Field.Number("persons", $"参与人数", 1_000_000)],
                Quantity = "persons",
            },
        ],
        Sample = RegisterSamples.Brands,
    };

    public static RegisterType Pilots { get; } = new("reform_pilots", RegionLevel.County, $"救助改革试点", $"社会救助综合改革等试点：级别、批次、起始和评估。")
    {
        Highest = RegionLevel.City,
        Named = new EntryName($"试点名称"),
        Fields = [LevelField(), Field.Text("batch", $"批次") with { InList = true }, Field.Text("document", $"批准文件"), Field.LongText("tasks", $"试点任务")],
        Category = "level",
        States = EntryStates.Title,
        OnlyOne = OnlyOne.PerNameAndRegion,
        Records =
        [
            new RecordKind("evaluation", $"评估")
            {
                Fields = [Field.Choice("grade", $"评估等次", new Choice("excellent", $"优秀"), new Choice("passed", $"合格"), new Choice("failed", $"不合格")) with { IsRequired = true }, Field.Text("evaluator", $"评估单位")],
                Category = "grade",
            },
        ],
        Sample = RegisterSamples.Pilots,
    };

    public static RegisterType Documents { get; } = new("policy_documents", RegionLevel.County, $"政策文件", $"救助政策文件的文号、印发和施行日期、对应的救助项目，以及文件分解的任务。")
    {
        Highest = RegionLevel.City,
        Named = new EntryName($"文件名称"),
        Validity = Validity.MayExpire,
        Fields =
        [
            Field.Choice("nature", $"文件性质", new Choice("normative", $"规范性文件"), new Choice("plan", $"实施方案"), new Choice("notice", $"通知"), new Choice("standard", $"标准调整")) with { IsRequired = true },
            Field.Text("number", $"文号") with { IsRequired = true, InList = true },
            Field.Text("issuer", $"印发单位") with { IsRequired = true },
            Field.Day("issued", $"印发日期") with { IsRequired = true },
            Field.Day("effective", $"施行日期") with { IsRequired = true },
            Field.Programme("programme", $"对应项目"),
        ],
        Category = "nature",
        OnlyOne = OnlyOne.PerName,
        Records =
        [
            new RecordKind("measure", $"任务措施")
            {
                Fields = [Field.Text("task", $"任务") with { IsRequired = true }, Field.Text("owner", $"责任单位") with { IsRequired = true }],
                HasDueDate = true,
                Outcomes = [new Choice("done", $"已完成"), new Choice("dropped", $"不再执行")],
                ClosingFields = [Field.Text("completion", $"完成情况") with { IsRequired = true }],
            },
            new RecordKind("handled", $"按文件办理的案件")
            {
                Fields =
                [
                    Field.Text("case_number", $"受理号") with { IsRequired = true },
                    Field.Text("discovered_by", $"发现人") with { IsRequired = true },
                    Field.Text("accompanied_by", $"陪同办理人"),
                ],
            },
        ],
        Sample = RegisterSamples.Documents,
    };

    public static RegisterType Projects { get; } = new("charity_projects", RegionLevel.County, $"慈善和福彩项目", $"与救助衔接的慈善项目和福彩公益金项目：预算、资助和安装验收。")
    {
        Highest = RegionLevel.City,
        Named = new EntryName($"项目名称"),
        Fields =
        [
            Field.Choice("funding", $"资金来源", new Choice("charity", $"慈善"), new Choice("lottery", $"福彩公益金")) with { IsRequired = true },
            Field.Text("organiser", $"实施单位") with { IsRequired = true, InList = true },
            Field.Money("budget", $"项目资金") with { IsRequired = true, InList = true },
            Field.LongText("target", $"帮扶对象和内容"),
        ],
        Category = "funding",
        Amount = "budget",
        States = EntryStates.Running,
        OnlyOne = OnlyOne.PerName,
        Records =
        [
            new RecordKind("grant", $"资助")
            {
                Fields = [Field.Person("recipient", $"受助人"), Field.Money("granted", $"资助金额") with { IsRequired = true }, Field.Text("purpose", $"用途")],
                Person = "recipient",
                Amount = "granted",
            },
            new RecordKind("installation", $"安装验收")
            {
                Fields =
                [
                    Field.Text("village", $"村（居）") with { IsRequired = true },
                    Field.Text("item", $"安装内容") with { IsRequired = true },
                    Field.Number("count", $"数量", 1_000_000) with { IsRequired = true },
                    Field.Number("beneficiaries", $"受益人数", 10_000_000),
                    Field.Money("cost", $"投入资金"),
                ],
                Outcomes = [new Choice("accepted", $"验收合格"), new Choice("rejected", $"验收不合格")],
                Quantity = "count",
                Amount = "cost",
            },
        ],
        Sample = RegisterSamples.Projects,
    };

    private static Field LevelField() => Field.Choice("level", $"级别", new Choice("national", $"国家级"), new Choice("provincial", $"省级"), new Choice("municipal", $"市级"), new Choice("county", $"县级")) with { IsRequired = true };
}
