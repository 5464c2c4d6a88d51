using Huimin.Modules.SocialAssistance.Relief;
using Huimin.Modules.SocialAssistance.Services;
using Huimin.Platform.Access;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Cockpit;
using Huimin.Platform.Indicators;
using Huimin.Platform.Modules;
using Huimin.Platform.Tasks;
using Huimin.Platform.Ui;
using Huimin.Platform.Registers;

namespace Huimin.Modules.SocialAssistance;

/// <summary>社会救助: living guarantee, support of people in extreme hardship, temporary assistance, and who stands just above the line.</summary>
public sealed class SocialAssistanceModule : Module
{
    public override string Line => "social_assistance";

    public override IReadOnlyList<MenuPage> Pages { get; } = [new MenuPage("/relief", Permissions.ViewCases, $"流浪乞讨人员救助"), new MenuPage("/complaints", Permissions.ViewCases, $"热线和投诉分析")];

    public override IReadOnlyList<CaseType> CaseTypes { get; } =
    [
        BasicLiving.Dibao, BasicLiving.Tekun, BasicLiving.Marginal, BasicLiving.RigidExpense,
        TemporaryAssistance.Urgent, TemporaryAssistance.Ordinary,
        AwardChanges.Family, AwardChanges.Tekun,
        HomelessRelief.Episode, ServicesAndReferrals.Lead, ServicesAndReferrals.Service, ServicesAndReferrals.Charity, ServicesAndReferrals.Complaint,
    ];

    public override IReadOnlyList<RegisterType> Registers { get; } =
    [
        GrassRoots.Assistants, GrassRoots.ResponseTeams, GrassRoots.Stations,
        CareServices.Agreements,
        Campaigns.Rectification, Campaigns.Seasonal,
        Reforms.Brands, Reforms.Pilots, Reforms.Documents, Reforms.Projects,
        FormerRegisters.Plans, FormerRegisters.CharityReferrals,
    ];

    public override IReadOnlyList<Indicator> Indicators { get; } = [.. AssistanceIndicators.All, .. BenefitIndicators.All];

    public override IReadOnlyList<Headline> Headlines { get; } =
    [
        new("dibao_recipients", 10), new("tekun_recipients", 20), new("temporary_assistance_person_times", 30, OfYear: true),
        new("low_income_population", 110), new("dibao_marginal_persons", 120), new("dibao_expenditure", 130),
    ];

    public override IReadOnlyList<ITaskSource> TaskSources { get; } = [new ReliefStays()];
}
