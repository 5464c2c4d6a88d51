using Huimin.Platform.Registers;

namespace Huimin.Modules.Disability;

/// <summary>Invented entries for the demo city.</summary>
internal static class RegisterSamples
{
    public static RegisterSample Clients { get; } = new()
    {
        Share = 0.5,
        MostRecords = 3,
        People = new SamplePeople("disability_kind", "mental"),
        Texts = Of(("guardian", ["{person}"]), ("plan", ["每周两次到服务点参加生活和社交技能训练"]), ("assessor", ["{person}"]), ("notes", ["服药规律，情绪平稳"]), ("worker", ["{person}"])),
    };

    public static RegisterSample Points { get; } = new() { Share = 0.2, Names = ["{place}心灵家园", "{place}精神障碍社区康复服务站"], Texts = Of(("operator", ["康心社会工作服务中心", "{place}卫生院"]), ("address", ["卫生院东侧", "便民服务中心二楼"])) };

    public static RegisterSample CareVisits { get; } = new()
    {
        Share = 0.1,
        MostRecords = 3,
        People = new SamplePeople("disability_kind", "vision", "physical", "intellectual", "multiple"),
        Texts = Of(("visitor", ["{person}"]), ("notes", ["生活有人照料，轮椅完好", "家中取暖设备需要检修"]), ("need", ["更换轮椅", "家庭无障碍改造"]), ("receiver", ["县残联", "乡镇卫生院"]), ("reply", ["已安排上门评估并解决"])),
    };

    private static Dictionary<string, IReadOnlyList<string>> Of(params (string Code, string[] Texts)[] texts) => texts.ToDictionary(t => t.Code, t => (IReadOnlyList<string>)t.Texts, StringComparer.Ordinal);
}
