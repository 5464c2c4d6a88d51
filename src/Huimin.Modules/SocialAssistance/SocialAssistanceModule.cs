using Huimin.Platform.Cases.Types;
using Huimin.Platform.Modules;

namespace Huimin.Modules.SocialAssistance;

/// <summary>社会救助: living guarantee, support of people in extreme hardship, temporary assistance, and who stands just above the line.</summary>
public sealed class SocialAssistanceModule : Module
{
    public override string Line => "social_assistance";

    public override IReadOnlyList<CaseType> CaseTypes { get; } =
    [
        BasicLiving.Dibao, BasicLiving.Tekun, BasicLiving.Marginal, BasicLiving.RigidExpense,
        TemporaryAssistance.Urgent, TemporaryAssistance.Ordinary,
        AwardChanges.Family, AwardChanges.Tekun,
    ];
}
