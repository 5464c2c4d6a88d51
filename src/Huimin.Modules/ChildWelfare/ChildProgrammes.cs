using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.ChildWelfare;

/// <summary>Titles that places hold and programmes that they carry out 示范、试点、行动.</summary>
internal static class ChildProgrammes
{
    public static RegisterType Titles { get; } = new("child_titles", RegionLevel.Village, $"示范和试点", $"未成年人保护示范县、儿童关爱服务试点、儿童友好社区和场景：申报、评估和命名。")
    {
        Highest = RegionLevel.City,
        Named = new EntryName($"示范或试点名称"),
        Fields =
        [
            Field.Choice("kind", $"类型", new Choice("model_county", $"未成年人保护示范县"), new Choice("care_pilot", $"儿童关爱服务试点"), new Choice("standard_pilot", $"养育服务标准化试点"), new Choice("friendly_community", $"儿童友好社区"), new Choice("friendly_scene", $"儿童友好场景")) with { IsRequired = true },
            Field.Choice("level", $"级别", new Choice("national", $"国家级"), new Choice("provincial", $"省级"), new Choice("municipal", $"市级"), new Choice("county", $"县级")) with { IsRequired = true, InList = true },
            Field.Text("batch", $"批次"),
            Field.Money("funding", $"支持资金"),
            Field.LongText("tasks", $"任务"),
        ],
        Category = "kind",
        Amount = "funding",
        States = EntryStates.Title,
        OnlyOne = OnlyOne.PerNameAndRegion,
        Records =
        [
            new RecordKind("assessment", $"评估验收")
            {
                Fields = [Field.Choice("grade", $"评估等次", new Choice("excellent", $"优秀"), new Choice("passed", $"合格"), new Choice("failed", $"不合格")) with { IsRequired = true }, Field.Text("assessor", $"评估单位") with { IsRequired = true }],
                Category = "grade",
            },
        ],
        Sample = RegisterSamples.Titles,
    };

    public static RegisterType Programmes { get; } = new("child_programmes", RegionLevel.County, $"护童行动", $"关爱服务质量提升行动、“护童成长”等：措施、责任单位、期限和进展。")
    {
        Highest = RegionLevel.City,
        Named = new EntryName($"行动名称"),
        Validity = Validity.MayExpire,
        Fields = [Field.Text("document", $"依据文件") with { InList = true }, Field.Text("owner", $"牵头单位") with { IsRequired = true, InList = true }, Field.LongText("goals", $"目标")],
        States = EntryStates.Running,
        OnlyOne = OnlyOne.PerNameAndRegion,
        Records =
        [
            new RecordKind("measure", $"措施")
            {
                Fields = [Field.Text("task", $"措施内容") with { IsRequired = true }, Field.Text("unit", $"责任单位") with { IsRequired = true }],
                HasDueDate = true,
                Outcomes = [new Choice("done", $"已完成"), new Choice("dropped", $"不再执行")],
                ClosingFields = [Field.Text("completion", $"完成情况") with { IsRequired = true }],
            },
        ],
        Sample = RegisterSamples.Programmes,
    };
}
