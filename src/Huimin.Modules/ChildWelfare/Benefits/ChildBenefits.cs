using Huimin.Platform.Access;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;

namespace Huimin.Modules.ChildWelfare.Benefits;

/// <summary>
/// 孤儿、事实无人抚养儿童 and 孤儿助学: the township verifies within 15 working days, the county confirms within 15; a child's data is never
/// posted (国办发〔2010〕54号; 民发〔2019〕62号; 民发〔2020〕125号).
/// </summary>
public static class ChildBenefits
{
    public static readonly CaseType Orphan = Of(
        "orphan", $"孤儿基本生活保障申请", $"父母双亡、双失踪或者一方死亡一方失踪的未满18周岁儿童，认定后按月发给基本生活费。", ["orphan_living"], ["国办发〔2010〕54号"]);

    public static readonly CaseType DeFactoOrphan = Of(
        "de_facto_orphan", $"事实无人抚养儿童认定", $"父母因重残、重病、服刑、强制隔离戒毒、失联等不能履行抚养责任的儿童，认定后按月发给基本生活补贴。", ["de_facto_orphan_living"],
        ["民发〔2019〕62号", "民发〔2020〕125号"]);

    /// <summary>A school year's aid, for people who were orphans before 18 and study on.</summary>
    public static readonly CaseType StudyAid = new()
    {
        Code = "orphan_study_aid",
        Name = $"福彩圆梦·孤儿助学申请",
        Summary = $"年满18周岁后在普通高中、中职、高校全日制就读的孤儿，每学年可以申请助学金。",
        Line = "child_welfare",
        Scope = CaseScope.Person,
        Programmes = ["orphan_study_aid"],
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                Phone, Account,
                new FormField("school", $"就读学校和专业") { Required = true },
                new FormField("school_year", $"学年") { Required = true, Help = $"例如 2026-2027。" },
                new FormField("orphan_before_18", $"年满18周岁以前被认定为孤儿", FieldKind.YesNo) { Required = true, Input = "orphan_study_aid.orphan_before_18" },
                new FormField("adopted", $"已经被依法收养", FieldKind.YesNo) { Required = true, Input = "orphan_study_aid.adopted" },
                new FormField("study", $"学段", FieldKind.Choice) { Required = true, Fact = "study", Options = Stages },
            ]),
        ],
        Documents = [new DocumentKind("enrolment", $"学籍证明", Required: true), new DocumentKind("identity", $"身份证件", Held: true)],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("opinion", $"核实学籍和孤儿身份", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("confirm", $"审核确认", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.WorkingDays(15)),
            new CaseStep("deliver", $"送达", StepWork.Delivery, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
        ],
        Law = ["福彩圆梦·孤儿助学工程（2025年4月修订）"],
    };

    /// <summary>The child turned 18, was adopted, a parent came back: the benefit goes on, changes or ends the month after.</summary>
    public static readonly CaseType Change = new()
    {
        Code = "child_change",
        Name = $"儿童福利待遇核查变更",
        Summary = $"年满18周岁、被收养、父母恢复抚养能力等，核实以后继续、增发、减发或者停发。",
        Line = "child_welfare",
        Purpose = CasePurpose.Change,
        Scope = CaseScope.Person,
        Programmes = ["orphan_living", "de_facto_orphan_living"],
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                new FormField("cause", $"为什么核查", FieldKind.Choice)
                {
                    Required = true,
                    Options =
                    [
                        new FieldOption("periodic", $"定期核查"), new FieldOption("grown", $"年满18周岁"), new FieldOption("adopted", $"被依法收养"),
                        new FieldOption("parents", $"父母情况变化"), new FieldOption("placement", $"养育方式变化"), new FieldOption("died", $"死亡"),
                    ],
                },
                new FormField("reason", $"情况说明", FieldKind.LongText) { Required = true },
            ]),
        ],
        Documents = [new DocumentKind("other", $"其他材料")],
        Steps =
        [
            new CaseStep("visit", $"入户核实", StepWork.HomeVisit, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(10)) { Fields = Parents },
            new CaseStep("opinion", $"核查意见", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("hearing", $"听取监护人和儿童意见", StepWork.Hearing, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(5))
            {
                Unless = static c => c.Opinion is not (Huimin.Platform.Cases.CaseOutcome.Cut or Huimin.Platform.Cases.CaseOutcome.Stopped) || c.Answers?["cause"] == "died",
            },
            new CaseStep("confirm", $"审核确认", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.WorkingDays(15)),
            new CaseStep("deliver", $"送达", StepWork.Delivery, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
        ],
        Law = ["国办发〔2010〕54号", "民发〔2019〕62号"],
        AboutChildren = true,
        CrossRegion = false,
    };

    private static FormField Phone => new("phone", $"联系电话", FieldKind.Phone) { Required = true, Help = $"办理进展会用这个电话通知。" };

    private static FormField Account => new("account", $"领取补贴的银行账号", FieldKind.BankAccount) { Help = $"儿童本人的账户；批准以后再补也可以。" };

    private static FieldOption[] Stages =>
    [
        new FieldOption("none", $"不在校"), new FieldOption("compulsory", $"义务教育"), new FieldOption("senior", $"普通高中"), new FieldOption("vocational", $"中等职业学校"), new FieldOption("college", $"高等学校"),
    ];

    /// <summary>The states of father and mother, by which the policies tell who is unattended; out of contact counts from the police report.</summary>
    private static FormField[] Parents =>
    [
        new FormField("father_state", $"父亲状况", FieldKind.Choice) { Required = true, Fact = "father_state", Options = ParentStates },
        new FormField("father_state_since", $"父亲状况起始日期", FieldKind.Date) { Fact = "father_state_since", Help = $"失联的自向公安机关报警之日起算。" },
        new FormField("mother_state", $"母亲状况", FieldKind.Choice) { Required = true, Fact = "mother_state", Options = ParentStates },
        new FormField("mother_state_since", $"母亲状况起始日期", FieldKind.Date) { Fact = "mother_state_since", Help = $"失联的自向公安机关报警之日起算。" },
    ];

    private static FieldOption[] ParentStates =>
    [
        new FieldOption("none", $"无"), new FieldOption("severe_disability", $"重度残疾"), new FieldOption("severe_illness", $"重病"), new FieldOption("in_prison", $"服刑在押"),
        new FieldOption("compulsory_isolation", $"强制隔离戒毒"), new FieldOption("restricted", $"被执行其他限制人身自由的措施"), new FieldOption("out_of_contact", $"失联"),
        new FieldOption("custody_revoked", $"被撤销监护资格"), new FieldOption("dead", $"死亡"), new FieldOption("missing", $"宣告失踪"), new FieldOption("deported", $"被遣送（驱逐）出境"),
    ];

    private static CaseType Of(string code, FormattableString name, FormattableString summary, IReadOnlyList<string> programmes, IReadOnlyList<string> law) => new()
    {
        Code = code,
        Name = name,
        Summary = summary,
        Line = "child_welfare",
        Scope = CaseScope.Person,
        Programmes = programmes,
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                new FormField("guardian", $"监护人或者实际照料人姓名、与儿童的关系") { Required = true },
                Phone, Account,
                .. Parents,
                new FormField("placement", $"养育方式", FieldKind.Choice)
                {
                    Required = true,
                    Fact = "placement",
                    Options = [new FieldOption("home", $"社会散居"), new FieldOption("institution", $"机构养育")],
                },
                new FormField("study", $"在校情况", FieldKind.Choice) { Fact = "study", Options = Stages },
            ]),
        ],
        Documents =
        [
            new DocumentKind("identity", $"身份证件", Held: true), new DocumentKind("household_register", $"户口簿", Held: true),
            // Death, sentence, disability and the like are asked of the offices that hold them (民发〔2019〕62号 third part).
            new DocumentKind("parents", $"父母死亡、失踪、服刑、重残等证明", Held: true), new DocumentKind("police", $"公安机关查找父母的反馈", Held: true), new DocumentKind("other", $"其他材料"),
        ],
        Steps =
        [
            new CaseStep("intake", $"受理", StepWork.Intake, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)),
            // Ten and five are the township's fifteen working days.
            new CaseStep("visit", $"查验和入户核实", StepWork.HomeVisit, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(10)) { Fields = Parents },
            new CaseStep("opinion", $"初审意见", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("confirm", $"审核确认", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.WorkingDays(15)),
            new CaseStep("deliver", $"送达", StepWork.Delivery, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
        ],
        Whole = Limit.WorkingDays(30),
        Law = law,
        AboutChildren = true,
    };
}
