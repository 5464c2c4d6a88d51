using Huimin.Platform.Access;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;

namespace Huimin.Modules.SocialAssistance.Relief;

/// <summary>
/// 流浪乞讨救助: one episode from the encounter to the departure, of somebody who may be unknown. Voluntary and free of charge (国务院令第381号;
/// 社会救助法 art. 31, 52): usually at most ten days, longer with a record at the superior; an unknown identity is searched until it is
/// found, and after three months the person is settled.
/// </summary>
public static class HomelessRelief
{
    public const string Code = "homeless_relief";

    /// <summary>The step at which somebody stays in the station.</summary>
    public const string InStation = "stay";

    /// <summary>The step at which identity and family are searched for.</summary>
    public const string Tracing = "tracing";

    /// <summary>Whether the identity is known; field of the form and of every attempt to find it.</summary>
    public const string Identity = "identity";

    /// <summary>Longest usual stay in days (实施细则, 民政部令第24号).</summary>
    public const int StayDays = 10;

    /// <summary>Day of the stay on which the station is warned.</summary>
    public const int WarnDay = 8;

    /// <summary>Months of fruitless search after which the person is settled.</summary>
    public const int SearchMonths = 3;

    public static readonly CaseType Episode = new()
    {
        Code = Code,
        Name = $"流浪乞讨人员救助",
        Summary = $"生活无着、食宿无靠的人员，在遇困地由救助管理站或者乡镇接待、甄别、照料，并帮助查找亲属、返乡。",
        Line = "social_assistance",
        Purpose = CasePurpose.Service,
        Scope = CaseScope.Person,
        WithoutFamily = true,
        WhereItHappens = true,
        Forms = [new FormVersion(1, new DateOnly(2026, 7, 1), [.. Asked])],
        Documents = [new DocumentKind("photo", $"本人照片"), new DocumentKind("luggage", $"随身物品登记"), new DocumentKind("statement", $"自愿离站声明书"), new DocumentKind("other", $"其他材料")],
        Steps =
        [
            // 不予救助 is the refusal of this step, with a notice that gives the reason.
            new CaseStep("intake", $"甄别", StepWork.Intake, RegionLevel.County, Permissions.AssistCases, Limit.Days(0)),
            Work("enter", $"入站登记", Limit.Days(1), [
                new FormField("luggage", $"随身物品和安全检查") { Required = true },
                Choice("health", $"身体状况", new FieldOption("well", $"良好"), new FieldOption("ill", $"患病，已送医"), new FieldOption("mental", $"疑似精神障碍，已送医"), new FieldOption("disabled", $"残疾")),
                new FormField("hospital", $"送往哪家医院、交接人") { When = static f => f["health"] is "ill" or "mental" },
                new FormField("room", $"安置的房间（男女分开）"),
            ]),
            Work(InStation, $"在站照料", Limit.Days(StayDays), [
                new FormField("care", $"照料情况", FieldKind.LongText) { Required = true },
                Choice("goes", $"去向", [.. Goings]),
                new FormField("longer_record", $"超过10天的，向上级民政部门备案的文号"),
            ]) with { WarnAfterDays = WarnDay, WhyNotDone = WhyStayNotDone },
            Work(Tracing, $"身份核实和寻亲", Limit.Months(SearchMonths), [.. Search]) with { Unless = static c => c.Answers?[Identity] == "known", WhyNotDone = WhyTracingNotDone },
            Work("leave", $"离站", Limit.Days(3), [
                Choice("departure", $"离站方式", [.. Departures]),
                new FormField("escort", $"护送人员和交接人") { When = static f => f["departure"] is "escorted" or "fetched" or "transferred" or "settled" },
                new FormField("to", $"到哪里") { Required = true },
                new FormField("left_at", $"离站日期", FieldKind.Date) { Required = true },
            ]),
            // 源头治理: whoever went home is visited there, so that it does not happen again.
            Work("follow_up", $"回访和源头帮扶", Limit.Days(30), [
                new FormField("visited", $"回访情况", FieldKind.LongText) { Required = true },
                Choice("handed", $"是否转给户籍地救助", new FieldOption("none", $"不需要"), new FieldOption("dibao", $"低保"), new FieldOption("tekun", $"特困"), new FieldOption("temporary", $"临时救助"), new FieldOption("other", $"其他")),
            ]) with { Unless = static c => c.Answers?["departure"] is "left" or "settled" or "died" },
        ],
        Law = ["城市生活无着的流浪乞讨人员救助管理办法（国务院令第381号）", "社会救助法 第三十一条", "社会救助法 第五十二条"],
        Online = false,
        CrossRegion = false,
    };

    private static FormField[] Asked =>
    [
        new FormField("name", $"姓名") { Help = $"问不出的写明特征，例如“无名男，约60岁”。" },
        new FormField("citizen_id", $"身份证号", FieldKind.CitizenId),
        Choice(Identity, $"身份", new FieldOption("known", $"已经查明"), new FieldOption("unknown", $"不明")),
        Choice("way", $"怎样来的", new FieldOption("self", $"本人求助"), new FieldOption("police", $"公安护送"), new FieldOption("city", $"城管等部门护送"), new FieldOption("citizen", $"群众带来或者报告"), new FieldOption("patrol", $"街面巡查发现")),
        new FormField("escort_in", $"护送人和交接时间"),
        new FormField("found_at", $"在哪里、什么时候遇到") { Required = true },
        new FormField("minor", $"未成年人", FieldKind.YesNo) { Required = true, Help = $"未成年人优先救助，由民政部门临时监护。" },
        new FormField("condition", $"困难情况", FieldKind.LongText) { Required = true, Help = $"自身有没有能力解决食宿、有没有亲友投靠、是不是享受低保或者特困。" },
    ];

    private static FieldOption[] Goings =>
    [
        new FieldOption("home", $"返乡"), new FieldOption("family", $"亲属接领"), new FieldOption("search", $"继续查找身份和亲属"), new FieldOption("hospital", $"住院治疗"), new FieldOption("own", $"本人要求离站"),
    ];

    /// <summary>One attempt to find out who it is; recorded as often as it is tried.</summary>
    private static FormField[] Search =>
    [
        Choice("means", $"用什么办法", new FieldOption("notice", $"发布寻亲公告"), new FieldOption("police", $"公安人像、指纹比对"), new FieldOption("dna", $"DNA采集比对"), new FieldOption("media", $"媒体和全国救助寻亲网"), new FieldOption("visit", $"走访和电话核实"), new FieldOption("dialect", $"口音、习惯甄别")),
        new FormField("tried_on", $"日期", FieldKind.Date) { Required = true },
        new FormField("attempt", $"经过和结果", FieldKind.LongText) { Required = true },
        Choice(Identity, $"身份", new FieldOption("known", $"已经查明"), new FieldOption("unknown", $"仍然不明")),
        new FormField("reunited", $"亲属姓名、关系、团聚日期") { When = static f => f[Identity] == "known" },
        new FormField("settled", $"三个月查找无果，安置落户和转为特困供养的办理情况") { When = static f => f[Identity] != "known" },
    ];

    private static FieldOption[] Departures =>
    [
        new FieldOption("ticket", $"购票返乡"), new FieldOption("escorted", $"护送返乡"), new FieldOption("fetched", $"亲属或者流出地接领"), new FieldOption("transferred", $"转送其他救助站"),
        new FieldOption("settled", $"安置（落户、转特困）"), new FieldOption("left", $"自行离站（有声明书）"), new FieldOption("died", $"死亡"),
    ];

    private static FormattableString? WhyStayNotDone(CaseFile file) =>
        Unless(file.DaysAtStep <= StayDays || file.Answers["longer_record"].Length > 0, $"在站已经{file.DaysAtStep}天，超过{StayDays}天的要向上级民政部门备案，请先登记备案文号。");

    /// <summary>A notice within a day, the police and DNA; then found, or three months gone and settled.</summary>
    private static FormattableString? WhyTracingNotDone(CaseFile file)
    {
        var tried = file.Visits.Where(v => v.Step == Tracing).Select(v => CaseForm.Parse(v.Answers)["means"]).ToHashSet(StringComparer.Ordinal);
        if (file.Answers[Identity] == "known")
            return null;
        return Unless(tried.Contains("notice"), $"身份不明的，24小时内要发布寻亲公告，还没有记录。")
            ?? Unless(tried.Contains("police") && tried.Contains("dna"), $"还没有公安比对和DNA采集比对的记录。")
            ?? Unless(file.Today >= file.Today.AddDays(-file.DaysAtStep).AddMonths(SearchMonths), $"查找不满三个月，身份不明的要继续查找。")
            ?? Unless(file.Answers["settled"].Length > 0, $"查找满三个月仍然不明，请登记安置落户和转为特困供养的办理情况。");
    }

    private static FormattableString? Unless(bool fine, FormattableString reason) => fine ? null : reason;

    /// <summary>Days in the station on a day, from the entry on; null where nobody stays.</summary>
    public static int? DaysIn(Case record, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Step == InStation && record.IsOpen
            ? today.DayNumber - DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(record.StepSince, DateTimeKind.Utc), TimeZoneInfo.Local)).DayNumber
            : null;
    }

    private static FormField Choice(string code, FormattableString name, params FieldOption[] options) => new(code, name, FieldKind.Choice) { Required = true, Options = options };

    private static CaseStep Work(string code, FormattableString name, Limit limit, IReadOnlyList<FormField> fields) =>
        new(code, name, StepWork.Task, RegionLevel.County, Permissions.AssistCases, limit) { Fields = fields };
}
