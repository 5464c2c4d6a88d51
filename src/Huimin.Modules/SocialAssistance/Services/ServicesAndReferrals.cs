using Huimin.Platform.Access;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;

namespace Huimin.Modules.SocialAssistance.Services;

/// <summary>
/// What stands beside the benefits: leads of active discovery 主动发现, assistance in services 服务类救助, referral to charity 转介慈善, and
/// complaints that come by the hotline. Days without a law are the bureau's own.
/// </summary>
public static class ServicesAndReferrals
{
    /// <summary>Code of the cases of assistance in services.</summary>
    public const string ServiceCode = "service_assistance";

    /// <summary>Code of their step at which every service is recorded, on the day on which it was given.</summary>
    public const string Serve = "serve";

    /// <summary>Code of the complaints.</summary>
    public const string ComplaintCode = "complaint";

    private const string Minutes = "minutes";

    /// <summary>社会救助法 art. 39: village and township report whom they find and help those who cannot apply; taken up within a working day, visited within five.</summary>
    public static readonly CaseType Lead = new()
    {
        Code = "discovery_lead",
        Name = $"主动发现线索",
        Summary = $"发现生活可能有困难的人，登记线索，上门核实，帮助申请或者转办。",
        Line = "social_assistance",
        Purpose = CasePurpose.Service,
        WithoutFamily = true,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                new FormField("name", $"什么人") { Required = true, Help = $"姓名；不知道的写明住处和特征。" },
                Choice("source", $"线索来源", new FieldOption("assistant", $"协理员、网格员走访"), new FieldOption("monitoring", $"监测预警"), new FieldOption("hotline", $"热线和媒体"), new FieldOption("department", $"其他部门推送"), new FieldOption("citizen", $"群众反映"), new FieldOption("charity", $"社会组织、志愿者")),
                new FormField("found_on", $"发现日期", FieldKind.Date) { Required = true },
                new FormField("what", $"什么情况", FieldKind.LongText) { Required = true },
                new FormField("phone", $"联系电话", FieldKind.Phone),
            ]),
        ],
        Documents = [new DocumentKind("photo", $"照片"), new DocumentKind("other", $"其他材料")],
        Steps =
        [
            new CaseStep("intake", $"接收线索", StepWork.Intake, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(1)),
            Work("visit", $"上门核实", Permissions.AssistCases, Limit.WorkingDays(5), new FormField("seen", $"看到和了解到的情况", FieldKind.LongText) { Required = true }, new FormField("companion", $"同行人员") { Required = true }),
            Work("result", $"处理结果", Permissions.ProposeCases, Limit.WorkingDays(4), Choice("result", $"结果", [.. Results]), new FormField("case_number", $"帮助申请的受理号或者转办单位") { When = static f => f["result"] is "dibao" or "temporary" or "department" }, new FormField("informed", $"怎样告知本人") { Required = true }),
        ],
        EndsAs = static f => f["result"] is "none" or "refused" ? CaseOutcome.Terminated : CaseOutcome.Helped,
        Law = ["社会救助法 第三十九条"],
        CrossRegion = false,
    };

    /// <summary>社会救助法 art. 34: nursing, daily living and care as assistance, by a plan; every visit is recorded with hours and confirmation.</summary>
    public static readonly CaseType Service = new()
    {
        Code = ServiceCode,
        Name = $"服务类社会救助",
        Summary = $"生活不能自理或者需要照料、探访、心理疏导的困难群众，评估以后安排服务，每次服务有记录。",
        Line = "social_assistance",
        Purpose = CasePurpose.Service,
        Scope = CaseScope.Person,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                new FormField("reason", $"需要什么帮助", FieldKind.LongText) { Required = true },
                new FormField("phone", $"联系电话", FieldKind.Phone),
                Choice("category", $"对象类别", new FieldOption("tekun", $"特困人员"), new FieldOption("dibao", $"低保对象"), new FieldOption("marginal", $"低保边缘家庭成员"), new FieldOption("rigid", $"刚性支出困难家庭成员"), new FieldOption("other", $"其他困难人员")),
            ]),
        ],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(3)),
            Work("assess", $"需求评估", Permissions.AssistCases, Limit.WorkingDays(7), new FormField("needs", $"评估结论", FieldKind.LongText) { Required = true }),
            new CaseStep("opinion", $"服务意见", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
            new CaseStep("confirm", $"审批", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.WorkingDays(5)) { MayBeDelegated = true },
            Work("plan", $"服务计划", Permissions.ProposeCases, Limit.WorkingDays(5), new FormField("plan", $"服务项目、频次和起止日期", FieldKind.LongText) { Required = true }, new FormField("planned_hours", $"计划时长（小时）", FieldKind.Count), new FormField("provider", $"服务机构和服务人员") { Required = true }) with { Unless = IsRefused },
            Work(Serve, $"服务记录", Permissions.AssistCases, Limit.Months(12), [.. Served]) with
            {
                Quantity = Minutes,
                Unless = IsRefused,
                WhyNotDone = static file => Unless(file.Answers["ends"] == "yes", $"服务还没有结束。结束的，请在最后一次服务记录里写明。"),
            },
            Work("evaluate", $"效果评估", Permissions.ProposeCases, Limit.WorkingDays(10), Choice("satisfied", $"本人是否满意", new FieldOption("yes", $"满意"), new FieldOption("mostly", $"基本满意"), new FieldOption("no", $"不满意")), new FormField("evaluation", $"评估意见") { Required = true }) with { Unless = IsRefused },
        ],
        Law = ["社会救助法 第三十四条"],
        CrossRegion = false,
    };

    /// <summary>What the policies cannot cover whole goes to a charity project, and its answer comes back to the case.</summary>
    public static readonly CaseType Charity = new()
    {
        Code = "charity_referral",
        Name = $"转介慈善帮扶",
        Summary = $"政府救助以后仍有困难的家庭，转介慈善组织的项目，结果反馈回来。",
        Line = "social_assistance",
        Purpose = CasePurpose.Service,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                new FormField("reason", $"还缺什么", FieldKind.LongText) { Required = true },
                new FormField("asked", $"希望帮扶的金额（元）", FieldKind.Money),
                new FormField("agreed", $"本人同意把情况告知慈善组织", FieldKind.YesNo) { Required = true, Help = $"不同意的不能转介。" },
                new FormField("origin", $"由哪件救助案件转来（受理号）"),
            ]),
        ],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
            Work("refer", $"转介", Permissions.ProposeCases, Limit.WorkingDays(5), new FormField("organisation", $"慈善组织和项目") { Required = true }, new FormField("referred_on", $"转介日期", FieldKind.Date) { Required = true }) with
            {
                WhyNotDone = static file => Unless(file.Answers.IsYes("agreed"), $"本人没有同意把情况告知慈善组织，不能转介。"),
            },
            Work("result", $"慈善组织反馈", Permissions.ProposeCases, Limit.WorkingDays(20), Choice("accepted", $"是否接收", new FieldOption("yes", $"已经帮扶"), new FieldOption("no", $"没有接收")), new FormField("given", $"帮扶金额（元）", FieldKind.Money) { When = static f => f["accepted"] == "yes" }, new FormField("in_kind", $"物资和服务") { When = static f => f["accepted"] == "yes" }),
        ],
        EndsAs = static f => f["accepted"] == "yes" ? CaseOutcome.Helped : CaseOutcome.Refused,
        Law = ["国办发〔2023〕39号"],
        CrossRegion = false,
    };

    /// <summary>社会救助法 art. 60, 68: a call or complaint is handed to whoever answers it, and its answer comes back in time.</summary>
    public static readonly CaseType Complaint = new()
    {
        Code = ComplaintCode,
        Name = $"热线和投诉转办",
        Summary = $"对社会救助政策、待遇和工作人员的咨询、求助、投诉举报，及时转办、调查和答复。",
        Line = "social_assistance",
        Purpose = CasePurpose.Service,
        WithoutFamily = true,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                Choice("channel", $"来源", new FieldOption("12345", $"12345热线"), new FieldOption("assistance_line", $"社会救助热线"), new FieldOption("letter", $"来信来访"), new FieldOption("online", $"网络"), new FieldOption("media", $"媒体")),
                new FormField("ticket", $"工单号"),
                Choice("subject", $"内容", new FieldOption("help", $"求助"), new FieldOption("question", $"咨询"), new FieldOption("wrong_recipient", $"举报不符合条件"), new FieldOption("refused", $"申请没有受理或者没有批准"), new FieldOption("worker", $"工作人员作风"), new FieldOption("payment", $"待遇发放")),
                new FormField("who", $"来电人和联系方式") { Help = $"为举报人保密；匿名的不填。" },
                new FormField("what", $"反映的情况", FieldKind.LongText) { Required = true },
                new FormField("about", $"涉及的案件（受理号）"),
            ]),
        ],
        Steps =
        [
            new CaseStep("intake", $"登记", StepWork.Intake, RegionLevel.County, Permissions.AssistCases, Limit.WorkingDays(1)),
            Work("hand_over", $"转办", Permissions.AssistCases, Limit.WorkingDays(2), new FormField("handed_to", $"转给哪个单位办理") { Required = true }) with { Level = RegionLevel.County },
            Work("investigate", $"调查核实", Permissions.ProposeCases, Limit.WorkingDays(10), new FormField("found", $"调查结果", FieldKind.LongText) { Required = true }, Choice("true", $"是否属实", new FieldOption("yes", $"属实"), new FieldOption("partly", $"部分属实"), new FieldOption("no", $"不属实"), new FieldOption("none", $"咨询求助，不涉及"))),
            Work("answer", $"答复", Permissions.AssistCases, Limit.WorkingDays(3), new FormField("answered", $"怎样答复、答复了谁", FieldKind.LongText) { Required = true }) with { Level = RegionLevel.County },
        ],
        Law = ["社会救助法 第六十条", "社会救助法 第六十八条"],
        CrossRegion = false,
    };

    private static FieldOption[] Results =>
    [
        new FieldOption("already", $"已在保障范围"), new FieldOption("dibao", $"帮助申请低保等"), new FieldOption("temporary", $"帮助申请临时救助"), new FieldOption("service", $"安排服务类救助"),
        new FieldOption("charity", $"转介慈善"), new FieldOption("department", $"转其他部门"), new FieldOption("none", $"没有困难"), new FieldOption("refused", $"本人不愿意"),
    ];

    private static FormField[] Served =>
    [
        Choice("item", $"服务项目", new FieldOption("nursing", $"照护"), new FieldOption("living", $"生活照料"), new FieldOption("visit", $"探访关爱"), new FieldOption("counselling", $"心理疏导"), new FieldOption("inclusion", $"社会融入"), new FieldOption("study", $"学业辅导"), new FieldOption("escort", $"陪同就医"), new FieldOption("other", $"其他")),
        new FormField(Minutes, $"时长（分钟）", FieldKind.Count) { Required = true },
        new FormField("worker", $"服务人员") { Required = true },
        Choice("confirmed", $"怎样确认", new FieldOption("signed", $"本人签字"), new FieldOption("family", $"家属确认"), new FieldOption("witness", $"村（居）见证")),
        new FormField("ends", $"服务是否到此结束", FieldKind.YesNo) { Required = true },
    ];

    private static bool IsRefused(Case record) => record.Outcome == CaseOutcome.Refused;

    private static FormattableString? Unless(bool fine, FormattableString reason) => fine ? null : reason;

    private static FormField Choice(string code, FormattableString name, params FieldOption[] options) => new(code, name, FieldKind.Choice) { Required = true, Options = options };

    private static CaseStep Work(string code, FormattableString name, string permission, Limit limit, params FormField[] fields) =>
        new(code, name, StepWork.Task, RegionLevel.Township, permission, limit) { Fields = fields };
}
