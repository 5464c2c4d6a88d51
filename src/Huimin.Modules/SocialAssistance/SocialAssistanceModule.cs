using Huimin.Platform.Modules;
using Huimin.Platform.Registers;

namespace Huimin.Modules.SocialAssistance;

/// <summary>社会救助.</summary>
public sealed class SocialAssistanceModule : Module
{
    public override string Line => "social_assistance";

    public override IReadOnlyList<RegisterType> Registers { get; } =
    [
        GrassRoots.Assistants, GrassRoots.ResponseTeams, GrassRoots.Stations,
        CareServices.Agreements, CareServices.Plans, CareServices.CharityReferrals,
        Campaigns.Rectification, Campaigns.Seasonal,
        Reforms.Brands, Reforms.Pilots, Reforms.Documents, Reforms.Projects,
    ];
}
