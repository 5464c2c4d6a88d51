using Huimin.Platform.Registers;

namespace Huimin.Modules.ChildWelfare;

/// <summary>Invented entries for the demo city.</summary>
internal static class RegisterSamples
{
    public static RegisterSample Children { get; } = new()
    {
        Share = 0.96,
        MostRecords = 3,
        People = new SamplePeople("guardianship", "orphan", "de_facto_unattended", "hardship") { Ages = (0, 17) },
        Texts = Of(("guardian", ["{person}"]), ("school", ["{place}中心小学", "{place}中学"]), ("needs", ["祖父母年老多病，需要学习辅导", "情绪低落，建议心理辅导"]), ("notes", ["与祖父母同住，作息规律", "作业需要辅导，已联系志愿者"]), ("assessor", ["{person}"]), ("helper", ["县慈善总会", "团县委"])),
    };

    public static RegisterSample InInstitutions { get; } = new()
    {
        Share = 1,
        MostRecords = 2,
        People = new SamplePeople("placement", "institution") { Ages = (0, 17) },
        Texts = Of(("institution", ["市儿童福利院"]), ("author", ["{person}"]), ("goals", ["适应集体生活，完成学业，定期康复训练"]), ("worker", ["{person}"])),
    };

    public static RegisterSample Directors { get; } = new() { Share = 0.98, MostRecords = 1, Texts = Training() };

    public static RegisterSample Supervisors { get; } = new() { Share = 0.97, MostRecords = 2, Texts = Training() };

    public static RegisterSample Officers { get; } = new() { Each = 2, MostRecords = 2, Texts = Training() };

    public static RegisterSample VolunteerTeams { get; } = new()
    {
        Share = 0.9,
        MostRecords = 5,
        Names = ["{place}无孤志愿服务队", "{place}心理辅导志愿服务团"],
        Texts = Of(("leader", ["{person}"]), ("theme", ["周末陪伴课堂", "心理健康辅导", "安全自护教育"]), ("venue", ["乡镇未保站", "村儿童之家"]), ("volunteer", ["{person}"])),
    };

    public static RegisterSample Fund { get; } = new()
    {
        Share = 1,
        MostRecords = 6,
        Names = ["{place}未成年人关爱保护帮扶基金"],
        Texts = Of(("host", ["{place}慈善总会"]), ("donor", ["爱心企业", "社会捐赠人"]), ("approval", ["未保〔2026〕7号"]), ("why", ["已由医保报销"])),
    };

    public static RegisterSample Titles { get; } = new() { Share = 0.002, MostRecords = 1, Names = ["{place}儿童友好社区", "{place}儿童之家"], Texts = Of(("batch", ["第一批", "第二批"]), ("assessor", ["市民政局"])) };

    public static RegisterSample Programmes { get; } = new()
    {
        Share = 1,
        MostRecords = 5,
        Names = ["留守和困境儿童关爱服务质量提升三年行动"],
        Texts = Of(("document", ["民发〔2023〕62号"]), ("owner", ["{place}民政局"]), ("task", ["儿童主任轮训一遍", "建立心理健康筛查机制", "完善信息台账"]), ("unit", ["未保中心", "教育局"]), ("completion", ["已按期完成"])),
    };

    private static Dictionary<string, IReadOnlyList<string>> Training() => Of(("theme", ["未成年人保护法", "强制报告和应急处置", "监护评估方法"]));

    private static Dictionary<string, IReadOnlyList<string>> Of(params (string Code, string[] Texts)[] texts) => texts.ToDictionary(t => t.Code, t => (IReadOnlyList<string>)t.Texts, StringComparer.Ordinal);
}
