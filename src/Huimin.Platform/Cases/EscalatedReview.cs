using Huimin.Platform.Access;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;

namespace Huimin.Platform.Cases;

/// <summary>
/// Escalated review 提级复审: the upper level looks again, on the spot, at a refusal or a complaint; the lower level's file stands frozen
/// meanwhile, and what the review says binds it. One type for each level that reviews.
/// </summary>
public static class EscalatedReview
{
    public const string ByCounty = "review_by_county";
    public const string ByCity = "review_by_city";

    public static IReadOnlyList<CaseType> Types { get; } = [Of(ByCounty, RegionLevel.County, $"提级复审（县级）"), Of(ByCity, RegionLevel.City, $"提级复审（市级）")];

    private static CaseType Of(string code, RegionLevel level, FormattableString name) => new()
    {
        Code = code,
        Name = name,
        Summary = $"由上一级民政部门对不予同意、有争议或者疑难的案件重新调查，作出有约束力的结论。",
        Line = "social_assistance",
        Purpose = CasePurpose.Review,
        Forms = [new FormVersion(1, new DateOnly(2026, 7, 1), [new FormField("reason", $"提级复审的理由", FieldKind.LongText) { Required = true }])],
        Steps =
        [
            new CaseStep("visit", $"实地复核", StepWork.HomeVisit, level, Permissions.AssistCases, Limit.WorkingDays(10)),
            new CaseStep("opinion", $"复审意见", StepWork.Opinion, level, Permissions.ProposeCases, Limit.WorkingDays(5)),
            new CaseStep("decide", $"复审决定", StepWork.Decision, level, Permissions.ApproveCases, Limit.WorkingDays(5)),
        ],
        Whole = Limit.WorkingDays(20),
        Law = ["社会救助法 第七十六条"],
        Online = false,
        CrossRegion = false,
    };
}
