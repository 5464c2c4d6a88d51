using Huimin.Platform.Access;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;

namespace Huimin.Modules.SocialAssistance;

/// <summary>
/// Applications for the layers of social assistance 低保、特困、低保边缘、刚性支出困难. Whatever is applied for, one application is tested for
/// all layers in the law's order (一次申请、分类认定; 国办发〔2023〕39号), with one check and one visit.
/// </summary>
public static class BasicLiving
{
    /// <summary>Tested in this order; the first that fits is proposed.</summary>
    private static readonly string[] Layers = ["tekun", "dibao", "dibao_marginal", "rigid_expense_family"];

    /// <summary>Six items of self-care 生活自理 (43号): eat, dress, get in and out of bed, toilet, walk indoors, bathe.</summary>
    private static readonly FormField[] SelfCare =
    [
        new("self_care_failed", $"生活自理不能完成的项数（吃饭、穿衣、上下床、如厕、室内行走、洗澡）", FieldKind.Count) { Fact = "self_care_failed", When = f => f.IsYes("asks_tekun") },
        new("wishes", $"供养方式意愿", FieldKind.Choice)
        {
            Options = [new("home", $"在家（分散供养）"), new("institution", $"在机构（集中供养）")],
            Fact = "placement",
            When = f => f.IsYes("asks_tekun"),
        },
    ];

    private static readonly FormVersion Form = new(1, new DateOnly(2026, 7, 1),
    [
        new FormField("reason", $"困难情况", FieldKind.LongText) { Required = true, Help = $"用自己的话说明家里有什么困难、从什么时候开始。" },
        new FormField("phone", $"联系电话", FieldKind.Phone) { Required = true, Help = $"办理进展会用这个电话通知。" },
        new FormField("account", $"领取救助金的银行账号", FieldKind.BankAccount) { Help = $"最好是申请人本人的社会保障卡账号，批准以后再补也可以。" },
        new FormField("authorised", $"同意民政部门核对家庭收入和财产", FieldKind.YesNo) { Required = true, Help = $"只用于本次申请，只核对法律规定的内容。" },
        new FormField("truthful", $"承诺所填内容真实", FieldKind.YesNo) { Required = true },
        new FormField("asks_tekun", $"家里有没有人生活没有来源、也没有人赡养抚养", FieldKind.YesNo),
        new FormField("alone", $"以本人单独申请（单人户）", FieldKind.YesNo) { Help = $"重度残疾人、重病患者可以单独申请，只看本人的收入。" },
        new FormField("relative", $"家里人是不是民政经办人员或者村（居）委会成员的近亲属", FieldKind.YesNo) { Required = true, Help = $"是的话要单独登记备案，由县级入户核查，不影响申请。" },
    ]);

    /// <summary>Since then, relatives outside the household who have to support a member are named with the application.</summary>
    private static readonly FormVersion WithSupporters = new(2, new DateOnly(2026, 11, 29),
    [
        .. Form.Fields.TakeWhile(f => f.Code != "alone"),
        new FormField(LegalSupporter.Field, $"不住在一起的法定赡养、抚养、扶养人", FieldKind.Supporters)
        {
            Help = $"例如分户生活的成年子女。每人一行：姓名、身份证号、关系，用空格分开；没有就不填。核对他们的收入要有本人签名的授权书。",
        },
        .. Form.Fields.SkipWhile(f => f.Code != "alone"),
    ]);

    /// <summary>最低生活保障.</summary>
    public static readonly CaseType Dibao = Of("dibao", $"最低生活保障申请", $"家庭人均收入低于当地低保标准、财产符合规定的，可以申请，批准后按月发给低保金。", "means.dibao", Limit.WorkingDays(10));

    /// <summary>特困人员救助供养; the township has 15 working days to the opinion, the county 15 to decide (43号).</summary>
    public static readonly CaseType Tekun = Of("tekun", $"特困人员救助供养申请", $"无劳动能力、无生活来源、没有人赡养抚养扶养的老年人、残疾人和未成年人，可以申请供养。", "means.tekun", Limit.WorkingDays(15));

    /// <summary>低保边缘家庭.</summary>
    public static readonly CaseType Marginal =
        Of("dibao_marginal", $"低保边缘家庭认定", $"收入略高于低保标准、生活仍有困难的家庭，认定后可以享受医疗、教育等专项救助。", "means.dibao_marginal", Limit.WorkingDays(10));

    /// <summary>刚性支出困难家庭.</summary>
    public static readonly CaseType RigidExpense =
        Of("rigid_expense_family", $"刚性支出困难家庭认定", $"因医疗、教育等必需支出过大造成生活困难的家庭，认定后可以享受专项救助和临时救助。", "means.rigid_expense_family", Limit.WorkingDays(10));

    private static CaseType Of(string code, FormattableString name, FormattableString summary, string purpose, Limit confirmation) => new()
    {
        Code = code,
        Name = name,
        Summary = summary,
        Line = "social_assistance",
        Programmes = Layers,
        CheckPurpose = purpose,
        Forms = [Form, WithSupporters],
        Documents =
        [
            new DocumentKind("identity", $"身份证件", Held: true),
            new DocumentKind("household_register", $"户口簿", Held: true),
            new DocumentKind("authorisation", $"核对授权书", Required: true),
            new DocumentKind(LegalSupporter.Paper, $"赡养、抚养、扶养人核对授权书", Required: true) { When = f => f[LegalSupporter.Field].Length > 0 },
            new DocumentKind("disability", $"残疾人证", Held: true),
            new DocumentKind("illness", $"诊断证明、医疗费票据"),
            new DocumentKind("other", $"其他材料"),
        ],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("check", $"经济状况核对", StepWork.DataCheck, RegionLevel.County, Permissions.ProposeCases, Limit.WorkingDays(3)),
            new CaseStep("visit", $"入户调查", StepWork.HomeVisit, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(7)) { Fields = SelfCare },
            new CaseStep("review", $"民主评议", StepWork.DemocraticReview, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(5)) { Unless = c => !c.NeedsReview },
            new CaseStep("opinion", $"初审意见", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("publicity", $"初审公示", StepWork.Publicity, RegionLevel.Township, Permissions.ProposeCases) { PublicityDays = 7 },
            new CaseStep("confirm", $"审核确认", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, confirmation) { MayBeDelegated = true },
            new CaseStep("deliver", $"送达", StepWork.Delivery, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
        ],
        Whole = Limit.WorkingDays(30),
        WholeExtended = Limit.WorkingDays(45),
        Law = ["社会救助法 第四十三条", "社会救助法 第四十四条"],
    };
}
