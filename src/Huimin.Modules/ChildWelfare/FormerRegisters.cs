using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.ChildWelfare;

/// <summary>A register that was kept before such matters became cases: what was entered then stays readable.</summary>
internal static class FormerRegisters
{
    public static RegisterType Reports { get; } = new("protection_reports", RegionLevel.Village, $"强制报告个案", $"改为案件“侵害未成年人强制报告”以前的登记。")
    {
        NowCases = "child_report",
        Highest = RegionLevel.County,
        Named = new EntryName($"儿童姓名") { IsSecret = true },
        Fields =
        [
            Field.Moment("received", $"接报时间") with { InList = true },
            Field.Choice("reporter_kind", $"报告主体", new Choice("school", $"学校、幼儿园"), new Choice("hospital", $"医疗机构"), new Choice("committee", $"村（居）委会"), new Choice("organisation", $"密切接触单位"), new Choice("state", $"国家机关"), new Choice("citizen", $"个人")),
            Field.Text("reporter", $"报告人") with { IsSecret = true },
            Field.Phone("reporter_phone", $"报告人电话"),
            Field.Choice("harm", $"侵害情形", new Choice("violence", $"人身侵害"), new Choice("sexual", $"性侵害"), new Choice("neglect", $"监护缺失、遗弃"), new Choice("bullying", $"欺凌"), new Choice("wandering", $"流浪、失踪"), new Choice("other", $"其他")),
            Field.LongText("situation", $"事件经过") with { IsSecret = true },
            Field.Choice("grade", $"分级", new Choice("immediate", $"立即危险"), new Choice("high", $"高风险"), new Choice("ordinary", $"一般")) with { InList = true },
            Field.Moment("police_at", $"报警时间"),
            Field.Choice("line", $"责任线", new Choice("family", $"家庭保护"), new Choice("school", $"学校保护"), new Choice("society", $"社会保护"), new Choice("network", $"网络保护"), new Choice("government", $"政府保护"), new Choice("justice", $"司法保护")),
            Field.Choice("verified", $"核实结果", new Choice("confirmed", $"属实"), new Choice("partly", $"部分属实"), new Choice("unfounded", $"不属实")),
            Field.Choice("placement", $"安置方式", new Choice("home", $"在家监护"), new Choice("relative", $"亲属临时照料"), new Choice("foster", $"家庭寄养"), new Choice("rescue", $"救助保护机构"), new Choice("institution", $"儿童福利机构")),
            Field.LongText("assessment", $"评估结论") with { IsSecret = true },
            Field.Day("planned", $"干预计划日期"),
            Field.LongText("plan", $"干预计划") with { IsSecret = true },
            Field.Text("closing", $"结案意见"),
        ],
        Category = "reporter_kind",
        States =
        [
            new EntryState("received", $"已接报"), new EntryState("graded", $"已分级"), new EntryState("verified", $"已核实"), new EntryState("placed", $"已安置"),
            new EntryState("planned", $"干预中"), new EntryState("follow_up", $"回访中"),
            new EntryState("closed", $"已结案") { IsInForce = false, IsEnd = true }, new EntryState("transferred", $"已移送公安或检察机关") { IsInForce = false, IsEnd = true },
        ],
        Records =
        [
            new RecordKind("follow_up", $"回访")
            {
                Fields = [Field.Choice("safety", $"安全状况", new Choice("safe", $"安全"), new Choice("risk", $"仍有风险"), new Choice("danger", $"危险，已处置")), Field.LongText("notes", $"回访记录") with { IsSecret = true }],
                Category = "safety",
            },
            new RecordKind("task", $"部门协同任务")
            {
                Fields = [Field.Text("department", $"责任部门"), Field.Text("task", $"任务")],
                HasDueDate = true,
                Outcomes = [new Choice("done", $"已完成"), new Choice("impossible", $"无法完成")],
                ClosingFields = [Field.Text("reply", $"办理情况") with { IsRequired = true }],
            },
        ],
    };
}
