using Huimin.Platform.Access;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;

namespace Huimin.Modules.SocialAssistance;

/// <summary>
/// What happens to a benefit that is being received 动态管理: periodic re-verification, reported changes, raise, cut and stop. Before every cut or
/// stop the family is heard (社会救助法 art. 48), and the letter gives reasons and remedies.
/// </summary>
public static class AwardChanges
{
    public static readonly CaseType Family = Of("assistance_change", $"低保等待遇核查变更", CaseScope.Household, ["dibao", "dibao_marginal", "rigid_expense_family"], c => true);

    /// <summary>A stop of tekun support is posted for seven days (43号), except after a death.</summary>
    public static readonly CaseType Tekun = Of("tekun_change", $"特困待遇核查变更", CaseScope.Person, ["tekun"], c => c.Opinion != Huimin.Platform.Cases.CaseOutcome.Stopped);

    private static CaseType Of(string code, FormattableString name, CaseScope scope, IReadOnlyList<string> programmes, Func<Huimin.Platform.Cases.Case, bool> notPosted) => new()
    {
        Code = code,
        Name = name,
        Summary = $"家里人口、收入、财产有变化，或者到了定期核查的时候，重新核实以后继续、增发、减发或者停发。",
        Line = "social_assistance",
        Purpose = CasePurpose.Change,
        Scope = scope,
        Programmes = programmes,
        CheckPurpose = scope == CaseScope.Household ? "means.dibao" : "means.tekun",
        Forms =
        [
            new FormVersion(1, new DateOnly(2026, 7, 1),
            [
                new FormField("cause", $"为什么核查", FieldKind.Choice)
                {
                    Required = true,
                    Options =
                    [
                        new("periodic", $"定期核查"), new("reported", $"家庭报告变化"), new("found", $"比对发现"), new("complaint", $"举报投诉"), new("own_wish", $"本人要求停止"),
                    ],
                },
                new FormField("reason", $"情况说明", FieldKind.LongText) { Required = true },
            ]),
        ],
        Documents = [new DocumentKind("other", $"其他材料")],
        Steps =
        [
            new CaseStep("check", $"经济状况核对", StepWork.DataCheck, RegionLevel.County, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("visit", $"入户调查", StepWork.HomeVisit, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(10)),
            new CaseStep("opinion", $"核查意见", StepWork.Opinion, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("hearing", $"听取意见", StepWork.Hearing, RegionLevel.Township, Permissions.AssistCases, Limit.WorkingDays(5))
            {
                Unless = c => c.Opinion is not (Huimin.Platform.Cases.CaseOutcome.Cut or Huimin.Platform.Cases.CaseOutcome.Stopped),
            },
            new CaseStep("publicity", $"终止公示", StepWork.Publicity, RegionLevel.Township, Permissions.ProposeCases) { PublicityDays = 7, Unless = notPosted },
            new CaseStep("confirm", $"审核确认", StepWork.Decision, RegionLevel.County, Permissions.ApproveCases, Limit.WorkingDays(10)) { MayBeDelegated = true },
            new CaseStep("deliver", $"送达", StepWork.Delivery, RegionLevel.Township, Permissions.ProposeCases, Limit.WorkingDays(3)),
        ],
        Law = ["社会救助法 第四十六条", "社会救助法 第四十七条", "社会救助法 第四十八条"],
        Online = true,
        CrossRegion = false,
    };
}
