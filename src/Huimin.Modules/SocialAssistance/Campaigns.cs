using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.SocialAssistance;

/// <summary>Work with a beginning and an end 专项行动.</summary>
internal static class Campaigns
{
    public static RegisterType Rectification { get; } = new("rectification_campaigns", RegionLevel.County, $"专项整治", $"开展专项整治，逐个登记问题的来源、责任单位和整改期限，凭整改依据销号。")
    {
        Highest = RegionLevel.City,
        Named = new EntryName($"整治名称"),
        Fields =
        [
            Field.Choice("subject", $"整治领域", new Choice("dibao", $"农村低保"), new Choice("tekun", $"特困供养"), new Choice("temporary", $"临时救助"), new Choice("funds", $"资金发放"), new Choice("other", $"其他")) with { IsRequired = true },
            Field.Text("document", $"部署文件") with { InList = true },
            Field.Day("ends_by", $"计划结束"),
        ],
        Category = "subject",
        States = EntryStates.Running,
        OnlyOne = OnlyOne.PerNameAndRegion,
        Records =
        [
            new RecordKind("issue", $"问题")
            {
                Fields =
                [
                    Field.Choice("source", $"问题来源", new Choice("self_check", $"自查"), new Choice("inspection", $"督查检查"), new Choice("audit", $"审计"), new Choice("complaint", $"信访投诉"), new Choice("data", $"数据比对")) with { IsRequired = true },
                    Field.LongText("issue", $"问题") with { IsRequired = true },
                    Field.Text("unit", $"责任单位") with { IsRequired = true },
                    Field.Text("officer", $"责任人"),
                ],
                HasDueDate = true,
                Outcomes = [new Choice("rectified", $"已整改"), new Choice("unfounded", $"查无此问题"), new Choice("transferred", $"移送处理")],
                ClosingFields = [Field.Text("evidence", $"整改依据") with { IsRequired = true }, Field.Money("recovered", $"追回资金")],
                Category = "source",
                Amount = "recovered",
            },
        ],
        Sample = RegisterSamples.Rectification,
    };

    public static RegisterType Seasonal { get; } = new("seasonal_campaigns", RegionLevel.County, $"季节性专项救助", $"“寒冬送温暖”“夏季送清凉”：街面巡查、救助人员和发放物资。")
    {
        Highest = RegionLevel.City,
        Named = new EntryName($"行动名称"),
        Fields =
        [
            Field.Choice("season", $"行动", new Choice("winter", $"寒冬送温暖"), new Choice("summer", $"夏季送清凉")) with { IsRequired = true },
            Field.Text("station", $"牵头单位") with { IsRequired = true, InList = true },
            Field.LongText("plan", $"工作安排"),
        ],
        Category = "season",
        States = EntryStates.Running,
        OnlyOne = OnlyOne.PerNameAndRegion,
        Records =
        [
            new RecordKind("patrol", $"街面巡查")
            {
                Fields =
                [
                    Field.Text("places", $"巡查路段") with { IsRequired = true },
                    Field.Number("patrollers", $"巡查人数", 500),
                    Field.Number("helped", $"救助人次", 10_000) with { IsRequired = true },
                    Field.Text("goods", $"发放物资"),
                    Field.Money("goods_value", $"物资折价"),
                ],
                Quantity = "helped",
                Amount = "goods_value",
            },
        ],
        Sample = RegisterSamples.Seasonal,
    };
}
