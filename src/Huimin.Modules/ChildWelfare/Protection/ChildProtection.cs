using Huimin.Platform.Access;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;

namespace Huimin.Modules.ChildWelfare.Protection;

/// <summary>
/// Protection of minors 未成年人保护: reports of harm, guardianship by the civil-affairs office, assessment of children in difficulty and
/// grants of the care fund. Of the days only “at once” is law; the others are the bureau's.
/// </summary>
public static class ChildProtection
{
    /// <summary>From the report to the police where a child is in immediate danger.</summary>
    private const int PoliceMinutes = 15;

    private static readonly FormVersion Reported = new(1, new DateOnly(2026, 7, 1),
    [
        new FormField("received_at", $"接报时间") { Required = true, Help = $"写到分钟，例如 2026-11-01 14:30。" },
        new FormField("reporter", $"报告人和联系方式") { Help = $"为报告人保密；匿名的不填。" },
        new FormField("reporter_kind", $"报告主体", FieldKind.Choice)
        {
            Required = true,
            Options =
            [
                new FieldOption("school", $"学校、幼儿园"), new FieldOption("hospital", $"医疗机构"), new FieldOption("committee", $"村（居）委会"),
                new FieldOption("organisation", $"密切接触未成年人的单位"), new FieldOption("state", $"国家机关"), new FieldOption("citizen", $"个人"),
            ],
        },
        new FormField("child", $"儿童姓名") { Help = $"不知道的不填；列表上只显示姓。" },
        new FormField("what", $"什么情况", FieldKind.LongText) { Required = true },
        new FormField("danger", $"分级", FieldKind.Choice)
        {
            Required = true,
            Options = [new FieldOption("immediate", $"立即危险"), new FieldOption("high", $"高风险"), new FieldOption("ordinary", $"一般")],
        },
        new FormField("police_at", $"报警时间和接警人") { Required = true, When = static f => f["danger"] == "immediate", Help = $"立即危险的必须马上报警，报警以后再填。" },
        new FormField("protection", $"责任线", FieldKind.Choice)
        {
            Options =
            [
                new FieldOption("family", $"家庭保护"), new FieldOption("school", $"学校保护"), new FieldOption("society", $"社会保护"),
                new FieldOption("network", $"网络保护"), new FieldOption("government", $"政府保护"), new FieldOption("justice", $"司法保护"),
            ],
        },
    ]);

    /// <summary>Since then, both moments are taken to the minute, and the harm is named.</summary>
    private static readonly FormVersion ReportedToTheMinute = new(2, new DateOnly(2026, 11, 30),
    [
        new FormField("received_at", $"接报时间", FieldKind.Moment) { Required = true },
        .. Reported.Fields.Where(f => f.Code is "reporter" or "reporter_kind" or "child"),
        Answer("harm", $"侵害情形", new FieldOption("violence", $"人身侵害"), new FieldOption("sexual", $"性侵害"), new FieldOption("neglect", $"监护缺失、遗弃"), new FieldOption("bullying", $"欺凌"), new FieldOption("wandering", $"流浪、失踪"), new FieldOption("other", $"其他")),
        .. Reported.Fields.Where(f => f.Code is "what" or "danger"),
        new FormField("police_at", $"报警时间", FieldKind.Moment)
        {
            Required = true,
            When = static f => f["danger"] == "immediate",
            Help = $"立即危险的必须马上报警，报警以后再填。",
            Clock = new FieldClock("received_at", PoliceMinutes),
        },
        new FormField("police", $"接警人") { When = static f => f["danger"] == "immediate" },
        .. Reported.Fields.Where(f => f.Code == "protection"),
    ]);

    /// <summary>强制报告 (未成年人保护法 art. 11): graded when it is received; immediate danger goes to the police at once.</summary>
    public static readonly CaseType Report = new()
    {
        Code = "child_report",
        Name = $"侵害未成年人强制报告",
        Summary = $"发现未成年人受到侵害、疑似受到侵害或者面临危险的，任何人都可以报告，接报后立即分级处置。",
        Line = "child_welfare",
        Purpose = CasePurpose.Service,
        Scope = CaseScope.Person,
        WithoutFamily = true,
        WhereItHappens = true,
        AboutChildren = true,
        Forms = [Reported, ReportedToTheMinute],
        Documents = [new DocumentKind("photo", $"照片和证据材料"), new DocumentKind("other", $"其他材料")],
        Steps =
        [
            new CaseStep("intake", $"接报和分级", StepWork.Intake, RegionLevel.Township, Permissions.AssistCases, Limit.Days(0)),
            Work("verify", $"核实", RegionLevel.Township, Limit.Days(1), Answer("verified", $"核实结果", new FieldOption("confirmed", $"属实"), new FieldOption("partly", $"部分属实"), new FieldOption("unfounded", $"不属实"))),
            Work("place", $"临时安置或者在家监护", RegionLevel.County, Limit.Days(1), Placement) with { Unless = Unfounded },
            Work("assess", $"评估", RegionLevel.County, Limit.Days(10), Long("assessment", $"评估结论")) with { Unless = Unfounded },
            Work("plan", $"干预计划", RegionLevel.County, Limit.Days(30), Long("plan", $"干预计划"), new FormField("tasks", $"交给各部门的任务和期限", FieldKind.LongText)) with { Unless = Unfounded },
            Work("follow_up", $"回访", RegionLevel.Township, Limit.Days(90), Long("replies", $"各部门任务的办理情况") with { When = static f => f["tasks"].Length > 0 }, Answer("safety", $"安全状况", new FieldOption("safe", $"安全"), new FieldOption("risk", $"仍有风险"), new FieldOption("danger", $"危险"))) with
            {
                Unless = Unfounded,
                WhyNotDone = static file => Because(file.Answers["safety"] is "safe", $"回访还没有得出“安全”的结论，不能结案。仍有风险的，请退回评估或者干预计划。"),
            },
            Work("close", $"结案", RegionLevel.County, Limit.Days(10), Long("closing", $"结案意见")),
        ],
        Law = ["未成年人保护法 第十一条"],
        Online = true,
        CrossRegion = false,
    };

    /// <summary>Guardianship by the civil-affairs office 监护: seven grounds of the temporary (art. 92), five of the long-term one (art. 94).</summary>
    public static readonly CaseType Guardianship = new()
    {
        Code = "child_guardianship",
        Name = $"民政部门监护",
        Summary = $"未成年人流浪、监护人下落不明或者不能履行监护责任等情形，由民政部门临时或者长期监护。",
        Line = "child_welfare",
        Purpose = CasePurpose.Service,
        Scope = CaseScope.Person,
        WithoutFamily = true,
        WhereItHappens = true,
        AboutChildren = true,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                new FormField("child", $"儿童姓名") { Help = $"不知道的不填；列表上只显示姓。" },
                Answer("kind", $"监护类型", new FieldOption("temporary", $"临时监护"), new FieldOption("long_term", $"长期监护")),
                new FormField("ground", $"法定情形", FieldKind.Choice)
                {
                    Required = true,
                    Options =
                    [
                        new FieldOption("92_1", $"流浪乞讨或者身份不明，暂时查找不到监护人"), new FieldOption("92_2", $"监护人下落不明且无其他人可以担任监护人"),
                        new FieldOption("92_3", $"监护人因自身或者突发事件不能履行监护职责"), new FieldOption("92_4", $"监护人拒绝或者怠于履行监护职责，处于无人照料状态"),
                        new FieldOption("92_5", $"监护人教唆、利用实施违法犯罪，需要带离安置"), new FieldOption("92_6", $"受监护人严重伤害或者面临人身安全威胁，需要紧急安置"),
                        new FieldOption("92_7", $"法律规定的其他临时监护情形"), new FieldOption("94_1", $"查找不到父母或者其他监护人"),
                        new FieldOption("94_2", $"监护人死亡或者被宣告死亡且无其他人可以担任监护人"), new FieldOption("94_3", $"监护人丧失监护能力且无其他人可以担任监护人"),
                        new FieldOption("94_4", $"法院判决撤销监护人资格并指定民政部门担任监护人"), new FieldOption("94_5", $"法律规定的其他长期监护情形"),
                    ],
                },
                new FormField("reason", $"情况说明", FieldKind.LongText) { Required = true },
            ]),
        ],
        Documents = [new DocumentKind("judgment", $"法院裁判文书", Required: true) { When = static f => f["ground"] == "94_4" }, new DocumentKind("police", $"公安机关查找反馈", Held: true), new DocumentKind("other", $"其他材料")],
        Steps =
        [
            new CaseStep("intake", $"接收", StepWork.Intake, RegionLevel.County, Permissions.ProposeCases, Limit.Days(1)),
            new CaseStep("opinion", $"评估意见", StepWork.Opinion, RegionLevel.County, Permissions.ProposeCases, Limit.Days(3)),
            new CaseStep("decide", $"监护决定", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.Days(3)),
            Work("place", $"安置", RegionLevel.County, Limit.Days(1), Placement) with { Unless = static c => c.Outcome == CaseOutcome.Refused },
            // 临时监护期限一般不超过一年.
            Work("end", $"送回、转为长期监护或者成年安置", RegionLevel.County, Limit.Months(12), Answer("ending", $"结果", new FieldOption("returned", $"经评估送回监护人"), new FieldOption("long_term", $"转为长期监护"), new FieldOption("adopted", $"被依法收养"), new FieldOption("grown", $"成年安置"))) with
            {
                Unless = static c => c.Outcome == CaseOutcome.Refused || c.Answers?["kind"] == "long_term",
            },
        ],
        Law = ["未成年人保护法 第九十二条", "未成年人保护法 第九十三条", "未成年人保护法 第九十四条"],
        Online = false,
        CrossRegion = false,
    };

    /// <summary>困境儿童: poverty, own difficulty, guardianship missing or improper; found, assessed, and given a plan (国发〔2016〕36号).</summary>
    public static readonly CaseType Assessment = new()
    {
        Code = "child_assessment",
        Name = $"困境儿童评估认定",
        Summary = $"家庭贫困、自身残疾患病、监护缺失或者监护不当的儿童，评估以后认定并安排帮扶和探访。",
        Line = "child_welfare",
        Purpose = CasePurpose.Service,
        Scope = CaseScope.Person,
        AboutChildren = true,
        Forms = [new FormVersion(1, new DateOnly(2026, 7, 1), [Category, new FormField("reason", $"情况说明", FieldKind.LongText) { Required = true }, new FormField("phone", $"联系电话", FieldKind.Phone)])],
        Documents = [new DocumentKind("other", $"其他材料")],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(5)),
            new CaseStep("visit", $"入户评估", StepWork.HomeVisit, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(10))
            {
                Fields = [Answer("guardianship_level", $"监护状况", new FieldOption("normal", $"正常"), new FieldOption("insufficient", $"不足"), new FieldOption("improper", $"失当"), new FieldOption("missing", $"缺失")), Long("needs", $"需求和建议")],
            },
            new CaseStep("opinion", $"初审意见", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("confirm", $"审核确认", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.WorkingDays(15)),
            Work("plan", $"帮扶计划和探访安排", RegionLevel.Township, Limit.WorkingDays(10), Long("plan", $"帮扶计划"), new FormField("visitor", $"由哪位儿童主任探访") { Required = true }) with { Unless = static c => c.Outcome == CaseOutcome.Refused },
        ],
        Law = ["国发〔2016〕36号"],
        CrossRegion = false,
    };

    /// <summary>关爱保护帮扶基金: a grant for a child whom the statutory benefits do not reach or not enough; its fund keeps the book.</summary>
    public static readonly CaseType FundGrant = new()
    {
        Code = "child_fund_grant",
        Name = $"未成年人关爱保护基金帮扶",
        Summary = $"法定保障以外仍有困难的孤儿、困境儿童和留守儿童，可以申请基金一次性帮扶。",
        Line = "child_welfare",
        Purpose = CasePurpose.Service,
        Scope = CaseScope.Person,
        AboutChildren = true,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                Category,
                Answer("use", $"用途", new FieldOption("schooling", $"助学"), new FieldOption("medical", $"助医"), new FieldOption("living", $"生活"), new FieldOption("emergency", $"急难"), new FieldOption("other", $"其他")),
                new FormField("asked", $"申请金额（元）", FieldKind.Money) { Required = true },
                new FormField("reason", $"情况说明", FieldKind.LongText) { Required = true },
                new FormField("account", $"领取帮扶金的银行账号", FieldKind.BankAccount),
            ]),
        ],
        Documents = [new DocumentKind("proof", $"支出票据或者证明"), new DocumentKind("other", $"其他材料")],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
            new CaseStep("visit", $"入户核实", StepWork.HomeVisit, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(5)),
            new CaseStep("opinion", $"初审意见", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
            new CaseStep("confirm", $"审批", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.WorkingDays(5)),
            Work("pay", $"拨付", RegionLevel.County, Limit.WorkingDays(5), new FormField("paid", $"拨付金额（元）", FieldKind.Money) { Required = true }, new FormField("paid_on", $"拨付日期", FieldKind.Date) { Required = true }, new FormField("fund", $"从哪个基金支出") { Required = true }) with
            {
                Unless = static c => c.Outcome == CaseOutcome.Refused,
            },
        ],
        CrossRegion = false,
    };

    /// <summary>集中养育: a child in a county's care moves to the city's institution, with consent, papers and a school.</summary>
    public static readonly CaseType Transfer = new()
    {
        Code = "child_transfer",
        Name = $"机构养育儿童集中养育移送",
        Summary = $"县级机构养育的儿童移送市级儿童福利机构集中养育、就学和康复。",
        Line = "child_welfare",
        Purpose = CasePurpose.Service,
        Scope = CaseScope.Person,
        WithoutFamily = true,
        AboutChildren = true,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                new FormField("child", $"儿童姓名") { Required = true, Help = $"列表上只显示姓。" },
                new FormField("from_institution", $"现在的养育机构") { Required = true },
                new FormField("to_institution", $"接收机构") { Required = true },
                new FormField("consent", $"监护人和八周岁以上儿童本人的意见", FieldKind.LongText) { Required = true },
                new FormField("school", $"就读学校和转学安排") { Required = true },
            ]),
        ],
        Documents = [new DocumentKind("archive", $"儿童业务档案", Required: true), new DocumentKind("health", $"体检和康复资料", Required: true), new DocumentKind("other", $"其他材料")],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.County, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("opinion", $"评估意见", StepWork.Opinion, RegionLevel.County, Permissions.ProposeCases, Limit.WorkingDays(10)),
            new CaseStep("confirm", $"审批", StepWork.Decision, RegionLevel.City, Permissions.ApproveCases, Limit.WorkingDays(10)),
            Work("hand_over", $"移送交接", RegionLevel.County, Limit.WorkingDays(10), new FormField("handed_on", $"交接日期", FieldKind.Date) { Required = true }, new FormField("handed_by", $"交接双方和档案清单") { Required = true }) with
            {
                Unless = static c => c.Outcome == CaseOutcome.Refused,
            },
        ],
        Online = false,
        CrossRegion = false,
    };

    private static FormField Category => Answer(
        "category", $"儿童类别", new FieldOption("orphan", $"孤儿"), new FieldOption("de_facto", $"事实无人抚养儿童"), new FieldOption("poor", $"家庭困难儿童"), new FieldOption("disabled", $"残疾、患病儿童"), new FieldOption("guardianship", $"监护缺失、失当儿童"), new FieldOption("left_behind", $"留守儿童"), new FieldOption("marginal", $"边缘困境儿童"));

    private static FormField Placement => Answer(
        "placement", $"安置方式", new FieldOption("home", $"在家监护"), new FieldOption("relative", $"亲属临时照料"), new FieldOption("foster", $"家庭寄养"), new FieldOption("rescue", $"救助保护机构"), new FieldOption("institution", $"儿童福利机构"), new FieldOption("police", $"移送公安或者检察机关"));

    private static FormField Answer(string code, FormattableString name, params FieldOption[] options) => new(code, name, FieldKind.Choice) { Required = true, Options = options };

    private static FormField Long(string code, FormattableString name) => new(code, name, FieldKind.LongText) { Required = true };

    private static CaseStep Work(string code, FormattableString name, RegionLevel level, Limit limit, params FormField[] fields) =>
        new(code, name, StepWork.Task, level, Permissions.AssistCases, limit) { Fields = fields };

    private static bool Unfounded(Case record) => record.Answers?["verified"] == "unfounded";

    private static FormattableString? Because(bool done, FormattableString reason) => done ? null : reason;
}
