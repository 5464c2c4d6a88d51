using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.SocialAssistance;

/// <summary>Who and what brings assistance to villages 基层社会救助力量: assistants, response teams, stations.</summary>
internal static class GrassRoots
{
    /// <summary>From the call to the arrival. Practice of the bureau; no law sets it.</summary>
    private const int ResponseMinutes = 30;

    public static RegisterType Assistants { get; } = new("assistance_assistants", RegionLevel.Village, $"社会救助协理员", $"每个村（居）都要有协理员，主动发现困难群众、协助申请和走访。")
    {
        Named = new EntryName($"姓名"),
        Fields =
        [
            Field.Choice("post", $"岗位", new Choice("full_time", $"专职"), new Choice("village_cadre", $"村（居）干部兼任"), new Choice("public_post", $"公益岗位")) with { IsRequired = true, InList = true },
            Field.Phone("phone", $"联系电话"),
            Field.LongText("duties", $"职责分工"),
        ],
        Category = "post",
        States = EntryStates.InPost,
        Coverage = Coverage.Every(RegionLevel.Village),
        OnlyOne = OnlyOne.PerNameAndRegion,
        Records =
        [
            new RecordKind("training", $"培训")
            {
                Fields = [Field.Text("theme", $"培训主题") with { IsRequired = true }, Field.Number("hours", $"学时", 500) with { Decimals = 1 }, Field.YesNo("passed", $"考核合格")],
                Quantity = "hours",
            },
            new RecordKind("discovery", $"主动发现")
            {
                Fields = [Field.Person("found", $"发现的困难群众"), Field.Text("situation", $"困难情况") with { IsRequired = true }],
                Outcomes = [new Choice("applied", $"已协助申请"), new Choice("helped", $"已帮扶解决"), new Choice("none", $"不需要救助")],
                Person = "found",
            },
        ],
        Sample = RegisterSamples.Assistants,
    };

    public static RegisterType ResponseTeams { get; } = new("urgent_response_teams", RegionLevel.Village, $"急难问题快速响应服务队", $"接到急难求助后及时赶到，记录到达时间和处置结果。")
    {
        Named = new EntryName($"服务队名称"),
        Fields =
        [
            Field.Text("leader", $"队长") with { IsRequired = true, InList = true },
            Field.Phone("duty_phone", $"值班电话") with { IsSecret = false, IsRequired = true, InList = true },
            Field.Number("members", $"队员人数", 200) with { IsRequired = true },
            Field.LongText("roster", $"队员名单"),
        ],
        Quantity = "members",
        Coverage = Coverage.Every(RegionLevel.Village),
        OnlyOne = OnlyOne.PerRegion,
        Records =
        [
            new RecordKind("call", $"急难求助")
            {
                Fields =
                [
                    Field.Moment("called_at", $"接报时间") with { IsRequired = true },
                    Field.Choice("trouble", $"急难类型", new Choice("illness", $"突发重病"), new Choice("accident", $"意外事故"), new Choice("disaster", $"火灾等灾害"), new Choice("no_shelter", $"临时无着"), new Choice("other", $"其他")) with { IsRequired = true },
                    Field.Text("situation", $"困难情况") with { IsRequired = true },
                ],
                ClosingFields = [Field.Moment("arrived_at", $"到达时间") with { IsRequired = true }, Field.Text("measures", $"处置措施") with { IsRequired = true }],
                Outcomes = [new Choice("solved", $"现场解决"), new Choice("assistance", $"转临时救助"), new Choice("hospital", $"送医"), new Choice("unfounded", $"情况不实")],
                Clock = new RecordClock("called_at", "arrived_at", ResponseMinutes),
                Category = "trouble",
            },
        ],
        Sample = RegisterSamples.ResponseTeams,
    };

    public static RegisterType Stations { get; } = new("assistance_stations", RegionLevel.Village, $"救助服务站点", $"乡镇和村（居）的救助服务站点：地址、人员、提供的服务、开放和关闭日期。")
    {
        Highest = RegionLevel.Township,
        Named = new EntryName($"站点名称"),
        Fields =
        [
            Field.Text("address", $"地址") with { IsRequired = true },
            Field.Number("staff", $"工作人员", 500) with { IsRequired = true, InList = true },
            Field.Choices("services", $"提供的服务", new Choice("intake", $"受理申请"), new Choice("consult", $"政策咨询"), new Choice("goods", $"物资发放"), new Choice("counsel", $"心理疏导"), new Choice("referral", $"转介")) with { InList = true },
            Field.Phone("duty_phone", $"值班电话") with { IsSecret = false },
        ],
        Quantity = "staff",
        Coverage = Coverage.Every(RegionLevel.Township),
        OnlyOne = OnlyOne.PerNameAndRegion,
        Sample = RegisterSamples.Stations,
    };
}
