using Huimin.Platform.Access;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;

namespace Huimin.Modules.SocialAssistance;

/// <summary>临时救助: urgent help first and papers afterwards (社会救助法 art. 50), and ordinary help with the usual procedure.</summary>
public static class TemporaryAssistance
{
    /// <summary>小额快救: within three days, no check and no posting; papers may follow within ten working days.</summary>
    public static readonly CaseType Urgent = new()
    {
        Code = "temporary_urgent",
        Name = $"临时救助（急难型、小额快救）",
        Summary = $"遇到火灾、事故、突发重病等急难，三天内先给帮助，材料以后再补。在哪里遇到困难就在哪里申请。",
        Line = "social_assistance",
        Programmes = ["temporary_assistance"],
        WhereItHappens = true,
        Forms = [new FormVersion(1, new DateOnly(2026, 7, 1), [.. Asked, .. Assessed("urgent", $"急难型", small: true)])],
        Documents = [new DocumentKind("proof", $"急难情况证明或者照片"), new DocumentKind("identity", $"身份证件", Held: true)],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.Township, Permissions.ProposeCases, Limit.Days(1)),
            new CaseStep("opinion", $"核实情况", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.Days(1)),
            new CaseStep("confirm", $"审批", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.Days(1)) { MayBeDelegated = true },
            new CaseStep("deliver", $"救助到人", StepWork.Delivery, RegionLevel.Township, Permissions.ProposeCases, Limit.Days(1)),
            new CaseStep("papers", $"补齐材料", StepWork.Task, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(10)),
        ],
        Whole = Limit.Days(3),
        Law = ["社会救助法 第五十条", "社会救助法 第五十二条"],
    };

    /// <summary>支出型 and what exceeds the township's limit: check, visit, posting, the county's decision.</summary>
    public static readonly CaseType Ordinary = new()
    {
        Code = "temporary_assistance",
        Name = $"临时救助（支出型）",
        Summary = $"因医疗、教育等必需支出突然增加，基本生活暂时困难的家庭，可以申请一次性救助。",
        Line = "social_assistance",
        Programmes = ["temporary_assistance"],
        CheckPurpose = "means.temporary_assistance",
        WhereItHappens = true,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                .. Asked,
                new FormField("authorised", $"同意民政部门核对家庭收入和财产", FieldKind.YesNo) { Required = true, Help = $"只用于本次申请，只核对法律规定的内容。" },
                .. Assessed("spending", $"支出型", small: false),
                new FormField("stages", $"分几个月发放", FieldKind.Count) { ForOfficers = true, Help = $"一次审批、分阶段发放，最多12个月；不填为一次发放。" },
            ]),
        ],
        Documents =
        [
            new DocumentKind("authorisation", $"核对授权书", Required: true),
            new DocumentKind("spending", $"支出票据", Required: true),
            new DocumentKind("identity", $"身份证件", Held: true),
        ],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(1)),
            // 已认定的低保、特困、边缘、刚性支出家庭只核实支出 (2026 opinion): the officer sees the recognition and goes on.
            new CaseStep("check", $"经济状况核对", StepWork.DataCheck, RegionLevel.County, Permissions.ProposeCases, Limit.WorkingDays(3)),
            new CaseStep("visit", $"入户调查", StepWork.HomeVisit, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(4)),
            new CaseStep("opinion", $"初审意见", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(2)),
            new CaseStep("publicity", $"初审公示", StepWork.Publicity, RegionLevel.Township, Permissions.ProposeCases) { PublicityDays = 5 },
            new CaseStep("confirm", $"审批", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.WorkingDays(5)) { MayBeDelegated = true },
            new CaseStep("deliver", $"送达", StepWork.Delivery, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
        ],
        Whole = Limit.WorkingDays(15),
        WholeExtended = Limit.WorkingDays(25),
        Law = ["社会救助法 第四十三条", "社会救助法 第五十二条"],
    };

    private static FormField[] Asked =>
    [
        new("reason", $"遇到什么困难", FieldKind.LongText) { Required = true, Help = $"什么时候、在哪里、发生了什么，现在最缺什么。" },
        new("phone", $"联系电话", FieldKind.Phone) { Required = true, Help = $"办理进展会用这个电话通知。" },
        new("account", $"领取救助金的银行账号", FieldKind.BankAccount) { Help = $"没有账号的，可以领取现金或者实物。" },
    ];

    /// <summary>What the policies ask of the application; officers fill in what the applicant cannot know.</summary>
    private static FormField[] Assessed(string kind, FormattableString name, bool small) =>
    [
        new("kind", $"救助类型", FieldKind.Choice) { Required = true, Options = [new(kind, name)], Input = "temporary_assistance.kind" },
        .. small ? [new FormField("small_fast", $"小额快救（不核对、不公示，最高一个月低保标准）", FieldKind.YesNo) { Input = "temporary_assistance.small_fast", ForOfficers = true }] : Array.Empty<FormField>(),
        new("proposed", $"拟救助金额（元）", FieldKind.Money) { Input = "temporary_assistance.proposed", ForOfficers = true },
        new("persons", $"受困人数", FieldKind.Count) { Input = "temporary_assistance.persons", Help = $"不填为共同生活的全部家庭成员。" },
        new("months", $"受困月数", FieldKind.Count) { Input = "temporary_assistance.months" },
        new("times_this_year", $"本年度已救助次数", FieldKind.Count) { Input = "temporary_assistance.times_this_year", ForOfficers = true },
        new("received_this_year", $"本年度已领取金额（元）", FieldKind.Money) { Input = "temporary_assistance.received_this_year", ForOfficers = true },
    ];
}
