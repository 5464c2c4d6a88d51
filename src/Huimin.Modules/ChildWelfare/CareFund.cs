using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.ChildWelfare;

/// <summary>Funds for the care of children 未成年人关爱保护帮扶基金: income, grants, and a balance that is never below zero.</summary>
internal static class CareFund
{
    public static RegisterType Register { get; } = new("child_care_funds", RegionLevel.County, $"关爱保护基金", $"基金的规则、收入和资助；余额任何一天都不能为负。")
    {
        Highest = RegionLevel.City,
        Named = new EntryName($"基金名称"),
        Fields = [Field.Text("host", $"管理单位") with { IsRequired = true, InList = true }, Field.LongText("rules", $"资助规则")],
        OnlyOne = OnlyOne.PerName,
        Records =
        [
            new RecordKind("income", $"收入")
            {
                Fields =
                [
                    Field.Choice("source", $"收入来源", new Choice("finance", $"财政"), new Choice("donation", $"捐赠"), new Choice("lottery", $"福彩公益金"), new Choice("interest", $"利息")) with { IsRequired = true },
                    Field.Money("received", $"收入金额") with { IsRequired = true },
                    Field.Text("donor", $"捐赠方"),
                    Field.Text("voucher", $"凭证号"),
                ],
                Money = MoneyDirection.In,
                Amount = "received",
                Category = "source",
            },
            new RecordKind("grant", $"资助")
            {
                Fields =
                [
                    Field.Person("child", $"受助儿童") with { IsRequired = true },
                    Field.Choice("purpose", $"用途", new Choice("living", $"生活"), new Choice("study", $"助学"), new Choice("medical", $"助医"), new Choice("urgent", $"急难")) with { IsRequired = true },
                    Field.Money("granted", $"资助金额") with { IsRequired = true },
                    Field.Text("approval", $"审批文号") with { IsRequired = true },
                ],
                Money = MoneyDirection.Out,
                Amount = "granted",
                Person = "child",
                Category = "purpose",
            },
            new RecordKind("refund", $"退回")
            {
                Fields = [Field.Money("returned", $"退回金额") with { IsRequired = true }, Field.Text("why", $"退回原因") with { IsRequired = true }],
                Money = MoneyDirection.In,
                Amount = "returned",
                AfterTheEnd = true,
            },
        ],
        Sample = RegisterSamples.Fund,
    };
}
