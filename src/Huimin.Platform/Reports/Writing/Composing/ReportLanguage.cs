using System.Globalization;
using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;
using Huimin.Platform.Reports.Writing.Language;

namespace Huimin.Platform.Reports.Writing.Composing;

/// <summary>The words that a report takes from its place and time; reports are Chinese whoever reads them.</summary>
public static class ReportLanguage
{
    private const string Quarters = "一二三四";

    /// <summary>2026年上半年, 2026年第三季度, 2026年10月, 2026年1—9月, 2021—2025年: as the reader of reports understands it.</summary>
    public static string Of(Period period)
    {
        var (first, last) = (period.Start, period.End);
        var isWholeMonths = first.Day == 1 && last.AddDays(1).Day == 1;
        return period.Kind switch
        {
            PeriodKind.Day => DateOf(first),
            PeriodKind.Month => string.Create(CultureInfo.InvariantCulture, $"{first.Year}年{first.Month}月"),
            PeriodKind.Quarter => string.Create(CultureInfo.InvariantCulture, $"{first.Year}年第{Quarters[(first.Month - 1) / 3]}季度"),
            PeriodKind.HalfYear => string.Create(CultureInfo.InvariantCulture, $"{first.Year}年{(first.Month == 1 ? '上' : '下')}半年"),
            PeriodKind.Year => string.Create(CultureInfo.InvariantCulture, $"{first.Year}年"),
            _ when isWholeMonths && first.Year == last.Year => string.Create(CultureInfo.InvariantCulture, $"{first.Year}年{first.Month}—{last.Month}月"),
            _ when isWholeMonths && first.Month == 1 && last.Month == 12 => string.Create(CultureInfo.InvariantCulture, $"{first.Year}—{last.Year}年"),
            _ => DateOf(first) + "至" + DateOf(last),
        };
    }

    /// <summary>2026年6月底; in the middle of a month the day.</summary>
    public static string AsOf(DateOnly day) => day.AddDays(1).Day == 1 ? string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月底") : DateOf(day);

    /// <summary>全市, 全县, 全区.</summary>
    public static string Whole(string place, RegionLevel level) => level switch
    {
        RegionLevel.City => "全市",
        RegionLevel.County => place[^1] switch { '区' => "全区", '市' => "全市", '旗' => "全旗", _ => "全县" },
        RegionLevel.Township => place.EndsWith("街道", StringComparison.Ordinal) ? "全街道" : place[^1] == '乡' ? "全乡" : "全镇",
        _ => place,
    };

    /// <summary>【缺：城乡低保对象人数】.</summary>
    public static string Missing(string name) => $"【缺：{name}】";

    internal static string Word(ReportWord word, ReportSetting setting) => word switch
    {
        ReportWord.Place => setting.Place,
        ReportWord.Period => Of(setting.Period),
        ReportWord.AsOf => AsOf(setting.Period.Until(setting.Today).End),
        ReportWord.Year => string.Create(CultureInfo.InvariantCulture, $"{setting.Period.End.Year}年"),
        ReportWord.Office => setting.Office,
        _ => Whole(setting.Place, setting.Region.Level),
    };

    private static string DateOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");
}
