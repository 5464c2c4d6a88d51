using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
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
    public static readonly CaseType Tekun = Of("tekun_change", $"特困待遇核查变更", CaseScope.Person, ["tekun"], c => c.Opinion != CaseOutcome.Stopped);

    /// <summary>Field of the form: the day from which the income exceeds the standard, by which gradual exit 渐退 is counted.</summary>
    public const string ExceededSince = "exceeded_since";

    /// <summary>The two facts by which the policies compute gradual exit: since when, and what was paid last.</summary>
    private static Dictionary<string, long> Exceeded(CaseForm answers, Award award) =>
        award.Programme == "dibao" && DateOnly.TryParseExact(answers[ExceededSince], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new() { ["dibao_exceeded_since"] = day.DayNumber, ["dibao_last_amount"] = award.Amount }
            : [];

    private static CaseType Of(string code, FormattableString name, CaseScope scope, IReadOnlyList<string> programmes, Func<Case, bool> notPosted) => new()
    {
        Code = code,
        Name = name,
        Summary = $"家里人口、收入、财产有变化，或者到了定期核查的时候，重新核实以后继续、增发、减发或者停发。",
        Line = "social_assistance",
        Purpose = CasePurpose.Change,
        Scope = scope,
        Programmes = programmes,
        Stated = scope == CaseScope.Household ? Exceeded : null,
        EndedFacts = new Dictionary<string, string> { ["dibao"] = "dibao_ended_on" },
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
                .. scope == CaseScope.Household
                    ? [new FormField(ExceededSince, $"因就业等收入超过低保标准的，从哪一天起", FieldKind.Date) { Help = $"填写以后按渐退政策测算；没有超过的不填。", Fact = "dibao_exceeded_since" }]
                    : Array.Empty<FormField>(),
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
                Unless = c => c.Opinion is not (CaseOutcome.Cut or CaseOutcome.Stopped),
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
