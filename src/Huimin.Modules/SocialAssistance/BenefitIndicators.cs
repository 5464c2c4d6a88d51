using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Counting;

namespace Huimin.Modules.SocialAssistance;

/// <summary>
/// Benefits of business lines that have no module of their own yet, counted from their awards and policies 其他条线的待遇指标: they move to that
/// module with its line.
/// </summary>
internal static class BenefitIndicators
{
    private const string Allowance = "old_age_allowance";

    public static IReadOnlyList<Indicator> All { get; } =
    [
        Indicator.Different("old_age_allowance_recipients", RecordSource.Awards, $"本期享受过高龄津贴的人数，同一人只算一次", static asked => asked.AwardMonths(Allowance).Units()),
        Indicator.Money("old_age_allowance_expenditure", RecordSource.Awards, $"本期各月高龄津贴的应发金额之和", static asked => asked.AwardMonths(Allowance).Due()),
        Indicator.Stock("hardship_elder_subsidy_recipients", RecordSource.Awards, $"期末当月在享经济困难老年人补贴的人数", static asked => asked.Awards("elder_hardship_subsidy").People()),
        Indicator.Standard("eco_burial_reward_standard", $"政策库中期末当月有效的奖补标准：撒散、海葬、不留标志的可降解安葬", static (asked, county) => Rewards(asked, county, ["scattering", "sea", "degradable"])),
        Indicator.Standard("land_saving_burial_reward_standard", $"政策库中期末当月有效的奖补标准：深埋、壁葬和格位存放", static (asked, county) => Rewards(asked, county, ["deep", "niche"])),
        Indicator.Growth("eco_burial_reward_increase_rate", "eco_burial_reward_standard", $"生态安葬奖补标准比上年同期提高的幅度"),
        Indicator.Growth("land_saving_burial_reward_increase_rate", "land_saving_burial_reward_standard", $"节地安葬奖补标准比上年同期提高的幅度"),
    ];

    private static IReadOnlyList<StandardValue> Rewards(Asked asked, int county, IReadOnlyList<string> kinds) =>
        [.. asked.Standard("eco_burial_reward", "reward", county).Where(v => kinds.Contains(v.Path.Split('.')[0]) && v.Value > 0)];
}
