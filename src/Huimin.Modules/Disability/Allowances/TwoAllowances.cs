using Huimin.Platform.Access;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;

namespace Huimin.Modules.Disability.Allowances;

/// <summary>
/// 残疾人两项补贴: one application for both allowances, online from beginning to end 全程网办 and in any province 跨省通办; paid from the month
/// in which it was handed in (国发〔2015〕52号; 民发〔2021〕70号).
/// </summary>
public static class TwoAllowances
{
    /// <summary>Field that says the application was received in another province and pushed here.</summary>
    public const string FromElsewhere = "from_elsewhere";

    private static readonly string[] Programmes = ["disability_living", "disability_nursing"];

    private static readonly string[] Law = ["国发〔2015〕52号", "民发〔2021〕70号"];

    /// <summary>
    /// Township, federation and publicity have five working days each, the county five more; what another province pushes is decided
    /// within ten working days.
    /// </summary>
    public static readonly CaseType Application = new()
    {
        Code = "disability_allowances",
        Name = $"残疾人两项补贴申请",
        Summary = $"低保家庭里的残疾人可以申请生活补贴，一、二级重度残疾人可以申请护理补贴；一次申请，两项一起办。",
        Line = "disability",
        Scope = CaseScope.Person,
        Programmes = Programmes,
        GrantsEach = true,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                new FormField("phone", $"联系电话", FieldKind.Phone) { Required = true, Help = $"办理进展会用这个电话通知。" },
                new FormField("account", $"领取补贴的银行账号", FieldKind.BankAccount) { Help = $"最好是本人的社会保障卡账号，批准以后再补也可以。" },
                new FormField("other_benefit", $"是否已经领取工伤保险生活护理费或者同类护理补贴", FieldKind.YesNo) { Required = true, Fact = "other_nursing_benefit", Help = $"两种护理待遇不能同时领取。" },
                new FormField("truthful", $"承诺所填内容真实", FieldKind.YesNo) { Required = true },
                new FormField(FromElsewhere, $"由外省受理地推送（跨省通办）", FieldKind.YesNo) { ForOfficers = true },
                new FormField("received_at", $"外省受理地和受理单位") { ForOfficers = true, When = static f => f.IsYes(FromElsewhere) },
            ]),
        ],
        Documents = [new DocumentKind("identity", $"身份证件", Held: true), new DocumentKind("disability", $"残疾人证", Held: true), new DocumentKind("other", $"其他材料")],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
            new CaseStep("opinion", $"乡镇审核", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("federation", $"残联审核残疾类别和等级", StepWork.Task, RegionLevel.County, Permissions.ProposeCases, Limit.WorkingDays(5)) { Fields = [Certificate, CertificateNote] },
            // Five working days; a case that another province pushed has ten for everything and is not posted.
            new CaseStep("publicity", $"公示", StepWork.Publicity, RegionLevel.Township, Permissions.ProposeCases)
            {
                PublicityDays = 5,
                PublicityUnit = LimitUnit.WorkingDays,
                Unless = static c => c.Opinion != CaseOutcome.Granted || IsFromElsewhere(c),
            },
            new CaseStep("confirm", $"审核确认", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.WorkingDays(5)) { MayBeDelegated = true },
            new CaseStep("deliver", $"告知结果", StepWork.Delivery, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
        ],
        Whole = Limit.WorkingDays(20),
        WholeOf = static c => IsFromElsewhere(c) ? Limit.WorkingDays(10) : null,
        Law = Law,
    };

    /// <summary>Somebody registered in another province applies here: pushed to the home place within three working days, and told its answer within three.</summary>
    public static readonly CaseType Push = new()
    {
        Code = "disability_allowances_push",
        Name = $"残疾人两项补贴跨省通办受理",
        Summary = $"户籍在外省的残疾人在居住地提出申请，由受理地推送户籍地办理，并告知结果。",
        Line = "disability",
        Purpose = CasePurpose.Service,
        Scope = CaseScope.Person,
        WithoutFamily = true,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                new FormField("name", $"姓名") { Required = true },
                new FormField("citizen_id", $"身份证号", FieldKind.CitizenId) { Required = true },
                new FormField("phone", $"联系电话", FieldKind.Phone) { Required = true },
                new FormField("home", $"户籍所在省、市、县") { Required = true },
                new FormField("account", $"领取补贴的银行账号", FieldKind.BankAccount),
            ]),
        ],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(1)),
            new CaseStep("push", $"推送户籍地", StepWork.Task, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)) { Fields = [PushedTo, PushedOn] },
            new CaseStep("result", $"收到户籍地决定", StepWork.Task, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(10)) { Fields = [HomeDecision] },
            new CaseStep("tell", $"告知申请人", StepWork.Task, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)) { Fields = [Told] },
        ],
        EndsAs = static f => f["home_decision"] == "refused" ? CaseOutcome.Refused : CaseOutcome.Helped,
        Law = Law,
        CrossRegion = false,
    };

    /// <summary>
    /// What the monthly comparison with police, federation, dibao and tekun lists found, or the recipient reported: the allowance goes on,
    /// changes or stops from the month after.
    /// </summary>
    public static readonly CaseType Change = new()
    {
        Code = "disability_change",
        Name = $"残疾人两项补贴变更停发",
        Summary = $"残疾等级、低保身份、户籍等有变化，或者每月比对发现不再符合条件的，核实以后继续、增发、减发或者停发。",
        Line = "disability",
        Purpose = CasePurpose.Change,
        Scope = CaseScope.Person,
        Programmes = Programmes,
        GrantsEach = true,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                new FormField("cause", $"为什么核查", FieldKind.Choice)
                {
                    Required = true,
                    Options =
                    [
                        new FieldOption("died", $"死亡"), new FieldOption("moved", $"户籍迁出"), new FieldOption("certificate", $"残疾人证注销、过期或者等级变化"), new FieldOption("dibao", $"退出低保"),
                        new FieldOption("tekun", $"纳入特困"), new FieldOption("prison", $"服刑"), new FieldOption("yearly", $"年度复核"), new FieldOption("own_wish", $"本人要求停止"),
                    ],
                },
                new FormField("reason", $"情况说明", FieldKind.LongText) { Required = true },
            ]),
        ],
        Documents = [new DocumentKind("other", $"其他材料")],
        Steps =
        [
            new CaseStep("compare", $"与公安、残联、低保、特困数据比对核实", StepWork.Task, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)) { Fields = [Compared] },
            new CaseStep("opinion", $"核查意见", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("hearing", $"听取意见", StepWork.Hearing, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(5))
            {
                Unless = static c => c.Opinion is not (CaseOutcome.Cut or CaseOutcome.Stopped) || c.Answers?["cause"] == "died",
            },
            new CaseStep("confirm", $"审核确认", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.WorkingDays(5)) { MayBeDelegated = true },
            new CaseStep("deliver", $"送达", StepWork.Delivery, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
        ],
        Law = Law,
        CrossRegion = false,
    };

    private static FormField Certificate => new("certificate", $"残疾人证是否有效、类别和等级是否一致", FieldKind.YesNo) { Required = true };

    private static FormField CertificateNote => new("certificate_note", $"残联审核意见", FieldKind.LongText);

    private static FormField PushedTo => new("pushed_to", $"推送到哪个单位") { Required = true };

    private static FormField PushedOn => new("pushed_on", $"推送日期", FieldKind.Date) { Required = true };

    private static FormField HomeDecision => new("home_decision", $"户籍地的决定", FieldKind.Choice)
    {
        Required = true,
        Options = [new FieldOption("granted", $"同意"), new FieldOption("refused", $"不予同意")],
    };

    private static FormField Told => new("told", $"怎样告知、告知了谁") { Required = true };

    private static FormField Compared => new("compared", $"比对核实的结果", FieldKind.LongText) { Required = true };

    private static bool IsFromElsewhere(Case record) => record.Answers?.IsYes(FromElsewhere) == true;
}
