using System.Collections.Frozen;
using System.Globalization;
using Huimin.Platform.Ui;
using Huimin.Policies;
using Huimin.Reports;

namespace Huimin.Platform.Indicators;

/// <summary>How pages write figures: values with their units, periods, what stands behind a figure.</summary>
public static class FigureWords
{
    /// <summary>Codes of units in the catalogue, in both languages.</summary>
    private static readonly FrozenDictionary<string, (string Chinese, string English)> Units = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["person"] = ("人", "persons"),
        ["person_time"] = ("人次", "person-times"),
        ["household"] = ("户", "households"),
        ["yuan"] = ("元", "yuan"),
        ["place"] = ("处", "places"),
        ["organization"] = ("个", "organisations"),
        ["couple"] = ("对", "couples"),
        ["project"] = ("个", "projects"),
        ["case"] = ("件", "cases"),
        ["session"] = ("场次", "sessions"),
        ["item"] = ("项", "items"),
        ["device"] = ("件", "devices"),
        ["rank"] = ("位", "place"),
        ["county"] = ("个县（市、区）", "counties"),
        ["bed"] = ("张", "beds"),
        ["pilot"] = ("个", "pilots"),
        ["community"] = ("个", "communities"),
        ["team"] = ("支", "teams"),
        ["hour"] = ("小时", "hours"),
        ["brand"] = ("个", "brands"),
        ["year"] = ("年", "years"),
        ["plot"] = ("个", "plots"),
        ["fund"] = ("支", "funds"),
        ["name"] = ("条", "names"),
        ["visit"] = ("家次", "visits"),
        ["increase"] = ("次", "rises"),
        ["category"] = ("类", "categories"),
        ["plan"] = ("个", "plans"),
        ["area"] = ("个地区", "areas"),
        ["tier"] = ("方阵", "tier"),
        ["grave"] = ("座", "graves"),
        ["village"] = ("个", "villages"),
        ["lamp"] = ("盏", "lamps"),
        ["post"] = ("个", "posts"),
        ["task"] = ("项", "tasks"),
        ["road"] = ("条", "roads"),
        ["city"] = ("个", "cities"),
        ["township"] = ("个", "townships"),
        ["programme"] = ("个", "programmes"),
        ["kilometre"] = ("公里", "km"),
        ["mu"] = ("亩", "mu"),
        ["episode"] = ("期", "episodes"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Domains of the catalogue in its order.</summary>
    public static IReadOnlyList<(string Code, string Chinese, string English)> Domains { get; } =
    [
        ("social_assistance", "社会救助", "Social assistance"), ("disability", "残疾人福利", "Welfare of disabled people"), ("child_welfare", "儿童福利", "Child welfare"), ("elder_care", "养老服务", "Elderly care"),
        ("safety", "养老安全", "Safety of elderly care"), ("marriage", "婚姻", "Marriage"), ("funeral", "殡葬", "Funerals"), ("social_organizations", "社会组织", "Social organisations"), ("charity", "慈善", "Charity"),
        ("lottery", "福利彩票", "Welfare lottery"), ("volunteers_social_work", "社会工作与志愿服务", "Social work and volunteering"), ("grassroots_governance", "基层治理", "Community governance"),
        ("place_names", "区划地名", "Divisions and place names"), ("projects_funds", "项目资金", "Projects and funds"), ("party_building", "党建与队伍", "Party building and staff"), ("publicity", "宣传", "Publicity"),
    ];

    extension(Words words)
    {
        public string Name(ListedIndicator indicator) => words.Pick(indicator.Line.Chinese, indicator.Line.English);

        public string Domain(string code) => Domains.FirstOrDefault(d => d.Code == code) is { Code: not null } domain ? words.Pick(domain.Chinese, domain.English) : code;

        /// <summary>人, 户, 元; nothing for shares, whose sign says it.</summary>
        public string Unit(string code) => code is "percent" or "permille" ? "" : Units.TryGetValue(code, out var unit) ? words.Pick(unit.Chinese, unit.English) : code;

        /// <summary>Likewise; an age limit is told in years of age.</summary>
        public string Unit(ListedIndicator indicator) => indicator.Line is { Unit: "year", Measure: Measure.Standard } ? words["岁"] : words.Unit(indicator.Line.Unit);

        /// <summary>188,000, 71.4%, 1,170.00; large sums in the unit that people say.</summary>
        public string Value(decimal value, string unit) => unit switch
        {
            "percent" => (value * 100).ToString("#,##0.##", CultureInfo.InvariantCulture) + "%",
            "permille" => (value * 1000).ToString("#,##0.##", CultureInfo.InvariantCulture) + "‰",
            "yuan" when words.English && Math.Abs(value) >= 1_000_000m => (value / 1_000_000m).ToString("#,##0.##", CultureInfo.InvariantCulture) + " million",
            "yuan" when Math.Abs(value) >= 100_000_000m => (value / 100_000_000m).ToString("#,##0.####", CultureInfo.InvariantCulture) + "亿",
            "yuan" when Math.Abs(value) >= 1_000_000m => (value / 10_000m).ToString("#,##0.##", CultureInfo.InvariantCulture) + "万",
            "yuan" => value.ToString("#,##0.00", CultureInfo.InvariantCulture),
            _ => value.ToString("#,##0.####", CultureInfo.InvariantCulture),
        };

        /// <summary>The value of a figure; of a standard with several all of them, of an unknown one a dash.</summary>
        public string Value(LedgerFigure figure)
        {
            ArgumentNullException.ThrowIfNull(figure);
            return figure.Value is { } value ? words.Value(value, figure.Unit)
                : figure.Variants.Count > 0 ? string.Join(words.English ? "; " : "；", figure.Variants.Select(v => $"{words.Pick(v.Name, v.NameEn)} {words.Value(v.Value, figure.Unit)}".Trim()))
                : "—";
        }

        /// <summary>+12.3%, with the sign that readers look for.</summary>
        public string Rise(decimal? change) => change is { } known ? (known * 100).ToString("+#,##0.#;−#,##0.#;0", CultureInfo.InvariantCulture) + "%" : "—";

        public string Period(Period period) => period.Kind switch
        {
            PeriodKind.Day => words.Date(period.Start),
            PeriodKind.Month => words.Month(Month.Of(period.Start)),
            PeriodKind.Quarter => words["{0}年第{1}季度", Year(period), (period.Start.Month + 2) / 3],
            PeriodKind.HalfYear => period.Start.Month == 1 ? words["{0}年上半年", Year(period)] : words["{0}年下半年", Year(period)],
            PeriodKind.Year => words["{0}年", Year(period)],
            _ => words["{0}至{1}", period.Start, period.End],
        };

        /// <summary>算出, 冻结, 公布, 填报.</summary>
        public string Kind(FigureKind kind) => kind switch
        {
            FigureKind.Computed => words["算出"],
            FigureKind.Frozen => words["已冻结"],
            FigureKind.Published => words["公布"],
            FigureKind.Reported => words["填报"],
            _ => words["没有数字"],
        };

        public string State(IndicatorState state) => state switch
        {
            IndicatorState.Computed => words["由记录算出"],
            IndicatorState.Imported => words["填报或导入"],
            _ => words["缺"],
        };

        /// <summary>余, 以上, 约 behind a value of a source; empty for an exact one.</summary>
        public string Bound(FigureBound bound) => bound switch
        {
            FigureBound.MoreThan => words["余"],
            FigureBound.AtLeast => words["以上"],
            FigureBound.About => words["左右"],
            FigureBound.LessThan => words["不足"],
            FigureBound.AtMost => words["以下"],
            _ => "",
        };

        public string Why(FormattableString? why) => why is null ? "" : Texts.In(words.English, why);
    }

    /// <summary>The measure word of a line in documents, which are Chinese whoever reads them; empty for shares.</summary>
    public static string ChineseUnit(Huimin.Reports.Catalogue.Indicator line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line is { Unit: "year", Measure: Measure.Standard } ? "岁" : line.Unit is "percent" or "permille" ? "" : Units.GetValueOrDefault(line.Unit, (line.Unit, line.Unit)).Item1;
    }

    /// <summary>The colour of what stands behind a figure.</summary>
    public static string TagOf(FigureKind kind) => kind switch
    {
        FigureKind.Computed or FigureKind.Frozen => "ok",
        FigureKind.Published or FigureKind.Reported => "in",
        _ => "mute",
    };

    /// <summary>A year without grouping.</summary>
    private static string Year(Period period) => period.Start.Year.ToString(CultureInfo.InvariantCulture);
}
