using Huimin.Platform.Indicators.Counting;
using Huimin.Platform.Regions;

namespace Huimin.Platform.Indicators;

/// <summary>What the platform itself counts: residents and divisions, on which every rate stands, and what is due.</summary>
internal static class OwnIndicators
{
    public const string Residents = "resident_population";

    /// <summary>What all awards of a month come to.</summary>
    public const string Due = "awards_due";

    /// <summary>GB/T 10114: the last three digits of a residents' committee begin at 001, those of a village committee at 200.</summary>
    private const int FirstVillage = 200;

    /// <summary>GB/T 10114: from here on what stands beside townships is none, such as a development zone 类似乡级单位.</summary>
    private const int AfterTownships = 400;
    private const int LastVillage = 399;

    public static IReadOnlyList<Indicator> All { get; } =
    [
        Indicator.Stock(Residents, RecordSource.People, $"期末在册居民：已出生、未死亡、未迁出，按现居住地", static asked => asked.Residents().Counted()).Named("在册居民", "Residents on record", "person", "place_names"),
        Indicator.Money(Due, RecordSource.Awards, $"本期各月在享待遇的应发金额之和，各项待遇一起算", static asked => asked.AllAwardMonths().Due()).Named("在享待遇应发金额", "Due by awards", "yuan", "projects_funds"),
        Indicator.Stock("elder_population_60", RecordSource.People, $"期末年满60周岁的在册居民，按现居住地", static asked => asked.Aged(60).Counted()),
        Indicator.Share("elder_population_share_60", "elder_population_60", Residents, $"年满60周岁的居民 ÷ 在册居民"),
        Indicator.Stock("county_level_divisions", RecordSource.Divisions, $"期末有效的县级区划", static asked => asked.Divisions(RegionLevel.County).Counted()).Named("县（市、区）数量", "County-level divisions", "county", "place_names"),
        Indicator.Stock("township_level_divisions", RecordSource.Divisions, $"期末有效的乡、镇、街道（代码第七至九位001至399，不含开发区等类似乡级单位）", static asked =>
            asked.Divisions(RegionLevel.Township).Where(r => r.Code / 1000 % 1000 < AfterTownships).Counted()),
        Indicator.Stock("villages", RecordSource.Divisions, $"期末有效的村委会（代码后三位200至399）", static asked =>
            asked.Divisions(RegionLevel.Village).Where(r => r.Code % 1000 >= FirstVillage && r.Code % 1000 <= LastVillage).Counted()),
        Indicator.Stock("communities", RecordSource.Divisions, $"期末有效的社区居委会（代码后三位001至199）", static asked =>
            asked.Divisions(RegionLevel.Village).Where(r => r.Code % 1000 < FirstVillage).Counted()),
    ];
}
