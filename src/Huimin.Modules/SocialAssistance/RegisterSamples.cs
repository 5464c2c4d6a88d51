using Huimin.Platform.Registers;

namespace Huimin.Modules.SocialAssistance;

/// <summary>Invented entries for the demo city.</summary>
internal static class RegisterSamples
{
    public static RegisterSample Assistants { get; } = new() { Share = 0.985, MostRecords = 1, Texts = Of(("theme", ["社会救助法解读", "主动发现和入户走访", "救助信息系统操作"]), ("situation", ["独居老人摔伤住院", "户主突发重病，收入中断"])) };

    public static RegisterSample ResponseTeams { get; } = new()
    {
        Share = 0.93,
        MostRecords = 1,
        Names = ["{place}急难快速响应服务队"],
        Texts = Of(("leader", ["{person}"]), ("situation", ["独居老人断药", "务工人员临时无住处", "厨房起火，房屋受损", "老人走失后找回，身体虚弱"]), ("measures", ["送去生活物资，联系家属", "陪同送医，垫付费用", "安排临时住处，协助申请临时救助"])),
    };

    public static RegisterSample Stations { get; } = new() { Share = 0.96, Names = ["{place}社会救助服务站"], Texts = Of(("address", ["便民服务中心一楼", "综合服务大厅2号窗口"])) };

    public static RegisterSample Agreements { get; } = new()
    {
        Share = 0.94,
        People = new SamplePeople("has_capable_supporter", "no") { Ages = (18, 110), Except = ("placement", "institution") },
        Texts = Of(("carer", ["{person}"]), ("notes", ["精神尚好，饮食正常", "建议尽快陪同复查血压"])),
    };

    public static RegisterSample Rectification { get; } = new()
    {
        Share = 1,
        MostRecords = 6,
        Names = ["农村低保专项整治"],
        Texts = Of(
            ("document", ["全市农村低保专项整治工作方案"]), ("issue", ["死亡人员未及时停发", "赡养费核算不准确", "公示栏内容未更新", "动态核查记录不完整"]),
            ("unit", ["{place}民政局", "{place}社会救助中心"]), ("officer", ["{person}"]), ("evidence", ["整改报告及停发审批表", "重新核算表和家庭签字"])),
    };

    public static RegisterSample Seasonal { get; } = new()
    {
        Share = 1,
        MostRecords = 8,
        Names = ["寒冬送温暖专项救助", "夏季送清凉专项救助"],
        Texts = Of(("station", ["{place}救助管理站"]), ("places", ["火车站和汽车站周边", "桥洞、公园和地下通道", "商业街和夜市"]), ("goods", ["棉衣、被褥和食品", "饮用水和防暑药品"])),
    };

    public static RegisterSample Brands { get; } = new() { Share = 0.5, MostRecords = 1, Names = ["{place}情暖救助"], Texts = Of(("holder", ["{place}民政局"]), ("title", ["优秀社会救助案例"]), ("giver", ["省民政厅", "市民政局"]), ("theme", ["集中走访慰问"])) };

    public static RegisterSample Pilots { get; } = new() { Share = 0.25, MostRecords = 1, Names = ["社会救助综合改革试点"], Texts = Of(("batch", ["第一批", "第二批"]), ("evaluator", ["省民政厅"])) };

    public static RegisterSample Documents { get; } = new()
    {
        Share = 0.3,
        MostRecords = 3,
        Names = ["{place}社会救助工作实施方案", "{place}低保审核确认办法实施细则"],
        Texts = Of(("number", ["民发〔2026〕12号", "民发〔2025〕31号"]), ("issuer", ["{place}民政局"]), ("task", ["完善主动发现机制", "开展低收入人口排查"]), ("owner", ["社会救助科", "各乡镇（街道）"]), ("completion", ["已印发并落实"]),
            ("case_number", ["2026-00012", "2026-00047"]), ("discovered_by", ["村协理员", "网格员"]), ("accompanied_by", ["包村干部", "党员志愿者"])),
    };

    public static RegisterSample Projects { get; } = new()
    {
        Share = 0.8,
        MostRecords = 5,
        Names = ["{place}情暖万家", "{place}爱心助学", "{place}福彩暖心灯"],
        Texts = Of(("organiser", ["{place}慈善总会"]), ("purpose", ["大病医疗", "助学", "冬季取暖"]), ("village", ["南庄村", "北河社区"]), ("item", ["太阳能路灯", "无障碍扶手"])),
    };

    private static Dictionary<string, IReadOnlyList<string>> Of(params (string Code, string[] Texts)[] texts) => texts.ToDictionary(t => t.Code, t => (IReadOnlyList<string>)t.Texts, StringComparer.Ordinal);
}
